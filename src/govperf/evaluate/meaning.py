"""The meaning of every term over exact fractions: what each faster reading must equal."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from govperf.diagnostics import Problem, Template
from govperf.evaluate.outcome import FailedError, NeededError, ObjectData, Place, Row
from govperf.frozen import frozen
from govperf.limits import Limits, over
from govperf.terms import failures
from govperf.terms.terms import (
    Apply,
    Bounded,
    Choose,
    Compare,
    Constant,
    Default,
    Every,
    Failure,
    IsPresent,
    Let,
    Local,
    Opposite,
    Position,
    Read,
    ReadColumn,
    Root,
    Rounded,
    Some,
    Term,
    Value,
)
from govperf.terms.walk import key_of
from govperf.values import (
    Missing,
    ceil,
    days,
    floor,
    months,
    round_to,
    show_value,
    sqrt_rounded,
    workdays,
)


@frozen
class Frame:
    """From where a term is read: the object, the records at hand, the local values, the node that is being computed."""

    object: int
    node: Place
    rows: Mapping[str, int]
    locals: Mapping[int, Value]

    def at(self, ledger: str, row: int) -> Frame:
        """The frame in one record of a ledger."""
        return Frame(self.object, self.node, {**self.rows, ledger: row}, self.locals)

    def naming(self, name: int, value: Value) -> Frame:
        """The frame in which a local value has a name."""
        return Frame(self.object, self.node, self.rows, {**self.locals, name: value})


@frozen
class GradeNote:
    """One step on the way to a grade: what was reached (None: 不定等次), why, by which clause."""

    grade: str | None
    reason: str
    clause: str = ""


S = TypeVar("S")
T = TypeVar("T")


class World:
    """What a term can look at; :class:`govperf.evaluate.evaluation.Evaluation` is the one there is."""

    limits: Limits
    tracing: bool

    def value_at(self, place: Place) -> Value:
        """The value of a node; raises NeededError where it is not computed yet, FailedError where there is none."""
        raise NotImplementedError

    def spend(self) -> None:
        """Counts one step (a node, a record, a member of a cohort); raises LimitError beyond the limit."""
        raise NotImplementedError

    def data(self, index: int) -> ObjectData:
        """The data of an object."""
        raise NotImplementedError

    def records(self, index: int, ledger: str) -> Sequence[Row]:
        """The records of a ledger of an object; raises FailedError where it is missing."""
        raise NotImplementedError

    def note(self, term: Term, frame: Frame, value: Value) -> Value:
        """Keeps the value of a term for an explanation, where one is asked for."""
        raise NotImplementedError

    def step(self, frame: Frame, step: GradeNote) -> None:
        """Keeps a step on the way to a grade, where an explanation is asked for."""
        raise NotImplementedError

    def saw(self, part: object, outcome: str) -> None:
        """Is told what became of a part that is no term: a quota that bit, a rule for ties that was needed."""

    def cohort(self, frame: Frame) -> Sequence[int]:
        """The objects that take part; raises FailedError where there is no cohort."""
        raise NotImplementedError

    def takes_part(self, frame: Frame) -> bool:
        """Whether the object at hand takes part; raises FailedError where that cannot be told."""
        raise NotImplementedError

    def shared(self, key: object, compute: Callable[[], T]) -> T:
        """The result of a computation that all objects share, done once."""
        raise NotImplementedError

    def special(self, term: Term, frame: Frame) -> Value:
        """The value of a list, a cohort term, or a grade."""
        raise NotImplementedError


def value_of(term: Term, frame: Frame, world: World) -> Value:
    """The value of a term; raises FailedError where there is none."""
    reader = _READERS.get(type(term))
    value = world.special(term, frame) if reader is None else reader(term, frame, world)
    return world.note(term, frame, value) if world.tracing else value


def present(term: Term, frame: Frame, world: World) -> Value:
    """The value of a term that must not be absent."""
    value = value_of(term, frame, world)
    if isinstance(value, Missing):
        raise failed(failures.ABSENT_VALUE, term, frame, name=words_of(term))
    return value


def number_of(term: Term, frame: Frame, world: World) -> Fraction:
    """The value of a term that must be a number."""
    value = present(term, frame, world)
    if isinstance(value, Fraction):
        return value
    raise failed(failures.TEXT_KIND, term, frame, value=show_value(value), wanted="数")


def holds(term: Term, frame: Frame, world: World) -> bool:
    """The truth of a condition."""
    value = present(term, frame, world)
    if isinstance(value, bool):
        return value
    raise failed(failures.TEXT_KIND, term, frame, value=show_value(value), wanted="是或否")


def failed(template: Template, term: Term, frame: Frame, **facts: object) -> FailedError:
    """The failure of a term, with the node in which it stands."""
    return FailedError([template.problem(span=term.span, node=frame.node.key, **facts)])


def words_of(term: Term) -> str:
    """The words of the rule file that a term came from."""
    return key_of(term).removesuffix("#") or (term.span.text if term.span else "这个值")


def all_present(terms: Sequence[Term], frame: Frame, world: World) -> list[Value]:
    """The values of all terms; what fails is gathered, so that all that is missing is named together."""
    values: list[Value] = []
    problems: list[Problem] = []
    for term in terms:
        try:
            values.append(present(term, frame, world))
        except FailedError as error:
            problems.extend(error.problems)
    if problems:
        raise FailedError(problems)
    return values


def for_all(items: Iterable[S], compute: Callable[[S], T]) -> list[T]:
    """The result for each item; what is still needed for any of them is asked for in one go.

    Where several fail, it is the first of them that is told, whichever values happened to be there already.
    """
    found: list[T] = []
    needed: list[Place] = []
    first: FailedError | None = None
    for item in items:
        try:
            found.append(compute(item))
        except NeededError as error:
            needed.extend(error.places)
        except FailedError as error:
            first = first or error
    if needed:
        raise NeededError(needed)
    if first is not None:
        raise first
    return found


def name_of(index: int, world: World) -> str:
    """What an object is called, or its number."""
    return world.data(index).name or f"第{index + 1}个对象"


# --- terms that only pass values on ---


def _read(term: Read, frame: Frame, world: World) -> Value:
    return world.value_at(Place(frame.object, term.key))


def _read_column(term: ReadColumn, frame: Frame, world: World) -> Value:
    return world.value_at(Place(frame.object, f"{term.ledger}.{term.column}", frame.rows[term.ledger]))


def _let(term: Let, frame: Frame, world: World) -> Value:
    value = value_of(term.value, frame, world)
    return value_of(term.body, frame.naming(term.name, value), world)


def _fail(term: Failure, frame: Frame, world: World) -> Value:
    facts = dict(term.facts)
    if term.subject is not None:
        facts["value"] = show_value(present(term.subject, frame, world))
    raise failed(term.template, term, frame, **facts)


# --- conditions ---


def _compare(term: Compare, frame: Frame, world: World) -> bool:
    left, right = all_present((term.left, term.right), frame, world)
    match term.operator:
        case "=":
            return left == right
        case "!=":
            return left != right
        case _ if type(left) is not type(right) or isinstance(left, str | bool | tuple):
            raise failed(failures.TEXT_KIND, term, frame, value=words_of(term), wanted="可以比大小的两个量")
        case "<":
            return left < right  # type: ignore[operator]  # both are numbers or both are dates
        case "<=":
            return left <= right  # type: ignore[operator]  # as above
        case ">":
            return left > right  # type: ignore[operator]  # as above
        case _:
            return left >= right  # type: ignore[operator]  # as above


def _every(term: Every, frame: Frame, world: World) -> bool:
    return all(holds(part, frame, world) for part in term.parts)


def _some(term: Some, frame: Frame, world: World) -> bool:
    return any(holds(part, frame, world) for part in term.parts)


def _position(term: Position, frame: Frame, world: World) -> Fraction:
    value = present(term.operand, frame, world)
    if value in term.order:
        return Fraction(term.order.index(value))
    raise failed(failures.TEXT_KIND, term, frame, value=str(value), wanted=f"等次（{'、'.join(term.order)}）")


def _choose(term: Choose, frame: Frame, world: World) -> Value:
    for branch in term.branches:
        if holds(branch.condition, frame, world):
            return value_of(branch.value, frame, world)
    return value_of(term.otherwise, frame, world)


def _is_present(term: IsPresent, frame: Frame, world: World) -> bool:
    return not isinstance(value_of(term.operand, frame, world), Missing)


def _default(term: Default, frame: Frame, world: World) -> Value:
    value = value_of(term.operand, frame, world)
    return value_of(term.default, frame, world) if isinstance(value, Missing) else value


# --- numbers ---


def _bounded(term: Bounded, frame: Frame, world: World) -> Fraction:
    value = number_of(term.operand, frame, world)
    if term.low is not None:
        value = max(value, number_of(term.low, frame, world))
    if term.high is not None:
        value = min(value, number_of(term.high, frame, world))
    return value


def _rounded(term: Rounded, frame: Frame, world: World) -> Fraction:
    return round_to(number_of(term.operand, frame, world), term.step, term.mode)


def _root(term: Root, frame: Frame, world: World) -> Fraction:
    value = number_of(term.operand, frame, world)
    if value < 0:
        raise failed(failures.NEGATIVE_ROOT, term, frame, value=show_value(value))
    return sqrt_rounded(value, term.places)


def _apply(term: Apply, frame: Frame, world: World) -> Value:
    values = all_present(term.arguments, frame, world)
    if term.function in _ON_NUMBERS:
        for value, argument in zip(values, term.arguments, strict=True):
            if not isinstance(value, Fraction):
                raise failed(failures.TEXT_KIND, argument, frame, value=str(value), wanted="数")
    if term.function == "/" and values[1] == 0:
        raise failed(failures.DIVISION, term, frame)
    result: Value = FUNCTIONS[term.function](*values)
    if isinstance(result, Fraction) and _bits(result) > world.limits.result_bits:
        raise over("result_bits", world.limits, _bits(result), (frame.node.key,), term.span)
    return result


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _sum(*values: Fraction) -> Fraction:
    return sum(values, Fraction(0))


def _product(*values: Fraction) -> Fraction:
    result = Fraction(1)
    for value in values:
        result *= value
    return result


def _workdays(
    start: datetime.date, end: datetime.date, off: tuple[datetime.date, ...], extra: tuple[datetime.date, ...]
) -> Fraction:
    return Fraction(workdays(start, end, set(off), set(extra)))


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "+": _sum,
    "-": lambda a, b: a - b,
    "*": _product,
    "/": lambda a, b: a / b,
    "neg": lambda a: -a,
    "abs": abs,
    "max": max,
    "min": min,
    "floor": lambda a: Fraction(floor(a)),
    "ceil": lambda a: Fraction(ceil(a)),
    "in": lambda a, items: a in items,
    "days": lambda a, b: Fraction(days(a, b)),
    "months": lambda a, b: Fraction(months(a, b)),
    "workdays": _workdays,
    "year": lambda a: Fraction(a.year),
    "month": lambda a: Fraction(a.month),
}
"""Every strict function by the name that terms use."""

_ON_NUMBERS = frozenset(("+", "-", "*", "/", "neg", "abs", "max", "min", "floor", "ceil"))

_READERS: dict[type, Callable[..., Value]] = {
    Constant: lambda term, _frame, _world: term.value,
    Local: lambda term, frame, _world: frame.locals[term.name],
    Read: _read,
    ReadColumn: _read_column,
    Let: _let,
    Failure: _fail,
    Compare: _compare,
    Every: _every,
    Some: _some,
    Opposite: lambda term, frame, world: not holds(term.operand, frame, world),
    Position: _position,
    Choose: _choose,
    IsPresent: _is_present,
    Default: _default,
    Bounded: _bounded,
    Rounded: _rounded,
    Root: _root,
    Apply: _apply,
}
