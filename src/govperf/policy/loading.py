"""The ways in: from text, from a file with all that it builds on."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from pathlib import Path

from govperf.diagnostics import Diagnostic
from govperf.errors import GovperfError, LimitError
from govperf.frozen import frozen
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.policy.chain import SUFFIX, Chain, Folder, read_chain
from govperf.policy.compiling import build, examine, in_order, is_error, judged, raise_for, read_text, settings_of
from govperf.policy.messages import NO_FOLDER, UNREADABLE
from govperf.policy.policy import Policy
from govperf.policy.reading import reason_of
from govperf.semantics import Changed, Settings
from govperf.syntax.declarations import Header, Inheritance

DOUBTFUL = frozenset(["未知名称", "未知对象", "未知等次", "未知选项", "未知函数", "分值不符", "缺少分值", "缺少规则头"])
"""Codes that a line which could not be read may be the cause of: they are judged only in a text that was read whole."""


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
    return compiled(_from_text(text, name, limits), settings_of(parameters, on), limits)


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
    return compiled(_from_path(path, root, limits), settings_of(parameters, on), limits)


def check(
    text_or_path: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    on: datetime.date | None = None,
    root: str | os.PathLike[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> list[Diagnostic]:
    """Everything found in a rule text or file, also in one that does not compile, in the order of the text.

    A string is a path where it ends in ``.govperf`` and is one line, else rule text. What a folder wishes to be told of
    is asked by :func:`govperf.checks.configuration_for`; here all is told.
    """
    return list(inspect(text_or_path, parameters=parameters, on=on, root=root, limits=limits).findings)


@frozen
class Inspection:
    """What there is to say of a rule text: the findings, what it changes against the one it builds on.

    ``header`` is its first line with what belongs to it; ``bases`` are the paths of the files that it builds on.
    """

    findings: tuple[Diagnostic, ...]
    changes: tuple[Changed, ...] = ()
    header: Header | None = None
    bases: tuple[Path, ...] = ()


def inspect(
    text_or_path: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    on: datetime.date | None = None,
    root: str | os.PathLike[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Inspection:
    """As :func:`check`, with what else is known once a text was compiled."""
    if isinstance(text_or_path, str) and not _is_path(text_or_path):
        chain = _from_text(text_or_path, "公式", limits)
    else:
        chain = _from_path(text_or_path, root, limits)
    return _inspected(chain, settings_of(parameters, on), limits)


def compiled(chain: Chain, settings: Settings, limits: Limits) -> Policy:
    """The policy of files that were read; raises as :func:`load`."""
    if any(is_error(finding) for finding in chain.findings):
        raise_for(_inspected(chain, settings, limits, judge=False).findings)
    return Policy(build(chain.files, settings, limits))


def _inspected(chain: Chain, settings: Settings, limits: Limits, *, judge: bool = True) -> Inspection:
    """What is wrong with the form of a text, with what can still be said of the meaning of the rest.

    Without ``judge`` the checks are left out: what stops a policy is enough.
    """
    if not chain.files:
        return Inspection(in_order(chain.findings))
    changes: tuple[Changed, ...] = ()
    try:
        compiled, findings = examine(chain.files, settings, limits)
        findings = judged(compiled, chain.findings) if judge else findings
        changes = compiled.changes
    except LimitError as error:
        problem = error.problem
        findings = (Diagnostic(problem.template, problem.span, problem.facts),)
    broken = any(is_error(finding) for finding in chain.findings)
    if broken:
        findings = tuple(finding for finding in findings if finding.code not in DOUBTFUL)
    stopped = any(is_error(finding) for finding in (*findings, *chain.findings))
    return Inspection(
        in_order((*chain.findings, *findings)), () if stopped else changes, chain.files[0].header, chain.paths[1:]
    )


def _is_path(text: str) -> bool:
    return "\n" not in text and len(text) < 4096 and text.strip().endswith(SUFFIX)


def _from_text(text: str, name: str, limits: Limits) -> Chain:
    if not isinstance(text, str):
        raise GovperfError(f"规则文本要是 str，现在是 {type(text).__name__}")
    file, diagnostics = read_text(text.removeprefix("\ufeff"), name, limits)
    orphans = [NO_FOLDER.at(one.span, name=one.path) for one in file.statements if isinstance(one, Inheritance)]
    return Chain((file,), (), (*diagnostics, *orphans))


def _from_path(given: str | os.PathLike[str], root: str | os.PathLike[str] | None, limits: Limits) -> Chain:
    """The file under the name that the host gave it, with those it builds on under their own."""
    path = path_of(given)
    try:
        here = path.resolve()
        folder = here.parent if root is None else path_of(root).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        return Chain((), (), (UNREADABLE.at(None, name=str(path)[:200], reason=reason_of(error)),))
    return read_chain(here, Folder(folder, limits, name=lambda one: str(path) if one == here else one.name))


def path_of(given: object) -> Path:
    """What the host gave as a path; raises GovperfError where it is none."""
    text: object = os.fspath(given) if isinstance(given, str | os.PathLike) else None
    if not isinstance(text, str):
        raise GovperfError(f"路径要是 str 或 Path，现在是 {type(given).__name__}")
    return Path(text)
