"""The two ways in which a value can be absent."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final, Literal


class Missing(Enum):
    """An absence: an enum, so that each stays one object through copies, pickles and processes."""

    ABSENT = "缺"
    NOT_APPLICABLE = "不适用"

    def __repr__(self) -> str:
        return self.value

    def __str__(self) -> str:
        return self.value


ABSENT: Final[Literal[Missing.ABSENT]] = Missing.ABSENT
"""缺: nobody has said what the value is, or the rule says that there is none."""

NOT_APPLICABLE: Final[Literal[Missing.NOT_APPLICABLE]] = Missing.NOT_APPLICABLE
"""不适用: the node does not exist for this object."""

Present = Fraction | str | bool | date
"""A number, a text (also a choice or a grade), a 是否 or a date."""

Value = Present | Missing | tuple["Value", ...]
"""Whatever a node of a policy can hold; a tuple is a list of values (a parameter that lists choices)."""
