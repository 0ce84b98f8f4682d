"""Writes what is said of every code, from one source: ``python -m tests.checks.reference``.

The page of the checks; the file behind ``govperf check --explain``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.checks.explained import FILE, content, example, said_of
from tests.checks.section12 import SECTION_12
from tests.mistakes.templates import all_templates

from govperf.checks import CHECKS, Check
from govperf.diagnostics import Severity

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "checks.md"

_SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
_INTRO = """# 检查

能计分的规则不一定没有毛病：两档之间有缺口，权重加起来不是 100%，写了上限却从不起作用。`govperf check 规则` 和
`policy.check()` 不用数据就能找出来，并且举一个例子；举出的例子都用精确的计算核对过，找不到例子的缺口不报。

`警告`值得停下来看一看，`提示`备忘。原文如此、不打算改的，写一行 `已知 代码 说明 "…"`：写在等次里只管
这个等次，写在行首管整个文件，
这一项就只作提示。代码下面列出的简称也可以写在 `已知` 后面。

本页由检查本身和 `tests/checks/codes/` 里的例子生成，运行 `python -m tests.checks.reference` 更新。
"""


def page() -> str:
    """The whole page."""
    index = "\n".join(
        f"| [{check.code}](#{check.code}) | {_SEVERITY[check.template.severity]} | {check.what} |" for check in CHECKS
    )
    table = f"| 代码 | 程度 | 找什么 |\n|---|---|---|\n{index}\n"
    return "\n".join((_INTRO, table, *(part for check in CHECKS for part in _entry(check)), *_section_12()))


def _entry(check: Check) -> Iterator[str]:
    also = f" · 简称 {'、'.join(check.also)}" if check.also else ""
    yield f"## {check.code}\n"
    yield f"`{check.template.slug}` · {_SEVERITY[check.template.severity]}{also}\n"
    yield f"{check.what}\n"
    yield f"为什么：{check.why}\n"
    yield f"```govperf\n{example(check.code, 'earns')}```\n"
    yield f"```text\n{said_of(check.code)}\n```\n"
    yield f"应该怎样写：{check.instead}\n"
    yield f"```govperf\n{example(check.code, 'spared')}```\n"


def _section_12() -> Iterator[str]:
    """What the language promises to find, with the codes that keep the promise."""
    yield "## 规则语言要求报告的\n"
    yield "规则语言列出了检查必须说的每一种毛病；这里是每一种的代码。不在本页的，在[错误目录](errors.md)里。\n"
    yield "| 毛病 | 代码 |\n|---|---|"
    for fault, codes in SECTION_12.items():
        yield f"| {fault} | {'、'.join(_linked(code) for code in codes)} |"
    yield ""


def _linked(code: str) -> str:
    here = code in {check.code for check in CHECKS}
    page = "" if here else "errors.md"
    assert here or code in {template.code for template in all_templates().values()}, code
    return f"[{code}]({page}#{code.lower().replace(' ', '-')})"


def main() -> None:
    """Writes both."""
    PAGE.write_text(page(), encoding="utf-8")
    FILE.write_text(content(), encoding="utf-8")


if __name__ == "__main__":
    main()
