"""Writes the catalogue of errors from the templates and the pages: ``python -m tests.mistakes.renew``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.mistakes.pages import Case, Page, pages
from tests.mistakes.templates import all_templates

from govperf.diagnostics import Severity, Template

CATALOGUE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"

PARTS: Mapping[str, str] = {
    "syntax": "读规则文件",
    "semantics": "规则的含义",
    "folders": "沿用与文件",
    "library": "规则文件夹",
    "data": "填报的数据",
    "files": "数据文件",
    "scoring": "计分",
    "": "其他",
}
_SEVERITY = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
_INTRO = """# 错误目录

每一条消息都有一个代码。代码不变，程序认它；文字可以改进。每个代码一条：为什么会有、一个例子和它得到的消息、应该怎样写。

本页由 `tests/mistakes/` 里的例子生成：例子都实际运行过，消息一字不差。要改一条消息，改例子旁边的文字，再运行
`python -m tests.mistakes.renew`。

`错误`不能计分；`警告`能计分，但值得停下来看一看；`提示`备忘。英文名写在代码旁边，命令行加 `--lang en` 时用它。
"""


def catalogue() -> str:
    """The whole page."""
    templates: dict[str, list[Template]] = {}
    for template in all_templates().values():
        templates.setdefault(template.code, []).append(template)
    told: dict[str, list[Page]] = {code: [] for code in templates}
    for page in sorted(pages(), key=lambda page: list(PARTS).index(page.room)):
        told[page.code].append(page)
    blocks = [_INTRO]
    for room, title in PARTS.items():
        codes = sorted(code for code, found in told.items() if (found[0].room if found else "") == room)
        blocks.append(f"## {title}\n")
        blocks.append("、".join(f"[{code}](#{code.lower().replace(' ', '-')})" for code in codes) + "\n")
        blocks += ["\n".join(_entry(code, templates[code], told[code])) for code in codes]
    return "\n".join(blocks).rstrip("\n") + "\n"


def _entry(code: str, templates: Sequence[Template], told: Sequence[Page]) -> Iterator[str]:
    first = templates[0]
    severities = dict.fromkeys(_SEVERITY[template.severity] for template in templates)
    yield f"### {code}\n"
    yield f"`{first.slug}` · {'、'.join(severities)}\n"
    if not told:
        yield from _bare(templates)
    for page in told:
        yield from _of_page(page, several=len(told) > 1)


def _bare(templates: Sequence[Template]) -> Iterator[str]:
    for template in templates:
        hint = f"{template.hint_zh}。" if template.hint_zh else ""
        yield f"{_open(template.zh)}。{_open(hint)}\n"


def _open(text: str) -> str:
    """A template with … for what a case fills in."""
    while "{" in text:
        text = text[: text.index("{")] + "…" + text[text.index("}") + 1 :]
    return text


def _of_page(page: Page, *, several: bool) -> Iterator[str]:
    yield f"{PARTS[page.room]}时：{page.why}\n" if several else f"{page.why}\n"
    wrong = next(case for case in page.cases if not case.is_fine)
    yield _shown(wrong)
    yield f"```text\n{wrong.expected}\n```\n"
    right = next((case for case in page.cases if case.is_fine), None)
    if right is not None:
        yield f"应当写成{_reason(right)}：\n"
        yield _shown(right)


def _reason(case: Case) -> str:
    said = case.title.partition("：")[2]
    return f"（{said}）" if said else ""


def _shown(case: Case) -> str:
    lines = [f"```text\n{_shortened(case.text)}\n```\n"]
    for name, text in case.more.items():
        lines.append(f"{name}：\n\n```text\n{_shortened(text.rstrip())}\n```\n")
    return "\n".join(lines)


def _shortened(text: str) -> str:
    return "\n".join(line if len(line) <= 120 else f"{line[:80]}…" for line in text.splitlines())
