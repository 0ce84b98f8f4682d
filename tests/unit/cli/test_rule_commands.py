"""The commands that read rule files alone: check, test, fmt, graph, template."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

BROKEN = "规则 坏\n\n得分=指标考核×\n"


@pytest.fixture
def broken(county: Path) -> Path:
    path = county / "broken.govperf"
    path.write_text(BROKEN, encoding="utf-8")
    return path


def test_check_is_content_with_a_sound_file(run: Any):
    ran = run("check", "county.govperf")
    assert ran.code == 0


def test_check_points_at_the_words(run: Any, broken: Path):
    ran = run("check", "broken.govperf")
    assert ran.code == 1
    assert "broken.govperf:3:" in ran.out


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_speaks_to_programs(run: Any, broken: Path, form: str):
    ran = run("check", ".", "--format", form)
    assert ran.code == 1
    found = json.loads(ran.out)
    severities = (
        [item["severity"] for item in found] if form == "json" else [r["level"] for r in found["runs"][0]["results"]]
    )
    assert "error" in severities


def test_cases_are_counted_on_the_last_line(run: Any):
    ran = run("test", "county.govperf", "-v")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "2 passed, 0 failed")
    assert "通过 county.govperf “满分”" in ran.out


def test_a_failing_case_says_what_differs(run: Any, county: Path):
    rules = (county / "county.govperf").read_text(encoding="utf-8").replace("总分=88.00", "总分=89")
    (county / "sub").mkdir()
    (county / "sub" / "wrong.govperf").write_text(rules, encoding="utf-8")
    ran = run("test", ".")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "3 passed, 1 failed")
    assert "加分以2分为限" in ran.out
    assert "88.00" in ran.out


def test_a_file_that_does_not_compile_counts_as_a_failure(run: Any, broken: Path):
    ran = run("test", "broken.govperf", "county.govperf")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "2 passed, 1 failed")


def test_a_folder_without_rules_is_wrong_use(run: Any, county: Path):
    (county / "empty").mkdir()
    assert run("test", "empty").code == 2


def test_fmt_rewrites_once(run: Any, county: Path):
    path = county / "county.govperf"
    path.write_bytes(
        path.read_bytes().replace("指标考核×90%".encode(), "指标考核 ×\uff19\uff10%".encode()).replace(b"\n", b"\r\n")
    )
    assert run("fmt", "--check", "county.govperf").code == 1
    shown = run("fmt", "--diff", "county.govperf")
    assert shown.code == 1
    assert shown.out.startswith("--- county.govperf")
    assert run("fmt", "county.govperf").code == 0
    assert b"\r\n" in path.read_bytes()
    assert (run("fmt", "--check", "county.govperf").code, run("fmt", "county.govperf").err) == (0, "")


def test_fmt_keeps_the_encoding(run: Any, county: Path):
    path = county / "county.govperf"
    text = path.read_text(encoding="utf-8").replace("指标考核×90%", "指标考核 × \uff19\uff10％")
    path.write_bytes(text.encode("gb18030"))
    assert run("fmt", "county.govperf").code == 0
    assert "示例县考核" in path.read_bytes().decode("gb18030")


def test_fmt_leaves_a_broken_file_alone(run: Any, broken: Path):
    ran = run("fmt", "broken.govperf")
    assert ran.code == 1
    assert broken.read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize(
    ("form", "start"), [("mermaid", "flowchart"), ("dot", "digraph"), ("json", "{"), ("html", "<!DOCTYPE html>")]
)
def test_graphs_have_four_forms(run: Any, form: str, start: str):
    ran = run("graph", "county.govperf", "--format", form)
    assert ran.code == 0
    assert ran.out.startswith(start)
    assert "指标考核" in ran.out


@pytest.mark.parametrize(("name", "start"), [("g.mmd", "flowchart"), ("g.dot", "digraph"), ("g.html", "<!DOCTYPE")])
def test_the_form_follows_the_name(run: Any, county: Path, name: str, start: str):
    assert run("graph", "county.govperf", "-o", name).code == 0
    assert (county / name).read_text(encoding="utf-8").startswith(start)


def test_a_form_is_an_excel_file(run: Any):
    assert run("template", "county.govperf", "-o", "form.csv").code == 2
    assert run("template", "county.govperf").code == 2


@pytest.mark.parametrize("command", [("score", "broken.govperf", "units.csv"), ("graph", "broken.govperf")])
def test_a_rule_file_with_faults_is_shown_with_its_places(run: Any, broken: Path, command: tuple[str, ...]):
    ran = run(*command)
    assert ran.code == 1
    assert "broken.govperf:3:" in ran.err
    assert "Traceback" not in ran.err


def test_check_tells_what_a_file_changes_against_its_base(run: Any, county: Path):
    (county / "base.govperf").write_text("规则 省\n参数 权重=10% 范围 5%~20%\n输入 甲：0~100\n得分=甲×权重\n", "utf-8")
    text = '规则 县\n沿用 "base.govperf"\n改 参数 权重=15%  依据 "第三条"\n输入\n  乙：0~100\n  丙：0~10\n乙分=乙+丙\n'
    (county / "child.govperf").write_text(text, "utf-8")
    ran = run("check", "child.govperf")
    assert '  改 权重：参数 权重=10% 范围 5%~20% → 参数 权重=15% 依据 "第三条"\n' in ran.out
    assert "  增 丙：0~10\n" in ran.out


def test_check_tells_for_each_file_what_it_changes(run: Any, county: Path):
    (county / "base.govperf").write_text("规则 省\n参数 权重=10%\n输入 甲：0~100\n得分=甲×权重\n", "utf-8")
    (county / "city.govperf").write_text('规则 市\n沿用 "base.govperf"\n改 参数 权重=15%\n', "utf-8")
    (county / "child.govperf").write_text('规则 县\n沿用 "city.govperf"\n改 参数 权重=20%\n', "utf-8")
    lines = run("check", "child.govperf").out.splitlines()
    city, child = (lines.index(f"{name}.govperf 对所沿用规则的改动：") for name in ("city", "child"))
    assert lines[city + 1] == "  改 权重：参数 权重=10% → 参数 权重=15%"
    assert lines[child + 1] == "  改 权重：参数 权重=15% → 参数 权重=20%"
