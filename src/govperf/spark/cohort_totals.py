"""The 全体输出 of one cohort as a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govperf.errors import GovperfError
from govperf.policy import Policy
from govperf.spark.shape import Shape, shape

if TYPE_CHECKING:  # an extra
    import pyarrow as pa

ERRORS = "错误"


def totals_shape(empty: pa.Table, kept: tuple[str, ...], names: tuple[str, ...]) -> Shape:
    """The cohort's columns, a text for each value, what is wrong."""
    import pyarrow as pa

    texts = [pa.field(name, pa.string()) for name in (*names, ERRORS)]
    return shape([*(empty.schema.field(name) for name in kept), *texts], kept)


def totals_of(policy: Policy, group: pa.Table, shape: Shape, *, strict: bool, skip_bad: bool) -> pa.Table:
    """One row for the cohort; what could not be computed is empty, the reasons stand in 错误."""
    import pyarrow as pa

    board = policy.board(group, strict=strict, skip_bad=skip_bad)
    row: dict[str, Any] = {name: group[name][0].as_py() for name in shape.kept}
    told = []
    for name in board.totals:
        try:
            row[name] = _text(board.totals[name])
        except GovperfError as error:
            told.append(f"{name}：{error}")
    row[ERRORS] = "；".join(told) or None
    return pa.Table.from_pylist([row], schema=shape.arrow)


def _text(value: object) -> str | None:
    """Numbers in full, 是 or 否, dates as ISO writes them."""
    match value:
        case None:
            return None
        case bool():
            return "是" if value else "否"
        case _:
            return str(value)
