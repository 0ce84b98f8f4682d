"""What a comparison says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from govperf.diagnostics import Language
from govperf.proofs.model import Verdict

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "old": ("旧", "old"),
    "new": ("新", "new"),
    "line": ("{source} 第{line}行", "{source}:{line}"),
    "clause": ("依据 {clause}", "clause: {clause}"),
    "clauses": ("依据 {before} → {after}", "clause: {before} → {after}"),
    "colon": ("：", ": "),
    "comma": ("，", ", "),
    "semicolon": ("；", "; "),
    "bracketed": ("（{text}）", " ({text})"),
    # what was changed
    "changes": ("一、改了什么（{count} 处）", "1. What was changed ({count})"),
    "no_changes": ("一、条文没有改动", "1. No clause was changed"),
    "增": ("新增", "added"),
    "删": ("删去", "removed"),
    "改": ("", ""),
    "移": ("移动", "moved"),
    "改名": ("改名", "renamed"),
    "次序": ("次序", "order of"),
    "with": ("（连同其下 {count} 行）", " (with {count} lines below it)"),
    "rewritten": ("改写", "rewritten"),
    "inserted": ("加上“{text}”", "“{text}” inserted"),
    "left_out": ("去掉“{text}”", "“{text}” left out"),
    "into": (" 改为 ", " becomes "),
    "kept": ("结果不变，已证明", "no result changes, proved"),
    "besides": ("不影响得分的改动：{text}", "without any effect on scores: {text}"),
    "remarks": ("依据、说明 {count} 处（{names}）", "依据 or 说明 of {count} clauses ({names})"),
    "reordered": ("条文的先后次序", "the order of the statements"),
    "and_more": ("等", " and more"),
    # what it does
    "effects": ("二、结果有什么不同", "2. What it does to the results"),
    "equal": ("{names}：相同（已证明）", "{names}: the same (proved)"),
    "gone": ("只有旧版有的结果：{names}", "results of the old version alone: {names}"),
    "come": ("只有新版有的结果：{names}", "results of the new version alone: {names}"),
    "required": ("新要求的数据：{names}", "newly required data: {names}"),
    "optional": ("新增的可以不填的数据：{names}", "new data that may be left out: {names}"),
    "dropped": ("不再需要的数据：{names}", "data no longer needed: {names}"),
    "altered": ("数据要求有改动：{names}", "other demands on data: {names}"),
    "recorded": ("登记的否决有改动，不影响得分", "vetoes that are only recorded changed"),
    "lacking": ("数据不全时结果不同：{told}", "differs where data is missing: {told}"),
    "rise": ("增加最多 {amount}", "largest rise {amount}"),
    "fall": ("减少最多 {amount}", "largest fall {amount}"),
    "rise_found": ("找到的最大增幅 {amount}", "largest rise found {amount}"),
    "fall_found": ("找到的最大降幅 {amount}", "largest fall found {amount}"),
    "when": ("{told} 时，{before} → {after}", "{before} → {after} where {told}"),
    "beside": ("（与另外 {count} 个对象一起考核）", " (scored beside {count} more)"),
    "unsettled": ("没有全部证明：{reason}", "not all of it is settled: {reason}"),
    "no_reason": ("超出了证明的工作量", "beyond the work that a proof may cost"),
    "stopped": ("算不出（{code}）", "no value ({code})"),
    "absent": ("缺", "absent"),
    # whom it touches
    "objects": ("三、{count} 个对象：{changed} 个有变化", "3. {count} objects: {changed} change"),
    "no_objects": ("三、{count} 个对象的结果都没有变化", "3. nothing changes for any of {count} objects"),
    "rising": ("{count} 个增加（最多 {amount}）", "{count} rise (at most {amount})"),
    "falling": ("{count} 个减少（最多 {amount}）", "{count} fall (at most {amount})"),
    "shifting": ("{before} → {after} {count} 个", "{before} → {after} {count}"),
    "each": ("逐个来看：", "one by one:"),
    "failing": (
        "另有 {count} 个对象两个版本都算不出：{names}；原因可用 govperf score 查看",
        "{count} more cannot be scored by either version: {names}; govperf score says why",
    ),
    "fails_after": ("新版算不出：{problems}", "no longer scored: {problems}"),
    "fails_before": ("旧版算不出，新版可以算了（旧版：{problems}）", "scored now, not before ({problems})"),
    "by": ("第{numbers}处 {titles}", "change {numbers} {titles}"),
    "totals": ("全体", "the cohort"),
    "nameless": ("第{row}个对象", "object {row}"),
    "more": ("……其余 {count} 个对象从略；用 -o 写成文件可以看到全部", "... {count} more; -o writes all of them"),
    "no_such_object": ("“{name}”的结果没有变化", "nothing changes for “{name}”"),
    "FAILED": ("算不出", "no value"),
    "NOT_APPLICABLE": ("不适用", "not applicable"),
    "NO_SUCH_RESULT": ("没有这项", "no such result"),
    # in the end
    "same_text": ("结论：两个版本的条文相同", "Conclusion: both versions say the same"),
    "same": (
        "结论：写法不同，意思相同（已证明：任何数据的结果都一样）",
        "Conclusion: written differently, same meaning (proved for all data)",
    ),
    "same_complete": (
        "结论：写法不同，意思相同（已证明：数据齐全时结果都一样）",
        "Conclusion: written differently, same meaning (proved for all data that lacks nothing)",
    ),
    "differs": ("结论：两个版本的意思不同", "Conclusion: the versions do not mean the same"),
    "open": (
        "结论：没有发现不同，但没能证明完全相同",
        "Conclusion: no difference was found, yet it is not proved that there is none",
    ),
}

_VERDICTS: Final[Mapping[Verdict, tuple[str, str, str]]] = {
    Verdict.EQUAL: ("相同（已证明）", "相同（已证明）", "the same (proved)"),
    Verdict.NEVER_LOWER: ("只增不减（已证明）", "只升不降（已证明）", "never lower (proved)"),
    Verdict.NEVER_HIGHER: ("只减不增（已证明）", "只降不升（已证明）", "never higher (proved)"),
    Verdict.BOTH: ("有增有减", "有升有降", "higher for some, lower for others"),
    Verdict.OTHER: ("有不同", "有不同", "differs"),
    Verdict.OPEN: (
        "没有发现不同，没能证明相同",
        "没有发现不同，没能证明相同",
        "no difference found, not proved the same",
    ),
}
"""Of numbers, of grades, in English."""


def word(key: str, language: Language, **facts: object) -> str:
    """The words for ``key`` with its facts put in."""
    said = _WORDS[key][0 if language == "zh" else 1]
    return said.format(**facts) if facts else said


def verdict_word(verdict: Verdict, language: Language, *, graded: bool = False) -> str:
    """A verdict in words; a grade rises where a number grows."""
    return _VERDICTS[verdict][2 if language == "en" else int(graded)]


__all__ = ["verdict_word", "word"]
