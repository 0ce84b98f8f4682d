"""What can be said about a rule text or a record, as data: a code, its facts, a place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Literal

from attrs import field

from govperf.frozen import frozen
from govperf.source import Span

Language = Literal["zh", "en"]


class Severity(Enum):
    """How much a finding matters.

    An error stops the policy, a warning is worth stopping for, a note is for the record.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Template:
    """The words of one code in both languages; ``{names}`` in braces are filled from the facts of a case.

    ``code`` is stable and Chinese (``未知名称``); ``slug`` is its English name (``unknown-name``).
    """

    code: str
    slug: str
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    severity: Severity = Severity.ERROR

    def at(self, span: Span | None, **facts: object) -> Diagnostic:
        """This code's diagnostic at a place of a rule text."""
        return Diagnostic(self, span, {name: _shown(value) for name, value in facts.items()})

    def problem(self, *path: str | int, span: Span | None = None, **facts: object) -> Problem:
        """This code's problem with a value of a record; ``path`` leads to it (input, row, column)."""
        return Problem(self, path, {name: _shown(value) for name, value in facts.items()}, span)


@frozen
class Label:
    """A second place that belongs to a diagnostic, with what to say of it."""

    span: Span
    zh: str
    en: str


class _Worded:
    """What a template says of the facts that it is filled from."""

    __slots__ = ()

    template: Template
    facts: Mapping[str, str]

    @property
    def code(self) -> str:
        """The stable code, such as ``缺少输入``."""
        return self.template.code

    @property
    def message(self) -> str:
        """What is wrong, in Chinese."""
        return self.say("zh")

    @property
    def hint(self) -> str:
        """The way out, in Chinese; empty where there is none."""
        return self.advise("zh")

    def say(self, language: Language) -> str:
        """What is wrong, in either language."""
        return fill(self.template.zh if language == "zh" else self.template.en, self.facts)

    def advise(self, language: Language) -> str:
        """The way out, in either language."""
        return fill(self.template.hint_zh if language == "zh" else self.template.hint_en, self.facts)


@frozen
class Diagnostic(_Worded):
    """One finding about a rule text."""

    template: Template
    span: Span | None
    facts: Mapping[str, str] = field(factory=dict)
    labels: tuple[Label, ...] = ()
    example: str = ""
    severity_override: Severity | None = None

    @property
    def severity(self) -> Severity:
        """Error, warning or note."""
        return self.severity_override or self.template.severity


@frozen
class Problem(_Worded):
    """One thing wrong with a record, or with the score of one.

    ``path`` leads to the value: ``("表彰", 3, "级别")`` is column 级别 of the third row of ledger 表彰.
    """

    template: Template
    path: tuple[str | int, ...] = ()
    facts: Mapping[str, str] = field(factory=dict)
    span: Span | None = None


def fill(template: str, facts: Mapping[str, str]) -> str:
    """The template with its facts put in, each cut to a length that a message can bear."""
    return template.format_map({name: shorten(text) for name, text in facts.items()})


def shorten(text: str, limit: int = 240) -> str:
    """The text, or its beginning where it is too long for a message."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _shown(value: object) -> str:
    return value if isinstance(value, str) else str(value)
