"""Whatever the text, parsing ends with a file and findings, never with an exception."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from govperf.diagnostics import Diagnostic
from govperf.source import Source
from govperf.syntax import decode, parse, parse_expression

EXAMPLES = [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parents[3].glob("examples/*/*.govperf"))]
STATEMENTS = (Path(__file__).parent / "statements.txt").read_text(encoding="utf-8").split("\n")
WORDS = st.sampled_from(
    [
        *'甲乙丙19.%‰+-×÷=≠≤≥<>~±、，；：()[]{}（）“”"「」|#。 \u3000\t\n→',
        *(
            " 如果 ",
            " 则 ",
            " 否则 ",
            " 若 ",
            " 且 ",
            " 或 ",
            "非 ",
            "有 ",
            " 缺省 ",
            " 在 ",
            " 属于 ",
            "以上",
            "不含",
            "保留2位小数",
        ),
        *(
            "\n  ",
            "\n输入\n  ",
            "\n等次 甲 按 乙\n  ",
            '\n用例 "一"\n  ',
            "\n指标 甲 9分\n  ",
            "期望 ",
            "其他",
            "分档 ",
            "2011-01-01",
        ),
    ]
)


def read(text: str) -> None:
    """Parses, and says everything that was found."""
    source = Source(text)
    for found in parse(source).diagnostics:
        assert found.message
        assert found.say("en")
        assert found.hint is not None
        assert found.span is None or 0 <= found.span.start <= found.span.end <= len(text)


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    read(text)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_any_words(text: str) -> None:
    read(text)
    read("规则 甲\n" + text)


@given(st.data())
def test_spoilt_lines(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(STATEMENTS))
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, min(len(line), start + 3)))
    read(line[:start] + data.draw(WORDS) + line[end:])


@given(st.data())
def test_spoilt_files(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(EXAMPLES))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    read(text[:start] + data.draw(WORDS) + text[end:])


@given(st.lists(WORDS, max_size=12).map("".join))
def test_any_expression(text: str) -> None:
    found = parse_expression(text)
    assert isinstance(found, Diagnostic) or found.span.source.text == text


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    found = decode(data)
    assert isinstance(found, (str, Diagnostic))
