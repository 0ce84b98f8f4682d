"""Aggregates over a few groups of equal records, or over several values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise, product

from govperf.boundaries.asserting import sort_in
from govperf.boundaries.board import Board, Unknown
from govperf.boundaries.linear import Linear, constant, single, total
from govperf.boundaries.numbers import form_of
from govperf.boundaries.tasks import (
    Among,
    Between,
    Holds,
    ImpossibleError,
    Later,
    Present,
    Scope,
    Task,
    Tie,
    TieWord,
    Way,
    Ways,
)
from govperf.frozen import frozen
from govperf.terms.terms import Aggregate, Items, Rows, SameKey, Term

MOST_PATTERNS = 20

Shape = tuple[int, ...]
"""How many equal records each group has."""


@frozen
class Entry:
    """A value of the list: its term, from where it is read, how many times it comes."""

    term: Term
    scope: Scope
    times: int = 1


def aggregated(board: Board, term: Aggregate, scope: Scope, unknown: Unknown) -> Ways:
    """One value from the list, for each number of records that may do."""
    if isinstance(term.source, Items):
        yield from _of_items(term, term.source, scope, unknown)
        return
    ledger = term.source.ledger
    switch = board.switch("#", (ledger, -1), shapes(board, ledger))
    wanted = board.tableau.value[unknown.variable] if unknown.variable >= 0 else Fraction(0)
    for shape in _nearest(term, board.domains[switch], wanted):
        yield (Among(switch, (shape,)), *required(board, ledger, shape), *_counted(board, term, scope, shape, unknown))


def shapes(board: Board, ledger: str) -> tuple[Shape, ...]:
    """The numbers of records that are tried, the ordinary one first."""
    count = board.knowledge.ledger(ledger).count
    if count is not None:
        return ((1,) * count if count <= 3 else (1, 1, count - 2),)
    some: tuple[Shape, ...] = (
        (1,),
        (),
        (1, 1),
        (1, 1, 1),
        (1, 1, 1, 1),
        (1, 1, 1, 1, 1),
        (2,),
        (3,),
        (4,),
        (5,),
        (6,),
        (8,),
        (10,),
        (11,),
        (12,),
        (20,),
        (30,),
    )
    return some if board.knowledge.base.ledgers.get(ledger) else ((), *(one for one in some if one))


def _nearest(term: Aggregate, found: Sequence[object], wanted: Fraction) -> list[Shape]:
    """Where records are counted, first as many as are wanted."""
    own = [one for one in found if isinstance(one, tuple)]
    if term.function != "计数":
        return own
    exact = [(int(wanted),)] if wanted > 0 and wanted.denominator == 1 else []
    return sorted(own, key=lambda one: (one not in exact, abs(sum(one) - wanted)))


def required(board: Board, ledger: str, shape: Shape) -> Iterator[Task]:
    """What the records of a ledger must meet."""
    definition = board.knowledge.ledger(ledger)
    if shape and definition.applies is not None:
        yield Holds(definition.applies, board.root)
    for group in range(len(shape)):
        for one in definition.requirements:
            yield Holds(one.condition, board.inside(board.root, ledger, group))


def _counted(board: Board, term: Aggregate, scope: Scope, shape: Shape, unknown: Unknown) -> Way:
    ledger = term.source.ledger if isinstance(term.source, Rows) else ""
    entries = [Entry(term.value, board.inside(scope, ledger, group), times) for group, times in enumerate(shape)]
    return (Later(lambda _: _patterns(term, entries, unknown, scope)),)


def _patterns(term: Aggregate, entries: list[Entry], unknown: Unknown, scope: Scope) -> Ways:
    """Which of the groups count: all, none, each other choice."""
    if term.where is None:
        yield from _once(term, entries, unknown, scope, ())
        return
    where = term.where
    for pattern in _in_order(len(entries)):
        kept = [entry for entry, counts in zip(entries, pattern, strict=True) if counts]
        tests = tuple(Holds(where, one.scope, counts) for one, counts in zip(entries, pattern, strict=True))
        yield (*tests, Later(lambda _, kept=kept: _once(term, kept, unknown, scope, ())))  # type: ignore[misc]  # a bound default


def _in_order(count: int) -> list[tuple[bool, ...]]:
    """All count, a single one counts, none does, then the rest: several lists may share the records among them."""
    patterns = list(product((True, False), repeat=count))
    return sorted(patterns, key=lambda one: (not all(one), sum(one) != 1, any(one)))[:MOST_PATTERNS]


def _once(term: Aggregate, entries: list[Entry], unknown: Unknown, scope: Scope, tasks: Way) -> Ways:
    """After 同一: groups with different keys count each; of two with one key the better counts, or both together."""
    if term.same is None:
        yield (*tasks, *_settled(term, entries, unknown, scope))
        return
    same = term.same
    single_entries = entries if same.take == "取合计" else [Entry(one.term, one.scope) for one in entries]
    apart = tuple(_apart(same, a, b) for i, a in enumerate(entries) for b in entries[:i])
    yield (*tasks, *apart, *_settled(term, single_entries, unknown, scope))
    if len(entries) > 1 and same.take in ("取最高", "取最低", "取首个"):
        first, second = entries[0], entries[1]
        alike = _alike(same, first, second)
        better = (Later(lambda _: _ordered(first, second, same.take)),)
        rest = [Entry(one.term, one.scope) for one in entries if one is not second]
        yield (*tasks, alike, *better, *_settled(term, rest, unknown, scope))


def _ordered(first: Entry, second: Entry, take: str) -> Ways:
    """The first of two is the one that counts."""

    def ways(board: Board) -> Ways:
        off = form_of(board, first.term, first.scope).minus(form_of(board, second.term, second.scope))
        if take == "取最高":
            yield (Between(off, low=Fraction(0)),)
        elif take == "取最低":
            yield (Between(off, high=Fraction(0)),)
        else:
            yield ()

    yield (Later(ways),)


def _apart(same: SameKey, first: Entry, second: Entry) -> Task:
    return Later(lambda here: _keys(here, same, first, second, equal=False))


def _alike(same: SameKey, first: Entry, second: Entry) -> Task:
    return Later(lambda here: _keys(here, same, first, second, equal=True))


def _keys(board: Board, same: SameKey, first: Entry, second: Entry, *, equal: bool) -> Ways:
    from govperf.boundaries.words import word_of

    if sort_in(board, same.key, first.scope) == "number":
        off = form_of(board, same.key, first.scope).minus(form_of(board, same.key, second.scope))
        if equal:
            yield (Between(off, Fraction(0), Fraction(0)),)
        else:
            yield from board.avoided(off, Fraction(0))
        return
    one, other = word_of(board, same.key, first.scope), word_of(board, same.key, second.scope)
    pairs = ((a, b) for a in board.domains[one] for b in board.domains[other] if (a == b) == equal)
    for a, b in islice(pairs, 6):
        yield (Among(one, (a,)), Among(other, (b,)))


def _of_items(term: Aggregate, source: Items, scope: Scope, unknown: Unknown) -> Ways:
    entries = [Entry(item, scope) for item in source.items]
    if not source.skip_absent:
        yield (Later(lambda _: _once(term, entries, unknown, scope, ())),)
        return
    patterns = [
        (True,) * len(entries),
        *(tuple(i != gone for i in range(len(entries))) for gone in range(len(entries))),
    ]
    patterns.append((False,) * len(entries))
    for pattern in patterns:
        kept = [entry for entry, there in zip(entries, pattern, strict=True) if there]
        tests = tuple(Present(one.term, scope, there) for one, there in zip(entries, pattern, strict=True))
        yield (*tests, Later(lambda _, kept=kept: _once(term, kept, unknown, scope, ())))  # type: ignore[misc]  # a bound default


# --- one value from those that count ---


def _settled(term: Aggregate, entries: list[Entry], unknown: Unknown, scope: Scope) -> Way:
    return (Later(lambda here: _value(here, term, entries, unknown, scope)),)


def _value(board: Board, term: Aggregate, entries: list[Entry], unknown: Unknown, scope: Scope) -> Ways:
    count = sum(entry.times for entry in entries)
    if not entries and term.empty is not None:
        yield (_tie(unknown, term.empty, scope),)
        return
    if term.function == "计数":
        yield from _number_of(board, term, entries, unknown)
        return
    if not entries and term.function != "合计":
        return
    if term.function in ("首个", "末个", "唯一", "最高", "最低"):
        yield from _picked(term, entries, unknown, count)
        return
    if unknown.variable < 0:
        raise ImpossibleError
    yield from _of_numbers(board, term, entries, unknown, count)


def _tie(unknown: Unknown, value: Term, scope: Scope) -> Task:
    return TieWord(unknown.word, value, scope) if unknown.variable < 0 else Tie(unknown.variable, value, scope)


def _number_of(board: Board, term: Aggregate, entries: list[Entry], unknown: Unknown) -> Ways:
    """Records are counted as they are; of conditions those that hold."""
    truths = [sort_in(board, entry.term, entry.scope) == "truth" for entry in entries]
    patterns = islice(product(*((True, False) if truth else (True,) for truth in truths)), 40)
    wanted = board.tableau.value[unknown.variable]

    def counted(pattern: tuple[bool, ...]) -> Fraction:
        return Fraction(sum(entry.times for entry, holds in zip(entries, pattern, strict=True) if holds))

    for pattern in sorted(patterns, key=lambda one: abs(counted(one) - wanted)):
        zipped = list(zip(entries, pattern, truths, strict=True))
        tests = tuple(Holds(entry.term, entry.scope, holds) for entry, holds, truth in zipped if truth)
        value = counted(pattern)
        if term.most is not None and isinstance(most := getattr(term.most, "value", None), Fraction):
            value = min(value, most)
        yield (*tests, Between(single(unknown.variable), value, value))


def _picked(term: Aggregate, entries: list[Entry], unknown: Unknown, count: int) -> Ways:
    if term.function == "唯一" and count != 1:
        return
    places = range(len(entries))
    if term.function in ("首个", "唯一"):
        places = range(1)
    elif term.function == "末个":
        places = range(len(entries) - 1, len(entries))
    sign = {"最高": ">=", "最低": "<="}.get(term.function)
    for place in places:
        mine = entries[place]
        others = [entry for i, entry in enumerate(entries) if i != place] if sign else []
        yield (*(_beside(mine, other, sign or "=") for other in others), _tie(unknown, mine.term, mine.scope))


def _beside(mine: Entry, other: Entry, sign: str) -> Task:
    def ways(board: Board) -> Ways:
        off = form_of(board, mine.term, mine.scope).minus(form_of(board, other.term, other.scope))
        yield (Between(off, low=Fraction(0)),) if sign == ">=" else (Between(off, high=Fraction(0)),)

    return Later(ways)


def _of_numbers(board: Board, term: Aggregate, entries: list[Entry], unknown: Unknown, count: int) -> Ways:
    forms = [form_of(board, entry.term, entry.scope) for entry in entries]
    most = getattr(term.most, "value", None)
    order: Way = ()
    times = [entry.times for entry in entries]
    if isinstance(most, Fraction) and most < count:
        order = tuple(Between(a.minus(b), low=Fraction(0)) for a, b in pairwise(forms))
        times = _highest(times, int(most))
        count = sum(times)
    result = _statistic(term, forms, times, count)
    if result is None:
        return
    value, more = result
    yield (*order, *more, Between(single(unknown.variable).minus(value), Fraction(0), Fraction(0)))


def _highest(times: list[int], most: int) -> list[int]:
    found = []
    for one in times:
        found.append(min(one, most))
        most -= found[-1]
    return found


def _statistic(term: Aggregate, forms: list[Linear], times: list[int], count: int) -> tuple[Linear, Way] | None:
    summed = total(form.times(Fraction(n)) for form, n in zip(forms, times, strict=True))
    match term.function:
        case "合计":
            return summed, ()
        case "平均":
            return (summed.times(Fraction(1, count)), ()) if count else None
        case "中位数" | "去极值平均":
            return _inner(term, forms, times, count)
        case "加权平均":
            # With equal values the weights do not matter.
            alike = tuple(Between(form.minus(forms[0]), Fraction(0), Fraction(0)) for form in forms[1:])
            return forms[0], alike
        case "方差" | "标准差":
            alike = tuple(Between(form.minus(forms[0]), Fraction(0), Fraction(0)) for form in forms[1:])
            return constant(Fraction(0)), alike
        case _:
            return None


def _inner(term: Aggregate, forms: list[Linear], times: list[int], count: int) -> tuple[Linear, Way] | None:
    """The middle of values in falling order: the median, the mean without the extremes."""
    spread = [form for form, n in zip(forms, times, strict=True) for _ in range(n)][:60]
    falling = tuple(Between(a.minus(b), low=Fraction(0)) for a, b in pairwise(forms))
    if term.function == "中位数":
        cut = (count - 1) // 2
    else:
        amount = getattr(term.trim, "value", None)
        if not isinstance(amount, Fraction):
            return None
        cut = int(amount * count) if term.trim_share else int(amount)
    kept = spread[cut : len(spread) - cut]
    return (total(kept).times(Fraction(1, len(kept))), falling) if kept else None
