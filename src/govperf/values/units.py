"""The published words that count or measure, together with the factors that a number may carry."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

UNITS: Final[tuple[str, ...]] = (
    *("分", "元", "次", "天", "日", "个工作日", "工作日", "个月", "月", "年", "小时", "分钟"),
    *("人", "人次", "名", "户", "个", "项", "件", "条", "篇", "期", "位", "份", "起", "例", "家", "级", "批", "处"),
    *("公里", "米", "平方米", "立方米", "亩", "公顷", "平方公里", "吨", "公斤"),
)
"""The units that every rule file may write after a number; ``单位 辆、幅`` adds to them."""

FACTORS: Final[Mapping[str, Fraction]] = MappingProxyType(
    {
        "%": Fraction(1, 100),
        "‰": Fraction(1, 1000),
        "个百分点": Fraction(1, 100),
        "万": Fraction(10**4),
        "亿": Fraction(10**8),
        "万亿": Fraction(10**12),
    }
)
"""What each mark after a number multiplies it by."""

_MEASURES: Final[tuple[frozenset[str], ...]] = (
    *(frozenset({word}) for word in ("分", "元", "年", "小时", "分钟", "公里", "米", "平方米", "立方米", "亩", "公顷")),
    *(frozenset({word}) for word in ("平方公里", "吨", "公斤")),
    *(frozenset(words) for words in (("天", "日"), ("个工作日", "工作日"), ("个月", "月"))),
)


def units_agree(one: str, other: str) -> bool:
    """Whether two units may stand for one another: 天 and 日 do, 人 and 名 (both count) do, 天 and 月 do not."""
    return one == other or _measure_of(one) == _measure_of(other)


def _measure_of(unit: str) -> frozenset[str]:
    # Counting words share the empty measure: nobody is misled when 3次 is given as 3起.
    return next((measure for measure in _MEASURES if unit in measure), frozenset())
