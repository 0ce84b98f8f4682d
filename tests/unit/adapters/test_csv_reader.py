"""CSV files as records: encodings, heads, units, ledgers, everything odd named with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from govperf.adapters.files import read_data
from govperf.adapters.place import Unreadable
from govperf.adapters.records import Dataset
from govperf.adapters.table_limits import TableLimits
from govperf.errors import InputError


def write(folder: Path, text: str, name: str = "units.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def found(dataset: Dataset) -> list[tuple[str, str]]:
    return [(finding.problem.code, finding.place.address) for finding in dataset.findings]


def refusal(inputs: Any, path: Path, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read_data(inputs, path, **options)
    (problem,) = caught.value.problems
    return problem.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_recognised(inputs: Any, tmp_path: Path, encoding: str):
    path = write(tmp_path, "单位,得分\r\n教育局,90.5\r\n", encoding=encoding)
    assert read_data(inputs, path).records == ({"单位": "教育局", "得分": "90.5"},)


@pytest.mark.parametrize(
    ("head", "text", "value"),
    [
        ("完成率(%)", "92.5", "92.5%"),
        ("完成率（％）", "92.5", "92.5%"),
        ("完成率(个百分点)", "1", "1个百分点"),
        ("完成率(%)", "92.5%", "92.5%"),
        ("完成率", "92.5", "92.5"),
        ("投资(亿元)", "1,234.5", "1,234.5亿"),
        ("投资(万元)", "\uff15", "\uff15万"),
        ("投资(亿元)", "3千", "3千"),
        ("得分(分)", "-3", "-3"),
        ("得分（满分10分）", "3", "3"),
        ("达标(必填)", "是", "是"),
        ("编号(%)", "7", "7"),
    ],
)
def test_a_bare_number_takes_the_unit_of_its_head(inputs: Any, tmp_path: Path, head: str, text: str, value: str):
    dataset = read_data(inputs, write(tmp_path, f'单位,{head}\n甲,"{text}"\n'))
    name = head.replace("（", "(").partition("(")[0]
    assert dataset.records[0][name] == value
    assert dataset.findings == ()


@pytest.mark.parametrize("head", ["投资(千元)", "投资(天)", "得分(百分)"])
def test_a_head_whose_unit_does_not_fit_is_refused(inputs: Any, tmp_path: Path, head: str):
    assert refusal(inputs, write(tmp_path, f"单位,{head}\n甲,1\n")) == "列名单位不符"


def test_empty_cells_are_absent_keys(inputs: Any, tmp_path: Path):
    dataset = read_data(inputs, write(tmp_path, "单位,得分,投资\n甲,,\u3000\n"))
    assert dataset.records == ({"单位": "甲"},)


def test_a_title_above_the_heads_does_no_harm(inputs: Any, tmp_path: Path):
    dataset = read_data(inputs, write(tmp_path, "某县考核表,\n\n单位,得分\n甲,1\n"))
    assert dataset.records == ({"单位": "甲", "得分": "1"},)
    assert dataset.located(0, ()) == ()


def test_ledgers_lie_beside_the_file(inputs: Any, tmp_path: Path):
    write(tmp_path, "单位,级别,分值\n乙,省级,4\n甲,市级,3\n乙,区级,2\n", "units.表彰.csv")
    dataset = read_data(inputs, write(tmp_path, "单位,得分\n甲,1\n乙,2\n"))
    assert dataset.records[0]["表彰"] == [{"级别": "市级", "分值": "3"}]
    assert dataset.records[1]["表彰"] == [{"级别": "省级", "分值": "4"}, {"级别": "区级", "分值": "2"}]


def test_a_ledger_without_its_file_is_absent(inputs: Any, tmp_path: Path):
    assert "表彰" not in read_data(inputs, write(tmp_path, "单位,得分\n甲,1\n")).records[0]


def test_a_ledger_file_without_rows_is_empty(inputs: Any, tmp_path: Path):
    write(tmp_path, "单位,级别,分值\n", "units.表彰.csv")
    assert read_data(inputs, write(tmp_path, "单位,得分\n甲,1\n")).records[0]["表彰"] == []


def test_rows_of_nobody_are_named(inputs: Any, tmp_path: Path):
    write(tmp_path, "单位,级别\n丙局,省级\n,市级\n", "units.表彰.csv")
    dataset = read_data(inputs, write(tmp_path, "单位,得分\n甲局,1\n乙局,2\n"))
    assert found(dataset) == [("对象不在名单", "A2"), ("对象未填", "A3")]
    assert dataset.failed


def test_a_repeated_object_has_no_record_that_could_be_scored(inputs: Any, tmp_path: Path):
    dataset = read_data(inputs, write(tmp_path, "单位,得分\n甲,1\n乙,2\n甲,3\n"))
    assert [isinstance(record["得分"], Unreadable) for record in dataset.records] == [True, False, True]
    assert [(f.problem.code, f.place.row) for f in dataset.findings] == [("对象重复", 2), ("对象重复", 4)]


def test_a_row_with_cells_too_many_is_not_trusted(inputs: Any, tmp_path: Path):
    dataset = read_data(inputs, write(tmp_path, "单位,得分\n甲,1,234\n乙,2\n"))
    assert isinstance(dataset.records[0]["得分"], Unreadable)
    assert [(f.problem.code, f.place.row, f.object_name) for f in dataset.findings] == [("行与列名对不上", 2, "甲")]


def test_a_short_row_is_read_with_a_warning(inputs: Any, tmp_path: Path):
    dataset = read_data(inputs, write(tmp_path, "单位,得分,达标\n甲,1\n"))
    assert dataset.records == ({"单位": "甲", "得分": "1"},)
    assert [f.problem.code for f in dataset.findings] == ["行比列名短"]
    assert not dataset.failed


@pytest.mark.parametrize(
    ("head", "code", "hint"), [("得份", "列没有用到", "是不是想写“得分”？"), ("联系电话", "列没有用到", "")]
)
def test_columns_that_are_no_inputs_are_named(inputs: Any, tmp_path: Path, head: str, code: str, hint: str):
    dataset = read_data(inputs, write(tmp_path, f"单位,{head}\n甲,1\n"))
    assert [(f.problem.code, f.problem.hint, f.place.column) for f in dataset.findings] == [(code, hint, 2)]


def test_strict_refuses_columns_that_are_no_inputs(inputs: Any, tmp_path: Path):
    assert refusal(inputs, write(tmp_path, "单位,备注\n甲,1\n"), strict=True) == "列名不认识"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("单位,完成率,完成率(%)\n甲,1,2\n", "列名重复"),
        ("单位,得分\n", "数据为空"),
        ("", "数据为空"),
        (" \n\n", "数据为空"),
        ('单位,得分\n甲,"1\n', "CSV 有误"),
        ("单位\x00,得分\n甲,1\n", "数据不是文本"),
    ],
)
def test_a_file_without_a_sound_table_is_refused(inputs: Any, tmp_path: Path, text: str, code: str):
    assert refusal(inputs, write(tmp_path, text)) == code


def test_a_missing_file_is_an_error_of_ours(inputs: Any, tmp_path: Path):
    assert refusal(inputs, tmp_path / "none.csv") == "数据文件打不开"


def test_a_folder_is_no_file(inputs: Any, tmp_path: Path):
    (tmp_path / "folder.csv").mkdir()
    assert refusal(inputs, tmp_path / "folder.csv") == "数据文件打不开"


@pytest.mark.parametrize(
    ("name", "code"), [("a.xls", "旧版表格"), ("a.docx", "数据格式不支持"), ("a", "数据格式不支持")]
)
def test_other_types_are_refused_with_advice(inputs: Any, tmp_path: Path, name: str, code: str):
    assert refusal(inputs, write(tmp_path, "x", name)) == code


@pytest.mark.parametrize(
    "limits", [TableLimits(file_bytes=10), TableLimits(rows=2), TableLimits(columns=1), TableLimits(cells=3)]
)
def test_a_file_over_a_limit_is_refused(inputs: Any, tmp_path: Path, limits: TableLimits):
    path = write(tmp_path, "单位,得分\n甲,1\n乙,2\n")
    assert refusal(inputs, path, limits=limits) == "数据太大"


def test_ledger_rows_need_an_object_where_there_are_several(inputs: Any, tmp_path: Path):
    write(tmp_path, "级别\n省级\n", "units.表彰.csv")
    assert refusal(inputs, write(tmp_path, "单位,得分\n甲,1\n乙,2\n")) == "没有对象列"


def test_a_single_object_owns_ledger_rows_without_a_name(inputs: Any, tmp_path: Path):
    write(tmp_path, "级别\n省级\n", "units.表彰.csv")
    dataset = read_data(inputs, write(tmp_path, "得分\n1\n"))
    assert dataset.records == ({"得分": "1", "表彰": [{"级别": "省级"}]},)


def test_a_problem_of_the_library_is_led_to_its_cell(inputs: Any, tmp_path: Path):
    from govperf.values import messages

    write(tmp_path, "单位,级别,分值\n甲,省级,1\n乙,省级,1\n乙,省级,x\n", "units.表彰.csv")
    dataset = read_data(inputs, write(tmp_path, "单位,得分\n甲,1\n乙,2\n"))
    problem = messages.NOT_A_NUMBER.problem("表彰", 2, "分值", where="", value="x")
    (finding,) = dataset.located(1, [problem])
    assert finding.place.say() == "units.表彰.csv 第4行“分值”（C4）"
    assert finding.object_name == "乙"
