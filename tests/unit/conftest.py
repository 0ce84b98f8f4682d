"""Tables of cases beside the tests: ``@pytest.mark.cases("rounding.csv")`` runs a test once for each row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "cases(name): run the test for each row of the CSV table of that name")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The columns of the table are the arguments of the test; lines that start with ``#`` are remarks."""
    marker = metafunc.definition.get_closest_marker("cases")
    if marker is None:
        return
    table = Path(str(metafunc.definition.path)).with_name(marker.args[0])
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines, skipinitialspace=True, strict=True))
    assert rows, f"{table.name} holds no case"
    columns = list(rows[0])
    metafunc.parametrize(columns, [[row[column] for column in columns] for row in rows])
