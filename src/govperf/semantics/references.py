"""Turns a name or a path into a read of what it stands for."""

from __future__ import annotations

from pathlib import PurePath

from attrs import evolve

from govperf.diagnostics import Label
from govperf.diagnostics.suggest import nearest
from govperf.operations import FUNCTION_NAMES, Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.names import Symbol, path_of
from govperf.semantics.wording import did_you_mean, listed
from govperf.source import Span
from govperf.syntax import foreign
from govperf.syntax.cutting import run_together
from govperf.syntax.expressions import Call, Member, Name
from govperf.syntax.messages import WORDS_RUN_TOGETHER
from govperf.terms import terms
from govperf.terms.kinds import BOOL, NOTHING, NUMBER, Base, Kind
from govperf.values import Missing

WORDS: dict[str, tuple[terms.Value, Kind]] = {
    "是": (True, BOOL),
    "否": (False, BOOL),
    "缺": (Missing.ABSENT, NOTHING),
}


def name(e: Elaborator, word: Name, scope: Scope, expected: Kind | None) -> Typed:
    """What a name, bare or quoted, stands for: a choice of the other side, a local value, a column, a declared name."""
    if expected is not None and word.text in expected.options:
        base = Base.GRADE if expected.base is Base.GRADE else Base.CHOICE
        return Typed(terms.Constant(word.text, span=word.span), Kind(base, expected.options))
    found = _declared(e, word, scope)
    if found is not None:
        return found
    if word.text in WORDS and not word.quoted:
        value, kind = WORDS[word.text]
        return Typed(terms.Constant(value, span=word.span), kind)
    return _undeclared(e, word, scope, expected)


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
        report_ambiguous(e, word.text, symbols, word.span)
        return e.broken(word.span)
    if symbols and symbols[0].kind == "对照表" and word.text in e.tables:
        return e.tables[word.text](e, word, None, None, scope)
    return read(e, symbols[0], word.span) if symbols else None


def _undeclared(e: Elaborator, word: Name, scope: Scope, expected: Kind | None) -> Typed:
    cut = None if word.quoted else run_together(word.text, condition=scope.testing)
    if cut is not None:
        e.report(WORDS_RUN_TOGETHER, word.span, name=word.text, cut=cut)
        return e.broken(word.span)
    if word.text == "满分" and not e.open_names:
        return _misplaced(e, word.span, "满分 是所在指标的满分", "请只在指标的计分式里用 满分")
    if e.open_names:
        e.found_inputs.setdefault(word.text, word.span)
        e.kinds.setdefault(word.text, NUMBER)
        return Typed(terms.Read(word.text, span=word.span), NUMBER)
    if expected is not None and expected.is_word and expected.options:
        _report_option(e, word, expected)
    else:
        report_unknown(e, word.text, word.span)
    return e.broken(word.span)


def _report_option(e: Elaborator, word: Name, expected: Kind) -> None:
    options = [option for option in expected.options if isinstance(option, str)]
    graded = expected.base is Base.GRADE
    template = messages.NOT_A_GRADE if graded else messages.UNKNOWN_CHOICE
    otherwise = "请改成其中之一" if graded else "请改成其中之一，或在输入里补上这一选项"
    advice = did_you_mean(word.text, options, otherwise)
    e.report(template, word.span, name=word.text, options=listed(expected.options), advice=advice)


def report_unknown(e: Elaborator, text: str, span: Span) -> None:
    """Notes an unknown name with the nearest known ones, or with the 删 that took it away."""
    taken = next((part for part in (text, text.split(".", maxsplit=1)[0]) if part in e.deleted), None)
    if taken is not None:
        _report_deleted(e, taken, span)
        return
    nested = [e.names.shortest(symbol) for symbols in e.names.nested.values() for symbol in symbols]
    near = nearest(text, (*e.names.all_names(), *nested))
    advice = f"是不是“{'”或“'.join(near)}”？" if near else f'请在 输入 里声明，或给文字加引号 "{text}"'
    if "." in text and not near:
        advice = "点号前写明细、对照表或上级指标的名称，例如 表彰.分值、共性工作目标.遵纪守法"
    advice_en = f"did you mean {', '.join(near)}?" if near else "declare it under 输入, or quote a text"
    e.report(messages.UNKNOWN_NAME, span, name=text, advice=advice, advice_en=advice_en)


def _report_deleted(e: Elaborator, name_: str, span: Span) -> None:
    """Notes that what is read here was taken away by a file above."""
    gone = e.deleted[name_]
    where = f"{PurePath(gone.source.name).name} 第{gone.line}行"
    advice = f"“{name_}”已被 {where} 删去，这里还要用它；请把用它的这一项也 改 或 删，或不删“{name_}”"
    advice_en = f"“{name_}” was deleted in {gone.source.name}, line {gone.line}, yet it is used here"
    label = Label(gone, "在这里删去", "deleted here")
    finding = messages.UNKNOWN_NAME.at(span, name=name_, advice=advice, advice_en=advice_en)
    e.diagnostics.append(evolve(finding, labels=(label,)))


def report_ambiguous(e: Elaborator, text: str, symbols: tuple[Symbol, ...], span: Span) -> None:
    """Notes a name that several indicators bear."""
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
    """``表.列``, ``输入.名``, ``上级.指标``, ``对照表.列`` or ``对照表(键).列``."""
    path = path_of(expression)
    called = expression.owner if isinstance(expression.owner, Call) else None
    table = None if called is None else path_of(called.function)
    if called is not None and table is not None and len(table) == 1 and table[0] in e.tables:
        return e.tables[table[0]](e, expression, called.arguments, expression.name.text, scope)
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
        report_ambiguous(e, ".".join(path), symbols, expression.span)
    else:
        report_unknown(e, ".".join(path), expression.span)
    return e.broken(expression.span)


def _ledger_column(e: Elaborator, expression: Member, ledger: str, last: str, scope: Scope) -> Typed:
    if last not in e.names.columns[ledger]:
        report_unknown_part(e, expression.span, ledger, last, tuple(e.names.columns[ledger]))
        return e.broken(expression.span)
    if ledger in scope.ledgers:
        return column(e, ledger, last, expression.span)
    e.report(messages.TWO_LEVELS, expression.span, name=f"{ledger}.{last}", ledger=ledger)
    return e.broken(expression.span)


def report_unknown_part(
    e: Elaborator, span: Span, owner: str, word: str, known: tuple[str, ...], part: str = "列"
) -> None:
    """Notes an unknown column of a ledger or table with the nearest of those that it has."""
    there = listed(known)
    advice = did_you_mean(word, known, f"“{owner}”有：{there}" if known else f"“{owner}”还没有{part}")
    e.report(messages.UNKNOWN_PART, span, owner=owner, name=word, part=part, advice=advice, known=there)


def suggest_function(text: str, known: tuple[str, ...]) -> str:
    """What to write instead of an unknown function."""
    habit = foreign.FUNCTIONS.get(text.lower())
    if habit is not None:
        return habit
    near = nearest(text, (*sorted(FUNCTION_NAMES), *known))
    return f"是不是“{near[0]}”？" if near else f"可用的函数见语言参考；相乘请写 {text}×(…)，限幅请写 {text}(≤2)"
