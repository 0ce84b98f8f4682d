"""How many examples a property gets: few in the quick profile, as many as the profile says in a thorough one."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

QUICK = 100
"""The number of examples of a profile that names none."""


def often(quick: int) -> settings:
    """``quick`` examples, or those of a profile that asks for more than usual (``HYPOTHESIS_PROFILE=explore``)."""
    asked = settings.default.max_examples if settings.default is not None else QUICK
    slow = [
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
        HealthCheck.large_base_example,
    ]
    return settings(max_examples=asked if asked > QUICK else quick, suppress_health_check=slow)
