"""The words for every value that cannot be taken."""

from __future__ import annotations

from govperf.diagnostics import Template
from govperf.limits import OVER_LIMIT

_KIND = ("类型不符", "wrong-kind")
_RANGE = ("输入超出范围", "input-out-of-range")


def _reason(code: tuple[str, str], zh: str, en: str, hint_zh: str, hint_en: str) -> Template:
    # Several reasons share a code on purpose: a 用例 expects 类型不符, whatever the reason.
    return Template(code[0], code[1], zh, en, hint_zh, hint_en)


NOT_A_NUMBER = _reason(
    _KIND,
    "{where}应当是数，现在是 {value}",
    "{where_en} should be a number but is {value}",
    "请写成 92.5、-3、92.5%、1.2万元 或 1,234.5 这样的数",
    "write a number such as 92.5, -3, 92.5% or 1,234.5",
)
NOT_FINITE = _reason(
    _KIND,
    "{where}是 {value}，不是一个确定的数",
    "{where_en} is {value}, which is no definite number",
    "没有数据时请留空，不要用 NaN 或无穷大代替",
    "leave out a value that is not known instead of giving NaN or infinity",
)
BOOL_AS_NUMBER = _reason(
    _KIND,
    "{where}应当是数，现在是「是否」类的值 {value}",
    "{where_en} should be a number but is the truth value {value}",
    "请给出数；本来要填是或否的，规则里的取值范围要写 是否",
    "give a number, or declare the input as 是否",
)
EMPTY_TEXT = _reason(
    _KIND,
    "{where}是空白文字，不是数",
    "{where_en} is blank text, not a number",
    "没有数据时请留空（空值），零分请写 0",
    "leave out a value that is not known; write 0 for zero",
)
EXPONENT = _reason(
    _KIND,
    "{where}用了科学记数法 {value}",
    "{where_en} is written with an exponent: {value}",
    "请把数字写全，例如 9.2E+1 写成 92",
    "write the digits out: 92 instead of 9.2E+1",
)
BAD_GROUPS = _reason(
    _KIND,
    "{where}的千位逗号不对：{value}",
    "{where_en} has misplaced thousands separators: {value}",
    "从小数点起每三位一个逗号，例如 1,234.5；也可以不写逗号",
    "put a comma before every three digits, as in 1,234.5, or none",
)
UNKNOWN_UNIT = _reason(
    _KIND,
    "{where}是 {value}，数的后面有不认识的“{rest}”",
    "{where_en} is {value}; “{rest}” after the number is not a known unit",
    "请去掉“{rest}”；如果它是单位，请在规则文件里加一行：单位 {rest}",
    "remove “{rest}”, or declare it in the rule file: 单位 {rest}",
)
WRONG_UNIT = _reason(
    _KIND,
    "{where}是 {value}，单位应当是“{wanted}”，不是“{found}”",
    "{where_en} is {value}; its unit should be {wanted}, not {found}",
    "请换算成“{wanted}”后再填，单位可以不写",
    "convert the value to {wanted}; the unit itself may be left out",
)
BARE_NUMBER = _reason(
    _KIND,
    "{where}是 {value}，没有写明“{mark}”：可能是 {first}，也可能是 {second}",
    "{where_en} is {value} without “{mark}”: it may mean {first} or {second}",
    "请写成 {first} 或 {second}；也可以在表头写明，例如 名称({mark})",
    "write {first} or {second}, or put the mark into the column's head: 名称({mark})",
)
TOO_MANY_DIGITS = _reason(
    (OVER_LIMIT.code, OVER_LIMIT.slug),
    "{where}的数太长：最多 {most} 位数字",
    "{where_en} is too long a number: at most {most} digits",
    "请核对这个数；算出来的数请先取到需要的小数位",
    "check the number; round computed numbers to the decimals that are needed",
)
NOT_A_DATE = _reason(
    _KIND,
    "{where}应当是日期，现在是 {value}",
    "{where_en} should be a date but is {value}",
    "请写成 2011-01-01、2011/1/1 或 2011年1月1日",
    "write 2011-01-01, 2011/1/1 or 2011年1月1日",
)
NO_SUCH_DAY = _reason(
    _KIND,
    "{where}是 {value}，历书上没有这一天",
    "{where_en} is {value}, which is no day of the calendar",
    "请核对年、月、日",
    "check year, month and day",
)
TIME_OF_DAY = _reason(
    _KIND,
    "{where}应当是日期，却带有钟点：{value}",
    "{where_en} should be a date but carries a time of day: {value}",
    "请只给出日期，例如 2011-01-01",
    "give the date alone, such as 2011-01-01",
)
NOT_YES_OR_NO = _reason(
    _KIND,
    "{where}应当是“是”或“否”，现在是 {value}",
    "{where_en} should be 是 or 否 (true or false) but is {value}",
    "请写“是”或“否”，程序里写 True 或 False；1 和 0 不能代替",
    "write 是 or 否, or True or False in a program; 1 and 0 do not stand for them",
)
NOT_TEXT = _reason(
    _KIND,
    "{where}应当是文字，现在是 {value}",
    "{where_en} should be text but is {value}",
    "请用文字给出",
    "give it as text",
)
TEXT_TOO_LONG = _reason(
    (OVER_LIMIT.code, OVER_LIMIT.slug),
    "{where}的文字太长：最多 {most} 个字符，现为 {actual} 个",
    "{where_en} is too long a text: at most {most} characters, found {actual}",
    "请缩短这段文字",
    "shorten the text",
)
NOT_A_CHOICE = _reason(
    _RANGE,
    "{where}应当是 {choices} 之一，现在是 {value}",
    "{where_en} should be one of {choices} but is {value}",
    "请改成列出的值",
    "use one of the listed values",
)
NEAR_A_CHOICE = _reason(
    _RANGE,
    "{where}应当是 {choices} 之一，现在是 {value}",
    "{where_en} should be one of {choices} but is {value}",
    "是不是想写“{nearest}”？",
    "did you mean “{nearest}”?",
)
