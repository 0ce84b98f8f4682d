"""The ways in which a value can fail to exist for an object, as the rule language names them (``期望 … 错误 种类``)."""

from __future__ import annotations

from govperf.diagnostics import Template

MISSING_INPUT = Template(
    "缺少输入",
    "missing-input",
    "缺少“{name}”",
    "“{name}” is missing",
    "请补上；本来就可能没有的，请在规则里写 可缺 或 默认",
    "add it, or declare it 可缺 or 默认 in the rules",
)
ABSENT_VALUE = Template(
    "缺少输入",
    "missing-input",
    "“{name}”在这里没有值，不能参加计算",
    "“{name}” is absent here and cannot be used",
    "请写明没有时怎么办：{name} 缺省 …，或 如果 有 {name} 则 … 否则 …",
    "say what absence means: {name} 缺省 …, or 如果 有 {name} 则 … 否则 …",
)
NO_BAND = Template(
    "没有适用的档",
    "no-band",
    "{value} 不属于任何一档",
    "{value} is in none of the bands",
    "请核对数据，或在分档里补上这一段，或写 其他",
    "check the data, or add the band or 其他",
)
NO_CONDITION = Template(
    "没有适用的档",
    "no-band",
    "各档的条件都不成立",
    "none of the conditions holds",
    "请核对数据，或在分档里补上这种情况，或写 其他",
    "check the data, or add the case or 其他",
)
NO_KEY = Template(
    "没有对应的键",
    "no-key",
    "对照里没有“{value}”这一项",
    "“{value}” is not among the keys",
    "请核对数据，或在对照里补上这一项，或写 其他",
    "check the data, or add the key or 其他",
)
NO_GRADE = Template(
    "没有等次",
    "no-grade",
    "{value} 没有等次：不属于任何一档",
    "{value} has no grade: it is in none of the bands",
    "请在等次里补上这一段，例如把上一档的下限或下一档的上限接起来",
    "close the gap between the bands",
)
BELOW_LAST = Template(
    "没有等次",
    "no-grade",
    "“{grade}”的条件不满足，而它下面没有等次了",
    "the condition of “{grade}” fails and there is no grade below it",
    "请在最后一档之后写 以下：…",
    "name what lies below with 以下：…",
)
DIVISION = Template(
    "除数为零",
    "division-by-zero",
    "除数是 0，商不存在",
    "the divisor is 0, so there is no quotient",
    "请核对数据；确实可能是 0 的，请写 如果 除数≠0 则 … 否则 …",
    "check the data, or guard the division by 如果",
)
NO_WEIGHT = Template(
    "除数为零",
    "division-by-zero",
    "权数合计是 0，平均不了，也分配不了",
    "the weights add up to 0",
    "请核对权数",
    "check the weights",
)
NEGATIVE_ROOT = Template(
    "负数开方",
    "negative-root",
    "{value} 是负数，不能开方",
    "{value} is negative and has no square root",
    "请核对数据；可能为负的，请先写 最大(…，0)",
    "check the data, or hold the value at 最大(…，0)",
)
TIED = Template(
    "并列未定",
    "undecided-tie",
    "{names} 在限额线上并列，规则没有说谁先谁后",
    "{names} are tied across the quota line and the rules do not say who comes first",
    "请在等次里补一行：并列 从严（都不进），并列 从宽（都进），或 并列 次 另一项得分",
    "add to the grades 并列 从严 (none is in), 并列 从宽 (all are) or 并列 次 with another score",
)
TIED_SHARE = Template(
    "并列未定",
    "undecided-tie",
    "{names} 的余数相同，最后一份给谁，规则没有说",
    "{names} have equal remainders and the rules do not say who gets the last unit",
    "请在括号里写 次 另一项，或写 按原顺序",
    "add 次 with another value, or 按原顺序",
)
UNSET_PARAMETER = Template(
    "参数未定",
    "parameter-not-set",
    "参数“{name}”还没有值",
    "parameter “{name}” is not set",
    '请在规则里写 参数 {name}=…，或在加载时给出 parameters={{"{name}": …}}',
    'set it in the rules or by parameters={{"{name}": ...}}',
)
UNDATED_PARAMETER = Template(
    "参数未定",
    "parameter-not-set",
    "参数“{name}”按日期取值，没有给出考核日期",
    "parameter “{name}” depends on the date of assessment, which is not given",
    "请在加载时给出 on=日期，命令行写 --on 日期",
    "give on=date when loading, --on on the command line",
)
NOT_YET_SET = Template(
    "参数未定",
    "parameter-not-set",
    "参数“{name}”在 {date} 还没有值，从 {first} 起才有",
    "parameter “{name}” has no value on {date}; its first is from {first}",
    "请核对考核日期，或在规则里补上更早的值",
    "check the date of assessment, or add an earlier value",
)
EMPTY_LIST = Template(
    "空表",
    "empty-list",
    "{function} 没有可算的记录：明细是空的，或都不符合条件",
    "{function} has no record to look at",
    "请在括号里写明没有时算多少，例如 无则 0",
    "say what an empty list is worth with 无则",
)
TOO_FEW_OBJECTS = Template(
    "空表",
    "empty-list",
    "{function} 没有可算的对象，或对象太少：没有对象符合条件，样本标准差至少要两个",
    "{function} has no object to look at, or too few: a sample needs two",
    "请核对 其中 与 参评；可以先问人数，例如 如果 人数()≥2 则 … 否则 0",
    "ask for 人数() first, as in 如果 人数()≥2 则 … 否则 0",
)
NOT_SINGLE = Template(
    "重复",
    "not-single",
    "唯一 要正好一条记录，这里有 {count} 条",
    "exactly one record is expected, found {count}",
    "请核对数据；本来可能有几条的，请用 首个、最高 或 合计",
    "check the data, or use 首个, 最高 or 合计",
)
NEEDS_COHORT = Template(
    "须整组计分",
    "needs-cohort",
    "“{name}”要看全体对象，一个对象单独算不出来",
    "“{name}” looks at all objects and cannot be computed for one",
    "请把全部对象一起计分：程序用 score_all，命令行用 govperf score",
    "score the cohort with score_all",
)
BEYOND_LAST = Template(
    "超出末档",
    "beyond-last-bracket",
    "{value} 超出了最后一档",
    "{value} is beyond the last bracket",
    "请核对数据；没有上限的，最后一档请写 …以上",
    "check the data, or make the last bracket open-ended",
)
TEXT_KIND = Template(
    "类型不符",
    "wrong-kind",
    "{value} 不是{wanted}",
    "{value} is not {wanted}",
    "请核对数据",
    "check the data",
)
ALLOTMENT = Template(
    "不合要求",
    "requirement-failed",
    "分配不了：{reason}",
    "cannot be allotted",
    "请核对总额和权数",
    "check the total and the weights",
)
