"""A folder says which checks it wants: nearest file upwards, unknown codes refused, errors never switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf
from govperf.checks.configuration import Configuration, configuration_for, configuration_from
from govperf.diagnostics import Severity

TEXT = "规则 例\n\n输入 甲、乙：0~100分\n\n得分=甲÷乙\n"


def said(text: str, name: str = "govperf.toml") -> list[str]:
    """What is said of a configuration that cannot be meant."""
    with pytest.raises(govperf.RuleError) as caught:
        configuration_from(text, name)
    return [one.message for one in caught.value.diagnostics]


def severities(configuration: Configuration) -> dict[str, Severity]:
    return {one.code: one.severity for one in configuration.applied(govperf.check(TEXT))}


def test_without_wishes_everything_is_told():
    assert severities(Configuration()) == {"除数可能为零": Severity.WARNING, "结果除不尽": Severity.NOTE}


def test_a_code_is_switched_off():
    wanted = configuration_from('[check]\ndisable = ["结果除不尽"]\n')

    assert wanted is not None
    assert set(severities(wanted)) == {"除数可能为零"}


def test_a_chinese_key_stands_in_quotes():
    wanted = configuration_from('[check]\n"关闭" = ["结果除不尽"]\n"程度" = {"除数可能为零" = "提示"}\n')

    assert wanted is not None
    assert severities(wanted) == {"除数可能为零": Severity.NOTE}


def test_english_names_do_as_well():
    wanted = configuration_from('[check]\ndisable = ["endless-result"]\nseverity = {divisor-may-be-zero = "error"}\n')

    assert wanted is not None
    assert severities(wanted) == {"除数可能为零": Severity.ERROR}


def test_a_project_file_says_it_under_tool():
    text = '[project]\nname = "x"\n\n[tool.govperf.check]\nseverity = {"除数可能为零" = "提示"}\n'
    wanted = configuration_from(text, "pyproject.toml")

    assert wanted is not None
    assert severities(wanted)["除数可能为零"] is Severity.NOTE


def test_a_project_file_that_says_nothing_is_passed_over():
    assert configuration_from("[project]\nname = 'x'\n", "pyproject.toml") is None
    assert configuration_from("= broken", "pyproject.toml") is None


def test_what_is_known_stays_a_note():
    wanted = configuration_from('[check]\nseverity = {"除数可能为零" = "错误"}\n')
    found = govperf.check(f'{TEXT}\n已知 除数可能为零 说明 "都有数"\n')

    assert wanted is not None
    assert [one.severity for one in wanted.applied(found) if one.code == "除数可能为零"] == [Severity.NOTE]


def test_what_stops_a_policy_stays():
    found = govperf.check("规则 例\n\n输入 甲：0~100分\n\n得分=甲+已\n")

    assert [one.code for one in Configuration(frozenset(["未知名称"])).applied(found)][-1] == "未知名称"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[check]\ndisable = ["缺囗"]\n', "没有“缺囗”这个代码"),
        ('[check]\ndisable = ["循环定义"]\n', "“循环定义”是错误，有它的规则不能计分"),
        ('[check]\nseverity = {"缺口" = "要紧"}\n', "“缺口”的程度不能是“要紧”"),
        ('[check]\ndisable = "缺口"\n', "disable 后面要是代码的列表"),
        ("[check]\nseverity = 3\n", "severity 后面要是一张表"),
        ("[check]\ndisabled = []\n", "没有“disabled”这一项"),
        ("check = 3\n", "check 要是一张表"),
        ("= 3\n", "读不懂这个文件"),
        ('[check]\n关闭 = ["缺口"]\n', "中文的键要加引号"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, message: str):
    assert any(message in one for one in said(text))


def test_the_nearest_code_is_offered_at_its_place():
    with pytest.raises(govperf.RuleError) as caught:
        configuration_from('[check]\ndisable = ["结果除不净"]\n')
    (problem,) = caught.value.diagnostics

    assert "结果除不尽" in problem.hint
    assert problem.span is not None
    assert (problem.span.line, problem.span.text) == (2, "结果除不净")


def test_all_that_is_wrong_is_told_together():
    assert len(said('[check]\ndisable = ["甲乙丙", "循环定义"]\nseverity = {"缺口" = "高"}\n')) == 3


# --- the nearest file ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "县" / "乡"
    inner.mkdir(parents=True)
    (inner / "rules.govperf").write_text(TEXT, encoding="utf-8")
    return inner


def test_the_nearest_file_upwards_counts_alone(folder: Path):
    (folder.parent.parent / "govperf.toml").write_text('[check]\ndisable = ["缺口"]\n', encoding="utf-8")
    assert configuration_for(folder / "rules.govperf").off == {"缺口"}

    (folder.parent / "pyproject.toml").write_text(
        '[tool.govperf.check]\ndisable = ["结果除不尽"]\n', encoding="utf-8-sig"
    )
    assert configuration_for(folder / "rules.govperf").off == {"结果除不尽"}

    (folder / "govperf.toml").write_text("", encoding="utf-8")
    assert configuration_for(folder / "rules.govperf").off == frozenset()


def test_a_project_file_without_wishes_does_not_hide_those_above(folder: Path):
    (folder.parent / "govperf.toml").write_text('[check]\ndisable = ["缺口"]\n', encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")

    assert configuration_for(folder / "rules.govperf").off == {"缺口"}
