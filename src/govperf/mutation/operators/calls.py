"""The wrong function, the wrong method, an option too many, a cap or a rounding that is another or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from govperf.mutation.sites import Site, without
from govperf.syntax.expressions import (
    Argument,
    Call,
    Clamp,
    Flag,
    Name,
    Option,
    Rounding,
    RoundingArgument,
    SameKey,
)

FUNCTION, OPTION, CAP, ROUNDING = "函数", "选项", "限幅", "保留"

_FUNCTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "最大": ("最小",),
    "最小": ("最大",),
    "最高": ("最低",),
    "最低": ("最高",),
    "合计": ("平均",),
    "平均": ("合计", "中位数"),
    "中位数": ("平均",),
    "首个": ("末个",),
    "末个": ("首个",),
    "超出": ("短少",),
    "短少": ("超出",),
    "每低": ("每超",),
    "每超": ("每低",),
    "每满": ("每起", "每份"),
    "每起": ("每满", "每份"),
    "每份": ("每满", "每起"),
    "四舍五入": ("去尾", "进一", "修约"),
    "修约": ("四舍五入", "去尾"),
    "进一": ("去尾", "四舍五入"),
    "去尾": ("进一", "四舍五入"),
    "名次": ("名次比例",),
    "名次比例": ("名次",),
    "完成比例法": ("反向比例法",),
    "反向比例法": ("完成比例法",),
    "达标计分法": ("否决计分法",),
    "否决计分法": ("达标计分法",),
    "天数": ("工作日数",),
    "工作日数": ("天数",),
}
_STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "每满": ("每起", "每份"),
    "每起": ("每满", "每份"),
    "每份": ("每满", "每起"),
}
_FLAGS: Final[Mapping[str, tuple[str, ...]]] = {
    "按比例": ("不足不计", "不足也计"),
    "不足不计": ("按比例", "不足也计"),
    "不足也计": ("按比例", "不足不计"),
    "样本": ("总体",),
    "总体": ("样本",),
}
_TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "取最高": ("取最低", "取合计"),
    "取最低": ("取最高",),
    "取首个": ("取末个",),
    "取末个": ("取首个",),
    "取平均": ("取合计",),
    "取合计": ("取平均", "取最高"),
}
_DROPPED: Final = frozenset(("其中", "最多", "次", "无则"))
_DROPPED_FLAGS: Final = frozenset(("倒序", "并列连续"))
_MODES: Final = ("四舍五入", "去尾", "进一", "修约")


def calls(site: Site) -> Iterator[tuple[str, Any]]:
    """What might stand instead of a call, a clamp, a rounding."""
    match site.node:
        case Call() as call:
            yield from _functions(call)
            yield from _arguments(call)
        case Option(word=word) as option if word in _STEPS:
            yield from ((OPTION, evolve(option, word=other)) for other in _STEPS[word])
        case Flag(word=word) as flag if word in _FLAGS:
            yield from ((OPTION, evolve(flag, word=other)) for other in _FLAGS[word])
        case SameKey(take=take) as same:
            yield from ((OPTION, evolve(same, take=other)) for other in _TAKEN.get(take, ()))
        case Clamp(operand):
            yield CAP, operand
        case Rounding() as rounding:
            yield from ((ROUNDING, other) for other in _roundings(rounding))
            if site.path[-1] == "rounding" and not isinstance(site.parent, RoundingArgument):
                yield ROUNDING, None
        case _:
            pass


def _functions(call: Call) -> Iterator[tuple[str, Any]]:
    if not isinstance(call.function, Name):
        return
    name = call.function
    for other in _FUNCTIONS.get(name.text, ()):
        yield FUNCTION, evolve(call, function=evolve(name, text=other))
    if name.text == "去极值平均":
        kept = tuple(one for one in call.arguments if not (isinstance(one, Option) and one.word == "去"))
        yield FUNCTION, evolve(call, function=evolve(name, text="平均"), arguments=kept)
    if name.text in ("名次", "名次比例"):
        words = {one.word for one in call.arguments if isinstance(one, Flag)}
        for word in _DROPPED_FLAGS - words:
            yield OPTION, evolve(call, arguments=(*call.arguments, Flag(word, span=call.span)))


def _arguments(call: Call) -> Iterator[tuple[str, Any]]:
    for index, argument in enumerate(call.arguments):
        if _can_be_missing(argument):
            yield OPTION, evolve(call, arguments=without(call.arguments, index))


def _can_be_missing(argument: Argument) -> bool:
    match argument:
        case Option(word=word):
            return word in _DROPPED
        case Flag(word=word):
            return word in _DROPPED_FLAGS
        case SameKey():
            return True
        case _:
            return False


def _roundings(rounding: Rounding) -> Iterator[Rounding]:
    yield from (evolve(rounding, mode=mode) for mode in _MODES if mode != rounding.mode)
    if rounding.step is not None:
        for digits in _ten_times(rounding.step.digits):
            yield evolve(rounding, step=evolve(rounding.step, digits=digits))
    elif rounding.places is not None:
        yield evolve(rounding, places=rounding.places + 1)
        if rounding.places:
            yield evolve(rounding, places=rounding.places - 1)


def _ten_times(digits: str) -> tuple[str, str]:
    from decimal import Decimal

    value = Decimal(digits)
    return f"{value * 10:f}", f"{value / 10:f}"
