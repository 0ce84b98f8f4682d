"""Hypothesis strategies from the declarations of a policy, with laws that every policy must keep."""

from govperf.errors import MissingExtraError

try:
    import hypothesis as _hypothesis  # noqa: F401 - the rest of this room cannot do without it
except ImportError:
    raise MissingExtraError('govperf.testing 要用 Hypothesis：请先安装 pip install "govperf[testing]"') from None

from govperf.testing.aimed import BoundaryCohorts, BoundaryRecords, boundary_cohorts, boundary_records
from govperf.testing.cohorts import cohorts
from govperf.testing.laws import assert_policy
from govperf.testing.records import records

__all__ = [
    "BoundaryCohorts",
    "BoundaryRecords",
    "assert_policy",
    "boundary_cohorts",
    "boundary_records",
    "cohorts",
    "records",
]
