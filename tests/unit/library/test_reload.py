"""A folder that changes while it is used."""

from __future__ import annotations

import datetime
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from tests.unit.library.conftest import Write

import govperf
from govperf import LimitError, RuleError
from govperf.limits import Limits


def score(library: govperf.Library, name: str = "单位考核") -> object:
    return library.policy(name).score({"甲": 1})["得分"]


def codes(library: govperf.Library) -> list[str]:
    return [finding.code for finding in library.findings]


def test_nothing_changes_before_a_reload(folder: Path, write: Write):
    write("一.govperf", rules="得分=1")
    library = govperf.load_folder(folder)
    write("一.govperf", rules="得分=2")
    write("二.govperf", name="新")
    assert score(library) == 1
    assert library.names == ("单位考核",)
    assert library.reload() == ()
    assert score(library) == 2
    assert library.names == ("单位考核", "新")


def test_a_policy_in_hand_stays_what_it_was(folder: Path, write: Write):
    write("一.govperf", rules="得分=1")
    library = govperf.load_folder(folder)
    held = library.policy("单位考核")
    write("一.govperf", rules="得分=2")
    library.reload()
    assert held.score({})["得分"] == 1


def test_a_file_that_stops_compiling_leaves_what_it_said_before(folder: Path, write: Write):
    write("一.govperf", "2011-01-01 起", "得分=1")
    library = govperf.load_folder(folder)
    path = write("一.govperf", "2011-01-01 起", "得分=未知的")
    findings = library.reload()
    assert [finding.code for finding in findings] == ["保留旧版", "未知名称"]
    assert findings[1].span is not None
    assert findings[1].span.source.name == "一.govperf"
    assert library.policy("单位考核", on=datetime.date(2012, 1, 1)).score({})["得分"] == 1
    assert [one.current for one in library.versions("单位考核")] == [False]
    assert [finding.code for finding in library.reload()] == ["保留旧版", "未知名称"], "told as long as it is wrong"
    path.write_text("规则 单位考核\n得分=3\n", encoding="utf-8")
    assert library.reload() == ()
    assert score(library) == 3
    assert [one.current for one in library.versions("单位考核")] == [True]


@pytest.mark.parametrize("broken", [b"", b"\xff\xfe\x00", "规则 单位考核\n得分=（".encode(), "得分=1".encode()])
def test_a_file_half_written_leaves_what_it_said_before(folder: Path, write: Write, broken: bytes):
    path = write("一.govperf", rules="得分=1")
    library = govperf.load_folder(folder)
    path.write_bytes(broken)
    library.reload()
    assert score(library) == 1
    assert codes(library)[0] == "保留旧版"


def test_a_file_that_never_compiled_is_left_out(folder: Path, write: Write):
    write("一.govperf", rules="得分=未知的")
    write("二.govperf", name="好的")
    library = govperf.load_folder(folder)
    assert library.names == ("好的",)
    assert codes(library) == ["规则未载入", "未知名称"]


def test_a_file_that_is_removed_is_gone(folder: Path, write: Write):
    path = write("一.govperf")
    library = govperf.load_folder(folder)
    path.unlink()
    assert library.reload() == ()
    assert library.names == ()


def test_a_base_that_breaks_leaves_its_heirs_as_they_were(folder: Path, write: Write):
    write("省.govperf", name="省级", rules="得分=甲+1")
    (folder / "县.govperf").write_text('规则 县级\n沿用 "省.govperf"\n', encoding="utf-8")
    library = govperf.load_folder(folder)
    write("省.govperf", name="省级", rules="得分=甲+")
    library.reload()
    assert (score(library, "省级"), score(library, "县级")) == (2, 2)
    assert codes(library).count("保留旧版") == 2


def test_a_base_that_changes_changes_its_heirs(folder: Path, write: Write):
    write("省.govperf", name="省级", rules="得分=甲+1")
    (folder / "县.govperf").write_text('规则 县级\n沿用 "省.govperf"\n', encoding="utf-8")
    library = govperf.load_folder(folder)
    write("省.govperf", name="省级", rules="得分=甲+2")
    library.reload()
    assert (score(library, "省级"), score(library, "县级")) == (3, 3)


def test_what_did_not_change_is_not_compiled_again(folder: Path, write: Write):
    write("一.govperf", name="甲")
    write("二.govperf", name="乙")
    library = govperf.load_folder(folder)
    before = {name: library.versions(name)[0].policy for name in "甲乙"}
    write("二.govperf", name="乙", rules="得分=2")
    library.reload()
    assert library.versions("甲")[0].policy is before["甲"]
    assert library.versions("乙")[0].policy is not before["乙"]


def test_a_folder_that_cannot_be_read_changes_nothing(folder: Path, write: Write):
    write("一.govperf", rules="得分=1")
    library = govperf.load_folder(folder)
    shutil.rmtree(folder)
    with pytest.raises(RuleError, match="文件夹读不出"):
        library.reload()
    assert score(library) == 1


def test_a_folder_beyond_a_limit_changes_nothing(folder: Path, write: Write):
    write("一.govperf", rules="得分=1")
    library = govperf.load_folder(folder, limits=Limits(folder_files=1))
    write("二.govperf", rules="得分=2", name="新")
    with pytest.raises(LimitError):
        library.reload()
    assert library.names == ("单位考核",)


def test_readers_see_all_of_a_change_or_nothing(folder: Path, write: Write):
    """Two policies always change together; no reader may see one of them changed alone."""
    done = Event()
    ready = Barrier(5)

    def put(value: int) -> None:
        write("一.govperf", rules=f"得分={value}", name="甲")
        write("二.govperf", rules=f"得分={value}", name="乙")

    put(0)
    library = govperf.load_folder(folder)

    def read() -> set[tuple[object, ...]]:
        seen = set()
        ready.wait()
        while not done.is_set():
            shelf = library._shelf
            assert list(shelf.versions) == ["甲", "乙"]
            seen.add(tuple(shelf.versions[name][0].policy.score({})["得分"] for name in "甲乙"))
            assert library.policy("甲").score({})["得分"] in range(7)
        return seen

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        ready.wait()
        try:
            for value in range(1, 7):
                put(value)
                assert library.reload() == ()
        finally:
            done.set()
        seen = set().union(*(reader.result() for reader in readers))
    assert all(first == second for first, second in seen)


def test_reloads_at_once_end_with_what_is_in_the_folder(folder: Path, write: Write):
    write("一.govperf", rules="得分=1")
    library = govperf.load_folder(folder)
    write("一.govperf", rules="得分=2")
    with ThreadPoolExecutor(4) as pool:
        assert [one.result() for one in [pool.submit(library.reload) for _ in range(8)]] == [()] * 8
    assert score(library) == 2
