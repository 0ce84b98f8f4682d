"""What of a folder is read, what is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.unit.library.conftest import Write

import govperf
from govperf import LimitError, RuleError
from govperf.limits import Limits

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made otherwise there")


def told(library: govperf.Library) -> list[str]:
    return [f"{finding.code}：{finding.message}" for finding in library.findings]


def test_folders_are_looked_through(folder: Path, write: Write):
    write("2011/乡镇/一.govperf", name="甲")
    write("二.GOVPERF", name="乙")
    (folder / "数据.csv").write_text("x", encoding="utf-8")
    (folder / "三.govperf.bak").write_text("x", encoding="utf-8")
    assert govperf.load_folder(folder).names == ("甲", "乙")


def test_what_is_hidden_is_passed_over(folder: Path, write: Write):
    write(".git/一.govperf")
    write(".一.govperf")
    library = govperf.load_folder(str(folder))
    assert library.names == ()
    assert library.findings == ()


def test_a_file_may_build_on_another_of_the_folder(folder: Path, write: Write):
    write("底/省.govperf", name="省级", rules="参数 权重=10% 范围 5%~20%\n得分=甲×权重")
    heir = '规则 县级\n沿用 "底/省.govperf"\n改 参数 权重=20%\n'
    (folder / "县.govperf").write_text(heir, encoding="utf-8")
    library = govperf.load_folder(folder)
    assert library.names == ("县级", "省级")
    assert [library.policy(name).score({"甲": 50})["得分"] for name in library.names] == [10, 5]


def test_a_file_that_serves_others_alone_need_not_be_complete(folder: Path, write: Write):
    write("省.govperf", name="省级", rules="得分=甲+乙")
    heir = '规则 县级\n沿用 "省.govperf"\n输入 乙：0~5\n'
    (folder / "县.govperf").write_text(heir, encoding="utf-8")
    library = govperf.load_folder(folder)
    assert library.names == ("县级",)
    assert told(library) == ["只供沿用：“省.govperf”不能单独使用，只供别的规则文件沿用"]


@pytest.mark.parametrize("written", ["../外.govperf", "下/../../外.govperf", "{absolute}"])
def test_a_file_outside_is_never_built_on(folder: Path, write: Write, written: str):
    outside = folder.parent / "外.govperf"
    outside.write_text("规则 外\n得分=1\n", encoding="utf-8")
    path = written.format(absolute=outside.as_posix())
    (folder / "一.govperf").write_text(f'规则 内\n沿用 "{path}"\n', encoding="utf-8")
    library = govperf.load_folder(folder)
    assert library.names == ()
    assert [line.partition("：")[0] for line in told(library)] == ["规则未载入", "沿用越界"]


def test_the_host_may_widen_where_bases_lie(folder: Path):
    base = folder.parent / "模板" / "省.govperf"
    base.parent.mkdir()
    base.write_text("规则 省级\n得分=1\n", encoding="utf-8")
    (folder / "县.govperf").write_text('规则 县级\n沿用 "../模板/省.govperf"\n', encoding="utf-8")
    library = govperf.load_folder(folder, root=folder.parent)
    assert library.names == ("县级",)
    base.write_text("规则 省级\n得分=2\n", encoding="utf-8")
    assert library.reload() == ()
    assert library.policy("县级").score({})["得分"] == 2


@POSIX
def test_a_link_out_of_the_folder_is_told_and_not_followed(folder: Path, write: Write):
    outside = folder.parent / "外.govperf"
    outside.write_text("规则 外\n得分=1\n", encoding="utf-8")
    (folder / "一.govperf").symlink_to(outside)
    library = govperf.load_folder(folder, root=folder.parent)
    assert library.names == ()
    assert told(library) == ["链接越界：“一.govperf”是一个链接，指向规则文件夹之外，没有读它"]


@POSIX
def test_a_link_to_a_file_of_the_folder_is_that_file(folder: Path, write: Write):
    target = write("一.govperf")
    (folder / "二.govperf").symlink_to(target)
    library = govperf.load_folder(folder)
    assert [one.file for one in library.versions("单位考核")] == ["一.govperf"]
    assert library.findings == ()


@POSIX
def test_a_link_to_a_folder_is_passed_over(folder: Path, write: Write):
    write("内/一.govperf")
    (folder / "圈").symlink_to(folder, target_is_directory=True)
    assert len(govperf.load_folder(folder).versions("单位考核")) == 1


@POSIX
def test_links_that_lead_nowhere_are_told(folder: Path, write: Write):
    (folder / "断.govperf").symlink_to(folder / "没有.govperf")
    (folder / "圈.govperf").symlink_to(folder / "圈.govperf")
    codes = [finding.code for finding in govperf.load_folder(folder).findings]
    assert codes == ["规则未载入", "文件读不出"] * 2


@POSIX
def test_a_folder_that_is_a_link_itself_is_the_host_s_choice(folder: Path, write: Write):
    write("一.govperf")
    link = folder.parent / "链接"
    link.symlink_to(folder, target_is_directory=True)
    assert govperf.load_folder(link).names == ("单位考核",)


@POSIX
def test_a_pipe_keeps_nobody_waiting(folder: Path, write: Write):
    os.mkfifo(folder / "管.govperf")
    assert told(govperf.load_folder(folder))[1] == "文件读不出：读不出文件“管.govperf”：这不是普通文件"


def test_a_folder_named_like_a_rule_file_is_a_folder(folder: Path, write: Write):
    write("一.govperf/二.govperf")
    assert govperf.load_folder(folder).names == ("单位考核",)


def test_a_formula_without_a_header_is_no_policy_of_a_library(folder: Path, write: Write):
    (folder / "一.govperf").write_text("得分=甲×2\n", encoding="utf-8")
    library = govperf.load_folder(folder)
    assert library.names == ()
    assert told(library) == ["规则无名：“一.govperf”没有“规则 名称”一行，按名称找不到它"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_chinese_machines_are_read(folder: Path, encoding: str):
    (folder / "一.govperf").write_text("规则 单位考核\n得分=1\n", encoding=encoding)
    assert govperf.load_folder(folder).names == ("单位考核",)


@pytest.mark.parametrize("missing", ["没有", "没有\0", "x" * 5000])
def test_a_folder_that_is_not_there_is_our_error(folder: Path, missing: str):
    with pytest.raises(RuleError) as caught:
        govperf.load_folder(folder / missing)
    assert [finding.code for finding in caught.value.diagnostics] == ["文件夹读不出"]


def test_a_file_is_no_folder(folder: Path, write: Write):
    with pytest.raises(RuleError, match="文件夹读不出"):
        govperf.load_folder(write("一.govperf"))


@pytest.mark.parametrize("given", [None, 3, b"x", ["x"]])
def test_what_is_no_path_is_our_error(given: object):
    with pytest.raises(govperf.GovperfError, match="路径"):
        govperf.load_folder(given)  # type: ignore[arg-type]


def test_parameters_must_be_a_mapping(folder: Path):
    with pytest.raises(govperf.GovperfError, match="parameters"):
        govperf.load_folder(folder, parameters=[1])  # type: ignore[arg-type]


def test_the_number_of_files_is_bounded(folder: Path, write: Write):
    for index in range(4):
        write(f"{index}.govperf", name=f"第{index}")
    assert len(govperf.load_folder(folder, limits=Limits(folder_files=4)).names) == 4
    with pytest.raises(LimitError, match="规则文件夹里的文件数超出限制：最多 3"):
        govperf.load_folder(folder, limits=Limits(folder_files=3))


def test_the_bytes_of_all_files_are_bounded(folder: Path, write: Write):
    size = write("一.govperf").stat().st_size
    assert govperf.load_folder(folder, limits=Limits(folder_bytes=size)).names
    with pytest.raises(LimitError, match="总字节数"):
        govperf.load_folder(folder, limits=Limits(folder_bytes=size - 1))


def test_one_file_beyond_a_limit_leaves_the_others(folder: Path, write: Write):
    write("一.govperf")
    write("二.govperf", rules=f"得分={'1+' * 200}1", name="长")
    library = govperf.load_folder(folder, limits=Limits(source_length=200))
    assert library.names == ("单位考核",)
    assert [finding.code for finding in library.findings] == ["规则未载入", "超出限制"]
