"""The methods of the file behind a formula: each with the values of its parameters put in."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.diagnostics import Diagnostic
from govperf.explain.formula import function_of
from govperf.explain.reasons import Step
from govperf.explain.seen import PLAIN, Seen, show
from govperf.explain.workings import Layers, Working, of_formula
from govperf.frozen import frozen
from govperf.operations import FUNCTION_NAMES
from govperf.syntax import parse_cell
from govperf.syntax.declarations import Cell
from govperf.syntax.expressions import Bound, Call, Expression, Listing, Range, Tolerance
from govperf.syntax.walk import walk as walk_syntax
from govperf.terms import terms
from govperf.terms.terms import Value


@frozen
class Method:
    """One use of a method: its name, what it gave, how."""

    name: str
    value: Value
    working: Working


def methods_in(formula: Expression | None, seen: Seen) -> Iterator[Method]:
    """Every use of a method of the file in a formula, then those inside their own formulas."""
    waiting = [] if formula is None else [(formula, seen)]
    while waiting:
        node, inside = waiting.pop(0)
        for call in walk_syntax(node):
            used = _expansion(call, inside) if isinstance(call, Call) else None
            if used is None:
                continue
            body, value = used
            written, core, steps = _body(body, inside)
            if written is not None:
                narrow = inside.within(body)
                form = PLAIN
                yield Method(function_of(call), value, of_formula(written, Layers(core, steps), value, narrow, form))
                waiting.append((written, narrow))


def _expansion(call: Call, seen: Seen) -> tuple[terms.Term, Value] | None:
    """The formula of a method where it was called, with its value; None for a call of anything else."""
    if function_of(call) in FUNCTION_NAMES:
        return None
    for term in seen.at.get(call.span, ()):
        value = seen.value(term)
        if isinstance(term, terms.Let) and value is not None and _depth(term, call) == len(call.arguments):
            body: terms.Term = term
            for _ in call.arguments:
                body = body.body if isinstance(body, terms.Let) else body
            return body, value
    return None


def _depth(term: terms.Term, call: Call) -> int:
    """How many arguments are named here and further in."""
    depth = 0
    while isinstance(term, terms.Let) and term.span == call.span:
        depth += 1
        term = term.body
    return depth


def _body(body: terms.Term, seen: Seen) -> tuple[Expression | None, terms.Term, tuple[Step, ...]]:
    """The words of a method's formula, read again, with its rounding as a step."""
    core = body
    steps: tuple[Step, ...] = ()
    if isinstance(body, terms.Rounded):
        core = body.operand
        before, after = seen.worth(core), seen.worth(body)
        if before is not None and after is not None and before != after:
            steps = (Step(show(after), body.words),)
    span = core.span
    if span is None:
        return None, core, steps
    parsed = parse_cell(Cell(span.text, span=span))
    if isinstance(parsed, Diagnostic | Bound | Range | Tolerance | Listing):
        return None, core, steps
    return parsed, core, steps
