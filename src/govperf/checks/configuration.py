"""Which checks a folder wants, how much they matter there: ``govperf.toml``, or ``[tool.govperf.check]``.

The nearest file from the rule file upwards counts, alone: a setting is never put together from several files.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, field

from govperf.checks.explained import explain, nearest_codes
from govperf.checks.messages import BAD_CONFIGURATION
from govperf.diagnostics import Diagnostic, Severity
from govperf.errors import RuleError
from govperf.frozen import frozen
from govperf.source import Source, Span

OWN_FILE = "govperf.toml"
SHARED_FILE = "pyproject.toml"
MOST_CHARACTERS = 1_000_000

_OFF = ("关闭", "disable")
_SEVERITY = ("程度", "severity")
_WORDS: Mapping[str, Severity] = {
    "错误": Severity.ERROR,
    "警告": Severity.WARNING,
    "提示": Severity.NOTE,
    **{one.value: one for one in Severity},
}


@frozen
class Configuration:
    """Codes that are switched off, codes with another severity; ``name`` is the file that says so, empty for none."""

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(factory=dict)
    name: str = ""

    def applied(self, findings: Sequence[Diagnostic]) -> list[Diagnostic]:
        """The findings as the folder wants them. What stops a policy stays; so does what a 已知 has made a note."""
        return [
            evolve(one, severity_override=self.severities[one.code]) if _is_free(one, self.severities) else one
            for one in findings
            if one.code not in self.off or one.severity is Severity.ERROR
        ]


def _is_free(one: Diagnostic, severities: Mapping[str, Severity]) -> bool:
    return one.code in severities and one.severity_override is None and one.severity is not Severity.ERROR


NO_WISHES = Configuration()


def configuration_for(path: Path) -> Configuration:
    """The configuration of the folder that holds a rule file; raises RuleError for one that cannot be meant.

    Reads ``govperf.toml``, or ``pyproject.toml`` where it has ``[tool.govperf.check]``, nearest upwards.
    """
    try:
        folder = path.resolve().parent
    except (OSError, RuntimeError, ValueError):
        return NO_WISHES
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, SHARED_FILE):
            found = _read(place / name)
            if found is not None:
                return found
    return NO_WISHES


def configuration_from(text: str, name: str = OWN_FILE) -> Configuration | None:
    """The configuration that a TOML text holds; None for a ``pyproject.toml`` that says nothing of it.

    Raises RuleError with everything that is wrong.
    """
    source = Source(text, name)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if Path(name).name == SHARED_FILE and "govperf" not in text:
            return None
        raise RuleError([_unreadable(source, str(error))]) from None
    table = _table(data, shared=Path(name).name == SHARED_FILE)
    if table is None:
        return None
    problems = list(_problems(source, table))
    if problems:
        raise RuleError(problems)
    off = frozenset(_code(word) for word in _given(table, _OFF, []))
    severities = {_code(word): _WORDS[level] for word, level in _given(table, _SEVERITY, {}).items()}
    return Configuration(off, severities, name)


def _read(path: Path) -> Configuration | None:
    try:
        if not path.is_file():
            return None
        with path.open(encoding="utf-8-sig") as stream:
            text = stream.read(MOST_CHARACTERS + 1)
    except (OSError, UnicodeDecodeError):
        return None
    return None if len(text) > MOST_CHARACTERS else configuration_from(text, str(path))


def _table(data: Mapping[str, Any], *, shared: bool) -> Any:
    """``[tool.govperf.check]`` of a shared file; ``[check]`` of our own, which may also spell it in full."""
    tool = data.get("tool", {})
    ours = tool.get("govperf", {}) if isinstance(tool, dict) else {}
    within = ours.get("check") if isinstance(ours, dict) else None
    return within if shared else data.get("check", within if within is not None else {})


def _given(table: Mapping[str, Any], names: Sequence[str], default: Any) -> Any:
    return next((table[name] for name in names if name in table), default)


def _code(word: str) -> str:
    found = explain(word)
    return word if found is None else found.code


# --- what can be wrong ---


def _problems(source: Source, table: Any) -> Iterator[Diagnostic]:
    if not isinstance(table, dict):
        yield _wrong(source, "check", "check 要是一张表", '请写 [check]，下面写 disable（"关闭"）和 severity（"程度"）')
        return
    known = (*_OFF, *_SEVERITY)
    for name in table:
        if name not in known:
            yield _wrong(source, name, f"没有“{name}”这一项", '可以写的有：disable（"关闭"）、severity（"程度"）')
    off, severities = _given(table, _OFF, []), _given(table, _SEVERITY, {})
    if isinstance(off, list) and all(isinstance(word, str) for word in off):
        yield from (one for word in off for one in _of_code(source, word))
    else:
        yield _wrong(source, _written(table, _OFF), "disable 后面要是代码的列表", '请写 disable = ["结果除不尽"]')
    if isinstance(severities, dict):
        for word, level in severities.items():
            yield from _of_code(source, word)
            if level not in _WORDS:
                yield _wrong(source, word, f"“{word}”的程度不能是“{level}”", "请写 错误、警告 或 提示")
    else:
        yield _wrong(
            source, _written(table, _SEVERITY), "severity 后面要是一张表", '请写 severity = {"未使用" = "提示"}'
        )


def _written(table: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((name for name in names if name in table), names[0])


def _of_code(source: Source, word: str) -> Iterator[Diagnostic]:
    found = explain(word)
    if found is None:
        near = nearest_codes(word)
        advice = f"是不是“{'”或“'.join(near)}”？" if near else "govperf check --explain 代码 会列出所有代码"
        yield _wrong(source, word, f"没有“{word}”这个代码", advice)
    elif set(found.severities) == {Severity.ERROR}:
        reason = f"“{found.code}”是错误，有它的规则不能计分"
        yield _wrong(source, word, f"{reason}，所以不能关闭，也不能改程度", "请从设置里删去它，并改正规则")


def _unreadable(source: Source, error: str) -> Diagnostic:
    """TOML itself is not in order; a Chinese key without quotes is what people write first."""
    bare = re.search(r"^[ \t]*([^\x00-\x7f]+)[ \t]*=", source.text, re.MULTILINE)
    if bare is not None:
        return _wrong(
            source, bare.group(1), "中文的键要加引号", f'请写 "{bare.group(1)}" = …，或写英文的 disable、severity'
        )
    return _wrong(source, "", f"读不懂这个文件：{error}", "请按 TOML 的写法改正")


def _wrong(source: Source, word: str, reason: str, advice: str) -> Diagnostic:
    place = source.text.find(word) if word else -1
    span = Span(source, place, place + len(word)) if place >= 0 else Span(source, 0, min(1, len(source.text)))
    return BAD_CONFIGURATION.at(span, reason=reason, advice=advice)


__all__ = ["NO_WISHES", "OWN_FILE", "SHARED_FILE", "Configuration", "configuration_for", "configuration_from"]
