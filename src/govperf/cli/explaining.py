"""govperf check --explain: what there is to say of a code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

import attrs

from govperf.checks.explained import Explained, catalogue, explain, nearest_codes
from govperf.cli.arguments import wrapped
from govperf.cli.console import GOOD, USAGE, Console
from govperf.diagnostics import Language
from govperf.diagnostics.width import text_width

_WIDTH = 100


def run(asked: str, form: str, console: Console) -> int:
    """Explains a code; of one that there is not the nearest are told, then all."""
    found = explain(asked)
    if found is None:
        _unknown(asked, console)
        return USAGE
    if form == "text":
        console.print(as_text(found, console.language).rstrip("\n"))
    else:
        console.print(json.dumps(as_dict(found), ensure_ascii=False, indent=2))
    return GOOD


def as_dict(one: Explained) -> dict[str, object]:
    """The entry for programs."""
    return {**attrs.asdict(one), "severities": [severity.value for severity in one.severities], "also": list(one.also)}


def as_text(one: Explained, language: Language = "zh") -> str:
    """The entry for a person at a terminal."""
    return "\n".join(_lines(one, language)) + "\n"


def as_markdown(one: Explained) -> str:
    """The entry for a page."""
    parts = [one.what]
    parts += [f"为什么：{one.why}"] if one.why else []
    parts += [f"```text\n{one.wrong.rstrip()}\n```", f"```text\n{one.said}\n```"] if one.wrong else []
    parts += [f"应该怎样写：{one.instead}"] if one.instead else []
    parts += [f"```text\n{one.right.rstrip()}\n```"] if one.right else []
    return "\n\n".join(parts) + "\n"


def _lines(one: Explained, language: Language) -> Iterator[str]:
    chinese = language == "zh"
    words = {"error": "错误", "warning": "警告", "note": "提示"} if chinese else {}
    severities = "、".join(words.get(severity.value, severity.value) for severity in one.severities)
    yield f"{one.code}（{one.slug}） {severities} · {one.part}" if chinese else f"{one.slug} ({one.code}) {severities}"
    if not chinese:
        yield from _paragraph("what: ", one.english)
        yield from _paragraph("instead: ", one.english_instead)
    yield from _paragraph("找什么：" if chinese else "", one.what)
    yield from _paragraph("为什么：" if chinese else "", one.why)
    yield from _example("例：" if chinese else "example:", one.wrong)
    yield from _example("得到：" if chinese else "earns:", one.said)
    yield from _paragraph("应该怎样写：" if chinese else "", one.instead)
    yield from _example("" if one.instead else "应该怎样写：", one.right)
    if one.also:
        yield from _paragraph("已知 后面也可以写：" if chinese else "已知 takes: ", "、".join((one.code, *one.also)))


def _paragraph(head: str, text: str) -> Iterator[str]:
    if text:
        yield ""
        yield from wrapped(f"{head}{text}", _WIDTH)


def _example(head: str, text: str) -> Iterator[str]:
    if text:
        yield from ("", head) if head else ("",)
        yield from (f"    {line}" if line else "" for line in text.rstrip("\n").splitlines())


def _unknown(asked: str, console: Console) -> None:
    near = nearest_codes(asked)
    hint = console.say("nearest", names="”“".join(near)) if near else ""
    console.warn(console.say("no_code", code=asked, hint=hint))
    console.warn(console.say("all_codes"))
    for part, entries in groupby(catalogue(), key=lambda one: one.part):
        console.warn(f"{part}：" if console.language == "zh" else f"{part}:")
        line = "  "
        for one in entries:
            shown = one.code if console.language == "zh" else one.slug
            if text_width(line) + text_width(shown) > _WIDTH:
                console.warn(line.rstrip())
                line = "  "
            line += f"{shown}  "
        console.warn(line.rstrip())
