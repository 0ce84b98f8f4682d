"""govperf diff: two versions of a policy, with data or without."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

NEW = "new.govperf"


@pytest.fixture
def revised(county: Path) -> Path:
    """A second version of the county's policy: another weight, a higher cap."""
    text = (county / "county.govperf").read_text(encoding="utf-8")
    text = text.replace("指标考核×90%+完成率×10", "指标考核×80%+完成率×20").replace("(≤2)", "(≤1)")
    (county / NEW).write_text(text.split("用例")[0], encoding="utf-8")
    return county


def test_a_file_is_the_same_as_itself(run: Any):
    ran = run("diff", "county.govperf", "county.govperf")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == "结论：两个版本的条文相同"


def test_what_was_changed_is_told_in_the_words_of_the_policy(run: Any, revised: Path):
    ran = run("diff", "county.govperf", NEW)
    assert ran.code == 1
    assert "总分：指标考核×90% → 指标考核×80%；完成率×10 → 完成率×20；≤2 → ≤1" in ran.out
    assert "旧 county.govperf 第18行" in ran.out
    assert "用例 删去 2" in ran.out
    assert ran.out.splitlines()[-1] == "结论：两个版本的意思不同"


def test_objects_are_told_with_the_cause(run: Any, revised: Path):
    ran = run("diff", "county.govperf", NEW, "units.csv")
    assert "三、3 个对象：1 个有变化" in ran.out
    assert "总分 96.25 → 95.50（−0.75）：第1处 总分" in ran.out
    assert "另有 2 个对象两个版本都算不出：卫生局、税务局" in ran.out
    assert "units.表彰.csv 第3行“单位”（A3）：“民政局”不在对象表里" in ran.err


def test_one_object_alone(run: Any, revised: Path):
    ran = run("diff", "county.govperf", NEW, "units.csv", "--object", "教育局")
    assert (ran.code, "总分 96.25 → 95.50" in ran.out) == (1, True)
    ran = run("diff", "county.govperf", NEW, "units.csv", "--object", "教育")
    assert (ran.code, ran.err.splitlines()[-1]) == (2, "govperf：数据里没有对象“教育”；是不是“教育局”？")
    assert run("diff", "county.govperf", NEW, "--object", "教育局").code == 2


def test_json_holds_everything(run: Any, revised: Path):
    ran = run("diff", "county.govperf", NEW, "units.csv", "--format", "json")
    told = json.loads(ran.out)
    assert (told["same"], told["differs"]) == (False, True)
    change = told["changes"][0]
    assert (change["title"], change["action"], change["was"]["line"]) == ("总分", "改", 18)
    moved = told["objects"]["changed"][0]["results"][0]
    assert (moved["before"], moved["after"], moved["difference"]) == ("96.25", "95.50", "-0.75")
    assert [(cause["changes"], cause["part"]) for cause in moved["causes"]] == [([1], "-0.75")]


@pytest.mark.parametrize("name", ["out.txt", "out.json", "out.html"])
def test_the_report_is_written_by_the_suffix(run: Any, revised: Path, name: str):
    ran = run("diff", "county.govperf", NEW, "units.csv", "-o", name)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith(f"已写入 {name}\n")
    assert "教育局" in (revised / name).read_text(encoding="utf-8")


def test_tables_are_written_for_a_spreadsheet(run: Any, revised: Path):
    assert run("diff", "county.govperf", NEW, "units.csv", "-o", "out.csv").code == 1
    with (revised / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][:6] == ["对象", "结果", "旧", "新", "差", "哪一处改动"]
    assert rows[1] == ["教育局", "总分", "96.25", "95.50", "-0.75", "1 总分", "96.25", "95.50", "-0.75"]
    assert run("diff", "county.govperf", NEW, "units.csv", "-o", "out.xlsx").code == 1
    assert openpyxl.load_workbook(revised / "out.xlsx").sheetnames == ["改动", "结果", "对象"]


def test_a_page_holds_no_markup_of_the_rules(run: Any, county: Path):
    text = (county / "county.govperf").read_text(encoding="utf-8")
    (county / NEW).write_text(text.replace("第三条", "<script>"), encoding="utf-8")
    assert run("diff", "county.govperf", NEW, "-o", "out.html").code == 0
    page = (county / "out.html").read_text(encoding="utf-8")
    assert "<script>" not in page


def test_a_parameter_is_set_in_the_version_that_has_it(run: Any, county: Path):
    text = (county / "county.govperf").read_text(encoding="utf-8")
    (county / NEW).write_text(text.replace("优秀线", "良好线"), encoding="utf-8")
    assert run("diff", "county.govperf", NEW).code == 0
    ran = run("diff", "county.govperf", NEW, "--set", "良好线=80")
    assert (ran.code, "调用时的设定：没有另外设定 → 良好线=80" in ran.out) == (1, True)
    ran = run("diff", "county.govperf", NEW, "--set", "及格线=80")
    assert (ran.code, "及格线" in ran.err) == (2, True)


def test_versions_that_are_never_in_force_together_are_compared(run: Any, county: Path):
    text = (county / "county.govperf").read_text(encoding="utf-8")
    (county / NEW).write_text(text.replace("2011-01-01 起", "2013-01-01 起"), encoding="utf-8")
    ran = run("diff", "county.govperf", NEW, "--on", "2013-06-30")
    assert ran.code == 0
    assert "生效 2011-01-01 起 → 2013-01-01 起" in ran.out


def test_rules_with_faults_are_trouble(run: Any, county: Path):
    (county / NEW).write_text("规则 新\n总分=甲\n", encoding="utf-8")
    ran = run("diff", "county.govperf", NEW)
    assert (ran.code, ran.out, "未知名称" in ran.err) == (2, "", True)


def test_a_missing_file_is_wrong_use(run: Any, county: Path):
    assert run("diff", "county.govperf", "no.govperf").code == 2
    assert run("diff", "county.govperf", "county.govperf", "no.csv").code == 2
    assert run("diff", "county.govperf", "county.govperf", "-o", "county.govperf").code == 2


def test_data_that_cannot_be_read_is_trouble(run: Any, revised: Path):
    (revised / "twice.csv").write_text("单位,指标考核,指标考核\n甲,1,2\n", encoding="utf-8")
    ran = run("diff", "county.govperf", NEW, "twice.csv")
    assert (ran.code, "指标考核" in ran.err) == (2, True)


def test_english(run: Any, revised: Path):
    ran = run("diff", "county.govperf", NEW, "units.csv", "--lang", "en")
    assert "1. What was changed (1)" in ran.out
    assert "总分 96.25 → 95.50 (−0.75): change 1 总分" in ran.out
    assert ran.out.splitlines()[-1] == "Conclusion: the versions do not mean the same"
