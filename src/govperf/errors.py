"""The few exceptions that leave the library, each a carrier of what was found."""

from __future__ import annotations

from collections.abc import Sequence

from govperf.diagnostics import Diagnostic, Problem, shorten


class GovperfError(Exception):
    """Root of every exception that this library lets out."""


class DiagnosedError(GovperfError):
    """An error that consists of findings about a rule text."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return _listed([_placed(diagnostic) for diagnostic in self.diagnostics])


class RuleSyntaxError(DiagnosedError):
    """The rule text cannot be read; ``diagnostics`` holds everything found, in the order of the text."""


class RuleError(DiagnosedError):
    """The rule text can be read but means nothing that can be scored; ``diagnostics`` holds everything found."""


class InputError(GovperfError):
    """The data of an object is not what the policy asks for; ``problems`` holds everything that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return _listed([f"{problem.code}：{problem.message}" for problem in self.problems])


class ScoringError(GovperfError):
    """A value of the policy has no result for this object; the first of ``problems`` names node and place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    @property
    def code(self) -> str:
        """Code of the first problem, such as ``除数为零``."""
        return self.problems[0].code

    @property
    def node(self) -> str:
        """Name of the first value that could not be computed."""
        return self.problems[0].facts.get("node", "")

    @property
    def span(self) -> object:
        """Place in the rule text of the first problem."""
        return self.problems[0].span

    def __str__(self) -> str:
        return _listed([f"{problem.code}：{problem.message}" for problem in self.problems])


class LimitError(GovperfError):
    """A published limit was passed; the message names it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)

    def __str__(self) -> str:
        return f"{self.problem.code}：{self.problem.message}"


class UnknownKeyError(GovperfError, KeyError):
    """A result was asked for by a name that it does not have."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        return self.message


class MissingExtraError(GovperfError):
    """An optional part of the library is not installed; the message names the extra."""


def _placed(diagnostic: Diagnostic) -> str:
    said = f"{diagnostic.code}：{diagnostic.message}"
    if diagnostic.hint:
        said = f"{said}（{diagnostic.hint}）"
    if diagnostic.span is None:
        return said
    return f"{diagnostic.span.source.name}:{diagnostic.span.line}:{diagnostic.span.column}: {said}"


def _listed(lines: list[str], most: int = 20) -> str:
    shown = [shorten(line, 600) for line in lines[:most]]
    if len(lines) > most:
        shown.append(f"……共 {len(lines)} 处，其余从略")
    return "\n".join(shown)
