"""A value that cannot be taken, as data that waits to be told where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import field

from govperf.diagnostics import Problem, Template, shorten
from govperf.frozen import frozen
from govperf.source import Span

_SHOWN_LENGTH = 60


@frozen
class BadValue:
    """Why a value was refused: the words of the reason with its facts, all but the place."""

    template: Template
    facts: Mapping[str, str] = field(factory=dict)

    @property
    def code(self) -> str:
        """The stable code, such as ``类型不符``."""
        return self.template.code

    def problem(self, *path: str | int, span: Span | None = None) -> Problem:
        """The problem at ``path`` of a record: input, or ledger, row (from 1), column."""
        facts = {**self.facts, "where": place_of(path), "where_en": place_of(path, english=True)}
        return self.template.problem(*path, span=span, **facts)


def refuse(template: Template, value: object, **facts: object) -> BadValue:
    """``value`` refused for the reason that ``template`` words."""
    return BadValue(template, {"value": describe(value), **{name: str(fact) for name, fact in facts.items()}})


def place_of(path: tuple[str | int, ...], *, english: bool = False) -> str:
    """A path in words: ``表彰第3行的级别``."""
    if not path:
        return "the value" if english else "这个值"
    words = ""
    for step in path:
        match step:
            case int():
                words += f" row {step}" if english else f"第{step}行"
            case str():
                joint = (", " if english else "的") if words else ""
                words += f"{joint}{shorten(step, _SHOWN_LENGTH)}"
    return words.strip()


def describe(value: object) -> str:
    """A host's value in a few characters; of unknown objects only the type, whose own text may be endless.

    The methods are those of the plain types, as a host's own kind of number or text may have any of its own.
    """
    if isinstance(value, str):
        return f"“{shorten(str.__getitem__(value, slice(_SHOWN_LENGTH + 1)), _SHOWN_LENGTH)}”"
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return int.__repr__(value) if int.bit_length(value) <= 200 else "int"
    if isinstance(value, float):
        return float.__repr__(value)
    if isinstance(value, Decimal):
        return shorten(Decimal.__str__(value), _SHOWN_LENGTH)
    return shorten(type(value).__name__, _SHOWN_LENGTH)
