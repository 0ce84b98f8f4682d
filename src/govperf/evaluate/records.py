"""Reads the data of one object: host values in, exact values out, everything that is wrong told together."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs
from attrs import define, field

from govperf.diagnostics import Problem, Template, shorten
from govperf.diagnostics.suggest import nearest
from govperf.errors import InputError
from govperf.evaluate import messages
from govperf.evaluate.outcome import ObjectData, Row
from govperf.limits import Limits
from govperf.semantics import Domain, InputDefinition, LedgerDefinition, Ruleset
from govperf.terms.kinds import Base
from govperf.terms.terms import Value
from govperf.values import (
    BadValue,
    NumberForm,
    canonical,
    describe,
    looks_computed,
    parse_bool,
    parse_choice,
    parse_date,
    parse_number,
    parse_text,
    show_number,
)

RATES = ("万亿", "万", "亿", "个百分点", "%", "‰")


@define
class Reader:
    """Reads records for one ruleset."""

    ruleset: Ruleset
    limits: Limits
    inputs: Mapping[str, InputDefinition] = field(init=False)
    ledgers: Mapping[str, LedgerDefinition] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Inputs by the names that data may use: their own, for a leaf also its full path."""
        self.inputs = {one.name: one for one in self.ruleset.inputs}
        for one in self.ruleset.inputs:
            if one.key.endswith("#"):
                self.inputs = {**self.inputs, one.key[:-1]: one}
        self.ledgers = {one.name: one for one in self.ruleset.ledgers}

    def read(self, record: object, *, strict: bool = False) -> ObjectData:
        """The data of one object; what is wrong with it is kept beside it."""
        reading = _Reading(self, strict)
        try:
            reading.take(fields_of(record))
        except InputError as error:
            reading.problems.extend(error.problems)
        return reading.result()


@define
class _Reading:
    reader: Reader
    strict: bool
    values: dict[str, Value] = field(factory=dict)
    ledgers: dict[str, Sequence[Row]] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    notes: list[str] = field(factory=list)
    slips: dict[str | int, Problem] = field(factory=dict)

    def take(self, record: Mapping[Any, Any]) -> None:
        for given, value in record.items():
            try:
                self._field(given, value)
            except Exception as error:  # noqa: BLE001 - a host's object may raise anything
                where = str.__str__(given) if issubclass(type(given), str) else type(given).__name__
                found = f"{type(value).__name__}: {type(error).__name__}"
                self.problems.append(_problem(messages.UNREADABLE, (shorten(where, 60),), value=found))

    def _field(self, given: object, value: object) -> None:
        name = self._name(given)
        if name in self.reader.ledgers:
            self._ledger(self.reader.ledgers[name], value)
        elif name in self.reader.inputs:
            self._input(self.reader.inputs[name], value)
        else:
            self._unknown(name)

    def _name(self, given: object) -> str:
        if given in self.reader.inputs or given in self.reader.ledgers:
            return str(given)
        return canonical(given[:500]) if isinstance(given, str) else describe(given)

    def _input(self, one: InputDefinition, value: object) -> None:
        if value is None:
            return
        if one.key in self.values:
            self.problems.append(messages.TWICE.problem(one.name, name=one.name))
            return
        found = convert(one.domain, value, (one.name,), self.reader.limits)
        if isinstance(found, Problem):
            self.problems.append(found)
            return
        self.values[one.key] = found
        if looks_computed(value):
            self.notes.append(f"{one.name}={value} 看起来是浮点运算的结果；已按这个数的全部小数计入")

    def _unknown(self, name: str) -> None:
        near = nearest(name, (*self.reader.inputs, *self.reader.ledgers)) if len(name) <= 60 else ()
        near = tuple(one for one in near if one not in self.values)
        if self.strict:
            advice = f"是不是“{near[0]}”？" if near else "请删去，或不用严格方式"
            self.problems.append(messages.UNKNOWN_KEY.problem(name, name=shorten(name, 60), advice=advice))
        elif near:
            self.notes.append(f"没有用到“{shorten(name, 60)}”；是不是“{near[0]}”？")
            advice = f"是不是“{near[0]}”？"
            self.slips[near[0]] = messages.UNKNOWN_KEY.problem(name, name=shorten(name, 60), advice=advice)

    def _ledger(self, ledger: LedgerDefinition, value: object) -> None:
        if value is None:
            return
        if isinstance(value, str | bytes | Mapping) or not isinstance(value, Iterable):
            self.problems.append(messages.NOT_A_LIST.problem(ledger.name, name=ledger.name, value=describe(value)))
            return
        rows: list[Row] = []
        for number, row in enumerate(value, start=1):
            if number > self.reader.limits.list_rows:
                most = self.reader.limits.list_rows
                self.problems.append(messages.TOO_MANY_ROWS.problem(ledger.name, name=ledger.name, most=most))
                break
            rows.append(self._row(ledger, row, number))
        if rows or ledger.count is None:  # of a ledger with a fixed number of records, none at all is a missing ledger
            self.ledgers[ledger.name] = tuple(rows)
            self.problems.extend(count_problems(ledger, rows))

    def _row(self, ledger: LedgerDefinition, row: object, number: int) -> Row:
        columns = {column.name: column for column in ledger.columns}
        found: dict[str, Value] = {}
        try:
            given = fields_of(row)
        except InputError as error:
            self.problems.extend(attrs.evolve(problem, path=(ledger.name, number)) for problem in error.problems)
            return found
        for name, value in given.items():
            column = columns.get(name) or columns.get(canonical(str(name)[:500]))
            if column is None or value is None:
                self._unknown_column(ledger, str(name), number, column)
                continue
            converted = convert(column.domain, value, (ledger.name, number, column.name), self.reader.limits)
            if isinstance(converted, Problem):
                self.problems.append(converted)
            else:
                found[column.key] = converted
        return found

    def _unknown_column(self, ledger: LedgerDefinition, name: str, number: int, column: InputDefinition | None) -> None:
        if column is None and self.strict and name != self.reader.ruleset.object_name:
            advice = f"“{ledger.name}”的列有：{'、'.join(one.name for one in ledger.columns)}"
            problem = messages.UNKNOWN_KEY.problem(ledger.name, number, name, name=shorten(name, 60), advice=advice)
            self.problems.append(problem)

    def result(self) -> ObjectData:
        name = self.values.get(self.reader.ruleset.object_name or "", "")
        return ObjectData(
            self.values,
            self.ledgers,
            {},
            name if isinstance(name, str) else "",
            tuple(self.problems),
            tuple(self.notes),
            self.slips,
        )


def count_problems(ledger: LedgerDefinition, rows: Sequence[Row]) -> Iterator[Problem]:
    """What is wrong with the number of records of ``共12条 每 月份``."""
    if ledger.per is not None:
        values = [value for row in rows if (value := row.get(f"{ledger.name}.{ledger.per}")) is not None]
        for value in [one for one, times in Counter(values).items() if times > 1]:
            yield messages.REPEATED_KEY.problem(ledger.name, name=ledger.name, key=ledger.per, value=_plain(value))
    if ledger.count is not None and len(rows) != ledger.count:
        template = messages.TOO_FEW if len(rows) < ledger.count else messages.WRONG_COUNT
        missing = _missing_keys(ledger, rows)
        yield template.problem(ledger.name, name=ledger.name, count=ledger.count, found=len(rows), missing=missing)


def _missing_keys(ledger: LedgerDefinition, rows: Sequence[Row]) -> str:
    """The keys of ``每 键`` that no record has, where its domain says which there are."""
    column = next((one for one in ledger.columns if one.name == ledger.per), None)
    if column is None:
        return ""
    seen = {row.get(column.key) for row in rows}
    wanted: tuple[Value, ...] = tuple(column.domain.kind.options)
    low, high = column.domain.low, column.domain.high
    if not wanted and column.domain.integer and low is not None and high is not None and high - low < 400:
        wanted = tuple(Fraction(number) for number in range(int(low), int(high) + 1))
    lacking = [_plain(value) for value in wanted if value not in seen]
    return f"，缺 {ledger.per} {'、'.join(lacking[:20])}" if lacking else ""


def _plain(value: Value) -> str:
    return show_number(value) if isinstance(value, Fraction) else str(value)


def listed(records: object) -> Iterable[object]:
    """The records of a cohort one by one; InputError for what is no list of records, a table of columns among them."""
    if _has_columns(records):
        raise InputError([messages.A_TABLE.problem(value=type(records).__name__)])
    if isinstance(records, str | bytes | Mapping) or not isinstance(records, Iterable):
        raise InputError([messages.NOT_RECORDS.problem(value=type(records).__name__)])
    return records


def _has_columns(records: object) -> bool:
    try:
        return hasattr(records, "columns")
    except Exception:  # noqa: BLE001 - a host's object may raise anything
        return False


def fields_of(record: object) -> Mapping[Any, Any]:
    """The fields of a mapping, a database row, a dataclass, an attrs instance, a named tuple; else InputError."""
    try:
        if isinstance(record, Mapping):
            return dict(record.items())
        if dataclasses.is_dataclass(record) and not isinstance(record, type):
            return {one.name: getattr(record, one.name) for one in dataclasses.fields(record)}
        if attrs.has(type(record)):
            names = [one.name for one in type(record).__attrs_attrs__]  # type: ignore[attr-defined]  # just asked
            return {name: getattr(record, name) for name in names}
        if hasattr(record, "_mapping"):
            return dict(record._mapping)  # noqa: SLF001 - the documented view of a SQLAlchemy row
        if hasattr(record, "_asdict"):
            return dict(record._asdict())
        if hasattr(record, "keys") and hasattr(record, "__getitem__"):
            return {key: record[key] for key in record.keys()}  # noqa: SIM118 - a database row is no dict
    except Exception as error:  # noqa: BLE001 - a host's object may raise anything
        shown = f"{type(record).__name__}: {type(error).__name__}"
        raise InputError([messages.NOT_A_RECORD.problem(value=shown)]) from None
    raise InputError([messages.NOT_A_RECORD.problem(value=type(record).__name__)])


def convert(domain: Domain, value: object, path: tuple[str | int, ...], limits: Limits) -> Value | Problem:
    """A host's value as one of the domain, or what is wrong with it."""
    try:
        found = _parsed(domain, value, limits)
    except Exception as error:  # noqa: BLE001 - a host's object may raise anything
        return _problem(messages.UNREADABLE, path, value=f"{type(value).__name__}: {type(error).__name__}")
    if isinstance(found, BadValue):
        return found.problem(*path)
    if isinstance(found, Fraction):
        return check_domain(domain, found, path)
    return found


def _parsed(domain: Domain, value: object, limits: Limits) -> Value | BadValue:
    kind = domain.kind
    match kind.base:
        case Base.BOOL:
            return parse_bool(value)
        case Base.DATE:
            return parse_date(value)
        case Base.TEXT:
            return parse_text(value, limits)
        case Base.CHOICE:
            return parse_choice(value, kind.options, limits)
        case _ if kind.options:
            return parse_choice(value, kind.options, limits, _form(domain))
        case _:
            return parse_number(value, limits, _form(domain))


def _form(domain: Domain) -> NumberForm:
    """How text for the domain is read: where it is written with a rate or 万, a bare number in text is refused."""
    mark = next((rate for rate in RATES if rate in domain.unit), "")
    unit = domain.unit.replace(mark, "")
    return NumberForm(mark=mark, unit=unit, extra_units=(unit,) if unit else ())


def check_domain(domain: Domain, value: Fraction, path: tuple[str | int, ...]) -> Value | Problem:
    """The number, or what is wrong with it: not whole, or outside the domain."""
    if domain.integer and value.denominator != 1:
        return _problem(messages.NOT_WHOLE, path, value=_shown(domain, value))
    if not domain.spans(value):
        return _problem(messages.OUT_OF_DOMAIN, path, value=_shown(domain, value), domain=domain.words)
    return value


def _shown(domain: Domain, value: Fraction) -> str:
    return show_number(value, percent=domain.kind.percent)


def _problem(template: Template, path: tuple[str | int, ...], **facts: str) -> Problem:
    return BadValue(template, facts).problem(*path)
