"""The head of a rule file."""

from __future__ import annotations

import datetime

import pytest

from govperf.source import Source
from govperf.syntax import parse
from govperf.syntax.declarations import Header, Period, UnitsDeclaration


def header_of(text: str) -> Header:
    parsed = parse(Source(text))
    assert parsed.diagnostics == ()
    assert parsed.file.header is not None
    return parsed.file.header


def test_header_keeps_its_lines_as_typed() -> None:
    header = header_of(
        '规则 绩效考核（试行）\n  地区：新疆\n  版本 2011.1   # 注释\n  依据 《关于“三公”的（通知）》\n  说明 "原文"\n'
    )
    assert header.name == "绩效考核（试行）"
    assert [(line.word, line.text) for line in header.lines] == [
        ("地区", "新疆"),
        ("版本", "2011.1"),
        ("依据", "《关于“三公”的（通知）》"),
        ("说明", "原文"),
    ]


def test_quotes_around_two_texts_stay() -> None:
    (line,) = header_of("规则 甲\n  依据 “乙”和“丙”\n").lines
    assert line.text == "“乙”和“丙”"


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("生效 2011-01-01 起", (2011, 1, 1), None),
        ("生效 2011-01-01起", (2011, 1, 1), None),
        ("生效 自2011年1月1日起施行", (2011, 1, 1), None),
        ("生效 2011-01-01 至 2012-12-31", (2011, 1, 1), (2012, 12, 31)),
        ("生效 2011-01-01至2012-12-31", (2011, 1, 1), (2012, 12, 31)),
        ("生效 2011-01-01~2012-12-31", (2011, 1, 1), (2012, 12, 31)),
    ],
)
def test_period(line: str, start: tuple[int, int, int], end: tuple[int, int, int] | None) -> None:
    found = header_of(f"规则 甲\n  {line}\n").effective
    assert isinstance(found, Period)
    assert found.start == datetime.date(*start)
    assert found.end == (datetime.date(*end) if end else None)


def test_units_of_the_header_are_units_of_the_file() -> None:
    parsed = parse(Source("规则 甲\n  单位 辆、幅\n乙=3辆+2幅\n"))
    assert parsed.diagnostics == ()
    assert isinstance(parsed.file.statements[0], UnitsDeclaration)
    assert parsed.file.statements[0].units == ("辆", "幅")


def test_units_at_the_margin_hold_in_the_whole_file() -> None:
    parsed = parse(Source("乙=3艘\n单位 艘\n"))
    assert parsed.diagnostics == ()
