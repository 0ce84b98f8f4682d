"""Findings as text for a terminal, in the manner of good compilers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from govperf.diagnostics.model import Diagnostic, Label, Language, Severity, shorten
from govperf.diagnostics.snippet import snippet_of
from govperf.diagnostics.width import printable
from govperf.frozen import frozen
from govperf.source import Span

_MOST_SHOWN: Final = 100
_MOST_LABELS: Final = 8
_MOST_ADVICE_LINES: Final = 20

_SEVERITY: Final[dict[Language, dict[Severity, str]]] = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"},
}
_COLORS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def render(
    diagnostics: Sequence[Diagnostic], language: Language = "zh", *, color: bool = False, longest: int = 1_000
) -> str:
    """All findings with their lines of the rule text, then a line that counts them.

    At most 100 are shown. ``color`` adds ANSI colours; a sentence is cut at ``longest`` characters.
    """
    page = _Page(language, color, longest)
    blocks = ["\n".join(page.block(diagnostic)) for diagnostic in diagnostics[:_MOST_SHOWN]]
    left = len(diagnostics) - len(blocks)
    if left:
        blocks.append(f"……其余 {left} 处从略" if language == "zh" else f"... {left} more not shown")
    blocks.append(summary(diagnostics, language))
    return "\n\n".join(blocks)


def summary(diagnostics: Sequence[Diagnostic], language: Language = "zh") -> str:
    """How many findings of each severity there are: ``共 2 个错误，1 个警告``."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = [(severity, counts[severity]) for severity in Severity if counts[severity]]
    if language == "zh":
        words = "，".join(f"{count} 个{_SEVERITY['zh'][severity]}" for severity, count in found)
        return f"共 {words}" if words else "没有发现问题"
    words = ", ".join(f"{count} {_SEVERITY['en'][severity]}{'s' * (count > 1)}" for severity, count in found)
    return f"found {words}" if words else "nothing found"


@frozen
class _Page:
    """How findings are to be shown."""

    language: Language
    color: bool
    longest: int

    def block(self, diagnostic: Diagnostic) -> list[str]:
        labels = diagnostic.labels[:_MOST_LABELS]
        spans = [span for span in (diagnostic.span, *(label.span for label in labels)) if span is not None]
        gutter = max((len(str(span.line)) for span in spans), default=1)
        lines = [self._headline(diagnostic)]
        if diagnostic.span is not None:
            lines += _place(diagnostic.span, gutter, "-->")
            lines += self._marked_line(diagnostic.span, gutter, "^", diagnostic.severity)
        for label in labels:
            lines += self._labelled(label, diagnostic, gutter)
        return lines + self._advice(diagnostic, gutter)

    def _headline(self, diagnostic: Diagnostic) -> str:
        word = _SEVERITY[self.language][diagnostic.severity]
        said = self._sentence(diagnostic.say(self.language))
        if self.language == "zh":
            return f"{self._painted(f'{word} {diagnostic.code}', diagnostic.severity)}：{said}"
        return f"{self._painted(f'{word} {diagnostic.template.slug}', diagnostic.severity)}: {said}"

    def _marked_line(self, span: Span, gutter: int, mark: str, severity: Severity, said: str = "") -> list[str]:
        snippet = snippet_of(span)
        marks = self._painted(mark * snippet.marked, severity)
        return [
            f"{' ' * gutter} |",
            f"{snippet.line:>{gutter}} | {snippet.text}",
            f"{' ' * gutter} | {' ' * snippet.indent}{marks}{f' {said}' if said else ''}",
        ]

    def _labelled(self, label: Label, diagnostic: Diagnostic, gutter: int) -> list[str]:
        said = self._sentence(label.zh if self.language == "zh" else label.en)
        lines = self._marked_line(label.span, gutter, "-", Severity.NOTE, said)
        primary = diagnostic.span
        if primary is None or label.span.source is not primary.source:
            return [*_place(label.span, gutter, ":::"), *lines]
        # Where the finding's own line stands just above, only the marks are added to it.
        return lines[2:] if _same_line(label.span, primary) else lines

    def _advice(self, diagnostic: Diagnostic, gutter: int) -> list[str]:
        chinese = self.language == "zh"
        heads = ("建议：", "例：", "已知：") if chinese else ("help: ", "example: ", "known: ")
        known = diagnostic.facts.get("known", "")
        # What is known needs no advice.
        texts = ("" if known else diagnostic.advise(self.language), diagnostic.example, known)
        lines = []
        for head, text in zip(heads, texts, strict=True):
            first, *more = [self._sentence(line) for line in text.splitlines()[:_MOST_ADVICE_LINES]] or [""]
            if first or more:
                lines.append(f"{' ' * gutter} = {head}{first}")
                lines += [f"{' ' * (gutter + 3)}{line}" for line in more]
        return lines

    def _sentence(self, text: str) -> str:
        return printable(shorten(text, self.longest).replace("\n", " "))

    def _painted(self, text: str, severity: Severity) -> str:
        return f"\x1b[1;{_COLORS[severity]}m{text}\x1b[0m" if self.color else text


def _place(span: Span, gutter: int, arrow: str) -> list[str]:
    name = printable(shorten(span.source.name))
    return [f"{' ' * gutter}{arrow} {name}:{span.line}:{span.column}"]


def _same_line(one: Span, other: Span) -> bool:
    # A long line is cut around the words in question, so the same line need not look the same.
    return one.line == other.line and snippet_of(one).text == snippet_of(other).text
