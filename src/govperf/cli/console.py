"""The terminal as the commands see it: two streams, a language, colours or none."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import Final, TextIO

from govperf.adapters.place import Finding
from govperf.cli.words import word
from govperf.diagnostics import Diagnostic, Language, Problem, Severity
from govperf.diagnostics.render_text import render
from govperf.diagnostics.width import printable
from govperf.errors import DiagnosedError, GovperfError
from govperf.frozen import frozen

GOOD: Final = 0
FAULTS: Final = 1
USAGE: Final = 2
INTERNAL: Final = 3
NOTHING_RUN: Final = 5
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141


class UsageError(Exception):
    """The command was called in a way that makes no sense; the text says why, in the person's language."""


@frozen
class Console:
    """Where results go (``out``), where everything about them goes (``err``)."""

    out: TextIO
    err: TextIO
    language: Language = "zh"
    color: bool = False

    def say(self, key: str, **facts: object) -> str:
        """The words for ``key`` in the person's language."""
        return word(key, self.language, **facts)

    def print(self, text: str) -> None:
        """A line of results."""
        self.out.write(f"{text}\n")

    def warn(self, text: str) -> None:
        """A line about the results."""
        self.err.write(f"{text}\n")

    def usage_error(self, key: str, **facts: object) -> UsageError:
        """The error to raise for a command that makes no sense."""
        return UsageError(self.say(key, **facts))

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Each finding on a line with its place, its way out below."""
        for finding in findings:
            owner = f"{finding.object_name} " if finding.object_name else ""
            place = finding.place.say(self.language).strip()
            self._problem(finding.problem, finding.severity, place, owner)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Each problem on a line by its code, its way out below."""
        for problem in problems:
            code = problem.code if self.language == "zh" else problem.template.slug
            self._problem(problem, problem.template.severity, code, "")

    def show_diagnostics(self, diagnostics: Iterable[Diagnostic], stream: TextIO | None = None) -> None:
        """Findings about rule files with the lines they point at."""
        text = render(tuple(diagnostics), self.language, color=self.color)
        (stream or self.err).write(f"{text.rstrip()}\n")

    def show_error(self, error: GovperfError) -> None:
        """Says what was wrong without a traceback: it is about rules or data, not about this program."""
        problems = [*getattr(error, "problems", ()), *filter(None, [getattr(error, "problem", None)])]
        if isinstance(error, DiagnosedError):
            self.show_diagnostics(error.diagnostics)
        elif problems:
            self.show_problems(problems)
        else:
            self.warn(str(error))

    def _problem(self, problem: Problem, severity: Severity, place: str, owner: str) -> None:
        said = problem.say(self.language)
        line = self.say("problem", severity=self.say(severity.value), place=place, object=owner, message=said)
        self.warn(printable(line))
        if hint := problem.advise(self.language):
            self.warn(printable(self.say("hint", hint=hint)))

    def flush(self) -> None:
        """Hands everything to the operating system, which may answer that nobody reads any more."""
        self.out.flush()
        self.err.flush()


def standard_console(language: Language, color: str = "auto") -> Console:
    """The console of this process; characters that its encoding lacks are shown as ``?`` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    return Console(sys.stdout, sys.stderr, language, _wants_color(color))


def stop_writing() -> None:
    """Points the standard output nowhere, so that Python's own last flush cannot fail on a closed pipe."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is looking at the stream."""
    return bool(getattr(stream, "isatty", lambda: False)())


def _wants_color(choice: str) -> bool:
    if choice == "auto":
        return is_terminal(sys.stderr) and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return choice == "always"
