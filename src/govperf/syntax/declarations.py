"""Statements of a rule file as they are written."""

from __future__ import annotations

import datetime
from typing import Literal

from attrs import field

from govperf.frozen import frozen
from govperf.source import Source, Span
from govperf.syntax.cases import (
    Case,
    CaseLine,
    CaseTable,
    CaseValue,
    Cell,
    Expect,
    ExpectedError,
    ExpectedWorking,
    Given,
    GivenDate,
    GivenParameter,
    Table,
)
from govperf.syntax.expressions import (
    NO_REMARKS,
    Expression,
    Name,
    Negate,
    Number,
    Path,
    Remarks,
    Rounding,
    Test,
    Text,
    origin,
)
from govperf.syntax.grades import (
    Band,
    BelowLast,
    Ceiling,
    Downgrade,
    Effect,
    GradeLine,
    GradeScale,
    GradeVeto,
    Known,
    Quota,
    TieRule,
    Ungraded,
    Veto,
)
from govperf.syntax.indicators import (
    Applies,
    Floor,
    Indicator,
    IndicatorOption,
    IndicatorTree,
    MayBeNegative,
    OptionalLeaf,
    OverFull,
    Prorated,
)

__all__ = [
    "NO_REMARKS",
    "Applies",
    "Assertion",
    "Assignment",
    "Band",
    "BelowLast",
    "Case",
    "CaseLine",
    "CaseTable",
    "CaseValue",
    "Ceiling",
    "Cell",
    "Change",
    "ChoiceDomain",
    "CohortOutput",
    "Comment",
    "DatedValue",
    "Deletion",
    "Domain",
    "Downgrade",
    "Effect",
    "Expect",
    "ExpectedError",
    "ExpectedWorking",
    "Floor",
    "Given",
    "GivenDate",
    "GivenParameter",
    "GradeLine",
    "GradeScale",
    "GradeVeto",
    "Header",
    "HeaderLine",
    "Indicator",
    "IndicatorOption",
    "IndicatorTree",
    "Inheritance",
    "InputBlock",
    "InputLine",
    "KindDomain",
    "Known",
    "Ledger",
    "Lock",
    "LookupTable",
    "MayBeNegative",
    "MethodDefinition",
    "ObjectDeclaration",
    "OptionalLeaf",
    "Outputs",
    "OverFull",
    "ParameterDeclaration",
    "Participation",
    "Path",
    "Period",
    "Prorated",
    "Quota",
    "Requirement",
    "RuleFile",
    "Statement",
    "Table",
    "TestDomain",
    "TieRule",
    "Ungraded",
    "UnitsDeclaration",
    "Veto",
]


@frozen
class HeaderLine:
    """One line under 规则, but 生效.

    ``word`` is 地区, 版本, 依据, 说明, 语言 …; ``text`` is the rest of the line without quotes.
    """

    word: str
    text: str
    span: Span = origin()


@frozen
class Period:
    """``2011-01-01 至 2012-12-31``, both days included; an open end is None."""

    start: datetime.date
    end: datetime.date | None = None
    span: Span = origin()


@frozen
class Header:
    """``规则 名称`` with its lines."""

    name: str
    lines: tuple[HeaderLine, ...] = ()
    effective: Period | None = None
    span: Span = origin()


@frozen
class UnitsDeclaration:
    """``单位 辆、幅``."""

    units: tuple[str, ...]
    span: Span = origin()


@frozen
class ObjectDeclaration:
    """``对象 单位``: the field that identifies who is assessed."""

    name: Name
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class KindDomain:
    """``数``, ``整数``, ``次数``, ``是否``, ``文本`` or ``日期``."""

    kind: Literal["数", "整数", "次数", "是否", "文本", "日期"]
    span: Span = origin()


@frozen
class TestDomain:
    """``0~100分``, ``≥0``, ``≠0``, ``不超过2分``."""

    test: Test
    span: Span = origin()


@frozen
class ChoiceDomain:
    """``国家级、省级、市级`` or ``100、95、90``."""

    choices: tuple[Name | Number | Text | Negate, ...]
    span: Span = origin()


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
    span: Span = origin()


@frozen
class InputBlock:
    """``输入`` with its lines; ``输入 名：域`` on one line is a block of one."""

    lines: tuple[InputLine, ...]
    applies: Expression | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Requirement:
    """``要求 条件 说明 "…"`` at the margin or in a ledger."""

    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Assignment:
    """``名称=表达式 保留2位小数``, or with a block; also a computed column. ``hidden`` is 中间."""

    name: Name
    value: Expression
    rounding: Rounding | None = None
    hidden: bool = False
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


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
    span: Span = origin()


@frozen
class Participation:
    """``参评 条件``."""

    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


# --- parameters, inheritance ---


@frozen
class DatedValue:
    """``440元 自 2009-01-01``; ``since`` is None for a value without a date."""

    value: Expression
    since: datetime.date | None = None
    span: Span = origin()


@frozen
class ParameterDeclaration:
    """``参数 名=值 范围 5%~20%``; no values: to be set by the host. A list is a :class:`Listing` inside a value."""

    name: Name
    values: tuple[DatedValue, ...] = ()
    range: Test | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Inheritance:
    """``沿用 "省级模板.govperf"``."""

    path: str
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Deletion:
    """``删 创新加分``."""

    target: Path
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Lock:
    """``锁定 一票否决``, ``锁定 公众评议权重``."""

    targets: tuple[Path, ...]
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Change:
    """``改`` before a definition."""

    definition: Statement
    span: Span = origin()


# --- outputs, tables, methods, cases ---


@frozen
class Outputs:
    """``输出 甲、乙``."""

    names: tuple[Path, ...]
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class CohortOutput:
    """``全体输出 名=式``: one value for the cohort."""

    name: Name
    value: Expression
    rounding: Rounding | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class LookupTable:
    """``对照表 名 按 键、键`` with its printed table."""

    name: Name
    keys: tuple[Name, ...]
    table: Table
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class MethodDefinition:
    """``方法 名(参数，参数)=式``."""

    name: Name
    parameters: tuple[Name, ...]
    value: Expression
    rounding: Rounding | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Assertion:
    """``断言 条件``, or ``断言 结果 越高 总分 不降`` as (``trend_input``, ``trend_output``, word)."""

    condition: Expression | None = None
    subject: Path | None = None
    direction: str = ""
    target: Path | None = None
    trend: str = ""
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


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
    span: Span = origin()


@frozen
class RuleFile:
    """A whole rule text. A formula has no header; a lone expression is an assignment to ``得分`` with ``lone`` set."""

    source: Source = field(eq=False, repr=False)
    header: Header | None
    statements: tuple[Statement, ...]
    comments: tuple[Comment, ...] = field(default=(), eq=False)
    lone: bool = False
