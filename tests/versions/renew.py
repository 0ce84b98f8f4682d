"""Writes what is said of each pair anew, to be read before it is kept: ``python -m tests.versions.renew [pair …]``."""

from __future__ import annotations

import sys

from tests.versions.pairs import EXPECTED, name_of, pairs, said_of


def main(*names: str) -> None:
    """Renews the pairs named, or all."""
    for pair in pairs():
        if not names or name_of(pair) in names:
            (pair / EXPECTED).write_text(said_of(pair), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
