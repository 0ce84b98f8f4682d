"""The scores of a cohort, in the order of its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

from govperf.diagnostics import Problem
from govperf.errors import GovperfError, InputError, LimitError, MissingExtraError, ScoringError, UnknownKeyError
from govperf.evaluate.outcome import Failed, Outcome
from govperf.frozen import frozen
from govperf.policy.scorecard import Origin, Result, Scorecard, python_value


@frozen
class RowError:
    """An object that could not be scored: its place among the records (from 0), its name, the error."""

    index: int
    object_name: str
    error: GovperfError


class Totals(Mapping[str, Result]):
    """The values of the cohort as a whole; reading one that could not be computed raises its ScoringError."""

    def __init__(self, policy: Origin, values: Mapping[str, Outcome]) -> None:
        self._policy = policy
        self._values = values

    def __getitem__(self, name: str) -> Result:
        if name not in self._values:
            raise UnknownKeyError(f"没有叫“{name}”的全体输出")
        value = self._values[name]
        if isinstance(value, Failed):
            raise ScoringError(value.problems)
        return python_value(value, self._policy.graph[name].definition)

    def __contains__(self, name: object) -> bool:
        """Whether the policy has such a value, also where it could not be computed."""
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class Board(Sequence[Scorecard]):
    """All cards, order kept. ``board[i]`` raises the object's own error where it could not be scored."""

    def __init__(self, policy: Origin, entries: Sequence[Scorecard | RowError], totals: Mapping[str, Outcome]) -> None:
        self._policy = policy
        self._entries = tuple(entries)
        self._totals = totals

    @overload
    def __getitem__(self, index: int) -> Scorecard: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Scorecard]: ...
    def __getitem__(self, index: int | slice) -> Scorecard | Sequence[Scorecard]:
        """The card of the object at a place among the records; the object's error where there is none."""
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        found = self._entries[index]
        if isinstance(found, RowError):
            raise found.error
        return found

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def cards(self) -> tuple[Scorecard, ...]:
        """The cards of all objects that could be scored."""
        return tuple(one for one in self._entries if not isinstance(one, RowError))

    @property
    def errors(self) -> tuple[RowError, ...]:
        """Objects that could not be scored, with the reasons."""
        return tuple(one for one in self._entries if isinstance(one, RowError))

    @property
    def totals(self) -> Totals:
        """The values of 全体输出."""
        return Totals(self._policy, self._totals)

    def sorted(self, name: str, *, descending: bool = True) -> tuple[Scorecard, ...]:
        """The cards by an output, what is absent last; equal ones keep the order of the records."""
        there = [card for card in self.cards if card.get(name) is not None]
        absent = [card for card in self.cards if card.get(name) is None]
        return (*sorted(there, key=lambda card: card[name], reverse=descending), *absent)  # type: ignore[arg-type,return-value]  # one kind

    def where(self, condition: Callable[[Scorecard], bool]) -> tuple[Scorecard, ...]:
        """The cards that meet a condition."""
        return tuple(card for card in self.cards if condition(card))

    def to_dicts(self) -> list[dict[str, Any]]:
        """One plain dict for each record, in order: the card's, or the object with its errors."""
        return [self._dict(index) for index in range(len(self))]

    def _dict(self, index: int) -> dict[str, Any]:
        found = self._entries[index]
        if not isinstance(found, RowError):
            return found.to_dict()
        told = [{"code": one.code, "message": one.message, "path": list(one.path)} for one in problems_of(found.error)]
        return {**self._policy.identity, "object": found.object_name, "errors": told}

    def to_frame(self) -> Any:
        """The outputs as a pandas table, exact numbers kept as Decimal; an object that failed has empty cells.

        Raises MissingExtraError where pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError('表格要用 pandas：pip install "govperf[frames]" pandas') from None
        outputs = self._policy.graph.ruleset.outputs
        rows = [self._row(index, outputs) for index in range(len(self))]
        return pd.DataFrame(rows, columns=["对象", *outputs])

    def _row(self, index: int, outputs: Sequence[str]) -> dict[str, Any]:
        found = self._entries[index]
        if isinstance(found, RowError):
            return {"对象": found.object_name}
        return {"对象": found.object_name, **{key: found.get(key) for key in outputs}}

    def __repr__(self) -> str:
        return f"<Board {len(self)} 个对象，{len(self.errors)} 个有错>"


def problems_of(error: GovperfError) -> tuple[Problem, ...]:
    """Everything that an error of an object tells."""
    match error:
        case InputError() | ScoringError():
            return error.problems
        case LimitError():
            return (error.problem,)
        case _:
            return ()


__all__ = ["Board", "RowError", "Totals", "problems_of"]
