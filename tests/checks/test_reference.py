"""The page of the checks says what they say today."""

from __future__ import annotations

from tests.checks.reference import PAGE, page


def test_the_page_is_of_today():
    assert PAGE.read_text(encoding="utf-8") == page()
