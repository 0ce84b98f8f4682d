"""What the command line says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govperf.diagnostics import Language

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # help
    "about": (
        "用中文规则文件计算绩效考核得分：检查规则、计算得分、解释每一个分数。",
        "Scores by rule files written in Chinese: checks the rules, computes the scores, explains each of them.",
    ),
    "exit_codes": (
        "退出码：0 正常；1 规则、数据或用例有问题（能计算的仍已计算）；2 命令用法不对；3 程序内部错误；130 被中断。",
        "Exit codes: 0 all is well; 1 faults in rules, data or cases; 2 wrong use; 3 internal error; 130 interrupted.",
    ),
    "usage": ("用法：", "usage: "),
    "positionals": ("参数", "arguments"),
    "options": ("选项", "options"),
    "commands": ("命令", "commands"),
    "help": ("显示这份说明", "show this help"),
    "version": ("显示版本", "show the version"),
    "lang": ("提示的语言：zh 中文（默认），en 英文", "language of messages: zh (default) or en"),
    "check": ("检查规则文件：语法、名称、类型、分值", "check rule files: syntax, names, kinds, marks"),
    "score": ("按规则计算一个数据文件", "score a data file"),
    "explain": ("说明一个对象的得分是怎样算出来的", "show the working of one object's score"),
    "test": ("运行规则文件里的用例", "run the cases of rule files"),
    "fmt": ("把规则文件写成规范的格式", "write rule files in their canonical form"),
    "graph": ("画出各项得分之间的关系", "draw how values depend on each other"),
    "template": ("生成收集数据用的 Excel 填报表", "make an Excel form to collect the data"),
    "rules": ("规则文件（.govperf）", "a rule file (.govperf)"),
    "rules_many": ("规则文件，或者存放规则文件的文件夹", "rule files, or folders of them"),
    "data": (
        "数据文件：.csv .json .xlsx；明细放在同名工作表，或旁边的“文件名.明细.csv”",
        "a data file: .csv .json .xlsx; a ledger is a sheet of its name, or a file name.ledger.csv beside it",
    ),
    "out": ("写到这个文件，格式按后缀：{kinds}", "write to this file, by its suffix: {kinds}"),
    "on": ("考核日期，如 2011-06-30", "date of assessment, such as 2011-06-30"),
    "set": ("设定参数，可以多次使用：--set 优秀线=90", "set a parameter, may be repeated: --set NAME=VALUE"),
    "strict": ("数据里有规则不认识的列时不计算", "refuse data with columns that the rules do not know"),
    "root": ("沿用的规则文件只能在这个文件夹里", "inherited rule files must lie in this folder"),
    "skip_bad": (
        "名次、平均等整组的计算不计数据有误的对象（默认：有误则不算）",
        "leave objects with bad data out of ranks, averages and the like (default: these are not computed)",
    ),
    "object": ("对象的名称", "name of the object"),
    "row": ("第几个对象，从 1 数起（没有名称时用）", "which object, from 1 (where objects have no names)"),
    "format": ("格式：{kinds}（默认 {default}）", "format: {kinds} (default {default})"),
    "fmt_check": ("不改文件；有不规范的就以 1 退出", "change nothing; exit with 1 where a file is not canonical"),
    "fmt_diff": ("不改文件；显示会有的改动", "change nothing; show what would change"),
    "verbose": ("通过的用例也列出来", "list cases that pass, too"),
    "color": ("是否用颜色：auto（默认）always never", "use colours: auto (default), always or never"),
    # use
    "no_file": ("没有这个文件：{path}", "no such file: {path}"),
    "no_rules": ("没有找到规则文件（.govperf）：{path}", "no rule files (.govperf) found: {path}"),
    "is_folder": ("这是一个文件夹，不是文件：{path}", "this is a folder, not a file: {path}"),
    "bad_set": ("--set 要写成 参数=值，现在是“{text}”", "--set takes NAME=VALUE, not “{text}”"),
    "bad_date": ("“{text}”不是日期，请写成 2011-06-30", "“{text}” is no date; write 2011-06-30"),
    "bad_suffix": (
        "“{path}”的后缀不支持；可以用 {kinds}",
        "the suffix of “{path}” is not supported; use {kinds}",
    ),
    "same_file": ("“{path}”是输入文件，结果不能写在它上面", "“{path}” is an input; results cannot be written over it"),
    "which_object": (
        "数据里有 {count} 个对象，请用 --object 指明一个：{names}",
        "the data has {count} objects; name one with --object: {names}",
    ),
    "which_row": (
        "数据里有 {count} 个对象，请用 --row 指明第几个",
        "the data has {count} objects; choose one with --row",
    ),
    "no_object": ("数据里没有对象“{name}”", "the data has no object “{name}”"),
    "nearest": ("；是不是“{names}”？", "; did you mean “{names}”?"),
    "several_objects": (
        "“{name}”不止一个，请用 --row 指明第几个",
        "“{name}” stands in several rows; choose one with --row",
    ),
    "stdin_alone": ("- 表示标准输入，不能和文件一起用", "- is the standard input, which cannot be mixed with files"),
    # results
    "problem": ("{severity} {place}：{object}{message}", "{severity} {place}: {object}{message}"),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "note": ("提示", "note"),
    "hint": ("  办法：{hint}", "  help: {hint}"),
    "scored": (
        "共 {count} 个对象，{good} 个有结果，{bad} 个没有",
        "{count} objects: {good} scored, {bad} not",
    ),
    "all_scored": ("共 {count} 个对象，都有结果", "{count} objects, all scored"),
    "wrote": ("已写入 {path}", "wrote {path}"),
    "cohort": ("全体", "cohort"),
    "reading": ("读取数据", "reading"),
    "scoring": ("计算得分", "scoring"),
    "writing": ("写出结果", "writing"),
    "changes": ("{path} 对所沿用规则的改动：", "{path} against the rules that it builds on:"),
    "checked": ("检查了 {count} 个文件，没有发现问题", "{count} files checked, nothing found"),
    "passed": ("通过", "pass"),
    "failed": ("未通过", "FAIL"),
    "no_cases": ("{path}：没有用例", "{path}: no cases"),
    "not_loaded": ("{path}：规则文件有误，用例没有运行", "{path}: the rule file has faults, its cases were not run"),
    "would_change": ("{path}：格式不规范", "{path}: not in canonical form"),
    "reformatted": ("{path}：已改写", "{path}: rewritten"),
    "form_done": (
        "填报表已写入 {path}，填好后可以直接用 govperf score 计算",
        "wrote {path}; once filled in, govperf score reads it",
    ),
    "internal": (
        "程序内部错误，不是您的规则或数据的问题；请把以下内容报告给开发者：",
        "An internal error, not a fault of your rules or data; please report what follows to the developers:",
    ),
    "interrupted": ("已中断", "interrupted"),
}


def word(key: str, language: Language, **facts: object) -> str:
    """The words for ``key`` with its facts put in."""
    said = _WORDS[key][0 if language == "zh" else 1]
    return said.format(**facts) if facts else said
