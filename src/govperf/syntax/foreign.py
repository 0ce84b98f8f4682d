"""Habits from spreadsheets, from other languages, from prose, with what is written here instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

FUNCTIONS: Final[Mapping[str, str]] = {
    "if": "条件写成 如果 条件 则 … 否则 …",
    "ifs": "按条件取值写成 分档，每行一个条件",
    "switch": "按值取值写成 对照(值，甲：5，乙：3)",
    "vlookup": "查表写成 对照(值，甲：5，乙：3)，或 对照表",
    "lookup": "查表写成 对照(值，甲：5，乙：3)，或 对照表",
    "max": "请写 最大(a，b)，明细的列写 最高(明细.列)",
    "min": "请写 最小(a，b)，明细的列写 最低(明细.列)",
    "sum": "请写 合计(明细.列)，几个数相加直接写 a+b",
    "sumif": "请写 合计(明细.列，其中 条件)",
    "average": "请写 平均(明细.列)",
    "avg": "请写 平均(明细.列)",
    "count": "请写 计数(明细)",
    "countif": "请写 计数(明细，其中 条件)",
    "median": "请写 中位数(明细.列)",
    "stdev": "请写 标准差(列，样本，保留 2)",
    "round": "请写 四舍五入(x，2)，或在行末写 保留2位小数",
    "roundup": "请写 进一(x，2)",
    "rounddown": "请写 去尾(x，2)",
    "trunc": "请写 取整(x)",
    "int": "请写 取整(x)",
    "abs": "请写 绝对值(x)",
    "sqrt": "请写 开方(x，保留2位小数)",
    "rank": "请写 名次(得分)",
    "and": "请写 条件 且 条件",
    "or": "请写 条件 或 条件",
    "not": "请写 非 条件",
    "iferror": "先问有没有：如果 目标≠0 则 … 否则 …",
    "days": "请写 天数(起，止)",
    "datedif": "请写 天数(起，止) 或 月数(起，止)",
    "networkdays": "请写 工作日数(起，止)",
    "year": "请写 年份(日期)",
    "month": "请写 月份(日期)",
}
"""Functions of spreadsheets, in lower case."""

WORDS: Final[Mapping[str, str]] = {
    "and": "且",
    "or": "或",
    "not": "非",
    "并且": "且",
    "而且": "且",
    "同时": "且",
    "或者": "或",
    "x": "×",
    "乘": "×",
    "乘以": "×",
    "除以": "÷",
    "加": "+",
    "加上": "+",
    "减": "-",
    "减去": "-",
    "大于等于": "≥",
    "之间": "",
}
"""Words between two values, in lower case; what is empty is left out."""

SIGNS: Final[Mapping[str, str]] = {"=>": "≥（或 >=）", "=<": "≤（或 <=）", "<>": "≠（或 !=）"}
"""Signs that are written the other way round."""

_LOW = r"(?P<low>[0-9][0-9.]*)(?P<ratio>[%‰]?)(?P<unit>[^\W\d]{0,3}?)(?:及?以上|含)"
_HIGH = r"[、,至到-]?(?P<high>[0-9][0-9.]*)(?P<mark>[%‰]?)[^\W\d]{0,3}?(?:及?以下|以内)"
_BOTH_ENDS: Final = re.compile(_LOW + _HIGH)


def range_meant(line: str) -> str | None:
    """The range for two bounds in a row: 90%以上95%以下 is 90%~95%; None where there are not two."""
    found = _BOTH_ENDS.search(line)
    if found is None:
        return None
    return f"{found['low']}{found['ratio']}~{found['high']}{found['mark'] or found['ratio']}{found['unit']}"


__all__ = ["FUNCTIONS", "SIGNS", "WORDS", "range_meant"]
