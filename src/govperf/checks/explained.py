"""What there is to say of every code: what it finds, why that matters, an example, what to write instead.

The file ``explained.json`` is made from the checks with their smallest files, from the pages of mistakes, by
``python -m tests.checks.reference``.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from govperf.diagnostics import Severity, nearest
from govperf.frozen import frozen


@frozen
class Explained:
    """One code. ``what``, ``why``, ``instead`` are prose; ``wrong`` a rule text that earns it, ``said`` what is said of
    that, ``right`` a rule text that does not; texts that there are not are empty.

    ``part`` says where it is told; ``also`` are the words by which 已知 may name it besides.
    """

    code: str
    slug: str
    severities: tuple[Severity, ...]
    part: str
    what: str
    why: str
    wrong: str
    said: str
    instead: str
    right: str
    also: tuple[str, ...] = ()
    english: str = ""
    english_instead: str = ""

    @property
    def stops(self) -> bool:
        """Its findings keep a file from being compiled, or data from being scored."""
        return Severity.ERROR in self.severities

    @property
    def is_of_checks(self) -> bool:
        """It is found by a check of a policy that compiles."""
        return self.part == CHECKED


CHECKED = "检查"
"""The part of the codes that checks find."""


@cache
def catalogue() -> tuple[Explained, ...]:
    """Every code of the library, in the order of the reference."""
    text = resources.files("govperf.checks").joinpath("explained.json").read_text(encoding="utf-8")
    return tuple(_entry(one) for one in json.loads(text))


def _entry(one: dict[str, str | list[str]]) -> Explained:
    severities = tuple(Severity(word) for word in one["severities"])
    also = tuple(one["also"])
    texts = {key: str(value) for key, value in one.items() if key not in ("severities", "also")}
    return Explained(**texts, severities=severities, also=also)


def explain(word: str) -> Explained | None:
    """What there is to say of a code, found by the code, its English name, or a word that 已知 takes for it."""
    wanted = word.strip()
    found = [one for one in catalogue() if wanted in (one.code, one.slug)]
    return next(iter(found), None) or next((one for one in catalogue() if wanted in one.also), None)


def nearest_codes(word: str) -> tuple[str, ...]:
    """The codes that a word may have meant."""
    names = {name: one.code for one in catalogue() for name in (one.code, one.slug, *one.also)}
    return tuple(dict.fromkeys(names[name] for name in nearest(word.strip(), names)))


__all__ = ["CHECKED", "Explained", "catalogue", "explain", "nearest_codes"]
