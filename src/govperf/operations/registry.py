"""The one list of functions or methods, by name."""

from __future__ import annotations

from types import MappingProxyType

from govperf.operations.dates import DATES
from govperf.operations.methods import METHODS
from govperf.operations.numbers import NUMBERS
from govperf.operations.steps import STEPS

OPERATIONS = MappingProxyType({operation.name: operation for operation in (*NUMBERS, *STEPS, *DATES, *METHODS)})

# Functions whose arguments have a form of their own; each has its builder in ``semantics``.
AGGREGATES = (
    "合计 平均 最高 最低 计数 中位数 去极值平均 加权平均 方差 标准差 首个 末个 唯一".split()  # noqa: SIM905 - a row of words reads best
)
COHORT = ("名次", "名次比例", "人数", "按比例分配")
CHOICES = ("对照", "分档", "插值", "累进", "综合计分法", "分档计分法", "插值计分法", "开方", "工作日数")

FUNCTION_NAMES = frozenset((*OPERATIONS, *AGGREGATES, *COHORT, *CHOICES))
