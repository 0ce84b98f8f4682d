"""The 用例 of rule files as tests of pytest."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

# pytest loads every plugin that is installed: the library itself is imported when the first rule file is collected.
if TYPE_CHECKING:
    from govperf.cases import CaseFailure, CaseResult
    from govperf.policy import Policy

SUFFIX = ".govperf"
_MARKS = ("用例".encode(), "用例".encode("gb18030"))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> RuleFile | None:
    """A rule file is collected where it contains cases."""
    if file_path.suffix.lower() != SUFFIX:
        return None
    data = file_path.read_bytes()
    return RuleFile.from_parent(parent, path=file_path) if any(mark in data for mark in _MARKS) else None


class RuleFile(pytest.File):
    """A rule file; each of its cases is a test."""

    def collect(self) -> Iterator[RuleCase]:
        """The cases in the order of the file; a file that does not compile is an error of the collection."""
        import govperf

        root = self.config.rootpath if self.path.is_relative_to(self.config.rootpath) else self.path.parent
        try:
            policy = govperf.load(self.path, root=root)
        except govperf.GovperfError as error:
            raise self.CollectError(f"规则文件有错，用例没有运行\n{_findings(error)}") from None
        for index, name in enumerate(_told_apart(policy.case_names)):
            yield RuleCase.from_parent(self, name=name, policy=policy, index=index)


class RuleCase(pytest.Item):
    """One case of a rule file."""

    def __init__(self, *, policy: Policy, index: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.policy = policy
        self.index = index

    def runtest(self) -> None:
        """Runs the case; fails with the words of everything that is not as expected."""
        result = self.policy.run_case(self.index)
        if not result.passed:
            raise CaseError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was expected, what came out, where it stands in the rule file; no Python where none is to blame."""
        if isinstance(excinfo.value, CaseError):
            return _told(excinfo.value.result)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        """The rule file with the line of the case, from 0."""
        span = self.policy.graph.ruleset.cases[self.index].span
        return self.path, span.line - 1, f"用例 {self.name}"


class CaseError(Exception):
    """A case that failed."""

    def __init__(self, result: CaseResult) -> None:
        self.result = result
        first = result.failures[0].message
        more = len(result.failures) - 1
        super().__init__(f"{first}（还有 {more} 处）" if more else first)


def _told_apart(names: Iterable[str]) -> Iterator[str]:
    """Names as they are written; one that comes again is numbered."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}（{seen[name]}）"


def _told(result: CaseResult) -> str:
    lines = [f"用例“{result.name}”没有通过"]
    for failure in result.failures:
        lines.extend(f"  {line}" for line in failure.message.splitlines())
        lines.extend(_place(failure))
    return "\n".join(lines)


def _place(failure: CaseFailure) -> Iterator[str]:
    if failure.span is not None:
        words = failure.span.text.splitlines()[0] if failure.span.text else ""
        file = Path(failure.span.source.name).name
        yield f"    {file}:{failure.span.line}:{failure.span.column}  {words}"


def _findings(error: Exception) -> str:
    from govperf.diagnostics import render
    from govperf.errors import DiagnosedError

    return render(error.diagnostics) if isinstance(error, DiagnosedError) else str(error)
