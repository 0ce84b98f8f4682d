"""govperf explain: the working of one object."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def test_text_shows_the_formula_with_its_numbers(run: Any):
    ran = run("explain", "county.govperf", "units.csv", "--object", "教育局")
    assert ran.code == 0
    assert "96.25" in ran.out
    assert "指标考核 95" in ran.out


def test_json_is_the_tree(run: Any):
    ran = run("explain", "county.govperf", "units.csv", "--row", "1", "--format", "json")
    assert ran.code == 0
    assert "96.25" in json.dumps(json.loads(ran.out), ensure_ascii=False)


def test_a_page_is_written(run: Any, county: Path):
    ran = run("explain", "county.govperf", "units.csv", "--object", "教育局", "-o", "page.html")
    assert (ran.code, ran.err) == (0, "已写入 page.html\n")
    html = (county / "page.html").read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert "96.25" in html


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "数据里有 3 个对象，请用 --object 指明一个：教育局、卫生局、税务局"),
        (("--object", "教育"), 2, "数据里没有对象“教育”；是不是“教育局”？"),
        (("--row", "9"), 2, "数据里有 3 个对象"),
        (("--object", "卫生局"), 1, "（B3）"),
        (("--object", "教育局", "--row", "1"), 2, "不能和"),
    ],
)
def test_an_object_that_cannot_be_explained_is_told_why(run: Any, arguments: tuple[str, ...], code: int, words: str):
    ran = run("explain", "county.govperf", "units.csv", *arguments)
    assert ran.code == code
    assert words in ran.err
