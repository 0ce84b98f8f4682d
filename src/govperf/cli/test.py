"""govperf test: the cases of rule files."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from attrs import define, field

import govperf
from govperf.cases import CaseResult
from govperf.cases.telling import told
from govperf.cli import covering
from govperf.cli.arguments import Parser
from govperf.cli.console import FAULTS, GOOD, NOTHING_RUN, Console
from govperf.cli.junit import Ran, write_junit
from govperf.cli.options import add_rules, rule_files
from govperf.cli.progress import Progress
from govperf.cli.updating import update_workings
from govperf.cli.words import word
from govperf.coverage import Coverage, measure
from govperf.coverage.text import painted
from govperf.errors import DiagnosedError, GovperfError
from govperf.policy import Policy
from govperf.policy.suite import Suite, Test, suite_of


def add(parser: Parser) -> None:
    """RULES…, -k, -x, -v, --junitxml, --update, --coverage with its options, --root."""
    language = parser.language
    add_rules(parser, many=True)
    parser.add_argument("-k", dest="names", metavar="WORDS", action="append", help=word("select", language))
    parser.add_argument("-x", dest="first", action="store_true", help=word("first", language))
    parser.add_argument("-v", "--verbose", action="store_true", help=word("verbose", language))
    parser.add_argument("--junitxml", metavar="FILE", help=word("junitxml", language))
    parser.add_argument("--update", action="store_true", help=word("update", language))
    covering.add(parser)
    parser.add_argument("--root", metavar="FOLDER", help=word("root", language))


def run(options: argparse.Namespace, console: Console) -> int:
    """Runs all cases; a rule file that does not compile counts as one failure. The last line counts all kinds.

    A case that is 待确认 is run, shown where it differs, counted apart: nobody has said yet that it is right.
    """
    runner = Runner(options, console, covered=covering.wanted(options, console))
    files = rule_files(options.rules, console)
    for path in files:
        if not runner.stopped:
            runner.run_file(path)
    runner.progress.clear()
    enough = covering.show(runner.measured, options, console) if runner.covered else True
    if options.junitxml is not None:
        write_junit(Path(options.junitxml), runner.ran)
    if runner.nothing:
        console.warn(console.say("nothing_selected" if options.names else "nothing_run"))
    console.print(runner.count())
    if runner.failed or not enough:
        return FAULTS
    return NOTHING_RUN if runner.nothing else GOOD


@define
class Runner:
    """Runs the cases of file after file."""

    options: argparse.Namespace
    console: Console
    covered: bool = False
    ran: list[Ran] = field(factory=list)
    measured: list[Coverage] = field(factory=list)
    stopped: bool = False
    progress: Progress = field(init=False)
    _started: float = 0.0

    def __attrs_post_init__(self) -> None:
        """Progress is told where a person is looking."""
        self.progress = Progress(self.console.err)

    @property
    def failed(self) -> int:
        """How many cases failed, files that could not be read among them."""
        return sum(one.failed for one in self.ran)

    @property
    def nothing(self) -> bool:
        """There was no case to run."""
        return not self.ran

    def count(self) -> str:
        """``3 passed, 1 failed, 2 pending``."""
        pending = sum(one.result is not None and one.result.pending for one in self.ran)
        passed = len(self.ran) - pending - self.failed
        return f"{passed} passed, {self.failed} failed{f', {pending} pending' if pending else ''}"

    def run_file(self, path: Path) -> None:
        """Runs the cases of one file; what is wrong with the file itself is a failure."""
        try:
            policy = govperf.load(path, root=self.options.root)
            if self.options.update and (count := update_workings(path, policy)):
                self.console.warn(self.console.say("updated", path=path, count=count))
                policy = govperf.load(path, root=self.options.root)
            self._run_policy(path, policy)
        except DiagnosedError as error:
            self.console.print(self.console.say("not_loaded", path=path))
            self.console.show_diagnostics(error.diagnostics, self.console.out)
            self._broken(path, str(error))
        except GovperfError as error:
            self.console.print(f"{self.console.say('not_loaded', path=path)}\n  {error}")
            self._broken(path, str(error))

    def _broken(self, path: Path, fault: str) -> None:
        self.ran.append(Ran(str(path), self.console.say("rule_file"), fault=fault))
        self.stopped = bool(self.options.first)

    def _run_policy(self, path: Path, policy: Policy) -> None:
        suite = suite_of(policy, path.resolve().parent)
        tests = self._selected(suite)
        if not suite.tests:
            self.console.print(self.console.say("no_cases", path=path))
        self._started = time.perf_counter()

        def hear(test: Test, result: CaseResult) -> bool:
            return self._hear(path, suite, test, result)

        if self.covered:
            inherited = self.options.inherited
            self.measured.append(measure(policy, inherited=inherited, suite=suite, tests=tests, told=hear))
            return
        for test in tests:
            if not hear(test, suite.run(test)):
                break

    def _selected(self, suite: Suite) -> Sequence[Test]:
        wanted = self.options.names
        if not wanted:
            return suite.tests
        return [test for test in suite.tests if any(words.casefold() in test.name.casefold() for words in wanted)]

    def _hear(self, path: Path, suite: Suite, test: Test, result: CaseResult) -> bool:
        """Tells of a case that ended; whether to go on."""
        now = time.perf_counter()
        if not result.passed:
            result = suite.run(test, workings=True)
        self.ran.append(Ran(str(path), test.name, result, now - self._started, test.span.line))
        self._started = time.perf_counter()
        self._show(path, test, result)
        self.progress.show(f"{path.name} {len(self.ran)}")
        self.stopped = bool(self.options.first) and not result.passed and not result.pending
        return not self.stopped

    def _show(self, path: Path, test: Test, result: CaseResult) -> None:
        if result.passed and not self.options.verbose:
            return
        self.progress.clear()
        kind, color = ("pending", "33") if result.pending else ("passed", "32") if result.passed else ("failed", "31")
        said = self._painted(self.console.say(kind), color)
        self.console.print(f"{said} {path} “{test.name}”")
        for line in told(result, self._painted):
            self.console.print(line)

    def _painted(self, text: str, code: str) -> str:
        return painted(text, code, color=self.console.color)
