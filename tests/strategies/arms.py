"""Policies of many arms: nested conditions, several subjects, arms behind scores, ledgers, grades."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st

CUTS = (1, 2, 3, 5, 8, 10, 15, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95)
DOMAINS = ("0~100分", "0~100分", "0~10", "-10~20", "≥0 默认 0", "0~100%")
CLASSES = ("国家级", "省级", "市级")
LEDGER = """明细 表 可缺
  分：0~20
  级：国家级、省级、市级
  值=对照(级，国家级：5，省级：3，市级：1)
"""
GRADES = """等次 评级 按 总分
  优：60以上 且 非 是0
  良：30~60(不含60)
  中：10~30(不含30)
  差：其他
  降一等 甲0<5
奖=对照(评级，优：10，良：5，中：2，差：0)
"""


@dataclass
class Writer:
    """Writes one policy; every number that it compares with is a number that records are made of."""

    random: Random
    most: int

    def write(self) -> str:
        inputs = [f"甲{n}" for n in range(self.random.randint(3, 6))]
        self.flags = [f"是{n}" for n in range(self.random.randint(1, 3))]
        self.nodes = list(inputs)
        self.inputs = inputs
        lines = ["规则 试", "", "输入"]
        lines += [f"  {name}：{self.random.choice(DOMAINS)}" for name in inputs]
        lines += [f"  {name}：是否 默认 否" for name in self.flags]
        lines += ["  类：国家级、省级、市级", "  缺项：0~100分 可缺", LEDGER]
        arms, number = 11, 0
        while arms < self.most - 4:
            count = self.random.randint(2, min(6, max(2, self.most - arms)))
            lines += self._block(f"得{number}", count)
            self.nodes.append(f"得{number}")
            arms, number = arms + count, number + 1
        some = self.random.sample(self.nodes, min(4, len(self.nodes)))
        lines.append(f"总分=({'+'.join(some)})(0~100)  保留2位小数")
        return "\n".join(lines) + "\n" + GRADES

    def _block(self, name: str, count: int) -> list[str]:
        kind = self.random.random()
        if kind < 0.45:
            cuts = sorted(self.random.sample(CUTS, count - 1), reverse=True)
            arms = [f"  {cut}以上：{self._result()}" for cut in cuts]
            return [f"{name}=分档 {self.random.choice(self.nodes)}", *arms, f"  其他：{self._result()}"]
        conditions = list(dict.fromkeys(self._condition() for _ in range(count - 1)))
        if kind < 0.8:
            return [f"{name}=分档", *(f"  {one}：{self._result()}" for one in conditions), "  其他：0"]
        inner = f"(如果 {self._condition()} 则 {self._number()} 否则 {self._result()})"
        return [
            f"{name}=如果 {conditions[0]} 则 {self._number()} 否则 {inner}{self.random.choice(('', '  保留1位小数'))}"
        ]

    def _result(self) -> str:
        return self.random.choice(("0", "1", "2", "5", "10", "15", self._number()))

    def _number(self) -> str:
        node, other = self.random.choice(self.nodes), self.random.choice(self.nodes)
        return self.random.choice(
            (
                *(node, node, node, node),
                f"({node}×{self.random.choice(('10%', '0.5', '2'))}+{other}×{self.random.choice(('10%', '1'))})",
                "合计(表.值)",
                "计数(表，其中 级=省级)",
                f"最大({node}，{other})",
                "(缺项 缺省 50)",
                f"{node}(≤{self.random.choice((2, 5, 10))})",
            )
        )

    def _condition(self) -> str:
        sign, cut = self.random.choice("≥><≤"), self.random.choice((0, *CUTS))
        return self.random.choice(
            (
                f"{self._number()}{sign}{cut}",
                f"{self._number()}{sign}{cut}",
                f"{self.random.choice(self.flags)} 且 {self.random.choice(self.inputs)}≥{cut}",
                f"类={self.random.choice(CLASSES)} 且 {self._number()}{sign}{cut}",
                f"({self.random.choice(self.flags)} 或 {self._number()}{sign}{cut})",
            )
        )


def policies(most: int = 40) -> st.SearchStrategy[str]:
    """Texts of policies of up to so many arms."""
    return st.randoms(use_true_random=False).map(lambda random: Writer(random, most).write())


@st.composite
def records(draw: st.DrawFn, policy: Any) -> dict[str, Any]:
    """Records whose numbers are those of the lines, or just beside them."""
    near = st.builds(lambda cut, beside: cut + beside / 100, st.sampled_from((0, *CUTS)), st.sampled_from((-1, 0, 1)))
    found: dict[str, Any] = {}
    for one in policy.inputs:
        if one.domain == "number":
            low, high = one.low if one.low is not None else 0, one.high if one.high is not None else 200
            found[one.name] = (
                str(max(low, min(high, draw(near)))) if one.factor == 1 else f"{draw(st.integers(0, 100))}%"
            )
        elif one.domain == "bool":
            found[one.name] = draw(st.booleans())
        else:
            found[one.name] = draw(st.sampled_from(CLASSES))
    row = st.fixed_dictionaries({"分": st.integers(0, 20), "级": st.sampled_from(CLASSES)})
    found["表"] = draw(st.lists(row, max_size=draw(st.sampled_from((1, 3, 12)))))
    return found
