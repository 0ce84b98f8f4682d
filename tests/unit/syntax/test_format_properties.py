"""What holds for every rule file: shown and read again, it is the same file; formatted twice, it is the same text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies.expressions import expressions
from tests.strategies.syntax import formulas, rule_files

from govperf.source import Source
from govperf.syntax import parse
from govperf.syntax.declarations import RuleFile
from govperf.syntax.expressions import Expression, Test
from govperf.syntax.show import format_file, show_file
from govperf.syntax.show_expressions import show_expression
from govperf.syntax.show_layout import comment_text

FILES = st.one_of(rule_files(), formulas())


def read(text: str) -> RuleFile:
    parsed = parse(Source(text))
    assert parsed.diagnostics == (), text
    return parsed.file


@given(FILES)
@settings(max_examples=150)
def test_a_file_that_is_shown_is_read_as_the_same_file(file: RuleFile):
    assert read(show_file(file)) == file


@given(FILES)
@settings(max_examples=60)
def test_formatting_what_is_shown_changes_nothing(file: RuleFile):
    text = show_file(file)
    assert format_file(read(text)) == text


@given(expressions(3))
@settings(max_examples=100)
def test_an_expression_that_is_shown_is_read_as_the_same_expression(node: Expression | Test):
    file = read(f"规则 甲\n乙=({show_expression(node)})")
    assert file.statements[0].value.inner == node  # type: ignore[union-attr]


def remarked(text: str, seed: int) -> tuple[str, list[str]]:
    """The text with comments behind and between its lines, at any depth, among blank lines; and these comments."""
    dice = random.Random(seed)  # noqa: S311  a seed that Hypothesis chose
    rows: list[str] = []
    remarks: list[str] = []

    def remark() -> str:
        remarks.append(f"# {len(remarks)}")
        return remarks[-1]

    for row in text.split("\n")[:-1]:
        if dice.random() < 0.3:
            rows += [" " * dice.randrange(6) + remark()]
        if dice.random() < 0.2:
            rows += ["", "  "]
        is_table = row.lstrip().startswith("|")
        rows += [f"{row} {remark()}" if dice.random() < 0.3 and not is_table else row]
    return "\n".join([*rows, remark()]), remarks


@given(FILES, st.integers(0, 10**6))
@settings(max_examples=100)
def test_comments_stay_wherever_they_are(file: RuleFile, seed: int):
    text, remarks = remarked(show_file(file), seed)
    once = format_file(read(text))
    again = read(once)
    assert again == file
    assert [comment_text(comment) for comment in again.comments] == remarks
    assert format_file(again) == once


@given(FILES, st.integers(0, 10**6))
@settings(max_examples=60)
def test_lines_may_be_broken_inside_brackets(file: RuleFile, seed: int):
    dice = random.Random(seed)  # noqa: S311  a seed that Hypothesis chose
    rows = show_file(file).split("\n")
    text = "\n".join(row if "|" in row or '"' in row or "“" in row else broken(row, dice) for row in rows)
    once = format_file(read(text))
    assert read(once) == file
    assert format_file(read(once)) == once


def broken(row: str, dice: random.Random) -> str:
    """The row with line breaks, some behind a comment, after some of its commas and brackets."""
    parts: list[str] = []
    quoted = False
    for char in row:
        quoted = char in "「【" or (quoted and char not in "」】")
        parts.append(char)
        inside = not quoted and "".join(parts).count("(") > "".join(parts).count(")")
        if inside and char in "(，+×" and dice.random() < 0.4:
            parts.append(dice.choice(["\n      ", " # 断\n          ", "\n\n  # 独\n   "]))
    return "".join(parts)


@pytest.mark.parametrize(("text", "same"), [("[甲]", "(甲)"), ("「甲」", "甲"), ("甲 在 1-3", "甲 在 1~3")])
def test_spellings_that_do_not_matter_are_equal(text: str, same: str):
    assert read(f"乙=({text})") == read(f"乙=({same})")
