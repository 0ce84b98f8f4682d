"""Tables, cases as they are written."""

from __future__ import annotations

import datetime

from govperf.frozen import frozen
from govperf.source import Span
from govperf.syntax.expressions import Expression, Name, Path, origin


@frozen
class Cell:
    """One cell of a table, its text without outer blanks, as typed."""

    text: str
    span: Span = origin()


@frozen
class Table:
    """Rows of ``| … | … |``; the first is the head."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    span: Span = origin()


@frozen
class CaseValue:
    """``公众评议得分=90`` in a case; ``values`` has several for a list (``互评.分=95、92、90``)."""

    target: Path
    values: tuple[Expression, ...]
    span: Span = origin()


@frozen
class Given:
    """A line of a case that gives values."""

    values: tuple[CaseValue, ...]
    span: Span = origin()


@frozen
class GivenParameter:
    """``参数 优秀线=90`` in a case."""

    values: tuple[CaseValue, ...]
    span: Span = origin()


@frozen
class GivenDate:
    """``考核日期 2011-06-30``."""

    date: datetime.date
    span: Span = origin()


@frozen
class ExpectedError:
    """``绩效考核得分 错误 缺少输入``; ``target`` is None in ``期望 错误 种类``."""

    target: Path | None
    kind: str
    span: Span = origin()


@frozen
class Expect:
    """``期望 甲=1，乙 错误 除数为零``."""

    items: tuple[CaseValue | ExpectedError, ...]
    span: Span = origin()


@frozen
class ExpectedWorking:
    """``期望 说明 总分`` over lines ``| 总分 = …``: how a value came about, or all of them where ``target`` is None."""

    target: Path | None
    lines: tuple[Cell, ...] = ()
    span: Span = origin()


@frozen
class CaseTable:
    """A table in a case: of the cohort where ``ledger`` is None, else the rows of that ledger.

    ``alone`` says that its only row is an object by itself, as a row of a file of cases is.
    """

    ledger: Name | None
    table: Table
    alone: bool = False
    span: Span = origin()


CaseLine = Given | GivenParameter | GivenDate | Expect | ExpectedWorking | CaseTable


@frozen
class Case:
    """``用例 "名"`` with its lines; ``pending`` where 待确认 says that nobody has confirmed what it expects.

    ``file`` is that of ``用例 来自 "cases.csv"``, whose every row is a case, with these lines besides; it has no name.
    """

    name: str
    lines: tuple[CaseLine, ...]
    pending: bool = False
    file: str = ""
    span: Span = origin()
