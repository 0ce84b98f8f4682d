"""Formulas that carry their own meaning: each text comes with what it is worth, found without parser or graph."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from tests.oracle.numbers import rounded, square_root
from tests.oracle.trouble import DIVISION, NEGATIVE_ROOT, Trouble, every

Values = Mapping[str, Fraction]
Run = Callable[[Values], Any]

CONDITIONAL, SUM, PRODUCT, UNARY, POSTFIX = range(5)
NAMES = ("甲", "乙", "丙", "丁")
MODES = ("四舍五入", "修约", "进一", "去尾")


@dataclass(frozen=True)
class Formula:
    """A text, how strongly it binds, what it is worth for given values of the names."""

    text: str
    strength: int
    run: Run

    def at(self, strength: int) -> str:
        """The text, in brackets where it binds more weakly than its place asks."""
        return self.text if self.strength >= strength else f"({self.text})"

    def clamped(self) -> str:
        """The text as it stands before a clamp."""
        return self.text if self.strength == POSTFIX and not self.text[0].isdigit() else f"({self.text})"


def strictly(function: Callable[..., Any], *formulas: Formula) -> Run:
    """The function of the values of all formulas; what is wrong with any of them is wrong with the whole."""
    return lambda values: function(*every([lambda f=f: f.run(values) for f in formulas]))


def quotient(a: Fraction, b: Fraction) -> Fraction:
    if b == 0:
        raise Trouble(DIVISION)
    return a / b


# --- literals and names ---


@st.composite
def literals(draw: st.DrawFn) -> Formula:
    value = Fraction(
        draw(st.sampled_from(("0", "1", "2", "3", "5", "60", "100", "0.5", "1.25", "0.005", "33.33", "0.07")))
    )
    mark, factor = draw(st.sampled_from((("", 1), ("", 1), ("", 1), ("%", Fraction(1, 100)), ("万", 10_000))))
    digits = f"{float(value):g}"
    return Formula(f"{digits}{mark}", POSTFIX, lambda _: value * factor)


def names(known: tuple[str, ...]) -> st.SearchStrategy[Formula]:
    return st.sampled_from(known).map(lambda name: Formula(name, POSTFIX, lambda values: values[name]))


@st.composite
def constants(draw: st.DrawFn, low: int = -3, high: int = 100) -> tuple[str, Fraction]:
    """A written number with its value."""
    value = Fraction(draw(st.integers(low * 2, high * 2)), 2)
    return written(value), value


def written(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


# --- conditions ---

WORDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    **dict.fromkeys(("≥", ">=", "≧", "不低于", "不少于", "不小于", "至少", "达到", "大于或等于"), lambda a, b: a >= b),
    **dict.fromkeys(("≤", "<=", "不高于", "不多于", "不超过", "不大于", "至多", "小于等于"), lambda a, b: a <= b),
    **dict.fromkeys((">", "＞", "高于", "大于", "超过", "多于"), lambda a, b: a > b),
    **dict.fromkeys(("<", "＜", "低于", "小于", "不足", "不满", "少于", "未达到"), lambda a, b: a < b),
    **dict.fromkeys(("=", "＝"), lambda a, b: a == b),
    **dict.fromkeys(("≠", "!="), lambda a, b: a != b),
}
TESTS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "{}以上": lambda x, k: x >= k,
    "{}以下": lambda x, k: x <= k,
    "{}以内": lambda x, k: x <= k,
    "{}以外": lambda x, k: x > k,
    "{}以上(不含)": lambda x, k: x > k,
    "{0}以下(不含{0})": lambda x, k: x < k,
    "{}及以上": lambda x, k: x >= k,
    "高于{}": lambda x, k: x > k,
    "不足{}": lambda x, k: x < k,
    "≥{}": lambda x, k: x >= k,
    "不超过{}(不含)": lambda x, k: x < k,
}
RANGES: dict[str, Callable[[Fraction, Fraction, Fraction], bool]] = {
    "{}~{}": lambda x, a, b: a <= x <= b,
    "{}至{}": lambda x, a, b: a <= x <= b,
    "{0}~{1}(不含{1})": lambda x, a, b: a <= x < b,
    "{0}~{1}(不含{0})": lambda x, a, b: a < x <= b,
    "[{}~{})": lambda x, a, b: a <= x < b,
    "({}~{}]": lambda x, a, b: a < x <= b,
    "{}~{}(不含)": lambda x, a, b: a < x < b,
}


@st.composite
def tests(draw: st.DrawFn) -> tuple[str, Callable[[Fraction], bool]]:
    """A test of a value that stands elsewhere, with what it says of the value."""
    _, low = draw(constants(0, 100))
    if draw(st.booleans()):
        shape = draw(st.sampled_from(sorted(TESTS)))
        return shape.format(written(low)), lambda x: TESTS[shape](x, low)
    high = low + draw(st.integers(1, 20))
    shape = draw(st.sampled_from(sorted(RANGES)))
    return shape.format(written(low), written(high)), lambda x: RANGES[shape](x, low, high)


@st.composite
def conditions(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> tuple[str, Run]:
    """The text of a condition (never weaker than a comparison, unless in brackets) with its truth."""
    kind = draw(st.integers(0, 5)) if depth > 0 else draw(st.integers(0, 1))
    match kind:
        case 0 | 4:
            word = draw(st.sampled_from(sorted(WORDS)))
            left, right = draw(formulas(known, depth - 1)), draw(formulas(known, depth - 1))
            text = f"{left.at(SUM)} {word} {right.at(SUM)}"
            return text, strictly(WORDS[word], left, right)
        case 1:
            subject = draw(formulas(known, depth - 1))
            test, holds = draw(tests())
            return f"{subject.at(SUM)} 在 {test}", strictly(holds, subject)
        case 2:
            return draw(cancelling(known))
        case 3:
            (one, first), (other, second) = draw(conditions(known, depth - 1)), draw(conditions(known, depth - 1))
            if draw(st.booleans()):
                return f"(({one}) 且 ({other}))", lambda values: first(values) and second(values)
            return f"(({one}) 或 ({other}))", lambda values: first(values) or second(values)
        case _:
            one, first = draw(conditions(known, depth - 1))
            return f"非 ({one})", lambda values: not first(values)


@st.composite
def cancelling(draw: st.DrawFn, known: tuple[str, ...]) -> tuple[str, Run]:
    """a÷u+b÷u against c÷u: quotients whose common divisor cancels, the hardest for anything that is nearly exact."""
    a, b, c, u = (draw(names(known)) for _ in range(4))
    word = draw(st.sampled_from(("≥", ">", "≤", "<", "=", "≠")))
    sign, scale = draw(st.sampled_from(("+", "-"))), draw(st.sampled_from(("1", "3", "7", "0.7")))

    def holds(values: Values) -> bool:
        x, y, z, w = (f.run(values) for f in (a, b, c, u))
        left = quotient(x, w * Fraction(scale)) + (1 if sign == "+" else -1) * quotient(y, w * Fraction(scale))
        return WORDS[word](left, quotient(z, w * Fraction(scale)))

    divisor = f"({u.text}×{scale})"
    return f"{a.text}÷{divisor}{sign}{b.text}÷{divisor}{word}{c.text}÷{divisor}", holds


# --- expressions ---


@st.composite
def formulas(draw: st.DrawFn, known: tuple[str, ...] = NAMES, depth: int = 3) -> Formula:
    """Any numeric expression over the known names."""
    if depth <= 0:
        return draw(st.one_of(names(known), names(known), literals()))
    build = draw(st.sampled_from(BUILDERS))
    return draw(build(known, depth - 1))


@st.composite
def arithmetic(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    a, b = draw(formulas(known, depth)), draw(formulas(known, depth))
    match draw(st.sampled_from("+-*/")):
        case "+":
            return Formula(
                f"{a.at(SUM)}{draw(st.sampled_from('+＋'))}{b.at(PRODUCT)}", SUM, strictly(lambda x, y: x + y, a, b)
            )
        case "-":
            return Formula(
                f"{a.at(SUM)}{draw(st.sampled_from('-−－'))}{b.at(PRODUCT)}", SUM, strictly(lambda x, y: x - y, a, b)
            )
        case "*":
            text = f"{a.at(PRODUCT)}{draw(st.sampled_from('×*＊'))}{b.at(UNARY)}"
            return Formula(text, PRODUCT, strictly(lambda x, y: x * y, a, b))
        case _:
            return Formula(
                f"{a.at(PRODUCT)}{draw(st.sampled_from('÷/／'))}{b.at(UNARY)}", PRODUCT, strictly(quotient, a, b)
            )


@st.composite
def negated(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    a = draw(formulas(known, depth))
    return Formula(f"−{a.at(POSTFIX)}", UNARY, strictly(lambda x: -x, a))


@st.composite
def clamps(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    a = draw(formulas(known, depth))
    k, value = draw(constants(0, 50))
    more = value + draw(st.integers(1, 30))
    shapes: list[tuple[str, Callable[[Fraction], Fraction]]] = [
        (f"(≤{k})", lambda x: min(x, value)),
        (f"（不超过{k}分）", lambda x: min(x, value)),
        (f"(≥{k})", lambda x: max(x, value)),
        (f"(≥−{k})", lambda x: max(x, -value)),
        (f"({k}~{written(more)})", lambda x: max(value, min(x, more))),
        (f"(±{k}分)", lambda x: max(-value, min(x, value))),
    ]
    shape, held = draw(st.sampled_from(shapes))
    return Formula(f"{a.clamped()}{shape}", POSTFIX, strictly(held, a))


@st.composite
def choices(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    text, holds = draw(conditions(known, depth))
    a = draw(formulas(known, depth))
    if draw(st.integers(0, 3)) == 0:
        return Formula(f"({a.at(CONDITIONAL + 1)} 若 {text})", POSTFIX, lambda v: a.run(v) if holds(v) else Fraction(0))
    b = draw(formulas(known, depth))
    return Formula(f"如果 {text} 则 {a.text} 否则 {b.text}", CONDITIONAL, lambda v: a.run(v) if holds(v) else b.run(v))


@st.composite
def bands(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    """分档 with tests that may leave gaps, 对照 with keys that may not be there, each with or without 其他."""
    subject = draw(formulas(known, depth))
    strict = draw(st.booleans())
    arms: list[tuple[str, Callable[[Fraction], bool], Formula]] = []
    for key in draw(st.lists(st.integers(0, 6), min_size=1, max_size=3, unique=True)):
        value = draw(formulas(known, 0))
        if strict:
            arms.append((str(key), lambda x, key=key: x == key, value))
        else:
            test, holds = draw(tests())
            arms += [(test, holds, value)] if all(test != said for said, _, _ in arms) else []  # twice is refused
    other = draw(st.one_of(st.none(), formulas(known, 0)))

    def run(values: Values) -> Any:
        x = subject.run(values)
        for _, holds, value in arms:
            if holds(x):
                return value.run(values)
        if other is None:
            raise Trouble("没有对应的键" if strict else "没有适用的档")
        return other.run(values)

    shown = [f"{test}：{value.text}" for test, _, value in arms] + ([] if other is None else [f"其他：{other.text}"])
    return Formula(f"{'对照' if strict else '分档'}({subject.at(SUM)}，{'，'.join(shown)})", POSTFIX, run)


@st.composite
def roundings(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    return draw(rounding_of(draw(st.one_of(formulas(known, depth), halves(known)))))


@st.composite
def rounding_of(draw: st.DrawFn, a: Formula) -> Formula:
    """The formula rounded in any way to any of the first places."""
    places, mode = draw(st.integers(0, 3)), draw(st.sampled_from(MODES))
    return Formula(
        f"{mode}({a.at(SUM)}，{places})", POSTFIX, strictly(lambda x: rounded(x, Fraction(1, 10**places), mode), a)
    )


def halves(known: tuple[str, ...]) -> st.SearchStrategy[Formula]:
    """Products that often end on a half of the last decimal that is kept."""
    shares = st.sampled_from((("0.5", 2), ("0.05", 20), ("0.005", 200), ("0.125", 8), ("12.5%", 8)))
    return st.builds(
        lambda name, share: Formula(f"{name.text}×{share[0]}", PRODUCT, lambda v: name.run(v) / share[1]),
        names(known),
        shares,
    )


def _list(name: str, values: list[Fraction]) -> Fraction:
    match name:
        case "合计":
            return sum(values, Fraction(0))
        case "平均":
            return sum(values, Fraction(0)) / len(values)
        case "中位数":
            inorder = sorted(values)
            return (inorder[(len(inorder) - 1) // 2] + inorder[len(inorder) // 2]) / 2
        case "最大" | "最高":
            return max(values)
        case _:
            return min(values)


@st.composite
def several(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    parts = [draw(formulas(known, depth)) for _ in range(draw(st.integers(2, 4)))]
    name = draw(st.sampled_from(("最大", "最小", "合计", "平均", "最高", "最低", "中位数")))
    return Formula(
        f"{name}({'，'.join(p.at(SUM) for p in parts)})", POSTFIX, strictly(lambda *v: _list(name, list(v)), *parts)
    )


@st.composite
def functions(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    a, b = draw(formulas(known, depth)), draw(formulas(known, depth))
    step, size = draw(constants(1, 8))
    rate, points = draw(constants(0, 3))
    most, cap = draw(constants(0, 6))
    counted = {
        "每满": math.floor,
        "每起": math.ceil,
        "每份": lambda q: q,
        "不足不计": math.floor,
        "不足也计": math.ceil,
    }
    way = draw(st.sampled_from(("每满", "每起", "每份")))
    part, counting = draw(st.sampled_from((("按比例", "每份"), ("不足不计", "每满"), ("不足也计", "每起"))))

    def steps(over: Fraction, word: str) -> Fraction:
        return Fraction(counted[word](max(over, Fraction(0)) / size))

    def off(over: Fraction) -> Fraction:
        return min(steps(over, counting) * points, cap)

    options = f"每 {step}，扣 {rate}，最多 {most}，{part}"
    both = f"{a.at(SUM)}，{b.at(SUM)}"
    worst, best = draw(constants(0, 30)), draw(constants(40, 60))
    shapes = (
        (f"绝对值({a.at(SUM)})", strictly(abs, a)),
        (f"超出({both})", strictly(lambda x, y: max(x - y, Fraction(0)), a, b)),
        (f"短少({both})", strictly(lambda x, y: max(y - x, Fraction(0)), a, b)),
        (f"完成比例({both})", strictly(quotient, a, b)),
        (f"取整({a.at(SUM)})", strictly(lambda x: Fraction(math.trunc(x)), a)),
        (f"{way}({a.at(SUM)}，{step})", strictly(lambda x: steps(x, way), a)),
        (f"每低({both}，{options})", strictly(lambda x, y: off(y - x), a, b)),
        (f"每超({both}，{options.replace('扣', '加')})", strictly(lambda x, y: off(x - y), a, b)),
        (
            f"功效系数({a.at(SUM)}，{worst[0]}，{best[0]})",
            strictly(lambda x: (x - worst[1]) / (best[1] - worst[1]), a),
        ),
        (f"开方({a.at(SUM)}，保留 2)", strictly(_root, a)),
        (
            f"依次({a.at(SUM)}，4、3、2.5)",
            strictly(lambda x: {1: Fraction(4), 2: Fraction(3), 3: Fraction(5, 2)}.get(x, Fraction(0)), a),
        ),
    )
    text, run = draw(st.sampled_from(shapes))
    return Formula(text, POSTFIX, run)


def _root(x: Fraction) -> Fraction:
    if x < 0:
        raise Trouble(NEGATIVE_ROOT)
    return square_root(x, 2)


@st.composite
def lines(draw: st.DrawFn, known: tuple[str, ...], depth: int) -> Formula:
    """插值 through three points, 累进 through three brackets."""
    a = draw(formulas(known, depth))
    x1 = draw(st.integers(0, 20))
    x2, x3 = x1 + draw(st.integers(1, 30)), x1 + 30 + draw(st.integers(1, 50))
    y1, y2, y3 = (draw(st.integers(-5, 20)) for _ in range(3))

    def piecewise(x: Fraction) -> Fraction:
        if x <= x1:
            return Fraction(y1)
        if x >= x3:
            return Fraction(y3)
        (p, u), (q, v) = ((x1, y1), (x2, y2)) if x <= x2 else ((x2, y2), (x3, y3))
        return u + (x - p) * Fraction(v - u, q - p)

    def progressive(x: Fraction) -> Fraction:
        if x < 0:
            return -progressive(-x)
        first, second = min(x, Fraction(10)), max(min(x, Fraction(20)) - 10, Fraction(0))
        return first * y1 + second * y2 + max(x - 20, Fraction(0)) * y3

    signs = tuple(f"−{-y}" if y < 0 else str(y) for y in (y1, y2, y3))
    if draw(st.booleans()):
        points = "，".join(f"{x}：{y}" for x, y in zip((x1, x2, x3), signs, strict=True))
        return Formula(f"插值({a.at(SUM)}，{points})", POSTFIX, strictly(piecewise, a))
    brackets = f"0~10：{signs[0]}，10~20：{signs[1]}，20以上：{signs[2]}"
    return Formula(f"累进({a.at(SUM)}，{brackets})", POSTFIX, strictly(progressive, a))


BUILDERS = (
    arithmetic,
    arithmetic,
    arithmetic,
    negated,
    clamps,
    clamps,
    choices,
    choices,
    bands,
    roundings,
    several,
    functions,
    lines,
)


# --- whole texts ---


@dataclass(frozen=True)
class Sheet:
    """Lines ``名=式`` with what each is worth."""

    text: str
    run: Callable[[Values], dict[str, Fraction]]


@st.composite
def sheets(draw: st.DrawFn, depth: int = 3) -> Sheet:
    """One to three assignments, each rounded or not, each free to use those before it."""
    known = NAMES
    written_lines: list[tuple[str, Formula, Callable[[Fraction], Fraction]]] = []
    shown: list[str] = []
    for name in ("结一", "结二", "结三")[: draw(st.integers(1, 3))]:
        formula = draw(formulas(known, depth))
        words, shape = draw(endings())
        written_lines.append((name, formula, shape))
        shown.append(f"{name}={formula.text}{words}")
        known = (*known, name)

    def run(values: Values) -> dict[str, Fraction]:
        found = dict(values)
        codes: set[str] = set()
        for name, formula, shape in written_lines:
            try:
                found[name] = shape(formula.run(_Failing(found, codes)))
            except Trouble as trouble:
                codes |= trouble.codes
        if codes:
            raise Trouble(*codes)
        return {name: found[name] for name, _, _ in written_lines}

    return Sheet("\n".join(shown), run)


class _Failing(dict[str, Fraction]):
    """Values of which those that failed before fail again."""

    def __init__(self, values: Values, codes: set[str]) -> None:
        super().__init__(values)
        self._codes = codes

    def __missing__(self, key: str) -> Fraction:
        raise Trouble(*self._codes)


@st.composite
def endings(draw: st.DrawFn) -> tuple[str, Callable[[Fraction], Fraction]]:
    """``保留…`` at the end of a line, or nothing."""
    mode = draw(st.sampled_from(MODES))
    marked = "" if mode == "四舍五入" else f"({mode})"
    places = draw(st.integers(0, 3))
    ways: list[tuple[str, Callable[[Fraction], Fraction]]] = [
        ("", lambda x: x),
        (f"  保留{places}位小数{marked}", lambda x: rounded(x, Fraction(1, 10**places), mode)),
        (f"  保留整数{marked}", lambda x: rounded(x, Fraction(1), mode)),
        (f"  保留到0.01%{marked}", lambda x: rounded(x, Fraction(1, 10_000), mode)),
        (f"  保留到10元{marked}", lambda x: rounded(x, Fraction(10), mode)),
        (f"  保留到0.25{marked}", lambda x: rounded(x, Fraction(1, 4), mode)),
    ]
    return draw(st.sampled_from(ways))
