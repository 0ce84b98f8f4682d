"""Records of single objects that the policy accepts as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from govperf.boundaries import aimed, record_of
from govperf.boundaries.hosts import names_of
from govperf.checks.records import reached
from govperf.evaluate.evaluation import Evaluation
from govperf.evaluate.records import Reader
from govperf.evaluate.scoring import broken_requirements
from govperf.policy import Policy
from govperf.semantics import RequirementDefinition
from govperf.terms.walk import reads
from govperf.testing.fields import field, ledger_rows, mapping
from govperf.testing.subjects import overrides_of, policy_of

Record = dict[str, Any]

MOST_MODELS = 40


def records(policy: Policy, **overrides: Any) -> st.SearchStrategy[Record]:
    """Records of one object: every input within its domain, every 要求 met.

    Numbers come as ``int``, ``Decimal``, text; what is 可缺 or has a 默认 is left out at times; ledgers have as many
    records as they must. They shrink to friendly values: absent, 0, full marks, whole numbers, one decimal.
    ``overrides`` gives a strategy, or one value, for an input or a ledger by its name. Raises GovperfError for what is
    no policy, for a name that there is not, for a domain without a number of three decimals at most.
    """
    policy = policy_of(policy, "records")
    return _records(policy, overrides_of(policy, overrides))


def _records(policy: Policy, given: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Record]:
    drawn = _drawn(policy, given)
    if not _requirements(policy):
        return drawn
    return _lawful(policy, drawn, frozenset(given))


def _drawn(policy: Policy, given: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[Record]:
    graph = policy.graph
    names = names_of(graph)
    fields = {names[one.key]: (one, field(one, graph)) for one in graph.ruleset.inputs if names[one.key] not in given}
    ledgers = [one for one in graph.ruleset.ledgers if one.name not in given]
    maybe = {one.name: ledger_rows(one, graph) for one in ledgers if one.optional}
    sure = {one.name: ledger_rows(one, graph) for one in ledgers if not one.optional}
    rest = st.fixed_dictionaries({**sure, **given})
    return st.builds(lambda first, second: {**first, **second}, mapping(fields, maybe), rest)


# --- 要求 ---


def _requirements(policy: Policy) -> Sequence[RequirementDefinition]:
    ruleset = policy.graph.ruleset
    return [*ruleset.requirements, *(one for ledger in ruleset.ledgers for one in ledger.requirements)]


@st.composite
def _lawful(draw: st.DrawFn, policy: Policy, drawn: st.SearchStrategy[Record], given: frozenset[str]) -> Record:
    """As drawn where it meets every 要求; else with what the 要求 look at from a record that is known to meet them."""
    record = draw(drawn)
    if meets(policy, record):
        return record
    models = _models(policy)
    model = draw(st.sampled_from(models)) if models else {}
    looked_at = _looked_at(policy) - given
    mended = {name: value for name, value in record.items() if name not in looked_at}
    mended |= {name: value for name, value in model.items() if name in looked_at}
    assume(meets(policy, mended))
    return mended


def meets(policy: Policy, record: Record) -> bool:
    """The record breaks no 要求."""
    data = Reader(policy.graph.ruleset, policy.limits).read(record)
    evaluation = Evaluation(policy.graph, (data,), policy.limits, whole=True)
    return not any(True for _ in broken_requirements(evaluation, 0))


@lru_cache(maxsize=32)
def _models(policy: Policy) -> tuple[Record, ...]:
    """Records that meet every 要求."""
    found = []
    for one in aimed(policy.graph, policy.limits):
        record = record_of(policy.graph, one.data)
        if record not in found:
            found.append(record)
        if len(found) >= MOST_MODELS:
            break
    return tuple(found)


@lru_cache(maxsize=32)
def _looked_at(policy: Policy) -> frozenset[str]:
    """Names of the fields that some 要求 looks at."""
    graph = policy.graph
    names = names_of(graph)
    keys = reached(graph, tuple(key for one in graph.ruleset.requirements for key in reads(one.condition)))
    ledgers = {one.name for one in graph.ruleset.ledgers if one.requirements or one.name in keys}
    return frozenset(names[key] for key in keys if key in names) | ledgers
