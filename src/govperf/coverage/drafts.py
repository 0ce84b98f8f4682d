"""An aim on its way into the plan, with what will show that it was reached."""

from __future__ import annotations

from govperf.coverage.model import Aim, AimKind, Side
from govperf.coverage.watching import Sighting
from govperf.frozen import frozen
from govperf.source import Source, Span

LONGEST_WORDS = 60
NOWHERE = Span(Source(""), 0, 0)


@frozen
class Draft:
    """One aim with its sightings."""

    aim: Aim
    signs: tuple[Sighting, ...]


def drafted(
    kind: AimKind,
    side: Side,
    words: str,
    owner: str,
    span: Span | None,
    *signs: Sighting,
    extra: str | int = "",
    inner: Span | None = None,
) -> Draft:
    """The aim of these words; ``extra`` and ``inner`` tell apart what stands at one place."""
    where = NOWHERE if span is None else span
    within = (-1, -1) if inner is None else (inner.start, inner.end)
    key = (kind.value, side.value, where.source.name, where.start, where.end, *within, extra, owner if not span else "")
    return Draft(Aim(kind, side, shortened(words), owner, key, where), signs)


def shortened(words: str) -> str:
    """Words on one line, of a length that a message can bear."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_WORDS else f"{line[: LONGEST_WORDS - 1]}…"
