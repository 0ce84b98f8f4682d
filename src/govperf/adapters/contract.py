"""What the readers of tables ask of a policy, so that they need not know the rooms above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Protocol


class InputLike(Protocol):
    """One input of a policy, or one column of a ledger."""

    @property
    def name(self) -> str:
        """The name by which records carry the value."""
        ...

    @property
    def domain(self) -> str:
        """``number``, ``bool``, ``text``, ``date`` or ``choice``."""
        ...

    @property
    def unit(self) -> str:
        """``分``, ``%``, ``亿元`` …, or empty."""
        ...

    @property
    def factor(self) -> Fraction:
        """What the unit multiplies a bare number by: 1, 1/100, 10000 …"""
        ...


class LedgerLike(Protocol):
    """One ledger of a policy."""

    @property
    def name(self) -> str:
        """The name by which records carry the list."""
        ...

    @property
    def columns(self) -> Iterable[InputLike]:
        """The columns that data gives, computed ones left out."""
        ...


class InputsLike(Protocol):
    """What a policy asks for: a sequence of inputs, the ledgers, the name of the field that identifies the object."""

    def __iter__(self) -> Iterator[InputLike]: ...

    @property
    def ledgers(self) -> Iterable[LedgerLike]:
        """The ledgers of each object."""
        ...

    @property
    def object_name(self) -> str | None:
        """The field that says who is assessed (``单位``); None where the policy declares none."""
        ...
