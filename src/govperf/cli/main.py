"""The ``govperf`` command: arguments in, exit code out."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib import metadata
from types import ModuleType
from typing import Final

from govperf.cli import cases, check, diff, explain, fmt, graph, mutate, prove, score, template, test
from govperf.cli.arguments import Parser, language_of
from govperf.cli.console import (
    BROKEN_PIPE,
    FAULTS,
    INTERNAL,
    INTERRUPTED,
    USAGE,
    Console,
    UsageError,
    standard_console,
    stop_writing,
)
from govperf.cli.options import add_common
from govperf.cli.words import word
from govperf.diagnostics import Language
from govperf.errors import GovperfError

_COMMANDS: Final[dict[str, ModuleType]] = {
    "check": check,
    "diff": diff,
    "prove": prove,
    "score": score,
    "explain": explain,
    "test": test,
    "cases": cases,
    "mutate": mutate,
    "fmt": fmt,
    "graph": graph,
    "template": template,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit codes are in ``govperf --help``."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    console = standard_console(language_of(given))
    try:
        code = _run(given, console)
        console.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough, as in `govperf … | head`.
        stop_writing()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        console.warn(console.say("interrupted"))
        return INTERRUPTED
    return code


def _run(arguments: list[str], console: Console) -> int:
    try:
        options = parser_for(console.language).parse_args(arguments)
        console = standard_console(console.language, getattr(options, "color", "auto"))
        return int(_COMMANDS[options.command].run(options, console))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except UsageError as error:
        console.warn(f"govperf{'：' if console.language == 'zh' else ': '}{error}")
        return USAGE
    except GovperfError as error:
        console.show_error(error)
        return FAULTS
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001 - the last line of defence
        console.warn(console.say("internal"))
        console.warn(traceback.format_exc())
        return INTERNAL


def parser_for(language: Language) -> Parser:
    """The parser of the whole command, with one below it for each command."""
    parser = Parser(
        language=language, prog="govperf", description=word("about", language), epilog=word("exit_codes", language)
    )
    version = f"govperf {metadata.version('govperf')}"
    parser.add_argument("--version", action="version", version=version, help=word("version", language))
    add_common(parser)
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, title=word("commands", language), parser_class=Parser
    )
    for name, module in _COMMANDS.items():
        about = word(name, language)
        below = commands.add_parser(
            name, language=language, help=about, description=about, epilog=word("exit_codes", language)
        )
        module.add(below)
        add_common(below)
    return parser
