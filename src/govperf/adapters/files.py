"""Data files by their suffix."""

from __future__ import annotations

import os
from pathlib import Path

from govperf.adapters import messages as say
from govperf.adapters.contract import InputsLike
from govperf.adapters.csv_reader import read_csv
from govperf.adapters.excel_reader import read_excel
from govperf.adapters.json_reader import read_json
from govperf.adapters.records import Dataset
from govperf.adapters.table_limits import DEFAULT_TABLE_LIMITS, TableLimits
from govperf.errors import InputError


def read_data(
    inputs: InputsLike,
    path: str | os.PathLike[str],
    *,
    strict: bool = False,
    limits: TableLimits = DEFAULT_TABLE_LIMITS,
) -> Dataset:
    """The records that ``policy.inputs`` asks for, from a .csv, .tsv, .json, .xlsx or .parquet file.

    What is wrong with single rows or cells is in the dataset's ``findings``. An :class:`InputError` is raised where no
    row can be read: no such file, not of its type, heads given twice. ``strict`` refuses columns that are no inputs.
    """
    file = Path(path)
    match file.suffix.lower():
        case ".csv" | ".tsv":
            return read_csv(inputs, file, limits, strict=strict)
        case ".json":
            return read_json(inputs, file, limits, strict=strict)
        case ".xlsx" | ".xlsm":
            return read_excel(inputs, file, limits, strict=strict)
        case ".parquet" | ".arrow" | ".feather":
            from govperf.adapters.arrow_reader import read_arrow

            return read_arrow(inputs, file, limits, strict=strict)
        case suffix:
            raise refuse_suffix(file, suffix)


def refuse_suffix(file: Path, suffix: str) -> InputError:
    """The error for a file of a type that is neither read nor written."""
    template = say.OLD_EXCEL if suffix == ".xls" else say.UNKNOWN_SUFFIX
    return InputError([template.problem(file=file.name, suffix=suffix or "—")])
