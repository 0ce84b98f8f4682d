"""Expressions as they are written: literals keep their spelling, names stay text.

Two trees are equal when they say the same: spans and spellings that do not matter stand outside equality.
"""

from __future__ import annotations

import datetime
from typing import Literal

from attrs import field

from govperf.frozen import frozen
from govperf.source import Span


def origin() -> Span:
    """The field for the words that a node came from; two nodes are equal whatever their words are."""
    return field(eq=False, repr=False, kw_only=True)  # type: ignore[no-any-return]  # a Span, once the class is made


@frozen
class Number:
    """``1.2万元``: digits ``1.2``, factor ``万``, ratio empty, unit ``元``; ``0.4个百分点`` has ratio ``个百分点``.

    ``digits`` is ASCII without sign.
    """

    digits: str
    factor: Literal["", "万", "亿"] = ""
    ratio: Literal["", "%", "‰", "个百分点"] = ""
    unit: str = ""
    span: Span = origin()


@frozen
class Text:
    """``"…"``, without its quotes."""

    value: str
    span: Span = origin()


@frozen
class Date:
    """``2011-01-01`` or ``2011年1月1日``."""

    value: datetime.date
    span: Span = origin()


@frozen
class Name:
    """A bare or quoted name after NFC, full-width letters as half-width; ``「…」`` and ``【…】`` are quoted."""

    text: str
    quoted: bool = field(default=False, eq=False)
    span: Span = origin()


@frozen
class Member:
    """``表彰.分值``: a column of a ledger, an indicator under another, a column of a table, an ``输入.名``."""

    owner: Expression
    name: Name
    span: Span = origin()


@frozen
class Group:
    """Brackets of any of the three kinds, as written: ``(``, ``[`` or ``{``."""

    inner: Expression
    bracket: Literal["(", "[", "{"] = field(default="(", eq=False)
    span: Span = origin()


@frozen
class Negate:
    """``−x``."""

    operand: Expression
    span: Span = origin()


@frozen
class Arithmetic:
    """``+ − × ÷`` between two operands; ``spelling`` is the sign as the text has it."""

    operator: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression
    spelling: str = field(default="", eq=False, repr=False, kw_only=True)
    span: Span = origin()


@frozen
class Not:
    """``非 C``."""

    operand: Expression
    span: Span = origin()


@frozen
class Both:
    """``A 且 B 且 …``, two or more parts."""

    parts: tuple[Expression, ...]
    span: Span = origin()


@frozen
class Either:
    """``A 或 B 或 …``, two or more parts."""

    parts: tuple[Expression, ...]
    span: Span = origin()


@frozen
class Present:
    """``有 x``: x is not absent."""

    operand: Expression
    span: Span = origin()


@frozen
class Fallback:
    """``x 缺省 7``."""

    operand: Expression
    default: Expression
    span: Span = origin()


@frozen
class Conditional:
    """``如果 C 则 A 否则 B``."""

    condition: Expression
    then: Expression
    otherwise: Expression
    span: Span = origin()


@frozen
class Granted:
    """``(20分 若 省考核)``: the value where the condition holds, else 0."""

    value: Expression
    condition: Expression
    span: Span = origin()


@frozen
class Comparison:
    """``80≤x<90``: a first operand followed by (word, operand) pairs.

    Words are as written after width folding (``不低于``); of several signs for one comparison the first is kept
    (``>=`` is ``≥``).
    """

    first: Expression
    rest: tuple[tuple[str, Expression], ...]
    span: Span = origin()


# --- tests: a condition on a subject that stands elsewhere ---


@frozen
class Mark:
    """``(含)``, ``(含90)``, ``(不含)``, ``(不含优秀线)`` after a bound or a range."""

    includes: bool
    limit: Expression | None = None
    span: Span = origin()


@frozen
class Bound:
    """``90以上``, ``≥90``, ``不低于90``, ``高于90分以上(不含)``.

    ``word`` is the leading comparison word or sign (``≥ 不低于``), ``suffix`` the trailing one (``以上``).
    Either is empty where it is not written, never both.
    """

    limit: Expression
    word: str = ""
    suffix: str = ""
    mark: Mark | None = None
    span: Span = origin()


@frozen
class Range:
    """``80~90(不含90)``, ``[80~90)``; ``dash`` is the sign as written.

    ``mark`` stands behind the whole and settles the end that it names, or the high one; ``low_mark`` stands behind the
    low end, or both ends are named in one bracket (``80~90(含80，不含90)``: ``low_mark`` and ``high_mark``).
    ``open_low`` and ``open_high`` come from a half-open bracket form alone.
    """

    low: Expression
    high: Expression
    open_low: bool = False
    open_high: bool = False
    low_mark: Mark | None = None
    high_mark: Mark | None = None
    mark: Mark | None = None
    bracketed: bool = field(default=False, eq=False)
    dash: str = field(default="~", eq=False)
    span: Span = origin()


@frozen
class Tolerance:
    """``±30%以内``, ``±3分``."""

    limit: Expression
    suffix: str = ""
    span: Span = origin()


@frozen
class Listing:
    """``区级、本部门``, ``(A、B)``: two or more values or tests of which one must fit."""

    items: tuple[Expression | Test, ...]
    span: Span = origin()


Test = Bound | Range | Tolerance | Listing


@frozen
class Within:
    """A subject with a test: ``x 在 80~90``, ``考评得分90分以上``; ``word`` is ``在`` or empty."""

    subject: Expression
    test: Expression | Test
    word: str = field(default="在", eq=False)
    span: Span = origin()


@frozen
class Belongs:
    """``x 属于 (A、B)`` or ``x 属于 参数名``."""

    subject: Expression
    items: Expression | Listing
    span: Span = origin()


@frozen
class Clamp:
    """``x(≤2)``, ``x(0~10)``, ``x(±3分)``, ``x(不超过2分)``."""

    operand: Expression
    test: Test
    span: Span = origin()


# --- calls ---


@frozen
class Positional:
    """A plain argument: a value, or a test (``对照(x，90以上：5)`` has it as key of a pair instead)."""

    value: Expression | Test
    span: Span = origin()


@frozen
class Pair:
    """``键：值`` in an argument list; ``key`` is None for ``其他``."""

    key: Expression | Test | None
    value: Expression
    span: Span = origin()


@frozen
class Option:
    """``其中 条件``, ``最多 4条``, ``无则 0``, ``去 1``, ``次 y``, ``同 键``, ``每 1个``, ``扣 0.5``, ``基础 60%`` …"""

    word: str
    value: Expression | Test
    span: Span = origin()


@frozen
class SameKey:
    """``同一 事项 取最高``: ``take`` is one of 取最高 取最低 取首个 取平均 取合计."""

    key: Expression
    take: str
    span: Span = origin()


@frozen
class Flag:
    """A word that stands alone: ``全体 倒序 并列连续 缺的不计 按比例 不足不计 不足也计 样本 总体 按原顺序`` …"""

    word: str
    span: Span = origin()


@frozen
class RoundingArgument:
    """``保留2位小数`` as an argument (``开方(x，保留2位小数)``)."""

    rounding: Rounding
    span: Span = origin()


Argument = Positional | Pair | Option | SameKey | Flag | RoundingArgument


@frozen
class Call:
    """``合计(表彰.分值，同一 事项 取最高)``: a function, a method, a 方法 of the file, or a table with keys."""

    function: Expression
    arguments: tuple[Argument, ...]
    span: Span = origin()


# --- choices in block form, roundings, what ends a line ---


@frozen
class Rounding:
    """``保留2位小数(去尾)``, ``保留整数``, ``保留到10元``.

    ``places`` is a number of decimals, or None where ``step`` says a step. ``mode`` is 四舍五入, 修约, 进一 or 去尾.
    """

    places: int | None
    step: Number | None = None
    mode: Literal["四舍五入", "修约", "进一", "去尾"] = "四舍五入"
    span: Span = origin()


@frozen
class Remarks:
    """``依据 "…"`` and ``说明 "…"`` at the end of a line."""

    clause: str = ""
    note: str = ""


NO_REMARKS = Remarks()


@frozen
class Arm:
    """One line of a block: its test (None for 其他), its value, its rounding."""

    test: Expression | Test | None
    value: Expression
    rounding: Rounding | None = None
    remarks: Remarks = Remarks()
    span: Span = origin()


@frozen
class Choose:
    """``分档`` or ``对照`` with its arms on lines of their own; without a subject each test is a whole condition."""

    kind: Literal["分档", "对照"]
    subject: Expression | None
    arms: tuple[Arm, ...]
    span: Span = origin()


Expression = (
    Number
    | Text
    | Date
    | Name
    | Member
    | Group
    | Negate
    | Arithmetic
    | Not
    | Both
    | Either
    | Present
    | Fallback
    | Conditional
    | Granted
    | Comparison
    | Within
    | Belongs
    | Clamp
    | Call
    | Choose
)

Path = Name | Member
"""``遵纪守法`` or ``共性工作目标.遵纪守法``."""
