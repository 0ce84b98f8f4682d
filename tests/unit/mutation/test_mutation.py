"""Which mistakes the cases of a policy notice, which they do not, which are none."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf
from govperf.mutation import FailingCasesError, Mutant, Mutation, Verdict, mutate

EXAMPLES = Path(__file__).parents[3] / "examples"
HEAD = "规则 例\n\n对象 单位\n\n"


def mutated(rules: str) -> Mutation:
    return mutate(govperf.compile(HEAD + rules))


def survivors(rules: str) -> set[str]:
    return {one.wording.say() for one in mutated(rules).alive}


CLAMP = "输入 甲：≥0分\n得分=甲(不超过2分)\n\n"


def test_the_survivor_is_told_in_the_words_of_the_policy():
    found = mutated(CLAMP + '用例 "一"\n  甲=1\n  期望 得分=1\n')
    said = [one.say() for one in found.alive]
    assert "把“甲(不超过2分)”改成“甲(不超过3分)”，没有用例发现" in said
    assert {(one.span.line, one.owner) for one in found.alive if one.span} == {(6, "得分")}


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        (
            "甲=1\n  期望 得分=1",
            {
                "把“甲(不超过2分)”改成“甲”",
                "把“甲(不超过2分)”改成“甲(不超过3分)”",
                "把“甲(不超过2分)”改成“甲(不超过1分)”",
            },
        ),
        ("甲=9\n  期望 得分=2", set()),
    ],
)
def test_a_cap_is_noticed_where_it_bites(cases: str, expected: set[str]):
    assert survivors(f'{CLAMP}用例 "一"\n  {cases}\n') == expected


BANDS = """输入 甲：0~100分
等次 等级 按 甲
  优秀：90以上
  合格：60~90(不含90)
  不合格：60以下(不含60)

"""


def test_the_line_between_two_bands_moves_in_both():
    said = survivors(f'{BANDS}用例 "一"\n  甲=95\n  期望 等级=优秀\n')
    assert "把“优秀：90以上”“合格：60~90(不含90)”改成“优秀：高于90”“合格：60~90”" in said
    assert "把“优秀：90以上”“合格：60~90(不含90)”改成“优秀：91以上”“合格：60~91(不含91)”" in said


def test_cases_on_every_line_notice_everything():
    rows = "\n".join(
        f"  | {name} | {value} | {grade} |"
        for name, value, grade in [
            ("一", "90", "优秀"),
            ("二", "89.99", "合格"),
            ("三", "60", "合格"),
            ("四", "59.99", "不合格"),
        ]
    )
    found = mutated(f'{BANDS}用例 "界限"\n  | 单位 | 甲 | 期望 等级 |\n{rows}\n')
    assert (found.alive, found.score) == ((), 100)


POLICIES = {
    "bands": BANDS,
    "clamp": CLAMP,
    "rounding": "输入 甲、乙：0~100分\n得分=甲×70%+乙×30% 保留2位小数\n",
    "arms": """输入 级别：国家级、省级、市级
输入 集体：是否 默认 否
得分=对照(级别，国家级：5，省级：3，市级：2)÷(如果 集体 则 2 否则 1)
""",
    "both": "输入 甲、乙：0~100分\n奖=如果 甲≥90 且 乙≥80 则 一等奖 否则 无\n",
    "steps": "输入 出勤：0~100%\n扣=每低(出勤，90%，每 1%，扣 0.5，最多 3，不足也计)\n",
    "ledger": """明细 表彰
  事项：文本
  分值：0~10分
得分=合计(表彰.分值，其中 分值>1，同一 事项 取最高)(≤8)
""",
    "column": """明细 表彰
  级别：国家级、省级
  分值=对照(级别，国家级：5，省级：3)
得分=合计(表彰.分值)
""",
    "tree": """输入 率：0~120%
指标 总分 100分
  甲 60%
  乙 40%=满分×率
""",
    "veto": "输入 甲：0~100分\n输入 违纪、迟到：是否 默认 否\n总分=甲\n一票否决 违纪 或 迟到 → 总分=0\n",
    "quota": """输入 甲：0~100分
等次 等级 按 甲
  优秀：90以上  限额 25%
  合格：其他
  并列 从严
""",
    "rank": "输入 甲：0~100分\n名=名次(甲)\n奖=如果 名≤3 则 1 否则 0\n",
    "parameter": "参数 线\n输入 甲：0~100分\n得分=如果 甲≥线 则 甲 否则 0\n",
    "requirement": '输入 甲、乙：0~10 整数\n要求 甲≤乙 说明 "不能多于"\n得分=甲+乙\n',
    "default": "输入 甲：0~10分 可缺\n得分=甲 缺省 7\n",
    "table": """输入 级别：国家级、省级
输入 名：1~3 整数
对照表 加分 按 级别、名
  |        | 1 | 2~3 |
  | 国家级 | 5 | 4   |
  | 省级   | 3 | 2   |
总分=加分
""",
    "date": "参数 补贴=440 自 2009-01-01，580 自 2012-01-01\n输入 月：0~12 整数\n得分=补贴×月\n",
}


@pytest.mark.parametrize("name", POLICIES)
def test_the_cases_that_are_offered_notice_what_survived(name: str):
    """Without a case everything survives; with those that are offered nothing is left but what needs a person."""
    head = "" if name != "date" else "生效 2011-01-01 起"
    rules = POLICIES[name]
    text = HEAD.replace("\n\n对象", f"\n  {head}\n\n对象" if head else "\n\n对象") + rules
    before = mutate(govperf.compile(text))
    assert before.of(Verdict.SURVIVED), "a policy without cases notices nothing"
    offers = "\n".join(offer.text for offer in before.offers)
    waiting = mutate(govperf.compile(f"{text}\n{offers}"))
    assert (waiting.offers, waiting.score) == ((), 0), "nothing is noticed by what nobody has confirmed"
    assert all(one.waiting for one in waiting.of(Verdict.SURVIVED))
    after = mutate(govperf.compile(f"{text}\n{offers}".replace(" 待确认", "")))
    assert [one.name for one in after.alive] == []


def test_what_means_the_same_does_not_count():
    found = mutated(
        '输入 甲：0~100分\n指标 总分 100分\n  乙 10%=甲×10%\n  丙 90%\n\n用例 "一"\n  甲=50，丙=90\n  期望 总分=95\n'
    )
    same = {one.wording.say() for one in found.of(Verdict.SAME)}
    assert "把“乙 10%=甲×10%”改成“乙 10%=甲×10% 可超满分”" in same
    assert "把“乙 10%=甲×10%”改成“乙 10%=甲×10% 可为负”" in same


def test_a_mistake_that_does_not_compile_is_nobodys():
    found = mutated('指标 总分 100分\n  甲 60%\n  乙 40%\n\n用例 "一"\n  甲=60，乙=40\n  期望 总分=100\n')
    refused = {one.wording.say() for one in found.of(Verdict.REFUSED)}
    assert "把“甲 60%”改成“甲 61%”" in refused
    assert "把“甲 60%”“乙 40%”改成“甲 61%”“乙 39%”" not in refused


def test_the_author_may_know_a_survivor():
    rules = CLAMP + '用例 "一"\n  甲=9\n  期望 得分=2\n\n用例 "二"\n  得分=1\n  期望 得分=1\n'
    open_rules = CLAMP + '用例 "一"\n  甲=1\n  期望 得分=1\n'
    names = [one.name for one in mutated(open_rules).alive]
    assert names[0] == "得分：甲(不超过2分) 改成 甲"
    lines = "\n".join(f'已知 变异 "{name}" 说明 "见第三条"' for name in names)
    known = mutated(f"{open_rules}\n{lines}\n")
    assert (known.alive, {one.by for one in known.of(Verdict.ACCEPTED)}, known.idle) == ((), {"见第三条"}, ())
    assert mutated(f'{rules}\n已知 变异 "得分：没有这回事"\n').idle == ("得分：没有这回事",)


def test_failing_cases_are_put_in_order_first():
    with pytest.raises(FailingCasesError) as caught:
        mutated(CLAMP + '用例 "错的"\n  甲=1\n  期望 得分=2\n')
    assert caught.value.names == ("错的",)


def test_cases_that_wait_for_a_person_may_fail():
    found = mutated(CLAMP + '用例 "错的" 待确认\n  甲=1\n  期望 得分=2\n\n用例 "一"\n  甲=9\n  期望 得分=2\n')
    assert found.alive == ()


def test_only_what_the_file_itself_says_is_changed(tmp_path: Path):
    (tmp_path / "base.govperf").write_text(HEAD + CLAMP, encoding="utf-8")
    own = '规则 县\n\n沿用 "base.govperf"\n\n又=得分+1\n\n用例 "一"\n  得分=1\n  期望 又=2\n'
    (tmp_path / "own.govperf").write_text(own, encoding="utf-8")
    found = mutate(govperf.load(tmp_path / "own.govperf"))
    assert {one.owner for one in found.mutants} == {"又"}
    assert found.alive == ()


def test_progress_is_told():
    heard: list[tuple[str, int, int]] = []
    mutate(govperf.compile(HEAD + CLAMP), told=lambda *said: heard.append(said))
    assert {what for what, _, _ in heard} == {"trying", "settling"}
    assert all(done < of for _, done, of in heard)


def test_json_names_every_mutant():
    found = mutated(CLAMP + '用例 "一"\n  甲=1\n  期望 得分=1\n')
    data = found.to_dict()
    assert data["survived"] == len(found.of(Verdict.SURVIVED)) == 3
    assert len(data["mutants"]) == len(found.mutants)
    assert {one["verdict"] for one in data["mutants"] if one["offer"]} == {"survived"}


@pytest.mark.parametrize("name", ["05-qitai/weights-department", "06-traffic/county", "09-teacher-pay/leaver"])
def test_examples_of_the_project(name: str):
    found = mutate(govperf.load(EXAMPLES / f"{name}.govperf"))
    assert [one.name for one in found.alive] == []


def names(mutants: tuple[Mutant, ...]) -> list[str]:
    return [one.name for one in mutants]


def test_names_are_told_apart():
    found = mutated("输入 甲、乙：0~100分\n得分=甲(≤2)+乙(≤2)\n")
    assert len(set(names(found.mutants))) == len(found.mutants)
