"""Lays a rule file over the one it builds on: 改, 删, 锁定."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from govperf.diagnostics import Diagnostic
from govperf.frozen import frozen
from govperf.semantics import messages
from govperf.semantics.alterations import change, delete, overrides_locked
from govperf.semantics.layers import Changed, Layers, clause_of, names_of
from govperf.semantics.names import path_of
from govperf.syntax.declarations import (
    Assertion,
    Case,
    Change,
    Deletion,
    Inheritance,
    InputBlock,
    Known,
    Lock,
    ObjectDeclaration,
    Outputs,
    Participation,
    Requirement,
    RuleFile,
    Statement,
    UnitsDeclaration,
    Veto,
)

VETO_WORDS = ("一票否决", "否决")


@frozen
class Merged:
    """One rule file made of a file and all that it builds on."""

    file: RuleFile
    changes: tuple[Changed, ...]
    diagnostics: tuple[Diagnostic, ...]


def merge(files: Sequence[RuleFile]) -> Merged:
    """The meaning of a chain of files, the one that was asked for first; its header and its 用例 count alone."""
    layers = Layers()
    for depth, file in enumerate(reversed(files)):
        layers.statements = [one for one in layers.statements if not isinstance(one, Case)]
        _lay(layers, file, base=depth == 0)
    top = files[0]
    return Merged(evolve(top, statements=tuple(layers.statements)), tuple(layers.changes), tuple(layers.diagnostics))


def _lay(layers: Layers, file: RuleFile, *, base: bool) -> None:
    """What is taken away goes first, then what is changed, then what is new, as the order of a file means nothing."""
    layers.touched = set()
    own = tuple(name for statement in file.statements for name in names_of(statement))
    for statement in file.statements:
        if isinstance(statement, Deletion):
            delete(layers, statement, own)
    for statement in file.statements:
        if isinstance(statement, Change):
            change(layers, statement, own)
    before = frozenset(layers.names())
    for statement in file.statements:
        match statement:
            case Deletion() | Change() | Inheritance() | Lock():
                pass
            case _ if base:
                layers.statements.append(statement)
            case _:
                _add(layers, statement, before)
    for statement in file.statements:
        if isinstance(statement, Lock):
            _lock(layers, statement)


def _add(layers: Layers, statement: Statement, before: frozenset[str]) -> None:
    for name in names_of(statement):
        if name in before:
            layers.report(messages.REDEFINED, statement.span, name=name)
            return
    if isinstance(statement, Veto) and _is_locked(layers, statement):
        return
    match statement:
        case ObjectDeclaration():
            _replace_all(layers, statement, "对象")
        case Outputs():
            _replace_all(layers, statement, "输出")
        case InputBlock(lines):
            for line in lines:
                names = "、".join(word.text for word in line.names)
                layers.note("增", names, "", line.span.text, line.remarks.clause, line.span)
        case Case():
            pass
        case _:
            for name in names_of(statement) or (_word_of(statement),):
                layers.note("增", name, "", statement.span.text, clause_of(statement), statement.span)
    layers.statements.append(statement)


def _is_locked(layers: Layers, veto: Veto) -> bool:
    """Where 一票否决 is locked, the list is complete: a line more is a change of it (decision 0026)."""
    if veto.word in layers.locked:
        layers.report(messages.LOCKED, veto.span, name=veto.word)
        return True
    return overrides_locked(layers, veto)


def _replace_all(layers: Layers, new: ObjectDeclaration | Outputs, word: str) -> None:
    """What a file says once stands for what the files underneath said of it."""
    old = [one for one in layers.statements if type(one) is type(new) and one.span.source is not new.span.source]
    layers.statements = [one for one in layers.statements if one not in old]
    before = "；".join(one.span.text for one in old)
    if before != new.span.text:
        layers.note("改" if old else "增", word, before, new.span.text, clause_of(new), new.span)


def _word_of(statement: Statement) -> str:
    """What to call a statement that defines no name."""
    match statement:
        case Veto(word=word):
            return word
        case Requirement():
            return "要求"
        case Participation():
            return "参评"
        case Assertion():
            return "断言"
        case Known():
            return "已知"
        case UnitsDeclaration():
            return "单位"
        case _:
            return ""


def _lock(layers: Layers, lock: Lock) -> None:
    """What is locked must be there; 一票否决 means all such lines."""
    for target in lock.targets:
        path = path_of(target) or ("",)
        name = ".".join(path)
        nodes = layers.nodes_like(path)
        if name.removesuffix("事项") in VETO_WORDS:
            layers.locked.add(name.removesuffix("事项"))
        elif len(path) == 1 and (layers.place_of(name) is not None or layers.place_of_input(name) is not None):
            layers.locked.add(name)
            layers.locked_nodes.update(steps for _, steps, _ in nodes if len(steps) == 1)
        elif len(nodes) > 1:
            layers.ambiguous(name, nodes, target.span)
        elif nodes:
            layers.locked_nodes.add(nodes[0][1])
        else:
            layers.unknown(name, target.span, "锁定")


__all__ = ["Changed", "Merged", "merge"]
