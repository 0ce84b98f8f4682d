"""The ways in: text, files, what is neither."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.unit.policy.conftest import Write

import govperf
from govperf import GovperfError, RuleSyntaxError
from govperf.limits import Limits

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made otherwise there")
RULES = "规则 单位考核\n输入 甲：0~100分\n得分=甲\n"
HEIR = '规则 县级\n沿用 "{base}"\n'


def codes(path: object, **settings: object) -> list[str]:
    """What a file that cannot be loaded is told; ``check`` tells the same."""
    with pytest.raises(GovperfError) as caught:
        govperf.load(path, **settings)  # type: ignore[arg-type]
    found = [one.code for one in caught.value.diagnostics]  # type: ignore[attr-defined]
    assert [one.code for one in govperf.check(path, **settings)] == found  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_and_line_ends_of_office_machines(tmp_path: Path, encoding: str, line_end: str):
    path = tmp_path / "规则.govperf"
    path.write_bytes(RULES.replace("\n", line_end).encode(encoding))
    policy = govperf.load(path)
    assert policy.score({"甲": 5})["得分"] == 5
    assert policy.fingerprint == govperf.compile(RULES).fingerprint


def test_a_path_may_be_text_or_a_path(write: Write):
    path = write("a.govperf", RULES)
    assert govperf.load(path) is not None
    assert govperf.load(str(path)).name == "单位考核"
    assert govperf.check(str(path)) == govperf.check(path) == []


def test_messages_name_the_file_as_the_host_did(write: Write, monkeypatch: pytest.MonkeyPatch):
    path = write("a.govperf", "规则 例\n得分=未知的\n")
    monkeypatch.chdir(path.parent)
    with pytest.raises(govperf.RuleError, match=r"^a\.govperf:2:4: 未知名称"):
        govperf.load("a.govperf")


def test_a_file_that_is_not_there(tmp_path: Path):
    assert codes(tmp_path / "没有.govperf") == ["文件读不出"]
    with pytest.raises(RuleSyntaxError, match="没有这个文件"):
        govperf.load(tmp_path / "没有.govperf")


def test_a_folder_is_no_file(tmp_path: Path):
    (tmp_path / "夹.govperf").mkdir()
    assert codes(tmp_path / "夹.govperf") == ["文件读不出"]


@pytest.mark.parametrize("name", ["a\0.govperf", "x" * 5000 + ".govperf", "", "/" * 10 + "\0"])
def test_paths_that_no_system_knows(tmp_path: Path, name: str):
    assert codes(tmp_path / name) == ["文件读不出"]


@pytest.mark.parametrize("given", [None, 3, b"a.govperf", ["a.govperf"], object()])
def test_what_is_no_path(given: object):
    with pytest.raises(GovperfError, match="路径要是 str 或 Path"):
        govperf.load(given)  # type: ignore[arg-type]


def test_a_root_that_is_no_path(write: Write):
    with pytest.raises(GovperfError, match="路径要是"):
        govperf.load(write("a.govperf", RULES), root=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, 3, b"1+1", object()])
def test_what_is_no_text(text: object):
    with pytest.raises(GovperfError, match="规则文本要是 str"):
        govperf.compile(text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04rest", "不是文本"),
        (b"\xd0\xcf\x11\xe0rest", "不是文本"),
        (b"%PDF-1.7", "不是文本"),
        (b"a\x00b", "不是文本"),
        (b"\xff\xff\xff", "编码不明"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, data: bytes, code: str):
    path = tmp_path / "a.govperf"
    path.write_bytes(data)
    assert len(codes(path)) == 1


def test_a_file_too_long_is_refused_before_it_is_read_whole(write: Write):
    path = write("a.govperf", RULES + "#" * 1000)
    with pytest.raises(govperf.LimitError, match="规则文本的字符数超出限制：最多 50"):
        govperf.load(path, limits=Limits(source_length=50))
    assert [one.code for one in govperf.check(path, limits=Limits(source_length=50))] == ["超出限制"]


@POSIX
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path):
    os.mkfifo(tmp_path / "管.govperf")
    assert codes(tmp_path / "管.govperf") == ["文件读不出"]


@POSIX
def test_a_device_is_no_file():
    assert codes(Path(os.devnull)) == ["文件读不出"]


# --- where bases may lie ---


@pytest.mark.parametrize("base", ["省.govperf", "./省.govperf", "下级/../省.govperf", "下级/省.govperf"])
def test_a_base_lies_in_the_folder_of_the_file(write: Write, base: str):
    write("省.govperf", RULES)
    write("下级/省.govperf", RULES)
    assert govperf.load(write("县.govperf", HEIR.format(base=base))).name == "县级"


@pytest.mark.parametrize("base", ["../省.govperf", "../../省.govperf", "./../县/../省.govperf", "{folder}/省.govperf"])
def test_a_base_outside_the_folder_is_never_read(write: Write, tmp_path: Path, base: str):
    write("省.govperf", "这里的字不该出现在任何消息里")
    path = write("县/县.govperf", HEIR.format(base=base.format(folder=tmp_path.as_posix())))
    with pytest.raises(RuleSyntaxError) as caught:
        govperf.load(path)
    assert [one.code for one in caught.value.diagnostics] == ["沿用越界"]
    assert "这里的字" not in str(caught.value)


def test_a_base_outside_is_told_alike_whether_it_is_there_or_not(write: Write):
    """Nobody learns what else lies on a machine."""
    write("省.govperf", RULES)
    there = codes(write("县/甲.govperf", HEIR.format(base="../省.govperf")))
    assert codes(write("县/乙.govperf", HEIR.format(base="../没有.govperf"))) == there == ["沿用越界"]


def test_the_host_may_widen_the_folder(write: Write, tmp_path: Path):
    write("省.govperf", RULES)
    path = write("县/县.govperf", HEIR.format(base="../省.govperf"))
    assert govperf.load(path, root=tmp_path).name == "县级"
    assert govperf.check(path, root=tmp_path) == []


def test_the_host_may_narrow_the_folder(write: Write, tmp_path: Path):
    write("省.govperf", RULES)
    path = write("县.govperf", HEIR.format(base="省.govperf"))
    (tmp_path / "内").mkdir()
    assert codes(path, root=tmp_path / "内") == ["沿用越界"]


@POSIX
def test_a_link_is_what_it_leads_to(write: Write, tmp_path: Path):
    outside = write("外/省.govperf", RULES)
    (tmp_path / "县").mkdir()
    (tmp_path / "县" / "省.govperf").symlink_to(outside)
    (tmp_path / "县" / "夹").symlink_to(outside.parent, target_is_directory=True)
    assert codes(write("县/甲.govperf", HEIR.format(base="省.govperf"))) == ["沿用越界"]
    assert codes(write("县/乙.govperf", HEIR.format(base="夹/省.govperf"))) == ["沿用越界"]


@POSIX
def test_links_in_a_circle(tmp_path: Path, write: Write):
    (tmp_path / "圈.govperf").symlink_to(tmp_path / "圈.govperf")
    assert codes(tmp_path / "圈.govperf") == ["文件读不出"]
    assert codes(write("县.govperf", HEIR.format(base="圈.govperf"))) == ["文件读不出"]


@pytest.mark.parametrize("base", ["没有.govperf", ".", "下级", "x" * 5000, "省.govperf/", "~", "C:\\省.govperf"])
def test_a_base_that_cannot_be_read_is_told_at_its_line(write: Write, base: str):
    write("省.govperf/内.txt", "")
    (found,) = govperf.check(write("县.govperf", HEIR.format(base=base)))
    assert found.code in ("文件读不出", "未知字符", "文本未闭合")
    assert found.span is not None
    assert found.span.line == 2


# --- check ---


def test_check_takes_text_or_a_path(write: Write):
    path = write("a.govperf", "规则 例\n得分=未知的\n")
    (of_file,) = govperf.check(path)
    (of_text,) = govperf.check("规则 例\n得分=未知的\n")
    assert of_file.code == of_text.code == "未知名称"
    assert [one.code for one in govperf.check("没有.govperf")] == ["文件读不出"]
    assert [one.code for one in govperf.check("得分=甲.govperf\n")] != ["文件读不出"]


def test_check_tells_form_and_meaning_together():
    found = govperf.check("规则 例\n得分=（1+\n总分=1+是\n")
    assert len({one.span.line for one in found if one.span}) == 2


def test_everything_that_is_wrong_is_raised_together():
    with pytest.raises(govperf.RuleError) as caught:
        govperf.compile("规则 例\n甲=未知一\n乙=未知二\n")
    assert [one.span.text for one in caught.value.diagnostics if one.span] == ["未知一", "未知二"]
