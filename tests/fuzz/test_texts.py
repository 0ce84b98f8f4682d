"""Rule texts by chance, by mutation, by malice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.only_ours import compiled, only_ours, scored, survives
from tests.properties.often import often

import govperf

EXAMPLES = tuple(
    path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "examples").glob("*/*.govperf"))
)
PRINTED = """
规则 输入 明细 指标 等次 参数 改 沿用 用例 期望 一票否决 → 如果 则 否则 若 且 或 非 在 属于 有 缺省 缺 其他 其中 同一 同
最多 无则 合计 平均 名次 分档 对照 对照表 保留2位小数 适用 可缺 默认 限额 并列 从严 以上 以下 以内 不超过 高于
( ) [ ] { } ， ： ； 。 、 | ~ ± ≤ ≥ = ≠ < > + − × ÷ % 万 亿 分 元 名 「 」 【 】 “ ” " # 2011-02-30 90 0.1 甲 乙 得分
单位 全体 😀 e9 ²
"""
WORDS = (*PRINTED.split(), "\n", "\n\n", "\n  ", "\t", "\u3000", "\x00", "\ufeff")
CHARACTERS = st.characters(exclude_categories=("Cs",))


@often(150)
@given(st.one_of(st.text(CHARACTERS, max_size=60), st.lists(st.sampled_from(WORDS), max_size=25).map("".join)))
def test_texts_by_chance(text: str):
    survives(text)


@often(60)
@given(st.binary(max_size=200))
def test_bytes_by_chance(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    path = tmp_path_factory.getbasetemp() / "chance.govperf"
    path.write_bytes(data)
    only_ours(lambda: govperf.check(path))
    policy = only_ours(lambda: govperf.load(path))
    if policy is not None:
        scored(policy, {})


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """An example with a few pieces cut out, repeated, exchanged, put in."""
    text = draw(st.sampled_from(EXAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        piece = text[start:end]
        middle = draw(st.sampled_from(("", piece * 2, piece[::-1], draw(st.sampled_from(WORDS)), f"({piece})")))
        text = text[:start] + middle + text[end:]
    return text


@often(50)
@given(mutated())
def test_examples_with_mistakes(text: str):
    survives(text)


NESTED = "+".join(["(" * 60 + "甲" + ")" * 60] * 3)
HOSTILE = {
    "opening brackets": "(" * 100_000,
    "brackets of all kinds": "([{（［｛" * 20_000,
    "closing brackets": ")" * 100_000,
    "pairs of brackets": "()" * 50_000,
    "deep but within bounds": NESTED,
    "long product": "×".join(["9"] * 100_000),
    "long sum": "+".join(["甲"] * 30_000),
    "long quotient": "÷".join(["9"] * 30_000),
    "long product of a name": "×".join(["甲"] * 20_000),
    "nested powers": "\n".join([f"值{n}=值{n - 1}×值{n - 1}" for n in range(60, 0, -1)]),
    "minus signs": "−" * 100_000 + "1",
    "nested conditionals": "如果 甲>1 则 " * 5_000 + "1" + " 否则 2" * 5_000,
    "bracketed conditionals": "(如果 甲>1 则 " * 5_000 + "1" + " 否则 2)" * 5_000,
    "long chain of 且": " 且 ".join(["甲>1"] * 5_000),
    "clamps": "甲" + "(≤2)" * 10_000,
    "缺省": "甲" + " 缺省 甲" * 20_000,
    "members": "甲" + ".乙" * 50_000,
    "million digits": "9" * 1_000_000,
    "million decimals": "0." + "1" * 1_000_000,
    "exponent": "1e1000000",
    "long name": "甲" * 1_000_000,
    "quotes": "「" * 100_000,
    "open text": '"' + "甲" * 100_000,
    "line ends": "\n" * 200_000,
    "blanks": " " * 200_000 + "甲",
    "rising indentation": "规则 甲\n" + "\n".join(" " * n + "甲" for n in range(1_500)),
    "deep tree": "规则 甲\n指标 总 100分\n" + "\n".join("  " * n + f"项{n} 100%" for n in range(1, 800)),
    "many names": "\n".join(f"名{n}={n}" for n in range(25_000)),
    "many mistakes": "规则 甲\n" + "\n".join("甲=+" for _ in range(5_000)),
    "circle": "\n".join(f"名{n}=名{(n + 1) % 3_000}" for n in range(3_000)),
    "long chain of names": "\n".join(f"名{n}=名{n + 1}+1" for n in range(5_000)),
    "roundings": "开方(甲，保留 100000)",
    "places": "甲  保留100000位小数",
    "trailing comment": "甲 " + "#" * 200_000,
    "commas": "最大(" + "甲，" * 10_000 + "甲)",
    "many arms": "对照(甲，" + "，".join(f"{n}：{n}" for n in range(5000)) + ")",
    "list commas": "依次(甲，" + "1、" * 10_000 + "1)",
    "table": "规则 甲\n对照表 表 按 甲\n" + "  | 1 | 2 |\n" * 20_000,
    "nulls": "\x00" * 10_000,
    "surrogate": "\ud800甲",
    "combining": "e" + "\u0301" * 100_000,
    "方法 in 方法": "规则 甲\n"
    + "\n".join(f"方法 法{n}(x)=法{n + 1}(x)+法{n + 1}(x)" for n in range(60))
    + "\n方法 法60(x)=x\n值=法0(1)\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_texts_by_malice(name: str):
    survives(HOSTILE[name])


def test_an_endless_power_stops_at_a_limit():
    policy = compiled(HOSTILE["nested powers"])
    assert policy is not None
    with pytest.raises(govperf.GovperfError):
        policy.score({"值0": "1234567.89"})
