"""The values of the cohort as a whole (全体输出)."""

from __future__ import annotations

from collections.abc import Mapping

from govperf.columns.cohort_terms import cohort_total
from govperf.columns.sheets import Desk, WholeByRowsError
from govperf.columns.specials import reading_of
from govperf.evaluate.outcome import COHORT, Outcome, Place
from govperf.terms.terms import OfCohort


def totals_of(desk: Desk) -> Mapping[str, Outcome]:
    """Every value of the cohort, or why there is none."""
    found = {}
    for key in desk.graph.ruleset.cohort_outputs:
        definition = desk.graph[key].definition
        if definition is None:
            raise AssertionError(key)
        known = desk.by_rows.totals
        for one in reading_of(desk.graph).specials_of(definition.term):
            total = cohort_total(one.closed, desk.sheet(key)) if isinstance(one.closed, OfCohort) else None
            if total is None:
                raise WholeByRowsError
            known[id(one.term)] = total
        found[key] = desk.by_rows.evaluation().outcome(Place(COHORT, key))
    return found
