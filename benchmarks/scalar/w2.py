"""W2: a tree of forty completion ratios, a share of a review, six deductions, rounding, bands, a veto."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from scalar import peers
from scalar.checked import Field, checked
from scalar.model import (
    BASELINE,
    CHECKED,
    DECIMALS,
    FLOATS,
    FRACTIONS,
    INTEGERS,
    TEXTS,
    Contender,
    Record,
    Scored,
    Workload,
    rounded,
)
from scalar.ours import scorer
from scalar.w1 import CEL_GRADE, ZEN_GRADE, grade_of, hundredths

WEIGHTS = ("1", "1.5", "2", "2.5", "2.5", "3", "3.5", "4") * 5
NUMBERS = range(1, len(WEIGHTS) + 1)
ACTUAL = {number: f"实际{number}" for number in NUMBERS}
TARGET = {number: f"目标{number}" for number in NUMBERS}
"""Plain code and records share these very strings: looking a key up is then as quick as it can be."""
DEDUCTIONS = tuple(f"扣分{number}" for number in range(1, 7))
VETO = "安全事故"

RULES = "\n".join(
    (
        "规则 W2",
        "输入",
        *(f"  实际{number}：≥0\n  目标{number}：>0" for number in NUMBERS),
        "  公众评议：0~100分",
        f"  {'、'.join(DEDUCTIONS)}：≥0分 默认 0",
        f"  {VETO}：是否 默认 否",
        "",
        "指标 指标得分 100分",
        *(
            f"  指标{number} {weight}分：完成比例法(实际{number}，目标{number})"
            for number, weight in zip(NUMBERS, WEIGHTS, strict=True)
        ),
        "",
        f"扣分=({'+'.join(DEDUCTIONS)})(≤5)",
        "得分=指标得分×90%+公众评议×10%−扣分  保留2位小数",
        "",
        "等次 等级 按 得分",
        "  优秀：90以上",
        "  良好：80~90(不含90)",
        "  合格：70~80(不含80)",
        "  不合格：70以下(不含70)",
        f"  一票否决 {VETO} → 不合格",
        "",
    )
)


# --- the same in plain Python ---

INDICATORS = tuple((float(weight), ACTUAL[n], TARGET[n]) for n, weight in zip(NUMBERS, WEIGHTS, strict=True))


def by_float(record: Record) -> Scored:
    total = 0.0
    for weight, actual, target in INDICATORS:
        total += weight * min(record[actual] / record[target], 1)
    lost = 0.0
    for name in DEDUCTIONS:
        lost += record[name]
    score = round(total * 0.9 + record["公众评议"] * 0.1 - min(lost, 5), 2)
    if record[VETO]:
        return score, "不合格"
    if score >= 90:
        return score, "优秀"
    if score >= 80:
        return score, "良好"
    if score >= 70:
        return score, "合格"
    return score, "不合格"


FIELDS = (
    *(field for n in NUMBERS for field in (Field(ACTUAL[n]), Field(TARGET[n], above=True))),
    Field("公众评议", high=100.0),
    *(Field(name, default=0.0) for name in DEDUCTIONS),
)


def by_checked_float(record: Record) -> Scored:
    veto = record.get(VETO, False)
    if not isinstance(veto, bool):
        raise TypeError(VETO)
    return by_float({**checked(record, FIELDS), VETO: veto})


EXACT_INDICATORS = tuple((Fraction(weight), actual, target) for weight, actual, target in INDICATORS)


def by_fraction(record: Record) -> Scored:
    total = sum(weight * min(record[actual] / record[target], 1) for weight, actual, target in EXACT_INDICATORS)
    lost = sum(record[name] for name in DEDUCTIONS)
    score = rounded(total * Fraction(9, 10) + record["公众评议"] * Fraction(1, 10) - min(lost, 5), 2)
    return score, "不合格" if record[VETO] else grade_of(score)


DECIMAL_INDICATORS = tuple((Decimal(weight), ACTUAL[n], TARGET[n]) for n, weight in zip(NUMBERS, WEIGHTS, strict=True))
CENT, NINE_TENTHS, ONE_TENTH = Decimal("0.01"), Decimal("0.9"), Decimal("0.1")


def by_decimal(record: Record) -> Scored:
    total = sum(weight * min(record[actual] / record[target], 1) for weight, actual, target in DECIMAL_INDICATORS)
    lost = sum(record[name] for name in DEDUCTIONS)
    score = total * NINE_TENTHS + record["公众评议"] * ONE_TENTH - min(lost, 5)
    score = score.quantize(CENT, ROUND_HALF_UP)
    return score, "不合格" if record[VETO] else grade_of(score)


# --- records ---


def natural(chance: random.Random) -> dict[str, object]:
    """About sixteen of forty indicators fall short of their targets."""
    return _record(chance, short=0.4, shares=None)


def at_edges(chance: random.Random) -> dict[str, object]:
    """A record whose exact score is a bound of a grade, or half a cent below it; most targets are met."""
    while True:
        record = _record(chance, short=0.1, shares=("0.5", "0.6", "0.75", "0.8", "0.9", "0.95"))
        edge = chance.choice((70, 80, 90)) - chance.choice((Fraction(0), Fraction(1, 200)))
        exact = FRACTIONS({**record, "公众评议": "0"})
        reached = sum(weight * min(exact[actual] / exact[target], 1) for weight, actual, target in EXACT_INDICATORS)
        lost = min(sum(exact[name] for name in DEDUCTIONS), 5)
        review = 10 * (edge + lost - reached * Fraction(9, 10))
        if 0 <= review <= 100 and (review * 100).denominator == 1:
            return {**record, "公众评议": hundredths(int(review * 100))}


def _record(chance: random.Random, *, short: float, shares: tuple[str, ...] | None) -> dict[str, object]:
    record: dict[str, object] = {}
    for number in NUMBERS:
        target = chance.randint(2, 40) * 10
        if chance.random() >= short:
            share = Decimal(chance.randint(100, 130)) / 100
        elif shares is None:
            share = Decimal(chance.randint(50, 99)) / 100
        else:
            share = Decimal(chance.choice(shares))
        record[ACTUAL[number]] = hundredths(int(target * share * 10) * 10)
        record[TARGET[number]] = str(target)
    record["公众评议"] = hundredths(chance.randint(7000, 10000))
    for name in DEDUCTIONS:
        record[name] = chance.choice(("0", "0", "0", "0.5", "1", "1.5"))
    record[VETO] = chance.random() < 0.02
    return record


# --- peers ---

NAMES = {
    **{ACTUAL[n]: f"a{n}" for n in NUMBERS},
    **{TARGET[n]: f"t{n}" for n in NUMBERS},
    "公众评议": "b",
    **{name: f"d{n}" for n, name in enumerate(DEDUCTIONS, start=1)},
    VETO: "veto",
}
LOST = "+".join(f"d{n}" for n in range(1, 7))


def zen_score() -> str:
    parts = " + ".join(f"{weight} * min([a{n} / t{n}, 1])" for n, weight in zip(NUMBERS, WEIGHTS, strict=True))
    return f"round(({parts}) * 0.9 + b * 0.1 - min([{LOST}, 5]), 2)"


def cel_score() -> str:
    """CEL in C++ refuses a sum of forty terms in a row: its parser goes no deeper than 32."""
    parts = [f"{float(weight)} * (a{n} < t{n} ? a{n} / t{n} : 1.0)" for n, weight in zip(NUMBERS, WEIGHTS, strict=True)]
    return f"{_balanced(parts)} * 0.9 + b * 0.1 - ({LOST} < 5.0 ? {LOST} : 5.0)"


def _balanced(parts: Sequence[str]) -> str:
    """One sum as a tree of brackets."""
    if len(parts) == 1:
        return parts[0]
    half = len(parts) // 2
    return f"({_balanced(parts[:half])} + {_balanced(parts[half:])})"


def workload() -> Workload:
    found, absent = peers.contenders(
        peers.Spelling(
            NAMES,
            zen_score(),
            "veto ? '不合格' : " + ZEN_GRADE,
            cel_score(),
            "veto ? '不合格' : " + CEL_GRADE,
            digits=2,
            flags=("veto",),
        )
    )
    ours = scorer(RULES)
    return Workload(
        name="W2",
        title="Σ40 权重×min(实际÷目标,1)，×90%+公众评议×10%−六项扣分(≤5)，保留2位小数，四档，一票否决",
        rules=RULES,
        exact=by_fraction,
        contenders=(
            Contender(BASELINE, by_float, FLOATS, counted=True),
            Contender(CHECKED, by_checked_float, FLOATS),
            Contender("govperf, dict of floats", ours, FLOATS, sound=True, counted=True),
            Contender("govperf, dict of ints", ours, INTEGERS, sound=True),
            Contender("govperf, dict of text", ours, TEXTS, sound=True),
            Contender("govperf, dict of Decimals", ours, DECIMALS, sound=True),
            Contender("decimal, from a dict of Decimals", by_decimal, DECIMALS, counted=True),
            Contender("Fraction, from a dict of Fractions", by_fraction, FRACTIONS, sound=True),
            *found,
        ),
        natural=natural,
        at_edges=at_edges,
        goal=4.5,
        absent=absent,
    )
