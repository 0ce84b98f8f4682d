"""What the comparison with the oracle once found, as small as it gets."""

from __future__ import annotations

import pyarrow as pa
import pytest

import govperf
from govperf.evaluate import scoring
from govperf.evaluate.evaluation import Evaluation

PLACES = """规则 试
对象 单位
输入 得：0~100
等次 评级 按 得
  优秀：90以上 限额 1名
  良好：80~90(不含90) 限额 1名
  合格：80以下(不含80)
"""
MEAN = """规则 试
对象 单位
输入 得、乙：0~100
均=平均(得，全体)
"""
VETO = """规则 试
输入 违：是否
输入 甲：0~100
指标 总评 100分
  前 50%=甲÷2
  后 50%
一票否决 违 → 总评=0
"""
SHARES = """规则 试
对象 单位
输入 乙：≥0
份=按比例分配(100，乙，全体)  保留2位小数
"""


def test_an_undecided_tie_leaves_open_who_stands_below_it():
    # Whichever of the two goes down takes the one place of 良好, so the third cannot have it.
    scores = {"甲": 95, "乙": 95, "丙": 85, "丁": 70}
    board = govperf.compile(PLACES).score_all([{"单位": name, "得": score} for name, score in scores.items()])
    for index in range(3):
        with pytest.raises(govperf.ScoringError) as found:
            board[index]
        assert found.value.code == "并列未定"
    assert board[3]["评级"] == "合格"


def test_skip_bad_leaves_out_every_object_that_lacks_data():
    records = [{"单位": "甲", "得": 90, "乙": 1}, {"单位": "乙"}, {"单位": "丙"}]
    board = govperf.compile(MEAN).score_all(records, skip_bad=True)
    assert board[0]["均"] == 90
    assert [error.index for error in board.errors] == [1, 2]


def test_an_object_left_out_of_a_quota_has_its_own_error():
    board = govperf.compile(PLACES).score_all([{"单位": "甲", "得": 90}, {"单位": "乙", "得": 101}], skip_bad=True)
    assert board[0]["评级"] == "优秀"
    with pytest.raises(govperf.InputError):
        board[1]


def test_an_object_that_stops_the_cohort_is_told_its_own_trouble():
    board = govperf.compile(SHARES).score_all([{"单位": "甲", "乙": 1}, {"单位": "乙"}])
    told = [str(error.error) for error in board.errors]
    assert ["整组计算停在“乙”" in text for text in told] == [True, False]


RANKS = """规则 例
对象 单位
输入
  得：0~100分
  组：文本
名=名次(得，同 组)
"""


@pytest.mark.parametrize("lacking", ["得", "组"])
def test_all_that_stop_a_cohort_are_found_in_one_round(lacking: str, monkeypatch: pytest.MonkeyPatch):
    """One after the other, thousands of them took as many rounds over all objects."""
    rounds: list[object] = []
    kept = scoring._whole

    def counted(evaluation: Evaluation) -> scoring.Result:
        rounds.append(evaluation)
        return kept(evaluation)

    monkeypatch.setattr(scoring, "_whole", counted)
    policy = govperf.compile(RANKS)
    fine = [{"单位": f"第{n}科", "得": n, "组": "东"} for n in range(3)]
    records = [*fine, *({"单位": f"第{n}室", "得": 50, "组": "东", lacking: None} for n in range(5))]
    for board in (policy.score_all(records, skip_bad=True), policy.board(pa.Table.from_pylist(records), skip_bad=True)):
        assert [error.index for error in board.errors] == [3, 4, 5, 6, 7]
        assert {str(error.error) for error in board.errors} == {str(board.errors[0].error)}
        assert "缺少" in str(board.errors[0].error)
    assert len(rounds) == 2
    told = [str(error.error) for error in policy.score_all(records).errors]
    assert ["整组计算停在“第0室”" in text for text in told] == [True] * 3 + [False] * 5


def test_a_vetoed_tree_asks_for_none_of_its_leaves():
    assert govperf.compile(VETO).score({"违": True})["总评"] == 0
    with pytest.raises(govperf.InputError):
        govperf.compile(VETO).score({"违": False})


def test_one_missing_input_is_told_once_however_often_it_is_used():
    text = "\n".join(f"值{n}=值{n - 1}×值{n - 1}" for n in range(40, 0, -1))
    with pytest.raises(govperf.InputError) as found:
        govperf.compile(text).score({})
    assert len(found.value.problems) == 1


def test_methods_that_double_stop_at_a_limit():
    doubling = "\n".join(f"方法 法{n}(x)=法{n + 1}(x)+法{n + 1}(x)" for n in range(60))
    findings = govperf.check(f"规则 试\n{doubling}\n方法 法60(x)=x\n值=法0(1)\n")
    assert "超出限制" in [finding.code for finding in findings]
