"""The parser, where it comes from and where it is kept."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govperf.source import Source
from govperf.syntax import grammar, parse
from govperf.syntax.from_tree import _READERS
from govperf.syntax.glossary import TERMINAL_WORDS

TEXT = "甲=乙*90%+丙(≤2)\n"
"""Folded, as the lexer meets it."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "cache"
    monkeypatch.setenv(grammar.CACHE_VARIABLE, str(found))
    return found


def test_a_restored_parser_reads_the_same(folder: Path) -> None:
    built = grammar._load()
    (kept,) = folder.iterdir()
    stamp = kept.stat().st_mtime_ns
    restored = grammar._load()
    assert restored.parse(TEXT, start="statement") == built.parse(TEXT, start="statement")
    assert kept.stat().st_mtime_ns == stamp


@pytest.mark.parametrize("content", [b"", b"x", b"0" * 64 + b"\n{}", b"{}"])
def test_a_damaged_cache_is_built_anew(folder: Path, content: bytes) -> None:
    grammar._load()
    (kept,) = folder.iterdir()
    kept.write_bytes(content)
    assert grammar._load().parse(TEXT, start="statement").data == "assignment"
    assert len(kept.read_bytes()) > 100_000


def test_a_cache_that_describes_no_parser_is_built_anew(folder: Path) -> None:
    grammar._load()
    (kept,) = folder.iterdir()
    content = b'{"data": {}, "memo": []}'
    kept.write_bytes(grammar._digest(content) + b"\n" + content)
    assert grammar._load().parse(TEXT, start="statement").data == "assignment"


@pytest.mark.parametrize("word", ["off", "OFF", "0", "none"])
def test_no_cache_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv(grammar.CACHE_VARIABLE, word)
    assert grammar._cache_file("") is None


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
def test_a_folder_that_others_may_write_is_not_used(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    assert grammar._cache_file("") is None
    folder.chmod(0o700)
    assert grammar._cache_file("") is not None


def test_a_file_in_place_of_the_folder_is_no_cache(folder: Path) -> None:
    folder.write_text("", encoding="utf-8")
    assert grammar._cache_file("") is None
    assert grammar._load().parse(TEXT, start="statement").data == "assignment"


def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.setattr(grammar.Path, "home", no_home)
    assert grammar._cache_folder({}) is None


def test_the_cache_is_never_in_the_shared_folder() -> None:
    folder = grammar._cache_folder({key: value for key, value in os.environ.items() if key != grammar.CACHE_VARIABLE})
    assert folder is not None
    assert folder.name == "govperf"


def test_threads_share_a_parser() -> None:
    texts = [f"甲{n}=分档 乙\n  90以上：{n}\n  其他：0\n" for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: parse(Source(text)), texts))
    assert [parsed.file for parsed in found] == [parse(Source(text)).file for text in texts]


def test_every_rule_has_its_reader() -> None:
    rules = grammar.parser().rules
    made = {rule.alias or rule.origin.name for rule in rules if rule.alias or not rule.options.expand1}
    assert {str(name) for name in made if not str(name).startswith("_")} == set(_READERS)


def test_terminals_of_the_glossary_are_those_of_the_grammar() -> None:
    known = {terminal.name for terminal in grammar.parser().terminals} | {"_INDENT", "_DEDENT", "$END"}
    assert set(TERMINAL_WORDS) <= known
