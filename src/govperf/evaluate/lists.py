"""The value of an aggregate: which records count, then one value from them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from govperf.diagnostics import Problem, Template
from govperf.evaluate import aggregates
from govperf.evaluate.meaning import Frame, World, failed, for_all, holds, number_of, present, value_of
from govperf.evaluate.outcome import FailedError
from govperf.frozen import frozen
from govperf.terms import failures
from govperf.terms.terms import Aggregate, Items, OfCohort, Rows, Value
from govperf.values import Missing, floor


@frozen
class Entry:
    """One value of the list, with its weight and the key under which it may count once."""

    value: Value
    weight: Fraction = Fraction(1)
    key: Value = ""


def aggregate(term: Aggregate, frame: Frame, world: World) -> Value:
    """The aggregate over the records or values that count."""
    entries = _entries(term, frame, world)
    if term.same is not None:
        once = _once_per_key(entries, term.same.take)
        world.saw(term.same, "spares" if len(once) == len(entries) else "bites")
        entries = once
    if term.most is not None:
        most = floor(number_of(term.most, frame, world))
        world.saw(term.most, "spares" if len(entries) <= most else "bites")
        entries = sorted(entries, key=lambda entry: entry.value, reverse=True)[: max(most, 0)]  # type: ignore[arg-type,return-value]  # numbers
    if not entries and term.empty is not None:
        return value_of(term.empty, frame, world)
    trim = None if term.trim is None else number_of(term.trim, frame, world)
    return settle(term, entries, frame, trim)


def _entries(term: Aggregate, frame: Frame, world: World) -> list[Entry]:
    match term.source:
        case Items():
            return _from_items(term, term.source, frame, world)
        case Rows(ledger):
            return _from_rows(term, ledger, frame, world)


def _from_rows(term: Aggregate, ledger: str, frame: Frame, world: World) -> list[Entry]:
    """The entries of all records that count."""
    rows = range(len(world.records(frame.object, ledger)))
    entries = for_all(rows, lambda row: _from_row(term, frame.at(ledger, row), world))
    return [entry for entry in entries if entry is not None]


def _from_items(term: Aggregate, source: Items, frame: Frame, world: World) -> list[Entry]:
    weight = Fraction(1) if term.weight is None else number_of(term.weight, frame, world)
    found: list[Entry] = []
    problems: list[Problem] = []
    for item in source.items:
        try:
            value = value_of(item, frame, world) if source.skip_absent else present(item, frame, world)
        except FailedError as error:
            problems.extend(error.problems)
            continue
        if not isinstance(value, Missing) and not (term.function == "计数" and value is False):
            found.append(Entry(value, weight))
    if problems:
        raise FailedError(problems)
    return found


def _from_row(term: Aggregate, frame: Frame, world: World) -> Entry | None:
    world.spend()
    if term.where is not None and not holds(term.where, frame, world):
        return None
    value = present(term.value, frame, world)
    if term.function == "计数" and value is False:
        return None
    weight = Fraction(1) if term.weight is None else number_of(term.weight, frame, world)
    key: Value = "" if term.same is None else present(term.same.key, frame, world)
    return Entry(value, weight, key)


def _once_per_key(entries: list[Entry], take: str) -> list[Entry]:
    groups: dict[tuple[type, Value], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((type(entry.key), entry.key), []).append(entry)
    return [_taken(group, take) for group in groups.values()]


def _taken(group: list[Entry], take: str) -> Entry:
    first = group[0]
    numbers = [entry.value for entry in group if isinstance(entry.value, Fraction)]
    match take:
        case "取最高":
            return Entry(max(numbers), first.weight, first.key) if numbers else first
        case "取最低":
            return Entry(min(numbers), first.weight, first.key) if numbers else first
        case "取平均":
            return Entry(aggregates.mean(numbers), first.weight, first.key) if numbers else first
        case "取合计":
            return Entry(aggregates.total(numbers), first.weight, first.key) if numbers else first
        case _:
            return first


def settle(term: Aggregate | OfCohort, entries: Sequence[Entry], frame: Frame, trim: Fraction | None = None) -> Value:
    """One value from the entries that count; the empty list is an error of all but 合计 and 计数."""
    function = term.function
    if function == "计数":
        return Fraction(len(entries))
    numbers = [entry.value for entry in entries if isinstance(entry.value, Fraction)]
    if function == "合计":
        return aggregates.total(numbers)
    if not entries:
        raise failed(_too_few(term), term, frame, function=function)
    if function in ("首个", "末个", "唯一"):
        return _picked(term, entries, frame)
    if function in ("最高", "最低"):
        pick = max if function == "最高" else min
        return pick(entry.value for entry in entries)  # type: ignore[type-var]  # one kind by the compiler
    result = _statistic(term, numbers, [entry.weight for entry in entries], trim)
    if result is None:
        template = failures.NO_WEIGHT if function == "加权平均" else _too_few(term)
        raise failed(template, term, frame, function=function)
    return result


def _too_few(term: Aggregate | OfCohort) -> Template:
    return failures.EMPTY_LIST if isinstance(term, Aggregate) else failures.TOO_FEW_OBJECTS


def _picked(term: Aggregate | OfCohort, entries: Sequence[Entry], frame: Frame) -> Value:
    if term.function == "唯一" and len(entries) != 1:
        raise failed(failures.NOT_SINGLE, term, frame, count=len(entries))
    return entries[-1 if term.function == "末个" else 0].value


def _statistic(
    term: Aggregate | OfCohort, numbers: list[Fraction], weights: list[Fraction], trim: Fraction | None
) -> Fraction | None:
    match term.function:
        case "平均":
            return aggregates.mean(numbers)
        case "中位数":
            return aggregates.median(numbers)
        case "去极值平均":
            cut = Fraction(0) if trim is None else trim
            return aggregates.trimmed_mean(numbers, cut, share=isinstance(term, Aggregate) and term.trim_share)
        case "加权平均":
            return aggregates.weighted_mean(numbers, weights)
        case "方差":
            return aggregates.variance(numbers, sample=term.sample)
        case "标准差":
            return aggregates.deviation(numbers, term.places or 0, sample=term.sample)
        case _:
            raise AssertionError(term.function)
