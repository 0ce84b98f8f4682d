"""A comparison as a page."""

from __future__ import annotations

from collections.abc import Sequence

from govperf.adapters.results import Sheet, shown
from govperf.diagnostics import Language
from govperf.export.page import page, text
from govperf.versions.compared import Compared
from govperf.versions.report import report
from govperf.versions.sheets import sheets_of


def comparison_page(comparison: Compared, language: Language = "zh") -> str:
    """The report with the tables of all changes, results, objects; it needs nothing but itself."""
    title = "两个版本的比较" if language == "zh" else "Two versions compared"
    said = (
        f'<pre class="formula" style="white-space: pre-wrap; font: inherit">{text(report(comparison, language))}</pre>'
    )
    return page(title, f"{said}{''.join(_table(one) for one in sheets_of(comparison, language))}", language)


def _table(sheet: Sheet) -> str:
    if not sheet.rows:
        return ""
    heads = "".join(f"<th>{text(head)}</th>" for head in sheet.heads)
    rows = "".join(f"<tr>{_cells(row)}</tr>" for row in sheet.rows)
    return f"<h2>{text(sheet.name)}</h2><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(row: Sequence[object]) -> str:
    return "".join(f"<td>{text(shown(value))}</td>" for value in row)


__all__ = ["comparison_page"]
