"""What is said of wrong texts as a whole; each message has its page in tests/mistakes/syntax."""

from __future__ import annotations

from govperf.diagnostics import Diagnostic
from govperf.source import Source
from govperf.syntax import parse, parse_expression


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
