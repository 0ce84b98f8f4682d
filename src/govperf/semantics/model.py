"""What a rule file means: its inputs, ledgers, definitions, with names resolved."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

from attrs import field

from govperf.frozen import frozen
from govperf.source import Source, Span
from govperf.syntax.declarations import Case, Known
from govperf.syntax.expressions import Expression, Remarks
from govperf.terms.kinds import Kind
from govperf.terms.terms import Term, Value

NO_REMARKS = Remarks()


@frozen
class Domain:
    """The values that an input may have; ``words`` is the domain as the rule file writes it.

    ``factor`` and ``unit`` are those of the written bounds (``0~100%`` has factor 1/100, unit ``%``).
    """

    kind: Kind
    words: str
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    excluded: Fraction | None = None
    integer: bool = False
    factor: Fraction = Fraction(1)
    unit: str = ""

    def spans(self, value: Fraction) -> bool:
        """The number lies between the bounds; whether it is whole, or one of the choices, is another question."""
        below = self.low is not None and (value < self.low or (self.low_open and value == self.low))
        above = self.high is not None and (value > self.high or (self.high_open and value == self.high))
        return not (below or above or value == self.excluded)


@frozen
class InputDefinition:
    """An input of the object, or a column of a ledger that the data gives; ``default`` is None where there is none."""

    key: str
    name: str
    domain: Domain
    optional: bool = False
    default: Value | None = None
    applies: Term | None = None
    remarks: Remarks = NO_REMARKS
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class RequirementDefinition:
    """A condition that data must meet; ``text`` is what is said where it does not.

    ``input`` names the input whose domain the condition is, where its bound depends on the object.
    """

    condition: Term
    text: str
    span: Span = field(eq=False, repr=False)
    input: str = ""


@frozen
class LedgerDefinition:
    """A ledger: columns from the data, computed columns (keys of definitions), what its records must meet."""

    name: str
    columns: tuple[InputDefinition, ...]
    computed: tuple[str, ...]
    requirements: tuple[RequirementDefinition, ...] = ()
    count: int | None = None
    per: str | None = None
    optional: bool = False
    applies: Term | None = None
    remarks: Remarks = NO_REMARKS
    span: Span | None = field(default=None, eq=False, repr=False)


class Role(Enum):
    """What a node is in the policy."""

    INPUT = "输入"
    LEDGER = "明细"
    PARAMETER = "参数"
    VALUE = "计算"
    COLUMN = "明细列"
    INDICATOR = "指标"
    GRADE = "等次"
    VETO = "否决"
    COHORT_OUTPUT = "全体输出"


@frozen
class Definition:
    """A node that is computed: its term, its kind, how its value is shown, where it is written.

    ``places`` is the number of decimals that 保留 gives; ``formula`` what the rule file writes; ``parent`` with
    ``children`` the nodes of a tree; ``full`` the full marks of an indicator (分).
    """

    key: str
    name: str
    role: Role
    term: Term
    kind: Kind
    places: int | None = None
    rounding_words: str = ""
    hidden: bool = False
    ledger: str = ""
    full: Term | None = None
    parent: str = ""
    children: tuple[str, ...] = ()
    formula: Expression | None = field(default=None, eq=False, repr=False)
    remarks: Remarks = NO_REMARKS
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class ParameterDefinition:
    """A parameter with the value in force (None where it is not set) and what it may be.

    ``first`` is the first day of values that have dates, None where none has.
    """

    name: str
    kind: Kind
    value: Value | None
    low: Fraction | None = None
    high: Fraction | None = None
    first: datetime.date | None = None
    remarks: Remarks = NO_REMARKS
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Facts:
    """What the header says of the policy."""

    name: str = ""
    region: str = ""
    version: str = ""
    basis: str = ""
    note: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None


@frozen
class AssertionDefinition:
    """A statement of the author's own (断言): a condition that always holds, or a trend.

    Of a trend ``subject`` is the key of what is raised (or lowered: ``direction`` 越低 …), ``target`` that of the node
    which then does not fall (``trend`` 不降 …).
    """

    condition: Term | None
    subject: str = ""
    direction: str = ""
    target: str = ""
    trend: str = ""
    remarks: Remarks = NO_REMARKS
    span: Span | None = field(default=None, eq=False, repr=False)


@frozen
class Ruleset:
    """One policy, all names resolved."""

    source: Source = field(eq=False, repr=False)
    facts: Facts
    object_name: str | None
    inputs: tuple[InputDefinition, ...]
    ledgers: tuple[LedgerDefinition, ...]
    parameters: tuple[ParameterDefinition, ...]
    definitions: tuple[Definition, ...]
    requirements: tuple[RequirementDefinition, ...]
    participation: Term | None
    outputs: tuple[str, ...]
    cohort_outputs: tuple[str, ...]
    paths: Mapping[str, str]
    cases: tuple[Case, ...] = ()
    case_files: tuple[Case, ...] = ()
    assertions: tuple[AssertionDefinition, ...] = ()
    known: tuple[Known, ...] = ()
