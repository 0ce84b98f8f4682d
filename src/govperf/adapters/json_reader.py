"""Objects with their ledgers from a JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from attrs import evolve

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike, LedgerLike
from govperf.adapters.decoding import read_text
from govperf.adapters.grid import Cell, Form, Grid, head_text
from govperf.adapters.place import Finding, Unreadable
from govperf.adapters.records import (
    Dataset,
    Shares,
    dataset_from_shares,
    object_key,
    refuse_broken,
    share_by_name,
)
from govperf.adapters.table_limits import TableLimits
from govperf.adapters.tables import Row, Table, table_from_grid
from govperf.diagnostics import Problem, Template
from govperf.errors import GovperfError, InputError
from govperf.export.workbook import OBJECT_HEAD
from govperf.values import canonical

OBJECTS_KEY = "对象表"
"""The key that holds the objects where ledgers stand beside them as lists of their own."""

Entry = Mapping[str, Cell]


def read_json(inputs: InputsLike, path: Path, limits: TableLimits, *, strict: bool = False) -> Dataset:
    """The objects of ``path``: a list of records, one record, or ``{"对象表": [...], "表彰": [...]}``.

    A ledger is a list inside its record; beside 对象表 it is a list whose rows name their object. ``null`` is an absent
    value. Numbers are read exactly.
    """
    value = _parse(read_text(path, limits), path.name, limits)
    return dataset_of_values(inputs, value, path.name, limits, strict=strict)


def dataset_of_values(
    inputs: InputsLike, value: object, file: str, limits: TableLimits, *, strict: bool = False
) -> Dataset:
    """The same from values that have been read; ``file`` is what messages call them."""
    entries, apart = _shape(value, file)
    ledgers = {ledger.name: ledger for ledger in inputs.ledgers}
    key = object_key(inputs)
    objects = table_from_grid(_grid(file, entries, ledgers, limits), inputs, key, strict=strict)
    refuse_broken([objects])
    findings: list[Finding] = []
    shares: dict[str, Shares] = {}
    for name, ledger in ledgers.items():
        table, share = _nested(file, entries, objects, ledger, limits, strict=strict)
        findings.extend(table.findings)
        shares[name] = share
        if name in apart:
            rows = _records(apart[name], file, name)
            table = table_from_grid(_grid(f"{file} {name}", rows, (), limits), ledger.columns, key, strict=strict)
            refuse_broken([table])
            findings.extend(table.findings)
            _merge(shares[name], share_by_name(inputs, objects, table, findings))
    return dataset_from_shares(inputs, objects, shares, findings)


def _parse(text: str, file: str, limits: TableLimits) -> object:
    def whole(digits: str) -> object:
        return int(digits) if len(digits) <= limits.number_digits else _too_long(limits)

    def decimal(digits: str) -> object:
        try:
            number = Decimal(digits[: limits.number_digits + 1])
        except ArithmeticError:  # an exponent that no machine can hold
            return _too_long(limits)
        fits = len(digits) <= limits.number_digits and abs(number.adjusted()) <= limits.number_digits
        return number if fits else _too_long(limits)

    def constant(word: str) -> NoReturn:
        raise _refusal(say.NOT_JSON_NUMBER, file=file, word=word)

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in items:
            if key in found:
                raise _refusal(say.REPEATED_KEY, file=file, key=key)
            found[key] = value
        return found

    try:
        return json.loads(text, parse_int=whole, parse_float=decimal, parse_constant=constant, object_pairs_hook=pairs)
    except GovperfError:
        raise
    except RecursionError:
        raise _refusal(say.DEEP_JSON, file=file) from None
    except json.JSONDecodeError as error:
        reason = f"第 {error.lineno} 行第 {error.colno} 列：{error.msg}"
        raise _refusal(say.BROKEN_JSON, file=file, reason=reason) from None


def _too_long(limits: TableLimits) -> Unreadable:
    return Unreadable(say.LONG_NUMBER.problem(most=limits.number_digits))


def _refusal(template: Template, **facts: str) -> InputError:
    return InputError([Problem(template, (), facts)])


def _shape(value: object, file: str) -> tuple[list[Entry], Mapping[str, object]]:
    """The records of the objects, and the ledgers that stand beside them."""
    if isinstance(value, dict) and OBJECTS_KEY in value:
        entries, apart = _records(value[OBJECTS_KEY], file, OBJECTS_KEY), value
    elif isinstance(value, dict):
        entries, apart = [value], {}
    else:
        entries, apart = _records(value, file, ""), {}
    if not any(entries):
        raise _refusal(say.EMPTY_FILE, file=file)
    return entries, apart


def _records(value: object, file: str, where: str) -> list[Entry]:
    named = f"“{where}”" if where else "最外层"
    if not isinstance(value, list):
        wanted = {"wanted": "对象的列表", "wanted_en": "a list of records"}
        raise _refusal(say.WRONG_SHAPE, file=file, where=named, where_en=where or "the top level", **wanted)
    for number, entry in enumerate(value, start=1):
        if not isinstance(entry, dict):
            wanted = {"wanted": "花括号里的一条记录", "wanted_en": "a record in braces"}
            places = {"where": f"{named}第 {number} 项", "where_en": f"item {number} of {where or 'the top level'}"}
            raise _refusal(say.WRONG_SHAPE, file=file, **places, **wanted)
    return value


def _grid(name: str, entries: Sequence[Entry], ledgers: Iterable[str], limits: TableLimits) -> Grid:
    lists = {canonical(ledger) for ledger in ledgers}
    heads: dict[str, None] = {}
    for entry in entries:
        heads.update(dict.fromkeys(key for key in entry if canonical(key) not in lists))
        if len(heads) > limits.columns:
            raise limits.passed(name, "columns")
    keys = tuple(heads)
    rows = tuple((number, _Fields(entry, keys, ledgers)) for number, entry in enumerate(entries, start=1))
    return Grid(name, Form.JSON, tuple(head_text(head) for head in heads), rows)


class _Fields(Sequence[Cell]):
    """A record as a row of cells, looked up when asked for: records with few keys in common stay small."""

    def __init__(self, entry: Entry, keys: Sequence[str], ledgers: Iterable[str]) -> None:
        self._entry, self._keys, self._ledgers = entry, keys, ledgers

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, position: Any) -> Any:
        return _cell(self._entry.get(self._keys[position]), self._ledgers)


def _cell(value: object, ledgers: Iterable[str]) -> Cell:
    """A value as a cell: whatever is no single value is refused at its place, so depth ends here."""
    if isinstance(value, list | dict):
        found = "列表" if isinstance(value, list) else "记录"
        return Unreadable(say.NOT_A_CELL.problem(found=found, ledgers="、".join(ledgers) or "—"))
    return value  # type: ignore[return-value]  # JSON holds nothing else


def _nested(
    file: str, entries: Sequence[Entry], objects: Table, ledger: LedgerLike, limits: TableLimits, *, strict: bool
) -> tuple[Table, Shares]:
    """The rows of one ledger that stand inside the records, by the position of the record."""
    inside = [(index, _ledger_of(entry, ledger.name)) for index, entry in enumerate(entries)]
    rows = [row for _, value in inside if isinstance(value, list) for row in value if isinstance(row, dict)]
    table = table_from_grid(
        _grid(f"{file} {ledger.name}", rows, (), limits), ledger.columns, OBJECT_HEAD, strict=strict
    )
    refuse_broken([table])
    read = iter(table.rows)
    shares: Shares = {}
    for index, value in inside:
        if value is None:
            continue
        owner = objects.rows[index].object_name
        label = owner if isinstance(owner, str) else f"第{index + 1}项"
        own = evolve(table, grid=evolve(table.grid, name=f"{file} {label}.{ledger.name}"))
        shares[index] = [(own, _numbered(entry, number, read)) for number, entry in enumerate(_items(value), start=1)]
    return table, shares


def _ledger_of(entry: Entry, name: str) -> object:
    return next((value for key, value in entry.items() if canonical(key) == canonical(name)), None)


def _items(value: object) -> list[object]:
    # A ledger that is no list counts as one entry that is no record, a lone record included.
    return value if isinstance(value, list) else [None]


def _numbered(entry: object, number: int, read: Iterable[Row]) -> Row:
    if isinstance(entry, dict):
        return evolve(next(iter(read)), number=number)
    return Row(number, None, {}, say.NOT_A_LEDGER.problem())


def _merge(shares: Shares, more: Shares) -> None:
    for index, rows in more.items():
        shares.setdefault(index, []).extend(rows)
