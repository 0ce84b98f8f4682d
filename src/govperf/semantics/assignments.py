"""Turns assignments, computed columns, outputs of the cohort into definitions, each after what it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.model import Definition, Role
from govperf.semantics.names import path_of
from govperf.semantics.order import in_order
from govperf.semantics.roundings import places_of, step_of, words_of
from govperf.syntax.declarations import Assignment, CohortOutput, Ledger
from govperf.syntax.expressions import Expression, Member, Name, Rounding
from govperf.syntax.walk import walk
from govperf.terms import terms
from govperf.terms.walk import parts

Formula = Assignment | CohortOutput


def definitions(e: Elaborator, formulas: Sequence[Formula], ledgers: Sequence[Ledger]) -> Iterator[Definition]:
    """All formulas of the file in the order of their dependence."""
    written: dict[str, tuple[str, Formula]] = {}
    for formula in formulas:
        if formula.name.text in e.names.inputs:
            continue  # a name that an input has was reported, and would be a circle besides
        written.setdefault(formula.name.text, ("", formula))
    for ledger in ledgers:
        for line in ledger.columns:
            if isinstance(line, Assignment):
                written.setdefault(f"{ledger.name.text}.{line.name.text}", (ledger.name.text, line))
    uses = {key: _uses(e, ledger, formula.value) for key, (ledger, formula) in written.items()}
    for key in in_order(uses):
        ledger_name, formula = written[key]
        yield _definition(e, key, ledger_name, formula)


def _uses(e: Elaborator, ledger: str, value: Expression) -> frozenset[str]:
    """Keys of the formulas that an expression may use, by its words alone."""
    columns = e.names.columns.get(ledger, {})
    found = set()
    for inside in walk(value):
        if isinstance(inside, Name):
            found.add(columns[inside.text].key if inside.text in columns else inside.text)
            found.update(key for key in _columns_called(e.names.columns, inside.text))
        elif isinstance(inside, Member) and (path := path_of(inside)) is not None:
            found.add(".".join(path))
    return frozenset(found)


def _columns_called(columns: Mapping[str, Mapping[str, object]], text: str) -> Iterator[str]:
    """Inside an aggregate a bare word may be a column of any ledger."""
    for ledger, words in columns.items():
        if text in words:
            yield f"{ledger}.{text}"


def _definition(e: Elaborator, key: str, ledger: str, formula: Formula) -> Definition:
    scope = Scope(node=key)
    typed = e.branch(formula.value, scope.within(ledger) if ledger else scope)
    kind = typed.kind
    if isinstance(formula, CohortOutput):
        _check_cohort(e, typed.term)
    elif next(_owned(e, typed.term), None) is not None:
        e.owned.add(key)
    if formula.rounding is not None:
        e.roundable(kind, formula.rounding, formula.name.text)
    e.kinds[key] = kind
    e.domains[key] = kind
    return Definition(
        key,
        formula.name.text,
        Role.COHORT_OUTPUT if isinstance(formula, CohortOutput) else Role.COLUMN if ledger else Role.VALUE,
        _rounded(e, typed, formula.rounding),
        kind,
        places=None if formula.rounding is None else places_of(formula.rounding),
        rounding_words="" if formula.rounding is None else words_of(formula.rounding),
        hidden=isinstance(formula, Assignment) and formula.hidden,
        ledger=ledger,
        formula=formula.value,
        remarks=formula.remarks,
        span=formula.name.span,
    )


def _check_cohort(e: Elaborator, term: terms.Term) -> None:
    """One value of the cohort reads objects only inside functions over all of them."""
    for inside in _owned(e, term):
        words = inside.span.text if inside.span else ""
        reason = "全体输出 是全体的一个值，它却是每个对象各有一个"
        advice = f"请写 平均({words}，全体)、合计({words}，全体) 等"
        e.report(messages.MISPLACED, inside.span, words=words, reason=reason, advice=advice)


def _owned(e: Elaborator, term: terms.Term) -> Iterator[terms.Term]:
    """The parts that each object has for itself, those inside functions of the cohort left out."""
    stack = [term]
    while stack:
        current = stack.pop()
        match current:
            case terms.Read(key):
                if _is_owned(e, key):
                    yield current
            case terms.ReadColumn() | terms.Aggregate(source=terms.Rows()):
                yield current
            case terms.OfCohort(function):
                if function in ("名次", "名次比例", "按比例分配"):
                    yield current
            case _:
                stack.extend(parts(current))


def _is_owned(e: Elaborator, key: str) -> bool:
    symbol = e.names.top.get(key)
    if symbol is None or symbol.kind != "计算":
        return symbol is None or symbol.kind not in ("参数", "全体输出")
    return key in e.owned


def _rounded(e: Elaborator, typed: Typed, rounding: Rounding | None) -> terms.Term:
    """An allotment takes the rounding into itself, so that its parts still add up to the total."""
    if rounding is not None and isinstance(typed.term, terms.OfCohort) and typed.term.function == "按比例分配":
        return evolve(typed.term, step=step_of(rounding))
    return e.rounded(typed.term, rounding)
