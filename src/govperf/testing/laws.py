"""Runs a policy on many records, holds it to laws."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from govperf.errors import GovperfError
from govperf.policy import Policy, Scorecard
from govperf.testing.aimed import boundary_cohorts
from govperf.testing.cohorts import cohorts
from govperf.testing.direction import direction_of
from govperf.testing.records import Record, records
from govperf.testing.standing import Standing, faults_of, together
from govperf.testing.subjects import policy_of

Law = Callable[[Record, Scorecard], bool | None]
"""Looks at a record with its card; False, or an AssertionError, says that the law is broken."""

Pairs = Sequence[str] | Iterable[Sequence[str]]
Using = st.SearchStrategy[Record] | st.SearchStrategy[list[Record]]


def assert_policy(
    policy: Policy,
    *laws: Law,
    never_lowers: Pairs = (),
    never_raises: Pairs = (),
    within: Mapping[str, tuple[object, object]] | None = None,
    allow: Collection[str] = (),
    using: Using | None = None,
    max_examples: int = 100,
) -> None:
    """Scores the policy on its boundary records, then on ``max_examples`` drawn ones; raises AssertionError on a fault.

    Always checked: data as declared is never refused; every output has a value (``allow`` names the codes of errors
    that are meant, such as ``除数为零``); scoring again gives the same; every value in the explanation is that of the
    card; no number leaves the bounds that the checker computes.

    ``never_lowers=("公众评议得分", "绩效考核得分")`` adds that more of the input never means less of the output, all
    else equal; several pairs may be listed. Grades count from the last up. ``never_raises`` is the opposite. ``within``
    gives bounds of outputs: ``{"总分": (0, 110)}``. ``laws`` are called with each record and its card.
    ``using`` draws records, or lists of records for policies that need the whole cohort, instead of
    :func:`govperf.testing.records` and :func:`govperf.testing.cohorts`.

    Raises GovperfError for what is no policy, for names that it does not have.
    """
    policy = policy_of(policy, "assert_policy")
    directions = (
        *(direction_of(policy, pair, up=True) for pair in _pairs(never_lowers, "never_lowers")),
        *(direction_of(policy, pair, up=False) for pair in _pairs(never_raises, "never_raises")),
    )
    standing = Standing(policy, _bounds(policy, within or {}), frozenset(allow), laws, directions)
    for cohort in boundary_cohorts(policy):
        _fail(standing, cohort, faults_of(standing, cohort))
    _drawn(standing, using, max_examples)


def _pairs(given_pairs: Pairs, name: str) -> list[tuple[str, str]]:
    listed = list(given_pairs)
    if len(listed) == 2 and all(isinstance(one, str) for one in listed):
        return [(str(listed[0]), str(listed[1]))]
    found = []
    for pair in listed:
        if isinstance(pair, str) or len(pair) != 2 or not all(isinstance(one, str) for one in pair):
            raise GovperfError(f'{name} 要写成 ("输入", "结果")，或一列这样的对，现在有 {pair!r}')
        found.append((pair[0], pair[1]))
    return found


def _bounds(policy: Policy, within: Mapping[str, tuple[object, object]]) -> dict[str, tuple[Any, Any]]:
    found = {}
    for name, bounds in within.items():
        if name not in policy.graph:
            raise GovperfError(f"within 里的“{name}”不是这个政策的结果；有：{'、'.join(policy.outputs[:12])}")
        if len(bounds) != 2:
            raise GovperfError(f"within 里“{name}”的界限要写成 (下限, 上限)，没有的写 None，现在是 {bounds!r}")
        found[name] = bounds
    return found


def _drawn(standing: Standing, using: Using | None, max_examples: int) -> None:
    if max_examples < 1:
        return
    policy = standing.policy
    strategy: st.SearchStrategy[Any] = (
        using if using is not None else cohorts(policy) if together(policy) else records(policy)
    )

    @settings(
        max_examples=max_examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
        print_blob=False,
        report_multiple_bugs=False,
    )
    @given(found=strategy, more=st.data())
    def run(found: Any, more: st.DataObject) -> None:
        cohort = found if isinstance(found, list) else [found]
        _fail(standing, cohort, faults_of(standing, cohort, more))

    run()


def _fail(standing: Standing, cohort: list[Record], faults: list[str]) -> None:
    if faults:
        name = standing.policy.name or "公式"
        shown = "\n".join(f"  {one}" for one in _shown(cohort))
        raise AssertionError(f"政策“{name}”：{faults[0]}\n记录：\n{shown}")


def _shown(cohort: list[Record]) -> list[str]:
    return [repr(record) for record in cohort[:8]] + ([f"……共 {len(cohort)} 个对象"] if len(cohort) > 8 else [])
