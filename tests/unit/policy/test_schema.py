"""The JSON Schema of a record: what it allows, what it asks for."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

import govperf

RULES = """\
规则 单位考核
对象 单位
输入
  甲：0~100分  依据 "第二条" 说明 "按年"
  率：0~100%
  除数：≠0
  正：>0
  低：不超过2分 默认 1/3
  次：次数
  报：是否 默认 否
  日：日期 可缺
  文：文本
  级：省级、市级 默认 市级
  份：1、2、3.5
  投资：≥0万元 默认 1.2万元
  细：0~0.33333333333333333333
  有条件的：0~5 适用 报
明细 表彰
  事项：文本
  分值：0~5 可缺
  折半=(分值 缺省 0)÷2
明细 月考勤 共12条 每 月份
  月份：1~12 整数
明细 事故 可缺
  人数：次数
得分=甲
"""

TYPES: dict[str, tuple[type, ...]] = {
    "number": (int, float),
    "integer": (int,),
    "string": (str,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return govperf.compile(RULES).inputs.json_schema()


def test_it_is_plain_json(schema: dict[str, Any]):
    assert json.loads(json.dumps(schema, allow_nan=False)) == schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert (schema["type"], schema["title"]) == ("object", "单位考核")


def test_it_asks_for_what_has_no_default(schema: dict[str, Any]):
    assert schema["required"] == ["甲", "率", "除数", "正", "次", "文", "份", "细", "表彰", "月考勤"]
    assert set(schema["required"]) < set(schema["properties"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("甲", {"type": ["number", "string"], "minimum": 0, "maximum": 100}),
        ("率", {"type": ["number", "string"], "minimum": 0, "maximum": 1}),
        ("除数", {"type": ["number", "string"], "not": {"const": 0}}),
        ("正", {"type": ["number", "string"], "exclusiveMinimum": 0}),
        ("低", {"type": ["number", "string", "null"], "maximum": 2, "default": "1/3"}),
        ("次", {"type": ["integer", "string"], "minimum": 0}),
        ("报", {"enum": [True, False, "是", "否", None], "default": False}),
        ("日", {"type": ["string", "null"], "format": "date"}),
        ("文", {"type": ["string", "integer"]}),
        ("级", {"enum": ["省级", "市级", None], "default": "市级"}),
        ("份", {"enum": [1, 2, 3.5, "1", "2", "3.5"]}),
        ("投资", {"type": ["number", "string", "null"], "minimum": 0, "default": 12000}),
        ("细", {"type": ["number", "string"], "minimum": 0}),
        ("有条件的", {"type": ["number", "string", "null"], "minimum": 0, "maximum": 5}),
    ],
)
def test_an_input(schema: dict[str, Any], name: str, expected: dict[str, Any]):
    found = {key: value for key, value in schema["properties"][name].items() if key != "description"}
    assert found == expected


def test_a_description_says_domain_clause_and_note(schema: dict[str, Any]):
    assert schema["properties"]["甲"]["description"] == "0~100分；第二条；按年"


def test_a_ledger_is_a_list_of_records(schema: dict[str, Any]):
    found = schema["properties"]["表彰"]
    assert found["type"] == "array"
    assert list(found["items"]["properties"]) == ["事项", "分值"]
    assert found["items"]["required"] == ["事项"]
    months = schema["properties"]["月考勤"]
    assert (months["minItems"], months["maxItems"]) == (12, 12)


def test_bounds_are_numbers_that_json_writes_exactly(schema: dict[str, Any]):
    """A bound that JSON cannot write is left to the policy, which checks all of them."""
    for name, one in schema["properties"].items():
        for word in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            assert isinstance(one.get(word, 0), int | float), name
    spec = govperf.compile(RULES).inputs["细"]
    assert spec.high == Fraction("0.33333333333333333333")


def allows(one: dict[str, Any], value: object) -> bool:
    """Whether a value is allowed, as far as these schemas go."""
    if "enum" in one:
        return value in one["enum"]
    types = [one["type"]] if isinstance(one["type"], str) else one["type"]
    if not any(isinstance(value, TYPES[name]) and not isinstance(value, bool) for name in types):
        return False
    if not isinstance(value, int | float):
        return True
    return (
        one.get("minimum", value) <= value <= one.get("maximum", value)
        and ("exclusiveMinimum" not in one or value > one["exclusiveMinimum"])
        and ("not" not in one or value != one["not"]["const"])
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("甲", [0, 100, 55.5, -1, 101, "55.5", None, True]),
        ("率", [0, 1, 0.5, 1.5, None]),
        ("除数", [1, 0, -1, "1"]),
        ("正", [0, 0.5, None]),
        ("次", [3, -1, "3"]),
        ("报", [True, "是", None, "好", 2]),
        ("日", ["2011-06-30", None, 20110630]),
        ("文", ["字", 3, 3.5, None]),
        ("级", ["省级", "县级", None]),
        ("份", [1, 3.5, "3.5", 4, "4"]),
    ],
)
def test_it_allows_what_the_policy_takes(schema: dict[str, Any], name: str, values: list[object]):
    """Text that is no number is the one thing that only the policy refuses."""
    kinds = {"文": '"x"', "级": '"省级"', "日": "2011-01-01"}
    reads = f"如果 {name}={kinds[name]} 则 1 否则 0" if name in ("文", "级") else name
    if name == "日":
        reads = "如果 有 日 则 日 否则 缺"
    if name == "报":
        reads = "如果 报 则 1 否则 0"
    policy = govperf.compile(RULES.replace("得分=甲", f"得分={reads}"))
    for value in values:
        try:
            policy.score({name: value, "表彰": []})
            taken = True
        except govperf.InputError:
            taken = False
        assert taken is allows(schema["properties"][name], value), value
