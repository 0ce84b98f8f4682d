"""Grades, their lines, vetoes as they are written."""

from __future__ import annotations

from typing import Literal

from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.expressions import NO_REMARKS, Expression, Name, Path, Remarks, Test, origin


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
    span: Span = origin()


@frozen
class Band:
    """``优秀：90以上 且 请假天数≤15  限额 25%``; ``test`` is None for 其他, and for a grade 按 choice with no bands."""

    grade: Name
    test: Expression | Test | None = None
    condition: Expression | None = None
    quota: Quota | None = None
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class TieRule:
    """``并列 从严``, ``并列 从宽`` or ``并列 次 公众评议得分，年限``: ``keys`` is empty for the first two."""

    mode: Literal["从严", "从宽", "次"]
    keys: tuple[Expression, ...] = ()
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Ungraded:
    """``不定等次 条件``."""

    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class GradeVeto:
    """``一票否决 条件 → 不合格`` inside a grade."""

    condition: Expression
    grade: Name
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Downgrade:
    """``降一等 条件``, ``降二等 条件``."""

    steps: int
    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Ceiling:
    """``不高于 称职 若 条件``."""

    grade: Name
    condition: Expression
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class BelowLast:
    """``以下：不予评奖`` names what lies below the last grade."""

    grade: Name
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Known:
    """``已知 缺口 说明 "原文如此"``: a finding that is kept as a note; ``about`` names the one that is meant.

    ``已知 变异 "…"`` and ``已知 未覆盖 "…"`` speak to those who test the 用例, not to the checker.
    """

    finding: str
    remarks: Remarks = NO_REMARKS
    about: str = ""
    span: Span = origin()


GradeLine = Band | TieRule | Ungraded | GradeVeto | Downgrade | Ceiling | BelowLast | Known


@frozen
class GradeScale:
    """``等次 单位等次 按 绩效考核得分 同 类别`` with its lines."""

    name: Name
    basis: Expression
    lines: tuple[GradeLine, ...]
    groups: tuple[Expression, ...] = ()
    remarks: Remarks = NO_REMARKS
    span: Span = origin()


@frozen
class Effect:
    """``总分=0`` after the arrow of a veto."""

    target: Path
    value: Expression
    span: Span = origin()


@frozen
class Veto:
    """``一票否决 条件 → 总分=0，年度等次=不称职`` or ``否决 …`` at the margin; ``effects`` may be empty."""

    word: Literal["一票否决", "否决"]
    condition: Expression
    effects: tuple[Effect, ...] = ()
    remarks: Remarks = NO_REMARKS
    span: Span = origin()
