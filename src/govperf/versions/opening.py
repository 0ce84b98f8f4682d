"""Opens two versions of a policy under one date, one set of parameters."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping

from attrs import evolve

from govperf.policy import Policy, load
from govperf.policy.compiling import build
from govperf.semantics import Settings
from govperf.versions.mixing import without_dates


def opened(
    old: str | os.PathLike[str],
    new: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    on: datetime.date | None = None,
    root: str | os.PathLike[str] | None = None,
) -> tuple[Policy, Policy]:
    """Both policies, whenever they are in force: two versions are seldom in force on the same day.

    A parameter is set in the version that has it; raises RuleError for one that neither has, otherwise as
    :func:`govperf.load`.
    """
    first, second = load(old, root=root), load(new, root=root)
    given = dict(parameters or {})
    mine, theirs = ({one.name for one in policy.parameters} for policy in (first, second))
    # What neither knows is left to the new one, which says so.
    own = {name: value for name, value in given.items() if name in mine}
    others = {name: value for name, value in given.items() if name in theirs or name not in mine}
    return _under(first, own, on), _under(second, others, on)


def _under(policy: Policy, parameters: Mapping[str, object], on: datetime.date | None) -> Policy:
    if not parameters and on is None:
        return policy
    files = policy.compiled.files
    compiled = build(without_dates(files), Settings(parameters, on), policy.limits)
    return Policy(evolve(compiled, files=files))


__all__ = ["opened"]
