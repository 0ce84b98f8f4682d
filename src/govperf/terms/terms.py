"""The core terms that every formula comes down to.

A term has no surface form left: percentages are fractions, methods are expanded, names are keys of nodes.
It keeps the span of the words it came from, outside equality, so that values can be shown at those words.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import field

from govperf import values
from govperf.diagnostics import Template
from govperf.frozen import frozen
from govperf.source import Span
from govperf.values import RoundingMode

Value = values.Value
"""What a node can be worth."""


def _span() -> Span | None:
    return field(default=None, eq=False, repr=False, kw_only=True)  # type: ignore[no-any-return]  # a Span, once the class is made


@frozen
class Constant:
    """A value known when the policy is compiled."""

    value: Value
    span: Span | None = _span()


@frozen
class Read:
    """The value of a node of the same object."""

    key: str
    span: Span | None = _span()


@frozen
class ReadColumn:
    """The value of a column in the current record of a ledger."""

    ledger: str
    column: str
    span: Span | None = _span()


@frozen
class Local:
    """The value that an enclosing :class:`Let` has named."""

    name: int
    span: Span | None = _span()


@frozen
class Let:
    """``body`` with ``value`` computed once under ``name``."""

    name: int
    value: Term
    body: Term
    span: Span | None = _span()


@frozen
class Apply:
    """A strict function of its arguments: ``+ - * /``, ``max min abs neg floor ceil``, those of dates …"""

    function: str
    arguments: tuple[Term, ...]
    span: Span | None = _span()


@frozen
class Compare:
    """A comparison; numbers exactly, texts and truth values by ``=`` or ``!=`` alone, dates in time."""

    operator: Literal["<", "<=", ">", ">=", "=", "!="]
    left: Term
    right: Term
    span: Span | None = _span()


@frozen
class Every:
    """All parts hold; read from the left, the rest is not looked at once one fails."""

    parts: tuple[Term, ...]
    span: Span | None = _span()


@frozen
class Some:
    """At least one part holds; read from the left, the rest is not looked at once one holds."""

    parts: tuple[Term, ...]
    span: Span | None = _span()


@frozen
class Opposite:
    """The condition does not hold."""

    operand: Term
    span: Span | None = _span()


@frozen
class Position:
    """The place of a grade in its scale, best first, from 0; so grades compare as numbers."""

    operand: Term
    order: tuple[str, ...]
    span: Span | None = _span()


@frozen
class Branch:
    """One way of a :class:`Choose`: taken where ``condition`` holds.

    ``label`` is its words, ``clause`` where it stands in the policy.
    """

    condition: Term
    value: Term
    label: str = ""
    clause: str = ""
    span: Span | None = _span()


@frozen
class Choose:
    """The value of the first branch that holds, else ``otherwise``, else the failure (with ``subject`` shown)."""

    branches: tuple[Branch, ...]
    otherwise: Term
    span: Span | None = _span()


@frozen
class Failure:
    """A value that there is not: reading it is an error of the object; ``subject`` is shown in the message."""

    template: Template
    facts: tuple[tuple[str, str], ...] = ()
    subject: Term | None = None
    span: Span | None = _span()


@frozen
class Bounded:
    """A value held within bounds; the labels (上限, 满分, 下限 …) say what a bound is when it bites."""

    operand: Term
    low: Term | None = None
    high: Term | None = None
    low_label: str = "下限"
    high_label: str = "上限"
    span: Span | None = _span()


@frozen
class Rounded:
    """A value rounded to a multiple of ``step``; ``words`` are how the rule says it."""

    operand: Term
    step: Fraction
    mode: RoundingMode
    words: str = ""
    span: Span | None = _span()


@frozen
class Root:
    """A square root, decided exactly to ``places`` decimals (half away from zero)."""

    operand: Term
    places: int
    span: Span | None = _span()


@frozen
class IsPresent:
    """The operand is neither 缺 nor inapplicable."""

    operand: Term
    span: Span | None = _span()


@frozen
class Default:
    """The operand, or ``default`` where it is absent."""

    operand: Term
    default: Term
    span: Span | None = _span()


# --- lists ---


@frozen
class Rows:
    """All records of a ledger of the object."""

    ledger: str


@frozen
class Items:
    """Several values given one by one; ``skip_absent`` leaves out what is 缺."""

    items: tuple[Term, ...]
    skip_absent: bool = False


@frozen
class SameKey:
    """Records with equal ``key`` count once, by ``take`` (取最高 取最低 取首个 取平均 取合计)."""

    key: Term
    take: str


@frozen
class Aggregate:
    """One value from a list: ``function`` of ``value`` over ``source`` after 其中, 同一, 最多, in this order.

    ``empty`` is what 无则 gives for a list without any.
    ``weight`` is the second column of 加权平均; ``trim`` the number or share that 去极值平均 leaves out at each end;
    ``sample`` makes 方差 and 标准差 those of a sample; ``places`` is the rounding that 标准差 carries.
    """

    function: str
    source: Rows | Items
    value: Term
    where: Term | None = None
    same: SameKey | None = None
    most: Term | None = None
    empty: Term | None = None
    weight: Term | None = None
    trim: Term | None = None
    trim_share: bool = False
    sample: bool = False
    places: int | None = None
    span: Span | None = _span()


# --- cohorts ---


@frozen
class OfCohort:
    """One value from all objects (or all records of a ledger), seen from one of them.

    ``function`` is 名次, 名次比例, 人数, an aggregate, or 按比例分配. ``groups`` are the keys after 同; ``where`` the
    condition after 其中; ``ties`` the keys after 次; ``ascending`` ranks from the low end; ``dense`` counts 1,2,2,3.
    ``ledger`` is empty for objects. ``total`` and ``step`` belong to 按比例分配.
    """

    function: str
    value: Term | None = None
    groups: tuple[Term, ...] = ()
    where: Term | None = None
    ties: tuple[Term, ...] = ()
    ascending: bool = False
    dense: bool = False
    weight: Term | None = None
    total: Term | None = None
    step: Fraction | None = None
    in_order: bool = False
    sample: bool = False
    places: int | None = None
    ledger: str = ""
    span: Span | None = _span()


# --- grades ---


@frozen
class GradeBand:
    """A grade with its band (None for the last, 其他, or a scale by choice), further condition, words."""

    grade: str
    band: Term | None
    condition: Term | None
    words: str
    condition_words: str = ""
    clause: str = ""
    span: Span | None = _span()


@frozen
class GradeStep:
    """A line that moves a grade: ``kind`` is 降等, 不高于, 一票否决 or 不定等次; ``grade`` or ``steps`` says how."""

    kind: Literal["降等", "不高于", "一票否决", "不定等次"]
    condition: Term
    words: str
    grade: str = ""
    steps: int = 0
    clause: str = ""
    span: Span | None = _span()


@frozen
class Grading:
    """The grade of one object before quotas: band, further conditions, 降等, 不高于, 一票否决; 缺 under 不定等次."""

    score: Term
    bands: tuple[GradeBand, ...]
    steps: tuple[GradeStep, ...]
    below: str = ""
    by_choice: bool = False
    failure: Template | None = None
    span: Span | None = _span()


@frozen
class GradeQuota:
    """At most ``amount`` of the graded (a share where ``share``) may have ``grade``."""

    grade: str
    amount: Term
    share: bool
    rounding: RoundingMode
    words: str = ""


@frozen
class Placement:
    """The grade after quotas, decided over the cohort by score, best grade first; ``entry`` is the grade before."""

    entry: Term
    score: Term
    bands: tuple[GradeBand, ...]
    quotas: tuple[GradeQuota, ...]
    groups: tuple[Term, ...]
    ties: Literal["从严", "从宽", "次", ""]
    keys: tuple[Term, ...] = ()
    below: str = ""
    span: Span | None = _span()


Term = (
    Constant
    | Read
    | ReadColumn
    | Local
    | Let
    | Apply
    | Compare
    | Every
    | Some
    | Opposite
    | Position
    | Choose
    | Failure
    | Bounded
    | Rounded
    | Root
    | IsPresent
    | Default
    | Aggregate
    | OfCohort
    | Grading
    | Placement
)
