"""A table of any library as the rest of this room sees it: heads over columns."""

from __future__ import annotations

from typing import Any, Protocol

from attrs import field, frozen


@frozen(eq=False)
class Cells:
    """One column as it came: an Arrow array, or a list of Python values where Arrow has no type for them.

    ``nan_is_absent`` says that a NaN in it stands for an empty cell, as it does in pandas.
    """

    values: Any = field(repr=False)
    nan_is_absent: bool = False


class Frame(Protocol):
    """A table of any library: heads, columns, a way to make another one of its kind."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def length(self) -> int:
        """How many rows there are."""

    @property
    def lasting(self) -> bool:
        """What was given stays as it is: no host changes it in place."""

    def column(self, position: int) -> Cells:
        """A column by its place, from 0."""

    def alike(self, results: Any) -> Any:
        """An Arrow table as a table of this kind, its rows under the same index where there is one."""
