"""The working of one computed value: its formula with numbers, then what held, rounded, overrode it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from govperf.explain.formula import Formula, Held, bitten, formula, ungrouped
from govperf.explain.grades import Grade, grade_text
from govperf.explain.indicators import full_marks, sum_of_parts
from govperf.explain.reasons import Step
from govperf.explain.seen import Form, Seen, form_of, show
from govperf.explain.text import arrow, working
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.semantics import Definition, Role
from govperf.syntax.expressions import Clamp, Expression, Member, Name
from govperf.terms import terms
from govperf.values import Missing


@frozen
class Working:
    """How a value came about; ``text`` is all of it on one line. ``vetoes`` are keys of those that changed it."""

    text: str
    formula: str = ""
    before: str = ""
    steps: tuple[Step, ...] = ()
    mark: str = ""
    clause: str = ""
    vetoes: tuple[str, ...] = ()


@frozen
class Layers:
    """A term without what stands around it, with the steps that put that back, innermost first."""

    core: terms.Term
    steps: tuple[Step, ...] = ()


def working_of(
    definition: Definition, seen: Seen, value: terms.Value, vetoes: Mapping[str, str], grade: Grade | None = None
) -> Working:
    """The working of a node that was computed.

    ``vetoes`` are the words of those that hold, by key; ``grade`` is what is known on the way to a grade.
    """
    form = form_of(seen.graph, definition.key)
    shown = show(value, form)
    if definition.key in seen.evaluation.data(seen.place.object).given:
        return Working(f"{shown}（直接给定）")
    term, branch = _without_vetoes(definition.term, seen)
    if branch is not None and isinstance(branch.condition, terms.Read):
        key = branch.condition.key
        step = Step(shown, vetoes.get(key, branch.label), branch.clause)
        return Working(working(shown, (), step.words), steps=(step,), clause=branch.clause, vetoes=(key,))
    if grade is not None:
        text, steps = grade_text(grade, seen, value, shown)
        return Working(text, steps=steps, vetoes=grade.told)
    full = full_marks(definition, seen)
    parts = Formula(sum_of_parts(definition, seen)) if definition.formula is None else None
    mark = f"满分{full}分" if full else _counted_together(definition, seen)
    return of_formula(parts or definition.formula, _layers(definition, term, seen), value, seen, form, full, mark)


def of_formula(
    node: Expression | Formula | None,
    layers: Layers,
    value: terms.Value,
    seen: Seen,
    form: Form,
    full: str = "",
    mark: str = "",
) -> Working:
    """The working of a formula; a clamp around all of it is a step of its own, where it bit."""
    written, held = (node, None) if isinstance(node, Formula) or node is None else _written(node, seen, full)
    written = written or Formula("")
    own = () if held is None else (Step(held.after, held.words),)
    steps = (*own, *layers.steps)
    if isinstance(value, Missing):
        steps, mark = (), ""
    found = value if isinstance(value, Missing) or not steps else seen.worth(layers.core)
    core = held.before if held is not None else "" if found is None else show(found, _plain(form) if steps else form)
    truth = isinstance(value, bool) and written.text and not written.ends
    start = f"{arrow(written.text)}{core}" if truth else _start(written, core, stepped=bool(steps))
    return Working(working(start, steps, mark), written.text, core if steps else "", steps, mark)


def _plain(form: Form) -> Form:
    return evolve(form, places=None)


def _start(written: Formula, core: str, *, stepped: bool) -> str:
    if not written.text:
        return core
    if written.ends == "arm" or (written.ends == "name" and stepped):
        return written.text
    return f"{written.text} = {core}"


def _written(node: Expression, seen: Seen, full: str) -> tuple[Formula, Held | None]:
    """The formula without the clamp around all of it, with what that did."""
    outer = ungrouped(node)
    if not isinstance(outer, Clamp):
        return formula(node, seen, full), None
    inner = formula(outer.operand, seen, full)
    named = isinstance(outer.operand, Name | Member)
    return inner if named else evolve(inner, ends=""), bitten(outer, seen)


# --- what stands around a formula ---


def _layers(definition: Definition, term: terms.Term, seen: Seen) -> Layers:
    while isinstance(term, terms.Choose) and term.branches[0].label in ("适用", "有适用的下级", "参评"):
        term = term.branches[0].value
    steps: tuple[Step, ...] = ()
    if definition.role is Role.INDICATOR and isinstance(term, terms.Bounded):
        steps = _held_in_marks(term, seen)
        term = term.operand
    inner = rounded(term, definition.rounding_words, seen, form_of(seen.graph, definition.key))
    return Layers(inner.core, (*inner.steps, *steps))


def rounded(term: terms.Term, words: str, seen: Seen, form: Form) -> Layers:
    """The term below the rounding that the line ends with; a step where the rounded value looks another."""
    if not (isinstance(term, terms.Rounded) and term.words == words):
        return Layers(term)
    before, after = seen.worth(term.operand), seen.worth(term)
    if before is None or after is None or show(after, form) == show(before, _plain(form)):
        return Layers(term.operand)
    return Layers(term.operand, (Step(show(after, form), words),))


def _held_in_marks(term: terms.Bounded, seen: Seen) -> tuple[Step, ...]:
    """满分为止, 扣完为止."""
    before, after = seen.worth(term.operand), seen.worth(term)
    if before is None or after is None or before == after:
        return ()
    low = after > before  # type: ignore[operator]  # a score is a number
    words = term.low_label if low else term.high_label
    return (Step(show(after), f"{words}{show(after)}分" if words == "最低" else words),)


def _without_vetoes(term: terms.Term, seen: Seen) -> tuple[terms.Term, terms.Branch | None]:
    """The term below the vetoes that could override it, with what the first that holds does."""
    if not (isinstance(term, terms.Choose) and all(_is_veto(branch, seen.graph) for branch in term.branches)):
        return term, None
    held = next((branch for branch in term.branches if seen.value(branch.condition) is True), None)
    return term.otherwise, held


def _is_veto(branch: terms.Branch, graph: Graph) -> bool:
    read = branch.condition
    return isinstance(read, terms.Read) and read.key in graph and graph[read.key].role is Role.VETO


def _counted_together(definition: Definition, seen: Seen) -> str:
    """How many were looked at together, where the formula is one value of the cohort."""
    term = definition.term
    if not isinstance(term, terms.OfCohort) or term.function == "人数":
        return ""
    count = evolve(term, function="人数", value=None, ties=(), weight=None, total=None)
    # Kept by the evaluation, which knows what it shares by the identity of a term.
    kept = seen.evaluation.shared(("counted", id(term)), lambda: count)
    number = seen.worth(kept)
    what = "条" if term.ledger else "个对象"
    return "" if number is None or isinstance(number, Missing) else f"共{show(number)}{what}"
