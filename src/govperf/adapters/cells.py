"""What a record is given for one cell of a table."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from govperf.adapters import messages as say
from govperf.adapters.grid import Cell, Form, is_blank
from govperf.adapters.heads import Column
from govperf.adapters.place import Unreadable
from govperf.values import canonical, strip_blanks

_BARE: Final = re.compile(r"[+-]?(?:\d[\d,]*)?(?:\.\d+)?")


def cell_value(cell: Cell, column: Column, form: Form) -> object:
    """The value for the record, or None for an empty cell.

    Texts stay texts, so that the library reads them exactly; a bare number under a head with a mark gets that mark.
    """
    if is_blank(cell):
        return None
    if column.spec is None:
        return object_text(cell)
    match cell:
        case str():
            return _marked(strip_blanks(cell), column.mark)
        case bool() | Unreadable():
            return cell
        case int() | float() | Decimal():
            return _number(cell, column, form)
        case date():
            return cell.isoformat() if column.spec.domain == "text" else cell
        case _:
            return Unreadable(say.NOT_A_CELL.problem(found="列表", ledgers="—"))


def object_text(cell: Cell) -> object:
    """The name of an object; codes that a spreadsheet holds as numbers are names too."""
    match cell:
        case str():
            return strip_blanks(cell)
        case bool() | Unreadable():
            return cell
        case int() | float() | Decimal():
            return plain_text(cell)
        case date():
            return cell.isoformat()
        case _:
            return Unreadable(say.NOT_A_CELL.problem(found="列表", ledgers="—"))


def plain_text(number: float | Decimal) -> str:
    """A number written out without an exponent; a whole float has no decimals (7.0 in a file is 7 in the sheet)."""
    if isinstance(number, float):
        number = int(number) if number.is_integer() else Decimal(repr(number))
    return f"{number:f}" if isinstance(number, Decimal) else str(number)


def _marked(text: str, mark: str) -> str:
    return f"{text}{mark}" if mark and _is_bare(text) else text


def _is_bare(text: str) -> bool:
    shown = canonical(text)
    return bool(shown) and _BARE.fullmatch(shown) is not None


def _number(cell: float | Decimal, column: Column, form: Form) -> object:
    spec = column.spec
    if isinstance(cell, float) and cell - cell != 0:
        return cell  # NaN or infinite: the library says so
    if column.mark:
        return f"{plain_text(cell)}{column.mark}"
    if spec is None or spec.domain in ("text", "choice"):
        return plain_text(cell)
    if form is Form.EXCEL and spec.factor != 1:
        # A person typed 92.5 where % is meant: as text, the library shows both readings instead of taking one.
        return plain_text(cell)
    return cell
