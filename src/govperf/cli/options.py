"""Arguments that several commands share, together with what they open."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import govperf
from govperf.cli.arguments import Parser
from govperf.cli.console import Console
from govperf.cli.words import word

RULE_SUFFIX = ".govperf"


def add_rules(parser: Parser, *, many: bool = False, needed: bool = True) -> None:
    """RULES: one rule file, or several files with folders."""
    if many:
        parser.add_argument(
            "rules", nargs="+" if needed else "*", metavar="RULES", help=word("rules_many", parser.language)
        )
    else:
        parser.add_argument("rules", metavar="RULES", help=word("rules", parser.language))


def add_loading(parser: Parser) -> None:
    """--on, --set, --root: how a rule file is loaded."""
    language = parser.language
    parser.add_argument("--on", metavar="DATE", help=word("on", language))
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help=word("set", language))
    parser.add_argument("--root", metavar="FOLDER", help=word("root", language))


def add_data(parser: Parser) -> None:
    """DATA with --strict, --skip-bad: how a data file is read."""
    language = parser.language
    parser.add_argument("data", metavar="DATA", help=word("data", language))
    parser.add_argument("--strict", action="store_true", help=word("strict", language))
    parser.add_argument("--skip-bad", action="store_true", help=word("skip_bad", language))


def add_common(parser: Parser) -> None:
    """--lang, --color: how the command speaks; they may stand before the command or after it."""
    language, silent = parser.language, argparse.SUPPRESS
    parser.add_argument("--lang", choices=("zh", "en"), default=silent, help=word("lang", language))
    parser.add_argument("--color", choices=("auto", "always", "never"), default=silent, help=word("color", language))


def load_policy(options: argparse.Namespace, console: Console) -> govperf.Policy:
    """The policy that RULES holds, with the parameters and the date that the arguments give."""
    path = existing_file(options.rules, console)
    day, parameters = settings_of(options, console)
    return govperf.load(path, parameters=parameters, on=day, root=options.root)


def settings_of(options: argparse.Namespace, console: Console) -> tuple[date | None, dict[str, object]]:
    """The date with the parameters that the arguments give."""
    day = None if options.on is None else _day(options.on, console)
    return day, dict(_parameter(text, console) for text in options.set)


def existing_file(text: str, console: Console) -> Path:
    """The path of a file that is there."""
    path = Path(text)
    if path.is_dir():
        raise console.usage_error("is_folder", path=path)
    if not path.exists():
        raise console.usage_error("no_file", path=path)
    return path


def rule_files(texts: Iterable[str], console: Console) -> list[Path]:
    """The files that are named, and all rule files in the folders that are named, each once."""
    found: dict[Path, None] = {}
    for text in texts:
        path = Path(text)
        if path.is_dir():
            inside = sorted(path.rglob(f"*{RULE_SUFFIX}"))
            if not inside:
                raise console.usage_error("no_rules", path=path)
            found.update(dict.fromkeys(inside))
        else:
            found[existing_file(text, console)] = None
    return list(found)


def output_path(text: str, suffixes: Sequence[str], console: Console, inputs: Iterable[str] = ()) -> Path:
    """Where to write: a name with one of ``suffixes`` that is none of the files read."""
    path = Path(text)
    if path.suffix.lower() not in suffixes:
        raise console.usage_error("bad_suffix", path=path, kinds=" ".join(suffixes))
    for other in map(Path, inputs):
        if path.exists() and other.exists() and path.samefile(other):
            raise console.usage_error("same_file", path=path)
    return path


def _day(text: str, console: Console) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise console.usage_error("bad_date", text=text) from None


def _parameter(text: str, console: Console) -> tuple[str, object]:
    name, mark, value = text.replace("＝", "=", 1).partition("=")
    if not mark or not name.strip() or not value.strip():
        raise console.usage_error("bad_set", text=text)
    return name.strip(), value.strip()
