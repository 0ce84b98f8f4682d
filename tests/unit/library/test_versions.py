"""The version in force, by the name of a policy, on a day."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.library.conftest import Write

import govperf
from govperf import RuleError
from govperf.diagnostics import Severity

DAY = datetime.timedelta(days=1)


def codes(library: govperf.Library) -> list[str]:
    return [finding.code for finding in library.findings]


def refusal(library: govperf.Library, name: str = "单位考核", on: object = None) -> str:
    with pytest.raises(RuleError) as caught:
        library.policy(name, on=on)  # type: ignore[arg-type]  # text is a date too
    (finding,) = caught.value.diagnostics
    return f"{finding.code}：{finding.message}"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2011-01-01", "1"),
        ("2011-12-31", "1"),
        ("2012-01-01", "2"),
        ("2012-12-31", "2"),
        ("2013-01-01", "3"),
        ("9999-12-31", "3"),
    ],
)
def test_a_version_holds_from_its_first_day_to_its_last(folder: Path, write: Write, day: str, expected: str):
    write("三.govperf", "2013-01-01 起", "得分=3")
    write("二.govperf", "2012-01-01 至 2012-12-31", "得分=2")
    write("一.govperf", "2011-01-01 至 2011-12-31", "得分=1")
    library = govperf.load_folder(folder)
    policy = library.policy("单位考核", on=datetime.date.fromisoformat(day))
    assert policy.score({})["得分"] == Decimal(expected)
    assert policy.identity["date"] == day
    assert library.findings == ()


def test_versions_stand_in_the_order_of_time(folder: Path, write: Write):
    write("甲/新.govperf", "2012-01-01 起")
    write("乙/旧.govperf", "2011-01-01 至 2011-12-31")
    library = govperf.load_folder(folder)
    assert [(one.file, one.start, one.end) for one in library.versions("单位考核")] == [
        ("乙/旧.govperf", datetime.date(2011, 1, 1), datetime.date(2011, 12, 31)),
        ("甲/新.govperf", datetime.date(2012, 1, 1), None),
    ]
    assert all(one.current and one.policy.name == "单位考核" for one in library.versions("单位考核"))


def test_names_are_those_of_the_headers(folder: Path, write: Write):
    write("一.govperf", name="单位考核")
    write("下级/二.govperf", name="个人考核")
    library = govperf.load_folder(folder)
    assert sorted(library.names) == ["个人考核", "单位考核"]
    assert "单位考核" in repr(library)


def test_a_name_is_found_however_its_width_is(folder: Path, write: Write):
    write("一.govperf", name="考核A1")
    library = govperf.load_folder(folder)
    assert library.policy("考核Ａ１").name == "考核A1"
    assert library.policy(" 考核A1 ").name == "考核A1"


def test_no_version_in_force_is_told_with_the_dates(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 至 2011-12-31")
    write("二.govperf", "2013-01-01 起")
    library = govperf.load_folder(folder)
    told = "现有 “一.govperf”（2011-01-01 至 2011-12-31）、“二.govperf”（2013-01-01 起）"
    for day in ("2010-12-31", "2012-01-01", "2012-12-31"):
        assert refusal(library, on=day) == f"没有有效版本：“单位考核”在 {day} 没有有效的版本；{told}"


def test_days_between_two_versions_are_told_beforehand(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 至 2011-12-31")
    write("二.govperf", "2012-02-01 起")
    (finding,) = govperf.load_folder(folder).findings
    assert (finding.code, finding.severity) == ("版本中断", Severity.WARNING)
    assert "在 2012-01-01 至 2012-01-31 没有有效的版本" in finding.message
    assert finding.span is not None
    assert finding.span.text == "生效 2012-02-01 起"


def test_a_gap_of_a_day_is_a_day(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 至 2011-12-30")
    write("二.govperf", "2012-01-01 起")
    (finding,) = govperf.load_folder(folder).findings
    assert "在 2011-12-31 没有有效的版本" in finding.message


def test_versions_that_overlap_are_an_error_with_the_dates(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 至 2012-12-31")
    write("二.govperf", "2012-07-01 起")
    library = govperf.load_folder(folder)
    (finding,) = library.findings
    assert (finding.code, finding.severity) == ("版本重叠", Severity.ERROR)
    assert finding.message == (
        "“单位考核”有两个版本同时有效：“一.govperf”（2011-01-01 至 2012-12-31）、“二.govperf”（2012-07-01 起），"
        "重叠在 2012-07-01 至 2012-12-31"
    )
    assert [label.span.source.name for label in finding.labels] == ["一.govperf"]
    assert refusal(library, on="2012-07-01").startswith("版本重叠：")
    assert refusal(library, on="2012-12-31").startswith("版本重叠：")


def test_outside_the_overlap_either_version_still_holds(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 至 2012-12-31", "得分=1")
    write("二.govperf", "2012-07-01 起", "得分=2")
    library = govperf.load_folder(folder)
    assert library.policy("单位考核", on="2012-06-30").score({})["得分"] == 1  # type: ignore[arg-type]
    assert library.policy("单位考核", on="2013-01-01").score({})["得分"] == 2  # type: ignore[arg-type]


def test_a_version_within_another_overlaps_it_while_no_gap_is_left(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 至 2015-12-31")
    write("二.govperf", "2012-01-01 至 2012-12-31")
    write("三.govperf", "2016-01-01 起")
    assert codes(govperf.load_folder(folder)) == ["版本重叠"]


def test_a_file_without_dates_always_holds(folder: Path, write: Write):
    write("一.govperf", rules="得分=1")
    library = govperf.load_folder(folder)
    assert library.policy("单位考核", on=datetime.date.min).score({})["得分"] == 1
    assert library.policy("单位考核", on=datetime.date.max).score({})["得分"] == 1
    write("二.govperf", "2012-01-01 起")
    library.reload()
    assert refusal(library, on="2012-01-01").endswith(
        "“一.govperf”（没有写 生效，一直有效）、“二.govperf”（2012-01-01 起），重叠在 2012-01-01 起"
    )


def test_a_date_is_needed_among_several_versions(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 至 2011-12-31")
    write("二.govperf", "2012-01-01 起")
    assert refusal(govperf.load_folder(folder)).startswith("缺少考核日期：“单位考核”有 2 个版本")


def test_the_only_version_needs_no_date_yet_says_so(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 至 2011-12-31")
    card = govperf.load_folder(folder).policy("单位考核").score({"甲": 1})
    assert card.notes == ("没有给出考核日期，未核对规则是否在有效期内",)


def test_an_unknown_name_is_told_with_the_nearest(folder: Path, write: Write):
    write("一.govperf", name="单位绩效考核")
    library = govperf.load_folder(folder)
    with pytest.raises(RuleError) as caught:
        library.policy("单位绩效考评")
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.hint) == ("未知规则", "是不是“单位绩效考核”？")
    assert refusal(library, name="别的").startswith("未知规则")
    with pytest.raises(RuleError):
        library.versions("别的")
    with pytest.raises(RuleError):
        library.policy(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", ["不是日期", 20110101, 3.5, "2011-02-30"])
def test_what_is_no_date_is_refused_with_our_error(folder: Path, write: Write, day: object):
    write("一.govperf")
    with pytest.raises(govperf.GovperfError, match="日期"):
        govperf.load_folder(folder).policy("单位考核", on=day)  # type: ignore[arg-type]


def test_dated_parameters_have_the_value_of_the_day(folder: Path, write: Write):
    write("一.govperf", "2009-01-01 起", "参数 补贴=440 自 2009-01-01，580 自 2012-01-01\n得分=补贴")
    library = govperf.load_folder(folder)
    assert library.policy("单位考核", on=datetime.date(2011, 12, 31)).score({})["得分"] == 440
    assert library.policy("单位考核", on=datetime.date(2012, 1, 1)).score({})["得分"] == 580


def test_parameters_go_to_the_policies_that_have_them(folder: Path, write: Write):
    write("一.govperf", rules="参数 线=1\n得分=线", name="甲")
    write("二.govperf", rules="参数 线\n得分=线", name="乙")
    write("三.govperf", rules="得分=7", name="丙")
    library = govperf.load_folder(folder, parameters={"线": 90})
    assert [library.policy(name).score({})["得分"] for name in "甲乙丙"] == [90, 90, 7]
    assert library.findings == ()


def test_a_parameter_that_no_policy_has_is_told(folder: Path, write: Write):
    write("一.govperf")
    assert codes(govperf.load_folder(folder, parameters={"线": 90})) == ["未知参数"]


def test_the_policy_of_a_day_is_made_once(folder: Path, write: Write):
    write("一.govperf")
    library = govperf.load_folder(folder)
    day = datetime.date(2011, 1, 1)
    assert library.policy("单位考核", on=day) is library.policy("单位考核", on=day)
    assert library.policy("单位考核", on=day) is not library.policy("单位考核", on=day + DAY)
