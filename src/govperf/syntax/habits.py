"""Recognises what people write out of habit: words or signs of other languages, of spreadsheets, of prose."""

from __future__ import annotations

import re
from collections.abc import Callable

from govperf.diagnostics import Diagnostic
from govperf.syntax import foreign
from govperf.syntax.failure import RUN, Failure
from govperf.syntax.messages import SYNTAX


def _turned_sign(failure: Failure) -> Diagnostic | None:
    """``=>``, ``=<``, ``<>``."""
    pair = failure.before.rstrip()[-1:] + failure.rest[:1]
    if pair not in foreign.SIGNS:
        return None
    return failure.found(1, SYNTAX, found=pair, advice=f"请写 {foreign.SIGNS[pair]}", advice_en="write ≥, ≤ or ≠")


def _two_bounds(failure: Failure) -> Diagnostic | None:
    """``90%以上95%以下``."""
    meant = foreign.range_meant((failure.before + failure.rest).replace(" ", ""))
    run = re.match(r"[0-9][\w.%‰]*", failure.rest)
    if meant is None or run is None:
        return None
    end = meant.partition("~")[2]
    return failure.found(
        run.end(),
        SYNTAX,
        found=run.group(),
        advice=f"两头都有界限的写成区间：{meant}；不含的一头注明，例如 {meant}(不含{end})",
        advice_en=f"write a range: {meant}, with (不含…) for an end that is left out",
    )


def _foreign_word(failure: Failure) -> Diagnostic | None:
    """``甲>1 and 乙>1``, ``甲 乘以 2``: words for what has a sign or a word here."""
    run = RUN.match(failure.rest)
    word = None if run is None else foreign.WORDS.get(run.group().lower())
    if run is None or word is None or "PLUS" not in failure.expected:
        return None
    advice = f"“{run.group()}”请写 {word}" if word else f"请删去“{run.group()}”"
    return failure.found(run.end(), SYNTAX, found=run.group(), advice=advice, advice_en=f"write {word or 'nothing'}")


def _bracket_in_name(failure: Failure) -> Diagnostic | None:
    """``大型、小（1）型`` among choices: a name with brackets."""
    before = re.search(r"([^\W\d]\w*\([\w、]*\))\Z", failure.before)
    run = RUN.match(failure.rest)
    if before is None or run is None or re.match(r"[0-9]", failure.rest) or "、" not in failure.before:
        return None
    start = failure.offset - len(before.group(1))
    span = failure.reading.span(start, failure.offset + run.end())
    return SYNTAX.at(
        span,
        found=span.text,
        advice=f"名称里有括号的，连同括号写成「{span.text}」",
        advice_en=f"quote a name with brackets: 「{span.text}」",
    )


def _digit_name(failure: Failure) -> Diagnostic | None:
    """``输入 3分制得分``: a name that starts with a digit."""
    run = re.match(r"[0-9]+[^\W\d]\w*", failure.rest)
    if run is None or "NAME" not in failure.expected or "NUMBER" in failure.expected:
        return None
    span = failure.reading.span(failure.offset, failure.offset + run.end())
    return SYNTAX.at(
        span,
        found=span.text,
        advice=f"名称不以数字开头；一定要用这个名称时，写成「{span.text}」",
        advice_en=f"quote a name that starts with a digit: 「{span.text}」",
    )


def _dun_between(failure: Failure) -> Diagnostic | None:
    """``甲=1、乙=2`` in a case."""
    if failure.rest[:1] != "=" or re.search(r"=[^=,;]*、[^=,;、]+\Z", failure.before) is None:
        return None
    shown = (failure.before.strip() + failure.rest).replace("、", "，")
    return failure.found(
        1, SYNTAX, found="=", advice=f"几项之间用逗号：{shown}", advice_en=f"put commas between them: {shown}"
    )


HABITS: tuple[Callable[[Failure], Diagnostic | None], ...] = (
    _turned_sign,
    _two_bounds,
    _foreign_word,
    _bracket_in_name,
    _digit_name,
    _dun_between,
)
"""Each gives the finding for one habit, or None."""
