"""What a policy asks of the rows around an object."""

from __future__ import annotations

from govperf.graph import Level
from govperf.policy import Policy
from govperf.terms.terms import OfCohort
from govperf.terms.walk import walk


def looks_around(policy: Policy) -> bool:
    """Some value needs all objects of a cohort."""
    return any(node.level is Level.COHORT for node in policy.graph.nodes)


def needs_order(policy: Policy) -> bool:
    """Some value depends on the order of the objects (按原顺序)."""
    terms = [node.definition.term for node in policy.graph.nodes if node.definition is not None]
    return any(isinstance(one, OfCohort) and one.in_order for term in terms for one in walk(term))
