"""The words for every way in which a data file cannot be read."""

from __future__ import annotations

from govperf.diagnostics import Severity, Template

CANNOT_OPEN = Template(
    "数据文件打不开",
    "data-cannot-open",
    "打不开数据文件“{file}”：{reason}",
    "cannot open the data file “{file}”: {reason}",
    "请核对路径和权限；文件若正在 Excel 中打开，请先关闭",
    "check the path and the permissions; close the file if Excel has it open",
)
UNKNOWN_SUFFIX = Template(
    "数据格式不支持",
    "data-unknown-suffix",
    "“{file}”的类型“{suffix}”不支持",
    "files of the type “{suffix}” are not supported: “{file}”",
    "可以用 .csv、.json、.xlsx、.parquet",
    "use .csv, .json, .xlsx or .parquet",
)
OLD_EXCEL = Template(
    "旧版表格",
    "data-old-excel",
    "“{file}”是旧版 Excel 文件（.xls），不能读写",
    "“{file}” is an old Excel file (.xls), which is not supported",
    "请在 Excel 或 WPS 中打开，另存为 .xlsx",
    "open it in Excel or WPS, then save it as .xlsx",
)
NOT_TEXT_FILE = Template(
    "数据不是文本",
    "data-not-text",
    "“{file}”不是文本文件，或者编码不是 UTF-8 或 GB18030",
    "“{file}” is no text file, or its encoding is neither UTF-8 nor GB18030",
    "请在 Excel 或 WPS 中另存为“CSV UTF-8”；若本来就是表格文件，请把后缀改成 .xlsx",
    "save it as “CSV UTF-8”; if it is a workbook, give it the suffix .xlsx",
)
EMPTY_FILE = Template(
    "数据为空",
    "data-empty",
    "“{file}”里没有数据",
    "“{file}” holds no data",
    "第一行写列名，从第二行起每行一个对象；可以用 govperf template 生成填报表",
    "put the heads into the first row, then one object into each row; govperf template makes a form",
)
TOO_LARGE = Template(
    "数据太大",
    "data-too-large",
    "“{file}”太大：{what}最多 {most}",
    "“{file}” is too large: at most {most} {what_en}",
    "请删去无用的行、列和工作表，或者拆成几个文件；确有需要时，由调用程序设置 TableLimits",
    "remove rows, columns and sheets that are not needed, split the file, or let the host set TableLimits",
)
BROKEN_CSV = Template(
    "CSV 有误",
    "data-broken-csv",
    "“{file}”第 {line} 行不是正确的 CSV：{reason}",
    "line {line} of “{file}” is not well-formed CSV: {reason}",
    "请核对这一行的引号是否成对",
    "check that the quotation marks of this line come in pairs",
)
BROKEN_JSON = Template(
    "JSON 有误",
    "data-broken-json",
    "“{file}”不是正确的 JSON：{reason}",
    "“{file}” is not well-formed JSON: {reason}",
    "请核对括号、引号和逗号",
    "check brackets, quotation marks and commas",
)
DEEP_JSON = Template(
    "JSON 嵌套太深",
    "data-deep-json",
    "“{file}”的括号嵌套太深",
    "the brackets of “{file}” are nested too deeply",
    "数据最多三层：对象的列表、对象、明细的列表",
    "data has at most three levels: the list of objects, an object, the list of a ledger",
)
REPEATED_KEY = Template(
    "JSON 键重复",
    "data-repeated-key",
    "“{file}”里同一对花括号中两次出现“{key}”",
    "“{key}” stands twice in one pair of braces of “{file}”",
    "请只留一个",
    "keep one of them",
)
NOT_JSON_NUMBER = Template(
    "JSON 非数",
    "data-json-constant",
    "“{file}”里有“{word}”，它不是一个确定的数",
    "“{file}” contains {word}, which is no definite number",
    "没有数据时请写 null，或者去掉这一项",
    "write null for a value that is not known, or leave it out",
)
WRONG_SHAPE = Template(
    "JSON 形状不符",
    "data-json-shape",
    "“{file}”的{where}应当是{wanted}",
    "{where_en} of “{file}” should be {wanted_en}",
    '写成 [{{"名称": …}}, …]，或者 {{"对象表": […], "明细名": […]}}',
    'write [{{"name": ...}}, ...], or {{"对象表": [...], "ledger": [...]}}',
)
BROKEN_EXCEL = Template(
    "表格文件有误",
    "data-broken-excel",
    "“{file}”不是完好的 .xlsx 文件",
    "“{file}” is not a sound .xlsx file",
    "请在 Excel 或 WPS 中打开并另存为 .xlsx；带密码的文件请先去掉密码",
    "open it in Excel or WPS and save it as .xlsx; remove a password first",
)
REPEATED_HEAD = Template(
    "列名重复",
    "data-repeated-head",
    "两列都是“{name}”：{first}、{second}",
    "two columns stand for “{name}”: {first}, {second}",
    "请只留一列",
    "keep one of them",
)
HEAD_UNIT = Template(
    "列名单位不符",
    "data-head-unit",
    "列名“{head}”里的单位“{found}”与“{name}”的单位“{wanted}”不符",
    "the unit “{found}” in the head “{head}” does not fit “{name}”, which is in {wanted}",
    "请换算成“{wanted}”，列名写成 {name}({wanted})",
    "convert the column, then name it {name}({wanted})",
)
NO_OBJECT_COLUMN = Template(
    "没有对象列",
    "data-no-object-column",
    "“{table}”没有“{name}”列，不知道各行属于哪个对象",
    "“{table}” has no column “{name}”, so nobody knows whose rows these are",
    "请加上“{name}”列；现有的列：{heads}",
    "add the column “{name}”; there are: {heads}",
)
UNUSED_COLUMN = Template(
    "列没有用到",
    "data-unused-column",
    "列“{head}”不是规则的输入，没有用到",
    "the column “{head}” is no input of the policy, so it is not used",
    severity=Severity.NOTE,
)
UNUSED_NEAR = Template(
    "列没有用到",
    "data-unused-column",
    "列“{head}”不是规则的输入，没有用到",
    "the column “{head}” is no input of the policy, so it is not used",
    "是不是想写“{nearest}”？",
    "did you mean “{nearest}”?",
    severity=Severity.WARNING,
)
UNKNOWN_COLUMN = Template(
    "列名不认识",
    "data-unknown-column",
    "列“{head}”不是规则的输入（严格方式下不允许）",
    "the column “{head}” is no input of the policy (not allowed with strict)",
    "请改正列名或删去这一列；最接近的输入：{nearest}",
    "correct the head or remove the column; the nearest input: {nearest}",
)
UNUSED_SHEET = Template(
    "表没有用到",
    "data-unused-sheet",
    "“{table}”不是规则的明细，没有用到",
    "“{table}” is no ledger of the policy, so it is not used",
    "规则的明细：{nearest}",
    "the policy's ledgers: {nearest}",
    severity=Severity.WARNING,
)
HEADLESS = Template(
    "单元格没有列名",
    "data-headless-cell",
    "有内容 {value}，但所在的列没有列名，没有用到",
    "holds {value} in a column without a head, so it is not used",
    "请补上列名，或者清空",
    "name the column, or clear the cell",
    severity=Severity.WARNING,
)
LONG_ROW = Template(
    "行与列名对不上",
    "data-ragged-row",
    "有 {cells} 格，列名只有 {heads} 个，不能确定各格属于哪一列",
    "has {cells} cells under {heads} heads, so cells cannot be told apart",
    "内容里有逗号的格请用双引号括起来",
    "put cells that contain commas into double quotes",
)
SHORT_ROW = Template(
    "行比列名短",
    "data-short-row",
    "只有 {cells} 格，列名有 {heads} 个；后面的格按空白读",
    "has {cells} cells under {heads} heads; the rest is read as empty",
    "请核对这一行是否少写了逗号",
    "check whether a comma is missing",
    severity=Severity.WARNING,
)
REPEATED_OBJECT = Template(
    "对象重复",
    "data-repeated-object",
    "“{name}”出现了不止一次：第 {rows} 行",
    "“{name}” stands in more than one row: {rows}",
    "每个对象只占一行；不同的对象请用不同的名称",
    "give each object one row; different objects need different names",
)
NO_OBJECT = Template(
    "对象未填",
    "data-no-object",
    "没有填“{column}”，不知道这一行属于谁",
    "“{column}” is empty, so nobody knows whose row this is",
    "请填上对象的名称；合并的单元格请先取消合并，再逐行填写",
    "fill in the object; unmerge merged cells and fill in each row",
)
UNKNOWN_OBJECT = Template(
    "对象不在名单",
    "data-unknown-object",
    "“{name}”不在对象表里，这一行没有计入任何对象",
    "“{name}” is not among the objects, so this row counts for nobody",
    "请与对象表核对；最接近的名称：{nearest}",
    "compare with the table of objects; the nearest name: {nearest}",
)
CELL_ERROR = Template(
    "单元格出错",
    "data-cell-error",
    "单元格的值是 {value}，公式出错了",
    "the cell holds {value}: its formula failed",
    "请改正公式，或者直接填写数值",
    "correct the formula, or fill in the value",
)
NOT_CALCULATED = Template(
    "公式没有结果",
    "data-formula-without-value",
    "单元格是公式，文件里没有它的结果",
    "the cell is a formula whose result is not in the file",
    "请在 Excel 或 WPS 中打开，计算后保存",
    "open the file in Excel or WPS, calculate and save",
)
LONG_NUMBER = Template(
    "数太长",
    "data-long-number",
    "这个数太长：最多 {most} 位",
    "this number is too long: at most {most} digits",
    "请核对；算出来的数请先取到需要的小数位",
    "check it; round computed numbers to the decimals that are needed",
)
NOISY_NUMBER = Template(
    "数的位数过多",
    "data-noisy-number",
    "{value} 有 {digits} 位有效数字，多半是公式的计算误差；按原值读",
    "{value} has {digits} significant digits, most likely noise of a formula; it is read as it stands",
    "请在公式外面加 ROUND",
    "wrap the formula in ROUND",
    severity=Severity.WARNING,
)
NOT_A_CELL = Template(
    "不是单个值",
    "data-not-a-single-value",
    "应当是一个值，现在是{found}",
    "should be a single value but is {found}",
    "列表只用于明细：{ledgers}",
    "lists are for ledgers only: {ledgers}",
)
NOT_A_LEDGER = Template(
    "明细形状不符",
    "data-ledger-shape",
    "明细应当是记录的列表",
    "a ledger should be a list of records",
    '写成 [{{"列名": 值, …}}, …]，没有记录时写 []',
    'write [{{"column": value, ...}}, ...]; without records []',
)
CANNOT_WRITE = Template(
    "结果写不出",
    "result-cannot-write",
    "写不出“{file}”：{reason}",
    "cannot write “{file}”: {reason}",
    "请核对路径和权限；文件若正在 Excel 中打开，请先关闭",
    "check the path and the permissions; close the file if Excel has it open",
)
NOT_A_FRAME = Template(
    "不是数据表",
    "data-not-a-frame",
    "{value} 不是按列的数据表",
    "{value} is no table of columns",
    "可以传入 pandas、Polars 的 DataFrame，Arrow 的 Table，或者一列记录 [{{名称: 值}}, …]",
    "pass a DataFrame of pandas or Polars, a Table of Arrow, or a list of records",
)
LAZY_FRAME = Template(
    "不是数据表",
    "data-not-a-frame",
    "{value} 只是查询的计划，还没有数据",
    "{value} is the plan of a query, without data yet",
    "请先取出数据：frame.collect()",
    "collect it first: frame.collect()",
)
UNREADABLE_FRAME = Template(
    "数据表读不出来",
    "data-unreadable-frame",
    "{value} 读不出来：{reason}",
    "{value} cannot be read: {reason}",
    "请先确认这张表自己读得出来，例如先转换成 Arrow 的 Table：pyarrow.table(表)",
    "make sure that the table itself can be read, for example by making it an Arrow Table: pyarrow.table(table)",
)
COLUMN_LEVELS = Template(
    "列名有层次",
    "data-column-levels",
    "表的列名分成几层（MultiIndex），不知道哪一层是输入的名称",
    "the heads have levels (MultiIndex), so nobody knows which of them name the inputs",
    "请先合成一层：frame.columns = [列名, …]",
    "flatten them first: frame.columns = [name, ...]",
)
NO_INPUT_COLUMN = Template(
    "没有输入列",
    "data-no-input-column",
    "表里没有一列是规则的输入；现有的列：{heads}",
    "no column of the table is an input of the policy; there are: {heads}",
    "列名要写成规则里输入的名称：{names}",
    "name the columns after the inputs: {names}",
)
UNKNOWN_LEDGER = Template(
    "明细名不认识",
    "data-unknown-ledger",
    "规则里没有叫“{name}”的明细",
    "the policy has no ledger “{name}”",
    "规则的明细：{known}",
    "the policy's ledgers: {known}",
)
BROKEN_ARROW = Template(
    "列式文件有误",
    "data-broken-arrow",
    "“{file}”不是完好的 Parquet 或 Arrow 文件：{reason}",
    "“{file}” is no sound file of Parquet or Arrow: {reason}",
    "请重新导出这个文件",
    "export the file again",
)
