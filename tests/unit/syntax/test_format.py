"""Rule texts in canonical form: pairs from tests/format, the examples of the project, what cannot be formatted."""

from __future__ import annotations

from pathlib import Path

import pytest

from govperf.errors import DiagnosedError, RuleSyntaxError
from govperf.limits import Limits
from govperf.source import Source
from govperf.syntax import formatting, parse
from govperf.syntax.formatting import format_text
from govperf.syntax.show import format_file, show_file

ROOT = Path(__file__).resolve().parents[3]
PAIRS = sorted((ROOT / "tests" / "format").glob("*.txt"))
EXAMPLES = sorted((ROOT / "examples").rglob("*.govperf"))


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def pair(path: Path) -> tuple[str, str]:
    before, separator, after = path.read_text(encoding="utf-8").partition("\n====\n")
    assert separator
    return f"{before}\n", after


@pytest.mark.parametrize("path", PAIRS, ids=name_of)
def test_a_text_is_brought_into_canonical_form(path: Path):
    before, after = pair(path)
    assert format_text(before) == after


@pytest.mark.parametrize("path", PAIRS, ids=name_of)
def test_canonical_form_stays_as_it_is(path: Path):
    _, after = pair(path)
    assert format_text(after) == after


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("path", PAIRS, ids=name_of)
def test_the_way_lines_end_does_not_matter(path: Path, end: str):
    before, after = pair(path)
    assert format_text(before.replace("\n", end)) == after


@pytest.mark.parametrize("path", EXAMPLES, ids=name_of)
def test_an_example_keeps_its_meaning(path: Path):
    text = path.read_text(encoding="utf-8")
    once = format_text(text)
    assert parse(Source(once)).file == parse(Source(text)).file
    assert format_text(once) == once


@pytest.mark.parametrize("path", [*PAIRS, *EXAMPLES], ids=name_of)
def test_what_a_file_says_does_not_hang_on_its_layout(path: Path):
    file = parse(Source(path.read_text(encoding="utf-8").partition("\n====\n")[0])).file
    plain = show_file(file)
    again = parse(Source(plain)).file
    assert again == file
    assert show_file(again) == plain
    assert show_file(parse(Source(format_file(file))).file) == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  # 甲\n\n\n#乙\na\n\n\n", "# 甲\n\n# 乙\na\n"),
        ("\ufeffa", "a\n"),
        ("a　＋\tb", "a+b\n"),
        ("1850年1月1日", "1850年1月1日\n"),
        ("a - -b", "a−−b\n"),
        ("3×2011 - 1 - 1", "3×2011 − 1−1\n"),
        ("x(不超过2分)", "x(不超过2分)\n"),
        ('a=b 说明 "("\nc=1', 'a=b  说明 "("\nc=1\n'),
        ("(x 在 优秀线 以上)", "(x 在 优秀线 以上)\n"),
        ("(x 在 良好线~优秀线(不含优秀线))", "(x 在 良好线~优秀线(不含优秀线))\n"),
        ("(x≥优秀线(不含 优秀线))", "(x≥优秀线(不含优秀线))\n"),
        ("(x 属于 A、B)", "(x 属于 (A、B))\n"),
        ("「率」×「其他」", "率×「其他」\n"),
    ],
)
def test_small_texts(text: str, expected: str):
    assert format_text(text) == expected
    assert format_text(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("(" * 95 + "a" + ")" * 95, id="brackets"),
        pytest.param("+".join("a" * 190), id="sum"),
        pytest.param("−" * 190 + "a", id="signs"),
        pytest.param("如果 a 则 1 否则 " * 95 + "0", id="conditions"),
        pytest.param("最大(" * 95 + "a" + ")" * 95, id="calls"),
        pytest.param("规则 甲\n指标 乙 1分" + "".join(f"\n{'  ' * i}丙{i} 1分" for i in range(1, 90)), id="tree"),
    ],
)
def test_what_is_nested_as_deep_as_it_may_be_is_formatted(text: str):
    assert format_text(text) == f"{text}\n"


def test_one_long_cell_does_not_widen_the_others():
    long = "长" * 40
    text = f'规则 甲\n用例 "乙"\n  |丙|丁|\n  |{long}|1|\n'
    assert format_text(text) == f'规则 甲\n用例 "乙"\n  | 丙 | 丁 |\n  | {long} | 1  |\n'


def test_a_text_that_cannot_be_read_is_refused_with_all_findings():
    with pytest.raises(RuleSyntaxError) as caught:
        format_text("规则 甲\n乙=1+\n丙=)\n", name="甲.govperf")
    assert [found.span.line for found in caught.value.diagnostics if found.span] == [2, 3]
    assert {found.span.source.name for found in caught.value.diagnostics if found.span} == {"甲.govperf"}


def test_a_limit_is_kept():
    with pytest.raises(RuleSyntaxError) as caught:
        format_text("a+b+c", limits=Limits(source_length=3))
    assert [found.code for found in caught.value.diagnostics] == ["超出限制"]


@pytest.mark.parametrize("wrong", ["a×b\n", "a+b  # 别的\n", "a+\n"], ids=["meaning", "comment", "unreadable"])
def test_a_result_that_says_something_else_is_never_handed_out(wrong: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(formatting, "format_file", lambda file: wrong)
    with pytest.raises(DiagnosedError) as caught:
        format_text("a+b")
    assert [found.code for found in caught.value.diagnostics] == ["排版失真"]
