"""Records aimed at what a policy decides: its arms, lines, caps, ties, vetoes, quotas."""

from govperf.boundaries.aimed import Aimed
from govperf.boundaries.aiming import aimed
from govperf.boundaries.hosts import record_of
from govperf.boundaries.kinds import Kind

__all__ = ["Aimed", "Kind", "aimed", "record_of"]
