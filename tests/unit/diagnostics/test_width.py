"""Cells of a terminal, and what must never reach one."""

from __future__ import annotations

import pytest

from govperf.diagnostics import printable, text_width


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("得分", 4),
        ("（2）", 5),
        ("90%≥", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("\uff21\uff22", 4),
        ("", 0),
        ("　", 2),
    ],
)
def test_cells(text: str, cells: int) -> None:
    assert text_width(text) == cells


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("得分=90%", "得分=90%"),
        ("a\tb", "a b"),
        ("\x1b[31m红", "�[31m红"),
        ("甲\u202e乙", "甲�乙"),
        ("甲\u200b乙", "甲�乙"),
        ("甲\u2028乙\r\n", "甲�乙��"),
        ("\ud800", "�"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert len(printable(text)) == len(text)
