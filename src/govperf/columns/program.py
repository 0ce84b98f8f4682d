"""Builds block programs: the terms asked for, with the nodes that they read, over columns of known shapes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from govperf.columns.arithmetic import times
from govperf.columns.blocks import Function, function_of
from govperf.columns.choices import merged
from govperf.columns.code import Code, Given, Mask, Operand, UnsupportedError
from govperf.columns.made import LOST, Day, Listed, Made, Near, Nothing, Quotient, Truth, Whole, Word, doubted
from govperf.columns.nearly import ULP
from govperf.columns.quotients import free, top_of
from govperf.columns.shapes import Shape, read
from govperf.columns.specials import reading_of
from govperf.columns.terms import FORMS, made_of
from govperf.columns.writer import Writer
from govperf.graph import Graph, Node
from govperf.semantics import InputDefinition
from govperf.terms.terms import Term

RAW = "raw "
"""Stands before the key of a column that is the data of an input, not yet its value."""


@frozen(eq=False)
class Job:
    """What a program is to compute: terms by name, over columns by key, ``specials`` being keys by identity of terms.

    Rows in which one of the ``conditions`` does not hold are bad.
    """

    graph: Graph
    shapes: Mapping[str, Shape]
    targets: Mapping[str, Term]
    specials: Mapping[int, str] = field(factory=dict)
    conditions: Sequence[Term] = ()


@frozen(eq=False)
class Part:
    """One array of a result: computed by the program at a place among its outputs, or the same for all rows."""

    place: int = -1
    constant: float | bool = False

    @property
    def varies(self) -> bool:
        """It is computed."""
        return self.place >= 0


@frozen(eq=False)
class Result:
    """How a target is made of arrays; ``kind`` as that of a Shape, with ``e`` for near numbers, empty for no value."""

    kind: str
    parts: Mapping[str, Part]
    per: int = 1
    low: int = 0
    high: int = 0
    error: Fraction = Fraction(0)
    labels: tuple[str | Fraction, ...] | None = None
    key: str = ""


@frozen(eq=False)
class Program:
    """One reading of a job: a function, the arrays that it needs, what its outputs mean; ``bad`` marks what is open."""

    function: Function
    given: tuple[Given, ...]
    parameters: tuple[tuple[str, object], ...]
    results: Mapping[str, Result]
    bad: Part


@frozen(eq=False)
class Programs:
    """A quick reading of a job, and one that also watches which near numbers are exact, where there are any."""

    quick: Program
    watched: Program | None


def programs_of(job: Job) -> Programs:
    """Both readings; raises UnsupportedError where the job is beyond block programs."""
    try:
        code = Code()
        quick = _built(job, code)
        if not code.nearly:
            return Programs(quick, None)
        return Programs(quick, _built(job, Code(watched=True)))
    except RecursionError:
        raise UnsupportedError from None


def _built(job: Job, code: Code) -> Program:
    writer = Writer(code, FORMS)
    writer.specials = {place: read(code, key, job.shapes[key]) for place, key in job.specials.items()}
    for node in needed_nodes(job):
        writer.nodes[node.key] = _node(writer, node, job)
    found = {name: writer.value(term) for name, term in job.targets.items()}
    broken = [_broken(writer, condition) for condition in job.conditions]
    outputs: list[str] = []
    results = {name: _result(code, value, outputs) for name, value in found.items()}
    bad = code.any_of(*broken, *(value.bad for value in found.values()), *code.unfit)
    part = _part(bad, outputs)
    return Program(function_of(code, outputs), tuple(code.given), tuple(code.parameters), results, part)


def needed_nodes(job: Job) -> list[Node]:
    """The nodes that the targets read, in topological order, down to the columns that are there."""
    reading = reading_of(job.graph)
    wanted = {key for term in (*job.targets.values(), *job.conditions) for key in reading.reads_of(term)}
    found = []
    for node in reversed(job.graph.nodes):
        if node.key in wanted:
            found.append(node)
            if node.key in job.shapes:
                continue
            if node.definition is not None:
                wanted |= reading.reads_of(node.definition.term)
            elif node.input is not None and node.input.applies is not None:
                wanted |= reading.reads_of(node.input.applies)
    return found[::-1]


def _node(writer: Writer, node: Node, job: Job) -> Made:
    if node.key in job.shapes:
        return read(writer.code, node.key, job.shapes[node.key])
    if node.input is not None:
        return _input(writer, node.input, job.shapes.get(RAW + node.key))
    return LOST if node.definition is None else writer.value(node.definition.term)


def _input(writer: Writer, one: InputDefinition, shape: Shape | None) -> Made:
    """The value that the data gives, the default, or absence; bad where it ought to be there."""
    code = writer.code
    value = Nothing(gone=True) if shape is None else read(code, RAW + one.key, shape)
    if one.default is not None:
        supplied = evolve(value, gone=False, off=False)
        value = merged(code, value.gone, made_of(one.default), supplied)
    elif not one.optional:
        value = evolve(value, gone=False, off=False, bad=code.any_of(value.bad, value.gone))
    if one.applies is None:
        return value
    applies = writer.condition(one.applies)
    value = merged(code, applies.flag, value, Nothing(gone=True, off=True))
    return doubted(code, value, applies.bad)


def _broken(writer: Writer, condition: Term) -> Mask:
    truth = writer.condition(condition)
    return writer.code.any_of(truth.bad, writer.code.neither(truth.flag))


# --- results ---


def _part(operand: Operand | Mask, outputs: list[str]) -> Part:
    if not isinstance(operand, str):
        return Part(constant=operand)
    outputs.append(operand)
    return Part(place=len(outputs) - 1)


def _result(code: Code, value: Made, outputs: list[str]) -> Result:
    """The arrays of a value, with the masks of what is missing."""
    masks = {"gone": value.gone, "off": value.off}
    kind = ""
    arrays: dict[str, Operand | Mask] = {}
    facts: dict[str, object] = {}
    match value:
        case Whole():
            whole = times(code, value, value.unit.numerator, Fraction(1, value.unit.denominator))
            code.unfit.append(whole.bad)
            kind, arrays = "n", {"n": whole.x}
            facts = {"per": whole.unit.denominator, "low": whole.low, "high": whole.high}
        case Quotient():
            pair = free(code, value)
            top = times(code, top_of(pair), pair.unit.numerator, Fraction(1))
            code.unfit.append(top.bad)
            kind, arrays = "q", {"top": top.x, "bottom": pair.bottom}
            facts = {"per": pair.unit.denominator}
        case Near():
            top = times(code, Whole(value.x, Fraction(1), value.low, value.high), value.unit.numerator, Fraction(1))
            code.unfit.append(top.bad)
            kind, arrays = "e", {"x": top.x, "loose": value.loose}
            off = top.size * ULP if top.x != value.x else 0
            facts = {"per": value.unit.denominator, "error": value.error * value.unit.numerator + off}
        case Word():
            kind, arrays, facts = "c", {"codes": value.code}, {"labels": value.labels, "key": value.key}
        case Truth():
            kind, arrays = "t", {"flags": value.flag}
        case Day():
            kind, arrays = "d", {"ordinals": value.x}
        case Listed():
            code.unfit.append(True)
        case Nothing():
            pass
    parts = {name: _part(one, outputs) for name, one in (arrays | masks).items()}
    return Result(kind, parts, **facts)  # type: ignore[arg-type]  # as each kind has them
