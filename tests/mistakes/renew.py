"""Writes what is said of each case into the pages anew, then the catalogue: ``python -m tests.mistakes.renew``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from attrs import evolve
from tests.checks import reference
from tests.mistakes.catalogue import CATALOGUE, catalogue
from tests.mistakes.earning import earned
from tests.mistakes.pages import Page, pages, written


def renewed(page: Page) -> Page:
    """The page with what is said now."""
    cases = []
    for case in page.cases:
        with tempfile.TemporaryDirectory() as folder:
            said = earned(page.room, case, Path(folder))
        cases.append(evolve(case, expected="\n\n".join(text for _, text in said)))
    return evolve(page, cases=tuple(cases))


def main(room: str = "*") -> None:
    """Renews the pages of a room, or all."""
    for page in pages(room):
        try:
            page.path.write_text(written(renewed(page)), encoding="utf-8")
        except Exception as error:
            raise SystemExit(f"{page.path.name}: {error!r}") from error
    CATALOGUE.write_text(catalogue(), encoding="utf-8")
    reference.main()


if __name__ == "__main__":
    main(*sys.argv[1:])
