"""Collects the names that a rule file declares."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from govperf.diagnostics import Label
from govperf.limits import over_diagnostic
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
    if e.names.count > e.limits.names:
        e.diagnostics.append(over_diagnostic("names", e.limits, e.names.count))


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
            _parameters(e, statement)
            e.names.methods.setdefault(statement.name.text, statement)
        case ObjectDeclaration():
            first = next((symbol for symbol in e.names.top.values() if symbol.kind == "对象"), None)
            if first is None:
                _top(e, statement.name, "对象")
            else:
                _report_twice(e, statement.name.span, "对象", first)
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


def _parameters(e: Elaborator, method: MethodDefinition) -> None:
    seen: dict[str, Symbol] = {}
    for word in method.parameters:
        if word.text in seen:
            _report_twice(e, word.span, word.text, seen[word.text])
        seen.setdefault(word.text, _symbol("参数", word.text, (word.text,), word.span))


def _symbol(kind: SymbolKind, key: str, path: tuple[str, ...], span: Span) -> Symbol:
    return Symbol(kind, key, path, span)


def _top(e: Elaborator, word: Name, kind: SymbolKind) -> None:
    names = e.names
    if first := names.top.get(word.text) or names.inputs.get(word.text):
        _report_twice(e, word.span, word.text, first)
        return
    names.top[word.text] = _symbol(kind, word.text, (word.text,), word.span)


def _input(e: Elaborator, word: Name) -> None:
    if first := e.names.inputs.get(word.text) or e.names.top.get(word.text):
        _report_twice(e, word.span, word.text, first)
        return
    e.names.inputs[word.text] = _symbol("输入", word.text, (word.text,), word.span)


def _ledger(e: Elaborator, ledger: Ledger) -> None:
    _top(e, ledger.name, "明细")
    columns = e.names.columns.setdefault(ledger.name.text, {})
    for line in ledger.columns:
        words = line.names if isinstance(line, InputLine) else (line.name,) if isinstance(line, Assignment) else ()
        for word in words:
            if word.text in columns:
                _report_twice(e, word.span, f"{ledger.name.text}.{word.text}", columns[word.text])
                continue
            key = f"{ledger.name.text}.{word.text}"
            columns[word.text] = _symbol("计算", key, (ledger.name.text, word.text), word.span)


def _tree(e: Elaborator, tree: IndicatorTree) -> None:
    _top(e, tree.root.name, "指标")
    seen: dict[tuple[str, ...], Symbol] = {}
    for path, node in nodes_of(tree):
        symbol = _symbol("指标", ".".join(path), path, node.name.span)
        if path in seen:
            _report_twice(e, node.name.span, ".".join(path), seen[path])
        elif len(path) > 1:
            e.names.nested.setdefault(path[-1], []).append(symbol)
        seen.setdefault(path, symbol)


def _report_twice(e: Elaborator, span: Span, name: str, first: Symbol) -> None:
    label = Label(first.span, "先在这里定义", "first defined here")
    e.diagnostics.append(evolve(messages.DUPLICATE.at(span, name=name), labels=(label,)))
