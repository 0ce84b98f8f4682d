"""Rewrites a rule text in its canonical form."""

from __future__ import annotations

from govperf.diagnostics import Severity
from govperf.errors import DiagnosedError, RuleSyntaxError
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.source import Source, Span
from govperf.syntax.declarations import RuleFile
from govperf.syntax.from_text import parse
from govperf.syntax.messages import UNFAITHFUL
from govperf.syntax.show import format_file
from govperf.syntax.show_layout import comment_text


def format_text(text: str, *, name: str = "公式", limits: Limits = DEFAULT_LIMITS) -> str:
    """The canonical form of a rule text, of a formula or of a whole file: the same meaning, the same comments.

    ``name`` is what messages call the text. Raises RuleSyntaxError with all findings where the text cannot be read. The
    result is read again before it is handed out: should it say anything else, that is a DiagnosedError.
    """
    file = _read(Source(text, name), limits)
    canonical = format_file(file)
    again = parse(Source(canonical, name), limits=limits)
    if again.diagnostics or again.file != file or _remarks(again.file) != _remarks(file):
        raise DiagnosedError((UNFAITHFUL.at(Span(file.source, 0, 0)),))
    return canonical


def _read(source: Source, limits: Limits) -> RuleFile:
    parsed = parse(source, limits=limits)
    errors = [found for found in parsed.diagnostics if found.severity is Severity.ERROR]
    if errors:
        raise RuleSyntaxError(errors)
    return parsed.file


def _remarks(file: RuleFile) -> list[str]:
    return [comment_text(comment) for comment in file.comments]
