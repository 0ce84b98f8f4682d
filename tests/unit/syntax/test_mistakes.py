"""Wrong texts and what is said of them: one file for each code in tests/mistakes/syntax."""

# ruff: noqa: TID252  helpers lie beside the tests, which are no package
from __future__ import annotations

from pathlib import Path

import pytest

from govperf.diagnostics import Diagnostic
from govperf.source import Source
from govperf.syntax import messages, parse, parse_expression

from .sections import Section, sections

MISTAKES = Path(__file__).parents[2] / "mistakes" / "syntax"
ELSEWHERE = {"不是文本", "编码不明", "格子是空的", "排版失真"}
"""Codes that no wrong text earns: they are said of bytes, of cells, of canonical text."""

CASES = [(path.stem, case) for path in sorted(MISTAKES.glob("*.txt")) for case in sections(path)]


@pytest.mark.parametrize(("code", "case"), CASES, ids=lambda value: getattr(value, "title", value))
def test_mistake(code: str, case: Section) -> None:
    found = parse(Source(case.text)).diagnostics
    assert found[0].code == code
    assert "\n".join(map(shown, found)) == case.expected


def shown(finding: Diagnostic) -> str:
    span = finding.span
    assert span is not None
    words = span.text.split("\n")[0]
    return f"{span.line}:{span.column} {words!r} {finding.code}：{finding.message}（{finding.hint}）"


def test_every_code_has_its_mistake() -> None:
    said = {template.code for template in messages.TEMPLATES}
    shown_codes = {path.stem for path in MISTAKES.glob("*.txt")}
    assert shown_codes <= said
    assert said - shown_codes == ELSEWHERE


def test_english_says_as_much() -> None:
    for template in messages.TEMPLATES:
        assert bool(template.zh) == bool(template.en)
        assert bool(template.hint_zh) == bool(template.hint_en)


def test_all_mistakes_of_a_file_are_reported_together() -> None:
    text = "规则 甲\n  张三 3\na=b×\n输入\n  甲：数字\n  乙：0~\n  丙：数\n  丁 数\nc=(d\n"
    parsed = parse(Source(text))
    assert [(found.span.line if found.span else 0, found.code) for found in parsed.diagnostics] == [
        (2, "用词不对"),
        (3, "没有写完"),
        (5, "未知取值范围"),
        (6, "没有写完"),
        (8, "语法错误"),
        (9, "括号不配"),
    ]


def test_what_can_be_read_of_a_block_is_kept() -> None:
    parsed = parse(Source("规则 甲\n输入\n  乙：0~\n  丙：数\n"))
    (block,) = parsed.file.statements
    assert [line.names[0].text for line in block.lines] == ["丙"]  # type: ignore[union-attr]


def test_empty_cell() -> None:
    found = parse_expression("  ")
    assert isinstance(found, Diagnostic)
    assert found.code == "格子是空的"
