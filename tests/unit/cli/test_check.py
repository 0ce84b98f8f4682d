"""govperf check: settings of a folder, explanations of codes, versions beside each other, data for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

RULES = """规则 例考核
  生效 {period}

对象 单位

输入 甲、乙：0~100分

得分=甲÷乙
"""


@pytest.fixture
def rules(county: Path) -> Path:
    path = county / "rules" / "a.govperf"
    path.parent.mkdir()
    path.write_text(RULES.format(period="2011-01-01 至 2011-12-31"), encoding="utf-8")
    return path


def codes(ran: Any) -> dict[str, str]:
    return {item["code"]: item["severity"] for item in json.loads(ran.out)}


def test_the_folder_says_what_it_wants_to_be_told(run: Any, rules: Path):
    assert codes(run("check", "rules", "--format", "json")) == {"除数可能为零": "warning", "结果除不尽": "note"}

    text = '[check]\ndisable = ["结果除不尽"]\nseverity = {"除数可能为零" = "错误"}\n'
    (rules.parent / "govperf.toml").write_text(text, encoding="utf-8")
    ran = run("check", "rules", "--format", "json")

    assert codes(ran) == {"除数可能为零": "error"}
    assert ran.code == 1


def test_settings_that_cannot_be_meant_are_shown_at_their_words(run: Any, rules: Path):
    (rules.parent / "govperf.toml").write_text('[check]\ndisable = ["循环定义"]\n', encoding="utf-8")
    ran = run("check", "rules")

    assert ran.code == 1
    assert "govperf.toml:2:13" in ran.err
    assert "不能关闭" in ran.err


def test_two_versions_in_force_at_once_are_told(run: Any, rules: Path):
    later = rules.with_name("b.govperf")
    later.write_text(RULES.format(period="2011-07-01 起"), encoding="utf-8")
    ran = run("check", "rules", "--format", "json")

    assert codes(ran)["版本重叠"] == "error"
    assert "重叠在 2011-07-01 至 2011-12-31" in ran.out

    later.write_text(RULES.format(period="2012-01-01 起"), encoding="utf-8")
    assert "版本重叠" not in codes(run("check", "rules", "--format", "json"))

    later.write_text(RULES.format(period="2012-03-01 起"), encoding="utf-8")
    assert codes(run("check", "rules", "--format", "json"))["版本中断"] == "warning"


def test_a_code_is_explained(run: Any):
    ran = run("check", "--explain", "缺口")

    assert ran.code == 0
    for word in ("缺口（gap）", "找什么：", "为什么：", "例：", "得到：", "应该怎样写："):
        assert word in ran.out


def test_an_error_is_explained_in_english_by_its_english_name(run: Any):
    ran = run("check", "--explain", "circle", "--lang", "en")

    assert ran.code == 0
    assert "what: the definition goes round in a circle" in ran.out


def test_an_explanation_is_data_too(run: Any):
    found = json.loads(run("check", "--explain", "缺口", "--format", "json").out)

    assert (found["code"], found["slug"], found["severities"]) == ("缺口", "gap", ["warning"])


def test_of_an_unknown_code_the_nearest_is_told_then_all(run: Any):
    ran = run("check", "--explain", "循环定意")

    assert ran.code == 2
    assert "是不是“循环定义”" in ran.err
    assert "除数可能为零" in ran.err


def test_something_must_be_checked(run: Any):
    assert run("check").code == 2


# --- SARIF ---


def is_region(region: dict[str, Any]) -> bool:
    return region["startLine"] >= 1 and region["startColumn"] >= 1 and region["endColumn"] >= 1


def test_sarif_has_the_shape_that_code_hosts_read(run: Any, rules: Path):
    known = rules.read_text(encoding="utf-8") + '\n已知 结果除不尽 说明 "只作参考"\n'
    rules.write_text(known, encoding="utf-8")
    log = json.loads(run("check", "rules", "--format", "sarif").out)
    (ran,) = log["runs"]
    listed = ran["tool"]["driver"]["rules"]

    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert [rule["id"] for rule in listed] == ["结果除不尽", "除数可能为零"]
    for rule in listed:
        assert set(rule) == {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration"}
        assert rule["help"]["text"]
        assert "```text" in rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    for result in ran["results"]:
        assert listed[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "rules/a.govperf"
        assert is_region(place["physicalLocation"]["region"])
    assert [result.get("suppressions") for result in ran["results"]] == [
        [{"kind": "inSource", "justification": "只作参考"}],
        None,
    ]
