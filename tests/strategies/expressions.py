"""Expressions of every kind, with brackets just where the grammar asks for them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from govperf.source import Source, Span
from govperf.syntax.expressions import (
    Argument,
    Arithmetic,
    Belongs,
    Both,
    Bound,
    Call,
    Clamp,
    Comparison,
    Conditional,
    Date,
    Either,
    Expression,
    Fallback,
    Flag,
    Granted,
    Group,
    Listing,
    Mark,
    Member,
    Name,
    Negate,
    Not,
    Number,
    Option,
    Pair,
    Positional,
    Present,
    Range,
    Remarks,
    Rounding,
    RoundingArgument,
    SameKey,
    Test,
    Text,
    Tolerance,
    Within,
)
from govperf.syntax.reading import as_range
from govperf.syntax.show_expressions import show_expression
from govperf.syntax.show_names import needs_quotes

Draw = Callable[[st.SearchStrategy[Any]], Any]
NOWHERE = Span(Source(""), 0, 0)

SIGNS = ("≤", "≥", "<", ">", "=", "≠")
COMPARISONS = (
    *SIGNS,
    *("不低于", "不高于", "不少于", "不多于", "不超过", "不大于", "不小于", "至少", "至多", "达到", "高于", "低于"),
    *("大于", "小于", "超过", "不足", "不满", "少于", "多于", "未达到", "大于等于", "小于或等于"),
)
SUFFIXES = ("以上", "以下", "以内", "以外", "及以上", "及以下")
OPTIONS = ("其中", "最多", "无则", "同", "次", "去", "每", "扣", "加", "计", "基础", "每满", "每起", "每份")
FLAGS = ("全体", "倒序", "并列连续", "缺的不计", "按比例", "不足不计", "不足也计", "样本", "总体", "按原顺序", "每满")
NAMES = ("得分", "公众评议得分", "“三公”经费控制率", "3分制得分", "其他", "等次", "总分90分以上", "a b", "且")
UNITS = ("", "", "分", "元", "名", "次", "个工作日", "个月")

# --- literals ---

PRINTABLE = st.characters(exclude_categories=("C", "Z"), exclude_characters='#＃|｜「」【】"“”')
_LETTERS = st.sampled_from("甲乙丙丁得分率人数考核指标不高大小未至保如A1_")


@st.composite
def names(draw: Draw) -> Name:
    """A name that may stand bare, or one that may not."""
    text = draw(st.one_of(st.text(_LETTERS, min_size=1, max_size=4), st.sampled_from(NAMES)))
    return Name(text, quoted=needs_quotes(text), span=NOWHERE)


@st.composite
def numbers(draw: Draw) -> Number:
    digits = draw(st.from_regex(r"(?:0|[1-9][0-9]{0,3}|20[01][0-9])(?:\.[0-9]{1,2})?", fullmatch=True))
    factor = draw(st.sampled_from(("", "", "", "万", "亿")))
    ratio = draw(st.sampled_from(("", "", "", "%", "‰", "个百分点")))
    return Number(digits, factor, ratio, "" if ratio else draw(st.sampled_from(UNITS)), span=NOWHERE)


def texts(minimum: int = 0) -> st.SearchStrategy[str]:
    """What may stand in one pair of quotes."""
    some = st.text(st.one_of(PRINTABLE, st.sampled_from("#|「 　＃。；(")), min_size=minimum, max_size=6)
    return st.one_of(some, some.map(lambda text: f'{text}"'), some.map(lambda text: f"“{text}”"))


def dates() -> st.SearchStrategy[datetime.date]:
    return st.dates(datetime.date(1000, 1, 1), datetime.date(2200, 12, 31))


@st.composite
def roundings(draw: Draw) -> Rounding:
    mode = draw(st.sampled_from(("四舍五入", "修约", "进一", "去尾")))
    if draw(st.booleans()):
        return Rounding(draw(st.integers(0, 9)), mode=mode, span=NOWHERE)
    step = draw(st.sampled_from((("0.01", "%", ""), ("10", "", "元"), ("0.5", "", ""))))
    return Rounding(None, Number(step[0], ratio=step[1], unit=step[2], span=NOWHERE), mode, span=NOWHERE)


def remarks() -> st.SearchStrategy[Remarks]:
    return st.one_of(st.just(Remarks()), st.builds(Remarks, texts(), texts()))


# --- operations, each at the strength that the grammar gives it ---


def _tuples(one: st.SearchStrategy[Any], least: int = 1, most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(one, min_size=least, max_size=most).map(tuple)


def atoms(depth: int) -> st.SearchStrategy[Expression]:
    literals = st.one_of(
        numbers(),
        names(),
        st.builds(Text, texts(), span=st.just(NOWHERE)),
        st.builds(Date, dates(), span=st.just(NOWHERE)),
    )
    return literals if depth <= 0 else st.one_of(literals, groups(depth - 1))


def groups(depth: int) -> st.SearchStrategy[Group]:
    return st.builds(Group, results(depth), st.sampled_from("([{"), span=st.just(NOWHERE))


@st.composite
def paths(draw: Draw) -> Name | Member:
    found: Name | Member = draw(names())
    for _ in range(draw(st.integers(0, 2))):
        found = Member(found, draw(names()), span=NOWHERE)
    return found


@st.composite
def postfixes(draw: Draw, depth: int) -> Expression:
    kind = draw(st.integers(0, 5)) if depth > 0 else 0
    if kind == 1:
        return draw(paths())
    if kind == 2:
        return Clamp(draw(postfixes(depth - 1)), draw(simple_tests(depth - 1)), span=NOWHERE)
    if kind == 3:
        return draw(calls(depth - 1))
    return draw(atoms(depth))


@st.composite
def calls(draw: Draw, depth: int) -> Call:
    return Call(draw(paths()), draw(_tuples(arguments(depth), 0)), span=NOWHERE)


@st.composite
def arguments(draw: Draw, depth: int) -> Argument:
    kind = draw(st.integers(0, 6))
    if kind == 0:
        key = draw(st.one_of(st.none(), keys(depth)))
        return Pair(key, draw(expressions(depth)), span=NOWHERE)
    if kind == 1:
        return Option(draw(st.sampled_from(OPTIONS)), draw(unless(expressions(depth), "[{")), span=NOWHERE)
    if kind == 2:
        takes = st.sampled_from(("取最高", "取最低", "取首个", "取平均", "取合计"))
        return SameKey(draw(sums(depth)), draw(takes), span=NOWHERE)
    if kind == 3:
        return Flag(draw(st.sampled_from(FLAGS)), span=NOWHERE)
    if kind == 4:
        return RoundingArgument(draw(roundings()), span=NOWHERE)
    return Positional(draw(results(depth)), span=NOWHERE)


def opens_with(node: Expression | Test, marks: str) -> bool:
    """Whether the text of the node begins with one of these marks.

    They are brackets, ``-``, ``"``; ``0`` for any digit, ``甲`` for any name, ``~`` for any word of comparison.
    """
    first = show_expression(node)[0]
    sort = {"−": "-", "“": '"', "「": "甲", "【": "甲"}.get(first, first)
    if first.isdigit():
        sort = "0"
    elif first.isalpha():
        sort = "~" if isinstance(node, Bound) and node.word else "甲"
    return sort in marks


def unless(some: st.SearchStrategy[Any], marks: str) -> st.SearchStrategy[Any]:
    """Those whose text does not begin with one of these: some words are known by what follows them."""
    return some.filter(lambda node: not opens_with(node, marks))


@st.composite
def unaries(draw: Draw, depth: int) -> Expression:
    kind = draw(st.integers(0, 5)) if depth > 0 else 0
    if kind == 1:
        return Negate(draw(unaries(depth - 1)), span=NOWHERE)
    if kind == 2:
        default = draw(postfixes(depth - 1))
        if draw(st.booleans()):
            default = Negate(default, span=NOWHERE)
        return Fallback(draw(postfixes(depth - 1)), default, span=NOWHERE)
    return draw(postfixes(depth))


@st.composite
def products(draw: Draw, depth: int) -> Expression:
    found = draw(unaries(depth))
    for _ in range(draw(st.integers(0, 1)) if depth > 0 else 0):
        found = Arithmetic(draw(st.sampled_from("*/")), found, draw(unaries(depth - 1)), span=NOWHERE)
    return found


@st.composite
def sums(draw: Draw, depth: int) -> Expression:
    found = draw(products(depth))
    for _ in range(draw(st.integers(0, 2)) if depth > 0 else 0):
        found = Arithmetic(draw(st.sampled_from("+-")), found, draw(products(depth - 1)), span=NOWHERE)
    return found


# --- conditions ---


@st.composite
def comparisons(draw: Draw, depth: int) -> Expression:
    kind = draw(st.integers(0, 4)) if depth > 0 else 0
    if kind == 1:
        compared = st.tuples(st.sampled_from(COMPARISONS), sums(depth - 1))
        return Comparison(draw(sums(depth - 1)), draw(_tuples(compared, 1, 2)), span=NOWHERE)
    if kind == 2:
        return Within(draw(sums(depth - 1)), draw(keys(depth - 1)), span=NOWHERE)
    if kind == 3:
        return Within(draw(sums(depth - 1)), draw(_introduced_bounds(depth - 1)), word="", span=NOWHERE)
    if kind == 4:
        listings = st.builds(Listing, _tuples(values(depth - 1), 2), span=st.just(NOWHERE))
        return Belongs(draw(sums(depth - 1)), draw(st.one_of(sums(depth - 1), listings)), span=NOWHERE)
    return draw(sums(depth))


@st.composite
def _introduced_bounds(draw: Draw, depth: int) -> Bound:
    """A bound right behind its subject: it starts with a comparison, or with a number."""
    if draw(st.booleans()):
        return Bound(draw(numbers()), "", draw(st.sampled_from(SUFFIXES)), draw(_marks_or_none()), span=NOWHERE)
    return draw(bounds(depth).filter(lambda bound: bound.word and (bound.suffix or bound.mark)))


@st.composite
def negations(draw: Draw, depth: int) -> Expression:
    kind = draw(st.integers(0, 5)) if depth > 0 else 0
    if kind == 1:
        return Not(draw(unless(negations(depth - 1), '"')), span=NOWHERE)
    if kind == 2:
        return Present(draw(unless(postfixes(depth - 1), '"[{')), span=NOWHERE)
    return draw(comparisons(depth))


@st.composite
def boths(draw: Draw, depth: int) -> Expression:
    if depth > 0 and draw(st.integers(0, 3)) == 0:
        return Both(draw(_tuples(negations(depth - 1), 2)), span=NOWHERE)
    return draw(negations(depth))


@st.composite
def eithers(draw: Draw, depth: int) -> Expression:
    if depth > 0 and draw(st.integers(0, 3)) == 0:
        return Either(draw(_tuples(boths(depth - 1), 2)), span=NOWHERE)
    return draw(boths(depth))


@st.composite
def expressions(draw: Draw, depth: int = 2) -> Expression:
    if depth > 0 and draw(st.integers(0, 4)) == 0:
        condition = draw(eithers(depth - 1))
        return Conditional(condition, draw(expressions(depth - 1)), draw(expressions(depth - 1)), span=NOWHERE)
    return draw(eithers(depth))


@st.composite
def results(draw: Draw, depth: int = 2) -> Expression:
    if depth > 0 and draw(st.integers(0, 5)) == 0:
        return Granted(draw(expressions(depth - 1)), draw(expressions(depth - 1)), span=NOWHERE)
    return draw(expressions(depth))


# --- tests ---


@st.composite
def marks(draw: Draw) -> Mark:
    negative = st.builds(Negate, numbers(), span=st.just(NOWHERE))
    return Mark(draw(st.booleans()), draw(st.one_of(st.none(), numbers(), names(), negative)), span=NOWHERE)


def _marks_or_none() -> st.SearchStrategy[Mark | None]:
    return st.one_of(st.none(), marks())


def _may_be_marked(end: Expression) -> bool:
    """A mark right behind an end belongs to its last operand: the end must be one operand, or a negative number."""
    if isinstance(end, Negate):
        return isinstance(end.operand, Number)
    return not isinstance(end, Arithmetic | Fallback)


@st.composite
def bounds(draw: Draw, depth: int) -> Bound:
    way = draw(st.sampled_from(("", *COMPARISONS)))
    suffix = draw(st.sampled_from(("", *SUFFIXES) if way else SUFFIXES))
    limit = draw(sums(depth))
    mark = draw(_marks_or_none()) if suffix or _may_be_marked(limit) else None
    return Bound(limit, way, suffix, mark, span=NOWHERE)


@st.composite
def ranges(draw: Draw, depth: int) -> Range:
    low, high = draw(sums(depth)), draw(sums(depth))
    kind = draw(st.integers(0, 4))
    if kind < 2:
        return Range(low, high, open_low=kind == 0, open_high=kind == 1, bracketed=True, span=NOWHERE)
    first = draw(_marks_or_none()) if _may_be_marked(low) else None
    last = draw(_marks_or_none()) if _may_be_marked(high) else None
    if first and last and kind == 2 and (first.limit != high or last.limit == high):
        return Range(low, high, low_mark=first, high_mark=last, span=NOWHERE)
    return Range(low, high, low_mark=first, mark=last, span=NOWHERE)


def tolerances(depth: int) -> st.SearchStrategy[Tolerance]:
    return st.builds(Tolerance, sums(depth), st.sampled_from(("", "以内")), span=st.just(NOWHERE))


def simple_tests(depth: int) -> st.SearchStrategy[Bound | Range | Tolerance]:
    return st.one_of(bounds(depth), ranges(depth), tolerances(depth))


def values(depth: int) -> st.SearchStrategy[Expression]:
    """Sums that nobody would read as a range: ``80−90`` is one where a test may stand."""
    return sums(depth).filter(lambda value: as_range(value) is None)


def listings(depth: int) -> st.SearchStrategy[Listing]:
    return st.builds(Listing, _tuples(st.one_of(values(depth), simple_tests(depth)), 2), span=st.just(NOWHERE))


def keys(depth: int) -> st.SearchStrategy[Expression | Test]:
    """A value or a test of a subject that stands elsewhere."""
    return st.one_of(values(depth), simple_tests(depth), listings(depth))


def heads(depth: int) -> st.SearchStrategy[Expression]:
    """A condition at the start of an arm, or a value."""
    return expressions(depth).filter(lambda node: as_range(node) is None)
