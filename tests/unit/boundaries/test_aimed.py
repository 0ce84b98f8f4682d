"""Records that are aimed at one place each."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import govperf
from govperf.boundaries import aimed, record_of
from govperf.limits import DEFAULT_LIMITS

HEAD = "规则 试\n对象 单位\n"


def found(text: str, *kinds: str) -> list[tuple[govperf.Policy, object]]:
    policy = govperf.compile(HEAD + text)
    return [(policy, one) for one in aimed(policy.graph, policy.limits) if one.kind in kinds]


def values(text: str, output: str, *kinds: str) -> set[object]:
    """What an output is for the records of some kinds, others scored beside them."""
    results = set()
    for policy, one in found(text, *kinds):
        board = policy.score_all([record_of(policy.graph, data) for data in one.cohort])
        results.add(board[0].get(output))
    return results


ARMS = {
    "nested conditionals": (
        (
            "输入 甲、乙：0~100\n"
            "级=如果 甲≥60 则 (如果 乙≥甲 则 1 否则 (如果 乙<10 则 2 否则 3)) 否则 (如果 甲=乙 则 4 否则 5)\n"
        ),
        {1, 2, 3, 4, 5},
    ),
    "several subjects": (
        (
            "输入 甲、乙：0~100\n输入 违：是否\n"
            "级=分档\n  甲≥90 且 乙≥90 且 非 违：1\n  甲≥90 或 乙≥95：2\n  甲+乙=100：3\n  其他：4\n"
        ),
        {1, 2, 3, 4},
    ),
    "behind a cap": ("输入 甲：≥0\n扣=甲(≤2)\n级=分档 扣\n  2：1\n  1~2(不含2)：2\n  其他：3\n", {1, 2, 3}),
    "behind a rounding": (
        "输入 甲：0~100\n分=甲÷3  保留1位小数\n级=分档 分\n  33.3：1\n  33.2：2\n  20以上：3\n  其他：4\n",
        {1, 2, 3, 4},
    ),
    "behind a grade": (
        (
            "输入 甲：0~100\n输入 违：是否\n等次 评 按 甲\n  优：90以上 且 非 违\n  良：60~90(不含90)\n  差：其他\n"
            "级=对照(评，优：1，良：2，差：3)\n"
        ),
        {1, 2, 3},
    ),
    "behind many scores": (
        "输入 甲、乙、丙、丁：0~100\n"
        + "".join(f"分{n}=分档 {n}\n  90以上：25\n  60~90(不含90)：15\n  其他：0\n" for n in "甲乙丙丁")
        + "总=分甲+分乙+分丙+分丁\n级=分档 总\n  100：1\n  80以上：2\n  46~79：3\n  15~45：4\n  其他：5\n",
        {1, 2, 3, 4, 5},
    ),
    "in a ledger": (
        (
            "明细 事 可缺\n  级：国、省、市\n  分=对照(级，国：5，省：3，市：1)\n总=合计(事.分，其中 级≠市)\n"
            "级=分档 总\n  0：1\n  3：2\n  8：3\n  20以上：4\n  其他：5\n"
        ),
        {1, 2, 3, 4, 5},
    ),
    "by a count": ("明细 事 可缺\n  重：是否\n级=分档 计数(事，其中 重)\n  0：1\n  1~4：2\n  5以上：3\n", {1, 2, 3}),
    "by rank": ("输入 分：0~100\n级=分档 名次(分)\n  1：1\n  2~3：2\n  其他：3\n", {1, 2, 3}),
    "by quota": (
        (
            "输入 分：0~100\n等次 评 按 分\n  优：90以上 限额 25%\n  良：60~90(不含90)\n  差：其他\n"
            "级=对照(评，优：1，良：2，差：3)\n"
        ),
        {1, 2, 3},
    ),
    "by absence": ("输入 甲：0~100 可缺\n级=如果 有 甲 则 (如果 甲≥60 则 1 否则 2) 否则 3\n", {1, 2, 3}),
    "by date": ("输入 日：日期\n级=分档\n  日<2011-03-01：1\n  天数(2011-03-01，日)≤10：2\n  其他：3\n", {1, 2, 3}),
    "of a quotient": ("输入 实、标：>0\n率=实÷标\n级=分档 率\n  1：1\n  90%~100%(不含100%)：2\n  其他：3\n", {1, 2, 3}),
    "of whole numbers": ("输入 次：次数\n级=分档 次\n  0：1\n  1~2：2\n  3以上：3\n", {1, 2, 3}),
}


@pytest.mark.parametrize("shape", ARMS)
def test_every_arm_is_reached(shape: str):
    text, wanted = ARMS[shape]
    assert values(text, "级", "arm") >= {Decimal(one) for one in wanted}


def test_the_arm_that_only_a_hidden_value_has_is_reached_through_its_readers():
    text = "输入 甲：0~100\n输入 用：是否\n中间 里=如果 甲≥50 则 1 否则 2\n外=如果 用 则 里 否则 0\n"
    assert {(one.key, one.words) for _, one in found(text, "arm")} >= {("里", "里：甲≥50"), ("里", "里：其他")}


def test_a_line_has_three_records():
    text = "输入 甲、乙：0~100\n总=甲×90%+乙×10%  保留2位小数\n等次 评 按 总\n  优：90以上\n  良：90以下(不含90)\n"
    lines = {(one.kind, one.value) for _, one in found(text, "at", "below", "above") if one.line == 90}
    assert lines == {("below", Fraction("89.99")), ("at", Fraction(90)), ("above", Fraction("90.01"))}


def test_numbers_are_friendly():
    text = "输入 甲、乙：0~100\n总=甲×90%+乙×10%\n级=如果 总≥90 则 1 否则 0\n"
    [(policy, one)] = [pair for pair in found(text, "at") if pair[1].line == 90]
    assert record_of(policy.graph, one.data) == {"单位": "甲", "甲": 90, "乙": 90}


def test_a_cap_bites_is_met_does_not_bite():
    text = "输入 扣：≥0\n扣分=扣(≤2)\n"
    assert [(one.kind, one.value) for _, one in found(text, "bitten", "at", "free")] == [
        ("bitten", 3),
        ("at", 2),
        ("free", 1),
    ]


def test_a_tie_is_half_way():
    text = "输入 甲：0~100\n得=甲÷4  保留1位小数\n"
    half, less = (one.value * 10 for _, one in found(text, "tie"))
    assert half % 2 == Fraction(1, 2)
    assert 0 < less % 1 < Fraction(1, 2)


def test_vetoes_are_on_and_off():
    text = "输入 甲：0~100\n输入 违：是否 默认 否\n得=甲\n一票否决 违 → 得=0\n"
    words = [one.words for _, one in found(text, "holds", "fails")]
    assert "否决：违" in words
    assert "没有否决：违" in words


def test_what_is_asked_of_data_is_met():
    text = '输入 办、参：次数\n要求 参≤办 说明 "不能多于举办的次数"\n得=如果 参≥10 则 1 否则 0\n'
    for policy, one in found(text, "arm", "at", "below", "above", "ordinary"):
        assert one.data.values["参"] <= one.data.values["办"]
        policy.score(record_of(policy.graph, one.data))


def test_somebody_is_over_a_quota():
    text = "输入 分：0~100\n等次 评 按 分\n  优：90以上 限额 1名\n  良：其他\n"
    [(policy, one)] = found(text, "quota")
    board = policy.score_all([record_of(policy.graph, data) for data in one.cohort])
    assert [card["评"] for card in board] == ["良", "优"]


def test_records_come_in_the_forms_of_hosts():
    policy = govperf.compile(HEAD + "输入 率：0~100%\n明细 事 可缺\n  日：日期\n得=如果 率≥62.5% 则 计数(事) 否则 0\n")
    records = [record_of(policy.graph, one.data) for one in aimed(policy.graph, DEFAULT_LIMITS)]
    assert Decimal("0.625") in [record["率"] for record in records]
    assert all(not isinstance(record["率"], Fraction) for record in records)


def test_two_leaves_of_one_name_are_told_apart():
    text = "指标 总 100分\n  前 50分\n    质量 50分\n  后 50分\n    质量 50分\n"
    policy = govperf.compile(HEAD + text)
    base = next(iter(aimed(policy.graph, policy.limits)))
    assert record_of(policy.graph, base.data) == {"单位": "甲", "前.质量": 50, "后.质量": 50}


def test_it_is_the_same_each_time():
    policy = govperf.compile(HEAD + ARMS["behind many scores"][0])
    first, second = (list(aimed(policy.graph, policy.limits)) for _ in range(2))
    assert first == second


def test_a_policy_that_cannot_be_scored_has_an_ordinary_record_at_least():
    policy = govperf.compile(HEAD + "参数 线\n输入 甲：0~100\n得=如果 甲≥线 则 1 否则 0\n")
    assert next(one.kind for one in aimed(policy.graph, policy.limits)) == "ordinary"
