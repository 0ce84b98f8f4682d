"""Excel workbooks as records: formats of numbers, formulas, ledgers, damaged files."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govperf.adapters.files import read_data
from govperf.adapters.table_limits import TableLimits
from govperf.errors import InputError, MissingExtraError


def workbook(folder: Path, sheets: dict[str, list[list[object]]], formats: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for address, number_format in (formats or {}).items():
        book.worksheets[0][address].number_format = number_format
    path = folder / "units.xlsx"
    book.save(path)
    return path


def refusal(inputs: Any, path: Path, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read_data(inputs, path, **options)
    (problem,) = caught.value.problems
    return problem.code


@pytest.mark.parametrize(
    ("head", "cell", "number_format", "value"),
    [
        ("得分", 90, "General", 90),
        ("得分", 0.1, "General", 0.1),
        ("得分", "90.50", "General", "90.50"),
        ("完成率", 0.925, "0.00%", "92.5%"),
        ("完成率", 1, "0%", "100%"),
        ("完成率", 92.5, '0.0"%"', "92.5"),
        ("完成率", 92.5, "General", "92.5"),
        ("完成率(%)", 92.5, "General", "92.5%"),
        ("完成率(%)", 0.287, "0%", "28.7%"),
        ("投资(亿元)", 3, "General", "3亿"),
        ("投资", 3, "General", "3"),
        ("达标", True, "General", True),
        ("达标", "是", "General", "是"),
        ("编号", 1001, "General", "1001"),
        ("编号", 10.5, "General", "10.5"),
        ("编号", date(2011, 1, 1), "yyyy-mm-dd", "2011-01-01"),
        ("得分", datetime.fromisoformat("2011-01-01T08:30:00"), "yyyy-mm-dd hh:mm", "2011-01-01 08:30:00"),
        ("得分", date(2011, 1, 1), "yyyy-mm-dd", date(2011, 1, 1)),
    ],
)
def test_a_cell_is_read_as_the_person_sees_it(
    inputs: Any, tmp_path: Path, head: str, cell: object, number_format: str, value: object
):
    path = workbook(tmp_path, {"单位": [["单位", head], ["甲", cell]]}, {"B2": number_format})
    record = read_data(inputs, path).records[0]
    read = record[head.partition("(")[0]]
    assert (read, type(read)) == (value, type(value))


def test_ledgers_are_sheets_of_their_name(inputs: Any, tmp_path: Path):
    sheets = {
        "填表说明": [["先看这里"]],
        "数据": [["单位", "得分"], [1001, 1], ["乙", 2]],
        "表彰": [["单位", "级别", "分值"], [1001, "省级", 3]],
    }
    dataset = read_data(inputs, workbook(tmp_path, sheets))
    assert dataset.records == (
        {"单位": "1001", "得分": 1, "表彰": [{"级别": "省级", "分值": 3}]},
        {"单位": "乙", "得分": 2, "表彰": []},
    )
    assert dataset.findings == ()


def test_the_sheet_named_like_the_object_comes_before_the_first(inputs: Any, tmp_path: Path):
    sheets = {"封面": [["单位", "得分"], ["甲", 1]], "单位": [["单位", "得分"], ["乙", 2]]}
    dataset = read_data(inputs, workbook(tmp_path, sheets))
    assert dataset.names == ("乙",)
    assert [(f.problem.code, f.place.table) for f in dataset.findings] == [("表没有用到", "units.xlsx 封面")]


def test_places_are_addresses_of_cells(inputs: Any, tmp_path: Path):
    sheets = {"单位": [["考核表"], ["单位", "得分", "达标"], ["甲", 1, "#DIV/0!"], [None, 2, "是"]]}
    dataset = read_data(inputs, workbook(tmp_path, sheets))
    assert [f.place.say() for f in dataset.findings] == ["units.xlsx 单位 第3行“达标”（C3）", "units.xlsx 单位 第4行"]
    assert [f.problem.code for f in dataset.findings] == ["单元格出错", "对象未填"]


def test_a_formula_without_its_result_is_refused(inputs: Any, tmp_path: Path):
    dataset = read_data(inputs, workbook(tmp_path, {"单位": [["单位", "得分"], ["甲", "=1+1"], ["乙", 2]]}))
    assert [(f.problem.code, f.place.address) for f in dataset.findings] == [("公式没有结果", "B2")]
    assert dataset.records[1] == {"单位": "乙", "得分": 2}


def test_cells_beside_the_table_are_named(inputs: Any, tmp_path: Path):
    dataset = read_data(inputs, workbook(tmp_path, {"单位": [["单位", "得分"], ["甲", 1, None, "注：草稿"]]}))
    assert [(f.problem.code, f.place.address) for f in dataset.findings] == [("单元格没有列名", "D2")]
    assert dataset.records == ({"单位": "甲", "得分": 1},)


def test_noise_of_a_formula_is_named(inputs: Any, tmp_path: Path):
    path = workbook(tmp_path, {"单位": [["单位", "得分"], ["甲", 89.99999999999999]]})
    dataset = read_data(inputs, path)
    assert [(f.problem.code, f.place.address) for f in dataset.findings] == [("数的位数过多", "B2")]
    assert dataset.records[0]["得分"] == 89.99999999999999


@pytest.mark.parametrize("content", [b"hello", b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_refused(inputs: Any, tmp_path: Path, content: bytes):
    path = tmp_path / "units.xlsx"
    path.write_bytes(content)
    assert refusal(inputs, path) == "表格文件有误"


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_cut_workbook_is_refused(inputs: Any, tmp_path: Path, kept: float):
    path = workbook(tmp_path, {"单位": [["单位", "得分"], ["甲", 1]]})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert refusal(inputs, path) == "表格文件有误"


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)


def test_entities_that_could_grow_are_refused(inputs: Any, tmp_path: Path):
    path = workbook(tmp_path, {"单位": [["单位", "得分"], ["甲", 1]]})
    with_part(path, "xl/worksheets/sheet1.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xml)
    assert refusal(inputs, path) == "表格文件有误"


def test_a_sheet_that_claims_a_huge_size_is_read_for_what_it_holds(inputs: Any, tmp_path: Path):
    path = workbook(tmp_path, {"单位": [["单位", "得分"], ["甲", 1]]})
    with_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))
    assert read_data(inputs, path).records == ({"单位": "甲", "得分": 1},)


def test_a_row_far_below_is_over_the_limit(inputs: Any, tmp_path: Path):
    path = workbook(tmp_path, {"单位": [["单位", "得分"], ["甲", 1]]})
    with_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999"'))
    assert refusal(inputs, path, limits=TableLimits(rows=1000)) == "数据太大"


@pytest.mark.parametrize("limits", [TableLimits(unpacked_bytes=1000), TableLimits(cells=3), TableLimits(sheets=1)])
def test_a_workbook_over_a_limit_is_refused(inputs: Any, tmp_path: Path, limits: TableLimits):
    path = workbook(tmp_path, {"单位": [["单位", "得分"], ["甲", 1]], "其他": [["x"]]})
    assert refusal(inputs, path, limits=limits) == "数据太大"


def test_without_the_extra_its_name_is_said(inputs: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = workbook(tmp_path, {"单位": [["单位"], ["甲"]]})
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r'pip install "govperf\[excel\]"'):
        read_data(inputs, path)
