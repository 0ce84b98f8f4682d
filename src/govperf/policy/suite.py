"""All cases of a rule file, those of tables beside it among them: what test runners run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attrs import field

from govperf.cases import Begin, CaseFailure, CaseResult
from govperf.cases.files import cases_of
from govperf.errors import GovperfError, InputError
from govperf.evaluate.evaluation import Evaluation
from govperf.frozen import frozen
from govperf.policy.policy import Policy
from govperf.source import Span
from govperf.syntax.declarations import Case


@frozen
class Test:
    """One case under a name that no other has; ``fault`` where its table could not be read, and there is none."""

    name: str
    case: Case = field(repr=False)
    fault: str = ""

    @property
    def span(self) -> Span:
        """Where it stands, in the rule file or in its table."""
        return self.case.span


@frozen
class Suite:
    """The tests of a policy, in the order of the file."""

    policy: Policy
    tests: tuple[Test, ...]

    def run(self, test: Test, *, begin: Begin = Evaluation, workings: bool = False) -> CaseResult:
        """The result of one test."""
        if test.fault:
            return CaseResult(test.name, (CaseFailure(test.fault, span=test.span),), test.span)
        result = self.policy.run_written(test.case, begin=begin, workings=workings)
        return CaseResult(test.name, result.failures, result.span, result.pending)


def suite_of(policy: Policy, folder: Path | None = None) -> Suite:
    """The tests of a policy; ``folder`` is that of its rule file, without which tables of cases are not read."""
    return Suite(policy, tuple(_told_apart(_tests(policy, folder))))


def _tests(policy: Policy, folder: Path | None) -> Iterator[Test]:
    ruleset = policy.graph.ruleset
    own = [Test(case.name, case) for case in ruleset.cases]
    for one in ruleset.case_files if folder is not None else ():
        own.extend(_of_table(one, folder, policy))  # type: ignore[arg-type]  # there is a folder
    yield from sorted(own, key=lambda test: _order(test, policy))


def _order(test: Test, policy: Policy) -> int:
    """The place in the rule file; what comes from a table stands at the end."""
    source = policy.graph.ruleset.source
    return test.span.start if test.span.source is source else len(source.text)


def _of_table(template: Case, folder: Path, policy: Policy) -> Iterator[Test]:
    try:
        yield from (Test(case.name, case) for case in cases_of(template, folder, policy.graph))
    except InputError as error:
        yield Test(f"来自 {template.file}", template, "；".join(problem.message for problem in error.problems))
    except GovperfError as error:
        yield Test(f"来自 {template.file}", template, str(error))


def _told_apart(tests: Iterator[Test]) -> Iterator[Test]:
    """Names as they are written; one that comes again is numbered."""
    seen: Counter[str] = Counter()
    for test in tests:
        seen[test.name] += 1
        count = seen[test.name]
        yield test if count == 1 else Test(f"{test.name}（{count}）", test.case, test.fault)
