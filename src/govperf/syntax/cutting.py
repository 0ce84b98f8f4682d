"""Finds the words inside a run of characters that was meant as several."""

from __future__ import annotations

import re

from govperf.frozen import frozen

_COMPARING = (
    r"大于或等于|小于或等于|大于等于|小于等于|不等于|不低于|不高于|不少于|不多于|不大于|不小于|不超过|未超过|未达到"
    r"|高于|低于|少于|多于|大于|小于|等于|超过|不足|不满|未满|达到|至少|至多"
)
_BOUNDING = r"及以上|及以下|或以上|或以下|以上|以下|以内|以外"
_JOINING = r"否则|如果|则|且|或"

# Patterns of the rarer ways are left as texts: the standard library compiles such a pattern on its first use.
_COMPARED = re.compile(rf".*?[^\W](?:{_COMPARING})[^\W]")
_LEADING = re.compile(r"(?:不[低高少多大小]于|不超过|[大小]于等于|[大小]于或等于)\w")
_BOUNDED = re.compile(rf".*?[^\W](?:{_BOUNDING})")
_JOINED = r".*?[^\W](?:[则且或])[^\W]"
_EVERY_WORD = rf"({_COMPARING}|{_BOUNDING}|{_JOINING})"
_WITHOUT_JOINING = rf"({_COMPARING}|{_BOUNDING})"


@frozen
class CutForm:
    """A run of characters with blanks between its words: ``率 不低于 目标``."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.words)


def run_together(name: str, *, condition: bool = False) -> CutForm | None:
    """The words of a bare name that nothing declares, where it reads ``X词Y`` or ``X以上``; None for a fine name.

    词 is a comparison word, and also 则 且 或 where a ``condition`` is being read (``原则性得分×10%`` is a fine name).
    """
    if _COMPARED.match(name) or _LEADING.match(name) or _BOUNDED.fullmatch(name):
        return cut_words(name, joining=condition)
    if condition and re.match(_JOINED, name):
        return cut_words(name)
    return None


def cut_words(run: str, *, joining: bool = True) -> CutForm:
    """The run with every word of the language on its own."""
    pattern = _EVERY_WORD if joining else _WITHOUT_JOINING
    return CutForm(tuple(part for part in re.split(pattern, run) if part))
