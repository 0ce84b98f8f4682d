"""What a record can show."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "ordinary",
    "arm",
    "grade",
    "step",
    "at",
    "below",
    "above",
    "bitten",
    "free",
    "tie",
    "absent",
    "quota",
    "holds",
    "fails",
]
"""What a record shows.

``ordinary`` is an object with full marks; ``arm`` one way of 分档, 对照, 如果; ``grade`` a band of 等次; ``step`` a
line that moves a grade, a veto; ``at`` ``below`` ``above`` a number on its line, just under it, just over it;
``bitten`` and ``free`` a cap or floor that changes the value, that does not; ``tie`` a number half-way between two
roundings; ``absent`` a value that is 缺; ``quota`` a cohort with somebody over the quota; ``holds`` and ``fails`` a
condition by itself.
"""
