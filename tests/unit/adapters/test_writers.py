"""Results as CSV, Excel, JSON: exact digits, harmless texts, whole files."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govperf.adapters.csv_writer import csv_text, harmless, write_csv
from govperf.adapters.excel_writer import write_excel
from govperf.adapters.json_writer import write_json
from govperf.adapters.results import Outcome, Sheet, json_value, result_sheet, shown
from govperf.adapters.writing import write_bytes
from govperf.errors import InputError


class Card(dict):
    vetoes = ()
    notes = ("没有考核日期",)

    def to_dict(self) -> dict[str, Any]:
        outputs = {name: json_value(value) for name, value in self.items()}
        return {"outputs": outputs, "vetoes": [], "notes": list(self.notes), "fingerprint": "ab"}


OUTCOME = Outcome(
    names=("甲", "乙"),
    cards=(Card(单位="甲", 总分=Decimal("92.00"), 比例=Fraction(100, 3), 等次="优秀"), None),
    findings=(),
    totals={"平均": Decimal("92.00")},
)


@pytest.mark.parametrize(
    ("value", "text", "in_json"),
    [
        (Decimal("92.00"), "92.00", "92.00"),
        (Decimal("9.2E+1"), "92", "92"),
        (Fraction(100, 3), "33.33…（100/3）", "100/3"),
        (True, "是", True),
        (None, "", None),
        (date(2011, 1, 1), "2011-01-01", "2011-01-01"),
        ("优秀", "优秀", "优秀"),
        (3, "3", "3"),
    ],
)
def test_values_for_people_and_for_programs(value: object, text: str, in_json: object):
    assert shown(value) == text
    assert json_value(value) == in_json


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+86 10", "'+86 10"),
        ("-附件", "'-附件"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("+3.5%", "+3.5%"),
        ("教育局", "教育局"),
        ("", ""),
    ],
)
def test_a_text_cannot_become_a_formula(text: str, written: str):
    assert harmless(text) == written


def test_results_are_one_row_per_object():
    sheet = result_sheet(OUTCOME, "单位")
    assert sheet.heads == ("单位", "总分", "比例", "等次", "错误")
    assert sheet.rows == (
        ("甲", Decimal("92.00"), Fraction(100, 3), "优秀", None),
        ("乙", None, None, None, "没有结果"),
    )


def test_csv_begins_with_the_mark_that_excel_looks_for(tmp_path: Path):
    path = tmp_path / "out.csv"
    write_csv(Sheet("结果", ("单位", "=x"), (("甲,乙", Decimal("-1.50")),)), path)
    assert path.read_bytes() == b"\xef\xbb\xbf" + '单位,\'=x\r\n"甲,乙",-1.50\r\n'.encode()


def test_a_negative_fraction_is_no_formula():
    assert "'-" not in csv_text(Sheet("x", ("a",), ((Fraction(-1, 3),),)))


def test_excel_keeps_digits_and_texts(tmp_path: Path):
    path = tmp_path / "out.xlsx"
    row = (Decimal("92.00"), Decimal("1234567890123456.7"), "=HYPERLINK()", Fraction(1, 3), True, None, "a\x07b")
    write_excel([Sheet("结果:/", tuple("abcdefg"), (row,))], path)
    (sheet,) = openpyxl.load_workbook(path).worksheets
    assert sheet.title == "结果__"
    cells = [sheet.cell(2, column) for column in range(1, 8)]
    values = [cell.value for cell in cells]
    assert values == [92, "1234567890123456.7", "=HYPERLINK()", "0.33…（1/3）", "是", None, "ab"]
    assert cells[0].number_format == "0.00"
    assert (cells[2].data_type, cells[2].quotePrefix) == ("s", True)


def test_json_has_numbers_as_text(tmp_path: Path):
    path = tmp_path / "out.json"
    write_json({"policy": {"name": "规则"}}, OUTCOME, path)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["policy"] == {"name": "规则"}
    assert written["results"][0]["outputs"] == {"单位": "甲", "总分": "92.00", "比例": "100/3", "等次": "优秀"}
    assert written["results"][0]["notes"] == ["没有考核日期"]
    assert set(written["results"][0]) == {"object", "outputs", "notes"}
    assert written["results"][1] == {"object": "乙", "outputs": None}
    assert written["totals"] == {"平均": "92.00"}


def test_a_file_is_replaced_as_a_whole(tmp_path: Path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"before")
    write_bytes(path, b"after")
    assert path.read_bytes() == b"after"
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]


def test_what_cannot_be_written_is_an_error_of_ours(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        write_bytes(tmp_path / "none" / "out.csv", b"x")
    assert caught.value.problems[0].code == "结果写不出"
