"""Findings as a person reads them in a terminal."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from govperf.diagnostics import Diagnostic, Label, Severity, Template, render, summary, text_width
from govperf.source import Source, Span

UNKNOWN = Template(
    code="未知名称",
    slug="unknown-name",
    zh="“{name}”没有定义",
    en="“{name}” is not defined",
    hint_zh="是不是想写“{nearest}”？",
    hint_en="did you mean “{nearest}”?",
)
TWICE = Template("重复定义", "defined-twice", "“{name}”定义了两次", "“{name}” is defined twice")
RULES = Source("规则 示例\n总分=重点得分×90%+公众评义×10%\n总分=1\n", "单位.govperf")


def span_of(words: str, source: Source = RULES, last: bool = False) -> Span:
    start = source.text.rindex(words) if last else source.text.index(words)
    return Span(source, start, start + len(words))


def unknown(words: str = "公众评义", source: Source = RULES) -> Diagnostic:
    return UNKNOWN.at(span_of(words, source), name=words, nearest="公众评议")


def test_the_marks_stand_under_the_words() -> None:
    found = evolve(unknown(), example="公众评议=90")
    assert render([found]) == dedent(
        """\
        错误 未知名称：“公众评义”没有定义
         --> 单位.govperf:2:13
          |
        2 | 总分=重点得分×90%+公众评义×10%
          |                   ^^^^^^^^
          = 建议：是不是想写“公众评议”？
          = 例：公众评议=90

        共 1 个错误"""
    )


def test_the_same_in_english() -> None:
    assert render([evolve(unknown(), severity_override=Severity.WARNING)], "en") == dedent(
        """\
        warning unknown-name: “公众评义” is not defined
         --> 单位.govperf:2:13
          |
        2 | 总分=重点得分×90%+公众评义×10%
          |                   ^^^^^^^^
          = help: did you mean “公众评议”?

        found 1 warning"""
    )


def test_second_places_are_shown_with_their_words() -> None:
    label = Label(span_of("总分"), "第一次在这里", "first here")
    other = Label(span_of("基", Source("基=1", "基础.govperf")), "也见这里", "see also")
    same = Label(span_of("1", last=True), "值", "value")
    found = evolve(TWICE.at(span_of("总分", last=True), name="总分"), labels=(same, label, other))
    assert render([found]) == dedent(
        """\
        错误 重复定义：“总分”定义了两次
         --> 单位.govperf:3:1
          |
        3 | 总分=1
          | ^^^^
          |      - 值
          |
        2 | 总分=重点得分×90%+公众评义×10%
          | ---- 第一次在这里
         ::: 基础.govperf:1:1
          |
        1 | 基=1
          | -- 也见这里

        共 1 个错误"""
    )


def test_a_finding_without_a_place() -> None:
    assert render([TWICE.at(None, name="总分")]) == "错误 重复定义：“总分”定义了两次\n\n共 1 个错误"


def test_the_severities_are_counted() -> None:
    found = [evolve(unknown(), severity_override=severity) for severity in (*Severity, Severity.ERROR)]
    assert summary(found) == "共 2 个错误，1 个警告，1 个提示"
    assert summary(found, "en") == "found 2 errors, 1 warning, 1 note"
    assert (render([]), render([], "en")) == ("没有发现问题", "nothing found")


def test_a_long_span_is_marked_on_its_first_line() -> None:
    found = TWICE.at(Span(RULES, RULES.text.index("公众"), len(RULES.text)), name="总分")
    assert marked(render([found])) == "公众评义×10%"


@pytest.mark.parametrize(
    ("text", "offset", "line"), [("", 0, 1), ("得分=", 3, 1), ("得分=\n", 3, 1), ("得分=\n", 4, 2)]
)
def test_an_empty_span_has_one_mark(text: str, offset: int, line: int) -> None:
    source = Source(text)
    shown = render([TWICE.at(Span(source, offset, offset), name="x")])
    assert f"公式:{line}:" in shown
    assert shown.count("^") == 1


def test_a_long_line_is_cut_around_the_words() -> None:
    source = Source("甲" * 100_000 + "错词" + "乙" * 100_000)
    shown = render([unknown("错词", source)])
    assert marked(shown) == "错词"
    assert max(map(text_width, shown.splitlines())) <= 110
    assert "…甲" in shown
    assert "乙…" in shown


def test_control_characters_do_not_reach_the_terminal() -> None:
    source = Source("甲\x1b[2J\u202e=错词\r\n", "名\x07.govperf")
    found = UNKNOWN.at(span_of("错词", source), name="错\x1b词\n", nearest="\u200b")
    shown = render([found])
    assert marked(shown) == "错词"
    assert set(re.findall(r"[^\n -~\u2018-\uffff]", shown)) == set()
    assert "“错�词 ”没有定义" in shown


def test_the_output_is_bounded() -> None:
    source = Source("错词" * 5_000)
    label = Label(Span(source, 0, 10_000), "长" * 100_000, "long")
    found = UNKNOWN.at(Span(source, 0, 10_000), name="长" * 100_000, nearest="长" * 100_000)
    shown = render([evolve(found, labels=(label,) * 50, example="例\n" * 10_000)] * 5_000, longest=200)
    assert "……其余 4900 处从略\n\n共 5000 个错误" in shown
    assert len(shown) < 100 * 8_000


def test_colours_change_nothing_else() -> None:
    found = [evolve(unknown(), labels=(Label(span_of("总分"), "这里", "here"),))]
    coloured = render(found, color=True)
    assert "\x1b[1;31m错误 未知名称\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == render(found)


def test_an_example_of_several_lines_is_indented() -> None:
    shown = render([evolve(unknown(), example="总分\n  得分=1")])
    assert "\n  = 例：总分\n      得分=1\n" in shown


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_place_of_any_text_can_be_shown(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = render([TWICE.at(Span(Source(text), start, end), name="x")])
    assert "^" in shown
    shown.encode()


def marked(shown: str) -> str:
    """The words above the first run of marks, found by counting cells."""
    lines = shown.splitlines()
    row = next(number for number, line in enumerate(lines) if set(line.partition("|")[2]) == {" ", "^"})
    first, last = lines[row].index("^"), lines[row].rindex("^")
    line = lines[row - 1]
    return "".join(char for place, char in enumerate(line) if first <= text_width(line[:place]) <= last)
