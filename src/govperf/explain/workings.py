"""The working of one computed value: its formula with numbers, then what held, rounded, overrode it."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from govperf.explain.formula import Formula, bitten, formula, ungrouped
from govperf.explain.grades import Grade, grade_steps
from govperf.explain.reasons import Step
from govperf.explain.seen import Seen, form_of, show
from govperf.explain.text import arrow, working
from govperf.graph import Graph
from govperf.semantics import Definition, Role
from govperf.syntax.expressions import Clamp, Member, Name
from govperf.terms import terms
from govperf.values import Missing

_MOST_PARTS = 40
"""Parts of a sum that are written out; of more, the first ones."""


@frozen
class Working:
    """How a value came about; ``text`` is all of it on one line."""

    text: str
    formula: str = ""
    before: str = ""
    steps: tuple[Step, ...] = ()
    mark: str = ""
    clause: str = ""
    veto: str = ""


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
    shown = show(value, *form_of(seen.graph, definition.key))
    if definition.key in seen.evaluation.data(seen.place.object).given:
        return Working(f"{shown}（直接给定）")
    term, branch = _without_vetoes(definition.term, seen)
    if branch is not None and isinstance(branch.condition, terms.Read):
        key = branch.condition.key
        step = Step(shown, vetoes.get(key, branch.label), branch.clause)
        return Working(working(shown, (), step.words), steps=(step,), clause=branch.clause, veto=key)
    if grade is not None:
        return _graded(grade, seen, shown, value)
    if isinstance(value, Missing):
        written = "" if definition.formula is None else formula(definition.formula, seen).text
        return Working(f"{written} = {shown}" if written else shown, written)
    return _computed(definition, seen, value, _layers(definition, term, seen))


def _computed(definition: Definition, seen: Seen, value: terms.Value, layers: Layers) -> Working:
    full = _full(definition, seen)
    mark = f"满分{full}分" if full else _ranked_among(definition, seen)
    written, steps = _written(definition, seen, full)
    steps = (*steps, *layers.steps)
    core = _core_value(definition, layers, seen)
    start = arrow(written.text) + core if _is_truth(value, written) else _start(written, core, stepped=bool(steps))
    before = core if steps else ""
    return Working(working(start, steps, mark), written.text, before, steps, mark)


def _is_truth(value: terms.Value, written: Formula) -> bool:
    """``x 3 = 5 → 否``: an equals sign more would be read as part of the condition."""
    return isinstance(value, bool) and written.text != "" and written.ends == ""


def _start(written: Formula, core: str, *, stepped: bool) -> str:
    if not written.text:
        return core
    if written.ends == "arm" or (written.ends == "name" and stepped):
        return written.text
    return f"{written.text} = {core}"


def _written(definition: Definition, seen: Seen, full: str) -> tuple[Formula, tuple[Step, ...]]:
    """The formula; a clamp around all of it is a step of its own, where it bit."""
    node = definition.formula
    if node is None:
        return Formula(sum_of_parts(definition, seen)), ()
    outer = ungrouped(node)
    if not isinstance(outer, Clamp):
        return formula(node, seen, full), ()
    held = bitten(outer, seen)
    inner = formula(outer.operand, seen, full)
    if not isinstance(outer.operand, Name | Member):
        inner = evolve(inner, ends="")
    return inner, () if held is None else (Step(held.after, held.words),)


def _core_value(definition: Definition, layers: Layers, seen: Seen) -> str:
    """What the formula gave, before any step."""
    node = None if definition.formula is None else ungrouped(definition.formula)
    percent = form_of(seen.graph, definition.key)[1]
    if isinstance(node, Clamp) and (held := bitten(node, seen)) is not None:
        return held.before
    value = seen.worth(layers.core)
    return "" if value is None else show(value, None if layers.steps else definition.places, percent)


# --- what stands around a formula ---


def _layers(definition: Definition, term: terms.Term, seen: Seen) -> Layers:
    while isinstance(term, terms.Choose) and term.branches[0].label in ("适用", "有适用的下级", "参评"):
        term = term.branches[0].value
    steps: list[Step] = []
    percent = form_of(seen.graph, definition.key)[1]
    if definition.role is Role.INDICATOR and isinstance(term, terms.Bounded):
        step = _held(term, seen)
        steps += [step] if step else []
        term = term.operand
    if isinstance(term, terms.Rounded) and definition.rounding_words == term.words:
        before, after = seen.worth(term.operand), seen.worth(term)
        if before is not None and after is not None:
            shown = show(after, definition.places, percent)
            if shown != show(before, None, percent):
                steps.insert(0, Step(shown, term.words))
        term = term.operand
    return Layers(term, tuple(steps))


def _held(term: terms.Bounded, seen: Seen) -> Step | None:
    before, after = seen.worth(term.operand), seen.worth(term)
    if before is None or after is None or before == after:
        return None
    low = after > before  # type: ignore[operator]  # a score is a number
    words = term.low_label if low else term.high_label
    return Step(show(after), f"{words}{show(after)}分" if words == "最低" else words)


def _without_vetoes(term: terms.Term, seen: Seen) -> tuple[terms.Term, terms.Branch | None]:
    """The term below the vetoes that could override it, with what the first that holds does."""
    if not (isinstance(term, terms.Choose) and all(_is_veto(branch, seen.graph) for branch in term.branches)):
        return term, None
    held = next((branch for branch in term.branches if seen.value(branch.condition) is True), None)
    return term.otherwise, held


def _is_veto(branch: terms.Branch, graph: Graph) -> bool:
    read = branch.condition
    return isinstance(read, terms.Read) and read.key in graph and graph[read.key].role is Role.VETO


# --- trees, grades ---


def _ranked_among(definition: Definition, seen: Seen) -> str:
    """How many were looked at together, where the formula is one value of the cohort."""
    term = definition.term
    if not isinstance(term, terms.OfCohort) or term.function == "人数":
        return ""
    count = evolve(term, function="人数", value=None, ties=(), weight=None, total=None)
    kept = seen.evaluation.shared(("counted", id(term)), lambda: count)
    number = seen.worth(kept)
    what = "条" if term.ledger else "个对象"
    return "" if number is None or isinstance(number, Missing) else f"共{show(number)}{what}"


def _full(definition: Definition, seen: Seen) -> str:
    """The full marks of an indicator."""
    if definition.role is not Role.INDICATOR or definition.full is None:
        return ""
    full = seen.worth(definition.full)
    return "" if full is None or isinstance(full, Missing) else show(full)


def sum_of_parts(definition: Definition, seen: Seen) -> str:
    """The children of an indicator that apply, each with its score; the factor that carries their marks to the whole."""
    parts = []
    for key in definition.children:
        value = seen.worth(terms.Read(key))
        if value is not None and not isinstance(value, Missing):
            parts.append(f"{seen.graph[key].name} {show(value, *form_of(seen.graph, key))}")
    if not parts:
        return ""
    said = " + ".join(parts[:_MOST_PARTS])
    if len(parts) > _MOST_PARTS:
        said = f"{said} + … 共{len(parts)}项"
    factor = _carried(definition, seen)
    if not factor:
        return said if len(parts) > 1 else ""
    return f"( {said} ) {factor}" if len(parts) > 1 else f"{said} {factor}"


def _carried(definition: Definition, seen: Seen) -> str:
    """``× 10 ÷ 8（折算：…）`` where the marks of what applies stand for those of all."""
    quotient = next((one for one in seen.order if isinstance(one, terms.Apply) and one.function == "/"), None)
    if quotient is None or definition.full is None:
        return ""
    full, applying = seen.worth(definition.full), seen.worth(quotient.arguments[1])
    if full is None or applying is None or full == applying:
        return ""
    return f"× {show(full)} ÷ {show(applying)}（折算）"


def _graded(grade: Grade, seen: Seen, shown: str, value: terms.Value) -> Working:
    steps = grade_steps(grade, seen)
    if not steps:
        words = "不参评" if isinstance(value, Missing) else ""
        return Working(working(shown, (), words))
    first, *rest = steps
    words = [first.words, f"依据 {first.clause}" if first.clause else ""]
    said = f"{grade.subject} → " if grade.subject else ""
    text = working(f"{said}{first.value}", (), "，".join(word for word in words if word))
    for step in rest:
        clause = f"（依据 {step.clause}）" if step.clause else ""
        blank = "" if text.endswith("）") else " "
        join = "" if clause else " "
        text = f"{text}{blank}→ {step.words}{clause}{join}→ {step.value}"
    return Working(text, steps=tuple(steps))
