"""Statements of a rule file as they are written."""

from __future__ import annotations

import datetime
from typing import Literal

from attrs import field, frozen

from govperf.source import Source, Span
from govperf.syntax.expressions import (
    Expression,
    Member,
    Name,
    Negate,
    Number,
    Remarks,
    Rounding,
    Test,
    Text,
)

NO_REMARKS = Remarks()


def _span() -> Span:
    return field(eq=False, repr=False, kw_only=True)  # type: ignore[no-any-return]


Path = Name | Member
"""``遵纪守法`` or ``共性工作目标.遵纪守法``."""


@frozen
class HeaderLine:
    """One line under 规则, but 生效.

    ``word`` is 地区, 版本, 依据, 说明, 语言 …; ``text`` is the rest of the line without quotes.
    """

    word: str
    text: str
    span: Span = _span()


@frozen
class Period:
    """``2011-01-01 至 2012-12-31``, both days included; an open end is None."""

    start: datetime.date
    end: datetime.date | None = None
    span: Span = _span()


@frozen
class Header:
    """``规则 名称`` with its lines."""

    name: str
    lines: tuple[HeaderLine, ...] = ()
    effective: Period | None = None
    span: Span = _span()


@frozen
class UnitsDeclaration:
    """``单位 辆、幅``."""

    units: tuple[str, ...]
    span: Span = _span()


@frozen
class ObjectDeclaration:
    """``对象 单位``: the field that identifies who is assessed."""

    name: Name
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class KindDomain:
    """``数``, ``整数``, ``次数``, ``是否``, ``文本`` or ``日期``."""

    kind: Literal["数", "整数", "次数", "是否", "文本", "日期"]
    span: Span = _span()


@frozen
class TestDomain:
    """``0~100分``, ``≥0``, ``≠0``, ``不超过2分``."""

    test: Test
    span: Span = _span()


@frozen
class ChoiceDomain:
    """``国家级、省级、市级`` or ``100、95、90``."""

    choices: tuple[Name | Number | Text | Negate, ...]
    span: Span = _span()


Domain = KindDomain | TestDomain | ChoiceDomain


@frozen
class InputLine:
    """``查访核验、投诉查处：≥0分 整数 可缺 默认 0 适用 条件``; also a column of a ledger."""

    names: tuple[Name, ...]
    domain: Domain
    integer: bool = False
    optional: bool = False
    default: Expression | None = None
    applies: Expression | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class InputBlock:
    """``输入`` with its lines; ``输入 名：域`` on one line is a block of one."""

    lines: tuple[InputLine, ...]
    applies: Expression | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Requirement:
    """``要求 条件 说明 "…"`` at the margin or in a ledger."""

    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Assignment:
    """``名称=表达式 保留2位小数``, or with a block; also a computed column. ``hidden`` is 中间."""

    name: Name
    value: Expression
    rounding: Rounding | None = None
    hidden: bool = False
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Ledger:
    """``明细 月考勤 共12条 每 月份 可缺 适用 条件`` with its columns."""

    name: Name
    columns: tuple[InputLine | Assignment | Requirement, ...]
    count: int | None = None
    per: Name | None = None
    optional: bool = False
    applies: Expression | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


# --- indicator trees ---


@frozen
class OverFull:
    """``可超满分`` or ``可超满分 至 150%``."""

    limit: Expression | None = None
    span: Span = _span()


@frozen
class MayBeNegative:
    """``可为负``."""

    span: Span = _span()


@frozen
class Floor:
    """``最低 5分``."""

    limit: Expression
    span: Span = _span()


@frozen
class Applies:
    """``适用 条件``."""

    condition: Expression
    span: Span = _span()


@frozen
class OptionalLeaf:
    """``可缺`` on a leaf that is an input."""

    span: Span = _span()


@frozen
class Prorated:
    """``缺项按比例折算`` on an inner node."""

    span: Span = _span()


IndicatorOption = OverFull | MayBeNegative | Floor | Applies | OptionalLeaf | Prorated


@frozen
class Indicator:
    """A node of a tree: name, marks (``5分``, ``20%``, a parameter, ``对照(类型，甲：30分)``), rule, options, children.

    ``formula`` is what stands after ``=`` (or a block 分档 there), ``method`` the call after ``：``.
    """

    name: Name
    marks: Expression | None = None
    formula: Expression | None = None
    method: Expression | None = None
    rounding: Rounding | None = None
    options: tuple[IndicatorOption, ...] = ()
    children: tuple[Indicator, ...] = ()
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class IndicatorTree:
    """``指标 县区政府评估 100分`` with its nodes."""

    root: Indicator
    span: Span = _span()


# --- grades ---


@frozen
class Quota:
    """``限额 25%``, ``限额 2名``, ``限额 比例 优秀比例``, ``限额 名额 优秀名额``, with 进一 or 四舍五入 where written.

    ``heads``: a number of objects (``2名``, or after 名额); ``word`` is 比例 or 名额 before a name, or empty;
    ``rounding`` is empty, 进一, 四舍五入 or 去尾.
    """

    amount: Expression
    heads: bool = False
    word: Literal["", "比例", "名额"] = ""
    rounding: Literal["", "进一", "四舍五入", "去尾"] = ""
    span: Span = _span()


@frozen
class Band:
    """``优秀：90以上 且 请假天数≤15  限额 25%``; ``test`` is None for 其他, and for a grade 按 choice with no bands."""

    grade: Name
    test: Expression | Test | None = None
    condition: Expression | None = None
    quota: Quota | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class TieRule:
    """``并列 从严``, ``并列 从宽`` or ``并列 次 公众评议得分，年限``: ``keys`` is empty for the first two."""

    mode: Literal["从严", "从宽", "次"]
    keys: tuple[Expression, ...] = ()
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Ungraded:
    """``不定等次 条件``."""

    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class GradeVeto:
    """``一票否决 条件 → 不合格`` inside a grade."""

    condition: Expression
    grade: Name
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Downgrade:
    """``降一等 条件``, ``降二等 条件``."""

    steps: int
    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Ceiling:
    """``不高于 称职 若 条件``."""

    grade: Name
    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class BelowLast:
    """``以下：不予评奖`` names what lies below the last grade."""

    grade: Name
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Known:
    """``已知 缺口 说明 "原文如此"``: a finding that is kept as a note."""

    finding: str
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


GradeLine = Band | TieRule | Ungraded | GradeVeto | Downgrade | Ceiling | BelowLast | Known


@frozen
class GradeScale:
    """``等次 单位等次 按 绩效考核得分 同 类别`` with its lines."""

    name: Name
    basis: Expression
    lines: tuple[GradeLine, ...]
    groups: tuple[Expression, ...] = ()
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Effect:
    """``总分=0`` after the arrow of a veto."""

    target: Path
    value: Expression
    span: Span = _span()


@frozen
class Veto:
    """``一票否决 条件 → 总分=0，年度等次=不称职`` or ``否决 …`` at the margin; ``effects`` may be empty."""

    word: Literal["一票否决", "否决"]
    condition: Expression
    effects: tuple[Effect, ...] = ()
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Participation:
    """``参评 条件``."""

    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


# --- parameters, inheritance ---


@frozen
class DatedValue:
    """``440元 自 2009-01-01``; ``since`` is None for a value without a date."""

    value: Expression
    since: datetime.date | None = None
    span: Span = _span()


@frozen
class ParameterDeclaration:
    """``参数 名=值 范围 5%~20%``; no values: to be set by the host. A list is a :class:`Listing` inside a value."""

    name: Name
    values: tuple[DatedValue, ...] = ()
    range: Test | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Inheritance:
    """``沿用 "省级模板.govperf"``."""

    path: str
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Deletion:
    """``删 创新加分``."""

    target: Path
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Lock:
    """``锁定 一票否决``, ``锁定 公众评议权重``."""

    targets: tuple[Path, ...]
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Change:
    """``改`` before a definition."""

    definition: Statement
    span: Span = _span()


# --- outputs, tables, methods, cases ---


@frozen
class Outputs:
    """``输出 甲、乙``."""

    names: tuple[Path, ...]
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class CohortOutput:
    """``全体输出 名=式``: one value for the cohort."""

    name: Name
    value: Expression
    rounding: Rounding | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Cell:
    """One cell of a table, its text without outer blanks, as typed."""

    text: str
    span: Span = _span()


@frozen
class Table:
    """Rows of ``| … | … |``; the first is the head."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    span: Span = _span()


@frozen
class LookupTable:
    """``对照表 名 按 键、键`` with its printed table."""

    name: Name
    keys: tuple[Name, ...]
    table: Table
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class MethodDefinition:
    """``方法 名(参数，参数)=式``."""

    name: Name
    parameters: tuple[Name, ...]
    value: Expression
    rounding: Rounding | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class Assertion:
    """``断言 条件``, or ``断言 结果 越高 总分 不降`` as (``trend_input``, ``trend_output``, word)."""

    condition: Expression | None = None
    subject: Path | None = None
    direction: str = ""
    target: Path | None = None
    trend: str = ""
    remarks: Remarks = NO_REMARKS
    span: Span = _span()


@frozen
class CaseValue:
    """``公众评议得分=90`` in a case; ``values`` has several for a list (``互评.分=95、92、90``)."""

    target: Path
    values: tuple[Expression, ...]
    span: Span = _span()


@frozen
class Given:
    """A line of a case that gives values."""

    values: tuple[CaseValue, ...]
    span: Span = _span()


@frozen
class GivenParameter:
    """``参数 优秀线=90`` in a case."""

    values: tuple[CaseValue, ...]
    span: Span = _span()


@frozen
class GivenDate:
    """``考核日期 2011-06-30``."""

    date: datetime.date
    span: Span = _span()


@frozen
class ExpectedError:
    """``绩效考核得分 错误 缺少输入``; ``target`` is None in ``期望 错误 种类``."""

    target: Path | None
    kind: str
    span: Span = _span()


@frozen
class Expect:
    """``期望 甲=1，乙 错误 除数为零``."""

    items: tuple[CaseValue | ExpectedError, ...]
    span: Span = _span()


@frozen
class CaseTable:
    """A table in a case: of the cohort where ``ledger`` is None, else the rows of that ledger."""

    ledger: Name | None
    table: Table
    span: Span = _span()


CaseLine = Given | GivenParameter | GivenDate | Expect | CaseTable


@frozen
class Case:
    """``用例 "名"`` with its lines."""

    name: str
    lines: tuple[CaseLine, ...]
    span: Span = _span()


Statement = (
    UnitsDeclaration
    | ObjectDeclaration
    | InputBlock
    | Requirement
    | Assignment
    | Ledger
    | IndicatorTree
    | GradeScale
    | Veto
    | Participation
    | ParameterDeclaration
    | Inheritance
    | Deletion
    | Lock
    | Change
    | Outputs
    | CohortOutput
    | LookupTable
    | MethodDefinition
    | Assertion
    | Known
    | Case
)


@frozen
class Comment:
    """``# …`` with its mark, as typed; ``own_line`` where nothing stands before it on its line."""

    text: str
    own_line: bool
    span: Span = _span()


@frozen
class RuleFile:
    """A whole rule text. A formula has no header; a lone expression is an assignment to ``得分`` with ``lone`` set."""

    source: Source = field(eq=False, repr=False)
    header: Header | None
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...] = field(default=(), eq=False)
    lone: bool = False
