"""Lays a rule file over the one it builds on: 改, 删, 锁定."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from govperf.diagnostics import Diagnostic, Template
from govperf.diagnostics.suggest import nearest
from govperf.frozen import frozen
from govperf.semantics import messages
from govperf.semantics.names import path_of
from govperf.source import Span
from govperf.syntax.declarations import (
    Assignment,
    Case,
    Change,
    CohortOutput,
    Deletion,
    GradeScale,
    Indicator,
    IndicatorTree,
    Inheritance,
    InputBlock,
    Ledger,
    Lock,
    LookupTable,
    MethodDefinition,
    ObjectDeclaration,
    Outputs,
    ParameterDeclaration,
    RuleFile,
    Statement,
    Veto,
)


@frozen
class Changed:
    """One thing that a file does to the one it builds on: 改, 删 or 增, with the words before and after."""

    action: str
    name: str
    before: str
    after: str
    clause: str
    span: Span = field(eq=False, repr=False)


@frozen
class Merged:
    """One rule file made of a file and all that it builds on."""

    file: RuleFile
    changes: tuple[Changed, ...]
    diagnostics: tuple[Diagnostic, ...]


@define
class _Layers:
    statements: list[Statement] = field(factory=list)
    locked: set[str] = field(factory=set)
    changes: list[Changed] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)

    def report(self, template: Template, span: Span, **facts: object) -> None:
        self.diagnostics.append(template.at(span, **facts))

    def names(self) -> tuple[str, ...]:
        found = [name for statement in self.statements for name in _names_of(statement)]
        return (*found, *(node.name.text for tree in _trees(self) for node in _nodes(tree.root)))


def merge(files: Sequence[RuleFile]) -> Merged:
    """The meaning of a chain of files, the one that was asked for first; its header and its 用例 count alone."""
    layers = _Layers()
    for depth, file in enumerate(reversed(files)):
        if depth:
            layers.statements = [one for one in layers.statements if not isinstance(one, Case)]
        _lay(layers, file, base=depth == 0)
    top = files[0]
    statements = tuple(one for one in layers.statements if not isinstance(one, Inheritance | Lock))
    return Merged(evolve(top, statements=statements), tuple(layers.changes), tuple(layers.diagnostics))


def _lay(layers: _Layers, file: RuleFile, *, base: bool) -> None:
    before = set(layers.names())
    if any(isinstance(statement, Outputs) for statement in file.statements):
        layers.statements = [one for one in layers.statements if not isinstance(one, Outputs)]
    locks: set[str] = set()
    for statement in file.statements:
        match statement:
            case Change(definition):
                _change(layers, definition, statement.span)
            case Deletion():
                _delete(layers, statement)
            case Lock(targets):
                locks.update(".".join(path_of(target) or ()) for target in targets)
            case _ if base:
                layers.statements.append(statement)
            case _:
                _add(layers, statement, before)
    _check_locks(layers, file)
    layers.locked |= {lock.removesuffix("事项") for lock in locks}


def _check_locks(layers: _Layers, file: RuleFile) -> None:
    """What is locked must be there; 一票否决 means all such lines."""
    inputs_and_parts = set(layers.names())
    for statement in file.statements:
        for target in statement.targets if isinstance(statement, Lock) else ():
            path = path_of(target) or ("",)
            if path[-1] not in inputs_and_parts and path[-1].removesuffix("事项") not in ("一票否决", "否决"):
                _unknown(layers, ".".join(path), target.span, "锁定")


def _add(layers: _Layers, statement: Statement, before: set[str]) -> None:
    if isinstance(statement, ObjectDeclaration):
        layers.statements = [one for one in layers.statements if not isinstance(one, ObjectDeclaration)]
    for name in _names_of(statement):
        if name in before:
            layers.report(messages.REDEFINED, statement.span, name=name)
            return
    layers.statements.append(statement)
    if isinstance(statement, InputBlock):
        for line in statement.lines:
            names = "、".join(word.text for word in line.names)
            layers.changes.append(Changed("增", names, "", line.span.text, line.remarks.clause, line.span))
        return
    for name in _names_of(statement):
        layers.changes.append(Changed("增", name, "", statement.span.text, _clause(statement), statement.span))


# --- 改 ---


def _change(layers: _Layers, definition: Statement, span: Span) -> None:
    match definition:
        case InputBlock():
            for name in _names_of(definition):
                _remove_input(layers, name, span)
            layers.statements.append(definition)
        case IndicatorTree(root):
            _change_indicator(layers, root, span)
        case Veto():
            _change_vetoes(layers, definition, span)
        case _:
            _change_named(layers, definition, span)


def _change_named(layers: _Layers, definition: Statement, span: Span) -> None:
    name = next(iter(_names_of(definition)), "")
    index = _index_of(layers, type(definition), name)
    if index is None:
        _unknown(layers, name, span, "改")
    elif _may_touch(layers, name, span):
        before = layers.statements[index]
        layers.statements[index] = _keeping_range(before, definition)
        _note(layers, "改", name, before.span.text, definition)


def _keeping_range(before: Statement, after: Statement) -> Statement:
    """A changed parameter must lie in the range that the base allows."""
    if isinstance(before, ParameterDeclaration) and isinstance(after, ParameterDeclaration) and before.range:
        return evolve(after, range=before.range)
    return after


def _change_vetoes(layers: _Layers, veto: Veto, span: Span) -> None:
    """``改 一票否决`` puts the new line in the place of those that override the same nodes."""
    if not _may_touch(layers, veto.word, span):
        return
    targets = {path_of(effect.target) for effect in veto.effects}
    same = [
        one
        for one in layers.statements
        if isinstance(one, Veto) and one.word == veto.word and {path_of(e.target) for e in one.effects} == targets
    ]
    if not same:
        _unknown(layers, veto.word, span, "改")
        return
    layers.statements = [one for one in layers.statements if one not in same]
    layers.statements.append(veto)
    _note(layers, "改", veto.word, "；".join(one.span.text for one in same), veto)


def _change_indicator(layers: _Layers, root: Indicator, span: Span) -> None:
    name = root.name.text
    found = [(index, tree) for index, tree in enumerate(layers.statements) if _holds(tree, name)]
    if len(found) != 1:
        _unknown(layers, name, span, "改")
        return
    index, tree = found[0]
    if isinstance(tree, IndicatorTree) and _may_touch(layers, name, span):
        before = next(node for node in _nodes(tree.root) if node.name.text == name)
        layers.statements[index] = evolve(tree, root=_replaced(tree.root, name, root))
        _note(layers, "改", name, before.span.text, IndicatorTree(root, span=root.span))


def _replaced(node: Indicator, name: str, new: Indicator | None) -> Indicator:
    if node.name.text == name:
        return node if new is None else evolve(new, marks=new.marks or node.marks)
    kept = (child for child in node.children if new is not None or child.name.text != name)
    return evolve(node, children=tuple(_replaced(child, name, new) for child in kept))


# --- 删 ---


def _delete(layers: _Layers, deletion: Deletion) -> None:
    name = (path_of(deletion.target) or ("",))[-1]
    span = deletion.span
    if not _may_touch(layers, name, span):
        return
    for index, statement in enumerate(layers.statements):
        if isinstance(statement, IndicatorTree) and statement.root.name.text != name and _holds(statement, name):
            layers.statements[index] = evolve(statement, root=_replaced(statement.root, name, None))
            _note(layers, "删", name, name, deletion)
            return
        if name in _names_of(statement) and not isinstance(statement, InputBlock):
            del layers.statements[index]
            _note(layers, "删", name, statement.span.text, deletion)
            return
    if not _remove_input(layers, name, span):
        _unknown(layers, name, span, "删")


def _remove_input(layers: _Layers, name: str, span: Span) -> bool:
    for index, statement in enumerate(layers.statements):
        if isinstance(statement, InputBlock) and name in _names_of(statement):
            lines = tuple(
                evolve(line, names=tuple(word for word in line.names if word.text != name)) for line in statement.lines
            )
            layers.statements[index] = evolve(statement, lines=tuple(line for line in lines if line.names))
            layers.changes.append(Changed("改", name, statement.span.text, span.text, "", span))
            return True
    return False


# --- what is there ---


def _may_touch(layers: _Layers, name: str, span: Span) -> bool:
    if name in layers.locked:
        layers.report(messages.LOCKED, span, name=name)
        return False
    return True


def _unknown(layers: _Layers, name: str, span: Span, action: str) -> None:
    near = nearest(name, layers.names())
    advice = f"是不是“{near[0]}”？" if near else "请核对名称；新增的内容行首不写 改"
    layers.report(messages.UNKNOWN_TARGET, span, name=name, action=action, advice=advice)


def _note(layers: _Layers, action: str, name: str, before: str, after: Statement) -> None:
    words = "" if action == "删" else after.span.text
    layers.changes.append(Changed(action, name, before, words, _clause(after), after.span))


def _index_of(layers: _Layers, kind: type, name: str) -> int | None:
    for index, statement in enumerate(layers.statements):
        if type(statement) is kind and name in _names_of(statement):
            return index
    return None


def _names_of(statement: Statement) -> tuple[str, ...]:
    match statement:
        case InputBlock(lines):
            return tuple(word.text for line in lines for word in line.names)
        case IndicatorTree(root):
            return (root.name.text,)
        case (
            Assignment()
            | CohortOutput()
            | GradeScale()
            | Ledger()
            | LookupTable()
            | MethodDefinition()
            | ParameterDeclaration()
        ):
            return (statement.name.text,)
        case _:
            return ()


def _trees(layers: _Layers) -> Iterator[IndicatorTree]:
    for statement in layers.statements:
        if isinstance(statement, IndicatorTree):
            yield statement


def _nodes(root: Indicator) -> Iterator[Indicator]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children)


def _holds(statement: Statement, name: str) -> bool:
    return isinstance(statement, IndicatorTree) and any(node.name.text == name for node in _nodes(statement.root))


def _clause(statement: Statement) -> str:
    remarks = getattr(statement, "remarks", None)
    return remarks.clause if remarks is not None else ""
