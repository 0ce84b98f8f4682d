"""Two versions of a policy compared: what was changed, what it does to results, which change did it."""

from govperf.versions.comparing import compare
from govperf.versions.comparison import Comparison

__all__ = ["Comparison", "compare"]
