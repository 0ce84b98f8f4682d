"""Compares two versions of a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from govperf.evaluate.records import listed as checked
from govperf.graph import Graph
from govperf.policy import Policy
from govperf.proofs import Proved, Solver, same
from govperf.proofs.model import PROVED
from govperf.syntax.declarations import Veto
from govperf.versions.aligning import aligned
from govperf.versions.asking import asked
from govperf.versions.changes import Change
from govperf.versions.comparison import Comparison
from govperf.versions.effects import EFFORT, effects_of, results_of
from govperf.versions.objects import Records, listed, objects_of, with_renamed
from govperf.versions.sides import Sides
from govperf.versions.staging import Stage, stages, unwatched

_MOST_KEPT = 60
"""Changes of which each is asked whether it leaves all results as they were."""

Progress = Callable[[str, int, int], object]
"""Told what is being done (改动 结果 对象), how much of it of how much is done."""


def compare(
    old: Policy,
    new: Policy,
    records: Iterable[object] | Records | None = None,
    *,
    skip_bad: bool = False,
    progress: Progress = unwatched,
) -> Comparison:
    """What was changed from ``old`` to ``new``, what it does to every result, to ``records`` where there are any.

    ``records`` are as :meth:`govperf.Policy.score_all` takes them, or a function that gives them for a policy. Nothing
    is said to be equal, higher or lower without a proof, nothing to differ without an object to which it happens.
    Raises InputError for what is no list of records.
    """
    sides = Sides.of(old, new)
    found = sides.differences()
    mixer = sides.mixer(found.changes)
    start = sides.start(mixer)
    way = stages(mixer, start, new, partial(progress, "改动"))
    before = aligned(start.graph, new.graph)
    with Solver(EFFORT) as solver:
        effects = effects_of(before, new.graph, new.limits, solver, partial(progress, "结果"))
        kept = _kept(start, way, found.changes, solver)
        whole = same(before, new.graph, None, new.limits, effort=EFFORT, solver=solver) if found.changes else PROVED
    outputs = tuple(tuple(_named(policy.graph, key) for key in results_of(policy.graph)) for policy in (start, new))
    data = None if records is None else with_renamed(_given(records), sides.renaming.names)
    return Comparison(
        old,
        new,
        found,
        dict(sides.renaming.names),
        effects,
        tuple(name for name in outputs[0] if name not in outputs[1]),
        tuple(name for name in outputs[1] if name not in outputs[0]),
        asked(before, new.graph, found.changes, way),
        kept,
        _recorded(found.changes, way),
        whole,
        None if data is None else objects_of(start, way, data, skip_bad=skip_bad, watch=partial(progress, "对象")),
    )


def _named(graph: Graph, key: str) -> str:
    return graph.ruleset.paths.get(key, key)


def _given(records: Iterable[object] | Records) -> Records:
    return records if callable(records) else listed(checked(records))


# --- which changes leave everything as it was ---


def _kept(start: Policy, way: Sequence[Stage], changes: Sequence[Change], solver: Solver) -> frozenset[int]:
    """Changes that are proved to leave every result as it was; changes of what data may be are none of them."""
    found: set[int] = set()
    before = start
    for number, stage in enumerate(way):
        asks = any(changes[one].sort in _ASKING for one in stage.made)
        open_ = not stage.same and not asks and number < _MOST_KEPT
        if stage.same or (open_ and _keeps(before, stage.policy, solver)):
            found.update(stage.made)
        before = stage.policy
    return frozenset(found)


def _keeps(old: Policy, new: Policy, solver: Solver) -> bool:
    """Every result is proved to be the same in both."""
    cohort = [policy.graph.ruleset.cohort_outputs for policy in (old, new)]
    return cohort[0] == cohort[1] and isinstance(
        same(aligned(old.graph, new.graph), new.graph, None, new.limits, effort=EFFORT, solver=solver), Proved
    )


_ASKING = frozenset(("输入", "明细", "明细列", "要求", "对象", "输出"))


def _recorded(changes: Sequence[Change], way: Sequence[Stage]) -> bool:
    """A veto that is only recorded changed: results stay, the record of vetoes does not."""
    idle = {number for stage in way if stage.same for number in stage.made}
    nodes = [
        one.node
        for number, change in enumerate(changes)
        if number not in idle
        for pair in change.pairs
        for one in (pair.old, pair.new)
        if one is not None
    ]
    return any(isinstance(node, Veto) and not node.effects for node in nodes)


__all__ = ["Progress", "compare"]
