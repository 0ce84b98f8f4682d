"""The 用例 of rule files as tests of pytest."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

# pytest loads every plugin that is installed: the library itself is imported when the first rule file is collected.
if TYPE_CHECKING:
    from govperf.cases import CaseResult
    from govperf.policy.suite import Suite, Test

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
        from govperf.policy.suite import suite_of

        suite = suite_of(policy, self.path.resolve().parent)
        for test in suite.tests:
            yield RuleCase.from_parent(self, name=test.name, suite=suite, test=test)


class RuleCase(pytest.Item):
    """One case of a rule file."""

    def __init__(self, *, suite: Suite, test: Test, **rest: Any) -> None:
        super().__init__(**rest)
        self.suite = suite
        self.test = test

    def runtest(self) -> None:
        """Runs the case; fails with the words of everything that is not as expected. One that is 待确认 is skipped."""
        result = self.suite.run(self.test)
        if result.pending:
            pytest.skip(
                "待确认：期望的值还没有人确认" if result.passed else f"待确认，算得的已经不同：{result.failures[0]}"
            )
        if not result.passed:
            raise CaseError(self.suite.run(self.test, workings=True))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was expected, what came out, where it stands in the rule file; no Python where none is to blame."""
        if isinstance(excinfo.value, CaseError):
            return _told(excinfo.value.result)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        """The rule file with the line of the case, from 0."""
        span = self.test.span
        own = span.source is self.suite.policy.graph.ruleset.source
        return self.path if own else self.path.with_name(span.source.name), span.line - 1, f"用例 {self.name}"


class CaseError(Exception):
    """A case that failed."""

    def __init__(self, result: CaseResult) -> None:
        self.result = result
        first = result.failures[0].message
        more = len(result.failures) - 1
        super().__init__(f"{first}（还有 {more} 处）" if more else first)


def _told(result: CaseResult) -> str:
    from govperf.cases.telling import told

    return "\n".join((f"用例“{result.name}”没有通过", *told(result)))


def _findings(error: Exception) -> str:
    from govperf.diagnostics import render
    from govperf.errors import DiagnosedError

    return render(error.diagnostics) if isinstance(error, DiagnosedError) else str(error)
