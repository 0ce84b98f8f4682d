"""``govperf cases``, cases that wait for confirmation in ``govperf test``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import govperf

CLAMP = """规则 限幅

输入 甲：≥0分
得分=甲(不超过2分)
"""


@pytest.fixture
def clamp(county: Path) -> Path:
    path = county / "clamp.govperf"
    path.write_text(CLAMP, encoding="utf-8")
    return path


def test_proposals_are_printed(run: Any, clamp: Path):
    ran = run("cases", "clamp.govperf")
    assert ran.code == 0
    assert ran.out.startswith(
        '用例 "甲=2（上限，恰在线上）" 待确认\n  甲=2\n  期望 得分=2\n\n用例 "甲=3（超出上限2）" 待确认\n'
    )
    assert "提议了 3 个用例；期望的值是现行规则算出的，请逐个核对" in ran.err
    assert clamp.read_text(encoding="utf-8") == CLAMP


def test_proposals_are_put_behind_the_rules(run: Any, clamp: Path):
    assert run("cases", "clamp.govperf", "--write").code == 0
    written = clamp.read_text(encoding="utf-8")
    assert written.startswith(CLAMP + '\n用例 "甲=2')
    assert govperf.format_text(written) == written
    again = run("cases", "clamp.govperf", "--write")
    assert "每处界限都有用例" in again.err
    assert clamp.read_text(encoding="utf-8") == written


def test_what_is_there_stays_to_the_byte(run: Any, clamp: Path):
    given = CLAMP.replace("\n", "\r\n").replace("甲：", "甲:").encode("gb18030")
    clamp.write_bytes(given)
    assert run("cases", "clamp.govperf", "--write").code == 0
    assert clamp.read_bytes().startswith(given.rstrip())
    assert len(govperf.load(clamp).case_names) == 3


def test_proposals_are_written_to_a_file(run: Any, clamp: Path):
    ran = run("cases", "clamp.govperf", "-o", "more.govperf")
    assert "已写入 more.govperf" in ran.err
    assert (clamp.parent / "more.govperf").read_text(encoding="utf-8").count("待确认") == 3


def test_a_file_of_another_kind_is_refused(run: Any, clamp: Path):
    assert run("cases", "clamp.govperf", "-o", "more.xlsx").code == 2


def test_cases_that_wait_are_counted_apart(run: Any, clamp: Path):
    run("cases", "clamp.govperf", "--write")
    ran = run("test", "clamp.govperf")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == "0 passed, 0 failed, 3 pending"


def test_a_case_that_waits_tells_what_has_changed_without_failing(run: Any, clamp: Path):
    run("cases", "clamp.govperf", "--write")
    clamp.write_text(clamp.read_text(encoding="utf-8").replace("不超过2分", "不超过3分"), encoding="utf-8")
    ran = run("test", "clamp.govperf")
    assert ran.code == 0
    assert "待确认" in ran.out
    assert "期望 2，实际 3" in ran.out


def test_a_confirmed_case_counts(run: Any, clamp: Path):
    run("cases", "clamp.govperf", "--write")
    clamp.write_text(clamp.read_text(encoding="utf-8").replace(" 待确认", "", 1), encoding="utf-8")
    assert run("test", "clamp.govperf").out.splitlines()[-1] == "1 passed, 0 failed, 2 pending"


def test_it_speaks_english(run: Any, clamp: Path):
    assert "3 cases proposed" in run("cases", "clamp.govperf", "--lang", "en").err
