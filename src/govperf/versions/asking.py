"""What data two versions of a policy ask for, compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from govperf.checks.records import reached
from govperf.evaluate.scoring import required_keys
from govperf.graph import Graph
from govperf.semantics import InputDefinition, LedgerDefinition
from govperf.versions.changes import Change
from govperf.versions.compared import Asked
from govperf.versions.cores import same_asked
from govperf.versions.staging import Stage

Item = InputDefinition | LedgerDefinition


def asked(old: Graph, new: Graph, changes: Sequence[Change], made: Sequence[Stage]) -> Asked:
    """All inputs and ledgers, as what is supplied is checked also where no result needs it; what data must meet."""
    before, after = _items(old), _items(new)
    was, now = (_needed(graph, items) for graph, items in ((old, before), (new, after)))
    required = tuple(name for name in after if _is_required(after[name]) and name in now and name not in was)
    return Asked(
        required,
        tuple(name for name in after if name not in before and name not in required),
        tuple(name for name in before if name not in after or (name in was and name not in now)),
        (
            *(
                _altered(name, before[name], after[name])
                for name in after
                if name in before and not same_asked(old, new, before[name], after[name])
            ),
            *_requirements(changes, made),
        ),
    )


def _items(graph: Graph) -> dict[str, Item]:
    """What a record of this policy may hold, by name, columns with their ledger."""
    ruleset = graph.ruleset
    times = Counter(one.name for one in ruleset.inputs)
    inputs = [one for one in ruleset.inputs if one.name != ruleset.object_name]
    found: dict[str, Item] = {one.name if times[one.name] == 1 else one.key.removesuffix("#"): one for one in inputs}
    for ledger in ruleset.ledgers:
        found[ledger.name] = ledger
        found |= {f"{ledger.name}.{one.name}": one for one in ledger.columns}
    return found


def _needed(graph: Graph, items: Mapping[str, Item]) -> frozenset[str]:
    """Names of what some result can ask for."""
    keys = reached(graph, (*required_keys(graph), *graph.ruleset.cohort_outputs))
    return frozenset(name for name, one in items.items() if _key(one) in keys)


def _key(one: Item) -> str:
    return one.key if isinstance(one, InputDefinition) else one.name


def _altered(name: str, old: Item, new: Item) -> str:
    """The name, with what it may be where that changed."""
    if isinstance(old, InputDefinition) and isinstance(new, InputDefinition) and old.domain.words != new.domain.words:
        return f"{name}（{old.domain.words} → {new.domain.words}）"
    return name


def _is_required(one: Item) -> bool:
    default = one.default if isinstance(one, InputDefinition) else None
    return default is None and not one.optional and one.applies is None


def _requirements(changes: Sequence[Change], made: Sequence[Stage]) -> list[str]:
    """要求 that came, went or changed."""
    idle = {number for stage in made if stage.same for number in stage.made}
    return [one.title for number, one in enumerate(changes) if one.sort == "要求" and number not in idle]


__all__ = ["asked"]
