"""The three workloads with whoever takes part."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

from table import exact, rows
from table.engines import duckdb_engine, numpy_engine, polars_engine
from table.excel import excel_engine
from table.model import Contender, Work
from table.openfisca import openfisca_engine
from table.ours import our_engines
from table.rowwise import rowwise_engines

PEERS: tuple[tuple[str, str, Callable[[str], tuple[Contender, ...]]], ...] = (
    ("polars", "polars", polars_engine),
    ("duckdb", "duckdb", duckdb_engine),
    ("openfisca_core", "openfisca-core", openfisca_engine),
    ("formulas", "formulas", excel_engine),
)
FACTS: dict[str, tuple[str, Any, Any, Any, int]] = {
    "W1": ("两项加权、两项扣分各以2分为限、四档", exact.w1, rows.w1_random, rows.w1_edges, 1_000_000),
    "W2": ("四十项完成比例、六项扣分、保留2位小数、四档、一票否决", exact.w2, rows.w2_random, rows.w2_edges, 200_000),
    "W3": ("W1 加名次：前25% 90分、前55% 80分、其余70分，六四合成", exact.w3, rows.w1_random, rows.w1_edges, 1_000_000),
}


def work(name: str) -> Work:
    """A workload by its name."""
    title, oracle, random, edges, count = FACTS[name]
    found, absent = _peers(name)
    row_by_row, missing = rowwise_engines(name)
    everybody = (*numpy_engine(name), *our_engines(name), *found, *row_by_row)
    return Work(name, title, oracle, random, edges, count, everybody, (*absent, *missing))


def _peers(name: str) -> tuple[tuple[Contender, ...], tuple[str, ...]]:
    """Those that are installed, then why the others are not there."""
    found: list[Contender] = []
    absent: list[str] = []
    for module, package, engine in PEERS:
        if importlib.util.find_spec(module) is None:
            absent.append(f"{package} is not installed")
            continue
        try:
            found.extend(engine(name))
        except Exception as error:  # noqa: BLE001  a peer of another version must not stop the measurement
            absent.append(f"{package} did not take the policy: {str(error)[:80]}")
    return tuple(found), tuple(absent)
