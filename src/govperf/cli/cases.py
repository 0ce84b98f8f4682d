"""govperf cases: a proposed case for every boundary that no case looks at."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import govperf
from govperf.adapters.decoding import read_bytes
from govperf.adapters.table_limits import DEFAULT_TABLE_LIMITS
from govperf.adapters.writing import write_bytes
from govperf.cli.arguments import Parser
from govperf.cli.console import GOOD, Console
from govperf.cli.fmt import RuleText
from govperf.cli.options import RULE_SUFFIX, add_rules, existing_file, output_path
from govperf.cli.words import word

# Whoever asks for another command need not wait for this one.
if TYPE_CHECKING:
    from govperf.proposals import Proposal


def add(parser: Parser) -> None:
    """RULES, -o, --write, --root."""
    language = parser.language
    add_rules(parser)
    kinds = f"{RULE_SUFFIX} .txt"
    parser.add_argument("-o", "--out", metavar="FILE", help=word("out", language, kinds=kinds))
    parser.add_argument("--write", action="store_true", help=word("write_cases", language))
    parser.add_argument("--root", metavar="FOLDER", help=word("root", language))


def run(options: argparse.Namespace, console: Console) -> int:
    """Prints the proposals; with -o writes them to a file, with --write behind the rules themselves."""
    from govperf.proposals import propose

    path = existing_file(options.rules, console)
    target = None if options.out is None else output_path(options.out, (RULE_SUFFIX, ".txt"), console, (options.rules,))
    proposals = propose(govperf.load(path, root=options.root))
    if not proposals:
        console.warn(console.say("nothing_to_propose", path=path))
    elif target is not None:
        write_bytes(target, _text(proposals).encode())
    elif not options.write:
        console.out.write(_text(proposals))
    if proposals and options.write:
        append_cases(path, [one.text for one in proposals])
    if proposals:
        written = path if options.write else target
        where = "" if written is None else console.say("proposed_in", path=written)
        console.warn(console.say("proposed", count=len(proposals), where=where))
    return GOOD


def _text(proposals: Sequence[Proposal]) -> str:
    return _joined([one.text for one in proposals])


def _joined(texts: Sequence[str]) -> str:
    return "\n".join(text.rstrip("\n") + "\n" for text in texts)


def append_cases(path: Path, texts: Sequence[str]) -> None:
    """Puts cases behind the rules; what is there already stays as it is, to the byte."""
    given = RuleText.from_bytes(read_bytes(path, DEFAULT_TABLE_LIMITS), path.name)
    write_bytes(path, given.to_bytes(f"{given.text.rstrip()}\n\n{_joined(texts)}"))
