"""W1: a formula with two shares, two deductions, four bands."""

from __future__ import annotations

import random
from decimal import Decimal
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
)
from scalar.ours import scorer

FORMULA = "重点考核×90%+公众评议×10%−查访核验(≤2)−投诉查处(≤2)"
RULES = f"""\
规则 W1
输入
  重点考核、公众评议：0~100分
  查访核验、投诉查处：≥0分 默认 0

得分={FORMULA}

等次 等级 按 得分
  优秀：90以上
  良好：80~90(不含90)
  合格：70~80(不含80)
  不合格：70以下(不含70)
"""
NAMES = {"重点考核": "a", "公众评议": "b", "查访核验": "c", "投诉查处": "d"}


# --- the same in plain Python ---


def by_float(record: Record) -> Scored:
    score = (
        record["重点考核"] * 0.9 + record["公众评议"] * 0.1 - min(record["查访核验"], 2) - min(record["投诉查处"], 2)
    )
    if score >= 90:
        return score, "优秀"
    if score >= 80:
        return score, "良好"
    if score >= 70:
        return score, "合格"
    return score, "不合格"


FIELDS = (
    Field("重点考核", high=100.0),
    Field("公众评议", high=100.0),
    Field("查访核验", default=0.0),
    Field("投诉查处", default=0.0),
)


def by_checked_float(record: Record) -> Scored:
    return by_float(checked(record, FIELDS))


def by_fraction(record: Record) -> Scored:
    score = record["重点考核"] * Fraction(9, 10) + record["公众评议"] * Fraction(1, 10)
    score = score - min(record["查访核验"], 2) - min(record["投诉查处"], 2)
    return score, grade_of(score)


NINE_TENTHS, ONE_TENTH = Decimal("0.9"), Decimal("0.1")


def by_decimal(record: Record) -> Scored:
    score = record["重点考核"] * NINE_TENTHS + record["公众评议"] * ONE_TENTH
    score = score - min(record["查访核验"], 2) - min(record["投诉查处"], 2)
    return score, grade_of(score)


def grade_of(score: Fraction | Decimal) -> str:
    if score >= 90:
        return "优秀"
    if score >= 80:
        return "良好"
    if score >= 70:
        return "合格"
    return "不合格"


# --- records: numbers as texts, so that every contender starts from the same decimals ---


def natural(chance: random.Random) -> dict[str, str]:
    return {
        "重点考核": hundredths(chance.randint(6500, 10000)),
        "公众评议": hundredths(chance.randint(6500, 10000)),
        "查访核验": hundredths(chance.choice((0, 0, 50, 100, 250, 300))),
        "投诉查处": hundredths(chance.choice((0, 0, 0, 20, 50, 300))),
    }


def at_edges(chance: random.Random) -> dict[str, str]:
    """A record whose exact score is the lower bound of a grade."""
    while True:
        record = natural(chance)
        bound = chance.choice((70, 80, 90))
        lost = sum(min(Fraction(record[name]), Fraction(2)) for name in ("查访核验", "投诉查处"))
        review = 10 * (bound + lost - Fraction(9, 10) * Fraction(record["重点考核"]))
        if 0 <= review <= 100 and (review * 100).denominator == 1:
            return {**record, "公众评议": hundredths(int(review * 100))}


def hundredths(number: int) -> str:
    """``8250`` → ``82.5``."""
    whole, rest = divmod(number, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


# --- peers ---

SCORE = "a*0.9 + b*0.1 - {least_c} - {least_d}"
GRADE = "{s} >= {n90} ? '优秀' : {s} >= {n80} ? '良好' : {s} >= {n70} ? '合格' : '不合格'"
ZEN_SCORE = SCORE.format(least_c="min([c, 2])", least_d="min([d, 2])")
ZEN_GRADE = GRADE.format(s="{s}", n90=90, n80=80, n70=70)
CEL_SCORE = SCORE.format(least_c="(c < 2.0 ? c : 2.0)", least_d="(d < 2.0 ? d : 2.0)")
CEL_GRADE = GRADE.format(s="{s}", n90="90.0", n80="80.0", n70="70.0")


def workload() -> Workload:
    found, absent = peers.contenders(
        peers.Spelling(NAMES, ZEN_SCORE, ZEN_GRADE, CEL_SCORE, CEL_GRADE, digits=None, flags=())
    )
    ours = scorer(RULES)
    return Workload(
        name="W1",
        title=FORMULA + "，四档",
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
        goal=3.0,
        absent=absent,
    )
