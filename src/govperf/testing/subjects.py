"""What the functions of this room take: a policy, changes to the declared fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from govperf.diagnostics.suggest import nearest
from govperf.errors import GovperfError
from govperf.policy import Policy


def policy_of(given: object, function: str) -> Policy:
    """The policy; GovperfError for anything else, with what to pass instead."""
    if isinstance(given, Policy):
        return given
    found = type(given).__name__
    hint = (
        "；先用 govperf.load(路径) 或 govperf.compile(文本) 编译"
        if isinstance(given, str) or hasattr(given, "__fspath__")
        else ""
    )
    raise GovperfError(f"{function} 的第一个参数要是编译好的政策（Policy），现在是 {found}{hint}")


def overrides_of(policy: Policy, given: Mapping[str, Any]) -> dict[str, st.SearchStrategy[Any]]:
    """What the caller gives for single fields: a strategy, or one value; GovperfError for a name that there is not."""
    names = {one.name for one in policy.inputs} | {one.name for one in policy.inputs.ledgers}
    names |= {key.removesuffix("#") for key in (one.key for one in policy.graph.ruleset.inputs)}
    for name in given:
        if name not in names:
            near = nearest(name, tuple(names))
            advice = f"是不是“{near[0]}”？" if near else f"有：{'、'.join(sorted(names)[:12])}"
            raise GovperfError(f"没有叫“{name}”的输入或明细；{advice}")
    return {name: one if isinstance(one, st.SearchStrategy) else st.just(one) for name, one in given.items()}
