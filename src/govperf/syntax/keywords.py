"""The words of the language under English names, in their canonical spelling; the grammar says what else is read."""

from __future__ import annotations

from typing import Final

# --- signs ---

SIGN_OF: Final = {"+": "+", "-": "−", "*": "×", "/": "÷"}
"""Operator → the one sign that canonical text has for it; the minus is U+2212 everywhere, also before a number."""

COMPARISON_OF: Final = {"<=": "≤", ">=": "≥", "!=": "≠", "<>": "≠"}
"""Comparison in two characters → the sign that canonical text has for it."""

RANGE: Final = "~"
TOLERANCE: Final = "±"
ARROW: Final = "→"
COLON: Final = "："
COMMA: Final = "，"
LIST_COMMA: Final = "、"

# --- expressions ---

IF: Final = "如果"
THEN: Final = "则"
ELSE: Final = "否则"
AND: Final = "且"
OR: Final = "或"
NOT: Final = "非"
PRESENT: Final = "有"
DEFAULTING: Final = "缺省"
WHEN: Final = "若"
IN: Final = "在"
BELONGS: Final = "属于"
INCLUDED: Final = "含"
EXCLUDED: Final = "不含"
ANY_OTHER: Final = "其他"
SAME: Final = "同一"

ROUNDING: Final = "保留"
WHOLE: Final = "整数"
PLACES: Final = "位小数"
TO_STEP: Final = "到"
HALF_UP: Final = "四舍五入"

# --- what may end a line ---

CLAUSE: Final = "依据"
NOTE: Final = "说明"

# --- the header ---

TITLE: Final = "规则"
EFFECTIVE: Final = "生效"
SINCE: Final = "起"
UNTIL: Final = "至"

# --- statements ---

UNITS: Final = "单位"
OBJECT: Final = "对象"
INPUT: Final = "输入"
LEDGER: Final = "明细"
REQUIREMENT: Final = "要求"
HIDDEN: Final = "中间"
INDICATORS: Final = "指标"
GRADES: Final = "等次"
VETO: Final = "一票否决"
PART_VETO: Final = "否决"
PARTICIPATION: Final = "参评"
PARAMETER: Final = "参数"
INHERIT: Final = "沿用"
CHANGE: Final = "改"
DELETE: Final = "删"
LOCK: Final = "锁定"
OUTPUTS: Final = "输出"
COHORT_OUTPUT: Final = "全体输出"
TABLE: Final = "对照表"
METHOD: Final = "方法"
ASSERTION: Final = "断言"
KNOWN: Final = "已知"
CASE: Final = "用例"
PENDING: Final = "待确认"
FROM_FILE: Final = "来自"

# --- inside statements ---

BY: Final = "按"
SAME_GROUP: Final = "同"
INTEGER: Final = "整数"
OPTIONAL: Final = "可缺"
DEFAULT: Final = "默认"
APPLIES: Final = "适用"
COUNT: Final = "共"
ROWS: Final = "条"
PER: Final = "每"
OVERFULL: Final = "可超满分"
NEGATIVE: Final = "可为负"
FLOOR: Final = "最低"
PRORATED: Final = "缺项按比例折算"
QUOTA: Final = "限额"
TIES: Final = "并列"
UNGRADED: Final = "不定等次"
DOWNGRADE: Final = ("降一等", "降二等", "降三等", "降四等", "降五等")
CEILING: Final = "不高于"
BELOW: Final = "以下"
RANGE_OF: Final = "范围"
FROM_DATE: Final = "自"
EXPECT: Final = "期望"
FAILS: Final = "错误"
ASSESSED_ON: Final = "考核日期"

AT_LINE_START: Final = frozenset(
    (
        *(UNITS, OBJECT, INPUT, LEDGER, REQUIREMENT, HIDDEN, INDICATORS, GRADES, VETO, PART_VETO, PARTICIPATION),
        *(PARAMETER, INHERIT, CHANGE, DELETE, LOCK, OUTPUTS, COHORT_OUTPUT, TABLE, METHOD, ASSERTION, KNOWN, CASE),
        *(TITLE, TIES, UNGRADED, CEILING, BELOW, EXPECT, ASSESSED_ON, *DOWNGRADE),
    )
)
"""Words that begin a line."""

AFTER_OPERAND: Final = frozenset(
    (
        *(THEN, ELSE, AND, OR, DEFAULTING, WHEN, IN, BELONGS, BY, SAME_GROUP, INTEGER, OPTIONAL, DEFAULT, APPLIES),
        *(PER, OVERFULL, NEGATIVE, FLOOR, PRORATED, QUOTA, "比例", "名额", RANGE_OF, FROM_DATE, FAILS, SINCE, UNTIL),
        *(PENDING, CLAUSE, NOTE, "进一", "去尾", HALF_UP, "修约"),
    )
)
"""Words that go on after an operand or a name."""

IN_ARGUMENTS: Final = frozenset(
    (
        *("其中", "最多", "无则", "同", SAME, "次", "去", "每", "每满", "每起", "每份", "扣", "加", "减", "计", "基础"),
        *("全体", "倒序", "并列连续", "缺的不计", "按比例", "不足不计", "不足也计", "样本", "总体", "按原顺序"),
        *("取最高", "取最低", "取首个", "取末个", "取平均", "取合计", INCLUDED, EXCLUDED, "分档", "对照"),
    )
)
"""Words that open an argument, stand alone in one, or open a block."""
