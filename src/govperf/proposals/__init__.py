"""Cases for the boundaries of a policy, worked out, to be confirmed by a person."""

from govperf.proposals.model import Proposal
from govperf.proposals.propose import propose

__all__ = ["Proposal", "propose"]
