"""Turns names and paths into reads of what they stand for."""

from __future__ import annotations

from attrs import evolve

from govperf.diagnostics.suggest import nearest
from govperf.operations import FUNCTION_NAMES, Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.names import Symbol, path_of
from govperf.source import Span
from govperf.syntax.expressions import Member, Name
from govperf.syntax.mistakes import run_together
from govperf.terms import terms
from govperf.terms.kinds import BOOL, NOTHING, NUMBER, Base, Kind
from govperf.values import Missing

WORDS: dict[str, tuple[terms.Value, Kind]] = {
    "是": (True, BOOL),
    "否": (False, BOOL),
    "缺": (Missing.ABSENT, NOTHING),
}


def name(e: Elaborator, word: Name, scope: Scope, expected: Kind | None) -> Typed:
    """What a bare or quoted name stands for: a choice of the other side, a local value, a column, a name of the file."""
    if expected is not None and word.text in expected.options:
        base = Base.GRADE if expected.base is Base.GRADE else Base.CHOICE
        return Typed(terms.Constant(word.text, span=word.span), Kind(base, expected.options))
    found = _declared(e, word, scope)
    if found is not None:
        return found
    if word.text in WORDS and not word.quoted:
        value, kind = WORDS[word.text]
        return Typed(terms.Constant(value, span=word.span), kind)
    return _undeclared(e, word, expected)


def _declared(e: Elaborator, word: Name, scope: Scope) -> Typed | None:
    if word.text in scope.locals:
        given = scope.locals[word.text]
        return evolve(given, term=evolve(given.term, span=word.span))
    if word.text == "满分" and scope.full is not None:
        return Typed(scope.full, NUMBER)
    for ledger in reversed(scope.ledgers):
        if word.text in e.names.columns[ledger]:
            return column(e, ledger, word.text, word.span)
    symbols = e.names.find(word.text)
    if len(symbols) == 1 and symbols[0].key == scope.node and word.text in e.names.inputs:
        symbols = (e.names.inputs[word.text],)
    if len(symbols) > 1:
        _report_ambiguous(e, word.text, symbols, word.span)
        return e.broken(word.span)
    if symbols and symbols[0].kind == "对照表" and word.text in e.tables:
        return e.tables[word.text](e, word, None, None, scope)
    return read(e, symbols[0], word.span) if symbols else None


def _undeclared(e: Elaborator, word: Name, expected: Kind | None) -> Typed:
    cut = None if word.quoted else run_together(word.text)
    if cut is not None:
        e.report(messages.RUN_TOGETHER, word.span, name=word.text, cut=cut)
        return e.broken(word.span)
    if e.open_names:
        e.found_inputs.setdefault(word.text, word.span)
        e.kinds.setdefault(word.text, NUMBER)
        return Typed(terms.Read(word.text, span=word.span), NUMBER)
    if expected is not None and expected.is_word and expected.options:
        options = "、".join(str(option) for option in expected.options)
        e.report(messages.UNKNOWN_CHOICE, word.span, name=word.text, options=options)
    else:
        report_unknown(e, word.text, word.span)
    return e.broken(word.span)


def report_unknown(e: Elaborator, text: str, span: Span) -> None:
    """Notes an unknown name with the nearest known ones."""
    near = nearest(text, tuple(e.names.all_names()))
    advice = f"是不是“{'”或“'.join(near)}”？" if near else f'请在 输入 里声明，或给文字加引号 "{text}"'
    e.report(messages.UNKNOWN_NAME, span, name=text, advice=advice)


def _report_ambiguous(e: Elaborator, text: str, symbols: tuple[Symbol, ...], span: Span) -> None:
    paths = "、".join(".".join(symbol.path) for symbol in symbols[:6])
    e.report(messages.AMBIGUOUS, span, name=text, paths=paths, example=e.names.shortest(symbols[0]))


def read(e: Elaborator, symbol: Symbol, span: Span) -> Typed:
    """The value of what a symbol stands for."""
    match symbol.kind:
        case "明细":
            return _misplaced(
                e, span, "明细是许多条记录，不是一个值", f"请用 合计({symbol.key}.列)、计数({symbol.key})"
            )
        case "对照表":
            return _misplaced(
                e, span, "对照表有许多格，要说明取哪一格", f"请写 {symbol.key}.列名 或 {symbol.key}(键，键)"
            )
        case "方法":
            return _misplaced(e, span, "方法要带上括号里的参数", f"请写 {symbol.key}(…)")
        case _:
            e.used.add(symbol.key)
            kind = e.kinds.get(symbol.key, NUMBER)
            return Typed(terms.Read(symbol.key, span=span), kind)


def _misplaced(e: Elaborator, span: Span, reason: str, advice: str) -> Typed:
    e.report(messages.MISPLACED, span, words=span.text, reason=reason, advice=advice)
    return e.broken(span)


def column(e: Elaborator, ledger: str, name_: str, span: Span) -> Typed:
    """A column of the record at hand."""
    key = f"{ledger}.{name_}"
    e.used.add(key)
    return Typed(terms.ReadColumn(ledger, name_, span=span), e.kinds.get(key, NUMBER))


def member(e: Elaborator, expression: Member, scope: Scope) -> Typed:
    """``表.列``, ``输入.名``, ``上级.指标`` or ``对照表.列``."""
    path = path_of(expression)
    if path is None:
        return _misplaced(e, expression.span, "点号前要是一个名称", "请写 明细.列 或 上级.指标")
    owner, last = path[0], path[-1]
    if owner in e.names.columns and len(path) == 2:
        return _ledger_column(e, expression, owner, last, scope)
    if owner == "输入" and len(path) == 2 and last in e.names.inputs:
        return read(e, e.names.inputs[last], expression.span)
    if owner in e.tables and len(path) == 2:
        return e.tables[owner](e, expression, None, last, scope)
    symbols = e.names.find_path(path)
    if len(symbols) == 1:
        return read(e, symbols[0], expression.span)
    if symbols:
        _report_ambiguous(e, ".".join(path), symbols, expression.span)
    else:
        report_unknown(e, ".".join(path), expression.span)
    return e.broken(expression.span)


def _ledger_column(e: Elaborator, expression: Member, ledger: str, last: str, scope: Scope) -> Typed:
    if last not in e.names.columns[ledger]:
        near = nearest(last, tuple(e.names.columns[ledger]))
        advice = f"是不是“{ledger}.{near[0]}”？" if near else f"“{ledger}”的列有：{'、'.join(e.names.columns[ledger])}"
        e.report(messages.UNKNOWN_NAME, expression.span, name=f"{ledger}.{last}", advice=advice)
        return e.broken(expression.span)
    if ledger in scope.ledgers:
        return column(e, ledger, last, expression.span)
    e.report(messages.TWO_LEVELS, expression.span, name=f"{ledger}.{last}", ledger=ledger)
    return e.broken(expression.span)


def suggest_function(text: str, known: tuple[str, ...]) -> str:
    """What to write instead of an unknown function."""
    near = nearest(text, (*sorted(FUNCTION_NAMES), *known))
    return f"是不是“{near[0]}”？" if near else "可用的函数见语言参考；限幅请写 (≤2)"
