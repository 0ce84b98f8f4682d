"""Every example that a page shows is run, or compiled, as it stands."""

from __future__ import annotations

import doctest
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

import govperf

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/[0-9]*.md"))
FENCE = re.compile(
    r"^(?P<indent> *)(?P<ticks>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=indent)(?P=ticks) *$",
    re.MULTILINE | re.DOTALL,
)
CASE = re.compile(r"^用例", re.MULTILINE)


@frozen
class Block:
    """One fenced block of a page, with the number of its first line."""

    info: tuple[str, ...]
    text: str
    line: int


def blocks_in(page: str) -> Iterator[Block]:
    for match in FENCE.finditer(page):
        lines = match["text"].splitlines(keepends=True)
        text = "".join(line.removeprefix(match["indent"]) for line in lines)
        yield Block(tuple(match["info"].split()), text, page.count("\n", 0, match.start("text")) + 1)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks_of(page: Path, language: str) -> list[Block]:
    found = blocks_in(page.read_text(encoding="utf-8"))
    return [block for block in found if block.info[:1] == (language,)]


def rules_of(page: Path, folder: Path) -> list[tuple[Block, str | Path]]:
    """The rule blocks of a page, each as text, or as a file where the fence names it: `govperf name=base.govperf`.

    All named blocks lie in one folder, so that they can 沿用 each other.
    """
    rules: list[tuple[Block, str | Path]] = []
    for block in blocks_of(page, "govperf"):
        name = next((word.removeprefix("name=") for word in block.info if word.startswith("name=")), "")
        if name:
            (folder / name).write_text(block.text, encoding="utf-8")
        if "fragment" not in block.info:
            rules.append((block, folder / name if name else block.text))
    return rules


def compiled(rules: str | Path) -> govperf.Policy:
    return govperf.load(rules) if isinstance(rules, Path) else govperf.compile(rules)


def commands_of(block: Block) -> list[tuple[str, str]]:
    """The commands of a console block that are ours, each with what the page shows of its output, if anything."""
    parts = re.split(r"^\$ (.+)\n", block.text, flags=re.MULTILINE)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [(command, shown) for command, shown in pairs if command.startswith("govperf ") and shown]


def output_of(command: str) -> str:
    arguments = [sys.executable, "-X", "utf8", "-m", "govperf", *shlex.split(command)[1:]]
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False, encoding="utf-8").stdout


def anchors_of(target: Path, page: Path) -> set[str]:
    """The anchors of the headings of a page; a folder means the page that holds the link."""
    text = FENCE.sub("", (page if target.is_dir() else target).read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def errors_in(rules: str | Path) -> list[str]:
    found = govperf.check(rules)
    return [f"{finding.code}：{finding.message}" for finding in found if finding.severity.value == "error"]


def run_session(block: Block, page: str, names: dict[str, Any]) -> str:
    """What a block with prompts gets wrong, as doctest tells it; the names it defines stay for later blocks."""
    test = doctest.DocTestParser().get_doctest(block.text, names, page, page, block.line - 1)
    test.globs = names
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.ELLIPSIS)
    runner.run(test, out=said.append, clear_globs=False)
    return "".join(said)


def run_script(block: Block, page: str, names: dict[str, Any]) -> None:
    padded = "\n" * (block.line - 1) + block.text
    exec(compile(padded, page, "exec"), names)  # noqa: S102 - pages of this repository


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_python_on_a_page_does_what_it_shows(page: Path, monkeypatch: pytest.MonkeyPatch):
    """The blocks of a page share their names, from top to bottom; paths in them start at the top of the repository."""
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {"__name__": "__page__"}
    wrong = []
    for block in blocks_of(page, "python"):
        if "fragment" in block.info:
            compile(block.text, name_of(page), "exec")
        elif ">>>" in block.text:
            wrong.append(run_session(block, name_of(page), names))
        else:
            run_script(block, name_of(page), names)
    assert "".join(wrong) == ""


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_rules_on_a_page_compile(page: Path, tmp_path: Path):
    """A fence may say `govperf wrong` (must be refused) or `govperf fragment` (is not looked at)."""
    unexpected = []
    for block, rules in rules_of(page, tmp_path):
        errors = errors_in(rules)
        if bool(errors) != ("wrong" in block.info):
            unexpected.append((f"{name_of(page)}:{block.line}", errors or "no error, though the fence says wrong"))
    assert unexpected == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_cases_on_a_page_pass(page: Path, tmp_path: Path):
    failed = []
    for block, rules in rules_of(page, tmp_path):
        if "wrong" not in block.info and CASE.search(block.text):
            cases = compiled(rules).run_cases()
            failed += [(name_of(page), block.line, case.name, case.failures) for case in cases if not case.passed]
    assert failed == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_on_a_page_print_what_it_shows(page: Path):
    shown = [
        pair for block in blocks_of(page, "console") if "fragment" not in block.info for pair in commands_of(block)
    ]
    same = doctest.OutputChecker().check_output
    wrong = [pair for pair in shown if not same(pair[1], output_of(pair[0]), doctest.ELLIPSIS)]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_of_a_page_lead_to_files(page: Path):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = [target.partition("#")[0] for target in re.findall(r"\]\((?!\w+:)([^)\s]+)\)", text)]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_of_a_page_lead_to_headings(page: Path):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    links = re.findall(r"\]\((?!\w+:)([^)\s#]*\.md)?#([^)\s]+)\)", text)
    missing = [(target, anchor) for target, anchor in links if anchor not in anchors_of(page.parent / target, page)]
    assert missing == []


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_is_indexed_with_its_status(page: Path):
    text = page.read_text(encoding="utf-8")
    index = (page.parent / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^- \*status\*: (proposed|accepted|replaced by \d{4}|withdrawn)$", text, re.MULTILINE)
    assert re.search(r"^- \*implementation\*: (none|partial|complete)\b", text, re.MULTILINE)
    assert f"({page.name})" in index


def test_blocks_are_found_with_their_lines():
    page = "text\n\n```python\n>>> 1\n```\n- item\n  ```govperf wrong\n  a=\n  ```\n"
    assert list(blocks_in(page)) == [Block(("python",), ">>> 1\n", 4), Block(("govperf", "wrong"), "a=\n", 8)]


def test_commands_are_found_with_what_is_shown():
    block = Block(("console",), "$ make demo\nx\n$ govperf test a\n$ govperf score a b\n1\n2\n", 1)
    assert commands_of(block) == [("govperf score a b", "1\n2\n")]


def test_a_wrong_session_is_told_with_its_page():
    told = run_session(Block(("python",), ">>> 1 + 1\n3\n", 7), "page.md", {})
    assert 'File "page.md", line 7' in told
