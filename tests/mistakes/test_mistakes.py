"""Each wrong case earns just what its page says; each template, code and advice is covered."""

from __future__ import annotations

import functools
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from tests.mistakes.catalogue import CATALOGUE, catalogue
from tests.mistakes.earning import Said, earned
from tests.mistakes.pages import Case, Page, pages
from tests.mistakes.templates import all_templates, needs_page

import govperf
from govperf.checks import TEMPLATES as CHECKS
from govperf.diagnostics import Language, Severity, Template

PAGES = pages()
CASES = [pytest.param(page, case, id=f"{page.room}-{page.code}-{case.title}") for page in PAGES for case in page.cases]
TEMPLATES = all_templates()


@functools.cache
def said_of(room: str, code: str, index: int, language: Language = "zh") -> tuple[Said, ...]:
    page = next(page for page in PAGES if (page.room, page.code) == (room, code))
    with tempfile.TemporaryDirectory() as folder:
        return tuple(earned(room, page.cases[index], Path(folder), language))


def said_here(page: Page, case: Case) -> tuple[Said, ...]:
    return said_of(page.room, page.code, page.cases.index(case))


def says(said: Template, template: Template) -> bool:
    """Whether what was said is this template, or the same with its place put before it."""
    return said is template or (said.code == template.code and said.zh.endswith(f"：{template.zh}"))


@pytest.mark.parametrize(("page", "case"), CASES)
def test_what_is_said(page: Page, case: Case):
    assert "\n\n".join(text for _, text in said_here(page, case)) == case.expected


@pytest.mark.parametrize(("page", "case"), CASES)
def test_the_code_is_that_of_the_page(page: Page, case: Case):
    assert (page.code in {template.code for template, _ in said_here(page, case)}) is not case.is_fine


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.room}-{page.code}")
def test_a_page_says_why_before_its_cases(page: Page):
    assert page.why.endswith("。")
    assert any(not case.is_fine for case in page.cases)
    assert page.code in {template.code for template in TEMPLATES.values()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.room}-{page.code}")
def test_english_has_all_its_facts(page: Page):
    for index, case in enumerate(page.cases):
        assert len(said_of(page.room, page.code, index, "en")) == len(said_here(page, case))


def test_every_template_is_earned():
    said = {template for page in PAGES for case in page.cases for template, _ in said_here(page, case)}
    unearned = {name for name, template in TEMPLATES.items() if not any(says(one, template) for one in said)}
    assert unearned == {name for name in TEMPLATES if not needs_page(name)}


def test_a_code_has_one_slug_and_a_slug_one_code():
    slugs, codes = defaultdict(set), defaultdict(set)
    for template in (*TEMPLATES.values(), *CHECKS):
        slugs[template.code].add(template.slug)
        codes[template.slug].add(template.code)
    assert {code: found for code, found in slugs.items() if len(found) > 1} == {}
    assert {slug: found for slug, found in codes.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_languages_say_what_is_wrong_with_a_way_out(name: str):
    template = TEMPLATES[name]
    assert template.zh
    assert template.en
    assert bool(template.hint_zh) == bool(template.hint_en)
    assert template.hint_zh or template.severity is Severity.NOTE


def errors_of(text: str) -> list[govperf.Diagnostic]:
    return [one for one in govperf.check(text) if one.severity is Severity.ERROR]


def test_one_file_tells_all_its_mistakes_at_once():
    text = (
        "规则 例\n输入 甲：0~100分\n子=甲+已\n丑=如果 甲 则 1 否则 0\n寅=最大值(甲，1)\n等次 评级 按 甲\n  优：60~50\n"
    )
    found = [(one.span and one.span.line, one.code) for one in errors_of(text)]
    assert found == [(3, "未知名称"), (4, "类型不合"), (5, "未知函数"), (7, "区间颠倒")]


def test_what_is_wrong_once_is_told_once():
    text = "规则 例\n输入 甲：0~100分\n中间 子=甲+已\n丑=子×2\n寅=丑+子\n等次 评级 按 寅\n  优：60以上\n  差：其他\n"
    assert [one.code for one in errors_of(text)] == ["未知名称"]


class Unreadable:
    """A value that breaks whatever is asked of it."""

    def __str__(self) -> str:
        raise RuntimeError

    __repr__ = __float__ = __iter__ = __eq__ = __str__  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]


class Table:
    """What looks like a data frame."""

    columns = ("甲",)


def test_what_only_python_can_give():
    policy = govperf.compile("规则 例\n输入 甲：0~100分\n得=甲\n")
    with pytest.raises(govperf.InputError) as caught:
        policy.score_all(Table())  # type: ignore[arg-type]
    assert [one.code for one in caught.value.problems] == ["类型不符"]
    with pytest.raises(govperf.InputError) as caught:
        policy.score({"甲": Unreadable()})
    assert [one.code for one in caught.value.problems] == ["类型不符"]


def test_the_catalogue_is_of_today():
    assert CATALOGUE.read_text(encoding="utf-8") == catalogue()
