"""Rule files of all kinds of statements, as syntax trees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from tests.strategies.expressions import (
    NOWHERE,
    PRINTABLE,
    dates,
    expressions,
    heads,
    keys,
    listings,
    names,
    numbers,
    paths,
    remarks,
    results,
    roundings,
    simple_tests,
    sums,
    texts,
    unless,
    values,
)

from govperf.source import Source
from govperf.syntax.declarations import (
    Applies,
    Assertion,
    Assignment,
    Band,
    BelowLast,
    Case,
    CaseTable,
    CaseValue,
    Ceiling,
    Cell,
    Change,
    ChoiceDomain,
    CohortOutput,
    DatedValue,
    Deletion,
    Downgrade,
    Effect,
    Expect,
    ExpectedError,
    ExpectedWorking,
    Floor,
    Given,
    GivenDate,
    GivenParameter,
    GradeScale,
    GradeVeto,
    Header,
    HeaderLine,
    Indicator,
    IndicatorTree,
    Inheritance,
    InputBlock,
    InputLine,
    KindDomain,
    Known,
    Ledger,
    Lock,
    LookupTable,
    MayBeNegative,
    MethodDefinition,
    ObjectDeclaration,
    OptionalLeaf,
    Outputs,
    OverFull,
    ParameterDeclaration,
    Participation,
    Period,
    Prorated,
    Quota,
    Requirement,
    RuleFile,
    Statement,
    Table,
    TestDomain,
    TieRule,
    Ungraded,
    UnitsDeclaration,
    Veto,
)
from govperf.syntax.expressions import Arm, Choose, Listing, Name, Negate, Number, Text

Draw = Callable[[st.SearchStrategy[Any]], Any]
SPAN = st.just(NOWHERE)
DEPTH = 1
"""Levels of operations in one expression: files are about statements."""

CHOICES = (Name, Number, Text, Negate)

maybe = st.booleans


def several(one: st.SearchStrategy[Any], least: int = 1, most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(one, min_size=least, max_size=most).map(tuple)


def optional(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), one)


def conditions() -> st.SearchStrategy[Any]:
    return expressions(DEPTH + 1)


# --- the header ---


def lines_of_text(minimum: int = 0) -> st.SearchStrategy[str]:
    """Free text on one line."""
    middle = st.text(st.one_of(PRINTABLE, st.sampled_from(' 　"“”')), min_size=minimum, max_size=8)
    return middle.map(str.strip).filter(lambda text: len(text) >= minimum)


def header_lines() -> st.SearchStrategy[HeaderLine]:
    words = st.sampled_from(("地区", "版本", "依据", "说明", "语言", "文号"))
    plain = lines_of_text().filter(lambda text: not ('"' in text and ("“" in text or "”" in text)))
    return st.builds(HeaderLine, words, plain.filter(lambda text: text.count("“") == text.count("”") == 0), span=SPAN)


def headers() -> st.SearchStrategy[Header]:
    periods = st.builds(Period, dates(), optional(dates()), span=SPAN)
    titles = lines_of_text(1).filter(lambda text: not text.startswith(("=", "＝")))  # 规则 = … is a formula
    return st.builds(Header, titles, several(header_lines(), 0), optional(periods), span=SPAN)


# --- inputs, ledgers, assignments ---


@st.composite
def domains(draw: Draw) -> Any:
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return KindDomain(draw(st.sampled_from(("数", "整数", "次数", "是否", "文本", "日期"))), span=NOWHERE)
    if kind == 1:
        literals = st.builds(Text, texts(), span=SPAN), st.builds(Negate, numbers(), span=SPAN)
        return ChoiceDomain(draw(several(st.one_of(names(), numbers(), *literals), 2)), span=NOWHERE)
    mixed = listings(DEPTH).filter(lambda listing: not all(isinstance(each, CHOICES) for each in listing.items))
    return TestDomain(draw(st.one_of(simple_tests(DEPTH), mixed)), span=NOWHERE)


def input_lines() -> st.SearchStrategy[InputLine]:
    default, applies = optional(expressions(DEPTH)), optional(conditions())
    return st.builds(InputLine, several(names()), domains(), maybe(), maybe(), default, applies, remarks(), span=SPAN)


def input_blocks() -> st.SearchStrategy[InputBlock]:
    return st.builds(InputBlock, several(input_lines()), optional(conditions()), remarks(), span=SPAN)


def requirements() -> st.SearchStrategy[Requirement]:
    return st.builds(Requirement, conditions(), remarks(), span=SPAN)


def arms() -> st.SearchStrategy[Arm]:
    tests = st.one_of(st.none(), heads(DEPTH + 1), keys(DEPTH))
    return st.builds(Arm, tests, results(DEPTH), optional(roundings()), remarks(), span=SPAN)


def blocks() -> st.SearchStrategy[Choose]:
    subjects = optional(unless(sums(DEPTH), "([{"))
    return st.builds(Choose, st.sampled_from(("分档", "对照")), subjects, several(arms()), span=SPAN)


def assignments(*, hidden: bool = True) -> st.SearchStrategy[Assignment]:
    value = st.one_of(results(DEPTH + 1), blocks())
    hiding = maybe() if hidden else st.just(False)
    return st.builds(Assignment, names(), value, optional(roundings()), hiding, remarks(), span=SPAN)


def ledgers() -> st.SearchStrategy[Ledger]:
    columns = several(st.one_of(input_lines(), assignments(hidden=False), requirements()))
    counts, applies = optional(st.integers(0, 99)), optional(conditions())
    return st.builds(Ledger, names(), columns, counts, optional(names()), maybe(), applies, remarks(), span=SPAN)


# --- indicator trees ---


def indicator_options() -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(OverFull, optional(sums(DEPTH)), span=SPAN),
        st.builds(MayBeNegative, span=SPAN),
        st.builds(Floor, sums(DEPTH), span=SPAN),
        st.builds(Applies, conditions(), span=SPAN),
        st.builds(OptionalLeaf, span=SPAN),
        st.builds(Prorated, span=SPAN),
    )


@st.composite
def indicators(draw: Draw, depth: int = 2) -> Indicator:
    name, marks = draw(names()), draw(optional(sums(DEPTH)))
    said, rounding = draw(remarks()), draw(optional(roundings()))
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return Indicator(name, marks, draw(blocks()), rounding=rounding, remarks=said, span=NOWHERE)
    formula = draw(results(DEPTH)) if kind == 1 else None
    method = draw(expressions(DEPTH)) if kind == 2 else None
    options = draw(several(indicator_options(), 0, 2))
    children = draw(several(indicators(depth - 1), 0, 2)) if depth else ()
    return Indicator(name, marks, formula, method, rounding, options, children, said, span=NOWHERE)


# --- grades, vetoes ---


@st.composite
def quotas(draw: Draw) -> Quota:
    said = draw(st.sampled_from(("", "比例", "名额")))
    amount = draw(st.one_of(names(), numbers()))
    heads_meant = said == "名额" or (isinstance(amount, Number) and amount.unit in ("名", "人", "个"))
    return Quota(amount, heads_meant, said, draw(st.sampled_from(("", "进一", "四舍五入", "去尾"))), span=NOWHERE)


@st.composite
def bands(draw: Draw) -> Band:
    test = draw(optional(st.one_of(simple_tests(DEPTH), listings(DEPTH))))
    further = draw(optional(conditions().filter(lambda node: type(node).__name__ not in ("Either", "Conditional"))))
    if further is None:
        test = draw(st.one_of(st.just(test), heads(DEPTH)))
    return Band(draw(names()), test, further, draw(optional(quotas())), draw(remarks()), span=NOWHERE)


def knowns() -> st.SearchStrategy[Known]:
    return st.builds(Known, st.sampled_from(("缺口", "变异")), remarks(), st.one_of(st.just(""), texts()), span=SPAN)


def grade_lines() -> st.SearchStrategy[Any]:
    word = st.sampled_from(("从严", "从宽"))
    return st.one_of(
        bands(),
        st.builds(TieRule, word, remarks=remarks(), span=SPAN),
        st.builds(TieRule, st.just("次"), several(unless(sums(DEPTH), "[{")), remarks(), span=SPAN),
        st.builds(Ungraded, conditions(), remarks(), span=SPAN),
        st.builds(GradeVeto, conditions(), names(), remarks(), span=SPAN),
        st.builds(Downgrade, st.integers(1, 5), conditions(), remarks(), span=SPAN),
        st.builds(Ceiling, names(), conditions(), remarks(), span=SPAN),
        st.builds(BelowLast, names(), remarks(), span=SPAN),
        knowns(),
    )


def grade_scales() -> st.SearchStrategy[GradeScale]:
    basis = unless(sums(DEPTH), '[{-0"')
    groups = several(unless(sums(DEPTH), '([{-0"'), 0, 2)
    return st.builds(GradeScale, names(), basis, several(grade_lines()), groups, remarks(), span=SPAN)


def vetoes() -> st.SearchStrategy[Veto]:
    effects = several(st.builds(Effect, paths(), expressions(DEPTH), span=SPAN), 0)
    return st.builds(Veto, st.sampled_from(("一票否决", "否决")), conditions(), effects, remarks(), span=SPAN)


# --- parameters, tables, cases ---


def parameters() -> st.SearchStrategy[ParameterDeclaration]:
    lists = st.builds(Listing, several(values(DEPTH), 2), span=SPAN)
    dated = st.builds(DatedValue, st.one_of(expressions(DEPTH), lists), optional(dates()), span=SPAN)
    limits = optional(unless(simple_tests(0), '甲"~'))
    return st.builds(ParameterDeclaration, names(), several(dated, 0), limits, remarks(), span=SPAN)


@st.composite
def tables(draw: Draw) -> Table:
    width = draw(st.integers(1, 3))
    text = lines_of_text().filter(lambda text: "--" not in text and text != "-")
    cells = st.builds(Cell, text, span=SPAN)
    rows = several(st.lists(cells, min_size=width, max_size=width).map(tuple), 1, 4)
    head, *others = draw(rows)
    return Table(head, tuple(others), span=NOWHERE)


def lookups() -> st.SearchStrategy[LookupTable]:
    return st.builds(LookupTable, names(), several(names(), 1, 2), tables(), remarks(), span=SPAN)


def methods() -> st.SearchStrategy[MethodDefinition]:
    value = st.one_of(results(DEPTH), blocks())
    return st.builds(MethodDefinition, names(), several(names()), value, optional(roundings()), remarks(), span=SPAN)


def assertions() -> st.SearchStrategy[Assertion]:
    trends = st.builds(
        Assertion,
        subject=paths(),
        direction=st.sampled_from(("越高", "越低", "越大", "越少")),
        target=paths(),
        trend=st.sampled_from(("不降", "不升")),
        remarks=remarks(),
        span=SPAN,
    )
    return st.one_of(st.builds(Assertion, conditions(), remarks=remarks(), span=SPAN), trends)


def case_values() -> st.SearchStrategy[CaseValue]:
    one = expressions(DEPTH).map(lambda value: (value,))
    return st.builds(CaseValue, paths(), st.one_of(one, several(values(DEPTH), 2)), span=SPAN)


def case_lines() -> st.SearchStrategy[Any]:
    kinds = st.sampled_from(("缺少输入", "除数为零", "并列未定"))
    errors = st.builds(ExpectedError, optional(paths()), kinds, span=SPAN)
    return st.one_of(
        st.builds(Given, several(case_values()), span=SPAN),
        st.builds(GivenParameter, several(case_values()), span=SPAN),
        st.builds(GivenDate, dates(), span=SPAN),
        st.builds(Expect, several(st.one_of(case_values(), errors)), span=SPAN),
        st.builds(CaseTable, names(), tables(), span=SPAN),
        st.builds(ExpectedWorking, optional(paths()), several(quoted_lines(), 1, 3), span=SPAN),
    )


def quoted_lines() -> st.SearchStrategy[Cell]:
    """Lines of text behind a bar, with anything in them."""
    told = st.sampled_from(
        ("总分 = 甲 95 × 90% = 85.5", "  扣 = 丙 3 → 2（上限2）  依据 “第(三条", "甲#乙", "", "(", '"')
    )
    return st.builds(Cell, told, span=SPAN)


@st.composite
def cases(draw: Draw) -> Case:
    """The cohort's table comes first: behind a ledger's it would be more rows of that ledger."""
    first = draw(several(st.builds(CaseTable, st.none(), tables(), span=SPAN), 0, 1))
    lines = (*first, *draw(several(case_lines())))
    if draw(st.integers(0, 9)) == 0:
        return Case("", draw(st.sampled_from(((), lines))), file=draw(texts()), span=NOWHERE)
    return Case(draw(texts()), lines, draw(st.booleans()), span=NOWHERE)


# --- files ---


def definitions() -> st.SearchStrategy[Statement]:
    cohort = st.builds(CohortOutput, names(), results(DEPTH), optional(roundings()), remarks(), span=SPAN)
    trees = st.builds(IndicatorTree, indicators(), span=SPAN)
    return st.one_of(
        input_blocks(),
        requirements(),
        assignments(),
        ledgers(),
        trees,
        grade_scales(),
        vetoes(),
        parameters(),
        cohort,
        lookups(),
        methods(),
    )


def statements() -> st.SearchStrategy[Statement]:
    return st.one_of(
        definitions(),
        st.builds(UnitsDeclaration, several(st.sampled_from(("辆", "幅", "㎡"))), span=SPAN),
        st.builds(ObjectDeclaration, names(), remarks(), span=SPAN),
        st.builds(Participation, conditions(), remarks(), span=SPAN),
        st.builds(Inheritance, texts(), remarks(), span=SPAN),
        st.builds(Deletion, paths(), remarks(), span=SPAN),
        st.builds(Lock, several(paths()), remarks(), span=SPAN),
        st.builds(Outputs, several(paths()), remarks(), span=SPAN),
        knowns(),
        st.builds(Change, definitions(), span=SPAN),
        assertions(),
        cases(),
    )


def rule_files() -> st.SearchStrategy[RuleFile]:
    """A header with statements."""
    return st.builds(RuleFile, st.just(Source("")), headers(), several(statements(), 0, 3))


def formulas() -> st.SearchStrategy[RuleFile]:
    """Lines ``名称=式``, or a lone expression."""
    lone = st.builds(
        Assignment, st.just(Name("得分", span=NOWHERE)), results(2), optional(roundings()), remarks=remarks(), span=SPAN
    )
    lines = st.builds(RuleFile, st.just(Source("")), st.none(), several(assignments(hidden=False)))
    alone = st.builds(RuleFile, st.just(Source("")), st.none(), lone.map(lambda value: (value,)), lone=st.just(True))
    return st.one_of(lines, alone)
