"""What might stand instead of one node of an expression, a test, a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from govperf.mutation.operators.calls import calls
from govperf.mutation.operators.conditions import conditions
from govperf.mutation.operators.tests import tests
from govperf.mutation.operators.values import values
from govperf.mutation.sites import Site, replaced, sites

_OPERATORS: Final[tuple[Callable[[Site], Iterator[tuple[str, Any]]], ...]] = (values, tests, conditions, calls)


def instead(site: Site) -> Iterator[tuple[str, Any]]:
    """Every other node for a place, each with its kind of mistake."""
    for operator in _OPERATORS:
        yield from operator(site)


def replacements(root: Any) -> Iterator[tuple[str, Any]]:
    """Every change of an expression or a test that stands by itself."""
    for site in sites(root):
        for kind, new in instead(site):
            yield kind, replaced(root, site.path, new)
