"""What of a clause is said to differ."""

from __future__ import annotations

import pytest

import govperf
from govperf.versions.report import headline
from govperf.versions.sides import Sides

HEAD = """规则 试题
对象 单位
输入
  甲、乙、丙：0~100
  类：国家级、省级
  立案：是否
明细 表
  数：≥0
  值=数×2
指标 树 100分
  枝 60分
    叶 20分=甲÷5
    花 40分
  干 40分
等次 等 按 总
  优：90以上  限额 25%
  良：60~90(不含90)
  差：60以下(不含60)
  并列 从严
  一票否决 立案 → 差
对照表 标 按 类
  | 类     | 分 |
  | 国家级 | 5  |
  | 省级   | 3  |
总=甲×90%+乙×10%−丙(≤2)+标.分 保留2位小数
"""

CASES = [
    ("×90%", "×80%", ["总：甲×90% → 甲×80%"]),
    ("(≤2)", "(≤3)", ["总：丙(≤2) → 丙(≤3)"]),
    ("+标.分 ", "+标.分−1 ", ["总：加上“−1”"]),
    ("−丙(≤2)", "", ["总：去掉“−丙(≤2)”"]),
    (" 保留2位小数", " 保留1位小数", ["总：保留2位小数 → 保留1位小数"]),
    ("优：90以上", "优：高于90", ["等·优：90以上  限额 25% → 高于90  限额 25%"]),
    ("限额 25%", "限额 2名", ["等·优：90以上  限额 25% → 90以上  限额 2名"]),
    ("并列 从严", "并列 从宽", ["等：并列 从严 → 并列 从宽"]),
    ("一票否决 立案 → 差", "一票否决 立案 → 良", ["等：一票否决 立案 → 差 改为 一票否决 立案 → 良"]),
    ("  一票否决 立案 → 差\n", "", ["删去 等：一票否决 立案 → 差"]),
    ("  | 省级   | 3  |", "  | 省级   | 4  |", ["标：省级 | 3 → 省级 | 4"]),
    ("数×2", "数×3", ["表.值：数×2 → 数×3"]),
    ("  数：≥0\n", "  数：≥0\n  注：文本\n", ["新增 表：注：文本"]),
    ("甲÷5", "甲÷10", ["树.枝.叶：20分=甲÷5 → 20分=甲÷10"]),
    ("对象 单位", "对象 部门", ["对象：对象 单位 → 对象 部门"]),
    ("立案：是否", "立案：是否 默认 否", ["立案：是否 → 是否 默认 否"]),
    ("总=", "中间 余=丙−1\n总=", ["新增 中间 余=丙−1"]),
    (
        "  良：60~90(不含90)\n  差：60以下(不含60)",
        "  差：60以下(不含60)\n  良：60~90(不含90)",
        ["等：次序 优、良、差 → 优、差、良"],
    ),
    ("甲、乙、丙：0~100", "乙、甲、丙：0~100", []),
    ("甲×90%+乙", "甲×90％ + 乙", []),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_a_change_is_told_in_the_words_of_the_policy(before: str, after: str, expected: list[str]):
    assert HEAD.count(before) == 1
    found = Sides.of(govperf.compile(HEAD), govperf.compile(HEAD.replace(before, after))).differences()
    assert [headline(one) for one in found.changes] == expected


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("输入 分：0~10\n得=分×2", "输入 值：0~10\n得=值×2", {"分": "值"}),
        ("输入 分：0~10\n中间 半=分÷2\n得=半+1", "输入 分：0~10\n中间 一半=分÷2\n得=一半+1", {"半": "一半"}),
        ("输入 甲、乙：0~10\n得=甲×2+乙", "输入 丙、丁：0~10\n得=丙×2+丁", {"甲": "丙", "乙": "丁"}),
        ("输入 甲、乙：0~10\n得=甲+乙", "输入 丙、丁：0~10\n得=丙−丁", {}),
        ("输入 分：0~10\n得=分×2", "输入 值：0~20\n得=值×2", {}),
        ("输入 类：好、坏\n得=对照(类，好：1，坏：0)", "输入 级：好、坏\n得=对照(级，好：1，坏：0)", {"类": "级"}),
        ("明细 表\n  数：≥0\n得=合计(表.数)", "明细 账\n  数：≥0\n得=合计(账.数)", {"表": "账"}),
        ("明细 表\n  数：≥0\n得=合计(表.数)", "明细 表\n  额：≥0\n得=合计(表.额)", {"数": "额"}),
    ],
)
def test_what_was_only_given_another_name_is_recognised(old: str, new: str, names: dict[str, str]):
    sides = Sides.of(govperf.compile(f"规则 甲\n{old}\n"), govperf.compile(f"规则 甲\n{new}\n"))
    assert dict(sides.renaming.names) == names
    assert (sides.differences().changes == ()) == bool(names)
