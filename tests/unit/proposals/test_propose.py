"""Proposed cases: what they give, what they are called, when there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf
from govperf.proposals import propose
from govperf.proposals.writing import body_of

EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").glob("*/*.govperf"))
HEAD = "规则 试\n对象 单位\n"
UNIT = (
    HEAD
    + """输入 甲、乙：0~100分
输入 扣：≥0分 默认 0
得分=甲×90%+乙×10%-扣(≤2)  保留2位小数
等次 评级 按 得分
  优秀：90以上
  良好：80~90(不含90)
  合格：其他
"""
)


def texts(rules: str) -> list[str]:
    return [one.text for one in propose(govperf.compile(rules))]


def named(rules: str) -> dict[str, str]:
    return {one.name: body_of(one.text) for one in propose(govperf.compile(rules))}


def test_a_line_has_three_cases_that_give_the_number_itself():
    found = named(UNIT)
    assert found["得分=90（良好与优秀之间，恰在线上）"] == "  得分=90.00\n  期望 评级=优秀\n"
    assert found["得分=89.99（良好与优秀之间，略低于线）"] == "  得分=89.99\n  期望 评级=良好\n"
    assert found["得分=90.01（良好与优秀之间，略高于线）"] == "  得分=90.01\n  期望 评级=优秀\n"


def test_a_cap_is_bitten_met_free():
    found = {name: body for name, body in named(HEAD + "输入 扣：≥0分\n扣分=扣(≤2)\n").items() if "扣=" in name}
    assert list(found.values()) == [
        "  扣=2\n  期望 扣分=2\n",
        "  扣=3\n  期望 扣分=2\n",
        "  扣=1\n  期望 扣分=1\n",
    ]


def test_a_tie_is_where_the_rounding_turns():
    found = named(HEAD + "输入 甲：0~100\n得=甲÷4  保留1位小数\n")
    assert found["得保留之前=24.85（正好一半）"] == "  甲=99.4\n  期望 得=24.9\n"
    assert found["得保留之前=24.82（零头不到一半）"] == "  甲=99.28\n  期望 得=24.8\n"


def test_every_proposal_waits_for_confirmation_in_canonical_form():
    for text in texts(UNIT):
        assert text.partition("\n")[0].endswith(" 待确认")
        assert govperf.format_text(f"规则 试\n\n{text}") == f"规则 试\n\n{text}"


def test_what_a_confirmed_case_looks_at_is_not_proposed_again():
    cases = '用例 "线"\n  得分=90\n  期望 评级=优秀\n用例 "线下"\n  得分=89.99\n  期望 评级=良好\n'
    before, after = named(UNIT), named(UNIT + cases)
    assert set(before) - set(after) == {
        "得分=90（良好与优秀之间，恰在线上）",
        "得分=89.99（良好与优秀之间，略低于线）",
    }


def test_a_case_far_from_the_line_does_not_stand_for_one_beside_it():
    far = named(UNIT + '用例 "远"\n  得分=81\n  期望 评级=良好\n')
    assert "得分=89.99（良好与优秀之间，略低于线）" in far


def test_nothing_is_proposed_twice():
    everything = UNIT + "\n" + "\n".join(texts(UNIT))
    assert texts(everything) == []


def test_bodies_and_names_are_all_different():
    found = propose(govperf.compile(UNIT))
    assert len({body_of(one.text) for one in found}) == len({one.name for one in found}) == len(found)


def test_a_name_that_is_taken_gets_a_number():
    taken = '用例 "得分=90（良好与优秀之间，恰在线上）"\n  得分=50\n  期望 评级=合格\n'
    assert "得分=90（良好与优秀之间，恰在线上）（2）" in named(UNIT + taken)


def test_columns_are_proposed_as_tables():
    rules = HEAD + "明细 事 可缺\n  数：0~10\n  分=分档 数\n    5以上：2\n    其他：0\n总=合计(事.分)\n"
    assert named(rules)["事.数=5（0与2之间，恰在线上）"] == "  事\n  | 数 | 期望 分 |\n  | 5  | 2       |\n"


def test_quotas_are_proposed_as_cohorts():
    rules = HEAD + "输入 分：0~100\n等次 评 按 分\n  优：90以上 限额 1名\n  良：其他\n"
    [body] = [body for name, body in named(rules).items() if "已满" in name]
    assert body == ("  | 单位 | 分  | 期望 评 |\n  | 甲   | 90  | 良      |\n  | 乙   | 100 | 优      |\n")


def test_a_graded_object_has_others_behind_it_where_a_share_is_limited():
    rules = HEAD + "输入 分：0~100\n等次 评 按 分\n  优：90以上 限额 25%\n  良：其他\n"
    body = named(rules)["分=90（良与优之间，恰在线上）"]
    assert body.count("|\n") == 5
    assert "| 甲   | 90    | 优      |" in body


def test_a_rank_can_be_given_outright():
    rules = HEAD + "输入 分：0~100\n位=名次(分)\n奖=分档 位\n  1：100\n  2~3：50\n  其他：0\n"
    assert "  位=2\n  期望 奖=50\n" in named(rules).values()


def test_absence_is_proposed():
    found = named(HEAD + "输入 甲：0~100 可缺\n得=甲 缺省 7\n")
    assert "  期望 得=7\n" in found.values()


def test_rates_are_written_as_people_write_them():
    found = named(HEAD + "输入 率：0~100%\n得=如果 率≥60% 则 1 否则 0\n")
    assert found["率=60%（0与1之间，恰在线上）"] == "  率=60%\n  期望 得=1\n"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_proposed_for_an_example_passes_as_part_of_it(path: Path, tmp_path: Path):
    found = propose(govperf.load(path, root=path.parent))
    folder = tmp_path / path.parent.name
    folder.mkdir()
    for one in path.parent.glob("*.govperf"):
        (folder / one.name).write_bytes(one.read_bytes())
    own = folder / path.name
    own.write_text(own.read_text(encoding="utf-8") + "\n" + "\n".join(one.text for one in found), encoding="utf-8")
    results = govperf.load(own, root=folder).run_cases()
    names = {one.name for one in found}
    pending = [result for result in results if result.pending and result.name in names]
    assert len(pending) == len(found)
    assert [(result.name, result.failures) for result in pending if not result.passed] == []
