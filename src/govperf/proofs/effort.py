"""How much work a proof may cost before it is given up."""

from __future__ import annotations

from attrs import field, validators

from govperf.frozen import frozen


def _count(default: int) -> int:
    bounds = validators.and_(validators.instance_of(int), validators.ge(1))
    return field(default=default, validator=bounds)


@frozen(kw_only=True)
class Effort:
    """The work that one question may cost; counted, so that the same question has the same answer on every machine.

    ``steps`` are z3's own units for one check, ``tries`` nodes that the exact evaluator may compute while searching.
    ``seconds`` is a hard end for the solver's process, far beyond what the steps allow on any machine; after ``lates``
    such ends a solver is asked no more. ``forms`` bounds the size of a policy that is looked at.
    """

    steps: int = _count(2_000_000)
    tries: int = _count(200_000)
    seconds: int = _count(10)
    lates: int = _count(4)
    forms: int = _count(60_000)


DEFAULT_EFFORT = Effort()
