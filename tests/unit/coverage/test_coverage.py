"""What cases reach, told apart from what they do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import govperf
from govperf.coverage import AimKind, Coverage, Side, measure
from govperf.coverage.model import percent_of, shown_percent

EXAMPLES = Path(__file__).parents[3] / "examples"
HEAD = "规则 例\n  生效 2011-01-01 起\n\n对象 单位\n\n"


def covered(rules: str) -> Coverage:
    return measure(govperf.compile(HEAD + rules))


def missing(rules: str) -> list[str]:
    return [aim.missing() for aim in covered(rules).missing]


def of_kind(rules: str, kind: AimKind) -> set[tuple[str, Side]]:
    return {(one.aim.words, one.aim.side) for one in covered(rules).found if one.aim.kind is kind and not one.done}


CLAMP = "输入 甲：≥0分\n得分=甲(≤2)\n\n"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("甲=1\n  期望 得分=1", {("甲(≤2)", Side.HIGH)}),
        ("甲=3\n  期望 得分=2", {("甲(≤2)", Side.WITHIN)}),
        ("甲=2\n  期望 得分=2", {("甲(≤2)", Side.HIGH)}),
        ("| 单位 | 甲 | 期望 得分 |\n  | 一 | 1 | 1 |\n  | 二 | 5 | 2 |", set()),
        ("得分=1\n  期望 得分=1", {("甲(≤2)", Side.HIGH), ("甲(≤2)", Side.WITHIN)}),
    ],
)
def test_a_clamp_must_bite_and_must_not(case: str, expected: set[tuple[str, Side]]):
    assert of_kind(f'{CLAMP}用例 "一"\n  {case}\n', AimKind.CLAMP) == expected


def test_a_cap_that_cannot_bite_is_no_aim():
    rules = '输入 甲：0~2分\n得分=甲(≤2)\n\n用例 "一"\n  甲=1\n  期望 得分=1\n'
    assert missing(rules) == []


ARMS = """输入 甲：0~100分
得分=分档 甲
  90以上：3
  60~90(不含90)：2
  其他：1

"""


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("90", {"60~90(不含90) → 2", "否则 1"}),
        ("60、95", {"否则 1"}),
        ("60、95、0", set()),
    ],
)
def test_every_arm_must_be_taken(values: str, expected: set[str]):
    rows = "\n".join(f"  | {name} | {value} |" for name, value in zip("一二三", values.split("、"), strict=False))
    rules = f'{ARMS}用例 "一"\n  | 单位 | 甲 |\n{rows}\n  期望 得分 错误 缺少输入\n'
    assert {words for words, _ in of_kind(rules, AimKind.ARM)} == expected


def test_parts_of_and_count_both_ways_but_ranges_do_not():
    rules = """输入 甲、乙：0~100分
得分=如果 甲≥60 且 乙 在 80~90 则 1 否则 0

用例 "一"
  甲=60，乙=80
  期望 得分=1
"""
    assert of_kind(rules, AimKind.CONDITION) == {("甲≥60", Side.FAILS), ("80~90", Side.FAILS)}


def test_of_listed_values_each_must_be_met():
    rules = """输入 级别：国家级、省级、市级
得分=对照(级别，国家级、省级：2，市级：1)

用例 "一"
  级别=省级
  期望 得分=2
"""
    assert of_kind(rules, AimKind.CONDITION) == {("国家级", Side.HOLDS)}


GRADES = """输入 甲：0~100分
输入 违纪：是否 默认 否
等次 等级 按 甲
  优秀：90以上  限额 50%
  合格：其他
  并列 从严
  一票否决 违纪 → 合格

"""


def test_bands_vetoes_quotas_ties_and_defaults_are_aims():
    rules = f"""{GRADES}用例 "一"
  | 单位 | 甲 | 违纪 | 期望 等级 |
  | 一   | 95 | 否   | 优秀      |
  | 二   | 80 |      | 合格      |
"""
    kinds = (AimKind.BAND, AimKind.VETO, AimKind.QUOTA, AimKind.TIE, AimKind.DEFAULT)
    assert {kind: of_kind(rules, kind) for kind in kinds} == {
        AimKind.BAND: set(),
        AimKind.VETO: {("违纪", Side.HOLDS)},
        AimKind.QUOTA: {("优秀：限额 50%", Side.BITES)},
        AimKind.TIE: {("并列 从严", Side.REACHED)},
        AimKind.DEFAULT: set(),
    }


def test_a_tie_on_the_line_is_seen():
    rules = f"""{GRADES}用例 "一"
  | 单位 | 甲 | 期望 等级 |
  | 一   | 95 | 合格      |
  | 二   | 95 | 合格      |
"""
    assert of_kind(rules, AimKind.TIE) == set()
    assert of_kind(rules, AimKind.QUOTA) == {("优秀：限额 50%", Side.SPARES)}


TABLE = """输入 级别：国家级、省级
输入 名次：1~3 整数
对照表 加分 按 级别、名次
  |        | 1 | 2~3 |
  | 国家级 | 5 | 4   |
  | 省级   | 3 | 2   |
总分=加分
又=加分+1

"""


def test_cells_of_a_table_count_once_whoever_reads_it():
    rules = f"""{TABLE}用例 "一"
  级别=国家级，名次=1
  期望 总分=5

用例 "二"
  级别=省级，名次=2
  期望 又=3
"""
    assert {words for words, _ in of_kind(rules, AimKind.ARM)} == {"2~3 → 4", "1 → 3"}


def test_a_requirement_must_be_met_and_broken():
    rules = '输入 甲、乙：≥0\n要求 甲≤乙 说明 "不能超过"\n得分=甲÷乙\n\n用例 "一"\n  甲=1，乙=2\n  期望 得分=0.5\n'
    assert of_kind(rules, AimKind.REQUIREMENT) == {("甲≤乙", Side.FAILS)}


def test_records_counted_and_left_out():
    rules = """明细 表彰
  事项：文本
  分值：≥0分
得分=合计(表彰.分值，其中 分值>1，同一 事项 取最高，最多 2条，无则 0)

用例 "一"
  表彰.分值=2、3
  表彰.事项="甲"、"乙"
  期望 得分=5
"""
    found = {(words.partition("：")[0], side) for words, side in of_kind(rules, AimKind.RECORDS)}
    assert found == {("分值>1", Side.FAILS), ("同一", Side.BITES), ("最多", Side.BITES), ("无则", Side.BITES)}


def test_an_untouched_policy_reaches_nothing():
    coverage = covered(CLAMP)
    assert (coverage.reached, coverage.total, coverage.percent) == (0, 3, 0)


def test_a_case_that_sets_a_parameter_counts_too():
    rules = """参数 线=60
输入 甲：0~100
得分=如果 甲≥线 则 1 否则 0

用例 "一"
  参数 线=90
  | 单位 | 甲 | 期望 得分 |
  | 一   | 80 | 0         |
  | 二   | 95 | 1         |
"""
    assert missing(rules) == []


def test_what_the_author_knows_does_not_count():
    rules = CLAMP + '用例 "一"\n  甲=1\n  期望 得分=1\n'
    name = covered(rules).missing[0].name
    known = covered(f'{rules}\n已知 未覆盖 "{name}" 说明 "从来不会"\n已知 未覆盖 "别的"\n')
    assert (known.missing, [reason for _, reason in known.accepted], known.idle) == ((), ["从来不会"], ("别的",))


def test_inherited_rules_count_when_asked_for(tmp_path: Path):
    (tmp_path / "base.govperf").write_text(HEAD + CLAMP, encoding="utf-8")
    own = '规则 县\n\n沿用 "base.govperf"\n\n又=得分+1\n\n用例 "一"\n  甲=1\n  期望 又=2\n'
    (tmp_path / "own.govperf").write_text(own, encoding="utf-8")
    policy = govperf.load(tmp_path / "own.govperf")
    assert measure(policy).missing == ()
    assert [aim.words for aim in measure(policy, inherited=True).missing] == ["甲(≤2)"]


def test_what_the_author_of_an_inherited_file_knows_is_not_idle(tmp_path: Path):
    known = '\n已知 未覆盖 "没有用例超过甲(≤2)的上限"  说明 "登记表至多填2"\n'
    (tmp_path / "base.govperf").write_text(HEAD + CLAMP + known, encoding="utf-8")
    own = '规则 县\n\n沿用 "base.govperf"\n\n又=得分+1\n\n用例 "一"\n  甲=1\n  期望 又=2\n'
    (tmp_path / "own.govperf").write_text(own, encoding="utf-8")
    policy = govperf.load(tmp_path / "own.govperf")
    assert measure(policy).idle == ()
    assert [reason for _, reason in measure(policy, inherited=True).accepted] == ["登记表至多填2"]


@pytest.mark.parametrize("name", ["05-qitai/unit", "06-traffic/department", "09-teacher-pay/school"])
def test_coverage_does_not_depend_on_the_layout(name: str):
    text = (EXAMPLES / f"{name}.govperf").read_text(encoding="utf-8")
    untidy = re.sub(r"(?m)(?<!\|)$", "  # 注", text.replace("=", " ＝ ").replace("\n\n", "\n\n\n"))
    one, other = measure(govperf.compile(text)), measure(govperf.compile(untidy))
    assert [(a.aim.kind, a.aim.side, a.cases) for a in one.found] == [
        (a.aim.kind, a.aim.side, a.cases) for a in other.found
    ]


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(0, 0, "100%"), (9996, 10000, "99.9%"), (2, 3, "66.6%"), (1, 2, "50%"), (3, 3, "100%")]
)
def test_a_share_is_never_rounded_up(part: int, whole: int, shown: str):
    assert shown_percent(percent_of(part, whole)) == shown


def test_json_has_everything():
    coverage = covered(CLAMP + '用例 "一"\n  甲=1\n  期望 得分=1\n')
    data = coverage.to_dict()
    assert (data["percent"], data["reached"], data["total"]) == ("66.6%", 2, 3)
    assert [one["cases"] for one in data["aims"]] == [["一"], [], ["一"]]
    assert {one["missing"] for one in data["aims"]} == {"", "没有用例超过“甲(≤2)”的上限"}
