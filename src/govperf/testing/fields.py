"""Values for one input, or for one column of a ledger."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from govperf.graph import Graph
from govperf.semantics import InputDefinition, LedgerDefinition
from govperf.terms.kinds import Base
from govperf.terms.terms import Compare, Constant, Value
from govperf.terms.walk import key_of, walk
from govperf.testing.numbers import numbers, spelled

TEXTS = ("甲", "乙", "丙", "丁")
"""Texts are few, so that some are equal: groups, one matter that is told twice."""

MOST_ROWS = 5
_PLAIN = st.sampled_from((True, False))


def field(one: InputDefinition, graph: Graph) -> st.SearchStrategy[Any]:
    """Values of the domain as hosts hold them."""
    domain = one.domain
    match domain.kind.base:
        case Base.BOOL:
            return st.sampled_from((False, True, "否", "是"))
        case Base.DATE:
            return st.builds(lambda day, plain: day if plain else day.isoformat(), days(graph), _PLAIN)
        case Base.NUMBER:
            return spelled(domain, numbers(domain, one.name))
        case _ if domain.kind.options:
            return st.sampled_from(domain.kind.options)
        case _:
            return st.sampled_from((*TEXTS, *texts_compared(one.key, graph)))


def days(graph: Graph) -> st.SearchStrategy[datetime.date]:
    """Days on which the policy is in force."""
    facts = graph.ruleset.facts
    start = facts.start or (facts.end.replace(year=facts.end.year - 1) if facts.end else datetime.date(2011, 1, 1))
    end = facts.end or min(start, datetime.date(9998, 1, 1)).replace(year=min(start.year, 9998) + 1, day=1)
    return st.dates(start, max(start, end))


def texts_compared(key: str, graph: Graph) -> tuple[str, ...]:
    """Texts that the policy looks for in the input."""
    found: dict[str, None] = {}
    for definition in graph.ruleset.definitions:
        for term in walk(definition.term):
            if isinstance(term, Compare) and key in (key_of(term.left), key_of(term.right)):
                sides = (side.value for side in (term.left, term.right) if isinstance(side, Constant))
                found.update(dict.fromkeys(side for side in sides if isinstance(side, str)))
    return tuple(found)[:20]


# --- mappings ---


Fields = dict[str, tuple[InputDefinition, st.SearchStrategy[Any]]]


def mapping(fields: Fields, more: Mapping[str, st.SearchStrategy[Any]] | None = None) -> st.SearchStrategy[Any]:
    """A value for each field; what has a default or may be absent is left out at times, first of all when shrinking."""
    sure = {name: values for name, (one, values) in fields.items() if not _optional(one)}
    maybe = {name: values for name, (one, values) in fields.items() if _optional(one)}
    return st.fixed_dictionaries(sure, optional={**maybe, **(more or {})})


def _optional(one: InputDefinition) -> bool:
    return one.optional or one.default is not None


def ledger_rows(ledger: LedgerDefinition, graph: Graph) -> st.SearchStrategy[list[Any]]:
    """Records of a ledger: exactly as many as it must have, each with a key of its own."""
    fields = {one.name: (one, field(one, graph)) for one in ledger.columns if one.name != ledger.per}
    keys = _keys(ledger)
    most = MOST_ROWS if keys is None else min(MOST_ROWS, len(keys))
    least, most = (0, most) if ledger.count is None else (ledger.count, ledger.count)
    rows = st.lists(mapping(fields), min_size=least, max_size=most)
    if keys is None or ledger.per is None:
        return rows
    per = ledger.per
    return st.builds(
        lambda found, order: [{per: key, **row} for row, key in zip(found, order, strict=False)],
        rows,
        st.permutations(keys),
    )


def _keys(ledger: LedgerDefinition) -> list[Any] | None:
    """All keys that the column after 每 can have, as far as they are few."""
    from govperf.boundaries.hosts import host_value
    from govperf.checks.records import record_keys

    keys: tuple[Value, ...] | None = record_keys(ledger, ledger.count or MOST_ROWS)
    return None if keys is None else [host_value(key) for key in keys]
