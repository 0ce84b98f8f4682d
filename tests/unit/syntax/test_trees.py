"""Texts and the trees that come of them."""

# ruff: noqa: RUF001, TID252  full-width digits are meant; helpers lie beside the tests, which are no package
from __future__ import annotations

from pathlib import Path

import pytest

from govperf.diagnostics import Diagnostic
from govperf.source import Source
from govperf.syntax import parse, parse_expression

from .sections import Section, sections
from .show_tree import show_statement, show_tree

HERE = Path(__file__).parent


@pytest.mark.parametrize("case", sections(HERE / "expressions.txt"), ids=lambda case: case.title)
def test_expression(case: Section) -> None:
    found = parse_expression(case.text)
    assert not isinstance(found, Diagnostic), found
    assert show_tree(found) == case.expected


@pytest.mark.parametrize("case", sections(HERE / "statements.txt"), ids=lambda case: case.title)
def test_statement(case: Section) -> None:
    parsed = parse(Source(case.text))
    assert parsed.diagnostics == ()
    assert "\n".join(map(show_statement, parsed.file.statements)) == case.expected


def test_printed_formulas_stand_as_they_are() -> None:
    text = "绩效考核得分=重点考核得分×90%+公众评议得分×10%-(查访核验扣分+投诉查处扣分)。"
    (statement,) = parse(Source(text)).file.statements
    weighted = "((重点考核得分 * 90%) + (公众评议得分 * 10%))"
    assert show_tree(statement) == f"Assignment(绩效考核得分, ({weighted} - Group((查访核验扣分 + 投诉查处扣分))))"


def test_full_width_and_half_width_forms_are_one() -> None:
    wide = "甲＝（乙＋丙）×１２．５％－丁（≦２）÷３　保留２位小数；"
    narrow = "甲=(乙+丙)*12.5%-丁(<=2)/3 保留2位小数"
    assert parse(Source(wide)).file.statements == parse(Source(narrow)).file.statements


@pytest.mark.parametrize(
    "text", ["甲×90%+乙", "甲×90%+乙 保留2位小数", "甲\n  +乙", "甲\n+乙", "最大(甲，\n乙)", "  甲+乙。"]
)
def test_lone_expression_is_called_score(text: str) -> None:
    parsed = parse(Source(text))
    assert parsed.diagnostics == ()
    assert parsed.file.lone
    assert [statement.name.text for statement in parsed.file.statements] == ["得分"]  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["甲=乙", "甲=1\n乙=2", "输入 甲：数", '用例 "一"\n  期望 甲=1', "对象 单位"])
def test_statements_are_no_lone_expression(text: str) -> None:
    parsed = parse(Source(text))
    assert parsed.diagnostics == ()
    assert not parsed.file.lone


def test_indented_text_has_its_own_margin() -> None:
    text = "\n    规则 甲\n      版本 1\n    输入\n      乙：数\n    丙=乙\n"
    parsed = parse(Source(text))
    assert parsed.diagnostics == ()
    assert len(parsed.file.statements) == 2
