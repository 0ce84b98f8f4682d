"""govperf score: what can be scored is, what cannot is named by row and column."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest


def test_good_rows_are_scored_beside_bad_ones(run: Any):
    ran = run("score", "county.govperf", "units.csv")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0].split() == ["单位", "总分", "等级", "错误"]
    assert lines[2].split() == ["教育局", "96.25", "优秀"]
    assert lines[3].split() == ["卫生局", "类型不符"]
    assert lines[4].split() == ["税务局", "输入超出范围"]
    assert "units.csv 第3行“指标考核(分)”（B3）：卫生局 " in ran.err
    assert "units.csv 第4行“完成率(%)”（C4）：税务局 " in ran.err
    assert "units.表彰.csv 第3行“单位”（A3）：“民政局”不在对象表里" in ran.err
    assert ran.err.splitlines()[-1] == "共 3 个对象，1 个有结果，2 个没有"


def test_sound_data_ends_with_zero(run: Any, county: Path):
    (county / "good.csv").write_text("单位,指标考核,完成率\n甲,100,100%\n", encoding="utf-8")
    (county / "good.表彰.csv").write_text("单位,级别,加分\n", encoding="utf-8")
    ran = run("score", "county.govperf", "good.csv", "--on", "2011-06-30")
    assert (ran.code, ran.err) == (0, "共 1 个对象，都有结果\n")
    assert ran.out.splitlines()[2].split() == ["甲", "100.00", "优秀"]


def test_parameters_are_set_on_the_command_line(run: Any):
    ran = run("score", "county.govperf", "units.csv", "--set", "优秀线=97")
    assert ran.out.splitlines()[2].split() == ["教育局", "96.25", "合格"]


def test_csv_has_the_same_rows(run: Any, county: Path):
    assert run("score", "county.govperf", "units.csv", "-o", "out.csv").code == 1
    assert (county / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (county / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows == [
        ["单位", "总分", "等级", "错误"],
        ["教育局", "96.25", "优秀", ""],
        ["卫生局", "", "", "类型不符"],
        ["税务局", "", "", "输入超出范围"],
    ]


def test_json_has_results_with_problems(run: Any, county: Path):
    run("score", "county.govperf", "units.csv", "-o", "out.json")
    written = json.loads((county / "out.json").read_text(encoding="utf-8"))
    assert (written["policy"]["name"], written["policy"]["version"]) == ("示例县考核", "2011.1")
    assert written["results"][0] == {
        "object": "教育局",
        "outputs": {"总分": "96.25", "等级": "优秀"},
        **{key: value for key, value in written["results"][0].items() if key in ("notes", "vetoes")},
    }
    assert [result["outputs"] for result in written["results"][1:]] == [None, None]
    cells = {(problem["cell"], problem["code"]) for problem in written["problems"]}
    assert cells == {("A3", "对象不在名单"), ("B3", "类型不符"), ("C4", "输入超出范围")}


def test_excel_has_a_sheet_for_results_problems_policy(run: Any, county: Path):
    run("score", "county.govperf", "units.csv", "-o", "out.xlsx")
    book = openpyxl.load_workbook(county / "out.xlsx")
    assert book.sheetnames == ["结果", "问题", "规则"]
    assert [cell.value for cell in book["结果"][2]] == ["教育局", 96.25, "优秀", None]
    assert book["结果"]["B2"].number_format == "0.00"
    assert {row[2].value for row in book["问题"].iter_rows(min_row=2)} == {"A3", "B3", "C4"}
    facts = {row[0].value: row[1].value for row in book["规则"].iter_rows(min_row=2)}
    assert (facts["名称"], facts["版本"]) == ("示例县考核", "2011.1")
    assert len(facts["指纹"]) == 64


def test_a_form_filled_in_is_scored(run: Any, county: Path):
    assert run("template", "county.govperf", "-o", "form.xlsx").code == 0
    book = openpyxl.load_workbook(county / "form.xlsx")
    sheet = book["单位"]
    assert [cell.value for cell in sheet[1]] == ["单位", "指标考核(分)", "完成率(%)", "一票否决"]
    for address, value in {"A2": "教育局", "B2": 95, "C2": 0.925}.items():
        sheet[address] = value
    sheet["C2"].number_format = "0.00%"
    for address, value in {"A2": "教育局", "B2": "省级", "C2": 1.5}.items():
        book["表彰"][address] = value
    book.save(county / "form.xlsx")
    ran = run("score", "county.govperf", "form.xlsx", "--on", "2011-06-30")
    assert (ran.code, ran.err) == (0, "共 1 个对象，都有结果\n")
    assert ran.out.splitlines()[2].split() == ["教育局", "96.25", "优秀"]


def test_english_is_spoken_on_demand(run: Any):
    ran = run("--lang", "en", "score", "county.govperf", "units.csv")
    assert ran.err.splitlines()[-1] == "3 objects: 1 scored, 2 not"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("score", "county.govperf", "none.csv"), 2, "没有这个文件：none.csv"),
        (("score", "none.govperf", "units.csv"), 2, "没有这个文件：none.govperf"),
        (("score", "county.govperf", "units.csv", "-o", "units.csv"), 2, "“units.csv”是输入文件"),
        (("score", "county.govperf", "units.csv", "-o", "out.pdf"), 2, "后缀不支持"),
        (("score", "county.govperf", "units.csv", "-o", "none/out.csv"), 1, "写不出"),
        (("score", "county.govperf", "units.csv", "--set", "优秀线"), 2, "--set 要写成 参数=值"),
        (("score", "county.govperf", "units.csv", "--on", "2011-13-01"), 2, "“2011-13-01”不是日期"),
        (("score", "county.govperf", "units.csv", "--on", "2010-01-01"), 1, "2010"),
        (("score", "county.govperf", "county.govperf"), 1, "“.govperf”不支持"),
    ],
)
def test_wrong_use_is_explained(run: Any, arguments: tuple[str, ...], code: int, words: str):
    ran = run(*arguments)
    assert ran.code == code
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_strict_refuses_unknown_columns(run: Any, county: Path):
    (county / "more.csv").write_text("单位,指标考核,完成率,备注\n甲,100,100%,无\n", encoding="utf-8")
    ran = run("score", "county.govperf", "more.csv", "--strict")
    assert ran.code == 1
    assert "列“备注”不是规则的输入" in ran.err


def test_rows_that_cannot_be_read_are_named_once(run: Any, county: Path):
    rows = ["单位,指标考核,完成率", "甲,1,1%", "甲,2,2%", ",3,3%", "乙,4,4%,5", "丙,100,100%"]
    (county / "bad.csv").write_text("\n".join(rows), encoding="utf-8")
    (county / "bad.表彰.csv").write_text("单位,级别,加分\n", encoding="utf-8")
    ran = run("score", "county.govperf", "bad.csv", "--on", "2011-06-30")
    assert ran.code == 1
    assert [line.split() for line in ran.out.splitlines()[2:]] == [
        ["甲", "对象重复"],
        ["甲", "对象重复"],
        ["对象未填"],
        ["乙", "行与列名对不上"],
        ["丙", "100.00", "优秀"],
    ]
    assert [line.partition("：")[0] for line in ran.err.splitlines() if line.startswith("错误")] == [
        f"错误 bad.csv 第{row}行" for row in (2, 3, 4, 5)
    ]


def test_what_another_object_stops_is_told_of_the_row_not_of_a_cell(run: Any, county: Path):
    (county / "rank.govperf").write_text("规则 例\n对象 乡镇\n输入 分：0~100分\n名=名次(分)\n", "utf-8")
    (county / "rank.csv").write_text("乡镇,分\n东镇,90\n西镇,101\n", "utf-8")
    ran = run("score", "rank.govperf", "rank.csv")
    assert ran.code == 1
    assert "rank.csv 第2行：东镇 整组计算停在“西镇”" in ran.err
    assert "rank.csv 第3行“分”（B3）：西镇 分是 101" in ran.err
