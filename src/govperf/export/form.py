"""An Excel form that collects the data of a policy, with its checks at the cells."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from govperf.diagnostics.width import text_width
from govperf.export.form_checks import ChoiceLists, add_check, cell_format
from govperf.export.form_words import FormInput, demand, head_of, remark
from govperf.export.workbook import CHOICES_SHEET, NOTES_SHEET, OBJECT_HEAD, new_workbook, put, sheet_name
from govperf.frozen import frozen

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_REQUIRED: Final = "FFFFF2CC"
_OPTIONAL: Final = "FFE7EEF7"
_LISTED_OBJECTS: Final = 2_000
"""Rows of the first sheet whose objects a ledger offers in its drop-down; more may be typed."""


class FormLedger(Protocol):
    """What the form asks of a ledger."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def columns(self) -> Sequence[FormInput]:
        """The columns that data gives."""
        ...

    @property
    def count(self) -> int | None:
        """How many rows each object has, where that is fixed."""
        ...

    @property
    def per(self) -> str | None:
        """The column that each row has a value of its own in."""
        ...

    @property
    def optional(self) -> bool:
        """Whether the ledger may be missing."""
        ...


class FormInputs(Protocol):
    """What the form asks of a policy's inputs."""

    def __iter__(self) -> Iterator[FormInput]: ...

    @property
    def ledgers(self) -> Sequence[FormLedger]:
        """The ledgers of each object."""
        ...

    @property
    def object_name(self) -> str | None:
        """The field that says who is assessed."""
        ...


@frozen
class _Page:
    """One sheet of the form."""

    title: str
    key: str
    columns: tuple[FormInput, ...]
    ledger: FormLedger | None = None


def form_bytes(inputs: FormInputs, policy_name: str) -> bytes:
    """The form as an .xlsx file: a sheet for the objects, one for each ledger, one that explains them."""
    book = new_workbook()
    key = inputs.object_name or OBJECT_HEAD
    pages = [_Page(sheet_name(key), key, tuple(spec for spec in inputs if spec.name != key))]
    pages += [_Page(sheet_name(ledger.name), key, tuple(ledger.columns), ledger) for ledger in inputs.ledgers]
    lists = ChoiceLists()
    for page in pages:
        _fill(book.create_sheet(page.title), page, pages[0].title, lists)
    _explain(book.create_sheet(NOTES_SHEET), pages, policy_name)
    _hide_choices(book, lists)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, page: _Page, objects: str, lists: ChoiceLists) -> None:
    _head(sheet, 1, page.key, _object_remark(page), required=True)
    sheet.column_dimensions["A"].number_format = "@"
    _check_objects(sheet, page, objects)
    for position, spec in enumerate(page.columns, start=2):
        letter = _head(sheet, position, head_of(spec), remark(spec), required=_is_required(spec))
        sheet.column_dimensions[letter].number_format = cell_format(spec)
        add_check(sheet, letter, spec, lists)
    sheet.freeze_panes = "B2"


def _head(sheet: Worksheet, position: int, text: str, said: str, *, required: bool) -> str:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    cell = put(sheet, 1, position, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.fill = PatternFill("solid", start_color=_REQUIRED if required else _OPTIONAL)
    comment = Comment(said, "govperf")
    comment.width, comment.height = 300, 30 + 20 * (said.count("\n") + text_width(said) // 40 + 1)
    cell.comment = comment
    letter: str = get_column_letter(position)
    sheet.column_dimensions[letter].width = min(max(text_width(text) + 4, 12), 40)
    return letter


def _object_remark(page: _Page) -> str:
    if page.ledger is None:
        return "必填：每个对象一行，名称不能重复"
    return "必填：从第一张表里选择，同一个对象可以有多行"


def _check_objects(sheet: Worksheet, page: _Page, objects: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if page.ledger is None:
        check = DataValidation(type="custom", formula1="COUNTIF($A:$A,A2)=1", allow_blank=True)
        check.showErrorMessage = True
        check.errorTitle, check.error = "名称重复", "每个对象只占一行"
    else:
        quoted = objects.replace("'", "''")
        check = DataValidation(type="list", formula1=f"'{quoted}'!$A$2:$A${_LISTED_OBJECTS}", allow_blank=True)
        # A drop-down that does not insist: there may be more objects than it lists.
        check.showErrorMessage = False
    check.add("A2:A1048576")
    sheet.add_data_validation(check)


def _is_required(spec: FormInput) -> bool:
    return not spec.optional and not spec.conditional and spec.default is None


def _explain(sheet: Worksheet, pages: Sequence[_Page], policy_name: str) -> None:
    from openpyxl.styles import Alignment, Font

    put(sheet, 1, 1, f"{policy_name} 填报表").font = Font(bold=True, size=14)
    lines = [
        "1. 第一行的列名不要改动；列的先后可以调整，用不到的列可以留空。",
        "2. 黄色的列必填，蓝色的列可以空白；空白表示没有数据，不等于 0。",
        "3. 列名括号里是单位：在“完成率(%)”下填 92.5 就是 92.5%。",
        "4. 明细表每行写一件事，“" + pages[0].key + "”从下拉列表里选；没有的，明细表留空。",
        "5. 填好保存后，用 govperf score 规则文件 填报表.xlsx 计算。",
    ]
    for row, line in enumerate(lines, start=2):
        put(sheet, row, 1, line)
    start = len(lines) + 3
    for position, head in enumerate(("表", "列", "要求", "依据", "说明"), start=1):
        put(sheet, start, position, head).font = Font(bold=True)
    for row, cells in enumerate(_catalogue(pages), start=start + 1):
        for position, text in enumerate(cells, start=1):
            put(sheet, row, position, text).alignment = Alignment(wrap_text=position > 2, vertical="top")
    for letter, width in zip("ABCDE", (16, 26, 40, 30, 40), strict=True):
        sheet.column_dimensions[letter].width = width


def _catalogue(pages: Iterable[_Page]) -> Iterator[tuple[str, str, str, str, str]]:
    for page in pages:
        yield page.title, page.key, _object_remark(page) + _ledger_demand(page.ledger), "", ""
        for spec in page.columns:
            yield page.title, head_of(spec), demand(spec), spec.clause or "", spec.note or ""


def _ledger_demand(ledger: FormLedger | None) -> str:
    if ledger is None or (ledger.count is None and ledger.per is None):
        return ""
    count = f"每个对象 {ledger.count} 行" if ledger.count is not None else ""
    per = f"每个“{ledger.per}”一行" if ledger.per else ""
    return "；" + "，".join(part for part in (count, per) if part)


def _hide_choices(book: Workbook, lists: ChoiceLists) -> None:
    if not lists.columns:
        return
    sheet = book.create_sheet(CHOICES_SHEET)
    for position, choices in enumerate(lists.columns, start=1):
        for row, choice in enumerate(choices, start=1):
            put(sheet, row, position, choice)
    sheet.sheet_state = "hidden"
