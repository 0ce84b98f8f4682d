"""What a form says about one input."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Protocol

from govperf.values import FACTORS, ends, plain, show_value

_MARKS: Final = {Fraction(1, 100): "%", Fraction(1, 1000): "‰", Fraction(10**4): "万", Fraction(10**8): "亿"}
_MOST_CHOICES: Final = 12


class FormInput(Protocol):
    """What the form asks of one input, or one column of a ledger."""

    @property
    def name(self) -> str:
        """Its name."""
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
        """What the unit multiplies a bare number by."""
        ...

    @property
    def low(self) -> Fraction | None:
        """The least value, as the rule reckons (0.8 for 80%)."""
        ...

    @property
    def high(self) -> Fraction | None:
        """The greatest value."""
        ...

    @property
    def low_open(self) -> bool:
        """Whether ``low`` itself is out."""
        ...

    @property
    def high_open(self) -> bool:
        """Whether ``high`` itself is out."""
        ...

    @property
    def integer(self) -> bool:
        """Whether only whole numbers are in."""
        ...

    @property
    def optional(self) -> bool:
        """Whether the value may be absent."""
        ...

    @property
    def default(self) -> object:
        """What absence means; None where it is an error."""
        ...

    @property
    def conditional(self) -> bool:
        """Whether it exists for some objects only (适用)."""
        ...

    @property
    def excluded(self) -> Fraction | None:
        """The one value that is out."""
        ...

    @property
    def choices(self) -> Sequence[str | Fraction]:
        """The words, or numbers, that are in; empty for other kinds."""
        ...

    @property
    def clause(self) -> str:
        """依据, or empty."""
        ...

    @property
    def note(self) -> str:
        """说明, or empty."""
        ...


def head_of(spec: FormInput) -> str:
    """The head of the column: ``完成率(%)``, ``投资(亿元)``; bare numbers below it are in that unit."""
    unit = marked_unit(spec) if spec.domain == "number" else ""
    return f"{spec.name}({unit})" if unit else spec.name


def marked_unit(spec: FormInput) -> str:
    """The unit with its factor in front, whether the policy spells both or the unit alone."""
    mark = _MARKS.get(spec.factor, "")
    return spec.unit if spec.unit.startswith(tuple(FACTORS)) else f"{mark}{spec.unit}"


def is_percent(spec: FormInput) -> bool:
    """Whether the column is in %."""
    return spec.factor == Fraction(1, 100)


def demand(spec: FormInput) -> str:
    """What may be filled in: ``必填；0～100``."""
    return "；".join(part for part in (_need(spec), _domain(spec)) if part)


def remark(spec: FormInput) -> str:
    """What the head's comment says."""
    lines = [demand(spec)]
    lines += [f"依据：{spec.clause}"] if spec.clause else []
    lines += [f"说明：{spec.note}"] if spec.note else []
    return "\n".join(lines)


def in_unit(value: Fraction, spec: FormInput) -> str:
    """A bound in the unit of the column (80 for 4/5 under a % head); empty where its digits do not end."""
    shown = value / spec.factor
    return plain(shown) if ends(shown) else ""


def choice_text(choice: str | Fraction, spec: FormInput) -> str:
    """A choice as a person picks it: ``省级``, ``95``, ``90%``."""
    if isinstance(choice, str):
        return choice
    return f"{in_unit(choice, spec) or show_value(choice)}{_MARKS.get(spec.factor, '')}"


def _need(spec: FormInput) -> str:
    match spec.default:
        case None:
            return "可以空白" if spec.optional else "适用的对象必填" if spec.conditional else "必填"
        case Fraction() as number:
            return f"可以空白，空白按 {choice_text(number, spec)}"
        case bool() as answer:
            return f"可以空白，空白按“{show_value(answer)}”"
        case other:
            return f"可以空白，空白按“{other}”"


def _domain(spec: FormInput) -> str:
    match spec.domain:
        case "bool":
            return "填“是”或“否”"
        case "date":
            return "日期，如 2011-01-01"
        case "text":
            return "文字"
        case "choice":
            listed = "、".join(choice_text(choice, spec) for choice in spec.choices[:_MOST_CHOICES])
            return f"选择：{listed}" + ("……" if len(spec.choices) > _MOST_CHOICES else "")
        case _:
            return _range(spec)


def _range(spec: FormInput) -> str:
    kind = "整数" if spec.integer else "数"
    unit = marked_unit(spec)
    low = None if spec.low is None else f"{'大于' if spec.low_open else '不小于'} {in_unit(spec.low, spec)}{unit}"
    high = None if spec.high is None else f"{'小于' if spec.high_open else '不大于'} {in_unit(spec.high, spec)}{unit}"
    out = None if spec.excluded is None else f"不等于 {in_unit(spec.excluded, spec)}{unit}"
    return "，".join([kind, *filter(None, [low, high, out])])
