"""Where nodes, comments and cells say that they stand."""

# ruff: noqa: RUF001  full-width digits are meant
from __future__ import annotations

from govperf.diagnostics import Diagnostic
from govperf.source import Source
from govperf.syntax import parse, parse_cell
from govperf.syntax.declarations import Assignment, Case, CaseTable, GradeScale
from govperf.syntax.walk import walk

TEXT = """规则 甲   # 题注
# 独行
  版本 1
得分＝（甲＋「乙＃一」）×９０％  # 行末
  -丙
等次 单位等次 按 得分  # 之一
  # 之二
  优秀：90以上   且   甲＞３
  良：其他
用例 "一"
  | 单位 | 期望 得分 |
  | 甲县 | 2~3 |
"""


def test_spans_point_at_the_words_as_typed() -> None:
    statement = parse(Source(TEXT)).file.statements[0]
    assert isinstance(statement, Assignment)
    assert statement.span.text == "得分＝（甲＋「乙＃一」）×９０％  # 行末\n  -丙"
    assert [(type(node).__name__, node.span.text) for node in walk(statement.value)] == [
        ("Arithmetic", "（甲＋「乙＃一」）×９０％  # 行末\n  -丙"),
        ("Arithmetic", "（甲＋「乙＃一」）×９０％"),
        ("Group", "（甲＋「乙＃一」）"),
        ("Arithmetic", "甲＋「乙＃一」"),
        ("Name", "甲"),
        ("Name", "「乙＃一」"),
        ("Number", "９０％"),
        ("Name", "丙"),
    ]


def test_lines_of_blocks_end_where_their_words_end() -> None:
    scale = parse(Source(TEXT)).file.statements[1]
    assert isinstance(scale, GradeScale)
    assert [line.span.text for line in scale.lines] == ["优秀：90以上   且   甲＞３", "良：其他"]
    assert [line.span.line for line in scale.lines] == [8, 9]


def test_comments_are_kept_with_their_places() -> None:
    comments = parse(Source(TEXT)).file.comments
    assert [(comment.text, comment.own_line, comment.span.line) for comment in comments] == [
        ("# 题注", False, 1),
        ("# 独行", True, 2),
        ("# 行末", False, 4),
        ("# 之一", False, 6),
        ("# 之二", True, 7),
    ]


def test_cells_are_read_in_place() -> None:
    case = parse(Source(TEXT)).file.statements[2]
    assert isinstance(case, Case)
    (table,) = case.lines
    assert isinstance(table, CaseTable)
    found = parse_cell(table.table.rows[0][1])
    assert not isinstance(found, Diagnostic)
    assert (found.span.text, found.span.line, found.span.column) == ("2~3", 12, 10)


def test_windows_line_ends_change_nothing() -> None:
    assert parse(Source(TEXT.replace("\n", "\r\n"))).file == parse(Source(TEXT)).file


def test_a_byte_order_mark_is_a_blank() -> None:
    parsed = parse(Source("\ufeff甲=1"))
    assert parsed.diagnostics == ()
    assert len(parsed.file.statements) == 1
