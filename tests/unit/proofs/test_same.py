"""The same meaning written in another way, another meaning written almost the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.unit.proofs.policies import BANDS, FORMULA, INPUTS, WEIGHED, many

import govperf
from govperf.proofs import NotSettled, Proved, Refuted, Settled, Solver, same

SAME = {
    "order": ("得=甲×90%+乙×10%-丙(≤2)-丁(≤2)", "得=乙×10%-最小(2，丁)+甲×90%-最小(丙，2)"),
    "factors": ("得=甲×90%+乙×10%-丙(≤2)-丁(≤2)", "得=(甲×9+乙)÷10-(丙(≤2)+丁(≤2))"),
    "split": ("得=甲×90%+乙×10%-丙(≤2)-丁(≤2)", "中间 扣=丙(≤2)+丁(≤2)\n得=乙+(甲-乙)×90%-扣"),
    "bands": ("  良：80~90(不含90)", "  良：80以上"),
    "opposite": ("  差：80以下(不含80)", "  差：其他"),
}
DIFFERENT = {
    "boundary": ("优：90以上", "优：高于90"),
    "cap": ("丁(≤2)", "丁(≤3)"),
    "weights": ("甲×90%+乙×10%", "甲×80%+乙×20%"),
    "rounding": ("丁(≤2)\n", "丁(≤2) 保留1位小数\n"),
}


@pytest.fixture(scope="module", params=[False, True], ids=["z3", "alone"])
def solver(request: pytest.FixtureRequest) -> Iterator[Solver]:
    with Solver(off=request.param) as found:
        yield found
    assert found.faults == []


def compared(old: str, new: str, solver: Solver) -> Settled:
    return same(govperf.compile(old).graph, govperf.compile(new).graph, solver=solver)


@pytest.mark.parametrize("name", SAME)
def test_what_is_written_differently_means_the_same(name: str, solver: Solver):
    assert compared(WEIGHED, WEIGHED.replace(*SAME[name]), solver) == Proved()


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_is_shown_by_an_object(name: str, solver: Solver):
    new = WEIGHED.replace(*DIFFERENT[name])
    found = compared(WEIGHED, new, solver)
    assert isinstance(found, Refuted)
    values = list(found.example.values.values())
    assert values[0] != values[1]


def test_forty_indicators_in_another_order_mean_the_same(solver: Solver):
    text = many()
    turned = text.replace("得分=指标考核×90%+公众评议得分×10%-扣分", "得分=公众评议得分÷10-扣分+指标考核×9÷10")
    assert compared(text, turned, solver) == Proved()


def test_other_inputs_are_no_proof_of_the_same():
    found = same(govperf.compile(WEIGHED).graph, govperf.compile(WEIGHED.replace("默认 0", "默认 1")).graph)
    assert isinstance(found, Refuted | NotSettled)


def test_a_missing_input_that_one_version_asks_for_makes_a_difference():
    head = "规则 试\n输入\n  甲：0~100\n  乙：是否\n"
    old, new = f"{head}值=(如果 乙 则 甲 否则 0)\n", f"{head}值=甲×(如果 乙 则 1 否则 0)\n"
    found = same(govperf.compile(old).graph, govperf.compile(new).graph)
    assert isinstance(found, Refuted)
    assert None in found.example.values.values()


def test_a_requirement_less_is_no_proof_of_the_same():
    old = f'{WEIGHED}要求 甲≥乙 说明 "甲不小于乙"\n'
    assert isinstance(compared(old, WEIGHED, Solver()), NotSettled)


def test_other_outputs_cannot_be_the_same():
    found = same(govperf.compile(INPUTS + FORMULA + BANDS).graph, govperf.compile(INPUTS + FORMULA).graph)
    assert isinstance(found, NotSettled)
    assert same(govperf.compile(WEIGHED).graph, govperf.compile(INPUTS + FORMULA).graph, ("得",)) == Proved()


COHORT = "规则 试\n对象 单位\n输入 得、乙：0~100分\n位={}\n"


def test_the_same_rank_is_proved_another_one_is_not():
    rank = [COHORT.format(value) for value in ("名次(得+乙)", "名次(乙+得)", "名次(得)")]
    graphs = [govperf.compile(text).graph for text in rank]
    assert same(graphs[0], graphs[1]) == Proved()
    assert isinstance(same(graphs[0], graphs[2]), NotSettled)


LEDGER = "规则 试\n明细 加分\n  分：0~5\n  类：国家级、省级\n值={}\n"


def test_sums_over_the_same_records_are_the_same():
    texts = [LEDGER.format(one) for one in ("合计(加分.分×2)", "合计(2×加分.分)", "合计(加分.分)")]
    graphs = [govperf.compile(text).graph for text in texts]
    assert same(graphs[0], graphs[1]) == Proved()
    assert isinstance(same(graphs[0], graphs[2]), Refuted)
