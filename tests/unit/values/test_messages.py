"""The words for refused values: complete, in both languages, with codes that a rule file can name."""

from __future__ import annotations

import string

import pytest

from govperf.diagnostics import Template
from govperf.values import messages, place_of

TEMPLATES = {name: made for name, made in vars(messages).items() if isinstance(made, Template)}
OWN = {name: made for name, made in TEMPLATES.items() if name != "OVER_LIMIT"}


@pytest.mark.parametrize("name", OWN)
def test_a_refusal_names_its_place_and_says_what_to_write(name: str) -> None:
    template = OWN[name]
    assert "{where}" in template.zh
    assert "{where_en}" in template.en
    assert template.hint_zh
    assert template.hint_en


@pytest.mark.parametrize("name", OWN)
def test_both_languages_tell_the_same_facts(name: str) -> None:
    template = OWN[name]
    assert _facts(template.zh) - {"where"} == _facts(template.en) - {"where_en"}
    assert _facts(template.hint_zh) == _facts(template.hint_en)


def test_a_code_has_one_slug() -> None:
    slugs = {(template.code, template.slug) for template in TEMPLATES.values()}
    assert sorted(code for code, _ in slugs) == ["类型不符", "超出限制", "输入超出范围"]


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        (("得分",), "得分", "得分"),
        (("表彰", 3, "级别"), "表彰第3行的级别", "表彰 row 3, 级别"),
        (("表彰", 3), "表彰第3行", "表彰 row 3"),
        ((2, "得分"), "第2行的得分", "row 2, 得分"),
        ((), "这个值", "the value"),
    ],
)
def test_places(path: tuple[str | int, ...], zh: str, en: str) -> None:
    assert place_of(path) == zh
    assert place_of(path, english=True) == en


def _facts(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
