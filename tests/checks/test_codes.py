"""Each code of the checks: the smallest rule file that earns it, a near miss that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

import govperf
from govperf.checks import CHECKS, TEMPLATES
from govperf.diagnostics import Severity

CODES = Path(__file__).parent / "codes"
ALL_CODES = pytest.mark.parametrize("code", [template.code for template in TEMPLATES])


def found(code: str, name: str) -> list[govperf.diagnostics.Diagnostic]:
    return govperf.check(CODES / code / f"{name}.govperf")


@ALL_CODES
def test_the_smallest_file_earns_its_code_alone(code: str):
    findings = found(code, "earns")

    assert {one.code for one in findings} == {code}
    assert all(one.span is not None and one.message and one.hint for one in findings)


@ALL_CODES
def test_a_near_miss_does_not_earn_it(code: str):
    assert [one.code for one in found(code, "spared") if one.severity is not Severity.NOTE] == []
    assert code not in {one.code for one in found(code, "spared")}


def test_every_folder_is_of_a_code():
    assert {folder.name for folder in CODES.iterdir()} == {template.code for template in TEMPLATES}


def test_codes_are_each_of_one_check():
    codes = [check.code for check in CHECKS]
    slugs = [check.template.slug for check in CHECKS]

    assert len(set(codes)) == len(codes)
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_no_check_finds_an_error(check: govperf.checks.Check):
    assert check.template.severity is not Severity.ERROR
    assert check.what
    assert check.why
    assert check.instead


def test_a_compiled_policy_finds_the_same():
    path = CODES / "缺口" / "earns.govperf"

    assert [one.code for one in govperf.load(path).check()] == [one.code for one in govperf.check(path)] == ["缺口"]
