"""What data can give: each input of one graph, or of several versions together, as a form of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import define, field

from govperf.checks.intervals import Interval, exactly, hull
from govperf.checks.ranges import of_domain
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.proofs.forms import MOST_FEW, Few, Form, Forms, Sort, UnsettledError
from govperf.semantics import InputDefinition
from govperf.terms.kinds import Base

_SORTS: dict[Base, Sort] = {Base.NUMBER: "number", Base.BOOL: "bool", Base.TEXT: "word", Base.DATE: "date"}


@frozen
class Given:
    """One input as all versions declare it; a number lies in ``domain`` or is ``default``.

    ``absent`` says that the data may leave it out and that this means something of its own.
    """

    one: InputDefinition
    ledger: str
    sort: Sort
    domain: Interval | None
    options: tuple[str | Fraction, ...]
    default: Fraction | None
    absent: bool


@define
class Inputs:
    """The inputs of some graphs; ``missing`` lets data leave out what is required, which fails where it is read."""

    graphs: Sequence[Graph]
    missing: bool = False
    _declared: dict[tuple[str, str], list[InputDefinition]] = field(factory=dict)
    _given: dict[tuple[str, str], Given] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Gathers what each version says of an input."""
        for graph in self.graphs:
            for ledger, one in declared(graph):
                self._declared.setdefault((ledger, one.key), []).append(one)

    def given(self, ledger: str, key: str) -> Given:
        """The input; raises UnsettledError where the versions do not agree on what it is."""
        found = self._given.get((ledger, key))
        if found is None:
            found = self._given[ledger, key] = self._merged(ledger, self._declared[ledger, key])
        return found

    def of(self, form: Form) -> Given:
        """The input that a form stands for."""
        ledger, key = form.data[:2]  # type: ignore[index]  # as raw() made it
        return self.given(ledger, key)

    def raw(self, forms: Forms, one: InputDefinition, ledger: str, copy: str = "") -> int:
        """The form of what the data gives; ``copy`` tells the input of a second object from that of the first."""
        given = self.given(ledger, one.key)
        bounds = given.domain
        if bounds is not None and given.default is not None:
            bounds = hull((bounds, exactly(given.default)))
        words = frozenset(option for option in given.options if isinstance(option, str))
        options = words if given.sort == "word" and given.options else None
        data = (ledger, one.key, copy)
        return forms.intern(Form("input", (), data, given.sort, given.absent, False, bounds, _few(given), options))

    def _merged(self, ledger: str, declared: Sequence[InputDefinition]) -> Given:
        first = declared[0]
        sorts = {_sort(one) for one in declared}
        if len(sorts) > 1:
            reason = f"“{first.name}”在两个版本里不是同一类输入"
            raise UnsettledError(reason, f"“{first.name}” differs in kind between the versions")
        options = tuple(
            option for option in first.domain.kind.options if all(option in one.domain.kind.options for one in declared)
        )
        defaults = {one.default for one in declared}
        agreed = len(defaults) == 1 and None not in defaults
        value = next(iter(defaults)) if agreed else None
        optional = any(one.optional for one in declared) or (len(defaults) > 1)
        required = any(one.default is None and not one.optional for one in declared)
        number = value if isinstance(value, Fraction) else None
        return Given(
            first, ledger, sorts.pop(), _domain(declared), options, number, optional or (required and self.missing)
        )


def declared(graph: Graph) -> Iterator[tuple[str, InputDefinition]]:
    """All inputs of a graph, each with the ledger that it is a column of."""
    for one in graph.ruleset.inputs:
        yield "", one
    for ledger in graph.ruleset.ledgers:
        for column in ledger.columns:
            yield ledger.name, column


def _sort(one: InputDefinition) -> Sort:
    kind = one.domain.kind
    if kind.options:
        words = {isinstance(option, str) for option in kind.options}
        if len(words) == 1:
            return "word" if words.pop() else "number"
    elif kind.base in _SORTS:
        return _SORTS[kind.base]
    raise UnsettledError(f"“{one.name}”的取值有数也有文字", f"the values of “{one.name}” differ in kind")


def _domain(declared: Sequence[InputDefinition]) -> Interval | None:
    """The numbers that all versions take."""
    found: Interval | None = None
    for one in declared:
        own = of_domain(one.domain)
        if own is None:
            return None
        step = own.step if found is None or found.step is None else found.step
        met = own if found is None else found.meet(own)
        found = Interval(met.low, met.high, met.low_open, met.high_open, step, met.finite, met.nonzero)
    return found


def _few(given: Given) -> Few | None:
    if given.sort != "number" or given.domain is None:
        return None
    extra = frozenset(() if given.default is None else (given.default,))
    numbers = frozenset(option for option in given.options if isinstance(option, Fraction))
    if given.options:
        return numbers | extra
    whole = given.domain.on_steps() if given.domain.step == 1 else given.domain
    if whole.step != 1 or whole.low is None or whole.high is None or whole.high - whole.low >= MOST_FEW:
        return None
    return frozenset(whole.low + step for step in range(int(whole.high - whole.low) + 1)) | extra
