"""The records behind an aggregate: which of them counted, which did not, why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from govperf.evaluate.meaning import Frame
from govperf.evaluate.outcome import FailedError, NeededError, Place
from govperf.explain.seen import Seen, columns_read, evaluated, form_of, ledger_of, show
from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.expressions import Call, Expression, Option
from govperf.syntax.walk import walk
from govperf.terms import terms
from govperf.terms.kinds import Base
from govperf.terms.terms import Aggregate, Let, Term, Value
from govperf.terms.walk import parts
from govperf.values import Missing, floor

_MOST_COLUMNS = 4
_MERGED = ("取平均", "取合计")


@frozen
class Record:
    """One record of an aggregate.

    ``number`` is its place in the ledger, from 1; ``label`` the columns by which people know it. ``why`` says why it
    does not count; ``filtered`` that 其中 left it out.
    """

    number: int
    label: str
    value: Value | None = None
    weight: Value | None = None
    key: Value = ""
    counts: bool = True
    filtered: bool = False
    why: str = ""


@frozen
class Listed:
    """An aggregate with its records.

    ``column`` is the key of the computed column that it adds up, if there is one; ``where`` the words after 其中.
    """

    term: Aggregate
    ledger: str
    records: tuple[Record, ...]
    column: str = ""
    where: str = ""

    @property
    def merged(self) -> tuple[tuple[Value, Fraction], ...]:
        """One value for each key after 同一 … 取平均 or 取合计, in order."""
        if self.term.same is None or self.term.same.take not in _MERGED:
            return ()
        groups: dict[Value, list[Fraction]] = {}
        for one in self.records:
            if one.counts and isinstance(one.value, Fraction):
                groups.setdefault(one.key, []).append(one.value)
        mean = self.term.same.take == "取平均"
        return tuple((key, sum(v, Fraction(0)) / (len(v) if mean else 1)) for key, v in groups.items())


def listed(seen: Seen, term: Term, formula: Expression | None) -> list[Listed]:
    """Every aggregate over records that was computed here, each once; ``formula`` is what the rule file writes."""
    conditions = {} if formula is None else dict(_conditions(formula))
    done: dict[object, Listed] = {}
    for aggregate, frame in _aggregates(term, seen):
        ledger = ledger_of(aggregate)
        said = (ledger, aggregate.value, aggregate.where, aggregate.same, aggregate.most, aggregate.trim)
        if ledger and said not in done:
            where = conditions.get(aggregate.span, words_of(aggregate.where)) if aggregate.where is not None else ""
            done[said] = _listed(aggregate, ledger, where, frame, seen)
    return list(done.values())


def _conditions(formula: Expression) -> Iterator[tuple[Span | None, str]]:
    """The words after 其中 of every call."""
    for call in walk(formula):
        if isinstance(call, Call):
            for argument in call.arguments:
                if isinstance(argument, Option) and argument.word == "其中":
                    yield call.span, " ".join(argument.value.span.text.split())


def _aggregates(term: Term, seen: Seen) -> Iterator[tuple[Aggregate, Frame]]:
    """The aggregates that were computed, with the local values that they may use."""
    waiting = [(term, seen.frame)]
    while waiting:
        current, frame = waiting.pop()
        if isinstance(current, Let):
            value = evaluated(current.value, frame, seen.evaluation) if seen.value(current) is not None else None
            waiting += [] if value is None else [(current.body, frame.naming(current.name, value))]
            waiting.append((current.value, frame))
            continue
        if isinstance(current, Aggregate) and seen.value(current) is not None:
            yield current, frame
        waiting.extend((part, frame) for part in reversed(parts(current)))


def _listed(term: Aggregate, ledger: str, where: str, frame: Frame, seen: Seen) -> Listed:
    count = len(seen.evaluation.records(seen.place.object, ledger))
    shown = _columns(term, ledger, seen)
    found = [
        _record(term, frame.at(ledger, row), _label(seen, ledger, row, shown), where, seen) for row in range(count)
    ]
    for leave in (_false, _once_per_key, _highest, _trimmed, _picked):
        found = leave(term, found, frame, seen)
    return Listed(term, ledger, tuple(found), _computed_column(term, ledger, seen), where)


def _record(term: Aggregate, frame: Frame, label: str, where: str, seen: Seen) -> Record:
    number = frame.rows[ledger_of(term)] + 1
    if term.where is not None and evaluated(term.where, frame, seen.evaluation) is not True:
        return Record(number, label, counts=False, filtered=True, why=f"不满足 其中 {where}")
    value = evaluated(term.value, frame, seen.evaluation)
    weight = None if term.weight is None else evaluated(term.weight, frame, seen.evaluation)
    key = None if term.same is None else evaluated(term.same.key, frame, seen.evaluation)
    return Record(number, label, value, weight, "" if key is None else key)


def words_of(term: Term | None) -> str:
    """The words of the rule file that a term came from, on one line."""
    return "" if term is None or term.span is None else " ".join(term.span.text.split())


# --- what leaves records out, in the order of effect ---


def _false(term: Aggregate, found: list[Record], _frame: Frame, _seen: Seen) -> list[Record]:
    """计数 counts what holds."""
    if term.function != "计数":
        return found
    why = f"“{words_of(term.value)}”不成立"
    return [evolve(one, counts=False, why=why) if one.value is False else one for one in found]


def _once_per_key(term: Aggregate, found: list[Record], _frame: Frame, _seen: Seen) -> list[Record]:
    if term.same is None or term.same.take in _MERGED:
        return found
    kept: dict[tuple[type, Value], Record] = {}
    for one in found:
        if one.counts:
            best = kept.get((type(one.key), one.key))
            if best is None or _better(one, best, term.same.take):
                kept[type(one.key), one.key] = one
    said = f"同一 {words_of(term.same.key)} {term.same.take}"
    return [_kept(one, kept.get((type(one.key), one.key)), said) for one in found]


def _kept(one: Record, best: Record | None, said: str) -> Record:
    if not one.counts or best is None or one is best:
        return one
    return evolve(one, counts=False, why=f"{said}，已取第{best.number}条")


def _better(one: Record, best: Record, take: str) -> bool:
    if not (isinstance(one.value, Fraction) and isinstance(best.value, Fraction)):
        return False
    return (take == "取最高" and one.value > best.value) or (take == "取最低" and one.value < best.value)


def _highest(term: Aggregate, found: list[Record], frame: Frame, seen: Seen) -> list[Record]:
    limit = None if term.most is None else evaluated(term.most, frame, seen.evaluation)
    if not isinstance(limit, Fraction) or _is_merged(term):
        return found
    ranked = sorted((one for one in found if one.counts), key=_number, reverse=True)
    over = {one.number for one in ranked[max(floor(limit), 0) :]}
    why = f"最多 {show(limit)}条，取最高的"
    return [evolve(one, counts=False, why=why) if one.number in over else one for one in found]


def _trimmed(term: Aggregate, found: list[Record], frame: Frame, seen: Seen) -> list[Record]:
    cut = None if term.trim is None else evaluated(term.trim, frame, seen.evaluation)
    if not isinstance(cut, Fraction) or _is_merged(term):
        return found
    ranked = sorted((one for one in found if one.counts), key=_number)
    count = int(cut * len(ranked)) if term.trim_share else int(cut)
    why = {one.number: "去掉的最高值" for one in ranked[len(ranked) - count :]} if count else {}
    why.update({one.number: "去掉的最低值" for one in ranked[:count]})
    return [evolve(one, counts=False, why=why[one.number]) if one.number in why else one for one in found]


def _is_merged(term: Aggregate) -> bool:
    return term.same is not None and term.same.take in _MERGED


def _picked(term: Aggregate, found: list[Record], _frame: Frame, _seen: Seen) -> list[Record]:
    counted = [one for one in found if one.counts]
    if term.function not in ("首个", "末个") or not counted:
        return found
    pick = counted[0 if term.function == "首个" else -1]
    why = f"取{term.function}，即第{pick.number}条"
    return [evolve(one, counts=False, why=why) if one.counts and one is not pick else one for one in found]


def _number(one: Record) -> Fraction:
    return one.value if isinstance(one.value, Fraction) else Fraction(0)


# --- what a record is called ---


def _computed_column(term: Aggregate, ledger: str, seen: Seen) -> str:
    """The computed column that is added up; empty where it is one of the data, or a formula."""
    if not isinstance(term.value, terms.ReadColumn):
        return ""
    key = f"{ledger}.{term.value.column}"
    return key if seen.graph[key].definition is not None else ""


def _columns(term: Aggregate, ledger: str, seen: Seen) -> tuple[str, ...]:
    """The columns by which people know a record: the one that names it, those that decide whether it counts."""
    deciding = [part for part in (term.where, term.same.key if term.same else None) if part is not None]
    found = {column: None for part in deciding for column in columns_read(part)}
    definition = seen.graph[ledger].ledger
    if definition is not None:
        first = (c.name for c in definition.columns if c.domain.kind.base in (Base.TEXT, Base.CHOICE, Base.DATE))
        naming = definition.per or next(first, "")
        found = {**({naming: None} if naming else {}), **found}
    if isinstance(term.value, terms.ReadColumn):
        found.pop(term.value.column, None)
    else:
        found.update(dict.fromkeys(columns_read(term.value)))
    return tuple(found)[:_MOST_COLUMNS]


def _label(seen: Seen, ledger: str, row: int, columns: Sequence[str]) -> str:
    said = []
    for column in columns:
        value = _column_value(seen, ledger, column, row)
        if value is not None and not isinstance(value, Missing):
            said.append(f"{column} {show(value, form_of(seen.graph, f'{ledger}.{column}'))}")
    return "，".join(said)


def _column_value(seen: Seen, ledger: str, column: str, row: int) -> Value | None:
    """The value of a column in a record, where it was needed or given."""
    key = f"{ledger}.{column}"
    try:
        return seen.evaluation.value_at(Place(seen.place.object, key, row))
    except (NeededError, FailedError):
        return seen.evaluation.records(seen.place.object, ledger)[row].get(key)
