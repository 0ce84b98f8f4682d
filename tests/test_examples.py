"""Every example rule file compiles, passes its own cases, is canonically formatted, and scores its data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import govperf
from govperf.adapters.files import read_data
from govperf.diagnostics import Severity

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
RULE_FILES = sorted(EXAMPLES.glob("*/*.govperf"))

BUDGET = {"总分": 100, "优线": 90, "良线": 80, "中线": 60, "扣减比例": "20%"}

# rule file, data file, parameters that the policy leaves to the host
SCORED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("01-gaotang/evaluation", "units", {}),
    ("02-songyuan/county-indicators", "county-indicators", {}),
    ("02-songyuan/department-indicators", "department-indicators", {}),
    ("02-songyuan/county", "counties", {}),
    ("02-songyuan/department", "departments", {}),
    ("03-beijing/base", "townships", {}),
    ("03-beijing/ecology", "townships", {}),
    ("03-beijing/new-district", "townships", {}),
    ("03-beijing/expansion", "townships", {}),
    ("03-beijing/person", "people", {}),
    ("04-budget/grade", "projects", BUDGET),
    ("04-budget/county", "projects", {}),
    ("05-qitai/unit", "units", {}),
    ("05-qitai/special", "projects", {}),
    ("05-qitai/weights-department", "departments", {}),
    ("05-qitai/weights-township", "townships", {}),
    ("05-qitai/weights-third-level", "third-level", {}),
    ("05-qitai/weights-cadre", "cadres", {}),
    ("05-qitai/weights-special", "special-indicators", {}),
    ("06-traffic/department", "departments", {}),
    ("06-traffic/county", "counties", {}),
    ("06-traffic/dispatch", "dispatch", {}),
    ("07-zhengding/evaluation", "units", {}),
    ("08-five-point/scale", "staff", {}),
    ("09-teacher-pay/school", "teachers", {"绩效工资总量": 30000}),
    ("09-teacher-pay/leaver", "leavers", {}),
    ("10-hospital/month", "departments", {}),
    ("10-hospital/annual", "annual", {}),
    ("11-meiling/quarter", "staff", {}),
    ("11-meiling/annual", "annual", {}),
    ("12-shinan/post", "staff", {}),
)


ALL_RULES = pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")


@ALL_RULES
def test_cases_of_the_file_pass(path: Path) -> None:
    results = govperf.load(path).run_cases()

    assert results, "every example carries 用例"
    assert [(result.name, result.failures) for result in results if not result.passed] == []


@ALL_RULES
def test_check_finds_no_error(path: Path) -> None:
    errors = [finding for finding in govperf.check(path) if finding.severity is Severity.ERROR]

    assert errors == []


@ALL_RULES
def test_formatter_leaves_the_file_unchanged(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert govperf.format_text(text) == text


@pytest.mark.parametrize(("rules", "data", "parameters"), SCORED, ids=[rules for rules, _, _ in SCORED])
def test_example_data_scores_without_error(rules: str, data: str, parameters: dict[str, Any]) -> None:
    path = EXAMPLES / f"{rules}.govperf"
    policy = govperf.load(path, parameters=parameters)
    dataset = read_data(policy.inputs, path.with_name(f"{data}.csv"))

    board = policy.score_all(dataset.records)

    assert [str(finding) for finding in dataset.findings if finding.severity is Severity.ERROR] == []
    assert board.errors == ()
    assert len(board) == len(dataset.records) > 0


def test_every_rule_file_has_example_data() -> None:
    scored = {EXAMPLES / f"{rules}.govperf" for rules, _, _ in SCORED}

    assert scored == set(RULE_FILES)


def test_every_example_says_that_its_data_is_invented() -> None:
    readmes = [folder / "README.md" for folder in EXAMPLES.iterdir() if folder.is_dir()]

    assert len(readmes) == 12
    assert [readme.parent.name for readme in readmes if "虚构" not in readme.read_text(encoding="utf-8")] == []


def test_the_working_of_the_demo_unit_shows_its_cap_and_its_rounding() -> None:
    policy = govperf.load(EXAMPLES / "05-qitai" / "unit.govperf")
    dataset = read_data(policy.inputs, EXAMPLES / "05-qitai" / "units.csv")
    unit = next(record for record in dataset.records if record["单位"] == "教育局")

    card = policy.score(unit)

    assert str(card["绩效考核得分"]) == "87.66"
    assert card["单位等次"] == "良好"
    working = str(card.explain())
    assert "3 → 2（上限2）" in working
    assert "保留2位小数" in working


@pytest.mark.parametrize(
    "printed",
    [
        "绩效考核得分=重点考核得分×90%+公众评议得分×10%-(查访核验扣分+投诉查处扣分)。",
        "考评得分=(常规工作得分+重点项目得分+考勤得分+奖惩附加分)×60%+党政领导测评分值×40%。",
    ],
)
def test_printed_formula_compiles_as_it_stands(printed: str) -> None:
    policy = govperf.compile(printed)

    card = policy.score({spec.name: 100 for spec in policy.inputs})

    assert card[printed.partition("=")[0]] == {"绩": -100, "考": 280}[printed[0]]


def test_misprinted_special_formula_is_reported_as_a_circle_by_name() -> None:
    printed = "绩效考核得分=跟踪督查得分×80%+公众评议得分×10%+绩效考核得分×10%。"

    messages = [finding.message for finding in govperf.check(printed) if finding.severity is Severity.ERROR]

    assert len(messages) == 1
    assert "绩效考核得分 → 绩效考核得分" in messages[0]
