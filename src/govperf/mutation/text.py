"""What became of the mutants, for a terminal: the survivors in the words of the policy, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from govperf.coverage.model import shown_percent
from govperf.coverage.text import painted
from govperf.diagnostics import Language
from govperf.diagnostics.width import printable
from govperf.mutation.model import Mutant, Mutation, Verdict

_HEAD = {
    "zh": "{file}  发现 {score}（{killed}/{counted}）",
    "en": "{file}  noticed {score} ({killed}/{counted})",
}
_REST = {
    "zh": "  另有 {refused} 处改动通不过检查，{same} 处改了意思也没变，{accepted} 处已经说明",
    "en": "  besides {refused} do not compile, {same} mean the same, {accepted} are accepted",
}
_IDLE = {
    "zh": "  多余的“已知 变异”，没有这样的改动存活：{name}",
    "en": "  idle 已知 变异, no such change survives: {name}",
}
_WAITING = {
    "zh": "待确认的用例“{name}”能发现：核对以后删去“待确认”",
    "en": "the case “{name}” would, once it is confirmed: check it, then remove 待确认",
}
_OFFER = {"zh": "可以补上这个用例：", "en": "this case would notice it:"}


def mutation_text(found: Mutation, language: Language = "zh", *, whole: bool = False, color: bool = False) -> str:
    """The survivors; ``whole`` shows what became of every other mutant, too."""
    return "\n".join(_lines(found, language, whole=whole, color=color))


def _lines(found: Mutation, language: Language, *, whole: bool, color: bool) -> Iterator[str]:
    killed, counted = len(found.of(Verdict.KILLED)), len(found.of(Verdict.KILLED)) + len(found.alive)
    score = painted(shown_percent(found.score), "31" if found.alive else "32", color=color)
    yield _HEAD[language].format(file=found.source.name, score=score, killed=killed, counted=counted)
    others = {one.value: len(found.of(one)) for one in (Verdict.REFUSED, Verdict.SAME, Verdict.ACCEPTED)}
    if any(others.values()):
        yield _REST[language].format(**others)
    offered: set[str] = set()
    for one in found.mutants if whole else found.alive:
        yield from _mutant(one, language, offered, color=color)
    yield from (_IDLE[language].format(name=name) for name in found.idle)


def _mutant(one: Mutant, language: Language, offered: set[str], *, color: bool) -> Iterator[str]:
    alive = one.verdict in (Verdict.SURVIVED, Verdict.UNSETTLED)
    mark = painted("✗", "31" if one.verdict is Verdict.SURVIVED else "33", color=color) if alive else " "
    place = "" if one.span is None else f"{one.span.line}:{one.span.column}"
    by = f"（{one.by}）" if one.by and not alive else ""
    yield f"{mark} {place}  {printable(one.owner)}：{printable(one.say(language))}{by}"
    if one.waiting:
        yield f"    {_WAITING[language].format(name=printable(one.waiting))}"
    if one.offer is not None and one.offer.name not in offered:
        offered.add(one.offer.name)
        yield f"    {_OFFER[language]}"
        yield from (f"      {line}" for line in one.offer.text.splitlines())
