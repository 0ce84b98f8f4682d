"""The commands that test rule files: coverage in ``govperf test``, ``govperf mutate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

CLAMP = """规则 限幅

输入 甲：≥0分
得分=甲(不超过2分)

用例 "一"
  甲=1
  期望 得分=1
"""


@pytest.fixture
def clamp(county: Path) -> Path:
    path = county / "clamp.govperf"
    path.write_text(CLAMP, encoding="utf-8")
    return path


def test_coverage_is_shown_on_the_text(run: Any, clamp: Path):
    ran = run("test", "clamp.govperf", "--coverage")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == "clamp.govperf  覆盖 66.6%（2/3）"
    assert lines[2] == "✗ 4 | 得分=甲(不超过2分)"
    assert lines[3] == "    └ 没有用例超过“甲(不超过2分)”的上限"
    assert lines[-1] == "1 passed, 0 failed"


def test_the_whole_text_is_shown_on_request(run: Any, clamp: Path):
    ran = run("test", "clamp.govperf", "--coverage", "-v", "--lang", "en")
    assert "  3 | 输入 甲：≥0分" in ran.out
    assert "no case goes beyond the cap of “甲(不超过2分)”" in ran.out


@pytest.mark.parametrize(("least", "code"), [("66.6", 0), ("66.7", 1), ("100%", 1), ("0", 0)])
def test_too_little_coverage_fails(run: Any, clamp: Path, least: str, code: int):
    ran = run("test", "clamp.govperf", "--fail-under", least)
    assert ran.code == code
    assert ("低于要求的" in ran.err) is bool(code)


@pytest.mark.parametrize("least", ["很多", "-1", "101"])
def test_what_is_asked_for_must_be_a_share(run: Any, clamp: Path, least: str):
    assert run("test", "clamp.govperf", f"--fail-under={least}").code == 2


def test_several_files_are_counted_together(run: Any, clamp: Path):
    ran = run("test", ".", "--coverage")
    assert "覆盖 " in ran.out.splitlines()[-2]


@pytest.mark.parametrize(("target", "written"), [("out.html", "out.html"), ("pages", "pages/index.html")])
def test_coverage_as_a_page(run: Any, county: Path, clamp: Path, target: str, written: str):
    (county / "evil.govperf").write_text(CLAMP.replace("甲", "「<script>」"), encoding="utf-8")
    ran = run("test", ".", "--html", target)
    page = (county / written).read_text(encoding="utf-8")
    assert ran.code == 0
    assert 'class="bad"' in page
    assert "没有用例超过“甲(不超过2分)”的上限" in page
    assert "<script>" not in page


def test_mutants_are_told_with_a_case_that_notices_them(run: Any, clamp: Path):
    ran = run("mutate", "clamp.govperf")
    assert ran.code == 1
    assert "把“甲(不超过2分)”改成“甲(不超过3分)”，没有用例发现" in ran.out
    assert "待确认" in ran.out


def test_the_offers_can_be_added_to_the_file(run: Any, clamp: Path):
    text = CLAMP.replace("\n", "\r\n")
    clamp.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert run("mutate", "clamp.govperf", "--write").code == 1
    written = clamp.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf" + text.rstrip().encode())
    assert b"\r\n\r\n" in written[len(text) :]
    assert run("fmt", "--check", "clamp.govperf").code == 0
    ran = run("mutate", "clamp.govperf", "--write")
    assert (ran.code, clamp.read_bytes()) == (1, written)
    assert "能发现：核对以后删去“待确认”" in ran.out
    ran = run("test", "clamp.govperf", "--coverage")
    assert ran.out.splitlines()[-1] == "1 passed, 0 failed, 1 pending"
    assert "覆盖 66.6%" in ran.out
    clamp.write_bytes(written.replace(" 待确认".encode(), b""))
    assert run("mutate", "clamp.govperf").code == 0


@pytest.mark.parametrize(("least", "code"), [("10", 0), ("90", 1)])
def test_a_score_may_be_enough(run: Any, clamp: Path, least: str, code: int):
    clamp.write_text(CLAMP.replace("甲=1\n  期望 得分=1", "甲=1.5\n  期望 得分=1.5"), encoding="utf-8")
    assert run("mutate", "clamp.govperf", "--fail-under", least).code == code


def test_mutants_for_programs(run: Any, clamp: Path):
    ran = run("mutate", "clamp.govperf", "--format", "json")
    (found,) = json.loads(ran.out)
    assert found["survived"] == 3
    assert {one["line"] for one in found["mutants"]} == {4}


def test_cases_must_pass_before_mistakes_are_made(run: Any, clamp: Path):
    clamp.write_text(CLAMP.replace("期望 得分=1", "期望 得分=2"), encoding="utf-8")
    ran = run("mutate", "clamp.govperf")
    assert ran.code == 1
    assert "本来就没有通过" in ran.err


def test_a_file_with_faults_is_no_subject(run: Any, clamp: Path):
    clamp.write_text(CLAMP.replace("不超过2分", "不超过"), encoding="utf-8")
    ran = run("mutate", ".")
    assert ran.code == 1
    assert "用例没有运行" in ran.err


# --- the runner ---

CASES = """规则 两例

输入 甲：≥0分
扣=甲(≤2)  依据 "第三条"

用例 "好的"
  甲=1
  期望 扣=1

用例 "坏的"
  甲=3
  期望 扣=3

用例 "另一个坏的"
  甲=4
  期望 扣=4
"""


@pytest.fixture
def cases(county: Path) -> Path:
    path = county / "cases.govperf"
    path.write_text(CASES, encoding="utf-8")
    return path


def test_a_failure_shows_the_working(run: Any, cases: Path):
    lines = run("test", "cases.govperf").out.splitlines()
    assert lines[:4] == [
        "未通过 cases.govperf “坏的”",
        "  扣：期望 3，实际 2",
        "    cases.govperf:12:6  扣=3",
        "      扣 = 甲 3 → 2（上限2）  依据 第三条",
    ]


def test_differences_are_coloured(run: Any, cases: Path):
    ran = run("test", "cases.govperf", "--color", "always")
    assert "\x1b[32m期望 3\x1b[0m，实际 \x1b[31m2\x1b[0m" in ran.out


@pytest.mark.parametrize(
    ("options", "count", "code"),
    [
        (["-k", "好"], "1 passed, 0 failed", 0),
        (["-k", "另一个", "-k", "好"], "1 passed, 1 failed", 1),
        (["-x"], "1 passed, 1 failed", 1),
        (["-k", "没有这个"], "0 passed, 0 failed", 5),
    ],
)
def test_cases_are_chosen(run: Any, cases: Path, options: list[str], count: str, code: int):
    ran = run("test", "cases.govperf", *options)
    assert (ran.out.splitlines()[-1], ran.code) == (count, code)


def test_a_file_without_cases_is_told(run: Any, county: Path):
    (county / "bare.govperf").write_text("规则 例\n得分=1\n", encoding="utf-8")
    ran = run("test", "bare.govperf")
    assert ran.code == 5
    assert "bare.govperf：没有用例" in ran.out


def test_results_for_a_build_server(run: Any, county: Path, cases: Path):
    (county / "broken.govperf").write_text("规则 坏\n得分=未知的×\n", encoding="utf-8")
    (county / "wait.govperf").write_text('规则 等\n得分=1\n用例 "一\x08" 待确认\n  期望 得分=2\n', encoding="utf-8")
    run("test", ".", "--junitxml", "out.xml")
    root = Xml.parse(county / "out.xml").getroot()  # noqa: S314 - our own file
    found = {suite.get("name"): dict(suite.attrib) for suite in root}
    assert {name: (one["tests"], one["failures"], one["errors"], one["skipped"]) for name, one in found.items()} == {
        "broken.govperf": ("1", "0", "1", "0"),
        "cases.govperf": ("3", "2", "0", "0"),
        "county.govperf": ("2", "0", "0", "0"),
        "wait.govperf": ("1", "0", "0", "1"),
    }
    failure = root.find(".//testcase[@name='坏的']/failure")
    assert failure is not None
    assert failure.get("message") == "扣：期望 3，实际 2"
    assert "扣 = 甲 3 → 2（上限2）" in (failure.text or "")


def test_tables_of_cases_are_run_and_covered(run: Any, clamp: Path):
    clamp.write_text(f'{CLAMP}\n用例 来自 "表.csv"\n', encoding="utf-8")
    clamp.with_name("表.csv").write_text("用例,甲,期望 得分\n封顶,5,2\n", encoding="gb18030")
    ran = run("test", "clamp.govperf", "-v", "--fail-under", "100")
    assert ran.code == 0
    assert "通过 clamp.govperf “封顶”" in ran.out
    assert run("mutate", "clamp.govperf").code == 0


WORKING = """规则 说明

输入 甲：≥0分
扣=甲(≤2)  依据 "第三条"

# 留着
用例 "一"
  甲=3
  期望 说明 扣  # 也留着
    | 扣 = 旧的
  期望 扣=2

用例 "二"
  甲=1
  期望 说明
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_workings_are_written_anew(run: Any, county: Path, newline: str):
    path = county / "working.govperf"
    path.write_bytes(WORKING.replace("\n", newline).encode("utf-8-sig"))
    assert run("test", "working.govperf").code == 1
    ran = run("test", "working.govperf", "--update")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "2 passed, 0 failed")
    assert "改写了 2 处说明" in ran.err
    wanted = WORKING.replace("扣 = 旧的", "扣 = 甲 3 → 2（上限2）  依据 第三条")
    wanted = wanted.replace("  期望 说明\n", "  期望 说明\n    | 扣 = 甲 1 = 1  依据 第三条\n")
    assert path.read_bytes() == wanted.replace("\n", newline).encode("utf-8-sig")
    assert run("fmt", "--check", "working.govperf").code == 0
    assert run("test", "working.govperf", "--update").err == ""
