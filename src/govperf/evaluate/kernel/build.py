"""Builds the kernel of a policy: reads the record, computes every node, gives the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any

from govperf.evaluate.kernel.code import Code, UnsupportedError
from govperf.evaluate.kernel.inputs import read_input
from govperf.evaluate.kernel.numbers import Made, Num
from govperf.evaluate.kernel.terms import FORMS
from govperf.evaluate.kernel.writer import Writer
from govperf.frozen import frozen
from govperf.graph import Graph, Level, Node
from govperf.limits import Limits
from govperf.semantics import InputDefinition, Role
from govperf.terms.terms import Value
from govperf.terms.walk import reads
from govperf.values import Missing

Raw = Any
"""A result as a kernel leaves it: an integer over a known scale, a pair of integers, a word, a truth value, a date."""

EXPECTED_TROUBLE = (KeyError, TypeError, ValueError, ArithmeticError, AttributeError)
"""What a record that is out of the ordinary can raise inside a kernel."""


@frozen
class Slot:
    """How one raw result becomes a value: ``scale`` of a number, ``paired`` where it is numerator and denominator."""

    key: str
    scale: int = 0
    paired: bool = False

    def value(self, raw: Raw) -> Value:
        """The exact value."""
        if self.scale == 0 or isinstance(raw, Missing):
            return raw  # type: ignore[no-any-return]  # a word, a truth value, a date or absence
        if self.paired:
            return raw[0] if isinstance(raw[0], Missing) else Fraction(raw[0], raw[1] * self.scale)
        return Fraction(raw, self.scale)


@frozen
class Kernel:
    """A generated function from a dict to raw results, in the order of ``slots``; None where it gives up.

    Behind the results stand the values that the record gave, in the order of ``names``, so that a card needs no copy.
    """

    run: Callable[[dict[Any, Any]], tuple[Raw, ...] | None]
    slots: tuple[Slot, ...]
    names: tuple[str, ...]

    def values(self, raw: tuple[Raw, ...]) -> Mapping[str, Value]:
        """The exact values of all results by node."""
        return {slot.key: slot.value(one) for slot, one in zip(self.slots, raw, strict=False)}

    def record(self, raw: tuple[Raw, ...]) -> dict[str, object]:
        """The record that the results came from."""
        given = zip(self.names, raw[len(self.slots) :], strict=True)
        return {name: value for name, value in given if value is not None}


def kernel_of(graph: Graph, limits: Limits) -> Kernel | None:
    """The kernel, or None where the policy uses what kernels do not do (ledgers, cohorts, dates in arithmetic)."""
    try:
        return _build(graph, limits)
    except (UnsupportedError, RecursionError):
        return None


def _build(graph: Graph, limits: Limits) -> Kernel:
    ruleset = graph.ruleset
    wanted = (*ruleset.outputs, *(one.key for one in ruleset.definitions if one.role is Role.VETO))
    used = _used(graph, wanted)
    if any(node.level is not Level.OBJECT or node.role is Role.LEDGER for node in used) or ruleset.ledgers:
        raise UnsupportedError
    code = Code()
    writer = Writer(code, FORMS)
    rules = {key for requirement in ruleset.requirements for key in reads(requirement.condition)}
    reached = {key for node in used for key in node.reads} | rules
    _refuse_strangers(code, ruleset.inputs, reached)
    given: dict[str, str] = {}
    for node in graph.nodes:
        if node.input is not None:
            variable = code.fresh()
            given[node.key] = variable
            writer.nodes[node.key] = _input(writer, node.input, variable, limits, reached=node.key in reached)
        elif node in used and node.definition is not None:
            writer.nodes[node.key] = writer.stored(writer.value(node.definition.term))
    for requirement in ruleset.requirements:
        code.give_up_if(f"not {writer.condition(requirement.condition)}")
    slots = tuple(_slot(key, writer.nodes[key]) for key in wanted)
    results = [*(_result(writer.nodes[key]) for key in wanted), *(given[one.key] for one in ruleset.inputs)]
    code.emit(f"return ({''.join(f'{one}, ' for one in results)})")
    return Kernel(code.function("r", EXPECTED_TROUBLE), slots, tuple(one.name for one in ruleset.inputs))


def _used(graph: Graph, wanted: tuple[str, ...]) -> list[Node]:
    """The nodes that the results need, in topological order, with those that data rules read."""
    needed = set(wanted)
    for requirement in graph.ruleset.requirements:
        needed.update(reads(requirement.condition))
    for node in reversed(graph.nodes):
        if node.key in needed:
            needed.update(node.reads)
    return [node for node in graph.nodes if node.key in needed and node.input is None]


def _refuse_strangers(code: Code, inputs: tuple[InputDefinition, ...], reached: AbstractSet[str]) -> None:
    """A key that the policy does not know may be a slip: the slow reading says what it looks like."""
    names = [one.name for one in inputs]
    known = code.constant(frozenset(names))
    strangers = f"not {known}.issuperset(r)"
    if all(_must_be_there(one, reached=one.key in reached) for one in inputs):
        # With as many keys as inputs a stranger means that an input is missing, which is found below.
        strangers = f"len(r) != {len(names)} and {strangers}"
    code.give_up_if(strangers)


def _must_be_there(one: InputDefinition, *, reached: bool) -> bool:
    return reached and one.applies is None and not one.optional and one.default is None


def _input(writer: Writer, one: InputDefinition, variable: str, limits: Limits, *, reached: bool) -> Made:
    """The value of an input; only one that results reach, has no default, applies always must be there."""
    code = writer.code
    name = code.constant(one.name)
    if not _must_be_there(one, reached=reached):
        return _maybe(writer, one, variable, name, limits)
    code.emit(f"{variable} = r[{name}]")
    return writer.stored(read_input(code, one, variable, limits))


def _maybe(writer: Writer, one: InputDefinition, variable: str, name: str, limits: Limits) -> Made:
    code = writer.code
    applies = "True" if one.applies is None else writer.condition(one.applies)
    code.emit(f"{variable} = r.get({name})")
    result, scale = code.fresh(), 0
    with code.block(f"if {variable} is not None:"):
        read = read_input(code, one, variable, limits)
        scale = read.scale if isinstance(read, Num) else 0
        code.emit(f"{result} = {read.num if isinstance(read, Num) else read}")
    with code.block("else:"):
        code.emit(f"{result} = {_where_missing(code, one, scale)}")
    if one.applies is not None:
        with code.block(f"if not {applies}:"):
            code.emit(f"{result} = {code.constant(Missing.NOT_APPLICABLE)}")
        with code.block(f"elif {variable} is None:"):
            _settle_missing(code, one, result, scale)
    if not scale:
        return result
    sure = one.applies is None and one.default is not None and isinstance(read, Num)
    low, high = (read.low, read.high) if sure and isinstance(read, Num) else (None, None)
    return Num(result, scale, "1", low, high, 64)


def _where_missing(code: Code, one: InputDefinition, scale: int) -> str:
    if one.default is None:
        return code.constant(Missing.ABSENT)
    if not isinstance(one.default, Fraction):
        return code.constant(one.default)
    scaled = one.default * scale
    if scaled.denominator != 1:
        raise UnsupportedError
    return str(int(scaled))


def _settle_missing(code: Code, one: InputDefinition, result: str, scale: int) -> None:
    """An input that applies, is not there, and may not be missing gives up."""
    if one.optional or one.default is not None:
        code.emit(f"{result} = {_where_missing(code, one, scale)}")
    else:
        code.emit("return None")


def _slot(key: str, value: Made) -> Slot:
    if isinstance(value, Num):
        return Slot(key, value.scale, not value.whole)
    return Slot(key)


def _result(value: Made) -> str:
    if not isinstance(value, Num):
        return value
    return value.num if value.whole else f"({value.num}, {value.den})"
