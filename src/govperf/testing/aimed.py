"""The records that are aimed at what a policy decides: a list that is a strategy as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar, overload

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from govperf.boundaries import Aimed, aimed, record_of
from govperf.policy import Policy
from govperf.testing.records import Record
from govperf.testing.subjects import policy_of

T = TypeVar("T")


class _Listed(SearchStrategy[T], Generic[T]):
    """A strategy that is also the list from which it draws."""

    def __init__(self, values: Sequence[T], names: Sequence[str], aims: Sequence[Aimed]) -> None:
        super().__init__()
        self._values = tuple(values)
        self.names = tuple(names)
        self.aims = tuple(aims)
        self._drawn: SearchStrategy[T] = st.sampled_from(self._values)

    def do_draw(self, data: Any) -> T:
        """Draws one of the list; the first are simplest."""
        return data.draw(self._drawn)  # type: ignore[no-any-return]  # one of the values

    def do_validate(self) -> None:
        """A list from which something can be drawn."""
        self._drawn.validate()

    def __iter__(self) -> Iterator[T]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, value: object) -> bool:
        return value in self._values

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        """One of the list, or several."""
        return self._values[index]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}：{len(self)} 条>"


class BoundaryRecords(_Listed[Record]):
    """Records, each once; ``names`` says what each shows, ``aims`` where it was aimed."""


class BoundaryCohorts(_Listed[list[Record]]):
    """Cohorts, each once; the first object is the one that shows what ``names`` says."""


def boundary_records(policy: Policy) -> BoundaryRecords:
    """Records aimed at arms, bands, lines, caps, rounding ties, vetoes, absences of a policy.

    A list (for ``pytest.mark.parametrize("record", found, ids=found.names)``), a strategy (for ``@given``) at once.
    The same policy gives the same records. All meet the domains, the 要求. Raises GovperfError for what is no policy.
    """
    found: dict[str, tuple[Record, str, Aimed]] = {}
    policy = policy_of(policy, "boundary_records")
    for one in _aims(policy):
        for data in one.cohort:
            record = record_of(policy.graph, data)
            found.setdefault(repr(_plain(policy, record)), (record, one.words, one))
    return BoundaryRecords(*_columns(found.values()))


def boundary_cohorts(policy: Policy) -> BoundaryCohorts:
    """Cohorts aimed at the same places: with somebody over a quota, level at its line, on each rank that matters.

    A place that one object shows alone has a cohort of one. Raises GovperfError for what is no policy.
    """
    policy = policy_of(policy, "boundary_cohorts")
    found: dict[str, tuple[list[Record], str, Aimed]] = {}
    for one in _aims(policy):
        cohort = [record_of(policy.graph, data) for data in one.cohort]
        found.setdefault(repr(cohort), (cohort, one.words, one))
    return BoundaryCohorts(*_columns(found.values()))


def _columns(rows: Iterable[tuple[T, str, Aimed]]) -> tuple[list[T], list[str], list[Aimed]]:
    listed = list(rows)
    return [one[0] for one in listed], [one[1] for one in listed], [one[2] for one in listed]


@lru_cache(maxsize=32)
def _aims(policy: Policy) -> tuple[Aimed, ...]:
    return tuple(aimed(policy.graph, policy.limits))


def _plain(policy: Policy, record: Record) -> Record:
    """The record without the name of its object, which the place in a cohort has given."""
    return {name: value for name, value in record.items() if name != policy.inputs.object_name}
