"""The Excel form: heads with units, checks at the cells, readable once filled in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import field, frozen

from govperf.adapters.files import read_data
from govperf.export.form import form_bytes
from govperf.export.form_words import demand, head_of
from govperf.export.workbook import sheet_name


@frozen
class Spec:
    name: str
    domain: str = "number"
    unit: str = ""
    factor: Fraction = Fraction(1)
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    integer: bool = False
    optional: bool = False
    default: Fraction | str | bool | date | None = None
    choices: tuple[str | Fraction, ...] = ()
    conditional: bool = False
    excluded: Fraction | None = None
    clause: str = ""
    note: str = ""


@frozen
class Ledger:
    name: str
    columns: tuple[Spec, ...]
    count: int | None = None
    per: str | None = None
    optional: bool = False


@frozen
class Inputs:
    specs: tuple[Spec, ...]
    ledgers: tuple[Ledger, ...] = ()
    object_name: str | None = field(default="单位")

    def __iter__(self) -> Iterator[Spec]:
        return iter(self.specs)


PERCENT = Fraction(1, 100)
RATE = Spec("完成率", unit="%", factor=PERCENT, low=Fraction(4, 5), high=Fraction(1), clause="第三条")
MONEY = Spec("投资", unit="亿元", factor=Fraction(10**8), low=Fraction(0), low_open=True)
COUNT = Spec("次数", unit="次", low=Fraction(0), integer=True, default=Fraction(0), note="按季度统计")
YES = Spec("达标", "bool", optional=True)
LEVEL = Spec("级别", "choice", choices=("国家级", "省级"))
DAY = Spec("日期", "date")
CODE = Spec("编号", "text", optional=True)
MANY = Spec("行业", "choice", choices=tuple(f"第{number}类行业，含其他" for number in range(40)))
INPUTS = Inputs((RATE, MONEY, COUNT, YES, CODE, MANY), (Ledger("表彰", (LEVEL, DAY), count=12, per="级别"),))


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(form_bytes(INPUTS, "奇台县考核")))


def checks(sheet: Any) -> dict[str, str]:
    return {str(check.sqref): check.formula1 for check in sheet.data_validations.dataValidation}


@pytest.mark.parametrize(
    ("spec", "head", "words"),
    [
        (RATE, "完成率(%)", "必填；数，不小于 80%，不大于 100%"),
        (MONEY, "投资(亿元)", "必填；数，大于 0亿元"),
        (COUNT, "次数(次)", "可以空白，空白按 0；整数，不小于 0次"),
        (YES, "达标", "可以空白；填“是”或“否”"),
        (LEVEL, "级别", "必填；选择：国家级、省级"),
        (Spec("额", unit="元", factor=Fraction(10**4)), "额(万元)", "必填；数"),
        (Spec("无"), "无", "必填；数"),
        (Spec("差", excluded=Fraction(0), conditional=True), "差", "适用的对象必填；数，不等于 0"),
        (Spec("否定", "bool", default=False), "否定", "可以空白，空白按“否”；填“是”或“否”"),
        (Spec("档", "choice", factor=PERCENT, choices=(Fraction(9, 10),)), "档", "必填；选择：90%"),
    ],
)
def test_an_input_is_explained_in_its_unit(spec: Spec, head: str, words: str):
    assert head_of(spec) == head
    assert demand(spec) == words


def test_sheets_are_objects_ledgers_notes(book: openpyxl.Workbook):
    assert book.sheetnames == ["单位", "表彰", "填表说明", "选项"]
    assert book["选项"].sheet_state == "hidden"
    assert [cell.value for cell in book["单位"][1]] == [
        "单位",
        "完成率(%)",
        "投资(亿元)",
        "次数(次)",
        "达标",
        "编号",
        "行业",
    ]
    assert [cell.value for cell in book["表彰"][1]] == ["单位", "级别", "日期"]


def test_comments_carry_demand_and_clause(book: openpyxl.Workbook):
    assert book["单位"]["B1"].comment.text == "必填；数，不小于 80%，不大于 100%\n依据：第三条"
    assert book["单位"]["D1"].comment.text.endswith("说明：按季度统计")


def test_cells_are_checked(book: openpyxl.Workbook):
    assert checks(book["单位"]) == {
        "A2:A1048576": "COUNTIF($A:$A,A2)=1",
        "B2:B1048576": "AND(ISNUMBER(B2),B2>=0.8,B2<=1)",
        "C2:C1048576": "AND(ISNUMBER(C2),C2>0)",
        "D2:D1048576": "AND(ISNUMBER(D2),D2>=0,INT(D2)=D2)",
        "E2:E1048576": '"是,否"',
        "G2:G1048576": "'选项'!$A$1:$A$40",
    }
    assert checks(book["表彰"]) == {
        "A2:A1048576": "'单位'!$A$2:$A$2000",
        "B2:B1048576": '"国家级,省级"',
        "C2:C1048576": "1",
    }


def test_columns_have_their_format(book: openpyxl.Workbook):
    formats = [book["单位"].column_dimensions[letter].number_format for letter in "ABCF"]
    assert formats == ["@", "0.00%", "General", "@"]


def test_the_notes_list_every_column(book: openpyxl.Workbook):
    rows = [tuple(cell.value for cell in row) for row in book["填表说明"].iter_rows(min_row=8)]
    assert rows[0] == ("表", "列", "要求", "依据", "说明")
    assert [(row[0], row[1]) for row in rows[1:3]] == [("单位", "单位"), ("单位", "完成率(%)")]
    assert rows[8][2] == "必填：从第一张表里选择，同一个对象可以有多行；每个对象 12 行，每个“级别”一行"


def test_a_form_filled_in_is_data(book: openpyxl.Workbook, tmp_path: Path):
    sheet, ledger = book["单位"], book["表彰"]
    for address, value in {"A2": "教育局", "B2": 0.925, "C2": 3.5, "D2": 2, "E2": "是", "F2": "007"}.items():
        sheet[address] = value
    sheet["B2"].number_format = "0.00%"
    for address, value in {"A2": "教育局", "B2": "省级", "C2": date(2011, 5, 1)}.items():
        ledger[address] = value
    path = tmp_path / "filled.xlsx"
    book.save(path)
    dataset = read_data(INPUTS, path)
    assert dataset.findings == ()
    assert dataset.records == (
        {
            "单位": "教育局",
            "完成率": "92.5%",
            "投资": "3.5亿",
            "次数": 2,
            "达标": "是",
            "编号": "007",
            "表彰": [{"级别": "省级", "日期": date(2011, 5, 1)}],
        },
    )


@pytest.mark.parametrize(
    ("name", "shown"), [("表彰", "表彰"), ("一/二:[三]", "一_二__三_"), ("长" * 40, "长" * 31), ("'", "_")]
)
def test_names_of_sheets_are_what_excel_can_bear(name: str, shown: str):
    assert sheet_name(name) == shown
