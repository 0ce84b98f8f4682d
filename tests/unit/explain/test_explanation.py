"""The explanation as data: what it holds, how large it can get, when it refuses."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import govperf
from govperf.evaluate.scoring import replay
from govperf.explain import Explanation, Reason, explain

CASES = Path(__file__).with_name("cases")


def explained(text: str, record: dict[str, Any]) -> Explanation:
    return govperf.compile(text).score(record).explain()


def of_case(name: str) -> Explanation:
    record = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return govperf.load(CASES / f"{name}.govperf").score(record).explain()


def test_a_reason_names_formula_steps_and_clause() -> None:
    reason = of_case("unit")["绩效考核得分"]

    assert (reason.role, reason.value, reason.exact, reason.before) == ("计算", "92.00", "92.00", "92")
    assert [(step.value, step.words) for step in reason.steps] == [("92.00", "保留2位小数")]
    assert reason.formula.startswith("重点考核得分 95 × 90%")
    assert [child.name for child in reason.children] == ["重点考核得分", "公众评议得分", "查访核验扣分", "投诉查处扣分"]
    assert of_case("unit")["查访核验扣分"].clause == "三、(三)1(2)"


def test_inputs_say_where_their_value_came_from() -> None:
    explanation = explained(
        "规则 甲\n输入\n  a：数\n  b：数 默认 3\n  c：数 可缺\n得分=a+b+(c 缺省 1)",
        {"a": 2},
    )

    assert {name: explanation[name].status for name in "abc"} == {"a": "已填", "b": "默认", "c": "缺"}
    assert explanation["c"].exact is None
    assert str(explanation) == "得分 = a 2 + b 3 + ( c 缺 缺省 1 ) = 6"


def test_what_is_explained_elsewhere_is_only_named() -> None:
    explanation = explained("规则 甲\n中间 基数=x+1\n输入 x：数\n甲分=基数×2\n乙分=基数×3", {"x": 1})

    first, second = explanation.reasons
    assert [(child.name, child.again) for child in first.children] == [("基数", False)]
    assert [(child.name, child.value, child.again) for child in second.children] == [("基数", "2", True)]
    assert str(explanation) == "甲分 = 基数 2 × 2 = 4\n  基数 = x 1 + 1 = 2\n乙分 = 基数 2 × 3 = 6"


def test_every_output_is_explained_once() -> None:
    for rules in CASES.glob("*.govperf"):
        policy = govperf.load(rules)
        data = json.loads(rules.with_suffix(".json").read_text(encoding="utf-8"))
        card = policy.score_all(data)[0] if isinstance(data, list) else policy.score(data)
        told = [reason.key for reason in card.explain() if not reason.again and reason.role != "明细记录"]
        assert {output: told.count(output) for output in card} == dict.fromkeys(card, 1), rules.stem


def test_an_inapplicable_output_is_left_out() -> None:
    inputs = "规则 甲\n输入\n  渔业：是否\n  产量：≥0 适用 渔业\n"
    rules = f"{inputs}指标 渔业分 10分 适用 渔业\n  产量分 10分=产量\n总分=渔业分 缺省 0"

    assert str(explained(rules, {"渔业": False})) == "总分 = 渔业分 不适用 缺省 0 = 0"


def test_the_side_that_was_not_chosen_has_no_values() -> None:
    rules = "规则 甲\n输入 a、b：数\n得分=如果 a>1 则 a 否则 b"

    assert str(explained(rules, {"a": 2, "b": 7})) == "得分 = 如果 a 2 > 1 则 a 2 否则 … = 2"


def test_a_condition_that_stopped_early_shows_what_was_read() -> None:
    rules = "规则 甲\n输入 a、b：数\n达标=a>1 且 b>1"

    assert str(explained(rules, {"a": 0, "b": 7})) == "达标 = a 0 > 1 且 b > 1 → 否"


def test_a_method_used_twice_shows_its_own_values_each_time() -> None:
    rules = "规则 甲\n输入 a、b：数\n方法 加倍(数量)=(数量×2)(≤5)\n得分=加倍(a)+加倍(b)"

    assert str(explained(rules, {"a": 2, "b": 7})) == (
        "得分 = 加倍(a 2) 4 + 加倍(b 7) 5 = 9\n  加倍 = 数量 2 × 2 = 4\n  加倍 = 数量 7 × 2 = 14 → 5（上限5）"
    )


def test_a_subtracted_call_shows_its_own_value() -> None:
    assert str(explained("a+b−最大(c，1)", {"a": 1, "b": 2, "c": 3})) == "得分 = a 1 + b 2 − 最大(c 3，1) 3 = 0"


def test_a_table_shows_the_keys_that_chose() -> None:
    rules = (
        "规则 甲\n输入\n  级别：国家级、省级\n  名次：次数\n对照表 加分 按 级别、名次\n"
        "  |        | 1 | 2~3 |\n  | 国家级 | 5 | 4   |\n  | 省级   | 3 | 2   |\n得分=加分(级别，名次)"
    )

    assert str(explained(rules, {"级别": "省级", "名次": 2})) == "得分 = 加分(级别 省级，名次 2) = 2"


def test_a_trace_that_arrives_elsewhere_is_refused() -> None:
    policy = govperf.compile("得分=a×2")
    card = policy.score({"a": 3})
    evaluation, trace = replay(policy.graph, (card.data,), 0, policy.limits, whole=False, left_out=frozenset())

    with pytest.raises(govperf.GovperfError, match="“得分”复算得 6，成绩单上是 7"):
        explain(policy.graph, evaluation, trace, {"得分": Fraction(7)})


# --- how large it can get ---

LEDGER = (
    "规则 甲\n明细 事件\n  名称：文本\n  分：≥0\n  计分=分×2\n总分=合计(事件.计分)\n最高两项=合计(事件.分，最多 2条)"
)


def test_a_huge_ledger_is_counted_beyond_the_first_records() -> None:
    rows = [{"名称": f"第{number}件", "分": number} for number in range(3_000)]

    explanation = explained(LEDGER, {"事件": rows})

    lines = str(explanation).splitlines()
    assert len(lines) == 404
    assert lines[201] == "  事件：其余2800条从略：计入2800条，不计0条"
    assert lines[403] == "  事件：其余2800条从略：计入2条，不计2798条"
    assert len(explanation.to_html()) < 200_000


def test_a_long_chain_is_no_matter() -> None:
    lines = [f"中间 甲{number}=甲{number - 1}+1" for number in range(1, 2_000)]
    rules = "\n".join(["规则 甲", "输入 甲0：数", *lines, "得分=甲1999"])

    explanation = explained(rules, {"甲0": 0})

    text = str(explanation).splitlines()
    assert len(text) == 2_000
    assert max(len(line) - len(line.lstrip()) for line in text) == 80
    assert text[-1].strip() == "甲1 = 甲0 0 + 1 = 1"
    assert json.loads(json.dumps(explanation.to_dict()))["reasons"][0]["value"] == "1999"
    assert "甲1000" in explanation.to_html()


def test_a_long_sum_is_cut() -> None:
    names = [f"一个名称相当长而且还要再长一些的考核指标{number}" for number in range(190)]

    line = str(explained("得分=" + "+".join(names), dict.fromkeys(names, 1)))

    assert line.startswith(f"得分 = {names[0]} 1 + {names[1]} 1 + ")
    assert line.endswith("… = 190")
    assert len(line) < 4_100


# --- other forms ---


def test_the_dict_is_ready_for_json_and_leaves_out_what_is_empty() -> None:
    tree = json.loads(json.dumps(of_case("unit").to_dict(), ensure_ascii=False))

    assert tree["object"] == "教育局"
    assert tree["policy"] == {"name": "奇台县二级单位绩效考核", "version": "2011.1"}
    first = tree["reasons"][0]["children"][0]
    assert first == {
        "name": "重点考核得分",
        "key": "重点考核得分",
        "role": "输入",
        "value": "95",
        "exact": "95",
        "text": "已填",
        "status": "已填",
    }


def test_the_page_shows_text_as_text() -> None:
    html = explained('规则 甲\n得分=a 依据 "<b>第三条</b>"\n输入 a：数', {"a": 1}).to_html()

    assert html.startswith("<!DOCTYPE html>")
    assert "&lt;b&gt;第三条&lt;/b&gt;" in html
    assert "<b>" not in html


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(govperf.GovperfError, match="没有“得份”"):
        of_case("unit")["得份"]


def test_a_reason_alone_is_data_too() -> None:
    reason = Reason("得分", "得分", "计算", "1", "1", children=(Reason("a", "a", "输入", "1", "1"),))

    assert reason.to_dict()["children"][0]["name"] == "a"
