"""What of a policy its 用例 reached: arms, bands, clamps, vetoes, quotas, conditions both ways."""

from govperf.coverage.measure import measure
from govperf.coverage.model import Aim, AimKind, Coverage, Reached, Side

__all__ = ["Aim", "AimKind", "Coverage", "Reached", "Side", "measure"]
