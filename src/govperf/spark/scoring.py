"""Sends a policy to where the rows are: batches by Arrow, cohorts as groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from govperf.errors import GovperfError, MissingExtraError
from govperf.policy import Policy
from govperf.spark.shape import Shape, empty_table, shape_of
from govperf.spark.wants import looks_around, needs_order

if TYPE_CHECKING:  # an extra
    import pyarrow as pa
    from pyspark.sql import DataFrame

Names = str | Sequence[str]


def score(
    df: DataFrame,
    policy: Policy,
    *,
    cohort: Names | None = None,
    keep: Names = (),
    order: Names = (),
    strict: bool = False,
    skip_bad: bool = False,
) -> DataFrame:
    """The results of a Spark table: who, every output, 备注, 错误, a row for each of its rows.

    ``cohort`` names the columns whose equal values make a cohort (``"县"``, or several; ``()`` for all rows as one,
    which then go to one worker). A policy that ranks, counts or shares needs it. ``keep`` are columns of the table
    that are carried along; those of ``cohort`` always are. ``order`` are the columns that bring the rows of a cohort
    into order where the policy says 按原顺序, as Spark knows no order of rows.

    Numbers are decimals: as many places as the policy rounds to, else 18, with a note in the row of a value that is
    rounded thereby. Grades are texts. ``strict`` and ``skip_bad`` are as in ``Policy.score_all``.

    Raises GovperfError where the question cannot be asked so, InputError where the table cannot be the data of the
    policy; what is wrong with a row is told in its 错误.
    """
    _need_spark()
    groups, kept, sequence = _settled(df, policy, cohort, keep, order)
    shape = shape_of(policy, empty_table(df), kept, strict=strict)
    one = _scorer(policy, shape, sequence, strict=strict, skip_bad=skip_bad)
    if groups is None:
        return df.mapInArrow(_batchwise(one), shape.spark)
    return df.groupBy(*groups).applyInArrow(one, shape.spark)


def totals(
    df: DataFrame, policy: Policy, *, cohort: Names, order: Names = (), strict: bool = False, skip_bad: bool = False
) -> DataFrame:
    """The 全体输出 of each cohort: its columns, then every value as text (``"92.00"``, ``"100/3"``), 错误.

    The arguments are as in :func:`score`; raises GovperfError for a policy without 全体输出.
    """
    _need_spark()
    groups, kept, sequence = _settled(df, policy, cohort, (), order)
    names = policy.graph.ruleset.cohort_outputs
    if not names:
        raise GovperfError("这份规则没有“全体输出”，每组没有什么可以汇总")
    from govperf.spark.cohort_totals import totals_of, totals_shape

    shape = totals_shape(empty_table(df), kept, names)
    policy.board(
        empty_table(df), strict=strict
    )  # what is wrong with the table as a whole is told here, not by a worker

    def one(group: pa.Table) -> pa.Table:
        return totals_of(policy, _ordered(group, sequence), shape, strict=strict, skip_bad=skip_bad)

    return df.groupBy(*(groups or ())).applyInArrow(one, shape.spark)


def _need_spark() -> None:
    try:
        import pyspark.sql  # noqa: F401 - only asked whether it is there
    except ImportError:
        raise MissingExtraError('在 Spark 上计分请先安装 pip install "govperf[spark]"') from None


def _settled(
    df: DataFrame, policy: Policy, cohort: Names | None, keep: Names, order: Names
) -> tuple[tuple[str, ...] | None, tuple[str, ...], tuple[str, ...]]:
    """Columns that make the cohorts, those to carry along, those that give order; refuses what cannot be right."""
    if not isinstance(policy, Policy):
        raise GovperfError(f"policy 要是 govperf.load 或 govperf.compile 得到的规则，现在是 {type(policy).__name__}")
    if not hasattr(df, "mapInArrow"):
        raise GovperfError(f"df 要是 Spark 的 DataFrame，现在是 {type(df).__name__}；别的表请用 policy.score_all(表)")
    groups = None if cohort is None else _listed(cohort)
    sequence = _listed(order)
    for name in (*(groups or ()), *_listed(keep), *sequence):
        if name not in df.columns:
            raise GovperfError(f"表里没有“{name}”这一列；现有：{'、'.join(df.columns[:20])}")
    if groups is None and looks_around(policy):
        raise GovperfError('这份规则要整组计分，请用 cohort= 写出分组的列，如 cohort="县"；全部为一组写 cohort=()')
    if needs_order(policy) and not sequence:
        raise GovperfError('规则里有“按原顺序”，而 Spark 的行没有先后；请用 order= 写出排序的列，如 order="序号"')
    return groups, tuple(dict.fromkeys((*(groups or ()), *_listed(keep)))), sequence


def _listed(names: Names) -> tuple[str, ...]:
    try:
        found = (names,) if isinstance(names, str) else tuple(names)
        "".join(found)
    except TypeError:
        raise GovperfError(f"cohort、keep、order 要是列名，现在是 {names!r}") from None
    return found


def _scorer(
    policy: Policy, shape: Shape, sequence: tuple[str, ...], *, strict: bool, skip_bad: bool
) -> Callable[[pa.Table], pa.Table]:
    def one(rows: pa.Table) -> pa.Table:
        ordered = _ordered(rows, sequence)
        return shape.fitted(policy.board(ordered, strict=strict, skip_bad=skip_bad).frame, ordered)

    return one


def _ordered(rows: pa.Table, sequence: tuple[str, ...]) -> pa.Table:
    return rows.sort_by([(name, "ascending") for name in sequence]) if sequence else rows


def _batchwise(one: Callable[[pa.Table], pa.Table]) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def batches(given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        for batch in given:
            yield from one(pa.Table.from_batches([batch])).combine_chunks().to_batches()

    return batches
