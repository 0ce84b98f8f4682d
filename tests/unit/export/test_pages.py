"""Pages that need nothing but themselves."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from govperf.export.graph_page import graph_page
from govperf.export.page import page
from govperf.export.reason_page import explanation_page

VOID = {"meta"}

GRAPH = {
    "nodes": [
        {"key": "a", "name": "指标考核", "role": "输入", "level": "对象"},
        {"key": "b", "name": "扣分<script>", "role": "输入", "level": "对象"},
        {"key": "c", "name": "得分", "role": "算式", "level": "对象", "formula": "指标考核-扣分", "clause": "第三条"},
    ],
    "edges": [{"from": "a", "to": "c"}, {"from": "b", "to": "c"}],
}

TREE = {
    "policy": {"name": "奇台县考核", "version": "2011.1", "fingerprint": "ab12"},
    "object": "教育局",
    "reasons": [
        {
            "name": "总分",
            "value": "92.00",
            "formula": "甲 95 - 乙 2.999",
            "before": "92.001",
            "steps": [{"value": "92.00", "words": "保留2位小数", "clause": "第九条"}],
            "children": [
                {"name": "甲", "value": "95", "mark": "满分100分", "status": "已填"},
                {"name": "乙", "value": "3", "formula": "丙 6 ÷ 2", "clause": "第二条 & <b>附则</b>"},
                {"name": "丙", "value": "6", "again": True},
            ],
        }
    ],
    "notes": ["没有考核日期"],
}


class Outline(HTMLParser):
    """Checks that tags close in order; keeps tags, attributes, words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID and not (self.open and self.open[-1] == "path"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize(
    "html",
    [graph_page(GRAPH, "奇台县"), explanation_page(TREE), page("标题", "<p>文</p>"), explanation_page(TREE, "en")],
)
def test_a_page_is_whole_and_fetches_nothing(html: str):
    outline = Outline(html)
    assert outline.tags[:2] == ["html", "head"]
    assert not {"script", "link", "img", "iframe", "object"} & set(outline.tags)
    assert all(link.startswith("#") for link in outline.links)
    assert "default-src 'none'" in html


def test_the_language_of_a_page_is_declared():
    assert '<html lang="zh-CN">' in explanation_page(TREE)
    assert '<html lang="en">' in explanation_page(TREE, "en")


def test_words_of_rule_files_are_shown_and_never_run():
    outline = Outline(graph_page(GRAPH, "<img src=x>") + "")
    assert "扣分<script>" in outline.words
    assert "<img src=x> 计算关系图" in outline.words
    assert "依据：第二条 & <b>附则</b>" in Outline(explanation_page(TREE)).words


def test_marks_that_turn_the_reading_direction_are_replaced():
    assert "\u202e" not in page("a\u202eb\x00", "")


SHOWN = (
    "总分：92.00",
    "甲 95 - 乙 2.999 = 92.001 → 92.00（保留2位小数，第九条）",
    "甲：95 （满分100分；已填）",
    "乙：3",
    "丙 6 ÷ 2 = 3",
    "丙：6 （算法见前）",
    "没有考核日期",
)


def test_an_explanation_shows_every_reason_in_order():
    words = "".join(Outline(explanation_page(TREE)).words)
    places = [words.index(part) for part in ("教育局", "奇台县考核", *SHOWN)]
    assert places == sorted(places)


def test_a_long_chain_of_reasons_is_no_matter():
    reason: dict[str, object] = {"name": "底"}
    for number in range(20_000):
        reason = {"name": f"第{number}层", "children": [reason]}
    html = explanation_page({"reasons": [reason]})
    assert html.count("<details") == html.count("</details>") == 20_000


def test_a_graph_is_drawn_with_an_arrow_for_each_edge():
    html = graph_page(GRAPH, "奇台县")
    svg = ElementTree.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    assert [label.text for label in svg.iter(f"{space}text")] == ["指标考核", "扣分<script>", "得分"]
    assert len([path for path in svg.findall(f"{space}path") if path.get("marker-end")]) == 2
    boxes = [int(rect.get("x", "-1")) for rect in svg.iter(f"{space}rect")]
    assert boxes[0] == boxes[1] < boxes[2]


def test_the_table_says_the_same_in_words():
    html = graph_page(GRAPH, "奇台县")
    assert '<tr id="n2"><th scope="row">得分</th>' in html
    assert '<a href="#n0">指标考核</a>、<a href="#n1">扣分&lt;script&gt;</a>' in html
    assert html.count('<a href="#n2">得分</a>') == 2


def test_a_graph_too_large_to_draw_keeps_its_table():
    nodes = [{"key": str(number), "name": f"指标{number}", "role": "输入", "level": "对象"} for number in range(301)]
    html = graph_page({"nodes": nodes, "edges": []}, "大")
    assert "<svg" not in html
    assert html.count("<tr id=") == 301
