"""A compiled policy: what identifies it, settings, stored results, copies, threads."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from tests.unit.policy.conftest import Write

import govperf
from govperf import GovperfError, InputError, Policy, RuleError

RULES = """\
规则 单位考核
  版本 2011.1
  生效 2011-01-01 至 2012-12-31

对象 单位
参数 权重=10%  范围 5%~20%
参数 补贴=440 自 2011-01-01，580 自 2012-01-01
参数 优秀线
输入
  甲、乙：0~100分
  立案：是否 默认 否

明细 扣分项
  分值：0~5

扣分=合计(扣分项.分值)(≤5)
总分=甲×(1-权重)+乙×权重-扣分  保留2位小数
优秀=总分≥优秀线
发放=补贴

等次 等级 按 总分
  优：90以上
  良：90以下(不含90)

一票否决 立案 → 总分=0  依据 "第九条"
"""
RECORD = {"单位": "财政", "甲": 95, "乙": "90.5", "扣分项": [{"分值": 1}, {"分值": Decimal("0.5")}]}
DAY = datetime.date(2011, 6, 30)


@pytest.fixture
def policy() -> Policy:
    return govperf.compile(RULES, parameters={"优秀线": 90}, on=DAY)


# --- fingerprint ---


@pytest.mark.parametrize(
    "text",
    [
        RULES.replace("\n", "\r\n"),
        "\ufeff" + RULES,
        RULES.replace("\n总分=", "\n# 说明\n总分 = "),
        RULES.replace("×", "*").replace("≥", ">="),
        RULES.replace("：", ":").replace("、", "、 "),
        RULES.replace("甲×(1-权重)", "甲×（\uff11－权重）"),
        RULES.replace("\n\n", "\n\n\n\n"),
        RULES.replace("  甲、乙", "      甲、乙").replace("  立案：是否", "      立案：是否"),
        govperf.format_text(RULES),
    ],
)
def test_a_fingerprint_does_not_see_how_it_is_written(text: str):
    assert govperf.compile(text).fingerprint == govperf.compile(RULES).fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("权重=10%", "权重=11%"),
        ("保留2位小数", "保留1位小数"),
        ("(≤5)", "(≤6)"),
        ("90以上", "91以上"),
        ("0~5", "0~6"),
        ("第九条", "第十条"),
        ("版本 2011.1", "版本 2011.2"),
        ("默认 否", "默认 是"),
        ("2012-12-31", "2012-12-30"),
        ("5%~20%", "5%~30%"),
    ],
)
def test_a_fingerprint_sees_every_change_of_meaning(old: str, new: str):
    changed = RULES.replace(old, new)
    assert changed != RULES
    assert govperf.compile(changed).fingerprint != govperf.compile(RULES).fingerprint


def test_a_fingerprint_is_a_digest(policy: Policy):
    assert len(policy.fingerprint) == 64
    assert int(policy.fingerprint, 16) > 0


def test_a_fingerprint_holds_what_is_inherited(write: Write):
    write("省.govperf", RULES)
    county = write("县.govperf", '规则 县\n沿用 "省.govperf"\n')
    before = govperf.load(county).fingerprint
    write("省.govperf", RULES + "# 只是注释\n")
    assert govperf.load(county).fingerprint == before
    write("省.govperf", RULES.replace("10%", "12%"))
    assert govperf.load(county).fingerprint != before


def test_a_fingerprint_does_not_see_where_the_file_lies(write: Write):
    paths = [write("一/甲.govperf", RULES), write("二/乙.govperf", RULES)]
    assert len({govperf.load(path).fingerprint for path in paths}) == 1


# --- settings ---


def test_what_identifies_a_policy(policy: Policy):
    assert (policy.name, policy.version, policy.source) == ("单位考核", "2011.1", RULES)
    assert policy.identity["parameters"] == {"权重": "0.1", "补贴": "440", "优秀线": "90"}
    assert policy.identity["date"] == "2011-06-30"
    assert repr(policy) == "<Policy 单位考核 2011.1>"
    assert repr(govperf.compile("1+1")) == "<Policy 公式>"


def test_parameters_as_they_stand(policy: Policy):
    assert [(one.name, one.value and str(one.value), one.low and str(one.low)) for one in policy.parameters] == [
        ("权重", "1/10", "1/20"),
        ("补贴", "440", None),
        ("优秀线", "90", None),
    ]
    assert govperf.compile(RULES).parameters[2].value is None


@pytest.mark.parametrize("given", [90, "90", Decimal(90), 90.0])
def test_a_parameter_may_be_any_exact_number(given: object):
    card = govperf.compile(RULES, parameters={"优秀线": given}, on=DAY).score({**RECORD, "扣分项": []})
    assert card["优秀"] is True


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"优秀": 90}, "未知对象"),
        ({"权重": 0.21}, "参数超出范围"),
        ({"权重": "4%"}, "参数超出范围"),
        ({"优秀线": float("nan")}, "无处安放"),
        ({"权重": True}, "无处安放"),
        ({"权重": object()}, "无处安放"),
    ],
)
def test_parameters_that_do_not_fit(parameters: Any, code: str):
    with pytest.raises(RuleError) as caught:
        govperf.compile(RULES, parameters=parameters)
    assert [one.code for one in caught.value.diagnostics] == [code]


@pytest.mark.parametrize("given", [[("权重", 1)], 3, "权重", {3: 90}])
def test_parameters_must_be_a_mapping(given: Any):
    with pytest.raises(GovperfError, match="parameters"):
        govperf.compile(RULES, parameters=given)


@pytest.mark.parametrize("day", ["2010-12-31", "2013-01-01", datetime.date(2013, 1, 1)])
def test_a_policy_is_refused_outside_its_dates(day: Any):
    with pytest.raises(RuleError, match="不在有效期"):
        govperf.compile(RULES, on=day)


@pytest.mark.parametrize(("day", "expected"), [("2011-01-01", 440), ("2011-12-31", 440), ("2012-01-01", 580)])
def test_dated_parameters_follow_the_date(day: Any, expected: int):
    policy = govperf.compile(RULES, on=day, parameters={"优秀线": 90})
    assert policy.score(RECORD)["发放"] == expected
    assert policy.with_settings({"优秀线": 90}, datetime.date(2012, 6, 1)).score(RECORD)["发放"] == 580


def test_without_a_date_the_card_says_so():
    policy = govperf.compile(RULES.replace("发放=补贴", "发放=1"), parameters={"优秀线": 90})
    assert policy.score(RECORD).notes == ("没有给出考核日期，未核对规则是否在有效期内",)


def test_a_parameter_that_is_not_set_is_named_when_it_is_needed():
    with pytest.raises(govperf.ScoringError) as caught:
        govperf.compile(RULES, on=DAY).score(RECORD)
    assert caught.value.code == "参数未定"
    assert "优秀线" in str(caught.value)


# --- stored results ---


def test_a_stored_card_is_verified(policy: Policy):
    stored = json.loads(json.dumps(policy.score(RECORD).to_dict()))
    found = policy.verify(stored, RECORD)
    assert found
    assert found.same
    assert str(found) == "一致"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda card: card["outputs"].update(总分="99.00"), "outputs.总分：存档 99.00，重算 93.05"),
        (lambda card: card["outputs"].pop("等级"), "outputs.等级：存档 None，重算 优"),
        (lambda card: card["outputs"].update(多="1"), "outputs.多：存档 1，重算 None"),
        (lambda card: card["policy"].update(fingerprint="x"), "policy.fingerprint：存档 x"),
        (lambda card: card["parameters"].update(权重="20%"), "parameters.权重：存档 20%，重算 0.1"),
        (lambda card: card.update(date="2011-07-01"), "date：存档 2011-07-01，重算 2011-06-30"),
        (lambda card: card.update(vetoes=[{"text": "立案", "clause": ""}]), "vetoes：存档"),
        (lambda card: card.clear(), "outputs：存档 None"),
    ],
)
def test_what_differs_is_told(policy: Policy, change: Any, told: str):
    stored = policy.score(RECORD).to_dict()
    stored = copy.deepcopy({key: dict(one) if hasattr(one, "keys") else one for key, one in stored.items()})
    change(stored)
    found = policy.verify(stored, RECORD)
    assert not found
    assert told in str(found)


def test_another_version_of_the_library_is_no_difference(policy: Policy):
    assert policy.verify({**policy.score(RECORD).to_dict(), "library": "0.0.1", "notes": ["旧的"]}, RECORD)


@pytest.mark.parametrize("stored", [None, 3, "x", []])
def test_what_is_no_card_is_refused(policy: Policy, stored: Any):
    with pytest.raises(GovperfError):
        policy.verify(stored, RECORD)


def test_vetoes_are_part_of_the_result(policy: Policy):
    card = policy.score({**RECORD, "立案": True})
    assert card["总分"] == 0
    assert [(one.text, one.clause) for one in card.vetoes] == [("立案", "第九条")]


# --- copies, threads ---


def test_a_policy_pickles(policy: Policy):
    again = pickle.loads(pickle.dumps(policy))  # noqa: S301 - our own
    assert again.fingerprint == policy.fingerprint
    assert again.identity == policy.identity
    assert again.score(RECORD) == policy.score(RECORD)
    assert again.outputs == policy.outputs


def test_a_policy_with_a_base_pickles(write: Write):
    write("省.govperf", RULES)
    text = '规则 县\n沿用 "省.govperf"\n改 参数 权重=20%\n改 扣分=1\n新=1\n输出 总分、等级\n输出 新\n'
    policy = govperf.load(write("县.govperf", text), on=DAY)
    again = pickle.loads(pickle.dumps(policy))  # noqa: S301 - our own
    assert again.outputs == policy.outputs
    assert again.changes == policy.changes
    assert again.score(RECORD).to_dict() == policy.score(RECORD).to_dict()


def test_a_card_pickles_with_its_explanation(policy: Policy):
    card = policy.score(RECORD)
    again = pickle.loads(pickle.dumps(card))  # noqa: S301 - our own
    assert again == card
    assert str(again.explain()) == str(card.explain())


def test_many_threads_score_with_one_policy(policy: Policy):
    records = [{**RECORD, "甲": number} for number in range(60)]
    expected = [policy.score(record).to_dict() for record in records]
    fresh = govperf.compile(RULES, parameters={"优秀线": 90}, on=DAY)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            assert [card.to_dict() for card in pool.map(fresh.score, records)] == expected


def test_many_threads_compile_at_once():
    texts = [RULES.replace("10%", f"{percent}%") for percent in range(5, 21)]
    with ThreadPoolExecutor(8) as pool:
        policies = list(pool.map(govperf.compile, texts))
    assert [one.fingerprint for one in policies] == [govperf.compile(text).fingerprint for text in texts]


# --- what to ask a person for ---


def test_inputs_by_place_or_name(policy: Policy):
    assert [one.name for one in policy.inputs] == ["单位", "甲", "乙", "立案"]
    assert policy.inputs["甲"] is policy.inputs[1]
    assert len(policy.inputs) == 4
    assert policy.inputs[1:3] == (policy.inputs[1], policy.inputs[2])
    assert policy.inputs.object_name == "单位"
    with pytest.raises(GovperfError, match="没有叫“丙”的输入"):
        policy.inputs["丙"]


def test_a_record_that_is_wrong_tells_everything(policy: Policy):
    with pytest.raises(InputError) as caught:
        policy.score({"甲": 101, "乙": "多", "扣分项": [{"分值": 9}]})
    assert [(one.code, one.path) for one in caught.value.problems] == [
        ("输入超出范围", ("甲",)),
        ("类型不符", ("乙",)),
        ("输入超出范围", ("扣分项", 1, "分值")),
    ]
