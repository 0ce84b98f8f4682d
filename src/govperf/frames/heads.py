"""Which input or ledger each column of a table stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

import attrs
from attrs import field

from govperf.adapters import messages as say
from govperf.adapters.grid import Form, Grid, head_text
from govperf.adapters.heads import Column, Heads, heads_in_words, match_heads
from govperf.adapters.records import placed
from govperf.diagnostics import Problem, shorten
from govperf.diagnostics.suggest import nearest
from govperf.errors import InputError
from govperf.evaluate import messages
from govperf.export.workbook import OBJECT_HEAD
from govperf.frozen import frozen
from govperf.semantics import InputDefinition, LedgerDefinition, Ruleset
from govperf.terms.kinds import Base
from govperf.values import canonical

_KINDS: Final = {Base.NUMBER: "number", Base.BOOL: "bool", Base.TEXT: "text", Base.DATE: "date", Base.CHOICE: "choice"}


@frozen
class Spec:
    """An input as heads are matched with it."""

    name: str
    domain: str
    unit: str
    factor: Fraction


@attrs.frozen(eq=False)
class Matched:
    """The columns of a table that are read: inputs with the marks of their heads, ledgers, the name of the object.

    ``notes`` are about columns that are not used; ``slips`` those of them that look like a misspelt input.
    """

    inputs: tuple[tuple[Column, InputDefinition], ...]
    ledgers: tuple[tuple[int, LedgerDefinition], ...] = ()
    owner: Column | None = None
    notes: tuple[Problem, ...] = ()
    slips: Mapping[str | int, Problem] = field(factory=dict)


def match_inputs(heads: tuple[str, ...], ruleset: Ruleset, *, table: str, strict: bool) -> Matched:
    """The columns of a table of objects; raises InputError for heads twice given or with units that do not fit."""
    known = _by_name(ruleset.inputs)
    ledgers = {canonical(one.name): one for one in ruleset.ledgers}
    names = {*known, *ledgers}
    plain = tuple(_plain(head, names) for head in heads)
    held = [(position, ledgers[canonical(head)]) for position, head in enumerate(plain) if canonical(head) in ledgers]
    found = _match(plain, known, ruleset, table, strict=strict, silent=[one.name for one in ruleset.ledgers])
    inputs = _inputs(found, known)
    notes = tuple(finding.problem for finding in found.findings)
    _refuse_foreign(plain, ruleset, bool(inputs or held))
    return Matched(inputs, tuple(held), found.object_column, notes, _slips(plain, inputs, known, ledgers))


def match_ledger(
    heads: tuple[str, ...], ledger: LedgerDefinition, ruleset: Ruleset, *, table: str, strict: bool
) -> Matched:
    """The columns of a ledger's table, or of the records inside a list."""
    known = _by_name(ledger.columns)
    plain = tuple(_plain(head, known) for head in heads)
    found = _match(plain, known, ruleset, table, strict=strict)
    columns = tuple((column, known[canonical(column.name)]) for column in found.columns if column.spec is not None)
    return Matched(columns, (), found.object_column, tuple(finding.problem for finding in found.findings))


def _by_name(inputs: Iterable[InputDefinition]) -> dict[str, InputDefinition]:
    """Inputs by the names that data may use: their own, for a leaf also its full path."""
    found = {}
    for one in inputs:
        found[canonical(one.name)] = one
        if one.key.endswith("#"):
            found[canonical(one.key[:-1])] = one
    return found


def _plain(head: str, known: Iterable[str]) -> str:
    """A head that names something as it stands stays so; in any other, blanks and line breaks are no part of it."""
    return head if canonical(head) in known else head_text(head)


def _match(
    heads: tuple[str, ...],
    known: Mapping[str, InputDefinition],
    ruleset: Ruleset,
    table: str,
    *,
    strict: bool,
    silent: Iterable[str] = (),
) -> Heads:
    specs = [Spec(name, _kind(one), one.domain.unit, one.domain.factor) for name, one in known.items()]
    grid = Grid(table, Form.JSON, heads, ())
    found = match_heads(grid, specs, ruleset.object_name or OBJECT_HEAD, strict=strict, unreported=silent)
    if found.errors:
        raise InputError([placed(finding) for finding in found.errors])
    return found


def _kind(one: InputDefinition) -> str:
    return "choice" if one.domain.kind.options else _KINDS.get(one.domain.kind.base, "text")


def _inputs(found: Heads, known: Mapping[str, InputDefinition]) -> tuple[tuple[Column, InputDefinition], ...]:
    """Among them the column that names the object, where the policy declares one; no input stands there twice."""
    pairs = []
    seen: dict[str, Column] = {}
    for column in found.columns:
        one = known.get(canonical(column.name))
        if one is None:
            continue
        if one.key in seen:
            raise InputError([messages.TWICE.problem(one.name, name=one.name)])
        seen[one.key] = column
        pairs.append((column, one))
    return tuple(pairs)


def _refuse_foreign(heads: tuple[str, ...], ruleset: Ruleset, anything: bool) -> None:  # noqa: FBT001 - of one caller
    """A table without a single column that the policy knows is the wrong table, unless there are no columns at all."""
    if heads and not anything and ruleset.inputs:
        names = "、".join(one.name for one in ruleset.inputs[:12])
        raise InputError([say.NO_INPUT_COLUMN.problem(heads=heads_in_words(heads) or "—", names=names)])


def _slips(
    heads: tuple[str, ...],
    inputs: Iterable[tuple[Column, InputDefinition]],
    known: Mapping[str, InputDefinition],
    ledgers: Mapping[str, LedgerDefinition],
) -> dict[str | int, Problem]:
    """Unknown heads that nearly name an input not given before them, as the reader of records tells them."""
    given = {column.position: one.key for column, one in inputs}
    before: set[str] = set()
    slips: dict[str | int, Problem] = {}
    for position, head in enumerate(heads):
        name = canonical(head)
        if position in given:
            before.add(given[position])
        elif name not in ledgers and 0 < len(name) <= 60:
            near = [one for one in nearest(name, (*known, *ledgers)) if one not in before]
            if near:
                advice = f"是不是“{near[0]}”？"
                slips[near[0]] = messages.UNKNOWN_KEY.problem(name, name=shorten(name, 60), advice=advice)
    return slips
