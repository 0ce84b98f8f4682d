"""The arguments of the command line, explained in either language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NoReturn

from govperf.cli.words import word
from govperf.diagnostics import Language
from govperf.diagnostics.width import text_width

_ZH_ERRORS: Final[Mapping[str, str]] = {
    r"the following arguments are required: (.*)": r"缺少参数：\1",
    r"unrecognized arguments: (.*)": r"不认识的参数：\1",
    r"argument (.*?): expected one argument": r"\1 后面要写一个值",
    r"argument (.*?): expected at least one argument": r"\1 后面至少要写一个值",
    r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)": r"\1 不能是 \2，可以用：\3",
    r"argument (.*?): invalid int value: (.*)": r"\1 应当是整数，不是 \2",
    r"argument (.*?): not allowed with argument (.*)": r"\1 不能和 \2 一起用",
    r"argument (.*?): ignored explicit argument (.*)": r"\1 后面不能写值 \2",
    r"ambiguous option: (.*?) could match (.*)": r"\1 不明确，可能是 \2",
}


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the person's language."""

    def __init__(self, *, language: Language = "zh", **options: Any) -> None:
        self.language: Language = language
        options.setdefault("formatter_class", formatter_for(language))
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = word("positionals", language)
        self._optionals.title = word("options", language)
        self.add_argument("-h", "--help", action="help", help=word("help", language))

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the arguments; ends with exit code 2."""
        self.print_usage()
        said = translated(message) if self.language == "zh" else message
        mark = "：" if self.language == "zh" else ": "
        self.exit(2, f"{self.prog}{mark}{said}\n")

    def print_usage(self, file: Any = None) -> None:
        """Usage goes where errors go, unless told otherwise."""
        import sys

        super().print_usage(file or sys.stderr)


def translated(message: str) -> str:
    """A message of argparse in Chinese, where it is one that people meet."""
    for pattern, chinese in _ZH_ERRORS.items():
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, chinese, message, flags=re.DOTALL)
    return message


def formatter_for(language: Language) -> type[argparse.HelpFormatter]:
    """A help formatter that wraps by terminal cells, as Chinese has no blanks to wrap at."""

    class Formatter(argparse.HelpFormatter):
        def __init__(self, prog: str, *rest: Any, **options: Any) -> None:
            options["max_help_position"] = 26
            super().__init__(prog, *rest, **options)

        def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
            super().add_usage(usage, actions, groups, word("usage", language) if prefix is None else prefix)

        def _split_lines(self, text: str, width: int) -> list[str]:
            return wrapped(text, width)

        def _fill_text(self, text: str, width: int, indent: str) -> str:
            return "\n".join(indent + line for line in wrapped(text, width - len(indent)))

    return Formatter


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` terminal cells; Latin words stay whole, stops do not begin a line."""
    lines = [""]
    for piece in re.findall(r"[!-~]+|\s+|.[，。；：、）”]*", text):
        if text_width(lines[-1]) + text_width(piece) > width and lines[-1].strip():
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def language_of(arguments: Sequence[str]) -> Language:
    """The language that the arguments ask for, known before they are parsed, as help needs it."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and arguments[position + 1 : position + 2] == ["en"]:
            return "en"
        if argument == "--lang=en":
            return "en"
    return "zh"
