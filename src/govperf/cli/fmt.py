"""govperf fmt: rule files in their canonical form."""

from __future__ import annotations

import argparse
import codecs
import difflib
import sys
from pathlib import Path
from typing import Final

from govperf.adapters.decoding import decode, read_bytes
from govperf.adapters.table_limits import DEFAULT_TABLE_LIMITS
from govperf.adapters.writing import write_bytes
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, Console
from govperf.cli.options import add_rules, rule_files
from govperf.cli.words import word
from govperf.errors import DiagnosedError
from govperf.frozen import frozen
from govperf.syntax.formatting import format_text

_STDIN: Final = "-"


@frozen
class RuleText:
    """The text of a rule file, and how its bytes were written, which formatting leaves alone."""

    text: str
    encoding: str
    newline: str

    @classmethod
    def from_bytes(cls, content: bytes, name: str) -> RuleText:
        """The text of the bytes."""
        text = decode(content, name)
        newline = "\r\n" if "\r\n" in text else "\n"
        return cls(text.replace("\r\n", "\n"), _encoding_of(content), newline)

    def to_bytes(self, text: str) -> bytes:
        """Another text, written as this one was."""
        return text.replace("\n", self.newline).encode(self.encoding)


def add(parser: Parser) -> None:
    """RULES…, --check, --diff."""
    add_rules(parser, many=True)
    parser.add_argument("--check", action="store_true", help=word("fmt_check", parser.language))
    parser.add_argument("--diff", action="store_true", help=word("fmt_diff", parser.language))


def run(options: argparse.Namespace, console: Console) -> int:
    """Rewrites the files, or says which ones would change; a file that cannot be read stays as it is."""
    if _STDIN in options.rules:
        return _filter(options, console)
    code = GOOD
    for path in rule_files(options.rules, console):
        code = max(code, _format_file(path, options, console))
    return code


def _filter(options: argparse.Namespace, console: Console) -> int:
    if options.rules != [_STDIN]:
        raise console.usage_error("stdin_alone")
    given = RuleText.from_bytes(sys.stdin.buffer.read(), _STDIN)
    console.out.write(format_text(given.text, name=_STDIN))
    return GOOD


def _format_file(path: Path, options: argparse.Namespace, console: Console) -> int:
    given = RuleText.from_bytes(read_bytes(path, DEFAULT_TABLE_LIMITS), path.name)
    try:
        wanted = format_text(given.text, name=str(path))
    except DiagnosedError as error:
        console.warn(f"{path}:")
        console.show_diagnostics(error.diagnostics)
        return FAULTS
    if wanted == given.text:
        return GOOD
    if options.diff:
        console.out.write(_diff(path, given.text, wanted))
    if options.check or options.diff:
        console.warn(console.say("would_change", path=path))
        return FAULTS
    write_bytes(path, given.to_bytes(wanted))
    console.warn(console.say("reformatted", path=path))
    return GOOD


def _diff(path: Path, given: str, wanted: str) -> str:
    lines = difflib.unified_diff(given.splitlines(), wanted.splitlines(), str(path), str(path), lineterm="")
    return "".join(f"{line}\n" for line in lines)


def _encoding_of(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
