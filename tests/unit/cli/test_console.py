"""The command as a process: help, languages, encodings, signals, faults of its own."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from govperf.adapters.results import Sheet
from govperf.cli import check
from govperf.cli.arguments import language_of, translated, wrapped
from govperf.cli.console import Console, standard_console
from govperf.cli.main import main
from govperf.cli.progress import Progress
from govperf.cli.table import table_text
from govperf.cli.words import _WORDS
from govperf.diagnostics.width import text_width

COMMANDS = ["check", "score", "explain", "test", "fmt", "graph", "template"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("language", "usage"), [("zh", "用法："), ("en", "usage: ")])
def test_every_command_has_help_in_both_languages(
    capsys: pytest.CaptureFixture[str], command: str, language: str, usage: str
):
    assert main([command, "--help", "--lang", language]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{usage}govperf {command}")
    assert ("退出码" in out) == (language == "zh")


def test_help_lines_fit_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    main(["score", "--help"])
    assert max(map(text_width, capsys.readouterr().out.splitlines())) <= 80


def test_english_help_has_no_chinese(capsys: pytest.CaptureFixture[str]):
    for command in COMMANDS:
        main(["--lang", "en", command, "--help"])
    assert capsys.readouterr().out.isascii()


def test_words_exist_in_both_languages_with_the_same_facts():
    from string import Formatter

    for key, pair in _WORDS.items():
        facts = [{name for _, name, _, _ in Formatter().parse(said) if name} for said in pair]
        assert all(pair), key
        assert facts[0] == facts[1], key


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("the following arguments are required: RULES", "缺少参数：RULES"),
        ("unrecognized arguments: --x", "不认识的参数：--x"),
        ("argument --on: expected one argument", "--on 后面要写一个值"),
        ("argument --row: invalid int value: 'x'", "--row 应当是整数，不是 'x'"),
        ("something new", "something new"),
    ],
)
def test_argument_errors_are_in_chinese(english: str, chinese: str):
    assert translated(english) == chinese


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "zh"),
        (["--lang", "en"], "en"),
        (["score", "--lang=en"], "en"),
        (["--lang", "fr"], "zh"),
        (["--lang"], "zh"),
    ],
)
def test_the_language_is_known_before_parsing(arguments: list[str], language: str):
    assert language_of(arguments) == language


def test_text_is_wrapped_by_cells():
    assert wrapped("名次、平均等 score 整组", 12) == ["名次、平均等", "score 整组"]


def test_columns_line_up_by_cells():
    sheet = Sheet("x", ("单位", "n"), (("教育局", 5), ("ab", 10)))
    assert table_text(sheet).splitlines() == ["单位     n", "------  --", "教育局   5", "ab      10"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, BrokenPipeError, RuntimeError])
def test_whatever_ends_a_command_has_its_exit_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
):
    def fail(*_: Any) -> int:
        raise error("x")

    monkeypatch.setattr(check, "run", fail)
    code = main(["check", "x"])
    err = capsys.readouterr().err
    assert code == {KeyboardInterrupt: 130, BrokenPipeError: 141, RuntimeError: 3}[error]
    assert ("Traceback" in err) == (error is RuntimeError)
    assert (err == "") == (error is BrokenPipeError)


def test_a_chinese_console_of_windows_shows_what_it_can(monkeypatch: pytest.MonkeyPatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="gbk"))
    console = standard_console("zh")
    console.print("教育局≤\u2603\U0001f389")
    console.out.flush()
    assert raw.getvalue().decode("gbk") == "教育局≤??\n"


@pytest.mark.parametrize(("seconds", "words"), [(0.5, ""), (2.0, "\r计算 1/2\r计算 2/2\r计算…   \r     \r")])
def test_progress_is_shown_to_a_waiting_person_alone(monkeypatch: pytest.MonkeyPatch, seconds: float, words: str):
    clock = iter([0.0, seconds, seconds + 1])
    monkeypatch.setattr("govperf.cli.progress.time", SimpleNamespace(monotonic=lambda: next(clock, seconds)))
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    progress = Progress(stream)
    items = progress.over(["a", "b"], "计算") if seconds > 1 else Progress(io.StringIO()).over(["a", "b"], "计算")
    assert list(items) == ["a", "b"]
    progress.clear()
    assert stream.getvalue() == words


def test_a_console_without_a_person_has_no_colours():
    assert not Console(io.StringIO(), io.StringIO()).color
