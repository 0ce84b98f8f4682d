"""The ways in: from text, from a file with all that it builds on."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from govperf.diagnostics import Diagnostic, Template
from govperf.errors import GovperfError, LimitError
from govperf.limits import DEFAULT_LIMITS, Limits, over_diagnostic
from govperf.policy.compiling import Files, build, examine, in_order, is_error, raise_for, read_text, settings_of
from govperf.policy.policy import Policy
from govperf.semantics import Settings
from govperf.source import Span
from govperf.syntax import decode
from govperf.syntax.declarations import Inheritance, RuleFile

SUFFIX = ".govperf"

DOUBTFUL = frozenset("未知名称 未知对象 未知等次 未知选项 未知函数 分值不符 缺少分值 缺少规则头".split())
"""Codes that a line which could not be read may be the cause of: they are judged only in a text that was read whole."""

UNREADABLE = Template(
    "文件读不出",
    "unreadable-file",
    "读不出文件“{name}”：{reason}",
    "cannot read “{name}”: {reason}",
    "请核对路径",
    "check the path",
)
OUTSIDE = Template(
    "沿用越界",
    "inheritance-outside",
    "“{name}”在允许的文件夹之外，不能沿用",
    "“{name}” is outside the folder that the host allows",
    "请把它放进同一文件夹，或由调用程序用 root= 放宽",
    "move it into the folder or widen root=",
)
CIRCULAR = Template(
    "循环沿用",
    "circular-inheritance",
    "沿用绕成了圈：{path}",
    "inheritance goes round in a circle: {path}",
    "请删去其中一处 沿用",
    "remove one 沿用",
)
NO_FOLDER = Template(
    "沿用无处可寻",
    "inheritance-without-folder",
    "单独的文本不能沿用“{name}”",
    "a text alone cannot inherit “{name}”",
    "请存成文件，再用 govperf.load(路径) 加载",
    "save it and use govperf.load(path)",
)
TWO_BASES = Template(
    "重复定义",
    "defined-twice",
    "一个文件只能沿用一个文件",
    "a file inherits one file alone",
    "请只留一行 沿用",
    "keep one 沿用",
)


def compile(  # noqa: A001 - the fixed name of the front door
    text: str,
    *,
    parameters: Mapping[str, object] | None = None,
    on: datetime.date | None = None,
    limits: Limits = DEFAULT_LIMITS,
    name: str = "公式",
) -> Policy:
    """A policy from a rule text or a bare formula.

    ``parameters`` sets 参数 by name, ``on`` is the date of assessment. Raises RuleSyntaxError or RuleError with all
    findings, LimitError where the text is beyond a limit.
    """
    return _compiled(*_from_text(text, name, limits), settings_of(parameters, on), limits)


def load(
    path: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    on: datetime.date | None = None,
    root: str | os.PathLike[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Policy:
    """A policy from a file with all that it 沿用s; these stay inside ``root`` (by default the file's own folder).

    Raises RuleSyntaxError or RuleError with all findings, LimitError where a text is beyond a limit.
    """
    return _compiled(*_from_path(_path(path), root, limits), settings_of(parameters, on), limits)


def check(
    text_or_path: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    on: datetime.date | None = None,
    root: str | os.PathLike[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[Diagnostic]:
    """Everything found in a rule text or file, also in one that does not compile, in the order of the text.

    A string is a path where it ends in ``.govperf`` and is one line, else rule text.
    """
    if isinstance(text_or_path, str) and not _is_path(text_or_path):
        files, diagnostics = _from_text(text_or_path, "公式", limits)
    else:
        files, diagnostics = _from_path(_path(text_or_path), root, limits)
    return list(_everything(files, diagnostics, settings_of(parameters, on), limits))


def _compiled(files: Files, diagnostics: Sequence[Diagnostic], settings: Settings, limits: Limits) -> Policy:
    if any(is_error(diagnostic) for diagnostic in diagnostics):
        raise_for(_everything(files, diagnostics, settings, limits))
    return Policy(build(files, settings, limits))


def _everything(
    files: Files, diagnostics: Sequence[Diagnostic], settings: Settings, limits: Limits
) -> tuple[Diagnostic, ...]:
    """What is wrong with the form of a text, with what can still be said of the meaning of the rest."""
    if not files:
        return in_order(diagnostics)
    findings = _examined(files, settings, limits)
    if any(is_error(diagnostic) for diagnostic in diagnostics):
        findings = [finding for finding in findings if finding.code not in DOUBTFUL]
    return in_order((*diagnostics, *findings))


def _examined(files: Files, settings: Settings, limits: Limits) -> list[Diagnostic]:
    try:
        return list(examine(files, settings, limits)[1])
    except LimitError as error:
        problem = error.problem
        return [Diagnostic(problem.template, problem.span, problem.facts)]


def _path(given: object) -> Path:
    if isinstance(given, str | os.PathLike):
        return Path(given)
    raise GovperfError(f"路径要是 str 或 Path，现在是 {type(given).__name__}")


def _is_path(text: str) -> bool:
    return "\n" not in text and len(text) < 4096 and text.strip().endswith(SUFFIX)


def _from_text(text: str, name: str, limits: Limits) -> tuple[Files, list[Diagnostic]]:
    if not isinstance(text, str):
        raise GovperfError(f"规则文本要是 str，现在是 {type(text).__name__}")
    file, diagnostics = read_text(text, name, limits)
    orphans = [NO_FOLDER.at(one.span, name=one.path) for one in file.statements if isinstance(one, Inheritance)]
    return (file,), [*diagnostics, *orphans]


# --- files ---


def _from_path(path: Path, root: str | os.PathLike[str] | None, limits: Limits) -> tuple[Files, list[Diagnostic]]:
    """The chain of files, the first one first; what stops the chain is told at the line that asked for the next."""
    try:
        here = path.resolve()
        folder = here.parent if root is None else Path(root).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        return (), [UNREADABLE.at(None, name=str(path)[:200], reason=_reason(error))]
    files: list[RuleFile] = []
    seen: list[Path] = []
    found: list[Diagnostic] = []
    asking: Span | None = None
    following: Path | None = here
    while following is not None:
        if problem := _refusal(following, seen, folder, asking, limits):
            return tuple(files), [*found, problem]
        text = _text_of(following, asking, limits)
        if isinstance(text, Diagnostic):
            return tuple(files), [*found, text]
        seen.append(following)
        file, diagnostics = read_text(text, str(path) if len(seen) == 1 else following.name, limits)
        files.append(file)
        found.extend(diagnostics)
        bases = [one for one in file.statements if isinstance(one, Inheritance)]
        found.extend(TWO_BASES.at(one.span) for one in bases[1:])
        asking = bases[0].span if bases else None
        following = _next(following, bases[0].path) if bases else None
    return tuple(files), found


def _next(current: Path, written: str) -> Path:
    try:
        return (current.parent / written).resolve()
    except (OSError, ValueError, RuntimeError):
        return current.parent / "?"


def _refusal(path: Path, seen: list[Path], folder: Path, asking: Span | None, limits: Limits) -> Diagnostic | None:
    if path in seen:
        names = " → ".join(one.name for one in (*seen[seen.index(path) :], path))
        return CIRCULAR.at(asking, path=names)
    if seen and not path.is_relative_to(folder):
        return OUTSIDE.at(asking, name=path.name)
    if len(seen) >= limits.files:
        return over_diagnostic("files", limits, len(seen) + 1, asking)
    return None


def _text_of(path: Path, asking: Span | None, limits: Limits) -> str | Diagnostic:
    most = limits.source_length * 4
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError) as error:
        return UNREADABLE.at(asking, name=path.name, reason=_reason(error))
    if len(data) > most:
        return over_diagnostic("source_length", limits, None, asking)
    return decode(data)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹"
    if isinstance(error, PermissionError):
        return "没有权限"
    return "路径不对"
