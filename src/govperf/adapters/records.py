"""Records for the library from tables: one per object, with its ledgers inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import evolve, field

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike
from govperf.adapters.heads import heads_in_words
from govperf.adapters.place import Finding, Place, Unreadable
from govperf.adapters.tables import Row, Table
from govperf.diagnostics import Problem, Severity
from govperf.diagnostics.suggest import nearest
from govperf.errors import InputError
from govperf.export.workbook import OBJECT_HEAD
from govperf.frozen import frozen

Shares = dict[int, list[tuple[Table, Row]]]
"""The rows of one ledger by the position of their object; an object that is not in it lacks the ledger altogether."""


@frozen
class Origin:
    """Where the values of one record stand."""

    table: Table
    row: int
    ledgers: Mapping[str, tuple[tuple[Table, int], ...]] = field(factory=dict)

    def place(self, path: tuple[str | int, ...]) -> Place:
        """The place that a problem's path (input, or ledger, row from 1, column) leads to."""
        match path:
            case (str(ledger), int(number), *rest) if 1 <= number <= len(self.ledgers.get(ledger, ())):
                table, row = self.ledgers[ledger][number - 1]
                return table.place(row, str(rest[0]) if rest else None)
            case (str(name), *_):
                return self.table.place(self.row, name)
            case _:
                return self.table.place(self.row)


@frozen
class Dataset:
    """What a data file holds: records in their order, where each comes from, what is to be said about the file.

    A value that could not be read is in its record as :class:`Unreadable`, which the library refuses: the row has no
    score, and cohort values do not quietly leave it out. ``findings`` name all such values, with rows that belong to
    nobody, columns that are not used.
    """

    records: tuple[Mapping[str, object], ...]
    names: tuple[str, ...]
    findings: tuple[Finding, ...]
    _origins: tuple[Origin, ...] = field(repr=False, eq=False)

    def located(self, index: int, problems: Iterable[Problem]) -> tuple[Finding, ...]:
        """The library's problems with record ``index`` at their places, less those that ``findings`` tell better.

        What another object stops is told of the row: the path leads to the other one's cell.
        """
        origin, record = self._origins[index], self.records[index]
        located = [(problem, () if "blocking" in problem.facts else problem.path) for problem in problems]
        return tuple(
            Finding(problem, origin.place(path), self.names[index], index)
            for problem, path in located
            if not isinstance(_value_at(record, path), Unreadable)
        )

    def with_findings(self, findings: Iterable[Finding]) -> Dataset:
        """The same data with more to be said about its file."""
        return evolve(self, findings=(*self.findings, *findings))

    @property
    def failed(self) -> bool:
        """Whether anything in the file could not be read."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def refuse_broken(tables: Iterable[Table]) -> None:
    """Raises what is wrong with the heads of tables: without them no row can be trusted."""
    errors = [finding for table in tables for finding in table.heads.errors]
    if errors:
        raise InputError([placed(finding) for finding in errors])


def placed(finding: Finding) -> Problem:
    """A finding as a problem whose own words say the place, for where it travels alone."""
    problem = finding.problem
    template = problem.template
    facts = {**problem.facts, "place_zh": finding.place.say("zh"), "place_en": finding.place.say("en")}
    whole = type(template)(
        template.code,
        template.slug,
        "{place_zh}：" + template.zh,
        "{place_en}: " + template.en,
        template.hint_zh,
        template.hint_en,
        template.severity,
    )
    return Problem(whole, problem.path, facts, problem.span)


def dataset_from_tables(inputs: InputsLike, objects: Table, ledgers: Mapping[str, Table]) -> Dataset:
    """Joins rows of ledgers to their objects by name; with one object and no column for it, all rows are its own."""
    refuse_broken([objects, *ledgers.values()])
    findings = [finding for table in ledgers.values() for finding in table.findings]
    shares = {name: share_by_name(inputs, objects, table, findings) for name, table in ledgers.items()}
    return dataset_from_shares(inputs, objects, shares, findings)


def dataset_from_shares(
    inputs: InputsLike, objects: Table, shares: Mapping[str, Shares], findings: Iterable[Finding] = ()
) -> Dataset:
    """The records of ``objects`` with the rows of ledgers that are theirs."""
    spoiled = _doubtful(objects)
    records, origins = [], []
    for index, row in enumerate(objects.rows):
        own = {name: share[index] for name, share in shares.items() if index in share}
        record = _record(inputs, row, own)
        whole = row.spoiled or spoiled.get(index)
        if whole is not None:
            _spoil(inputs, record, whole)
        records.append(record)
        places = {name: tuple((table, entry.number) for table, entry in rows) for name, rows in own.items()}
        origins.append(Origin(objects, row.number, places))
    names = tuple(object_label(row) for row in objects.rows)
    found = (*objects.findings, *findings, *_unreadable(records, names, origins))
    return Dataset(tuple(records), names, found, tuple(origins))


def object_key(inputs: InputsLike) -> str:
    """The head of the column that names the object."""
    return inputs.object_name or OBJECT_HEAD


def object_label(row: Row) -> str:
    """What messages call the object of a row."""
    return row.object_name if isinstance(row.object_name, str) else ""


def _record(inputs: InputsLike, row: Row, ledgers: Mapping[str, list[tuple[Table, Row]]]) -> dict[str, object]:
    record: dict[str, object] = {}
    if row.object_name is not None and inputs.object_name:
        record[inputs.object_name] = row.object_name
    record.update(row.values)
    firsts = {ledger.name: next((column.name for column in ledger.columns), "") for ledger in inputs.ledgers}
    for name, rows in ledgers.items():
        record[name] = [_ledger_record(entry, firsts.get(name, "")) for _, entry in rows]
    return record


def _ledger_record(row: Row, first: str) -> dict[str, object]:
    values = dict(row.values)
    if row.spoiled is not None:
        values[first] = Unreadable(row.spoiled)
    return values


def _spoil(inputs: InputsLike, record: dict[str, object], problem: Problem) -> None:
    """Makes the library refuse a record as a whole, through a value that it will look at."""
    names = [spec.name for spec in inputs if spec.name != inputs.object_name]
    names = names or [ledger.name for ledger in inputs.ledgers]
    key = next((name for name in names if name in record), names[0] if names else object_key(inputs))
    record[key] = Unreadable(problem)


def share_by_name(inputs: InputsLike, objects: Table, table: Table, findings: list[Finding]) -> Shares:
    """The rows of one ledger by the position of their object; rows of nobody go to ``findings``."""
    shares: Shares = {index: [] for index in range(len(objects.rows))}
    column = table.heads.object_column
    if len(objects.rows) != 1 and table.rows:
        _need_object_column(inputs, table)
        _need_object_column(inputs, objects)
    if column is None or objects.heads.object_column is None:
        for row in table.rows:
            shares[0].append((table, row))
        return shares
    owners = {row.object_name: i for i, row in enumerate(objects.rows) if isinstance(row.object_name, str)}
    for row in table.rows:
        # An Unreadable owner holds a mapping, so it cannot be looked up.
        index = owners.get(row.object_name) if isinstance(row.object_name, str) else None
        if index is None:
            findings.append(_orphan(table, row, column.name, owners))
        else:
            shares[index].append((table, row))
    return shares


def _need_object_column(inputs: InputsLike, table: Table) -> None:
    if table.heads.object_column is None:
        name, heads = object_key(inputs), heads_in_words(table.grid.heads)
        raise InputError([say.NO_OBJECT_COLUMN.problem(table=table.grid.name, name=name, heads=heads)])


def _orphan(table: Table, row: Row, column: str, owners: Iterable[str]) -> Finding:
    place = table.place(row.number, column)
    if isinstance(row.object_name, Unreadable):
        return Finding(row.object_name.problem, place)
    if row.object_name is None:
        return Finding(say.NO_OBJECT.problem(column=column), place)
    near = nearest(str(row.object_name), owners, 1)
    return Finding(say.UNKNOWN_OBJECT.problem(name=row.object_name, nearest=near[0] if near else "—"), place)


def _doubtful(objects: Table) -> dict[int, Problem]:
    """What spoils whole rows: no object, or one that stands in several rows, so that nobody knows which is meant."""
    column = objects.heads.object_column
    if column is None:
        return {}
    positions: dict[str, list[int]] = defaultdict(list)
    spoiled: dict[int, Problem] = {}
    for index, row in enumerate(objects.rows):
        match row.object_name:
            case str(name):
                positions[name].append(index)
            case Unreadable(problem):
                spoiled[index] = problem
            case _:
                spoiled[index] = say.NO_OBJECT.problem(column=column.name)
    for name, indexes in positions.items():
        if len(indexes) > 1:
            numbers = "、".join(str(objects.rows[index].number) for index in indexes)
            spoiled.update(dict.fromkeys(indexes, say.REPEATED_OBJECT.problem(name=name, rows=numbers)))
    return spoiled


def _unreadable(
    records: Iterable[Mapping[str, object]], names: Iterable[str], origins: Iterable[Origin]
) -> list[Finding]:
    found = []
    for index, (record, name, origin) in enumerate(zip(records, names, origins, strict=True)):
        for key, value in record.items():
            for path, cell in _cells(key, value):
                if isinstance(cell, Unreadable):
                    # What spoils a row as a whole stands in the record under some column that has no part in it.
                    place = origin.place(path[:2] if len(path) > 1 else ()) if _is_of_row(cell) else origin.place(path)
                    found.append(Finding(cell.problem, place, name, index))
    return found


def _is_of_row(cell: Unreadable) -> bool:
    return cell.problem.code in (say.LONG_ROW.code, say.REPEATED_OBJECT.code, say.NO_OBJECT.code)


def _cells(key: str, value: object) -> Iterable[tuple[tuple[str | int, ...], object]]:
    if not isinstance(value, list):
        yield (key,), value
        return
    for number, row in enumerate(value, start=1):
        for column, cell in row.items():
            yield (key, number, column), cell


def _value_at(record: Mapping[str, object], path: tuple[str | int, ...]) -> object:
    match path:
        case (str(ledger), int(number), str(column)):
            rows = record.get(ledger)
            return rows[number - 1].get(column) if isinstance(rows, list) and 1 <= number <= len(rows) else None
        case (str(name),):
            return record.get(name)
        case _:
            return None
