"""Whatever the bytes of a data file, only errors of ours come out."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govperf.adapters.files import read_data
from govperf.errors import GovperfError

FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["单位", "得分", "表彰", "对象表", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def records_or_our_error(inputs: Any, path: Path) -> None:
    try:
        dataset = read_data(inputs, path)
    except GovperfError:
        return
    assert len(dataset.records) == len(dataset.names) > 0


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".xlsx"])
@FUZZ
@given(content=st.binary(max_size=200))
def test_random_bytes(inputs: Any, tmp_path: Path, suffix: str, content: bytes):
    path = tmp_path / f"units{suffix}"
    path.write_bytes(content)
    records_or_our_error(inputs, path)


@FUZZ
@given(text=st.text(alphabet='单位得分甲,"\n\r\t 1.%()\ufeff', max_size=60))
def test_random_tables(inputs: Any, tmp_path: Path, text: str):
    path = tmp_path / "units.csv"
    path.write_text(f"单位,得分\n{text}", encoding="utf-8", newline="")
    records_or_our_error(inputs, path)


@FUZZ
@given(value=JSON)
def test_random_json(inputs: Any, tmp_path: Path, value: object):
    path = tmp_path / "units.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    records_or_our_error(inputs, path)


def sound_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["单位", "得分"])
    book.active.append(["甲", 1])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WORKBOOK = sound_workbook()


@FUZZ
@given(place=st.integers(0, len(WORKBOOK) - 1), byte=st.integers(0, 255))
def test_a_workbook_with_a_changed_byte(inputs: Any, tmp_path: Path, place: int, byte: int):
    path = tmp_path / "units.xlsx"
    path.write_bytes(WORKBOOK[:place] + bytes([byte]) + WORKBOOK[place + 1 :])
    records_or_our_error(inputs, path)
