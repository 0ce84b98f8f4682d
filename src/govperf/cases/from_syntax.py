"""Turns the lines of a case into data."""

from __future__ import annotations

from govperf.cases.data import CaseData, Draft
from govperf.cases.lines import expect, expect_working, give
from govperf.cases.tables import name_objects, objects, records
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.syntax.declarations import Case, CaseTable, Expect, ExpectedWorking, Given


def data_of(graph: Graph, case: Case, limits: Limits) -> CaseData:
    """The case as data. A table of objects scores a cohort; lines beside it hold for every row."""
    found = CaseData(graph, limits, case.span)
    tables = [line for line in case.lines if isinstance(line, CaseTable)]
    cohort = [line for line in tables if line.ledger is None]
    _prepare(found, cohort)
    for line in case.lines:
        for value in line.values if isinstance(line, Given) else ():
            give(found, value)
    for table in cohort[:1]:
        objects(found, table)
    name_objects(found, cohort)
    for table in tables:
        if table.ledger is not None:
            records(found, table)
    for line in case.lines:
        for item in line.items if isinstance(line, Expect) else ():
            expect(found, item)
        if isinstance(line, ExpectedWorking):
            expect_working(found, line)
    return found


def _prepare(found: CaseData, cohort: list[CaseTable]) -> None:
    found.whole = bool(cohort) and not cohort[0].alone
    found.drafts = [Draft() for _ in cohort[0].table.rows] if cohort else [Draft()]
    for table in cohort[1:]:
        found.fail("一个用例只能有一张对象表", table.span)
    if not found.drafts:
        found.fail("对象表里没有一行", cohort[0].span)
