"""The words for what can be wrong with the data of an object."""

from __future__ import annotations

from govperf.diagnostics import Template

OUT_OF_DOMAIN = Template(
    "输入超出范围",
    "input-out-of-range",
    "{where}是 {value}，应在 {domain} 之内",
    "{where_en} is {value}, outside {domain}",
    "请核对数据；数据无误的，请核对规则里写的取值范围",
    "check the data; if it is right, check the domain in the rules",
)
NOT_WHOLE = Template(
    "输入超出范围",
    "input-out-of-range",
    "{where}是 {value}，应当是整数",
    "{where_en} is {value}, not a whole number",
    "请填整数",
    "give a whole number",
)
NOT_A_RECORD = Template(
    "类型不符",
    "wrong-kind",
    "一个对象的数据应当是字典、数据库的一行或数据类的实例，现在是 {value}",
    "the data of an object should be a mapping or an instance with fields, not {value}",
    "请传入 {{名称: 值}} 这样的字典",
    "pass a dict of names and values",
)
NOT_RECORDS = Template(
    "类型不符",
    "wrong-kind",
    "全体对象的数据应当是一列记录，现在是 {value}",
    "the data of a cohort should be a list of records, not {value}",
    "请传入 [{{名称: 值}}, …]；只有一个对象时用 score",
    "pass a list of dicts, or use score for one object",
)
A_TABLE = Template(
    "类型不符",
    "wrong-kind",
    "全体对象的数据应当是一列记录，现在是按列的表 {value}",
    "the data of a cohort should be a list of records, not a table of columns ({value})",
    "pandas、Polars 和 Arrow 的表可以直接传入；别的表请先转成其中一种，Spark 的表用 govperf.spark.score",
    "tables of pandas, Polars or Arrow are taken as they are; turn others into one of these; for Spark there is "
    "govperf.spark.score",
)
NOT_A_LIST = Template(
    "类型不符",
    "wrong-kind",
    "明细“{name}”应当是一列记录，现在是 {value}",
    "ledger “{name}” should be a list of records, not {value}",
    "请传入 [{{列: 值}}, …]",
    "pass a list of dicts",
)
UNREADABLE = Template(
    "类型不符",
    "wrong-kind",
    "{where}读不出来（{value}）",
    "{where_en} cannot be read ({value})",
    "请传入数、文字、日期或是否",
    "pass a number, a text, a date or a truth value",
)
UNKNOWN_KEY = Template(
    "未知输入",
    "unknown-input",
    "规则里没有“{name}”这个输入",
    "the rules have no input “{name}”",
    "{advice}",
    "{advice}",
)
TWICE = Template(
    "重复",
    "not-single",
    "“{name}”给了两次",
    "“{name}” is given twice",
    "请只留一个",
    "keep one of them",
)
WRONG_COUNT = Template(
    "不合要求",
    "requirement-failed",
    "明细“{name}”应有 {count} 条，却有 {found} 条",
    "ledger “{name}” should have {count} records but has {found}",
    "请删去多余的记录",
    "remove what is too much",
)
TOO_FEW = Template(
    "缺少输入",
    "missing-input",
    "明细“{name}”应有 {count} 条，只有 {found} 条{missing}",
    "ledger “{name}” should have {count} records but has {found}{missing}",
    "请补齐缺少的记录",
    "add what is missing",
)
REPEATED_KEY = Template(
    "重复",
    "not-single",
    "明细“{name}”里 {key} {value} 有两条",
    "ledger “{name}” has {key} {value} twice",
    "每个{key}只能有一条，请删去一条或改正{key}",
    "keep one of them or correct its {key}",
)
BROKEN_REQUIREMENT = Template(
    "不合要求",
    "requirement-failed",
    "{where}{text}",
    "{where_en}{text}",
    "请核对数据",
    "check the data",
)
BEYOND_BOUND = Template(
    "输入超出范围",
    "input-out-of-range",
    "{text}",
    "{text}",
    "请核对数据",
    "check the data",
)
TOO_MANY_ROWS = Template(
    "超出限制",
    "limit-exceeded",
    "明细“{name}”的行数超出限制：最多 {most} 行",
    "ledger “{name}” has too many records: at most {most}",
    "请拆分数据，或由调用程序放宽限制",
    "split the data or raise the limit",
)
