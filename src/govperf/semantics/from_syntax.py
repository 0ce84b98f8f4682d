"""Turns the statements of a rule file into what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from govperf.diagnostics import Diagnostic
from govperf.frozen import frozen
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.semantics import assignments, grades, messages, tables, trees, vetoes
from govperf.semantics.collect import collect
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.expectations import assertion, check_case, check_method
from govperf.semantics.formulas import expression_term
from govperf.semantics.header import facts
from govperf.semantics.inherit import Changed, merge
from govperf.semantics.inputs import applied, declare_inputs, declare_ledger, finish_ledger, requirement
from govperf.semantics.model import (
    Definition,
    Domain,
    InputDefinition,
    LedgerDefinition,
    ParameterDefinition,
    RequirementDefinition,
    Role,
    Ruleset,
)
from govperf.semantics.names import Names, path_of
from govperf.semantics.order import by_statement, circles, in_order
from govperf.semantics.parameters import Settings, parameter, term_of
from govperf.semantics.references import report_unknown
from govperf.semantics.wording import did_you_mean, listed
from govperf.syntax.declarations import (
    Assertion,
    Assignment,
    Case,
    CohortOutput,
    GradeScale,
    IndicatorTree,
    InputBlock,
    Known,
    Ledger,
    LookupTable,
    MethodDefinition,
    ObjectDeclaration,
    Outputs,
    ParameterDeclaration,
    Participation,
    Requirement,
    RuleFile,
    Veto,
)
from govperf.syntax.expressions import Name
from govperf.syntax.walk import walk
from govperf.terms import terms
from govperf.terms.kinds import NUMBER, TEXT, Base, Kind

T = TypeVar("T")


@frozen
class Meaning:
    """What a rule file means, with all that was found on the way."""

    ruleset: Ruleset
    changes: tuple[Changed, ...]
    diagnostics: tuple[Diagnostic, ...]


def from_syntax(files: Sequence[RuleFile], settings: Settings, limits: Limits = DEFAULT_LIMITS) -> Meaning:
    """The meaning of a rule file with those that it builds on, under the host's settings."""
    merged = merge(files)
    file = merged.file
    e = Elaborator(Names(), expression_term, open_names=file.header is None, limits=limits)
    e.diagnostics.extend(merged.diagnostics)
    e.deleted.update((one.name, one.span) for one in merged.changes if one.action == "删")
    _check_date(e, file, settings)
    _check_header(e, files[0])
    collect(e, file.statements)
    parameters = _parameters(e, file, settings)
    _tables(e, file)
    inputs, ledgers, data_rules, plans = _declared(e, file)
    found = _definitions(e, file, plans)
    participation = _participation(e, file)
    for scale in _all(file, GradeScale):
        found.extend(grades.definitions(e, scale, participation))
    vetoed, overrides = vetoes.definitions(e, _all(file, Veto))
    found = [*vetoed, *vetoes.overridden(found, overrides)]
    requirements = (*data_rules, *(requirement(e, one, Scope()) for one in _all(file, Requirement)))
    assertions = tuple(assertion(e, one) for one in _all(file, Assertion))
    _check_rest(e, file)
    inputs = (*inputs, *(_free_input(name, e) for name in e.found_inputs))
    scale_lines = tuple(line for scale in _all(file, GradeScale) for line in scale.lines)
    ruleset = Ruleset(
        source=file.source,
        facts=facts(file.header),
        object_name=_object_name(file),
        inputs=inputs,
        ledgers=ledgers,
        parameters=parameters,
        definitions=(*(_parameter_node(one, settings) for one in parameters), *found),
        requirements=requirements,
        participation=participation,
        outputs=_outputs(e, file, found),
        cohort_outputs=tuple(one.key for one in found if one.role is Role.COHORT_OUTPUT),
        paths={symbol.key: e.names.shortest(symbol) for symbols in e.names.nested.values() for symbol in symbols},
        cases=tuple(one for one in _all(file, Case) if not one.file),
        case_files=tuple(one for one in _all(file, Case) if one.file),
        assertions=assertions,
        known=(*_all(file, Known), *(line for line in scale_lines if isinstance(line, Known))),
    )
    return Meaning(ruleset, merged.changes, tuple(e.diagnostics))


def _all(file: RuleFile, kind: Callable[..., T]) -> tuple[T, ...]:
    return tuple(statement for statement in file.statements if isinstance(statement, kind))  # type: ignore[arg-type,misc]  # kind is a class


def _check_header(e: Elaborator, file: RuleFile) -> None:
    if file.header is not None:
        return
    for statement in file.statements:
        if not isinstance(statement, Assignment):
            e.report(messages.NO_HEADER, statement.span)
            return


def _check_rest(e: Elaborator, file: RuleFile) -> None:
    """What no output depends on is read as well, so that its mistakes are told."""
    for method in _all(file, MethodDefinition):
        check_method(e, method)
    for case in _all(file, Case) if file.header is not None else ():
        check_case(e, case, _object_name(file))


def _check_date(e: Elaborator, file: RuleFile, settings: Settings) -> None:
    """A file is never used outside its dates."""
    period = None if file.header is None else file.header.effective
    if period is not None and period.end is not None and period.end < period.start:
        e.report(messages.EMPTY_PERIOD, period.span, words=period.span.text)
        return
    if period is None or settings.on is None:
        return
    if settings.on < period.start or (period.end is not None and settings.on > period.end):
        words = f"{period.start} 起" if period.end is None else f"{period.start} 至 {period.end}"
        e.report(messages.OUT_OF_FORCE, period.span, date=settings.on, period=words)


def _parameters(e: Elaborator, file: RuleFile, settings: Settings) -> tuple[ParameterDefinition, ...]:
    """Parameters may use each other, so each comes after those it names; the result keeps the order of the file."""
    written = {one.name.text: one for one in reversed(_all(file, ParameterDeclaration))}
    uses = {name: frozenset(_words(one)) for name, one in written.items()}
    for circle in circles(uses):
        e.told.update(("circle", name) for name in circle)
        e.report(messages.CIRCLE, written[circle[0]].name.span, path=" → ".join((*circle, circle[0])))
    found = {name: parameter(e, written[name], settings) for name in in_order(uses)}
    for name in settings.parameters:
        if name not in found:
            _report_parameter(e, name, file)
    return tuple(found[name] for name in reversed(written))


def _report_parameter(e: Elaborator, name: str, file: RuleFile) -> None:
    known = [one.name.text for one in _all(file, ParameterDeclaration)]
    advice = did_you_mean(name, known, f"这份规则的参数：{listed(known)}" if known else "这份规则没有参数")
    e.report(messages.UNKNOWN_TARGET, None, name=name, action="设这个参数", advice=advice)


def _words(written: ParameterDeclaration) -> list[str]:
    return [inside.text for dated in written.values for inside in walk(dated.value) if isinstance(inside, Name)]


def _parameter_node(one: ParameterDefinition, settings: Settings) -> Definition:
    term, role = term_of(one, settings.on), Role.PARAMETER
    return Definition(one.name, one.name, role, term, one.kind, hidden=True, remarks=one.remarks, span=one.span)


def _tables(e: Elaborator, file: RuleFile) -> None:
    for table in _all(file, LookupTable):
        days = tables.holidays(table)
        if days is not None:
            e.holidays[table.name.text] = days
        e.tables[table.name.text] = tables.reader(table)


def _declared(
    e: Elaborator, file: RuleFile
) -> tuple[
    tuple[InputDefinition, ...],
    tuple[LedgerDefinition, ...],
    tuple[RequirementDefinition, ...],
    tuple[trees.Node, ...],
]:
    """Everything whose kind is known without reading a formula: inputs, ledgers, trees, grades."""
    blocks = [(block, line) for block in _all(file, InputBlock) for line in block.lines]
    drafts = [(block, line, declare_inputs(e, line)) for block, line in blocks]
    written_ledgers = _all(file, Ledger)
    ledgers = [declare_ledger(e, ledger) for ledger in written_ledgers]
    for scale in _all(file, GradeScale):
        e.kinds[scale.name.text] = grades.grade_kind(scale)
    named = _object_input(e, file)
    for tree in _all(file, IndicatorTree):
        _declare_tree(e, tree)
    inputs = [applied(e, one, line, block.applies) for block, line, found in drafts for one in found]
    plans = tuple(trees.plan(e, tree) for tree in _all(file, IndicatorTree))
    rules: list[RequirementDefinition] = []
    for plan in plans:
        for data, rule in trees.data_of(e, plan):
            inputs.append(data)
            rules.extend(() if rule is None else (rule,))
    _note_conditions(e, plans)
    finished = tuple(finish_ledger(e, w, found) for w, found in zip(written_ledgers, ledgers, strict=True))
    return (*named, *inputs), finished, tuple(rules), plans


def _declare_tree(e: Elaborator, tree: IndicatorTree) -> None:
    for path, node in trees.nodes_of(tree):
        e.kinds.setdefault(".".join(path), Kind(Base.NUMBER, unit="分", absent=trees.may_be_absent(node)))
        for child in node.children if trees.is_prorated(node) else ():
            e.kinds[".".join((*path, child.name.text))] = Kind(Base.NUMBER, unit="分", absent=True)


def _note_conditions(e: Elaborator, plans: Sequence[trees.Node]) -> None:
    stack = list(plans)
    while stack:
        node = stack.pop()
        needed = trees.presence(node)
        if needed:
            e.applies[node.key] = needed[0] if len(needed) == 1 else terms.Every(needed)
        if node.conditions:
            e.kinds[node.key] = e.kinds[node.key].maybe()
        stack.extend(node.children)


def _object_input(e: Elaborator, file: RuleFile) -> tuple[InputDefinition, ...]:
    first = next(iter(_all(file, ObjectDeclaration)), None)
    if first is None:
        return ()
    name = first.name
    e.kinds.setdefault(name.text, TEXT)
    return (InputDefinition(name.text, name.text, Domain(TEXT, "文本"), remarks=first.remarks, span=name.span),)


def _object_name(file: RuleFile) -> str | None:
    return next((one.name.text for one in _all(file, ObjectDeclaration)), None)


def _free_input(name: str, e: Elaborator) -> InputDefinition:
    """An undefined name of a bare formula: a number without bounds."""
    return InputDefinition(name, name, Domain(NUMBER, "数"), span=e.found_inputs[name])


def _definitions(e: Elaborator, file: RuleFile, plans: Sequence[trees.Node]) -> list[Definition]:
    formulas: list[assignments.Formula] = [*_all(file, Assignment), *_all(file, CohortOutput)]
    found = list(assignments.definitions(e, formulas, _all(file, Ledger)))
    for plan in plans:
        found.extend(trees.definitions(e, plan))
    return found


def _participation(e: Elaborator, file: RuleFile) -> terms.Term | None:
    conditions = tuple(e.condition(one.condition, Scope()) for one in _all(file, Participation))
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else terms.Every(conditions)


def _outputs(e: Elaborator, file: RuleFile, found: Sequence[Definition]) -> tuple[str, ...]:
    """Keys of the outputs in the order of the file: those that 输出 names, or all at the top that are not hidden."""
    listed = [path for one in _all(file, Outputs) for path in one.names]
    keys = {one.key: one for one in found}
    if not listed:
        roles = (Role.VALUE, Role.INDICATOR, Role.GRADE)
        shown = [one for one in found if one.role in roles and not one.hidden and not one.parent]
        return tuple(one.key for one in by_statement(shown, file.statements))
    outputs = []
    for written in listed:
        path = path_of(written) or ()
        symbols = [symbol for symbol in e.names.find_path(path) if symbol.key in keys]
        if len(symbols) == 1:
            outputs.append(symbols[0].key)
        else:
            report_unknown(e, ".".join(path), written.span)
    return tuple(outputs)
