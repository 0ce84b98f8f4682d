"""Indicator trees as they are written."""

from __future__ import annotations

from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.expressions import NO_REMARKS, Expression, Name, Remarks, Rounding, origin


@frozen
class OverFull:
    """``可超满分`` or ``可超满分 至 150%``."""

    limit: Expression | None = None
    span: Span = origin()


@frozen
class MayBeNegative:
    """``可为负``."""

    span: Span = origin()


@frozen
class Floor:
    """``最低 5分``."""

    limit: Expression
    span: Span = origin()


@frozen
class Applies:
    """``适用 条件``."""

    condition: Expression
    span: Span = origin()


@frozen
class OptionalLeaf:
    """``可缺`` on a leaf that is an input."""

    span: Span = origin()


@frozen
class Prorated:
    """``缺项按比例折算`` on an inner node."""

    span: Span = origin()


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
    span: Span = origin()


@frozen
class IndicatorTree:
    """``指标 县区政府评估 100分`` with its nodes."""

    root: Indicator
    span: Span = origin()
