"""govperf over a table: from columns that it has read before, from raw float64 columns, from a frame to a frame."""

from __future__ import annotations

from typing import Any

import numpy as np
from scalar import w1, w2

import govperf
from table.exact import GRADES
from table.model import Contender, Scores
from table.rows import Rows

W3 = """\
规则 W3
输入
  重点考核、公众评议：0~100分
  查访核验、投诉查处：≥0分 默认 0

中间 考核得分=重点考核×90%+公众评议×10%−查访核验(≤2)−投诉查处(≤2)
名次=名次(考核得分)
中间 测评得分=分档 名次比例(考核得分)
  25%以内：90分
  55%以内：80分
  其他：70分
得分=考核得分×60%+测评得分×40%

等次 等级 按 得分
  优秀：90以上
  良好：80~90(不含90)
  合格：70~80(不含80)
  不合格：70以下(不含70)
"""
RULES = {"W1": w1.RULES, "W2": w2.RULES, "W3": W3}


def our_engines(name: str) -> tuple[Contender, ...]:
    """Three ways in; all of them exact."""
    policy = govperf.compile(RULES[name])
    return (
        Contender("govperf, columns kept", lambda rows: policy.read(arrow(rows)), policy.board, _opened, exact=True),
        Contender("govperf, first pass from float64", arrow, policy.board, _opened, exact=True),
        Contender("govperf, Arrow table to Arrow table", arrow, policy.score_all, _from_arrow, exact=True),
    )


def arrow(rows: Rows) -> Any:
    """An Arrow table of float64 columns."""
    import pyarrow as pa

    return pa.table(rows.floats())


def _opened(board: Any) -> Scores:
    return _from_arrow(board.frame)


def _from_arrow(found: Any) -> Scores:
    """Scores as Decimals, grades as places in GRADES."""
    words = found["等级"].combine_chunks()
    place = np.array([GRADES.index(word) for word in words.dictionary.to_pylist()])
    rank = np.array([int(one) for one in found["名次"].to_pylist()]) if "名次" in found.column_names else None
    return Scores(found["得分"].to_pylist(), place[words.indices.to_numpy()], rank)
