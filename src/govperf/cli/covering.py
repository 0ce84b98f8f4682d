"""The part of ``govperf test`` that tells what the cases cover."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

from govperf.adapters.writing import write_bytes
from govperf.cli.arguments import Parser
from govperf.cli.console import Console
from govperf.cli.words import word
from govperf.coverage.model import Coverage, percent_of, shown_percent, together
from govperf.coverage.page import coverage_page
from govperf.coverage.text import coverage_text
from govperf.values import BadValue, parse_number

_PAGES: Final = (".html", ".htm")


def add(parser: Parser) -> None:
    """--coverage, --html, --fail-under, --inherited."""
    language = parser.language
    parser.add_argument("--coverage", action="store_true", help=word("coverage", language))
    parser.add_argument("--html", metavar="OUT", help=word("html", language))
    parser.add_argument("--fail-under", metavar="N", help=word("fail_under", language))
    parser.add_argument("--inherited", action="store_true", help=word("inherited", language))


def wanted(options: argparse.Namespace, console: Console) -> bool:
    """Coverage is asked for, by itself or by what can only be said of it."""
    least(options, console)
    return bool(options.coverage or options.html or options.fail_under or options.inherited)


def least(options: argparse.Namespace, console: Console) -> Fraction | None:
    """The share that is asked for, in percent."""
    if options.fail_under is None:
        return None
    given = parse_number(options.fail_under.strip().removesuffix("%"))
    if isinstance(given, BadValue) or not 0 <= given <= 100:
        raise console.usage_error("bad_percent", text=options.fail_under)
    return given


def show(found: Sequence[Coverage], options: argparse.Namespace, console: Console) -> bool:
    """Shows the coverage of all files, on pages where asked for; whether it is enough."""
    for coverage in found:
        console.print(coverage_text(coverage, console.language, whole=options.verbose, color=console.color))
    reached, total = together(found)
    percent = percent_of(reached, total)
    if len(found) > 1:
        console.print(console.say("covered", percent=shown_percent(percent), reached=reached, total=total))
    if options.html is not None:
        target = _target(Path(options.html))
        write_bytes(target, coverage_page(found, console.language).encode("utf-8", "replace"))
        console.warn(console.say("wrote", path=target))
    wanted_share = least(options, console)
    if wanted_share is None or percent >= wanted_share:
        return True
    console.warn(console.say("under", percent=shown_percent(percent), least=options.fail_under.strip("% ")))
    return False


def as_json(found: Sequence[Coverage], console: Console) -> str:
    """The coverage of all files as data."""
    return json.dumps([one.to_dict(console.language) for one in found], ensure_ascii=False, indent=2)


def _target(path: Path) -> Path:
    """A page by its name, otherwise index.html in a folder, which is made where it is not there."""
    if path.suffix.lower() in _PAGES:
        return path
    path.mkdir(parents=True, exist_ok=True)
    return path / "index.html"
