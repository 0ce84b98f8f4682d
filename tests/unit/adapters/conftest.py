"""A policy's inputs as the readers of tables see them, without the rooms that make them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from attrs import field, frozen


@frozen
class Spec:
    name: str
    domain: str = "number"
    unit: str = ""
    factor: Fraction = Fraction(1)


@frozen
class Ledger:
    name: str
    columns: tuple[Spec, ...]


@frozen
class Inputs:
    specs: tuple[Spec, ...]
    ledgers: tuple[Ledger, ...] = ()
    object_name: str | None = field(default="单位")

    def __iter__(self) -> Iterator[Spec]:
        return iter(self.specs)


@pytest.fixture
def inputs() -> Inputs:
    specs = (
        Spec("完成率", unit="%", factor=Fraction(1, 100)),
        Spec("投资", unit="亿元", factor=Fraction(10**8)),
        Spec("得分", unit="分"),
        Spec("达标", "bool"),
        Spec("编号", "text"),
    )
    return Inputs(specs, (Ledger("表彰", (Spec("级别", "choice"), Spec("分值"))),))
