"""Lists with cohort values: those over given items laid open, all others as values of which the bounds are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govperf.checks.intervals import Interval
from govperf.frozen import frozen
from govperf.proofs.conditions import choice, defaulted, present, strict
from govperf.proofs.forms import Form, Forms, Sort, UnsettledError
from govperf.proofs.numbers import ONE, counted, equal, extreme, quotient, total
from govperf.terms.terms import Aggregate, Items, OfCohort, Placement, Rows, Term

Lower = Callable[[Term], int]

_PICKS = frozenset(("最高", "最低", "首个", "末个", "唯一"))


def of_items(forms: Forms, term: Aggregate, lower: Lower, bounds: Interval | None) -> int:
    """One value from several that are given one by one."""
    if not isinstance(term.source, Items):
        raise TypeError(term.source)
    items = [lower(item) for item in term.source.items]
    weight = None if term.weight is None else strict(forms, lower(term.weight))
    if not term.source.skip_absent:
        items = [strict(forms, item) for item in items]
    plain = term.same is None and term.most is None and (weight is None or forms.safe(weight))
    if plain and items:
        found = _simple(forms, term, items, lower)
        if found is not None:
            return found
    data = ("items", term.function, term.source.skip_absent, _options(term))
    return _opaque(forms, data, (*items, *_rest(term, lower)), bounds, sort=_sort(forms, term.function, items))


def _simple(forms: Forms, term: Aggregate, items: Sequence[int], lower: Lower) -> int | None:
    """The functions of which the form says everything; None for the others."""
    there = [present(forms, item) for item in items]
    always = all(forms.value_of(one) is True for one in there)
    zero = forms.number(0)
    count = total(forms, ((counted(forms, one), ONE) for one in there))
    match term.function:
        case "计数" if all(forms[item].sort == "bool" for item in items):
            return total(forms, ((counted(forms, defaulted(forms, item, forms.truth(False))), ONE) for item in items))
        case "合计" if term.empty is None or always:
            return total(forms, ((defaulted(forms, item, zero), ONE) for item in items))
        case "平均":
            added = total(forms, ((defaulted(forms, item, zero), ONE) for item in items))
            return _unless_empty(forms, count, quotient(forms, added, count), term, lower, always=always)
        case "最高" | "最低" if always and _all_numbers(forms, items):
            return extreme(forms, items, top=term.function == "最高")
        case _:
            return None


def _unless_empty(forms: Forms, count: int, value: int, term: Aggregate, lower: Lower, *, always: bool) -> int:
    if always or term.empty is None:
        return value
    return choice(forms, equal(forms, count, forms.number(0)), lower(term.empty), value)


def _all_numbers(forms: Forms, items: Sequence[int]) -> bool:
    return all(forms[item].sort == "number" for item in items)


# --- what is not laid open ---


@frozen
class Ledger:
    """What is declared of a ledger, the forms of its conditions, whether the data always has it."""

    declared: tuple[object, ...]
    conditions: tuple[int, ...]
    there: bool


def of_rows(forms: Forms, term: Aggregate, lower: Lower, ledger: Ledger, bounds: Interval | None) -> int:
    """One value from the records of a ledger."""
    if not isinstance(term.source, Rows):
        raise TypeError(term.source)
    value = lower(term.value)
    where = (forms.truth(True),) if term.where is None else (lower(term.where),)
    data = ("rows", term.function, ledger.declared, _options(term))
    args = (value, *where, *_rest(term, lower), *ledger.conditions)
    sure = term.function in ("合计", "计数") and ledger.there and forms.safe(*args)
    return _opaque(forms, data, args, bounds, sort=_sort(forms, term.function, (value,)), fails=not sure)


def of_cohort(forms: Forms, term: OfCohort, lower: Lower, others: Sequence[int], bounds: Interval | None) -> int:
    """One value from all objects; ``others`` are the forms that decide who takes part."""
    asked = [term.value, term.where, term.weight, term.total, *term.groups, *term.ties]
    args = [forms.truth(True) if one is None else lower(one) for one in asked]
    flags = (term.ascending, term.dense, term.step, term.in_order, term.sample, term.places, term.ledger)
    data = ("cohort", term.function, len(term.groups), flags, term.groups == ())
    sort = _sort(forms, term.function, args[:1]) if term.function in _PICKS else "number"
    return _opaque(forms, data, (*args, *others), bounds, sort=sort, absent=term.function in ("名次", "名次比例"))


def of_placement(forms: Forms, term: Placement, lower: Lower, others: Sequence[int]) -> int:
    """The grade after quotas, of which only the names are known."""
    conditions = [band.condition for band in term.bands]
    asked = [term.entry, term.score, *conditions, *(one.amount for one in term.quotas), *term.groups, *term.keys]
    args = [forms.truth(True) if one is None else lower(one) for one in asked]
    quotas = tuple((one.grade, one.share, one.rounding) for one in term.quotas)
    names = tuple(band.grade for band in term.bands)
    data = ("placement", names, quotas, len(term.groups), term.ties, term.below)
    options = frozenset((*names, term.below) if term.below else names)
    found = Form("opaque", (*args, *others), data, "word", True, True, None, None, options)
    return forms.intern(found)


def _opaque(
    forms: Forms,
    data: tuple[object, ...],
    args: Sequence[int],
    bounds: Interval | None,
    *,
    sort: Sort,
    absent: bool = False,
    fails: bool = True,
) -> int:
    absent = absent or any(forms[one].absent for one in args)
    known = (bounds or Interval(finite=False)) if sort == "number" else None
    return forms.intern(Form("opaque", tuple(args), data, sort, absent, fails, known))


def _rest(term: Aggregate, lower: Lower) -> tuple[int, ...]:
    same = None if term.same is None else term.same.key
    return tuple(lower(one) for one in (same, term.most, term.empty, term.weight, term.trim) if one is not None)


def _options(term: Aggregate) -> tuple[object, ...]:
    """What is said besides terms, with which of the terms are there."""
    given = tuple(one is not None for one in (term.same, term.most, term.empty, term.weight, term.trim, term.where))
    take = "" if term.same is None else term.same.take
    return (given, take, term.trim_share, term.sample, term.places)


def _sort(forms: Forms, function: str, values: Sequence[int]) -> Sort:
    if function not in _PICKS:
        return "number"
    found = {forms[one].sort for one in values} - {"nothing"}
    if len(found) != 1:
        raise UnsettledError("列表里的值不是同一类", "the values of a list differ in kind")
    return found.pop()
