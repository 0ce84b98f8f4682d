"""A county's file on the base of a province: 改, 删, 锁定, 范围, what was changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.policy.conftest import Write

import govperf
from govperf import Policy, RuleError

BASE = """\
规则 省级模板
  版本 省1

对象 单位
参数 权重=10%  范围 5%~20%  依据 "第三条"
参数 良好线=80

输入
  重点、公众：0~100分
  创新：0~20
  档：甲、乙 默认 甲
  立案：是否 默认 否

明细 扣分项
  分值：0~5

对照表 档分 按 档
  | 档 | 分 |
  | 甲 | 5  |
  | 乙 | 3  |

方法 限十(值)=值(≤10)

扣分=合计(扣分项.分值)(≤5)
创新加分=限十(创新)  依据 "第五条"
总分=重点×(1-权重)+公众×权重-扣分  依据 "第四条"
甲档=档分

指标 目标 100分
  共性 60分
    党建 30分
    质量 30分
  个性 40分
    经济 25分
    质量 15分

等次 等级 按 总分
  优秀：90以上
  良好：良好线~90(不含90)
  合格：其他

一票否决 立案 → 总分=0

用例 "省里的用例只在省里运行"
  期望 总分=1
"""
HEAD = '规则 县级\n  版本 县1\n沿用 "省.govperf"\n'
RECORD = {"单位": "财政", "重点": 90, "公众": 100, "创新": 15, "扣分项": [], "党建": 1}


@pytest.fixture
def base(write: Write) -> Path:
    return write("省.govperf", BASE)


@pytest.fixture
def county(base: Path, write: Write) -> Write:
    """Loads a county's file: the lines after its header."""

    def load(lines: str = "", lock: str = "") -> Policy:
        if lock:
            write("省.govperf", f"{BASE}\n锁定 {lock}\n")
        return govperf.load(write("县.govperf", HEAD + lines))

    return load  # type: ignore[return-value]  # the fixture's own kind of call


def refused(load: Write, lines: str, lock: str = "") -> list[tuple[str, str]]:
    """What is said of a county's file: code, words of the file."""
    with pytest.raises(RuleError) as caught:
        load(lines, lock)
    return [(one.code, one.span.text if one.span else "") for one in caught.value.diagnostics]


def changes(policy: object) -> list[tuple[str, str, str, str, str]]:
    assert isinstance(policy, Policy)
    return [(one.action, one.name, one.before, one.after, one.clause) for one in policy.changes]


def value(policy: object, name: str, **more: object) -> object:
    """A value of the policy, asked for alone through a case."""
    assert isinstance(policy, Policy)
    leaves = {"党建": 30, "质量": 0}
    record = {key: one for key, one in {**RECORD, **more}.items() if key not in leaves}
    tree = [one.name for one in policy.inputs if one.name not in record and one.required]
    return policy.score({**record, **dict.fromkeys(tree, 0)})[name]


# --- what is taken over ---


def test_a_child_without_changes_is_the_base_under_its_own_header(county: Write):
    policy = county()
    assert (policy.name, policy.version) == ("县级", "县1")
    assert policy.changes == ()
    assert policy.outputs == govperf.compile(BASE).outputs
    assert [one.name for one in policy.inputs] == [one.name for one in govperf.compile(BASE).inputs]
    assert policy.case_names == ()


def test_cases_of_the_child_are_run(county: Write):
    policy = county('用例 "县里的"\n  重点=100，公众=100\n  期望 总分=100，等级=优秀\n')
    assert [(one.name, one.passed) for one in policy.run_cases()] == [("县里的", True)]


# --- 改 ---


def test_a_parameter_is_changed_within_its_range(county: Write):
    policy = county('改 参数 权重=20%  依据 "县一"\n')
    assert value(policy, "总分") == 92
    assert changes(policy) == [
        ("改", "权重", '参数 权重=10%  范围 5%~20%  依据 "第三条"', '参数 权重=20%  依据 "县一"', "县一")
    ]


@pytest.mark.parametrize("weight", ["21%", "4.9%", "15% 自 2011-01-01，30% 自 2012-01-01"])
def test_a_parameter_beyond_its_range_is_refused(county: Write, weight: str):
    assert [code for code, _ in refused(county, f"改 参数 权重={weight}\n")] == ["参数超出范围"]


def test_the_range_is_that_of_the_base(county: Write):
    assert refused(county, "改 参数 权重=15% 范围 0%~100%\n") == [("无处安放", "0%~100%")]


def test_a_formula_is_changed_in_its_place(county: Write):
    policy = county("改 创新加分=创新÷5\n")
    assert value(policy, "创新加分") == 3
    assert policy.outputs == govperf.compile(BASE).outputs


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        ("改 方法 限十(值)=值(≤12)\n", "创新加分", 12),
        ("改 对照表 档分 按 档\n  | 档 | 分 |\n  | 甲 | 7 |\n", "甲档", 7),
        ("改 等次 等级 按 总分\n  好：90以上\n  差：其他\n", "等级", "好"),
        ("改 明细 扣分项\n  分值：0~5\n  事由：文本 可缺\n", "扣分", 0),
        ("改 中间 扣分=1\n", "总分", 90),
    ],
)
def test_every_kind_of_definition_is_changed(county: Write, lines: str, name: str, expected: object):
    assert value(county(lines), name) == expected


def test_an_input_is_changed_alone_and_keeps_its_place(county: Write):
    policy = county("改 输入 公众：0~120分 默认 110\n")
    names = [one.name for one in policy.inputs]
    assert names == [one.name for one in govperf.compile(BASE).inputs]
    assert (policy.inputs["公众"].high, policy.inputs["重点"].high) == (120, 100)
    assert changes(policy) == [("改", "公众", "重点、公众：0~100分", "公众：0~120分 默认 110", "")]


def test_several_inputs_are_changed_in_a_block(county: Write):
    policy = county("改 输入\n  创新：0~30\n  立案：是否\n")
    assert [(one[1], one[2], one[3]) for one in changes(policy)] == [
        ("创新", "创新：0~20", "创新：0~30"),
        ("立案", "立案：是否 默认 否", "立案：是否"),
    ]
    assert policy.inputs["立案"].required


def test_a_formula_may_take_the_place_of_an_input(county: Write):
    policy = county("改 创新=公众÷10\n")
    assert "创新" not in [one.name for one in policy.inputs]
    assert value(policy, "创新加分") == 10


def test_an_input_may_take_the_place_of_a_formula(county: Write):
    policy = county("改 输入 扣分：0~5\n")
    assert value(policy, "总分", 扣分=4) == 87


def test_an_indicator_is_replaced_with_new_children(county: Write):
    policy = county('改 指标 个性 40分  依据 "县二"\n  工业 25分\n  农业 15分\n')
    names = [one.name for one in policy.inputs]
    assert names[-4:] == ["党建", "质量", "工业", "农业"]
    assert [(one[0], one[1], one[4]) for one in changes(policy)] == [("改", "个性", "县二")]


def test_an_indicator_keeps_its_marks_where_none_are_written(county: Write):
    policy = county("改 指标 个性\n  工业 25分\n  农业 15分\n")
    assert [one.name for one in policy.inputs][-2:] == ["工业", "农业"]


def test_marks_must_add_up_after_a_change(county: Write):
    assert [code for code, _ in refused(county, "改 指标 个性 30分\n  工业 30分\n")] == ["分值不符"]


def test_a_veto_is_replaced_by_the_one_that_overrides_the_same(county: Write):
    policy = county("改 一票否决 立案 且 重点<60 → 总分=10\n")
    assert value(policy, "总分", 立案=True) == 91
    assert value(policy, "总分", 立案=True, 重点=50) == 10
    assert changes(policy)[0][:3] == ("改", "一票否决", "一票否决 立案 → 总分=0")


def test_a_veto_of_something_else_is_new(county: Write):
    policy = county("一票否决 创新=0 → 扣分=5\n")
    assert changes(policy) == [("增", "一票否决", "", "一票否决 创新=0 → 扣分=5", "")]
    assert value(policy, "总分", 创新=0) == 86


@pytest.mark.parametrize(
    ("lines", "words", "advice"),
    [
        ("改 总份=1\n", "改 总份=1", "是不是“总分”？"),
        ("改 参数 权中=1\n", "改 参数 权中=1", "是不是“权重”？"),
        ("改 输入 创薪：0~5\n", "创薪", "是不是“创新”？"),
        ("改 指标 个姓 40分\n", "改 指标 个姓 40分", "是不是“个性”？"),
        ("改 一票否决 立案 → 等级=合格\n", "改 一票否决 立案 → 等级=合格", "请核对名称；新增的内容行首不写 改"),
        ("新=1\n改 新=2\n", "改 新=2", "“新”就写在本文件里，请直接改那一行"),
        ("删 总份\n", "删 总份", "是不是“总分”？"),
        ("锁定 总份\n", "总份", "是不是“总分”？"),
    ],
)
def test_what_is_not_there_cannot_be_changed(county: Write, lines: str, words: str, advice: str):
    with pytest.raises(RuleError) as caught:
        county(lines)
    (finding,) = caught.value.diagnostics
    assert finding.span is not None
    assert (finding.code, finding.span.text, finding.hint) == ("未知对象", words, advice)


def test_a_name_that_two_indicators_bear_is_not_guessed(county: Write):
    assert refused(county, "改 指标 质量 30分=1\n") == [("名称不明确", "改 指标 质量 30分=1")]
    assert refused(county, "删 质量\n") == [("名称不明确", "删 质量")]
    assert refused(county, "", lock="质量") == [("名称不明确", "质量")]


def test_a_thing_is_changed_once(county: Write):
    assert refused(county, "改 扣分=1\n改 扣分=2\n") == [("重复定义", "改 扣分=2")]
    assert refused(county, "改 指标 党建 30分=1\n改 指标 党建 30分=2\n") == [("重复定义", "改 指标 党建 30分=2")]


# --- 增, 删 ---


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("扣分=1\n", "扣分=1"),
        ("参数 权重=15%\n", "参数 权重=15%"),
        ("输入 创新：0~5\n", "输入 创新：0~5"),
        ("指标 目标 10分\n  甲 10分\n", "指标 目标 10分\n  甲 10分"),
    ],
)
def test_a_second_definition_needs_the_word(county: Write, lines: str, words: str):
    assert refused(county, lines) == [("重复定义", words)]


def test_what_is_new_is_added(county: Write):
    policy = county('新=扣分×2  依据 "县三"\n输入 新的、旧的：0~5 默认 0\n要求 新的≤3 说明 "太多"\n参评 新的<3\n')
    assert policy.outputs[-1] == "新"
    assert changes(policy) == [
        ("增", "新", "", '新=扣分×2  依据 "县三"', "县三"),
        ("增", "新的、旧的", "", "新的、旧的：0~5 默认 0", ""),
        ("增", "要求", "", '要求 新的≤3 说明 "太多"', ""),
        ("增", "参评", "", "参评 新的<3", ""),
    ]


def test_what_is_deleted_is_gone(county: Write):
    policy = county('删 创新加分  依据 "县四"\n删 创新\n')
    assert "创新加分" not in policy.outputs
    assert "创新" not in [one.name for one in policy.inputs]
    assert changes(policy) == [
        ("删", "创新加分", '创新加分=限十(创新)  依据 "第五条"', "", "县四"),
        ("删", "创新", "创新：0~20", "", ""),
    ]


def test_one_of_several_inputs_of_a_line_is_deleted(county: Write):
    policy = county("删 公众\n改 总分=重点\n")
    assert [one.name for one in policy.inputs][:3] == ["单位", "重点", "创新"]


def test_an_indicator_is_deleted_by_its_path(county: Write):
    policy = county("删 个性.质量\n改 指标 经济 40分\n")
    assert [one.name for one in policy.inputs][-3:] == ["党建", "质量", "经济"]


def test_all_vetoes_are_deleted_together(county: Write):
    policy = county("删 一票否决\n")
    assert value(policy, "总分", 立案=True) == 91


def test_a_whole_tree_is_deleted(county: Write):
    assert "目标" not in county("删 目标\n").outputs


def test_what_is_deleted_may_be_said_anew(county: Write):
    """The order of statements means nothing."""
    lines = ["删 扣分\n", "扣分=1\n"]
    assert value(county("".join(lines)), "总分") == value(county("".join(reversed(lines))), "总分") == 90


def test_what_others_need_cannot_be_deleted(county: Write):
    codes = {code for code, _ in refused(county, "删 扣分\n")}
    assert codes == {"未知名称"}


def test_object_and_outputs_are_those_of_the_child(county: Write):
    policy = county("对象 部门\n输出 总分、等级\n")
    assert policy.outputs == ("总分", "等级")
    assert policy.inputs.object_name == "部门"
    assert [one[:4] for one in changes(policy)] == [
        ("改", "对象", "对象 单位", "对象 部门"),
        ("增", "输出", "", "输出 总分、等级"),
    ]


# --- 锁定 ---


@pytest.mark.parametrize(
    ("lock", "lines"),
    [
        ("权重", "改 参数 权重=15%\n"),
        ("权重", "删 权重\n"),
        ("总分", "改 总分=1\n"),
        ("总分", "删 总分\n"),
        ("创新", "改 输入 创新：0~5\n"),
        ("创新", "改 创新=5\n"),
        ("创新", "删 创新\n"),
        ("等级", "改 等次 等级 按 总分\n  好：90以上\n  差：其他\n"),
        ("一票否决", "改 一票否决 立案 → 总分=1\n"),
        ("一票否决事项", "改 一票否决 立案 → 总分=1\n"),
        ("一票否决事项", "删 一票否决\n"),
        ("一票否决", "删 一票否决事项\n"),
        ("档分", "删 档分\n"),
        ("限十", "改 方法 限十(值)=值\n"),
        ("扣分项", "改 明细 扣分项\n  分值：0~9\n"),
        ("共性", "改 指标 共性 60分\n  甲 60分\n"),
        ("共性", "删 共性\n"),
        ("共性", "改 指标 党建 30分=30\n"),
        ("共性", "删 共性.质量\n"),
        ("共性", "改 指标 目标 100分\n  甲 100分\n"),
        ("共性", "删 目标\n"),
        ("共性.质量", "改 指标 共性 60分\n  甲 60分\n"),
        ("目标.共性.质量", "删 共性.质量\n"),
        ("目标", "改 指标 经济 25分=1\n"),
        ("一票否决", "一票否决 创新=0 → 扣分=5\n"),
    ],
)
def test_what_is_locked_stays(county: Write, lock: str, lines: str):
    assert [code for code, _ in refused(county, lines, lock)] == ["已锁定"]


@pytest.mark.parametrize(
    ("lock", "lines"),
    [
        ("共性", "改 指标 个性 40分\n  甲 40分\n"),
        ("共性.质量", "改 指标 党建 30分=30\n"),
        ("共性.质量", "删 个性.质量\n改 指标 经济 40分\n"),
        ("权重", "改 参数 良好线=75\n"),
    ],
)
def test_what_is_beside_a_lock_is_free(county: Write, lock: str, lines: str):
    assert len(changes(county(lines, lock))) >= 1


def test_a_base_may_change_what_it_locks_itself(base: Path, write: Write):
    write("县.govperf", f"{HEAD}改 参数 权重=15%\n锁定 权重\n")
    town = write("镇.govperf", '规则 镇级\n沿用 "县.govperf"\n')
    assert govperf.load(town).parameters[0].value * 100 == 15  # type: ignore[operator]  # a number
    town.write_text('规则 镇级\n沿用 "县.govperf"\n改 参数 权重=10%\n', encoding="utf-8")
    with pytest.raises(RuleError, match="已锁定"):
        govperf.load(town)


# --- chains ---


def test_a_chain_of_three_takes_the_nearest(base: Path, write: Write):
    write("县.govperf", f"{HEAD}改 参数 权重=15%\n县里的=1\n")
    policy = govperf.load(write("镇.govperf", '规则 镇级\n沿用 "县.govperf"\n改 县里的=2\n镇里的=3\n'))
    assert policy.name == "镇级"
    assert policy.parameters[0].value * 100 == 15  # type: ignore[operator]  # a number
    assert [(one.action, one.name) for one in policy.changes] == [
        ("改", "权重"),
        ("增", "县里的"),
        ("改", "县里的"),
        ("增", "镇里的"),
    ]
    assert policy.outputs[-2:] == ("县里的", "镇里的")


def test_the_range_holds_to_the_end_of_a_chain(base: Path, write: Write):
    write("县.govperf", f"{HEAD}改 参数 权重=15%\n")
    town = write("镇.govperf", '规则 镇级\n沿用 "县.govperf"\n改 参数 权重=25%\n')
    with pytest.raises(RuleError, match="参数超出范围"):
        govperf.load(town)


def test_a_circle_is_told_with_its_path(write: Write):
    write("甲.govperf", '规则 甲\n沿用 "乙.govperf"\n')
    write("乙.govperf", '规则 乙\n沿用 "丙.govperf"\n')
    path = write("丙.govperf", '规则 丙\n沿用 "甲.govperf"\n')
    with pytest.raises(govperf.RuleSyntaxError) as caught:
        govperf.load(path)
    (finding,) = caught.value.diagnostics
    assert finding.message == "沿用绕成了圈：丙.govperf → 甲.govperf → 乙.govperf → 丙.govperf"
    assert finding.span is not None
    assert (finding.span.source.name, finding.span.line) == ("乙.govperf", 2)


def test_a_file_that_builds_on_itself_is_a_circle(write: Write):
    path = write("甲.govperf", '规则 甲\n沿用 "./甲.govperf"\n')
    with pytest.raises(govperf.RuleSyntaxError, match="循环沿用"):
        govperf.load(path)


def test_a_chain_is_bounded(write: Write):
    write("0.govperf", "规则 底\n得分=1\n")
    for index in range(1, 4):
        write(f"{index}.govperf", f'规则 第{index}\n沿用 "{index - 1}.govperf"\n')
    assert govperf.load(write("一.govperf", '规则 一\n沿用 "2.govperf"\n'), limits=govperf_limits(4)).outputs == (
        "得分",
    )
    with pytest.raises(govperf.LimitError, match="沿用的文件数超出限制：最多 4，现为 5"):
        govperf.load(write("二.govperf", '规则 二\n沿用 "3.govperf"\n'), limits=govperf_limits(4))


def govperf_limits(files: int) -> object:
    from govperf.limits import Limits

    return Limits(files=files)


def test_one_base_is_enough(base: Path, write: Write):
    path = write("县.govperf", f'{HEAD}沿用 "省.govperf"\n')
    with pytest.raises(govperf.RuleSyntaxError, match="一个文件只能沿用一个文件"):
        govperf.load(path)


def test_a_child_needs_a_header_of_its_own(base: Path, write: Write):
    path = write("县.govperf", '沿用 "省.govperf"\n')
    with pytest.raises(govperf.GovperfError) as caught:
        govperf.load(path)
    assert [(one.code, one.span.source.name) for one in caught.value.diagnostics] == [("缺少规则头", str(path))]  # type: ignore[attr-defined]


def test_what_is_wrong_in_the_base_is_told_at_its_place(write: Write):
    write("省.govperf", "规则 省\n得分=未知的\n")
    with pytest.raises(RuleError) as caught:
        govperf.load(write("县.govperf", HEAD))
    (finding,) = caught.value.diagnostics
    assert finding.span is not None
    assert (finding.span.source.name, finding.span.text) == ("省.govperf", "未知的")


def test_a_text_alone_builds_on_nothing():
    with pytest.raises(govperf.RuleSyntaxError, match="沿用无处可寻"):
        govperf.compile(HEAD)
