"""What a policy asks a person for: inputs, ledgers, parameters, as a host or a form sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Literal, overload

from attrs import field

from govperf.errors import UnknownKeyError
from govperf.frozen import frozen
from govperf.semantics import Domain, InputDefinition, LedgerDefinition, ParameterDefinition, Ruleset
from govperf.terms.kinds import Base
from govperf.terms.terms import Value
from govperf.values import to_json_text

DomainKind = Literal["number", "bool", "text", "date", "choice"]

KINDS: dict[Base, DomainKind] = {
    Base.NUMBER: "number",
    Base.BOOL: "bool",
    Base.TEXT: "text",
    Base.DATE: "date",
    Base.CHOICE: "choice",
}


@frozen
class InputSpec:
    """One input, or one column of a ledger.

    ``low`` and ``high`` are bounds in plain numbers (``0~100%`` has high 1), open where the bound itself is excluded;
    ``unit`` and ``factor`` are those of the written domain (``%``, 1/100).
    """

    name: str
    domain: DomainKind
    words: str
    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    excluded: Fraction | None = None
    integer: bool = False
    optional: bool = False
    default: Value | None = None
    choices: tuple[str | Fraction, ...] = ()
    unit: str = ""
    factor: Fraction = Fraction(1)
    conditional: bool = False
    clause: str = ""
    note: str = ""

    @property
    def required(self) -> bool:
        """Has no default, may not be absent, exists for every object."""
        return self.default is None and not self.optional and not self.conditional


@frozen
class LedgerSpec:
    """One ledger with the columns that the data gives; ``count`` and ``per`` are those of ``共12条 每 月份``."""

    name: str
    columns: tuple[InputSpec, ...]
    count: int | None = None
    per: str | None = None
    optional: bool = False
    clause: str = ""
    conditional: bool = False

    @property
    def required(self) -> bool:
        """May not be absent, exists for every object."""
        return not self.optional and not self.conditional


@frozen
class ParameterSpec:
    """One parameter with the value in force; None where it is not set."""

    name: str
    value: Value | None
    low: Fraction | None = None
    high: Fraction | None = None
    clause: str = ""
    note: str = ""


@frozen
class Inputs(Sequence[InputSpec]):
    """All inputs of a policy, in the order of the file; ``ledgers`` and ``object_name`` beside them."""

    items: tuple[InputSpec, ...]
    ledgers: tuple[LedgerSpec, ...] = ()
    object_name: str | None = None
    title: str = field(default="", repr=False)

    @overload
    def __getitem__(self, index: int | str) -> InputSpec: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[InputSpec]: ...
    def __getitem__(self, index: int | str | slice) -> InputSpec | Sequence[InputSpec]:
        """By position, or by name; UnknownKeyError for a name that there is not."""
        if isinstance(index, str):
            for one in self.items:
                if one.name == index:
                    return one
            raise UnknownKeyError(f"没有叫“{index}”的输入")
        return self.items[index]

    def __iter__(self) -> Iterator[InputSpec]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def json_schema(self) -> dict[str, Any]:
        """A JSON Schema (2020-12) of the record of one object; numbers may come as text, which keeps them exact.

        It asks for everything that some object needs; a policy asks an object for no more than its own scores need.
        """
        properties = {one.name: _schema(one) for one in self.items}
        properties |= {one.name: _ledger_schema(one) for one in self.ledgers}
        required = [one.name for one in self.items if one.required and one.name != self.object_name]
        required += [one.name for one in self.ledgers if one.required]
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.title,
            "type": "object",
            "properties": properties,
            "required": required,
        }


def inputs_of(ruleset: Ruleset) -> Inputs:
    """What the policy asks for."""
    items = tuple(_spec(one) for one in ruleset.inputs)
    ledgers = tuple(_ledger(one) for one in ruleset.ledgers)
    return Inputs(items, ledgers, ruleset.object_name, ruleset.facts.name)


def parameters_of(ruleset: Ruleset) -> tuple[ParameterSpec, ...]:
    """The parameters with the values in force."""
    return tuple(_parameter(one) for one in ruleset.parameters)


def _spec(one: InputDefinition) -> InputSpec:
    domain: Domain = one.domain
    kind: DomainKind = "choice" if domain.kind.options else KINDS[domain.kind.base]
    return InputSpec(
        one.name,
        kind,
        domain.words,
        domain.low,
        domain.high,
        domain.low_open,
        domain.high_open,
        domain.excluded,
        domain.integer,
        one.optional,
        one.default,
        domain.kind.options,
        domain.unit,
        domain.factor,
        one.applies is not None,
        one.remarks.clause,
        one.remarks.note,
    )


def _ledger(one: LedgerDefinition) -> LedgerSpec:
    columns = tuple(_spec(column) for column in one.columns)
    return LedgerSpec(one.name, columns, one.count, one.per, one.optional, one.remarks.clause, one.applies is not None)


def _parameter(one: ParameterDefinition) -> ParameterSpec:
    return ParameterSpec(one.name, one.value, one.low, one.high, one.remarks.clause, one.remarks.note)


# --- JSON Schema ---


def _schema(one: InputSpec) -> dict[str, Any]:
    """What is not required may also be null, which means absent."""
    found = _described(one)
    absent = [] if one.required else [None]
    match one.domain:
        case "bool":
            found["enum"] = [True, False, "是", "否", *absent]
        case "choice":
            found["enum"] = [*_choices(one), *absent]
        case "date":
            found |= {"type": _types(one, "string"), "format": "date"}
        case "text":
            found["type"] = _types(one, "string", "integer")  # a code of digits often comes as a number
        case "number":
            found["type"] = _types(one, "integer" if one.integer else "number", "string")
            found |= _bounds(one)
    return found


def _types(one: InputSpec, *names: str) -> str | list[str]:
    found = [*names] if one.required else [*names, "null"]
    return found[0] if len(found) == 1 else found


def _choices(one: InputSpec) -> list[Any]:
    """A number among the choices may come as text."""
    numbers = [choice for choice in one.choices if isinstance(choice, Fraction)]
    return [*(_plain(choice) for choice in one.choices), *(to_json_text(number) for number in numbers)]


def _bounds(one: InputSpec) -> dict[str, Any]:
    """The bounds that JSON can write exactly; the policy itself checks all of them."""
    bounds = {
        "exclusiveMinimum" if one.low_open else "minimum": one.low,
        "exclusiveMaximum" if one.high_open else "maximum": one.high,
    }
    shown = {word: _plain(bound) for word, bound in bounds.items() if bound is not None}
    found: dict[str, Any] = {word: bound for word, bound in shown.items() if not isinstance(bound, str)}
    if one.excluded is not None and not isinstance(_plain(one.excluded), str):
        found["not"] = {"const": _plain(one.excluded)}
    return found


def _described(one: InputSpec) -> dict[str, Any]:
    said = "；".join(part for part in (one.words, one.clause, one.note) if part)
    found: dict[str, Any] = {"description": said}
    if one.default is not None:
        found["default"] = _plain(one.default)
    return found


def _plain(value: Value) -> Any:
    """A number as JSON writes it where that is exact, else as text."""
    if not isinstance(value, Fraction):
        return value if isinstance(value, bool | str) else str(value)
    if value.denominator == 1:
        return int(value)
    short = float(value)
    return short if Fraction(repr(short)) == value else to_json_text(value)


def _ledger_schema(one: LedgerSpec) -> dict[str, Any]:
    columns = {column.name: _schema(column) for column in one.columns}
    required = [column.name for column in one.columns if column.required]
    found: dict[str, Any] = {
        "type": "array",
        "items": {"type": "object", "properties": columns, "required": required},
    }
    if one.count is not None:
        found |= {"minItems": one.count, "maxItems": one.count}
    return found
