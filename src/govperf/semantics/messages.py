"""The words for what can be wrong with the meaning of a rule file."""

from __future__ import annotations

from govperf.diagnostics import Severity, Template

UNKNOWN_NAME = Template(
    "未知名称",
    "unknown-name",
    "没有叫“{name}”的输入、参数或计算项",
    "nothing is called “{name}”",
    "{advice}",
    "{advice}",
)
RUN_TOGETHER = Template(
    "词语粘连",
    "run-together",
    "“{name}”里的词连在了一起",
    "the words in “{name}” run together",
    "如果是比较，请分开写：{cut}；如果是名称，请加引号：「{name}」",
    "write {cut} for a comparison, 「{name}」 for a name",
)
DUPLICATE = Template(
    "重复定义",
    "defined-twice",
    "“{name}”定义了两次",
    "“{name}” is defined twice",
    "请删去一处，或给其中一处换个名称",
    "remove one of them or rename it",
)
AMBIGUOUS = Template(
    "名称不明确",
    "ambiguous-name",
    "“{name}”指哪一个不明确：{paths}",
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
    "expected {wanted}, but “{words}” is {found}",
    "{advice}",
    "{advice}",
)
NOT_COMPARABLE = Template(
    "类型不合",
    "kind-mismatch",
    "{left}与{right}不能这样比较",
    "{left} cannot be compared with {right} in this way",
    "文字只能用 = ≠ 属于 比较；只有等次和数、日期分高低",
    "texts compare by = ≠ 属于 alone",
)
BARE_ABSENT = Template(
    "缺值裸用",
    "bare-absent",
    "“{name}”可能是缺，这里没有说缺了怎么办",
    "“{name}” may be absent, and nothing says what then",
    "请写 {name} 缺省 …，或放进 如果 有 {name} 则 … 否则 …",
    "write {name} 缺省 …, or guard it by 如果 有 {name}",
)
TEST_ALONE = Template(
    "条件缺主语",
    "test-alone",
    "“{words}”是条件，这里要的是一个值",
    "“{words}” is a test, but a value is expected here",
    "请写明拿什么来比较，例如 得分{words}",
    "say what is compared",
)
UNKNOWN_FUNCTION = Template(
    "未知函数",
    "unknown-function",
    "没有叫“{name}”的函数、方法或对照表",
    "there is no function, method or table “{name}”",
    "{advice}",
    "{advice}",
)
BAD_ARGUMENTS = Template(
    "参数不合",
    "bad-arguments",
    "{name} 的写法不对：{reason}",
    "{name} is not used as it should be: {reason}",
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
    "“{words}”里没有任何数：下限高于上限",
    "“{words}” holds no number: its lower end is above the upper",
    "请把小的一端写在前面",
    "write the lower end first",
)
MARKS_SUM = Template(
    "分值不符",
    "marks-do-not-add-up",
    "“{name}”{case}的下级合计 {sum}，应为 {full}",
    "the children of “{name}”{case} add up to {sum}, not {full}",
    "请核对各下级的分值；合计必须正好等于上级",
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
    "请在其中一档注明不含，例如 (不含{example})",
    "exclude it from one of them",
)
UNKNOWN_GRADE = Template(
    "未知等次",
    "unknown-grade",
    "“{name}”不是“{scale}”的等次（{grades}）",
    "“{name}” is not a grade of “{scale}” ({grades})",
    "请改成其中之一",
    "use one of them",
)
UNKNOWN_CHOICE = Template(
    "未知选项",
    "unknown-choice",
    "“{name}”不是可选的值（{options}）",
    "“{name}” is not one of {options}",
    "请改成其中之一，或在输入里补上这一选项",
    "use one of them or add it to the input",
)
TWO_LEVELS = Template(
    "明细列裸用",
    "column-outside",
    "“{name}”是明细“{ledger}”的列，每个对象有许多条",
    "“{name}” is a column of ledger “{ledger}”, of which an object has many records",
    "请用 合计({ledger}.{name})、平均(…)、最高(…) 等汇成一个数",
    "aggregate it, as in 合计({ledger}.{name})",
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
    "“{words}” cannot stand here: {reason}",
    "{advice}",
    "{advice}",
)
UNKNOWN_TARGET = Template(
    "未知对象",
    "unknown-target",
    "“{name}”不在规则里，{action}不了",
    "“{name}” is not in the rules",
    "{advice}",
    "{advice}",
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
