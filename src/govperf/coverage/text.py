"""Coverage on the rule text, for a terminal: marked lines with what no case has shown below them."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.coverage.model import Coverage, Reached, shown_percent
from govperf.coverage.words import kind_words
from govperf.diagnostics import Language, shorten
from govperf.diagnostics.width import printable

_LONGEST_LINE = 200

_ACCEPTED = {"zh": "已知 未覆盖：{name}（{reason}）", "en": "known, not covered: {name} ({reason})"}
_IDLE = {
    "zh": "多余的“已知 未覆盖”，它已经覆盖，或者没有这一项：{name}",
    "en": "idle 已知 未覆盖, it is covered or there is no such thing: {name}",
}


def coverage_text(coverage: Coverage, language: Language = "zh", *, whole: bool = False, color: bool = False) -> str:
    """What is missing, each below its line; ``whole`` shows every line of the rule file."""
    lines = [_head(coverage, language, color=color)]
    if coverage.total:
        lines.append(f"  {_kinds(coverage, language)}")
    lines.extend(_marked(coverage, language, whole=whole, color=color))
    lines.extend(f"  {_ACCEPTED[language].format(name=aim.name, reason=why)}" for aim, why in coverage.accepted)
    lines.extend(f"  {_IDLE[language].format(name=name)}" for name in coverage.idle)
    return "\n".join(lines)


def _head(coverage: Coverage, language: Language, *, color: bool) -> str:
    share = shown_percent(coverage.percent)
    said = f"覆盖 {share}" if language == "zh" else f"coverage {share}"
    counts = f"{coverage.reached}/{coverage.total}"
    counts = f"（{counts}）" if language == "zh" else f" ({counts})"
    return f"{coverage.source.name}  {painted(said, '32' if not coverage.missing else '31', color=color)}{counts}"


def _kinds(coverage: Coverage, language: Language) -> str:
    return "  ".join(
        f"{kind_words(kind.value, language)} {done}/{of}" for kind, (done, of) in coverage.by_kind().items()
    )


def _marked(coverage: Coverage, language: Language, *, whole: bool, color: bool) -> Iterator[str]:
    """The mark ✗ stands before a line of which something is missing, ✓ before one that was reached in full."""
    by_line = lines_of(coverage)
    count = coverage.source.text.count("\n") + 1
    width = len(str(count))
    for number in range(1, count + 1) if whole else sorted(by_line):
        found = by_line.get(number, ())
        missing = [one.aim for one in found if not one.done]
        if not missing and not whole:
            continue
        mark = painted("✗", "31", color=color) if missing else painted("✓", "32", color=color) if found else " "
        words = shorten(printable(coverage.source.line_text(number)), _LONGEST_LINE)
        yield f"{mark} {number:>{width}} | {words}".rstrip()
        yield from (f"  {' ' * width} └ {printable(aim.missing(language))}" for aim in missing)


def lines_of(coverage: Coverage) -> dict[int, tuple[Reached, ...]]:
    """The aims by the line of the policy's own file on which their words begin; those of other files are left out."""
    found: dict[int, list[Reached]] = {}
    for one in coverage.found:
        if one.aim.span.source is coverage.source:
            found.setdefault(one.aim.span.line, []).append(one)
    return {number: tuple(theirs) for number, theirs in found.items()}


def painted(text: str, code: str, *, color: bool) -> str:
    """The text in a colour of the terminal, where colours are wanted."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


__all__ = ["coverage_text", "lines_of", "painted"]
