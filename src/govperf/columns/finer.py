"""Runs a program with pairs of floats, for the rows in which floats alone cannot tell the last decimal of a sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from govperf.columns.blocks import BLOCK, DTYPES, Function
from govperf.columns.model import Fine, Flags, Indices
from govperf.columns.pairs import FINE_ULP, FUNCTIONS, TESTS, NoPairError, Pair, chosen, parts_of, single
from govperf.columns.program import Program
from govperf.columns.shapes import ULP

Supply = Callable[[str, str], Any]

_PLAIN = ("sqrt",)
"""Functions that take single floats alone."""


def finer(
    program: Program, name: str, rows: Indices, supply: Supply, parameters: Callable[[str, object], int]
) -> Fine | None:
    """A near number of some rows (at least one); None where it cannot be had so.

    A bound on the error of floats is a sum in which each operation has its share of ``ULP``, or products of such: with
    pairs it is smaller by as much as theirs is.
    """
    result = program.results[name]
    if result.kind != "e" or not result.parts["x"].varies or (program.bad.constant and not program.bad.varies):
        return None
    ins = [supply(one.key, one.part) for one in program.given]
    known = [parameters(key, value) for key, value in program.parameters]
    block = _with_pairs(program.function)
    found: list[tuple[Pair, Flags]] = []
    try:
        with np.errstate(all="ignore"):
            for start in range(0, len(rows), BLOCK):
                some = rows[start : start + BLOCK]
                found.append(_block(program, name, block, len(some), [_taken(one[some]) for one in ins], known))
    except NoPairError:
        return None
    high, low = (np.concatenate([getattr(pair, part) for pair, _ in found]) for part in ("high", "low"))
    sure = np.concatenate([settled for _, settled in found]) & np.isfinite(high) & np.isfinite(low)
    return Fine(high, low, result.per, result.error * FINE_ULP / ULP, sure)


def _block(
    program: Program, name: str, block: Callable[..., None], length: int, ins: list[Any], parameters: list[int]
) -> tuple[Pair, Flags]:
    """The number, with where it is settled."""
    function = program.function
    outs = [_room(form, length) for form in function.forms]
    scratch = {form: [_room(form, length) for _ in range(count)] for form, count in function.buffers.items()}
    scratch["k"] = [np.full(length, one.value) for one in function.filled]
    block(0, length, ins, outs, parameters, scratch)
    settled = ~outs[program.bad.place] if program.bad.varies else np.ones(length, np.bool_)
    return outs[program.results[name].parts["x"].place], settled


def _room(form: str, length: int) -> Any:
    return Pair.empty(length) if form == "f" else np.empty(length, DTYPES[form])


def _taken(part: Any) -> Any:
    """An array as it is; numbers that are still unread as a function that writes them into pairs."""
    if isinstance(part, np.ndarray):
        return part

    def reading(low: int, high: int, out: Pair) -> None:
        part(low, high, out.high)
        out.low[...] = 0.0

    return reading


# --- the functions of programs ---


def _with_pairs(function: Function) -> Callable[..., None]:
    """The same program over other functions."""
    space: dict[str, Any] = {**function.run.__globals__}
    space |= {name: _number(name) for name in FUNCTIONS} | {name: _test(name) for name in TESTS}
    space |= {name: _plain(space[name]) for name in space if name in _PLAIN or name.startswith("call")}
    space |= {"copyto": _copyto, "where": _where, "take": _take}
    exec(compile(function.source, "<pairs>", "exec"), space)
    found: Callable[..., None] = space["block"]
    return found


def _has_pair(*values: Any) -> bool:
    return any(isinstance(value, Pair) for value in values)


def _number(name: str) -> Callable[..., Any]:
    plain, pairs = getattr(np, name), FUNCTIONS[name]

    def function(*arguments: Any, out: Any = None, **how: Any) -> Any:
        if not _has_pair(*arguments, out):
            return plain(*arguments, **how) if out is None else plain(*arguments, out=out, **how)
        found = pairs(*(parts_of(one) for one in arguments))
        if out is None:
            return Pair(*found)
        out.put(found)
        return out

    return function


def _test(name: str) -> Callable[..., Any]:
    plain, pairs = getattr(np, name), TESTS[name]

    def function(left: Any, right: Any, out: Any = None) -> Any:
        if not _has_pair(left, right):
            return plain(left, right) if out is None else plain(left, right, out=out)
        found = pairs(parts_of(left), parts_of(right))
        if out is None:
            return found
        out[...] = found
        return out

    return function


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    def called(*arguments: Any, out: Any = None) -> Any:
        found = function(*(single(one) for one in arguments))
        if out is None:
            return found
        out.put((found, 0.0))
        return out

    return called


def _copyto(out: Any, value: Any) -> None:
    if isinstance(out, Pair):
        out.put(parts_of(value))
    else:
        np.copyto(out, single(value))


def _where(flags: Any, left: Any, right: Any) -> Any:
    if not _has_pair(left, right):
        return np.where(flags, left, right)
    return Pair(*chosen(flags, parts_of(left), parts_of(right)))


def _take(table: Any, codes: Any, out: Any, mode: Any) -> None:
    out.put((np.take(table, codes, mode=mode), 0.0))
