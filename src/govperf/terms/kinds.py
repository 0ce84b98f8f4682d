"""The kind of a value: what sort of thing it is, as far as it is known before any data."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from attrs import evolve

from govperf.frozen import frozen


class Base(Enum):
    """The closed set of value types; the value is the word that messages use."""

    NUMBER = "数"
    BOOL = "是否"
    TEXT = "文本"
    CHOICE = "选项"
    GRADE = "等次"
    DATE = "日期"
    LIST = "列表"
    NOTHING = "缺"
    UNKNOWN = "未知"


@frozen
class Kind:
    """A base type with what is known besides.

    ``options`` are the choices, the grades (best first) or the labels of the arms; ``unit`` is for people;
    ``percent`` says that people write the number with %; ``absent`` that the value may be 缺.
    """

    base: Base
    options: tuple[str | Fraction, ...] = ()
    unit: str = ""
    percent: bool = False
    absent: bool = False

    @property
    def is_number(self) -> bool:
        """Can be added up."""
        return self.base is Base.NUMBER

    @property
    def is_word(self) -> bool:
        """Is a text, a choice or a grade."""
        return self.base in (Base.TEXT, Base.CHOICE, Base.GRADE)

    def maybe(self, *, absent: bool = True) -> Kind:
        """The same kind, possibly absent."""
        return self if self.absent == absent else evolve(self, absent=absent)


NUMBER = Kind(Base.NUMBER)
BOOL = Kind(Base.BOOL)
TEXT = Kind(Base.TEXT)
DATE = Kind(Base.DATE)
NOTHING = Kind(Base.NOTHING, absent=True)
UNKNOWN = Kind(Base.UNKNOWN)


def join(kinds: list[Kind]) -> Kind | None:
    """The kind of a value that comes from any of these; None where they do not fit together."""
    absent = any(kind.absent for kind in kinds)
    real = [kind for kind in kinds if kind.base is not Base.NOTHING]
    if not real:
        return NOTHING
    if any(kind.base is Base.UNKNOWN for kind in real):
        return UNKNOWN
    first = real[0]
    if all(kind.base is first.base for kind in real):
        options = _merged(real)
        return Kind(first.base, options, _common_unit(real), any(k.percent for k in real), absent)
    if all(kind.is_word for kind in real):
        return Kind(Base.CHOICE, _merged(real), absent=absent)
    return None


def _merged(kinds: list[Kind]) -> tuple[str | Fraction, ...]:
    if any(kind.base is not Base.NUMBER and not kind.options for kind in kinds):
        return ()
    return tuple(dict.fromkeys(option for kind in kinds for option in kind.options))


def _common_unit(kinds: list[Kind]) -> str:
    units = {kind.unit for kind in kinds if kind.unit}
    return units.pop() if len(units) == 1 else ""
