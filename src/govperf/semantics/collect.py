"""Collects the names that a rule file declares."""

from __future__ import annotations

from collections.abc import Iterable

from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator
from govperf.semantics.names import Symbol, SymbolKind
from govperf.semantics.trees import nodes_of
from govperf.source import Span
from govperf.syntax.declarations import (
    Assignment,
    CohortOutput,
    GradeScale,
    IndicatorTree,
    InputBlock,
    InputLine,
    Ledger,
    LookupTable,
    MethodDefinition,
    ObjectDeclaration,
    ParameterDeclaration,
    Statement,
)
from govperf.syntax.expressions import Name


def collect(e: Elaborator, statements: Iterable[Statement]) -> None:
    """Puts every declared name into ``e.names``; a name that is declared twice is reported at its second place."""
    for statement in statements:
        _collect(e, statement)


def _collect(e: Elaborator, statement: Statement) -> None:
    match statement:
        case InputBlock(lines):
            for line in lines:
                for word in line.names:
                    _input(e, word)
        case Ledger():
            _ledger(e, statement)
        case IndicatorTree():
            _tree(e, statement)
        case MethodDefinition():
            _top(e, statement.name, "方法")
            e.names.methods.setdefault(statement.name.text, statement)
        case ObjectDeclaration():
            _top(e, statement.name, "对象")
        case ParameterDeclaration():
            _top(e, statement.name, "参数")
        case Assignment():
            _top(e, statement.name, "计算")
        case GradeScale():
            _top(e, statement.name, "等次")
        case LookupTable():
            _top(e, statement.name, "对照表")
        case CohortOutput():
            _top(e, statement.name, "全体输出")
        case _:
            pass


def _symbol(kind: SymbolKind, key: str, path: tuple[str, ...], span: Span) -> Symbol:
    return Symbol(kind, key, path, span)


def _top(e: Elaborator, word: Name, kind: SymbolKind) -> None:
    names = e.names
    if word.text in names.top or word.text in names.inputs:
        e.report(messages.DUPLICATE, word.span, name=word.text)
        return
    names.top[word.text] = _symbol(kind, word.text, (word.text,), word.span)


def _input(e: Elaborator, word: Name) -> None:
    if word.text in e.names.inputs or word.text in e.names.top:
        e.report(messages.DUPLICATE, word.span, name=word.text)
        return
    e.names.inputs[word.text] = _symbol("输入", word.text, (word.text,), word.span)


def _ledger(e: Elaborator, ledger: Ledger) -> None:
    _top(e, ledger.name, "明细")
    columns = e.names.columns.setdefault(ledger.name.text, {})
    for line in ledger.columns:
        words = line.names if isinstance(line, InputLine) else (line.name,) if isinstance(line, Assignment) else ()
        for word in words:
            if word.text in columns:
                e.report(messages.DUPLICATE, word.span, name=f"{ledger.name.text}.{word.text}")
                continue
            key = f"{ledger.name.text}.{word.text}"
            columns[word.text] = _symbol("计算", key, (ledger.name.text, word.text), word.span)


def _tree(e: Elaborator, tree: IndicatorTree) -> None:
    _top(e, tree.root.name, "指标")
    seen: set[tuple[str, ...]] = set()
    for path, node in nodes_of(tree):
        if path in seen:
            e.report(messages.DUPLICATE, node.name.span, name=".".join(path))
        elif len(path) > 1:
            symbol = _symbol("指标", ".".join(path), path, node.name.span)
            e.names.nested.setdefault(path[-1], []).append(symbol)
        seen.add(path)
