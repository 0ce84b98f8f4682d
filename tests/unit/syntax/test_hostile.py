"""Texts that are made to hang or crash a parser."""

from __future__ import annotations

import pytest

from govperf.limits import Limits
from govperf.source import Source
from govperf.syntax import parse

OVER = "超出限制"

HOSTILE = {
    "opening brackets": ("甲=" + "(" * 100_000, OVER),
    "nested brackets": ("甲=" + "(" * 100_000 + "1" + ")" * 100_000, OVER),
    "unclosed text": ("甲=“" + "字" * 1_000_000, "文本未闭合"),
    "opening quotes": ("甲=" + "“" * 1_000_000, "文本未闭合"),
    "opening name quotes": ("甲=" + "「" * 500_000, "文本未闭合"),
    "product": ("甲=" + "×".join(["9"] * 100_000), OVER),
    "sum": ("甲=" + "+".join(["乙"] * 10_000), OVER),
    "lines that go on": ("甲=乙\n" + "  +丙\n" * 10_000, OVER),
    "signs": ("甲=" + "-" * 100_000 + "乙", OVER),
    "conditions": ("甲=" + "如果 乙 则 1 否则 " * 10_000 + "1", OVER),
    "path": ("甲=乙" + ".丙" * 5_000, OVER),
    "indentation": ("规则 甲\n指标 乙 1分\n" + "\n".join(" " * n + f"丙{n} 1分" for n in range(1, 1_900)), OVER),
    "long name": ("甲=" + "名" * 20_000, OVER),
    "name with digits": ("甲=名" + "1" * 20_000, OVER),
    "long number": ("甲=" + "1" * 20_000, OVER),
    "long unit": ("甲=9" + "分" * 100_000, "未知单位"),
    "cuts in vain": ("甲=" + "大于" * 300_000, OVER),
    "numbers in vain": ("甲=" + "9以" * 100_000, "未知单位"),
    "points": ("甲=" + "9." * 100_000, "数字格式"),
    "places": ("甲=乙 保留" + "1" * 30_000 + "位小数", OVER),
    "lines": ("甲=乙\n" * 100_000, OVER),
    "changes": ("改 " * 50_000 + "甲=乙", "不能改"),
    "length": ("甲" * 2_000_001, OVER),
    "nul": ("\0" * 100_000, "未知字符"),
    "surrogate": ("甲=\ud800乙", "未知字符"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_earns_a_finding(name: str) -> None:
    text, code = HOSTILE[name]
    assert [found.code for found in parse(Source(text)).diagnostics] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 100_000 + "甲=乙",
        "规则 甲\n" + " \n" * 100_000 + "乙=丙",
        "# 注\n" * 100_000 + "甲=乙",
        "甲=乙" + "\u3000" * 1_000_000,
        "甲=" + "+".join(["乙"] * 200),
        "甲=" + " 且 ".join(["乙"] * 5_000),
        "甲=最大(" + "，".join(["乙"] * 5_000) + ")",
        "甲=" + "(" * 100 + "1" + ")" * 100,
    ],
)
def test_long_text_within_the_limits_is_read(text: str) -> None:
    assert parse(Source(text)).diagnostics == ()


def test_findings_are_counted_to_their_limit() -> None:
    parsed = parse(Source("规则 甲\n" + "乙=丙 丁\n" * 50), limits=Limits(findings=7))
    assert len(parsed.diagnostics) == 7


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("甲=乙+丙", Limits(source_length=4)),
        ("甲=1\n乙=2\n丙=3", Limits(statements=2)),
        ("甲=((1))", Limits(nesting=1)),
        ("甲=乙+丙+丁+戊", Limits(nesting=1)),
        ("名称甲=1", Limits(name_length=2)),
        ("甲=123.4", Limits(number_digits=3)),
    ],
)
def test_a_host_may_set_limits(text: str, limits: Limits) -> None:
    assert [found.code for found in parse(Source(text), limits=limits).diagnostics] == [OVER]
    assert parse(Source(text)).diagnostics == ()
