"""JSON files as records: shapes, exact numbers, hostile texts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govperf.adapters.files import read_data
from govperf.adapters.place import Unreadable
from govperf.errors import InputError


def read(inputs: Any, folder: Path, text: str, **options: Any):
    path = folder / "units.json"
    path.write_text(text, encoding="utf-8")
    return read_data(inputs, path, **options)


@pytest.mark.parametrize(
    "text",
    [
        '[{"单位": "甲", "得分": 90.10, "表彰": [{"级别": "省级", "分值": 3}]}]',
        '{"单位": "甲", "得分": 90.10, "表彰": [{"级别": "省级", "分值": 3}]}',
        '{"对象表": [{"单位": "甲", "得分": 90.10}], "表彰": [{"单位": "甲", "级别": "省级", "分值": 3}]}',
    ],
)
def test_three_shapes_give_the_same_record(inputs: Any, tmp_path: Path, text: str):
    (record,) = read(inputs, tmp_path, text).records
    assert record == {"单位": "甲", "得分": Decimal("90.10"), "表彰": [{"级别": "省级", "分值": 3}]}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", Decimal("0.1")),
        ("12345678901234567890.123456789", Decimal("12345678901234567890.123456789")),
        ("1e2", Decimal("1e2")),
        ("-7", -7),
        ('"92.5"', "92.5"),
        ("true", True),
    ],
)
def test_values_are_exact(inputs: Any, tmp_path: Path, text: str, value: object):
    assert read(inputs, tmp_path, f'[{{"得分": {text}}}]').records == ({"得分": value},)


def test_a_number_of_json_is_plain_unless_its_key_says_otherwise(inputs: Any, tmp_path: Path):
    dataset = read(inputs, tmp_path, '[{"完成率": 0.925}, {"完成率": 1}]')
    assert [record["完成率"] for record in dataset.records] == [Decimal("0.925"), 1]
    assert read(inputs, tmp_path, '[{"完成率(%)": 92.5}]').records[0]["完成率"] == "92.5%"


def test_null_is_an_absent_value(inputs: Any, tmp_path: Path):
    assert read(inputs, tmp_path, '[{"单位": "甲", "得分": null}]').records == ({"单位": "甲"},)


def test_a_ledger_that_is_not_there_is_absent(inputs: Any, tmp_path: Path):
    dataset = read(inputs, tmp_path, '[{"单位": "甲", "表彰": []}, {"单位": "乙"}]')
    assert dataset.records == ({"单位": "甲", "表彰": []}, {"单位": "乙"})


@pytest.mark.parametrize(
    ("record", "code", "place"),
    [
        ('{"单位": "甲", "得分": [1]}', "不是单个值", "units.json 第1项“得分”"),
        ('{"单位": "甲", "得分": {"x": 1}}', "不是单个值", "units.json 第1项“得分”"),
        ('{"单位": "甲", "得分": ' + "9" * 101 + "}", "数太长", "units.json 第1项“得分”"),
        ('{"单位": "甲", "得分": 1e101}', "数太长", "units.json 第1项“得分”"),
        ('{"单位": "甲", "表彰": 3}', "明细形状不符", "units.json 甲.表彰 第1项"),
        ('{"单位": "甲", "表彰": [{"分值": []}]}', "不是单个值", "units.json 甲.表彰 第1项“分值”"),
    ],
)
def test_values_that_cannot_be_read_are_named_with_their_place(
    inputs: Any, tmp_path: Path, record: str, code: str, place: str
):
    dataset = read(inputs, tmp_path, f'[{record}, {{"单位": "乙", "得分": 1}}]')
    assert [(f.problem.code, f.place.say(), f.object_name) for f in dataset.findings] == [(code, place, "甲")]
    assert dataset.records[1] == {"单位": "乙", "得分": 1}
    values = dataset.records[0].values()
    assert any(isinstance(v, Unreadable) for v in values) or any(
        isinstance(cell, Unreadable)
        for rows in values
        if isinstance(rows, list)
        for row in rows
        for cell in row.values()
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 50_000, "JSON 嵌套太深"),
        ('{"得分":' * 50_000, "JSON 嵌套太深"),
        ("[NaN]", "JSON 非数"),
        ('[{"得分": -Infinity}]', "JSON 非数"),
        ('[{"得分": 1, "得分": 2}]', "JSON 键重复"),
        ('[{"得分": 1,}]', "JSON 有误"),
        ("[1e99999999999999999999]", "JSON 形状不符"),
        ("[" + "9" * 1_000_000 + "]", "JSON 形状不符"),
        ('"文字"', "JSON 形状不符"),
        ("[3]", "JSON 形状不符"),
        ('{"对象表": {}}', "JSON 形状不符"),
        ("[]", "数据为空"),
        ("", "数据为空"),
        ("\x00", "数据不是文本"),
    ],
)
def test_hostile_texts_are_refused_with_an_error_of_ours(inputs: Any, tmp_path: Path, text: str, code: str):
    with pytest.raises(InputError) as caught:
        read(inputs, tmp_path, text)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_many_different_keys_do_not_grow_a_table(inputs: Any, tmp_path: Path):
    text = "[" + ",".join(f'{{"k{number}": 1}}' for number in range(3_000)) + "]"
    with pytest.raises(InputError) as caught:
        read(inputs, tmp_path, text)
    assert caught.value.problems[0].code == "数据太大"
