"""The page of the checks, and what ``--explain`` says, say what the checks say today."""

from __future__ import annotations

import pytest
from tests.checks.explained import FILE, content
from tests.checks.reference import PAGE, page
from tests.checks.section12 import SECTION_12
from tests.mistakes.templates import all_templates

from govperf.checks import CHECKS, TEMPLATES, Check
from govperf.checks.explained import catalogue, explain, nearest_codes
from govperf.diagnostics import Severity


def test_the_page_is_of_today():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_what_is_explained_is_of_today():
    assert FILE.read_text(encoding="utf-8") == content()


def test_every_code_is_explained_once():
    codes = [one.code for one in catalogue()]

    assert len(codes) == len(set(codes))
    assert set(codes) == {one.code for one in (*TEMPLATES, *all_templates().values())}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_is_explained_with_its_example(check: Check):
    one = explain(check.template.slug)

    assert one is not None
    assert one.code == check.code
    assert one.is_of_checks
    assert not one.stops
    assert all((one.what, one.why, one.wrong, one.said, one.instead, one.right))


def test_a_word_of_known_finds_its_code():
    assert explain("用不上").code == "用不上的档"  # type: ignore[union-attr]
    assert explain("缺口").code == "缺口"  # type: ignore[union-attr]
    assert explain("没有这个") is None


def test_a_mistyped_code_is_recognised():
    assert nearest_codes("循环定意") == ("循环定义",)
    assert nearest_codes("divisor-may-be-zer") == ("除数可能为零",)


def test_an_error_stops():
    one = explain("循环定义")

    assert one is not None
    assert one.stops
    assert one.severities == (Severity.ERROR,)


@pytest.mark.parametrize("fault", SECTION_12)
def test_each_fault_that_the_language_names_has_a_code(fault: str):
    assert all(explain(code) is not None for code in SECTION_12[fault])
