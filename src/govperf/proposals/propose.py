"""Proposes a case for every boundary that no case looks at yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from attrs import define, evolve, field

from govperf.boundaries import Aimed, Kind, aimed
from govperf.boundaries.company import named
from govperf.cases import run_case
from govperf.evaluate.outcome import Failed, ObjectData
from govperf.graph import Graph
from govperf.policy import Policy
from govperf.proposals.covered import Covered, Looking
from govperf.proposals.defaults import defaulted
from govperf.proposals.model import Proposal
from govperf.proposals.scene import Scene, handed, scene_of
from govperf.proposals.writing import body_of, case_text
from govperf.semantics import Role, Settings
from govperf.source import Source, Span
from govperf.syntax import parse
from govperf.syntax.declarations import Case
from govperf.terms.terms import Constant, Grading, Placement, Value
from govperf.values import Missing, show_value

LINES = ("below", "at", "above")
_WHERE = {"below": "略低于线", "at": "恰在线上", "above": "略高于线"}

MOST_PROPOSALS = 500
MOST_BEHIND = 9


def propose(policy: Policy) -> tuple[Proposal, ...]:
    """A case for every line, cap, rounding tie, arm, band, veto, quota that no confirmed case looks at.

    What each expects is what the policy gives today; it is marked 待确认, as only a person can say that it is right.
    A case gives no more than its value needs. Two cases never test the same. At most 500 are proposed.
    """
    policy = _on_first_day(policy)
    covered = Covered(policy)
    aims = tuple(aimed(policy.graph, policy.limits))
    drafts = [(one, _draft(policy, one, aims)) for one in aims]
    staged = [(one, scene) for one, scene in drafts if scene is not None]
    sides = _sides(staged)
    gathering = _Gathering(policy, covered)
    for one, scene in sorted(staged, key=lambda pair: pair[0].kind not in LINES):
        if not covered.has(one):
            gathering.take(scene, _name(one, sides), one.key, one.kind, one.span)
    for each in defaulted(policy.graph, aims, policy.limits):
        if each.one.key not in covered.defaults:
            objects = handed(policy.graph, (each.data,), each.target, policy.limits)
            shown = scene_of(policy.graph, objects, each.target, policy.limits)
            gathering.take(shown, each.name, each.target, "absent", each.one.span)
    found = gathering.found
    known = _known(policy)
    fresh = [one for body, one in found.items() if body not in known]
    return tuple(_told_apart(_in_order(policy.graph, fresh), policy.case_names))[:MOST_PROPOSALS]


@define
class _Gathering:
    """The proposals so far, by what they test."""

    policy: Policy
    covered: Covered
    found: dict[str, Proposal] = field(factory=dict)

    def take(self, scene: Scene | None, name: str, key: str, kind: Kind, span: Span | None) -> None:
        """Adds a case unless it tests what another one does; one that does not pass is left out."""
        if scene is None:
            return
        text = case_text(self.policy.graph, scene, name)
        looking = Looking()
        if body_of(text) not in self.found and _passes(self.policy, text, looking):
            self.covered.add(looking)
            self.found[body_of(text)] = Proposal(name, text, key, kind, span)


def _known(policy: Policy) -> frozenset[str]:
    """Bodies of the cases that wait for confirmation already."""
    texts = (case.span.text for case in policy.graph.ruleset.cases)
    return frozenset("\n".join(line.rstrip() for line in body_of(f"{text}\n").splitlines()) + "\n" for text in texts)


def _in_order(graph: Graph, found: Iterable[Proposal]) -> list[Proposal]:
    places = {node.key: place for place, node in enumerate(graph.nodes)}
    return sorted(found, key=lambda one: places.get(one.key, 0))


def _told_apart(found: Iterable[Proposal], taken: Iterable[str]) -> Iterator[Proposal]:
    """Names that no other case bears."""
    used = set(taken)
    for one in found:
        name, number = one.name, 1
        while name in used:
            number += 1
            name = f"{one.name}（{number}）"
        used.add(name)
        yield one if name == one.name else evolve(one, name=name, text=one.text.replace(one.name, name, 1))


# --- what a case gives ---


def _draft(policy: Policy, one: Aimed, aims: tuple[Aimed, ...]) -> Scene | None:
    """The least that shows the place: what its node reads is given outright, unless the value is another one then."""
    graph, limits = policy.graph, policy.limits
    target = _target(graph, one.key)
    if target is None or one.spot is None:
        return None
    own = handed(graph, one.cohort, target, limits)
    behind = () if one.kind == "quota" else _behind(policy, target, aims)
    if behind:
        return scene_of(graph, named((own[0], *behind)), target, limits)
    whole = scene_of(graph, one.cohort, target, limits)
    if whole is None:
        return None
    short = scene_of(graph, own, target, limits)
    return short if short is not None and _same(short.values[:1], whole.values[:1]) else whole


def _behind(policy: Policy, target: str, aims: tuple[Aimed, ...]) -> tuple[ObjectData, ...]:
    """Others behind an object that is graded, so many that a share of all has room for it."""
    definition = policy.graph[target].definition
    quotas = definition.term.quotas if definition is not None and isinstance(definition.term, Placement) else ()
    shares = [one.amount.value for one in quotas if one.share and isinstance(one.amount, Constant)]
    known = [share for share in shares if isinstance(share, Fraction) and share > 0]
    last = _last(target, aims)
    if not known or last is None:
        return ()
    count = min(-(-1 // min(known)) - 1, MOST_BEHIND)
    return handed(policy.graph, (last,), target, policy.limits) * int(count)


def _last(target: str, aims: Iterable[Aimed]) -> ObjectData | None:
    """The object with the lowest score on a line of the grade."""
    found = [
        (one.value, place, one.data)
        for place, one in enumerate(aims)
        if one.kind == "below" and one.value is not None and one.key.partition("#")[0] == target and _by_score(one)
    ]
    return min(found, key=lambda each: each[:2])[2] if found else None


def _by_score(one: Aimed) -> bool:
    """The line is one of a band."""
    term = None if one.spot is None else one.spot.standing.definition.term
    return one.spot is not None and isinstance(term, Grading) and one.spot.subject == term.score


def _same(some: tuple[Value | Failed, ...], others: tuple[Value | Failed, ...]) -> bool:
    return all(not isinstance(a, Failed) and a == b for a, b in zip(some, others, strict=False))


def _target(graph: Graph, key: str) -> str | None:
    """The node of which something is expected: that of the place, for what stands behind it the one that people see."""
    shown = key.partition("#")[0]
    if shown not in graph:
        return None
    node = graph[shown]
    if node.definition is None or node.role is Role.PARAMETER:
        return None
    return shown


# --- what a case is called ---

Sides = Mapping[tuple[str, str, Fraction | None], dict[str, Value | Failed]]


def _sides(staged: Iterable[tuple[Aimed, Scene]]) -> Sides:
    """What comes out on both sides of each line."""
    found: dict[tuple[str, str, Fraction | None], dict[str, Value | Failed]] = {}
    for one, scene in staged:
        if one.kind in LINES and scene.values:
            found.setdefault((one.key, one.subject, one.line), {}).setdefault(one.kind, scene.values[0])
    return found


def _name(one: Aimed, sides: Sides) -> str:
    if one.kind not in LINES or one.value is None:
        return one.words
    results = sides.get((one.key, one.subject, one.line), {})
    low, high = results.get("below"), results.get("above", results.get("at"))
    # On a slope the line divides no two results: the words of the arm say more.
    between = _between(low, high) if results.get("at", low) in (low, high) else ""
    if not between:
        return one.words
    shown = one.words.partition("（")[0]
    return f"{shown}（{between}，{_WHERE[one.kind]}）"


def _between(low: Value | Failed | None, high: Value | Failed | None) -> str:
    """The two results that a line divides, where they differ and can be said in few words."""
    if (
        low is None
        or high is None
        or low == high
        or isinstance(low, Failed | Missing)
        or isinstance(high, Failed | Missing)
    ):
        return ""
    words = [show_value(one) for one in (low, high)]
    return "与".join(words) + "之间" if max(map(len, words)) <= 12 else ""


# --- a last look ---


def _passes(policy: Policy, text: str, looking: Looking) -> bool:
    """The case can be read and passes, so that nobody is handed one that is broken."""
    parsed = parse(Source(f"规则 用例\n\n{text}", "用例"), limits=policy.limits)
    cases = [one for one in parsed.file.statements if isinstance(one, Case)]
    if parsed.diagnostics or len(cases) != 1:
        return False
    graph = policy.graph
    return run_case(cases[0], graph, lambda _: graph, Settings({}), policy.limits, looking.begin).passed


def _on_first_day(policy: Policy) -> Policy:
    """The policy as a 用例 without a date finds it: on the first day in force."""
    ruleset = policy.graph.ruleset
    if ruleset.facts.start is None or all(one.first is None for one in ruleset.parameters):
        return policy
    return policy.with_settings({}, ruleset.facts.start)
