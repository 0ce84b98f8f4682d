"""Turns what is decided into an object with friendly numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from govperf.boundaries.board import Board, Slot, as_day
from govperf.boundaries.linear import single
from govperf.checks.records import record_keys
from govperf.checks.stretches import LADDER
from govperf.evaluate.outcome import ObjectData
from govperf.semantics import LedgerDefinition
from govperf.terms.kinds import Base
from govperf.terms.terms import Value
from govperf.values import decimals, ends

MOST_SMOOTHED = 40
_ENDLESS = 40


def made(board: Board) -> ObjectData | None:
    """The object, its numbers as round as the wishes let them be; None where what must be whole can't be."""
    mark = board.mark()
    found: list[tuple[int, ObjectData]] = []
    for order in _orders(board):
        _smoothed(board, order)
        if _even(board):
            found.append((_roughness(board), _object(board)))
        board.undo(mark)
        if found and found[0][0] == 0:
            break
    return min(found, key=lambda one: one[0])[1] if found else None


def writable(data: ObjectData) -> bool:
    """All numbers have an end, so that people can write them down."""
    rows = (row for rows in data.ledgers.values() for row in rows)
    return all(ends(value) for each in (data.values, *rows) for value in each.values() if isinstance(value, Fraction))


def _numbers(board: Board) -> list[Slot]:
    return [slot for slot in board.numbers if slot in board.used]


def _orders(board: Board) -> Iterator[Sequence[Slot]]:
    """First what is as it ordinarily is stays so; else what had to move is made round first."""
    slots = _numbers(board)
    still = [slot for slot in slots if board.tableau.value[board.numbers[slot]] == _ordinary(board, slot)]
    moved = [slot for slot in slots if slot not in still]
    yield _whole_first(board, [*still, *moved])
    if moved and still:
        yield _whole_first(board, [*moved, *still])
        yield _whole_first(board, [*reversed(moved), *still])


def _whole_first(board: Board, slots: list[Slot]) -> list[Slot]:
    """What must be a multiple of a step is fixed while the rest can still make up for it."""
    return sorted(slots, key=lambda slot: board.numbers[slot] not in board.steps)


def _even(board: Board) -> bool:
    """Every number is a multiple of the step that its domain asks for."""
    values = (
        (board.tableau.value[board.numbers[slot]], board.steps.get(board.numbers[slot])) for slot in _numbers(board)
    )
    return all(step is None or (value / step).denominator == 1 for value, step in values)


def _ordinary(board: Board, slot: Slot) -> Fraction:
    return board.knowledge.start(board.knowledge.input(slot[0]), slot)


def _smoothed(board: Board, slots: Sequence[Slot]) -> None:
    """Fixes one number after the other, each on the roundest value that still goes."""
    for slot in slots[:MOST_SMOOTHED]:
        variable = board.numbers[slot]
        form = single(variable)
        for value in _round(board, slot, board.tableau.value[variable]):
            mark = board.mark()
            if board.limit(form, value, value) and board.tableau.settle():
                break
            board.undo(mark)
            board.tableau.settle()


def _round(board: Board, slot: Slot, value: Fraction) -> Iterator[Fraction]:
    one = board.knowledge.input(slot[0])
    step = board.steps.get(board.numbers[slot])
    if value == _ordinary(board, slot) or one.domain.kind.base is Base.DATE:
        yield value
    for unit in LADDER:
        size = unit * one.domain.factor
        if step is not None and (size / step).denominator != 1:
            size = step
        yield from dict.fromkeys((round(value / size) * size, -(-value // size) * size, (value // size) * size))


def _roughness(board: Board) -> int:
    """Decimals of all numbers together; one without end counts as many."""
    rough = 0
    for slot in _numbers(board):
        value = board.tableau.value[board.numbers[slot]] / board.knowledge.input(slot[0]).domain.factor
        rough += decimals(value) if ends(value) else _ENDLESS
    return rough


# --- the object ---


def _object(board: Board) -> ObjectData:
    base = board.knowledge.base
    values = dict(base.values)
    for slot in board.used:
        if slot[1] < 0:
            _put(board, slot, values)
    for one in board.knowledge.graph.ruleset.inputs:
        if _gone(board, (one.key, -1)):
            values.pop(one.key, None)
    ledgers = {name: tuple(rows) for name, rows in base.ledgers.items()}
    for ledger in board.knowledge.graph.ruleset.ledgers:
        shape = _shape(board, ledger)
        if shape is not None:
            ledgers[ledger.name] = tuple(_rows(board, ledger, shape))
    return evolve(base, values=values, ledgers=ledgers)


def _put(board: Board, slot: Slot, values: dict[str, Value]) -> None:
    """What the default says anyway is left out."""
    value = _value(board, slot)
    if value == board.knowledge.input(slot[0]).default:
        values.pop(slot[0], None)
    else:
        values[slot[0]] = value


def _value(board: Board, slot: Slot) -> Value:
    if slot in board.numbers:
        value = board.tableau.value[board.numbers[slot]]
        return as_day(value) if board.knowledge.input(slot[0]).domain.kind.base is Base.DATE else value
    return board.domains[board.words[slot]][0]  # type: ignore[return-value]  # a word of the policy


def _gone(board: Board, slot: Slot) -> bool:
    switch = board.words.get((f"?{slot[0]}", slot[1]))
    return switch is not None and board.domains[switch] == (False,)


def _shape(board: Board, ledger: LedgerDefinition) -> tuple[int, ...] | None:
    switch = board.words.get((f"#{ledger.name}", -1))
    if switch is None or len(board.domains[switch]) != 1:
        return None
    shape = board.domains[switch][0]
    return shape if isinstance(shape, tuple) else None  # type: ignore[return-value]  # a shape


def _rows(board: Board, ledger: LedgerDefinition, shape: tuple[int, ...]) -> Iterator[dict[str, Value]]:
    drafts = [_row(board, ledger, group) for group, times in enumerate(shape) for _ in range(times)]
    if ledger.per is not None:
        _distinct(drafts, f"{ledger.name}.{ledger.per}", record_keys(ledger, len(drafts)))
    yield from drafts


def _row(board: Board, ledger: LedgerDefinition, group: int) -> dict[str, Value]:
    row: dict[str, Value] = {}
    for column in ledger.columns:
        slot = (column.key, group)
        ordinary = board.knowledge.given(slot)
        if slot in board.used:
            _put(board, slot, row)
        elif ordinary is not None and not _gone(board, slot):
            row[column.key] = ordinary
    return row


def _distinct(rows: list[dict[str, Value]], key: str, keys: tuple[Value, ...] | None) -> None:
    """Every record gets a key of its own; one that was wished for is kept by the first that has it."""
    taken: set[Value] = set()
    free = [one for one in keys or () if one not in [row.get(key) for row in rows]]
    for row in rows:
        own = row.get(key)
        if (own is None or own in taken) and (
            spare := next((one for one in keys or () if one not in taken and one in free), None)
        ) is not None:
            row[key] = spare
            free.remove(spare)
        taken.add(row.get(key, own))  # type: ignore[arg-type]  # a key
