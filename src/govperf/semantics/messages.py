"""The words for what can be wrong with the meaning of a rule file."""

from __future__ import annotations

from govperf.diagnostics import Severity, Template

UNKNOWN_NAME = Template(
    "未知名称",
    "unknown-name",
    "没有叫“{name}”的输入、明细、参数或计算项",
    "nothing is called “{name}”",
    "{advice}",
    "{advice_en}",
)
UNKNOWN_PART = Template(
    "未知名称",
    "unknown-name",
    "“{owner}”里没有“{name}”这一{part}",
    "“{owner}” has no “{name}”",
    "{advice}",
    "there are: {known}",
)
UNKNOWN_ERROR_KIND = Template(
    "未知名称",
    "unknown-name",
    "没有叫“{name}”的错误种类",
    "there is no kind of error “{name}”",
    "{advice}",
    "write one of: {known}",
)
DUPLICATE = Template(
    "重复定义",
    "defined-twice",
    "“{name}”定义了两次",
    "“{name}” is defined twice",
    "请删去一处，或给其中一处换个名称",
    "remove one of them or rename it",
)
REPEATED = Template(
    "重复列出",
    "listed-twice",
    "“{words}”在这里列了两次，后一次永远用不上",
    "“{words}” is listed twice; the second can never be used",
    "请删去一处，或改成另一项",
    "remove one of them or correct it",
)
BARE_BAND = Template(
    "没有写完",
    "unfinished",
    "“{words}”没有写完：没有说什么情况下是这一等",
    "“{words}” is not complete: it does not say when",
    "等次请写成 名称：80~90 或 名称：其他；降一等、一票否决 等请在后面写条件",
    "write a grade as 名称：80~90 or 名称：其他, and the condition after 降一等, 一票否决",
)
NOT_LAST = Template(
    "其他不在末行",
    "other-not-last",
    "“其他”包括了剩下的一切，写在它后面的各档永远用不上",
    "其他 takes all that is left, so the arms after it can never be used",
    "请把 其他 移到最后一行",
    "move 其他 to the end",
)
AMBIGUOUS = Template(
    "名称不明确",
    "ambiguous-name",
    "“{name}”有几个，不知道指哪一个：{paths}",
    "“{name}” may mean any of {paths}",
    "请写出上级，例如 {example}",
    "write the parent too, such as {example}",
)
CIRCLE = Template(
    "循环定义",
    "circle",
    "定义绕成了圈：{path}",
    "the definition goes round in a circle: {path}",
    "请检查等号右边是否写错了名称",
    "check the names on the right-hand side",
)
WRONG_KIND = Template(
    "类型不合",
    "kind-mismatch",
    "这里要{wanted}，“{words}”却是{found}",
    "expected {wanted_en}, but “{words}” is {found_en}",
    "{advice}",
    "check the name, or turn the value into {wanted_en}",
)
NOT_COMPARABLE = Template(
    "类型不合",
    "kind-mismatch",
    "“{left}”是{left_kind}，“{right}”是{right_kind}，不能这样比较",
    "“{left}” is {left_kind_en}, “{right}” is {right_kind_en}: they cannot be compared in this way",
    "{advice}",
    "compare like with like; texts and choices compare by = ≠ 属于 alone",
)
CANNOT_ROUND = Template(
    "类型不合",
    "kind-mismatch",
    "“{name}”是{found}，不能保留小数",
    "“{name}” is {found_en}, which cannot be rounded",
    "请删去 保留，或把它写在数的后面",
    "remove 保留, or write it after a number",
)
NO_STEP = Template(
    "保留的步",
    "rounding-step",
    "“{words}”的步是 0",
    "the step of “{words}” is 0",
    "请写 保留整数、保留2位小数，或 保留到10元 这样大于 0 的步",
    "write 保留整数, 保留2位小数, or a step above 0 such as 保留到10元",
)
BARE_ABSENT = Template(
    "缺值裸用",
    "bare-absent",
    "“{name}”可能是缺，这里没有说缺了怎么办",
    "“{name}” may be absent, and nothing says what then",
    "请写 {name} 缺省 …，或放进 如果 有 {name} 则 … 否则 …",
    "write {name} 缺省 …, or guard it by 如果 有 {name}",
)
ABSENT_ROW = Template(
    "缺值裸用",
    "bare-absent",
    "有的记录里“{name}”可能是缺，这里没有说缺了怎么办",
    "“{name}” may be absent in some records, and nothing says what then",
    "请在括号里写明 缺的不计，或 其中 有 {name}，或 {name} 缺省 …",
    "add 缺的不计 or 其中 有 {name}, or write {name} 缺省 …",
)
ABSENT_LEAF = Template(
    "缺值裸用",
    "bare-absent",
    "指标“{name}”可缺，上级“{parent}”没有说缺了怎么办",
    "indicator “{name}” may be absent, and its parent “{parent}” does not say what then",
    "请在“{parent}”那一行写明 缺项按比例折算，或删去 可缺",
    "add 缺项按比例折算 to “{parent}”, or remove 可缺",
)
UNKNOWN_FUNCTION = Template(
    "未知函数",
    "unknown-function",
    "没有叫“{name}”的函数、方法或对照表",
    "there is no function, method or table “{name}”",
    "{advice}",
    "check the name; a product is written with ×",
)
BAD_ARGUMENTS = Template(
    "参数不合",
    "bad-arguments",
    "{name} 的写法不对：{reason}",
    "{name} is not used as it should be",
    "应写作 {signature}",
    "write {signature}",
)
MARK_MISMATCH = Template(
    "含界不符",
    "mark-mismatch",
    "括号里注明的 {mark} 不是“{words}”的界限",
    "{mark} in the mark is not a bound of “{words}”",
    "请写与界限相同的数，例如 80~90(不含90)",
    "repeat the bound, as in 80~90(不含90)",
)
EMPTY_RANGE = Template(
    "区间颠倒",
    "empty-range",
    "“{words}”里一个数也没有",
    "“{words}” holds no number",
    "{advice}",
    "write the lower end first; a range of one number includes both ends",
)
EMPTY_PERIOD = Template(
    "区间颠倒",
    "empty-range",
    "“{words}”里一天也没有：终止日期早于起始日期",
    "“{words}” holds no day: it ends before it starts",
    "请把早的日期写在前面",
    "write the earlier date first",
)
MARKS_SUM = Template(
    "分值不符",
    "marks-do-not-add-up",
    "“{name}”{case}的下级合计 {sum}，应为 {full}",
    "the children of “{name}”{case} add up to {sum}, not {full}",
    "请核对各下级的分值：合计要正好等于上级",
    "check the marks of the children",
)
NO_MARKS = Template(
    "缺少分值",
    "no-marks",
    "指标“{name}”没有写分值",
    "indicator “{name}” has no marks",
    "请写 {name} 10分，或占上级的比例 {name} 20%",
    "write its marks or its share",
)
NOT_CONSTANT = Template(
    "须为定值",
    "not-constant",
    "“{words}”要在读数据之前就能算出",
    "“{words}” must be known before any data",
    "这里只能用数和参数",
    "use numbers and parameters alone",
)
OVERLAP = Template(
    "档次重叠",
    "bands-overlap",
    "“{first}”与“{second}”都包含 {example}",
    "“{first}” and “{second}” both contain {example}",
    "请把界限错开；只重叠一个数时，在其中一档注明不含，例如 80~90(不含90)",
    "move a bound; where one number is shared, exclude it from one of them, as in 80~90(不含90)",
)
UNKNOWN_GRADE = Template(
    "未知等次",
    "unknown-grade",
    "“{name}”不是“{scale}”的等次（{grades}）",
    "“{name}” is not a grade of “{scale}” ({grades})",
    "请改成其中之一；它若在最低一等之下，请补一行 以下：{name}",
    "use one of them; what lies below the lowest is declared by 以下：{name}",
)
NOT_A_GRADE = Template(
    "未知等次",
    "unknown-grade",
    "“{name}”不是可比的等次（{options}）",
    "“{name}” is not one of the grades {options}",
    "{advice}",
    "use one of them",
)
UNKNOWN_CHOICE = Template(
    "未知选项",
    "unknown-choice",
    "“{name}”不是可选的值（{options}）",
    "“{name}” is not one of {options}",
    "{advice}",
    "use one of them or add it to the input",
)
TWO_LEVELS = Template(
    "明细列裸用",
    "column-outside",
    "“{name}”是明细“{ledger}”的列，每个对象有许多条",
    "“{name}” is a column of ledger “{ledger}”, of which an object has many records",
    "请用 合计({name})、平均({name})、最高({name}) 等汇成一个数",
    "aggregate it, as in 合计({name})",
)
NO_HEADER = Template(
    "缺少规则头",
    "no-header",
    "规则文件要从“规则 名称”一行开始",
    "a rule file starts with 规则 and its name",
    "请在第一行写 规则 …；单独的公式只能有 名称=表达式 这样的行",
    "add 规则 … as the first line",
)
MISPLACED = Template(
    "无处安放",
    "misplaced",
    "“{words}”不能写在这里：{reason}",
    "“{words}” cannot stand here",
    "{advice}",
    "see the language reference for what can stand here",
)
BAD_SETTING = Template(
    "无处安放",
    "misplaced",
    "给参数“{name}”设的值不能用：{reason}",
    "the value that is set for “{name}” cannot be used",
    "{advice}",
    "write it as the rule file does",
)
CHAIN = Template(
    "连写的比较",
    "comparison-chain",
    "“{words}”连着比较，但不是朝一个方向",
    "the comparisons of “{words}” do not go one way",
    "连着写的只有 80≤x<90 这样的；其余请分开，中间写 且，例如 {example}",
    "only 80≤x<90 and the like can be chained; join others by 且, as in {example}",
)
OUTSIDE_DOMAIN = Template(
    "默认值不合",
    "default-outside-domain",
    "默认值 {value} 不在取值范围 {domain} 之内",
    "the default {value} is outside {domain}",
    "请改默认值，或改取值范围",
    "correct the default or the domain",
)
QUOTA_FORM = Template(
    "限额不明",
    "unclear-quota",
    "限额 {words} 不明确：{reason}",
    "the quota {words} is neither a share nor a whole number of objects",
    "比例请写 25%，名额请写 2名",
    "write 25% for a share, 2名 for a number of objects; for a name 限额 比例 名 or 限额 名额 名",
)
UNKNOWN_TARGET = Template(
    "未知对象",
    "unknown-target",
    "规则里没有“{name}”，不能{action}",
    "“{name}” is not in the rules",
    "{advice}",
    "check the name against the rules",
)
OUT_OF_RANGE_PARAMETER = Template(
    "参数超出范围",
    "parameter-out-of-range",
    "参数“{name}”的值 {value} 不在允许的范围 {range} 内",
    "parameter “{name}” = {value} is outside {range}",
    "请改到范围之内",
    "choose a value inside the range",
)
REDEFINED = Template(
    "重复定义",
    "defined-twice",
    "“{name}”在被沿用的文件里已经有了",
    "“{name}” is already defined in the file that this one builds on",
    "要改它请在行首写 改",
    "write 改 before it to change it",
)
LOCKED = Template(
    "已锁定",
    "locked",
    "“{name}”被上级规则锁定，不能改动",
    "“{name}” is locked by the base and cannot be changed",
    "请删去这一行，或请上级规则放开",
    "remove this line",
)
OUT_OF_FORCE = Template(
    "不在有效期",
    "not-in-force",
    "考核日期 {date} 不在规则的有效期内（{period}）",
    "the date of assessment {date} is outside the period in force ({period})",
    "请换用当时有效的版本",
    "use the version in force on that day",
)
NOT_ADDED_UP = Template(
    "权重不符",
    "weights-do-not-add-up",
    "“{words}”里的权重合计 {sum}，应为 100%",
    "the weights of “{words}” add up to {sum}, not 100%",
    "请核对各项权重",
    "check the weights",
)
CONTRADICTORY_BOUND = Template(
    "比较词矛盾",
    "contradictory-bound",
    "“{words}”前后两个比较词不一致，按前一个理解",
    "the two comparison words of “{words}” disagree; the first decides",
    "请只留一个，或用 (含)、(不含) 注明",
    "keep one of them",
    Severity.WARNING,
)
BARE_CLAMP = Template(
    "限幅只管一项",
    "clamp-on-one-factor",
    "“{words}”里的 {clamp} 只限住“{operand}”，不是整个积",
    "{clamp} in “{words}” holds “{operand}” alone, not the whole product",
    "要限住整个积请写 {whole}；确实只限一项请写 {one}",
    "write {whole} for the product, {one} for the factor",
    Severity.WARNING,
)
BARE_FALLBACK = Template(
    "缺省只管一项",
    "default-on-one-operand",
    "“{words}”里的 缺省 只到“{operand}”为止，后面的对两种情况都算",
    "缺省 in “{words}” ends with “{operand}”; what follows applies in both cases",
    "确实如此请写 {whole}；只算在缺省值上的请写 {one}",
    "write {whole} to say so, {one} for the default alone",
    Severity.WARNING,
)
SWALLOWED = Template(
    "否则管到行末",
    "else-takes-the-rest",
    "否则 管到最后：“{words}”都算在 否则 里",
    "否则 goes on to the end: all of “{words}” belongs to it",
    "如果后面的加项两种情况都要加，请写 {whole}；确实如此请写 否则 ({words})",
    "write {whole} to add in both cases, 否则 ({words}) to keep it",
    Severity.WARNING,
)
MIXED_UNITS = Template(
    "单位混用",
    "mixed-units",
    "“{left}”的单位是 {left_unit}，“{right}”的单位是 {right_unit}，加减没有意义",
    "“{left}” is in {left_unit}, “{right}” in {right_unit}: adding them means nothing",
    "请先换算成同一单位，例如 次数×每次的分值",
    "convert one of them first",
    Severity.WARNING,
)
