"""The checks that a spreadsheet makes while a form is filled in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import define, field

from govperf.export.form_words import FormInput, choice_text, demand, in_unit, is_percent
from govperf.export.workbook import CHOICES_SHEET
from govperf.values import ends, plain

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_LIST: Final = 250
"""Characters that a list inside a check may have; longer lists go to a hidden sheet."""

_LONGEST_MESSAGE: Final = 220


@define
class ChoiceLists:
    """The lists of choices that did not fit into their checks, one per column of the hidden sheet."""

    columns: list[tuple[str, ...]] = field(factory=list)

    def reference(self, choices: tuple[str, ...]) -> str:
        """Where the list of these choices stands."""
        from openpyxl.utils import get_column_letter

        if choices not in self.columns:
            self.columns.append(choices)
        letter = get_column_letter(self.columns.index(choices) + 1)
        return f"'{CHOICES_SHEET}'!${letter}$1:${letter}${len(choices)}"


def cell_format(spec: FormInput) -> str:
    """The number format of a column: texts stay texts, dates are shown as the rule files write them."""
    match spec.domain:
        case "text":
            return "@"
        case "date":
            return "yyyy-mm-dd"
        case "number" | "choice" if is_percent(spec):
            # Typed into such a cell, 92.5 becomes 92.5% by itself.
            return "0.00%"
        case _:
            return "General"


def add_check(sheet: Worksheet, letter: str, spec: FormInput, lists: ChoiceLists) -> None:
    """Adds the check of a column to its sheet; texts need none."""
    check = _check(letter, spec, lists)
    if check is None:
        return
    check.allow_blank = True
    check.showErrorMessage = True
    check.errorTitle = "请核对"
    check.error = f"{spec.name}：{demand(spec)}"[:_LONGEST_MESSAGE]
    check.add(f"{letter}2:{letter}1048576")
    sheet.add_data_validation(check)


def _check(letter: str, spec: FormInput, lists: ChoiceLists) -> DataValidation | None:
    from openpyxl.worksheet.datavalidation import DataValidation

    match spec.domain:
        case "bool":
            return DataValidation(type="list", formula1='"是,否"')
        case "choice":
            return DataValidation(type="list", formula1=_list(spec, lists))
        case "date":
            return DataValidation(type="date", operator="greaterThan", formula1="1")
        case "number":
            return DataValidation(type="custom", formula1=_condition(f"{letter}2", spec))
        case _:
            return None


def _list(spec: FormInput, lists: ChoiceLists) -> str:
    choices = tuple(choice_text(choice, spec) for choice in spec.choices)
    inline = ",".join(choices)
    if len(inline) <= _LONGEST_LIST and not any(set(choice) & {",", '"'} for choice in choices):
        return f'"{inline}"'
    return lists.reference(choices)


def _condition(cell: str, spec: FormInput) -> str:
    """The domain as a formula of the spreadsheet, for which 92.5% is the number 0.925."""
    tests = [f"ISNUMBER({cell})"]
    low, high = _bound(spec.low, spec), _bound(spec.high, spec)
    if low:
        tests.append(f"{cell}{'>' if spec.low_open else '>='}{low}")
    if high:
        tests.append(f"{cell}{'<' if spec.high_open else '<='}{high}")
    if out := _bound(spec.excluded, spec):
        tests.append(f"{cell}<>{out}")
    if spec.integer and not is_percent(spec):
        tests.append(f"INT({cell})={cell}")
    return f"AND({','.join(tests)})" if len(tests) > 1 else tests[0]


def _bound(bound: Fraction | None, spec: FormInput) -> str:
    if bound is None:
        return ""
    return in_unit(bound, spec) if not is_percent(spec) else plain(bound) if ends(bound) else ""
