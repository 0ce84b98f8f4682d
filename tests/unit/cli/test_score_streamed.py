"""A large file is scored by blocks, and nobody can tell: the same results, the same words."""

from __future__ import annotations

import builtins
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import feather

from govperf.cli import streaming
from govperf.cli.progress import Progress
from govperf.streams import csv_file

RULES = """规则 例
对象 单位
输入
  得分：0~100分
  完成率：0~100%
  实际：≥0
  目标：>0
  违纪：是否 默认 否
  类别：甲、乙
总分=得分×90%+完成率×10+最小(实际÷目标，1) 保留2位小数
等级=分档
  类别=甲：如果 总分≥90 则 优 否则 良
  其他：良
比=实际÷目标
指标 专项 10分 适用 类别=甲
  甲项 10分=得分÷10
一票否决 违纪 → 总分=0  依据 "第九条"
"""
TOGETHER = """位次=名次(总分，同 类别)
全体输出 平均分=平均(总分，全体) 保留2位小数
"""
HEADS = "单位,得分,完成率(%),实际,目标,类别,违纪,备用"
GOOD = ["单位1,95,92.5,1,3,甲,否,", "单位2,60,100,1,3,乙,是,x", "单位3,99.5,10%,0,3,甲,,"]
BAD = [
    *GOOD[:1],
    "单位2,九十,100,1,3,乙,是,x",
    ",99.5,10,0,3,甲,,",
    "单位4,1,2,3,4,甲,否,x,多了",
    "单位5,1,2",
    "  ,,,",
    "单位4,100,5,6,7,丙,否,",
    '单位6,"1,000",5,6,0,甲,yes,',
    "=1+1,5,5,6,2,甲,否,",
    '"单位\n7",5,5,6,2,甲,否,',
    "单位8,\uff15\uff10,50%,6,2,甲,否,",
]
FILES = {
    "good": [HEADS, *GOOD],
    "title": ["某县得分表", "", HEADS, *GOOD],
    "bad": ["某县得分表", "", HEADS, *BAD],
    "twice": [HEADS, *GOOD, *GOOD],
    "foreign": ["a,b", "1,2"],
    "nameless": [HEADS.removeprefix("单位,"), *(line.partition(",")[2] for line in GOOD)],
    "unit": [HEADS.replace("实际", "实际(千元)"), *GOOD],
    "two columns": [HEADS.replace("备用", "得分"), *GOOD],
    "quote": [HEADS, '单位1,"95,1'],
    "misspelt": [HEADS.replace("备用", "得份"), *GOOD],
    "odd line end": [HEADS, "单位\u20281,95,92.5,1,3,甲,否,"],
}


def is_large(monkeypatch: pytest.MonkeyPatch, large: bool) -> None:
    monkeypatch.setattr(streaming, "LARGE", 0 if large else 10**12)
    monkeypatch.setattr(csv_file, "BLOCK", 4)


def both(run: Any, monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> list[Any]:
    """What the command leaves of a small file, and of the same file as a large one."""
    left = []
    for large in (False, True):
        is_large(monkeypatch, large)
        out = folder / "out.csv"
        for file in folder.glob("out.*"):
            file.unlink()
        ran = run("score", *arguments)
        files = [file.read_bytes() for file in sorted(folder.glob("out.*"))]
        left.append((ran, files, out.exists()))
    return left


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("rules", ["alone", "together", "unnamed"])
def test_blocks_say_the_same(run: Any, county: Path, monkeypatch: pytest.MonkeyPatch, name: str, rules: str):
    text = {"alone": RULES, "together": RULES + TOGETHER, "unnamed": RULES.replace("对象 单位\n", "")}[rules]
    (county / "r.govperf").write_text(text, encoding="utf-8")
    (county / "d.csv").write_bytes("\r\n".join(FILES[name]).encode("gb18030" if rules == "alone" else "utf-8"))
    for more in (
        [],
        ["-o", "out.csv"],
        ["-o", "out.json", "--skip-bad"],
        ["-o", "out.tsv", "--lang", "en"],
        ["--strict"],
    ):
        small, large = both(run, monkeypatch, county, "r.govperf", "d.csv", *more)
        assert small == large


@pytest.fixture
def write(county: Path) -> Callable[[str, Any], None]:
    (county / "r.govperf").write_text(RULES, encoding="utf-8")

    def put(name: str, table: Any) -> None:
        match Path(name).suffix:
            case ".parquet":
                pq.write_table(table, county / name, row_group_size=2)
            case ".feather":
                feather.write_feather(table, str(county / name))
            case _:
                with pa.OSFile(str(county / name), "wb") as sink, pa.ipc.new_stream(sink, table.schema) as writer:
                    writer.write_table(table)

    return put


def typed(**more: Any) -> Any:
    data = {
        "单位": ["一局", "二局", "三局"],
        "得分": [95.0, 60.0, 101.0],
        "完成率(%)": [Decimal("92.5"), Decimal(100), Decimal(10)],
        "实际": [1, 1, 0],
        "目标": ["3", "3", "3"],
        "类别": pa.array(["甲", "乙", "甲"]).dictionary_encode(),
    }
    return pa.table({**data, **more})


@pytest.mark.parametrize("name", ["d.parquet", "d.feather", "d.arrow"])
def test_columns_from_files(run: Any, write: Callable[[str, Any], None], county: Path, name: str):
    write(name, typed())
    ran = run("score", "r.govperf", name, "-o", "out.parquet")
    assert ran.code == 1
    assert f"错误 {name} 第3项“得分”：三局 得分是 101，应在 0~100分 之内" in ran.err
    assert ran.err.splitlines()[-1] == "共 3 个对象，2 个有结果，1 个没有"
    found = pq.read_table(county / "out.parquet")
    assert found.column_names == ["单位", "总分", "等级", "比", "专项", "错误"]
    assert found.schema.field("总分").type == pa.decimal128(38, 2)
    assert found.column("总分").to_pylist() == [Decimal("95.08"), Decimal("64.33"), None]
    assert found.column("专项").to_pylist() == [Decimal("9.5"), None, None]
    assert found.column("错误").to_pylist() == [None, None, "输入超出范围"]
    assert run("score", "r.govperf", name).out.splitlines()[2].split()[:3] == ["一局", "95.08", "优"]


@pytest.mark.parametrize("name", ["d.parquet", "d.feather", "d.arrow"])
def test_an_empty_file_of_columns(run: Any, write: Callable[[str, Any], None], name: str):
    write(name, typed().slice(0, 0))
    for out in ("out.csv", "out.parquet", "out.json"):
        ran = run("score", "r.govperf", name, "-o", out)
        assert (ran.code, ran.err.splitlines()[-1]) == (0, "共 0 个对象，都有结果")


def test_a_name_that_is_no_text_is_not_said_to_be_missing(run: Any, write: Callable[[str, Any], None]):
    write("d.parquet", typed(单位=[1001.0, None, 1003.0]).slice(0, 2))
    ran = run("score", "r.govperf", "d.parquet")
    assert ran.err.count("没有填“单位”") == 1
    assert "错误 d.parquet 第2项：没有填“单位”" in ran.err
    assert "错误 d.parquet 第1项“单位”：单位应当是文字，现在是 1001.0" in ran.err


def test_lists_in_a_file_of_columns(run: Any, county: Path):
    awards = [[{"级别": "省级", "加分": 1.5}], [{"级别": "省级", "加分": -1.0}], []]
    units = {"单位": ["一局", "二局", "三局"], "指标考核": [95, 95, 95], "完成率": [0.5] * 3, "表彰": awards}
    pq.write_table(pa.table(units), county / "d.parquet")
    ran = run("score", "county.govperf", "d.parquet")
    assert [line.split()[:2] for line in ran.out.splitlines()[2:]] == [
        ["一局", "92.00"],
        ["二局", "输入超出范围"],
        ["三局", "90.50"],
    ]


def test_a_row_of_a_file_of_columns_is_explained(run: Any, write: Callable[[str, Any], None]):
    for name in ("d.parquet", "d.feather", "d.arrow"):
        write(name, typed(实际=pa.array([0.1, 1, 1], pa.float32())))
        ran = run("explain", "r.govperf", name, "--object", "一局")
        assert (ran.code, "实际 0.1 ÷ 目标 3" in ran.out) == (0, True)


def test_a_broken_file_of_columns(run: Any, county: Path):
    for name in ("d.parquet", "d.arrow"):
        (county / name).write_bytes(b"PAR1 nothing")
        ran = run("score", "county.govperf", name)
        assert (ran.code, "列式文件有误" in ran.err) == (1, True)


def test_many_findings_are_counted(run: Any, county: Path, monkeypatch: pytest.MonkeyPatch):
    is_large(monkeypatch, True)
    lines = [f"单位{i},九十,1,1,1,甲,否," for i in range(150)]
    (county / "d.csv").write_text("\n".join([HEADS, *lines]), encoding="utf-8")
    (county / "r.govperf").write_text(RULES, encoding="utf-8")
    ran = run("score", "r.govperf", "d.csv", "-o", "out.csv")
    assert ran.err.count("应当是数") == 99
    assert "……另有 51 条未列出，结果文件的每一行都写着自己的错误" in ran.err
    assert (county / "out.csv").read_text(encoding="utf-8-sig").count("类型不符") == 150


def test_without_the_extras_a_csv_is_read_whole(run: Any, county: Path, monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *rest)

    is_large(monkeypatch, True)
    (county / "units.表彰.csv").unlink()
    monkeypatch.setattr(builtins, "__import__", without)
    ran = run("score", "county.govperf", "units.csv")
    assert 'pip install "govperf[frames,batch]"' in ran.err
    assert "共 3 个对象" in ran.err
    (county / "d.parquet").write_bytes(b"")
    assert "读写 Parquet" in run("score", "county.govperf", "d.parquet").err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_shows_how_far_the_work_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("govperf.cli.progress._PATIENCE", -1.0)
    terminal = Terminal()
    Progress(terminal).bar("计算得分", 0.5, 350_000)
    assert terminal.getvalue() == "\r计算得分 [###############...............]  50% 350,000"
