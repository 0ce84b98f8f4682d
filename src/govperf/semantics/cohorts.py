"""Turns 名次, 人数, 平均(…，全体), 按比例分配 into values of the cohort."""

from __future__ import annotations

from govperf.operations import Typed
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.lists import ListCall, sorted_arguments
from govperf.syntax.expressions import Call, Expression, Listing
from govperf.terms import terms
from govperf.terms.kinds import NUMBER, Kind

SIGNATURES = {
    "名次": "名次(x，同 键，其中 条件，次 y，倒序，并列连续)",
    "名次比例": "名次比例(x，同 键，其中 条件)",
    "标准差": "标准差(x，全体，样本，保留2位小数) 或 标准差(x，同 键，总体，保留2位小数)",
    "人数": "人数() 或 人数(同 键，其中 条件)",
    "按比例分配": "按比例分配(总额，权数，全体) 保留2位小数",
}
WORDS = frozenset(("其中", "同", "次", "保留"))
FLAGS = frozenset(("全体", "倒序", "并列连续", "缺的不计", "样本", "总体", "按原顺序"))
ARITIES = {"人数": 0, "按比例分配": 2, "加权平均": 2}


def cohort_call(e: Elaborator, function: str, call: Call, scope: Scope) -> Typed:
    """A value that needs all objects, or in a computed column the records of all objects."""
    arguments = sorted_arguments(call.arguments, WORDS, FLAGS)
    reason = _complaint(function, arguments)
    if reason:
        signature = SIGNATURES.get(function, f"{function}(x，全体) 或 {function}(x，同 键，其中 条件)")
        e.report(messages.BAD_ARGUMENTS, call.span, name=function, reason=reason, signature=signature)
        return e.broken(call.span)
    where = None if arguments.where is None else e.condition(arguments.where, scope)
    inner = scope if where is None else scope.knowing(where)
    values = _values(e, function, arguments, inner)
    value = values[-1] if values else None
    if value is not None and "缺的不计" in arguments.flags:
        present = terms.IsPresent(value.term, span=call.span)
        where = present if where is None else terms.Every((where, present), span=call.span)
    term = terms.OfCohort(
        function,
        (values[0] if function == "加权平均" else value).term if value else None,
        groups=_keys(e, arguments, "同", scope),
        where=where,
        ties=_ties(e, arguments, inner),
        ascending="倒序" in arguments.flags,
        dense="并列连续" in arguments.flags,
        weight=values[1].term if function == "加权平均" else None,
        total=values[0].term if function == "按比例分配" else None,
        in_order="按原顺序" in arguments.flags,
        sample="样本" in arguments.flags,
        places=arguments.places,
        ledger=scope.ledgers[-1] if scope.ledgers else "",
        span=call.span,
    )
    return Typed(term, _result(function, values))


def _complaint(function: str, arguments: ListCall) -> str:
    wanted = ARITIES.get(function, 1)
    if arguments.strange or arguments.same is not None:
        return f"它不用“{arguments.strange or '同一'}”"
    if len(arguments.values) != wanted and not (function == "计数" and not arguments.values):
        return f"要 {wanted} 个值，这里有 {len(arguments.values)} 个"
    if function == "按比例分配" and not ("全体" in arguments.flags or "同" in arguments.options):
        return "没有写在全体还是同一组里分配"
    if function == "标准差" and (arguments.places is None or len(arguments.flags & {"样本", "总体"}) != 1):
        return "没有写样本还是总体、保留几位小数"
    return ""


def _values(e: Elaborator, function: str, arguments: ListCall, inner: Scope) -> list[Typed]:
    if "缺的不计" in arguments.flags:
        return [e.any(value, inner) for value in arguments.values]
    if function == "计数":
        return [Typed(e.condition(value, inner), NUMBER) for value in arguments.values]
    return [e.number(value, inner) for value in arguments.values]


def _keys(e: Elaborator, arguments: ListCall, word: str, scope: Scope) -> tuple[terms.Term, ...]:
    given: Expression | Listing | None = arguments.options.get(word)
    if given is None:
        return ()
    keys = given.items if isinstance(given, Listing) else (given,)
    return tuple(e.value(key, scope).term for key in keys)  # type: ignore[arg-type]  # a test is refused by kind


def _ties(e: Elaborator, arguments: ListCall, scope: Scope) -> tuple[terms.Term, ...]:
    """Further numbers, the higher first."""
    given: Expression | Listing | None = arguments.options.get("次")
    if given is None:
        return ()
    keys = given.items if isinstance(given, Listing) else (given,)
    return tuple(e.number(key, scope).term for key in keys)  # type: ignore[arg-type]  # a test is refused by kind


def _result(function: str, values: list[Typed]) -> Kind:
    if function in ("名次", "人数", "计数") or not values:
        return NUMBER
    if function == "名次比例":
        return Kind(NUMBER.base, percent=True)
    return values[0].kind.maybe(absent=False)
