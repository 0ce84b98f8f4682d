"""Arms left out, arms with each other's results, lines between two bands drawn elsewhere, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from attrs import evolve

from govperf.diagnostics import Diagnostic
from govperf.mutation.operators.change import Change, Edit, edited
from govperf.mutation.operators.nodes import replacements
from govperf.mutation.operators.tests import bound_turned, marked, open_ends, same_limit
from govperf.mutation.operators.values import near
from govperf.mutation.sites import Path, Site, at, sites, without
from govperf.source import Source, Span
from govperf.syntax import parse_cell
from govperf.syntax.declarations import Band, Cell, GradeScale, LookupTable
from govperf.syntax.expressions import Arm, Bound, Call, Choose, Expression, Mark, Number, Pair, Range, Test
from govperf.syntax.show_expressions import show_expression

ARM, LINE, TABLE = "档", "界限", "对照表"


def blocks(statement: Any, site: Site) -> Iterator[Change]:
    """Changes of a block of arms, of bands, of rows, seen as a whole."""
    match site.node:
        case Choose(arms=arms):
            yield from _arms(statement, (*site.path, "arms"), arms)
            yield from shared_lines(statement, (*site.path, "arms"), arms, coarse=site.coarse)
        case Call(arguments=arguments) if any(isinstance(one, Pair) for one in arguments):
            yield from _arms(statement, (*site.path, "arguments"), arguments)
            yield from shared_lines(statement, (*site.path, "arguments"), arguments, coarse=site.coarse)
        case GradeScale(lines=lines):
            yield from shared_lines(statement, (*site.path, "lines"), lines, coarse=site.coarse)
        case LookupTable():
            yield from _table(statement, site.path, site.node)
        case _:
            pass


# --- arms ---


def _arms(statement: Any, path: Path, arms: tuple[Any, ...]) -> Iterator[Change]:
    places = [index for index, arm in enumerate(arms) if isinstance(arm, Arm | Pair)]
    for index in places if len(places) > 1 else ():
        yield edited(ARM, statement, arms[index].span, (path, without(arms, index)), old=(arms[index],))
    for index, following in pairwise(places):
        one, other = arms[index], arms[following]
        if one.value != other.value:
            here, there = evolve(one, value=other.value), evolve(other, value=one.value)
            edits: tuple[Edit, Edit] = ((*path, index), here), ((*path, following), there)
            yield edited(ARM, statement, one.span, *edits, old=(one, other), new=(here, there))


# --- one line between two bands, which stands in both ---


def shared_lines(statement: Any, path: Path, parts: tuple[Any, ...], *, coarse: bool = False) -> Iterator[Change]:
    """A number that ends one band, begins the next: a step off in both; on the other side in both."""
    limits = _limits(path, parts)
    for limit in dict.fromkeys(one for one, _ in limits):
        places = [place for one, place in limits if one == limit]
        bands = {place[: len(path) + 1] for place in places}
        if len(bands) < 2:
            continue
        span = _span_at(statement, places[0])
        if isinstance(limit, Number):
            for digits in near(at(statement, places[0]), coarse=coarse):
                edits = tuple((place, evolve(at(statement, place), digits=digits)) for place in places)
                yield edited(LINE, statement, span, *edits)
        turned = tuple(_turned_at(path, parts, limit))
        if len(turned) > 1:
            yield edited(LINE, statement, span, *turned)


def _limits(path: Path, parts: tuple[Any, ...]) -> list[tuple[Expression, Path]]:
    """Every limit of the tests of bands or arms, marks among them, with its place."""
    found: list[tuple[Expression, Path]] = []
    for index, part in enumerate(parts):
        for name, test in _tests_of(part):
            for site in sites(test):
                if isinstance(site.parent, Bound | Range | Mark) and isinstance(site.node, Expression):
                    whole: Path = (*path, index, name, *site.path)
                    found.append((_plain(site.node), whole))
    return found


def _plain(limit: Expression) -> Expression:
    """A limit by its digits: in ``80%~90%(不含90)`` the last number has the factor of the others."""
    return evolve(limit, ratio="", factor="", unit="") if isinstance(limit, Number) else limit


def _tests_of(part: Any) -> Iterator[tuple[str, Any]]:
    match part:
        case Band(test=test) | Arm(test=test) if test is not None:
            yield "test", test
        case Pair(key=key) if key is not None:
            yield "key", key
        case _:
            return


def _turned_at(path: Path, parts: tuple[Any, ...], limit: Expression) -> Iterator[Edit]:
    """Every test that has the limit as an end, with that end turned."""
    for index, part in enumerate(parts):
        for name, test in _tests_of(part):
            for site in sites(test):
                turned = _turned(site.node, limit)
                if turned is not None:
                    yield (*path, index, name, *site.path), turned


def _turned(test: Any, limit: Expression) -> Test | None:
    match test:
        case Bound(limit=own) if same_limit(own, limit) or _plain(own) == limit:
            return bound_turned(test)
        case Range(low=low, high=high):
            at_low, at_high = _plain(low) == limit, _plain(high) == limit
            open_low, open_high = open_ends(test)
            if at_low or at_high:
                return marked(test, open_low != at_low, open_high != at_high)
        case _:
            pass
    return None


def _span_at(statement: Any, path: Path) -> Span:
    span = at(statement, path).span
    return span if isinstance(span, Span) else statement.span


# --- printed tables ---


def _table(statement: Any, path: Path, table: LookupTable) -> Iterator[Change]:
    rows = table.table.rows
    for index, row in enumerate(rows if len(rows) > 1 else ()):
        yield edited(TABLE, statement, row[0].span, ((*path, "table", "rows"), without(rows, index)), old=(row,))
    for column in range(1, len(table.table.head)):
        if len(table.keys) > 1:
            yield from _cell(statement, (*path, "table", "head"), table.table.head, column)
    for index, row in enumerate(rows):
        for column in range(len(row)):
            yield from _cell(statement, (*path, "table", "rows", index), row, column)
            yield from _swap(statement, path, index, column, rows)


def _cell(statement: Any, path: Path, row: tuple[Cell, ...], column: int) -> Iterator[Change]:
    """A cell is an expression or a test of its own."""
    cell = row[column]
    parsed = parse_cell(cell)
    if isinstance(parsed, Diagnostic):
        return
    for kind, said in replacements(parsed):
        text = show_expression(said)
        new = Cell(text, span=Span(Source(text, cell.span.source.name), 0, len(text)))
        after = (*row[:column], new, *row[column + 1 :])
        yield edited(kind, statement, cell.span, (path, after), old=(row,), new=(after,))


def _swap(statement: Any, path: Path, index: int, column: int, rows: tuple[tuple[Cell, ...], ...]) -> Iterator[Change]:
    """The results of two rows exchanged, where they are words: of numbers it is enough that one is a step off."""
    if column == 0 or index + 1 >= len(rows) or column >= len(rows[index + 1]):
        return
    one, other = rows[index][column], rows[index + 1][column]
    if one.text != other.text and not one.text[:1].isdigit():
        first, second = rows[index], rows[index + 1]
        here = (*first[:column], other, *first[column + 1 :])
        there = (*second[:column], one, *second[column + 1 :])
        place = (*path, "table", "rows")
        edits: tuple[Edit, Edit] = ((*place, index), here), ((*place, index + 1), there)
        yield edited(TABLE, statement, one.span, *edits, old=(first, second), new=(here, there))
