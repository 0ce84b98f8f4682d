"""Builds the parser from the grammar files, once per process, out of a private cache where there is one."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from govperf.syntax.indenter import BlockIndenter
from govperf.undisturbed import undisturbed

GRAMMAR_FILES = ("govperf", "declarations", "expressions", "tests", "terminals")
STARTS = ("header", "statement", "lone", "cell")
CACHE_VARIABLE = "GOVPERF_CACHE"
"""Environment variable: another folder for the cache, or ``off``."""

_FORMAT = "2"
_lock = threading.Lock()
_built_once: list[Lark] = []


def parser() -> Lark:
    """The parser of the language; built on first use, safe to share between threads."""
    if not _built_once:
        with _lock:
            if not _built_once:
                with undisturbed():
                    _built_once.append(_load())
    return _built_once[0]


def grammar_text() -> str:
    """The files of the grammar folder as one grammar."""
    folder = _grammar_folder()
    return "\n".join((folder / f"{name}.lark").read_text(encoding="utf-8") for name in GRAMMAR_FILES)


def _grammar_folder() -> Path:
    """The folder inside the installed package, or the one of the checkout that an editable install points into."""
    here = Path(__file__).resolve()
    packaged = here.parents[1] / "grammar"
    return packaged if packaged.is_dir() else here.parents[3] / "grammar"


def _load() -> Lark:
    text = grammar_text()
    cache = _cache_file(text)
    if cache is not None:
        stored = _read(cache)
        if stored is not None:
            try:
                return _restored(stored)
            except Exception:  # noqa: BLE001  a cache is never worth a failure: whatever is wrong with it, build anew
                stored = None
    built = _built(text)
    if cache is not None:
        _write(cache, _dumped(built))
    return built


def _built(text: str) -> Lark:
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        postlex=BlockIndenter(),
        propagate_positions=True,
        maybe_placeholders=True,
    )


# --- the cache: plain JSON, so that a file from a stranger could at worst describe another grammar ---


def _dumped(built: Lark) -> bytes:
    data, memo = built.memo_serialize([TerminalDef, Rule])
    data["options"] = {name: value for name, value in data["options"].items() if name != "postlex"}
    table = data["parser"]["parser"]
    table["tokens"] = list(table["tokens"].items())
    table["states"] = [(state, *map(_packed, actions.items())) for state, actions in table["states"].items()]
    content = {"data": data, "memo": list(memo.items())}
    return json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _packed(entry: tuple[int, tuple[int, Any]]) -> tuple[int, int]:
    """What to do at a token: shift to a state, from 0 up, or reduce by a rule, from -1 down."""
    token, (reduces, target) = entry
    return token, -1 - target["@"] if reduces else target


def _restored(stored: bytes) -> Lark:
    content = json.loads(stored)
    data, memo = content["data"], dict(content["memo"])
    table = data["parser"]["parser"]
    table["tokens"] = dict(table["tokens"])
    reductions = {-1 - number: (1, {"@": number}) for number in memo}
    table["states"] = {
        state: {token: reductions[target] if target < 0 else (0, target) for token, target in actions}
        for state, *actions in table["states"]
    }
    # Lark.load reads pickles alone; this is what its generated parsers call. Whatever fails here, the grammar is built.
    return Lark._load_from_dict(data, memo, postlex=BlockIndenter())  # type: ignore[no-untyped-call,no-any-return]  # noqa: SLF001


def _cache_file(text: str) -> Path | None:
    folder = _cache_folder(os.environ)
    if folder is None or not _is_private(folder):
        return None
    version = f"{_FORMAT} lark {lark.__version__} python {sys.version_info[:3]}"
    key = hashlib.sha256(f"{version}\n{text}".encode()).hexdigest()
    return folder / f"grammar-{lark.__version__}-{key[:32]}.json"


def _cache_folder(environment: Mapping[str, str]) -> Path | None:
    chosen = environment.get(CACHE_VARIABLE, "")
    if chosen.lower() in ("off", "0", "none"):
        return None
    if chosen:
        return Path(chosen)
    try:
        return _user_cache(environment) / "govperf"
    except (RuntimeError, OSError):
        return None


def _user_cache(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _is_private(folder: Path) -> bool:
    """Whether the folder is there (made if need be), ours, and closed to the writing of others."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder.is_dir() and _is_ours(folder.lstat())
    except OSError:
        return False


def _is_ours(status: os.stat_result) -> bool:
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read(path: Path) -> bytes | None:
    """The content of the file without its first line, where that is the content's SHA-256 and the file is ours."""
    try:
        with path.open("rb") as stream:
            if not _is_ours(os.fstat(stream.fileno())):
                return None
            digest, _, content = stream.read().partition(b"\n")
    except OSError:
        return None
    return content if digest == _digest(content) else None


def _write(path: Path, content: bytes) -> None:
    """Puts the file there in one step, so that a reader meets a whole one or none."""
    draft: Any = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".grammar-", delete=False) as draft:
            draft.write(_digest(content) + b"\n" + content)
        Path(draft.name).replace(path)
    except OSError:
        if draft is not None:
            _discard(draft.name)


def _discard(name: str) -> None:
    try:
        Path(name).unlink()
    except OSError:
        return


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode("ascii")
