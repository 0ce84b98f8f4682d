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
    "diff_codes": (
        "退出码：0 已证明意思相同；1 不同，或没能证明相同；2 比较不成（规则、数据有误，用法不对）；3 程序内部错误。",
        "Exit codes: 0 proved the same; 1 different or not proved the same; 2 could not be compared; 3 internal error.",
    ),
    "prove_codes": (
        (
            "退出码：0 断言、除数、各档都证明无误；1 有断言不成立、除数可能为零或够不到的档，或规则有误；"
            "2 命令用法不对；3 程序内部错误；4 没有推翻的，但有的没有定论。"
        ),
        (
            "Exit codes: 0 assertions, divisors, arms are all proved to be in order; 1 an assertion fails, a divisor "
            "can be 0, an arm is never reached, or the rules have faults; 2 wrong use; 3 internal error; 4 none of "
            "these, but not all settled."
        ),
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
    "diff": ("比较两个版本：改了什么，结果有什么不同", "compare two versions: what was changed, what it does"),
    "prove": ("证明：得分的上下限、增减方向、断言", "prove: bounds of scores, directions, assertions"),
    "explain": ("说明一个对象的得分是怎样算出来的", "show the working of one object's score"),
    "test": ("运行规则文件里的用例", "run the cases of rule files"),
    "cases": ("为每处界限提议用例（待确认）", "propose a case for every boundary, to be confirmed"),
    "write_cases": ("把提议的用例写到规则文件末尾", "put the proposed cases behind the rules"),
    "mutate": (
        "故意改错规则，看用例能不能发现",
        "put mistakes into a rule file, to see whether its cases notice them",
    ),
    "fmt": ("把规则文件写成规范的格式", "write rule files in their canonical form"),
    "graph": ("画出各项得分之间的关系", "draw how values depend on each other"),
    "template": ("生成收集数据用的 Excel 填报表", "make an Excel form to collect the data"),
    "rules": ("规则文件（.govperf）", "a rule file (.govperf)"),
    "old_rules": ("旧版规则文件", "the rule file of the old version"),
    "new_rules": ("新版规则文件", "the rule file of the new version"),
    "rules_many": ("规则文件，或者存放规则文件的文件夹", "rule files, or folders of them"),
    "data": (
        "数据文件：.csv .json .xlsx .parquet；明细放在同名工作表，或旁边的“文件名.明细.csv”",
        "a data file: .csv .json .xlsx .parquet; a ledger is a sheet of its name, or a file name.ledger.csv beside it",
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
    "explain_code": (
        "说明一个代码：找什么，为什么，例子，应该怎样写",
        "explain a code: what it finds, why, an example, what to write instead",
    ),
    "prove_output": ("只看这一项结果，可以多次使用", "look at this output alone, may be repeated"),
    "fmt_check": ("不改文件；有不规范的就以 1 退出", "change nothing; exit with 1 where a file is not canonical"),
    "fmt_diff": ("不改文件；显示会有的改动", "change nothing; show what would change"),
    "verbose": ("通过的用例也列出来", "list cases that pass, too"),
    "select": ("只运行名称里有这些字的用例，可以多次使用", "run cases whose names hold these words, may be repeated"),
    "first": ("遇到第一个未通过的就停", "stop at the first failure"),
    "junitxml": ("结果另外写成 JUnit 的 XML 文件", "write the results as JUnit XML, too"),
    "update": ("改写与现在不同的“期望 说明”", "rewrite every expected working that is another now"),
    "coverage": (
        "列出用例没有走到的档、条件、限幅、否决、限额等",
        "show which arms, conditions, clamps, vetoes, quotas no case reaches",
    ),
    "html": ("覆盖情况写成网页：文件名.html，或一个文件夹", "write the coverage as a page: a file .html, or a folder"),
    "fail_under": ("低于百分之 N 就以 1 退出", "exit with 1 below N percent"),
    "write_offers": ("把能发现它们的用例加到规则文件后面", "add the cases that would notice them to the rule file"),
    "offers_written": ("{path}：加了 {count} 个用例，等人确认", "{path}: {count} cases added, to be confirmed"),
    "verbose_mutants": ("每一处改动都列出来", "list every change"),
    "inherited": ("沿用的规则文件里的内容也算在内", "count what stands in inherited rule files, too"),
    "color": ("是否用颜色：auto（默认）always never", "use colours: auto (default), always or never"),
    # use
    "no_file": ("没有这个文件：{path}", "no such file: {path}"),
    "no_code": ("没有“{code}”这个代码{hint}", "there is no code “{code}”{hint}"),
    "all_codes": ("所有的代码：", "all codes:"),
    "no_rules_named": ("请写明要检查的规则文件或文件夹", "name the rule files or folders to check"),
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
    "object_without_data": ("--object 要和数据文件一起用", "--object takes a data file"),
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
    "more_findings": (
        "……另有 {count:,} 条未列出；用 -o 写成文件，每一行的错误都在里面",
        "... {count:,} more; with -o the errors of each row are in the file",
    ),
    "more_findings_in_file": (
        "……另有 {count:,} 条未列出，结果文件的每一行都写着自己的错误",
        "... {count:,} more; the file says the errors of each row",
    ),
    "quicker": (
        "数据较大：装上 {extra} 会快得多，也不受 200 MB 的限制（pip install {extra}）",
        "this is a large file: {extra} would make it much quicker, without the limit of 200 MB (pip install {extra})",
    ),
    "wrote": ("已写入 {path}", "wrote {path}"),
    "cohort": ("全体", "cohort"),
    "reading": ("读取数据", "reading"),
    "scoring": ("计算得分", "scoring"),
    "diff_changes": ("逐处改动", "making the changes"),
    "diff_results": ("比较结果", "comparing results"),
    "diff_objects": ("逐处计算对象", "scoring after each change"),
    "writing": ("写出结果", "writing"),
    "changes": ("{path} 对所沿用规则的改动：", "{path} against the rules that it builds on:"),
    "checked": ("检查了 {count} 个文件，没有发现问题", "{count} files checked, nothing found"),
    "passed": ("通过", "pass"),
    "failed": ("未通过", "FAIL"),
    "pending": ("待确认", "pending"),
    "proposed": (
        "提议了 {count} 个用例{where}；期望的值是现行规则算出的，请逐个核对，确认后删去“待确认”",
        "{count} cases proposed{where}; what they expect is what the rules give now: check each, then remove 待确认",
    ),
    "proposed_in": ("，已写入 {path}", ", written to {path}"),
    "nothing_to_propose": (
        "{path}：每处界限都有用例，没有可提议的",
        "{path}: every boundary has its case, nothing to propose",
    ),
    "rule_file": ("规则文件", "rule file"),
    "updated": ("{path}：改写了 {count} 处说明", "{path}: {count} workings rewritten"),
    "nothing_run": ("没有可以运行的用例", "there is no case to run"),
    "nothing_selected": ("没有名称相符的用例", "no case has such a name"),
    "no_cases": ("{path}：没有用例", "{path}: no cases"),
    "noticed": ("发现 {percent}（{killed}/{counted}）", "noticed {percent} ({killed}/{counted})"),
    "trying": ("逐处改动", "changing"),
    "settling": ("核对意思", "comparing"),
    "offering": ("找用例", "looking for cases"),
    "covered": ("覆盖 {percent}（{reached}/{total}）", "coverage {percent} ({reached}/{total})"),
    "under": ("覆盖 {percent}，低于要求的 {least}%", "coverage {percent} is below the {least}% asked for"),
    "bad_percent": ("“{text}”不是 0 到 100 之间的数", "“{text}” is no number from 0 to 100"),
    "not_loaded": ("{path}：规则文件有误，用例没有运行", "{path}: the rule file has faults, its cases were not run"),
    "would_change": ("{path}：格式不规范", "{path}: not in canonical form"),
    "reformatted": ("{path}：已改写", "{path}: rewritten"),
    "form_done": (
        "填报表已写入 {path}，填好后可以直接用 govperf score 计算",
        "wrote {path}; once filled in, govperf score reads it",
    ),
    # proofs
    "no_output": ("没有“{name}”这一项；结果有：{known}", "there is no “{name}”; the outputs are {known}"),
    "prove_low": ("最低", "lowest"),
    "prove_high": ("最高", "highest"),
    "prove_end": ("{side} {value}（已证明）{example}", "{side} {value} (proved){example}"),
    "prove_beyond": ("{side} {value}，取不到（已证明）", "{side} {value}, never reached (proved)"),
    "prove_endless": ("{side}没有界限{example}", "{side}: no bound{example}"),
    "prove_within": ("，不会越过 {limit}", ", {limit} is never passed"),
    "prove_seen": ("见到的是 {value}", "{value} was seen"),
    "prove_open_end": (
        "{side} 没有定论：{seen}{limit}（{reason}）{example}",
        "{side} not settled: {seen}{limit} ({reason}){example}",
    ),
    "prove_more": (" 等 {count} 项", " and others, {count} in all"),
    "prove_rises": ("越高", "rises"),
    "prove_turns": ("由否变是", "turns from 否 to 是"),
    "prove_still": ("{names} {rises}，{node} 不变（已证明）", "{names} {rises}: {node} does not change (proved)"),
    "prove_never_lowers": ("{names} {rises}，{node} 不降（已证明）", "{names} {rises}: {node} never falls (proved)"),
    "prove_never_raises": ("{names} {rises}，{node} 不升（已证明）", "{names} {rises}: {node} never rises (proved)"),
    "prove_both": (
        "{names} {rises}，{node} 有升有降，例如",
        "{names} {rises}: {node} falls for some, rises for others",
    ),
    "prove_open": (
        "{names} {rises}，{node} 升降没有定论（{reason}）",
        "{names} {rises}: {node} not settled ({reason})",
    ),
    "prove_divisions": ("除数", "divisors"),
    "prove_divisions_good": ("{count} 处除数不会是 0（已证明）", "{count} divisors are never 0 (proved)"),
    "prove_arms": ("各档", "arms"),
    "prove_arms_good": ("{count} 档都有对象够得到", "{count} arms are reached by some object"),
    "prove_unreached": ("{words}（已证明）", "{words} (proved)"),
    "prove_assertions": ("断言", "assertions"),
    "prove_claim_good": ("{words}：已证明", "{words}: proved"),
    "prove_claim_bad": ("{words}：不成立。{example}", "{words}: refuted. {example}"),
    "prove_claim_open": ("{words}：没有定论（{reason}）", "{words}: not settled ({reason})"),
    "prove_without": (
        "没有装 z3，有些问题没有判断：pip install govperf[prove]",
        "z3 is not installed, so some questions were left open: pip install govperf[prove]",
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
