"""Expressions with inputs and the exact values that they must have, row by row.

The tables are plain data: an expression (for the one value 得分), inputs as ``名=值`` between blanks
(a value that ends in ``f`` is handed over as a float), the value as a decimal or a fraction, or ``错误 种类``.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

import govperf

TABLES = sorted(Path(__file__).parent.glob("*.csv"))
ROWS = [
    pytest.param(*row.values(), id=f"{table.stem}-{number}")
    for table in TABLES
    for number, row in enumerate(csv.DictReader(table.read_text(encoding="utf-8").splitlines()), start=2)
]


def record_of(inputs: str) -> dict[str, object]:
    pairs = (pair.split("=") for pair in inputs.split())
    return {name: float(value[:-1]) if value.endswith("f") else value for name, value in pairs}


def value_of(expression: str, inputs: str, *, quickly: bool) -> str:
    policy = govperf.compile(expression)
    score = policy.score if quickly else policy.score_slowly
    try:
        return str(Fraction(score(record_of(inputs))["得分"]))
    except govperf.ScoringError as error:
        return f"错误 {error.code}"


@pytest.mark.parametrize("quickly", [True, False], ids=["quick", "slow"])
@pytest.mark.parametrize(("expression", "inputs", "expected"), ROWS)
def test_value(expression: str, inputs: str, expected: str, quickly: bool):
    wanted = expected if expected.startswith("错误") else str(Fraction(expected))
    assert value_of(expression, inputs, quickly=quickly) == wanted
