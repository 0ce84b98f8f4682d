"""What every test shares: the Hypothesis profiles, what is collected."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from govperf.policy.policy import Policy

# The same examples on every machine, and no deadline that a busy one could miss.
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
# New examples on every run, and many of them: for a nightly look (make explore).
settings.register_profile("explore", deadline=None, max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

collect_ignore = ["typing"]  # read by mypy only
collect_ignore_glob = ["*.govperf"]  # some of their 用例 fail on purpose; the tests beside them say which


@pytest.fixture(autouse=True, scope="session")
def kernels_from_the_first_object_on() -> Iterator[None]:
    """Otherwise a test that scores one object would see the slow reading alone; test_first_score.py shows the rule."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Policy, "_first_run", Policy._second_run)
        yield
