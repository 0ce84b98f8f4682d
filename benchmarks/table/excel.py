"""An Excel formula run by a Python engine for spreadsheets, over whole columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from table import spelling
from table.engines import short_floats
from table.model import Contender, Scores, codes
from table.rows import Rows


def excel_engine(name: str) -> tuple[Contender, ...]:
    """The formulas a person would write into two columns; W3 needs RANK over the column, which is quadratic there."""
    if name == "W3":
        return ()
    score, order = _formula(_w1() if name == "W1" else _w2())
    veto = "IF(V1,3,{})" if name == "W2" else "{}"
    grade, asked = _formula("=" + veto.format("IF(S1>=90,0,IF(S1>=80,1,IF(S1>=70,2,3)))"))

    def prepare(rows: Rows) -> dict[str, Any]:
        columns = short_floats(rows)
        return {CELLS[name]: column for name, column in columns.items()}

    def run(of: dict[str, Any]) -> Any:
        found = np.asarray(score(*(of[cell] for cell in order)), dtype=float)
        return found, grade(*(found if cell == "S1" else of[cell] for cell in asked))

    def read(found: Any) -> Scores:
        return Scores(found[0], codes(np.asarray(found[1], dtype=float)))

    return (Contender("Excel formula (formulas)", prepare, run, read, most=MOST[name]),)


MOST = {"W1": 10_000, "W2": 1_000}

CELLS = {
    "a": "A1",
    "b": "B1",
    "c": "C1",
    "d": "D1",
    "veto": "V1",
    **{f"a{n}": f"A{n + 1}" for n in range(1, 41)},
    **{f"t{n}": f"T{n + 1}" for n in range(1, 41)},
    **{f"d{n}": f"D{n + 1}" for n in range(1, 7)},
}


def _w1() -> str:
    return "=A1*90%+B1*10%-IF(C1<2,C1,2)-IF(D1<2,D1,2)"


def _w2() -> str:
    """MIN of two columns is one number in a spreadsheet, so the smaller of two cells is chosen by IF."""
    parts = "+".join(f"{w}*IF({CELLS[a]}<{CELLS[t]},{CELLS[a]}/{CELLS[t]},1)" for w, a, t in spelling.INDICATORS)
    lost = "+".join(CELLS[f"d{n}"] for n in range(1, 7))
    return f"=ROUND(({parts})*90%+B1*10%-IF({lost}<5,{lost},5),2)"


def _formula(text: str) -> tuple[Callable[..., Any], tuple[str, ...]]:
    """A formula compiled once, with the cells that it takes in their order."""
    import formulas

    compiled = formulas.Parser().ast(text)[1].compile()
    return compiled, tuple(compiled.inputs)
