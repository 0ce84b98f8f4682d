"""Other objects beside the one that was made, so that ranks, counts, averages, quotas are what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from attrs import define, evolve

from govperf.boundaries.board import Board
from govperf.boundaries.tasks import Among, Holds, Later, Scope, Way, Ways
from govperf.boundaries.watch import watch
from govperf.boundaries.words import word_of
from govperf.checks.records import reached, value_of, variables, varied
from govperf.evaluate.grading import grade_names
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.scoring import required_keys
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.terms.kinds import Base
from govperf.terms.terms import Compare, Constant, OfCohort, Placement, Term, Value
from govperf.values import RoundingMode, round_to

Maker = Callable[[Callable[[Board], Way]], ObjectData | None]
"""Makes an object that grants wishes."""

MOST_OTHERS = 40
SIZES = (2, 3, 4, 5, 8, 10, 20)
_NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def companies(board: Board, data: ObjectData, make: Maker) -> Iterator[tuple[ObjectData, ...]]:
    """The object alone, then among others."""
    yield (data,)
    if not board.company:
        return
    wanted = [_Wanted(term, _value(board, term, variable)) for term, _, variable in board.company]
    ordinary = Own(board.knowledge.graph, board.knowledge.limits, data)
    yield from (named((data, *others)) for others in _others(wanted, ordinary, make))


@define
class _Wanted:
    """A value of the cohort with what it is to be."""

    term: OfCohort | Placement
    value: Value


def _value(board: Board, term: OfCohort | Placement, variable: int) -> Value:
    if isinstance(term, Placement):
        return str(board.domains[variable][0])
    return board.tableau.value[variable]


class Own:
    """What the terms of a cohort are for the object itself."""

    def __init__(self, graph: Graph, limits: Limits, data: ObjectData) -> None:
        self.graph = graph
        self.limits = limits
        self.data = data
        self._seen = watch(graph, (data,), limits).seen

    def value(self, term: Term) -> Value | None:
        """The last value that the term had."""
        if isinstance(term, Constant):
            return term.value
        found = [values for (_, one), values in self._seen.items() if one == id(term)]
        return found[0][-1] if found and found[0] else None


def _others(wanted: Sequence[_Wanted], own: Own, make: Maker) -> Iterator[tuple[ObjectData, ...]]:
    """Others for each value, put together; where a value can be had in several ways, each of them."""
    lists = [list(_for(one, own, make)) or [()] for one in wanted]
    for turn in range(max(map(len, lists))):
        found: list[ObjectData] = []
        for options in lists:
            found.extend(options[min(turn, len(options) - 1)])
        if found:
            yield tuple(found[:MOST_OTHERS])
    merged = max((options[0] for options in lists), key=len)
    if len(lists) > 1 and merged:
        yield tuple(merged)


def _for(one: _Wanted, own: Own, make: Maker) -> Iterator[tuple[ObjectData, ...]]:
    if isinstance(one.term, Placement):
        yield from _padding(one.term, own, make)
        return
    if not isinstance(one.value, Fraction):
        return
    match one.term.function:
        case "名次":
            yield from _ranked(one.term, own, int(one.value) - 1, 0, make)
            if one.term.ascending:
                return
            yield from _ranked(one.term, own, int(one.value) - 1, 3, make)
        case "名次比例":
            for size in SIZES:
                for rank in dict.fromkeys((round(one.value * size), int(one.value * size), int(one.value * size) + 1)):
                    if 1 <= rank <= size:
                        yield from _ranked(one.term, own, rank - 1, size - rank, make)
        case "人数" | "计数":
            yield (own.data,) * max(0, int(one.value) - 1)
        case _:
            yield from _averaged(one.term, own, one.value, make)


def _ranked(term: OfCohort, own: Own, above: int, below: int, make: Maker) -> Iterator[tuple[ObjectData, ...]]:
    """As many before the object, as many behind it."""
    mine = own.value(term.value) if term.value is not None else None
    if not isinstance(mine, Fraction) or above + below > MOST_OTHERS or term.value is None:
        return
    first, last = ("<", ">") if term.ascending else (">", "<")
    better = _beside(term, term.value, first, mine, own, make) if above else None
    worse = _beside(term, term.value, last, mine, own, make) if below else None
    if (above and better is None) or (below and worse is None):
        return
    before = _different(term, better, above, own, make) if term.dense and better is not None else [better] * above
    yield tuple(one for one in (*before, *[worse] * below) if one is not None)


def _different(term: OfCohort, first: ObjectData, count: int, own: Own, make: Maker) -> list[ObjectData | None]:
    """Each better than the one before, where equal ones share a rank without a gap."""
    found: list[ObjectData | None] = [first]
    while len(found) < count and term.value is not None and found[-1] is not None:
        known = Own(own.graph, own.limits, found[-1])
        value = known.value(term.value)
        sign = "<" if term.ascending else ">"
        found.append(_beside(term, term.value, sign, value, own, make) if isinstance(value, Fraction) else None)
    return found


def _beside(
    term: OfCohort | Placement, value: Term, sign: str, mine: Value, own: Own, make: Maker
) -> ObjectData | None:
    """An object of the same group whose value is on one side of a number."""

    def wishes(board: Board) -> Way:
        same = (_same(group, own.value(group), board.root) for group in term.groups)
        where = term.where if isinstance(term, OfCohort) else None
        counted = () if where is None else (Holds(where, board.root),)
        beside = Holds(Compare(sign, value, Constant(mine)), board.root)  # type: ignore[arg-type]  # a sign
        return (beside, *(one for one in same if one is not None), *counted)

    return make(wishes)


def _same(group: Term, value: Value | None, scope: Scope) -> Holds | None:
    return None if value is None else Holds(Compare("=", group, Constant(value)), scope)


def _averaged(term: OfCohort, own: Own, wanted: Fraction, make: Maker) -> Iterator[tuple[ObjectData, ...]]:
    """Others whose value brings the average, the total, the highest … to what is wanted."""
    mine = own.value(term.value) if term.value is not None else None
    if not isinstance(mine, Fraction) or term.value is None:
        return
    for count in (1, 2, 4):
        match term.function:
            case "合计":
                theirs = (wanted - mine) / count
            case "平均" | "中位数" | "加权平均":
                theirs = ((count + 1) * wanted - mine) / count
            case _:
                theirs = wanted
        other = _beside(term, term.value, "=", theirs, own, make)
        if other is not None:
            yield (other,) * count


def _padding(term: Placement, own: Own, make: Maker) -> Iterator[tuple[ObjectData, ...]]:
    """Others with the last grade, so many that a share of all has room for the object."""
    last = lowest(term, own, make)
    if last is None:
        return
    for size in (1, 3, 4, 9, 19):
        yield (last,) * size


def lowest(term: Placement, own: Own, make: Maker) -> ObjectData | None:
    """An object of the same group with as low a grade as goes."""
    for grade in reversed(grade_names(term)):
        found = graded(term, grade, own, make)
        if found is not None:
            return found
    return None


def graded(
    term: Placement, grade: str, own: Own | None, make: Maker, *, above: Fraction | None = None, room: bool = False
) -> ObjectData | None:
    """An object with a grade before quotas, of the same group; better than a score, or with room above it."""

    def wishes(board: Board) -> Way:
        def entered(here: Board) -> Ways:
            yield (Among(word_of(here, term.entry, here.root), (grade,)),)

        groups = () if own is None else tuple(_same(one, own.value(one), board.root) for one in term.groups)
        same = tuple(one for one in groups if one is not None)
        higher = () if above is None else (Holds(Compare(">", term.score, Constant(above)), board.root),)
        lower = (Later(lambda here: _lower(here, term)),) if room else ()
        return (Later(entered), *same, *higher, *lower)

    return make(wishes)


def _lower(board: Board, term: Placement) -> Ways:
    """The score leaves room above it inside its band."""
    from govperf.boundaries.linear import Linear
    from govperf.boundaries.numbers import form_of
    from govperf.boundaries.tasks import Between

    form: Linear = form_of(board, term.score, board.root)
    bounds = board.knowledge.range_of(term.score)
    high = None if bounds is None else bounds.high
    if high is not None:
        yield (Between(form, high=high - 1),)
    yield (Between(form, high=board.worth(form) - 1),)
    yield ()


# --- over a quota ---


def crowds(
    term: Placement, make: Maker, own_of: Callable[[ObjectData], Own], place: int
) -> Iterator[tuple[ObjectData, ...]]:
    """Cohorts in which the first object is just over, just within, level at the line of a quota."""
    quota = term.quotas[place]
    amount = quota.amount.value if isinstance(quota.amount, Constant) else None
    mine = graded(term, quota.grade, None, make, room=True)
    if mine is None:
        return
    own = own_of(mine)
    amount = own.value(quota.amount) if amount is None else amount
    score = own.value(term.score)
    if not isinstance(amount, Fraction) or not isinstance(score, Fraction):
        return
    better = graded(term, quota.grade, own, make, above=score)
    last = lowest(term, own, make)
    for size, limit in _lines(amount, share=quota.share, mode=quota.rounding):
        above = [better] * limit if better is not None else []
        rest = [last] * (size - 1 - limit) if last is not None else []
        if len(above) == limit and (quota.share is False or len(rest) == size - 1 - limit):
            yield named((mine, *above, *rest))
        level = [mine, *above[: max(limit - 1, 0)]]
        if limit:
            yield named((mine, *level, *rest))


def _lines(amount: Fraction, *, share: bool, mode: RoundingMode) -> Iterator[tuple[int, int]]:
    """Sizes of a cohort with the number that its quota lets in, the smallest that lets somebody in first."""
    if not share:
        if 0 <= amount <= MOST_OTHERS:
            yield int(amount) + 1, int(amount)
        return
    sizes = [(size, int(round_to(amount * size, Fraction(1), mode))) for size in range(2, 21)]
    some = [one for one in sizes if 0 < one[1] < one[0]]
    yield from some[:2]
    yield from [one for one in sizes if one[1] == 0][:1]


# --- a mixed cohort ---


def mixed(graph: Graph, base: ObjectData) -> Iterator[tuple[ObjectData, ...]]:
    """Cohorts of objects with low, middling, high numbers, each of them first in turn."""
    low, middle, high = (_at(graph, base, share) for share in (Fraction(0), Fraction(1, 2), Fraction(1)))
    for crowd in ((low, high), (middle, low, high), (low, middle, high, high), (low, low, high), (base,) * 3):
        for place in range(len(crowd)):
            yield (*crowd[place:], *crowd[:place])


def _at(graph: Graph, base: ObjectData, share: Fraction) -> ObjectData:
    """Every number that varies at a share of the way from one end of its domain to the other."""
    found = base
    for variable in variables(graph, reached(graph, required_keys(graph))):
        if variable.one.domain.kind.base is not Base.NUMBER:
            continue
        ends = variable.ends()
        choices = [one for one in variable.choices() if isinstance(one, Fraction)]
        value = ends[0] + (ends[1] - ends[0]) * share if not choices else choices[int(share * (len(choices) - 1))]
        present = not variable.ledger or bool(found.ledgers.get(variable.ledger))
        if present and variable.allows(value) and value_of(found, variable) is not None:
            found = varied(found, variable, value)
    return found


def named(objects: tuple[ObjectData, ...]) -> tuple[ObjectData, ...]:
    """The objects under different names."""
    return tuple(evolve(one, name=name_of(place)) for place, one in enumerate(objects))


def name_of(place: int) -> str:
    """甲, 乙, 丙 … then with a number."""
    rounds, letter = divmod(place, len(_NAMES))
    return f"{_NAMES[letter]}{rounds + 1}" if rounds else _NAMES[letter]
