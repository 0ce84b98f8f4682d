"""What a term is worth at a place, read as the rule language defines it: plain recursion, nothing clever."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.oracle import cohorts, grades, lists, numbers
from tests.oracle.trouble import COHORT, DIVISION, MISSING, NEGATIVE_ROOT, Trouble, every

from govperf.terms import terms as t
from govperf.values import Missing

if TYPE_CHECKING:
    from tests.oracle.scoring import World

Value = Any
ABSENT = Missing.ABSENT


@dataclass(frozen=True)
class Place:
    """Where a term is read: which object, which record of each ledger at hand, what the Lets around it have named."""

    world: World
    who: int
    rows: Mapping[str, int] = field(default_factory=dict)
    named: Mapping[int, Value] = field(default_factory=dict)

    def at(self, ledger: str, row: int) -> Place:
        """The same place in a record of a ledger."""
        return replace(self, rows={**self.rows, ledger: row})


def value(term: t.Term, place: Place) -> Value:
    """The value, which may be absent; raises Trouble where there is none."""
    match term:
        case t.Constant(known):
            return known
        case t.Read(key):
            return place.world.node(key, place.who)
        case t.ReadColumn(ledger, column):
            return place.world.column(ledger, column, place.who, place.rows[ledger])
        case t.Local(name):
            return place.named[name]
        case t.Let(name, inner, body):
            return value(body, replace(place, named={**place.named, name: value(inner, place)}))
        case t.Apply(function, arguments):
            return apply(function, every([lambda a=a: present(a, place) for a in arguments]))
        case t.Compare(sign, left, right):
            return compare(sign, *every([lambda: present(left, place), lambda: present(right, place)]))
        case t.Every(parts):
            return all(present(part, place) for part in parts)
        case t.Some(parts):
            return any(present(part, place) for part in parts)
        case t.Opposite(operand):
            return not present(operand, place)
        case t.Position(operand, order):
            return Fraction(order.index(present(operand, place)))
        case t.Choose(branches, otherwise):
            for branch in branches:
                if present(branch.condition, place):
                    return value(branch.value, place)
            return value(otherwise, place)
        case t.Failure(template):
            raise Trouble(template.code)
        case t.Bounded():
            return bounded(term, place)
        case t.Rounded(operand, step, mode):
            inner = value(operand, place)
            return inner if isinstance(inner, Missing) else numbers.rounded(inner, step, mode.value)
        case t.Root(operand, places):
            return root(present(operand, place), places)
        case t.IsPresent(operand):
            return not isinstance(value(operand, place), Missing)
        case t.Default(operand, default):
            inner = value(operand, place)
            return value(default, place) if isinstance(inner, Missing) else inner
        case t.Aggregate():
            return lists.aggregate(term, place)
        case t.OfCohort():
            alone(place)
            return cohorts.of_cohort(term, place)
        case t.Grading():
            return grades.grade(term, place)
        case t.Placement():
            return grades.placed(term, place)
        case _:
            raise AssertionError(term)


def present(term: t.Term, place: Place) -> Value:
    """The value where the rule needs one."""
    found = value(term, place)
    if isinstance(found, Missing):
        raise Trouble(MISSING)
    return found


def alone(place: Place) -> None:
    if not place.world.whole:
        raise Trouble(COHORT)


def bounded(term: t.Bounded, place: Place) -> Value:
    inner = value(term.operand, place)
    if isinstance(inner, Missing):
        return inner
    low = None if term.low is None else present(term.low, place)
    high = None if term.high is None else present(term.high, place)
    if low is not None and inner < low:
        return low
    return high if high is not None and inner > high else inner


def root(inner: Fraction, places: int) -> Fraction:
    if inner < 0:
        raise Trouble(NEGATIVE_ROOT)
    return numbers.square_root(inner, places)


def compare(sign: str, left: Value, right: Value) -> bool:
    match sign:
        case "=":
            return bool(left == right)
        case "!=":
            return bool(left != right)
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case _:
            return bool(left >= right)


def apply(function: str, given: list[Value]) -> Value:
    match function:
        case "+":
            return sum(given, Fraction(0))
        case "-":
            return given[0] - given[1]
        case "*":
            return math.prod(given, start=Fraction(1))
        case "/":
            if given[1] == 0:
                raise Trouble(DIVISION)
            return given[0] / given[1]
        case "neg":
            return -given[0]
        case "abs":
            return abs(given[0])
        case "max":
            return max(given)
        case "min":
            return min(given)
        case "floor":
            return Fraction(math.floor(given[0]))
        case "ceil":
            return Fraction(math.ceil(given[0]))
        case "in":
            return given[0] in given[1]
        case _:
            return Fraction(dates(function, given))


def dates(function: str, given: list[Value]) -> int:
    match function:
        case "days":
            return int((given[1] - given[0]).days)
        case "year":
            return int(given[0].year)
        case "month":
            return int(given[0].month)
        case "months":
            return whole_months(given[0], given[1])
        case "workdays":
            return workdays(given[0], given[1], given[2], given[3])
        case _:
            raise AssertionError(function)


def whole_months(start: datetime.date, end: datetime.date) -> int:
    """Whole months from start to end; mirrored where the end comes first."""
    if end < start:
        return -whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if end.day < start.day else months


def workdays(start: datetime.date, end: datetime.date, off: tuple[Value, ...], extra: tuple[Value, ...]) -> int:
    """Working days from start to end, both included, counted one by one."""
    if end < start:
        return -workdays(end, start, off, extra)
    days = [start + datetime.timedelta(days=n) for n in range((end - start).days + 1)]
    return sum(day in extra or (day.weekday() < 5 and day not in off) for day in days)
