"""All that this room says to a person."""

from __future__ import annotations

from govperf.diagnostics import Template

SYNTAX = Template(
    code="语法错误",
    slug="syntax-error",
    zh="读到“{found}”时读不下去了",
    en="cannot make sense of “{found}” here",
    hint_zh="{advice}",
    hint_en="{advice_en}",
)
WORDS_RUN_TOGETHER = Template(
    code="词语粘连",
    slug="run-together",
    zh="“{name}”里的词连在了一起",
    en="the words in “{name}” run together",
    hint_zh="请在词之间留空格：{cut}；如果是名称，请加方角引号：「{name}」",
    hint_en="put blanks between the words: {cut}; quote a name: 「{name}」",
)
UNFINISHED = Template(
    code="没有写完",
    slug="unfinished",
    zh="“{found}”没有写完",
    en="“{found}” is not complete",
    hint_zh="{advice}",
    hint_en="{advice_en}",
)
UNBALANCED = Template(
    code="括号不配",
    slug="unbalanced-bracket",
    zh="括号“{found}”没有与它相配的另一半",
    en="the bracket “{found}” has no partner",
    hint_zh="请补上或删去括号；跨行的括号，后面各行要缩进",
    hint_en="add or remove a bracket; lines inside a bracket must be indented",
)
INDENTATION = Template(
    code="缩进不对",
    slug="bad-indentation",
    zh="这一行的缩进与上下文不合",
    en="the indentation of this line does not fit",
    hint_zh="{advice}",
    hint_en="{advice_en}",
)
UNCLOSED_TEXT = Template(
    code="文本未闭合",
    slug="unclosed-text",
    zh="引号“{found}”没有配对",
    en="the quotation mark “{found}” has no partner on its line",
    hint_zh="请在同一行内补上另一半引号：{pair}",
    hint_en="close it on the same line: {pair}",
)
UNKNOWN_CHARACTER = Template(
    code="未知字符",
    slug="unknown-character",
    zh="规则中不使用字符“{found}”（{point}）",
    en="the character “{found}” ({point}) is not used in rules",
    hint_zh="{advice}",
    hint_en="{advice_en}",
)
NUMBER_FORM = Template(
    code="数字格式",
    slug="number-format",
    zh="“{found}”不是能读懂的数",
    en="“{found}” is not a number that can be read",
    hint_zh="{advice}",
    hint_en="{advice_en}",
)
UNKNOWN_UNIT = Template(
    code="未知单位",
    slug="unknown-unit",
    zh="数字后面的“{unit}”不是已知的单位",
    en="“{unit}” after the number is not a known unit",
    hint_zh="{advice}若是单位，请声明 单位 {unit}；若是名称，名称不以数字开头，请写成「{found}」",
    hint_en="{advice_en}declare a unit with 单位 {unit}, or quote a name that starts with a digit: 「{found}」",
)
BAD_DATE = Template(
    code="日期不对",
    slug="bad-date",
    zh="没有“{found}”这一天",
    en="there is no day “{found}”",
    hint_zh="日期写成 2011-01-01 或 2011年1月1日",
    hint_en="write a date as 2011-01-01 or 2011年1月1日",
)
RESERVED_NAME = Template(
    code="保留字",
    slug="reserved-word",
    zh="“{found}”是规则语言自己的词，不能直接作名称",
    en="“{found}” is a word of the language and cannot be a bare name",
    hint_zh="请换一个名称；一定要用这个名称时，连同方角引号写成「{found}」",
    hint_en="choose another name, or quote it: 「{found}」",
)
BOUND_MISPLACED = Template(
    code="条件缺主语",
    slug="test-without-subject",
    zh="“{found}”是一个范围，这里需要的是一个值或条件",
    en="“{found}” is a range where a value or a condition is needed",
    hint_zh="请写出是谁：如 得分 在 80~90、得分≥90；若是减号，请用 - 而不是破折号",
    hint_en="say whose: 得分 在 80~90, 得分≥90; for a minus sign write -, not a dash",
)
EXTRA_EQUALS = Template(
    code="多余的等号",
    slug="extra-equals",
    zh="“{found}”前面没有可以相等的东西",
    en="nothing stands before “{found}” that could be equal",
    hint_zh="给值和判断相等都只写一个 =",
    hint_en="write one = to give a value, and one to compare",
)
CONDITION_MISPLACED = Template(
    code="且缺主语",
    slug="condition-without-subject",
    zh="“{found}”没有主语，后面不能接 且",
    en="“{found}” has no subject, so nothing can follow with 且",
    hint_zh="请写出是谁：如 得分 在 90以上 且 …；分档 不写主语时，每行写完整的条件",
    hint_en="say whose: 得分 在 90以上 且 …; a 分档 without a subject has whole conditions",
)
LISTING_MISPLACED = Template(
    code="并列值的位置",
    slug="list-misplaced",
    zh="“{found}”是几个并列的值，这里只能有一个值",
    en="“{found}” lists several values where one is needed",
    hint_zh="判断是否其中之一，请写：级别 属于 (省级、市级)",
    hint_en="to ask for one of several, write 级别 属于 (省级、市级)",
)
MARK_MISPLACED = Template(
    code="含或不含的位置",
    slug="mark-misplaced",
    zh="“{found}”里的 含、不含 只能跟在界限后面",
    en="含 and 不含 in “{found}” can only follow a bound",
    hint_zh="如 90以上(不含90)、80~90(不含90)",
    hint_en="such as 90以上(不含90), 80~90(不含90)",
)
MISSING_SIGN = Template(
    code="缺运算符",
    slug="missing-operator",
    zh="“{left}”和“{right}”之间缺少运算符",
    en="an operator is missing between “{left}” and “{right}”",
    hint_zh="请写出 + − × ÷ 或比较符号；相乘写成 {left}×{right}",
    hint_en="write + − × ÷ or a comparison; a product is {left}×{right}",
)
NOT_CALLABLE = Template(
    code="缺乘号",
    slug="missing-times",
    zh="“{left}”后面紧跟着括号，缺少运算符",
    en="“{left}” is followed by a bracket without an operator",
    hint_zh="相乘请写出 ×：{left}×(…)",
    hint_en="write × for a product: {left}×(…)",
)
UNKNOWN_DOMAIN = Template(
    code="未知取值范围",
    slug="unknown-domain",
    zh="“{found}”不是一种取值范围",
    en="“{found}” is not a domain",
    hint_zh="可以写：数、整数、次数、是否、文本、日期，0~100分、≥0，或两个以上的选项 甲、乙",
    hint_en="write 数, 整数, 次数, 是否, 文本, 日期, 0~100分, ≥0, or two or more choices 甲、乙",
)
UNKNOWN_WORD = Template(
    code="用词不对",
    slug="unexpected-word",
    zh="这里不能写“{found}”",
    en="“{found}” cannot stand here",
    hint_zh="可以写：{options}",
    hint_en="write one of: {options}",
)
NOT_A_PATH = Template(
    code="不是名称",
    slug="not-a-name",
    zh="“{found}”不是一个名称",
    en="“{found}” is not a name",
    hint_zh="这里写名称，或用点连接的路径：共性工作目标.遵纪守法",
    hint_en="write a name, or a path with dots: 共性工作目标.遵纪守法",
)
TABLE_SHAPE = Template(
    code="表格列数不符",
    slug="table-shape",
    zh="这一行有 {found} 格，表头有 {expected} 格",
    en="this row has {found} cells, the head has {expected}",
    hint_zh="请补齐或删去竖线 | 之间的格子；空格子也要留出",
    hint_en="add or remove cells between the bars; an empty cell keeps its bars",
)
HEAD_SHAPE = Template(
    code="表格列数不符",
    slug="table-shape",
    zh="表头有 {found} 格，下面各行都是 {expected} 格",
    en="the head has {found} cells, all rows below have {expected}",
    hint_zh="请补齐或删去表头里竖线 | 之间的格子",
    hint_en="add or remove cells of the head",
)
TABLE_MISSING = Template(
    code="缺少表格",
    slug="table-missing",
    zh="“{found}”下面没有表格",
    en="no table follows “{found}”",
    hint_zh="明细的数据写成表格：| 列 | 列 |；给一个值请写 {found}=…",
    hint_en="write the rows of a ledger as a table | … | … |; to give a value write {found}=…",
)
EMPTY = Template(
    code="没有内容",
    slug="empty-text",
    zh="规则文本是空的",
    en="the rule text is empty",
    hint_zh="请写一个算式，或以 规则 名称 开头的规则文件",
    hint_en="write a formula, or a rule file that begins with 规则 and a title",
)
NOT_CHANGEABLE = Template(
    code="不能改",
    slug="not-changeable",
    zh="改 后面写的是一条定义，“{found}”不是",
    en="改 is followed by a definition, which “{found}” is not",
    hint_zh="如 改 参数 权重=15%、改 得分=…、改 指标 名 30分",
    hint_en="such as 改 参数 权重=15%, 改 得分=…, 改 指标 名 30分",
)
EMPTY_CELL = Template(
    code="格子是空的",
    slug="empty-cell",
    zh="这个格子是空的，这里应当有一个值",
    en="this cell is empty where a value is needed",
    hint_zh="请填上一个值，或删去这一行",
    hint_en="fill in a value, or remove the row",
)
HEADER_PLACE = Template(
    code="规则头位置",
    slug="header-place",
    zh="「规则 名称」只能是文件的第一条，且只有一条",
    en="规则 with its title comes first in a file, and once",
    hint_zh="请把它移到文件开头；两份规则请分成两个文件",
    hint_en="move it to the start; put two rules into two files",
)
ENCODING = Template(
    code="编码不明",
    slug="unknown-encoding",
    zh="文件既不是 UTF-8 也不是 GB18030 编码（第 {offset} 个字节起读不懂）",
    en="the file is neither UTF-8 nor GB18030 (from byte {offset})",
    hint_zh="请在编辑器中另存为 UTF-8",
    hint_en="save it as UTF-8 in your editor",
)
UNTRANSLATED = Template(
    code="不是文本",
    slug="not-text",
    zh="这不是文本文件：{found}",
    en="this is not a text file: {found}",
    hint_zh="规则文件是纯文本；Word、Excel、PDF 中的内容请复制为文本后保存",
    hint_en="a rule file is plain text; copy the content of Word, Excel or PDF files into one",
)
UNFAITHFUL = Template(
    code="排版失真",
    slug="unfaithful-format",
    zh="整理后的文本与原文不完全一致，原文保持不变",
    en="the canonical text would not say quite the same; the text is left as it is",
    hint_zh="这是程序的错误，不是规则的错误：请把这份规则发给 govperf 的开发者",
    hint_en="this is an error of the program, not of the rule: please send this rule to the developers of govperf",
)

TEMPLATES = tuple(value for value in list(globals().values()) if isinstance(value, Template))
"""Every template of this room."""
