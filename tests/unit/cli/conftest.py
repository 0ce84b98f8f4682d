"""A small county: a rule file, data in three formats, the command ready to run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

from govperf.cli.main import main

RULES = """规则 示例县考核
  版本 2011.1
  生效 2011-01-01 起

对象 单位

参数 优秀线=90

输入
  指标考核：0~100分  依据 "第三条"
  完成率：0~100%
  一票否决：是否 默认 否

明细 表彰
  级别：国家级、省级
  加分：≥0分

总分=指标考核×90%+完成率×10+合计(表彰.加分)(≤2)  保留2位小数

等次 等级 按 总分
  优秀：优秀线 以上
  合格：其他

用例 "满分"
  指标考核=100，完成率=100%
  期望 总分=100.00，等级=优秀

用例 "加分以2分为限"
  指标考核=90，完成率=50%
  表彰
  | 级别   | 加分 |
  | 国家级 | 3    |
  期望 总分=88.00
"""

DATA = """单位,指标考核(分),完成率(%),一票否决
教育局,95,92.5,否
卫生局,九十,80,
税务局,88,120,否
"""

AWARDS = """单位,级别,加分
教育局,省级,1.5
民政局,省级,1
"""


@frozen
class Ran:
    """What a command left: its exit code, its two streams."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with everything, as the current one."""
    (tmp_path / "county.govperf").write_text(RULES, encoding="utf-8")
    (tmp_path / "units.csv").write_text(DATA, encoding="gb18030")
    (tmp_path / "units.表彰.csv").write_text(AWARDS, encoding="utf-8-sig")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(county: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in the county's folder."""

    def command(*arguments: str) -> Ran:
        code = main(arguments)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command
