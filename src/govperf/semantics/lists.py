"""Turns 合计, 平均 or one of their kin, over a ledger or several values, into aggregates."""

from __future__ import annotations

from fractions import Fraction

from govperf.frozen import frozen
from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.names import path_of
from govperf.semantics.roundings import step_of
from govperf.syntax.expressions import (
    Argument,
    Bound,
    Call,
    Expression,
    Flag,
    Listing,
    Member,
    Name,
    Option,
    Positional,
    Present,
    Range,
    RoundingArgument,
    SameKey,
    Test,
    Tolerance,
)
from govperf.syntax.walk import walk
from govperf.terms import build, terms
from govperf.terms.kinds import BOOL, NUMBER, Base, Kind
from govperf.values import decimals, ends

SIGNATURES = {
    "去极值平均": "去极值平均(列，去 1) 或 去极值平均(列，去 10%)",
    "加权平均": "加权平均(列，权列)",
    "方差": "方差(列，样本) 或 方差(列，总体)",
    "标准差": "标准差(列，样本，保留2位小数) 或 标准差(列，总体，保留2位小数)",
    "计数": "计数(明细，其中 条件) 或 计数(条件，条件…)",
}
SUMMED: dict[str, tuple[Base, ...]] = {
    **dict.fromkeys(("合计", "平均", "中位数", "去极值平均", "加权平均", "方差", "标准差"), (Base.NUMBER,)),
    **dict.fromkeys(("最高", "最低"), (Base.NUMBER, Base.DATE)),
}
"""The kinds that a function can take, where it cannot take all."""
WORDS = frozenset(("其中", "最多", "无则", "去", "保留"))
FLAGS = frozenset(("缺的不计", "样本", "总体"))


@frozen
class ListCall:
    """The arguments of an aggregate, sorted by what they are."""

    values: tuple[Expression, ...]
    options: dict[str, Expression]
    flags: frozenset[str]
    same: SameKey | None
    places: int | None
    strange: str

    @property
    def where(self) -> Expression | None:
        """The condition after 其中."""
        return self.options.get("其中")


def sorted_arguments(arguments: tuple[Argument, ...], words: frozenset[str], flags: frozenset[str]) -> ListCall:
    """The arguments by what they are; ``strange`` is one that does not belong."""
    values: list[Expression] = []
    options: dict[str, Expression] = {}
    said: set[str] = set()
    same: SameKey | None = None
    places: int | None = None
    strange = ""
    for argument in arguments:
        match argument:
            case Positional(Listing(items)):
                values.extend(items)  # type: ignore[arg-type]  # a test among them is refused by kind
            case Positional(value) if not isinstance(value, Bound | Range | Tolerance):
                values.append(value)  # type: ignore[arg-type]  # a listing was taken above
            case Option(word, value) if word in words and word not in options:
                options[word] = value  # type: ignore[assignment]  # a test is refused by kind
            case Option("次", value) if "次" in words:
                options["次"] = _more(options["次"], value)  # type: ignore[assignment]  # a listing is taken apart there
            case Flag(word) if word in flags:
                said.add(word)
            case SameKey() if same is None:
                same = argument
            case RoundingArgument(rounding) if ends(step_of(rounding)):
                places = decimals(step_of(rounding))
            case _:
                strange = strange or argument.span.text
    return ListCall(tuple(values), options, frozenset(said), same, places, strange)


def _more(before: Expression | Listing, after: Expression | Test | Listing) -> Listing:
    """Keys that were written one by one, as one list."""
    first = before.items if isinstance(before, Listing) else (before,)
    further = after.items if isinstance(after, Listing) else (after,)
    return Listing((*first, *further), span=after.span)


def asks_for_cohort(call: Call) -> bool:
    """``平均(x，全体)`` and ``平均(x，同 键)`` look at all objects."""
    return any(
        (isinstance(argument, Flag) and argument.word == "全体")
        or (isinstance(argument, Option) and argument.word == "同")
        for argument in call.arguments
    )


def aggregate(e: Elaborator, function: str, call: Call, scope: Scope) -> Typed:
    """One value from the records of a ledger, or from several values."""
    arguments = sorted_arguments(call.arguments, WORDS, FLAGS)
    reason = _complaint(function, arguments)
    if reason:
        signature = SIGNATURES.get(function, f"{function}(明细.列，其中 条件，同一 键 取最高，最多 4条，无则 0)")
        e.report(messages.BAD_ARGUMENTS, call.span, name=function, reason=reason, signature=signature)
        return e.broken(call.span)
    ledger = _ledger_of(e, arguments, scope)
    if ledger is None:
        return _of_items(e, function, call, arguments, scope)
    return _of_rows(e, function, call, arguments, ledger, scope)


def _complaint(function: str, arguments: ListCall) -> str:
    if arguments.strange:
        return f"它不用“{arguments.strange}”"
    if not arguments.values:
        return "没有写汇总什么"
    if function == "加权平均" and len(arguments.values) != 2:
        return "要写两列：数和权数"
    if function == "去极值平均" and "去" not in arguments.options:
        return "没有写去掉几个"
    if function == "标准差" and arguments.places is None and "保留" not in arguments.options:
        return "没有写保留几位小数"
    if function in ("方差", "标准差") and len(arguments.flags & {"样本", "总体"}) != 1:
        return "没有写是样本还是总体"
    return ""


def _ledger_of(e: Elaborator, arguments: ListCall, scope: Scope) -> str | None:
    """The ledger whose columns, or whose own name, the first argument mentions."""
    for expression in walk(arguments.values[0]):
        path = path_of(expression) if isinstance(expression, Name | Member) else None
        if path is not None and path[0] in e.names.columns and path[0] not in scope.ledgers and len(path) <= 2:
            shadowed = path[0] in scope.locals
            if not shadowed:
                return path[0]
    return None


def _of_rows(e: Elaborator, function: str, call: Call, arguments: ListCall, ledger: str, scope: Scope) -> Typed:
    e.used.add(ledger)
    if function != "计数" and path_of(arguments.values[0]) == (ledger,):
        signature = f"{function}({ledger}.列)，数条数用 计数({ledger})"
        e.report(messages.BAD_ARGUMENTS, call.span, name=function, reason="没有写汇总哪一列", signature=signature)
        return e.broken(call.span)
    inner = scope.within(ledger)
    where = None if arguments.where is None else e.condition(arguments.where, inner)
    if where is not None:
        inner = inner.knowing(where)
    value, where = _row_value(e, arguments, ledger, inner, where)
    wanted = SUMMED.get(function, tuple(Base))
    if value.kind.base not in (*wanted, Base.UNKNOWN):
        advice = f"{function} 只能用于数；要数条数请写 计数({ledger}，其中 条件)，文字请先用 对照 换成数"
        e.wrong_kind(arguments.values[0], Base.NUMBER, value.kind, advice)
        return e.broken(call.span)
    term = terms.Aggregate(
        function,
        terms.Rows(ledger),
        value.term,
        where=where,
        same=_same(e, arguments, inner),
        weight=e.number(arguments.values[1], inner).term if function == "加权平均" else None,
        span=call.span,
        **_settings(e, function, arguments, scope),  # type: ignore[arg-type]  # the fields of an Aggregate
    )
    return Typed(term, _result(function, value.kind))


def _row_value(
    e: Elaborator, arguments: ListCall, ledger: str, inner: Scope, where: terms.Term | None
) -> tuple[Typed, terms.Term | None]:
    first = arguments.values[0]
    if path_of(first) == (ledger,):
        return Typed(build.constant(value=True), BOOL), where
    if "缺的不计" not in arguments.flags:
        return e.value(first, inner), where
    value = e.any(first, inner)
    present = terms.IsPresent(value.term, span=first.span)
    both = present if where is None else terms.Every((where, present), span=first.span)
    return Typed(value.term, value.kind.maybe(absent=False)), both


def _same(e: Elaborator, arguments: ListCall, inner: Scope) -> terms.SameKey | None:
    if arguments.same is None:
        return None
    return terms.SameKey(e.value(arguments.same.key, inner).term, arguments.same.take)


def _of_items(e: Elaborator, function: str, call: Call, arguments: ListCall, scope: Scope) -> Typed:
    if (arguments.where is not None and not _means_presence(arguments.where)) or arguments.same is not None:
        word = "其中" if arguments.where is not None else "同一"
        signature = f"{function}(明细.列，{word} …)，或不写 {word}"
        if word == "其中":
            signature = f"{function}(明细.列，其中 …)；要看全体对象请写 {function}(x，全体，其中 …)"
        reason = f"“{word}”只用于明细的记录，这里是几个单独的数"
        e.report(messages.BAD_ARGUMENTS, call.span, name=function, reason=reason, signature=signature)
        return e.broken(call.span)
    skip = "缺的不计" in arguments.flags or _means_presence(arguments.where)
    values = arguments.values
    weight = None
    if function == "加权平均":
        values, weight = values[:1], e.number(values[1], scope).term
    items = [e.any(value, scope) if skip else e.value(value, scope) for value in values]
    for value, item in zip(values, items, strict=True):
        wanted = (Base.NUMBER, Base.UNKNOWN, Base.BOOL) if function == "计数" else (Base.NUMBER, Base.UNKNOWN)
        if item.kind.base not in wanted and function not in ("首个", "末个", "唯一"):
            e.wrong_kind(value, Base.NUMBER, item.kind, "只有数能汇总；计数可以数条件")
    term = terms.Aggregate(
        function,
        terms.Items(tuple(item.term for item in items), skip_absent=skip),
        build.ZERO,
        weight=weight,
        span=call.span,
        **_settings(e, function, arguments, scope),  # type: ignore[arg-type]  # the fields of an Aggregate
    )
    return Typed(term, _result(function, items[0].kind))


def _means_presence(where: Expression | None) -> bool:
    """``其中 有 x`` over several values leaves out those that are 缺."""
    return isinstance(where, Present)


def _settings(e: Elaborator, function: str, arguments: ListCall, scope: Scope) -> dict[str, object]:
    trim = None if "去" not in arguments.options else e.number(arguments.options["去"], scope)
    most = None if "最多" not in arguments.options else e.number(arguments.options["最多"], scope)
    if trim is not None:
        share = trim.kind.percent
        _check_count(e, function, arguments.options["去"], trim, "去 10%" if share else "去 1", share=share)
    if most is not None:
        _check_count(e, function, arguments.options["最多"], most, "最多 4条")
    places = arguments.places
    if places is None and "保留" in arguments.options:
        known = e.static(e.number(arguments.options["保留"], scope).term)
        places = int(known) if isinstance(known, Fraction) else None
    return {
        "most": None if most is None else most.term,
        "empty": None if "无则" not in arguments.options else e.branch(arguments.options["无则"], scope).term,
        "trim": None if trim is None else trim.term,
        "trim_share": trim is not None and trim.kind.percent,
        "sample": "样本" in arguments.flags,
        "places": places if function == "标准差" else None,
    }


def _check_count(
    e: Elaborator, function: str, written: Expression, typed: Typed, example: str, *, share: bool = False
) -> None:
    """A number of records is whole; a share taken from both ends is below one half."""
    value = e.static(typed.term)
    if not isinstance(value, Fraction):
        return
    fits = 0 <= value < Fraction(1, 2) if share else value >= 0 and value.denominator == 1
    if not fits:
        reason = "两端各去的比例要小于 50%" if share else "条数要是整数"
        e.report(messages.BAD_ARGUMENTS, written.span, name=function, reason=reason, signature=example)


def _result(function: str, kind: Kind) -> Kind:
    if function == "计数":
        return NUMBER
    return kind.maybe(absent=False)
