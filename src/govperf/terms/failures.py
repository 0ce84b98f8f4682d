"""The ways in which a value can fail to exist for an object, as the rule language names them (``期望 … 错误 种类``)."""

from __future__ import annotations

from govperf.diagnostics import Template

MISSING_INPUT = Template(
    "缺少输入",
    "missing-input",
    "缺少“{name}”",
    "“{name}” is missing",
    "请补上；如果本来就可能没有，规则里要写 可缺 或 默认",
    "add it, or declare it 可缺 or 默认 in the rules",
)
ABSENT_VALUE = Template(
    "缺少输入",
    "missing-input",
    "“{name}”在这里是缺，不能参加计算",
    "“{name}” is absent here and cannot be used",
    "请用 缺省 或 如果 有 … 说明缺了怎么办",
    "say what absence means with 缺省 or 如果 有",
)
NO_BAND = Template(
    "没有适用的档",
    "no-band",
    "{value} 不属于任何一档",
    "{value} is in none of the bands",
    "请核对数据，或在分档里补上这一段，或写 其他",
    "check the data, or add the band or 其他",
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
    "除数是 0",
    "the divisor is 0",
    "请核对数据，或写 如果 … ≠0 则 … 否则 …",
    "check the data, or guard the division",
)
NEGATIVE_ROOT = Template(
    "负数开方",
    "negative-root",
    "{value} 是负数，不能开方",
    "{value} is negative and has no square root",
    "请核对数据",
    "check the data",
)
TIED = Template(
    "并列未定",
    "undecided-tie",
    "{names} 并列，规则没有说先后",
    "{names} are tied and the rules do not say who comes first",
    "请写 并列 从严、从宽 或 次 …",
    "add 并列 从严, 从宽 or 次 …",
)
UNSET_PARAMETER = Template(
    "参数未定",
    "parameter-not-set",
    "参数“{name}”还没有定",
    "parameter “{name}” is not set",
    '请在规则里写 参数 {name}=…，或在加载时给出 parameters={{"{name}": …}}',
    'set it in the rules or by parameters={{"{name}": ...}}',
)
UNDATED_PARAMETER = Template(
    "参数未定",
    "parameter-not-set",
    "参数“{name}”按日期取值，没有给出考核日期，或这一天还没有值",
    "parameter “{name}” depends on the date of assessment, which is not given or before its first value",
    "请在加载时给出 on=日期",
    "give on=date when loading",
)
OUT_OF_FORCE = Template(
    "不在有效期",
    "not-in-force",
    "{date} 不在规则的有效期内（{period}）",
    "{date} is outside the period in which the rules are in force ({period})",
    "请换用当时有效的版本",
    "use the version in force on that day",
)
EMPTY_LIST = Template(
    "空表",
    "empty-list",
    "{function}的列表是空的",
    "the list of {function} is empty",
    "请写 无则 …，说明没有记录时算多少",
    "say what an empty list is worth with 无则",
)
NOT_SINGLE = Template(
    "重复",
    "not-single",
    "唯一要正好一条记录，这里有 {count} 条",
    "exactly one record is expected, found {count}",
    "请核对数据",
    "check the data",
)
NEEDS_COHORT = Template(
    "须整组计分",
    "needs-cohort",
    "“{name}”要看全体对象，不能单独计算一个对象",
    "“{name}” looks at all objects and cannot be computed for one",
    "请用 score_all(全部记录) 或 govperf score 整组计分",
    "score the cohort with score_all",
)
BEYOND_LAST = Template(
    "超出末档",
    "beyond-last-bracket",
    "{value} 超出了最后一档",
    "{value} is beyond the last bracket",
    "请给最后一档写 …以上",
    "make the last bracket open-ended",
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
    "按比例分配不了：{reason}",
    "cannot be allotted: {reason}",
    "请核对总额和权数",
    "check the total and the weights",
)
REQUIREMENT = Template(
    "不合要求",
    "requirement-failed",
    "{text}",
    "{text}",
    "请核对数据",
    "check the data",
)
