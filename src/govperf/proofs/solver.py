"""Asks z3 in a process of its own, which is ended where it takes too long."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from attrs import define, field

from govperf.frozen import frozen
from govperf.proofs.effort import DEFAULT_EFFORT, Effort

_STARTING = 60
"""Seconds that a busy machine may take to start the process."""


Wish = tuple[Literal["all", "first"], tuple[str, ...]]
"""Facts that an example should meet if it can: as many as possible, or the first that is possible."""


@frozen
class Answer:
    """What the solver says: no such values, these values, or nothing for a reason."""

    verdict: Literal["sat", "unsat", "unknown", "none"]
    values: tuple[str | None, ...] = ()
    reason: str = ""
    endless: bool = False


LATE = Answer("unknown", reason="time")
"""The process was ended, or is asked no more."""

NO_SOLVER = Answer("none")
"""There is no solver to ask."""


@define(eq=False)
class Solver:
    """One process with z3, started for the first question; a context manager, so that it ends with its user.

    Without z3, or with ``off``, every answer is NO_SOLVER.
    """

    effort: Effort = DEFAULT_EFFORT
    off: bool = False
    asked: int = 0
    faults: list[str] = field(factory=list)
    _lates: int = field(default=0, init=False)
    _process: subprocess.Popen[str] | None = field(default=None, init=False)
    _listener: threading.Thread | None = field(default=None, init=False)
    _lines: queue.Queue[str] = field(factory=queue.Queue, init=False)

    def __enter__(self) -> Self:
        """Nothing is started before there is a question."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the process."""
        self.close()

    @property
    def there(self) -> bool:
        """There is a solver to ask."""
        return not self.off and find_spec("z3") is not None

    def ask(
        self,
        script: str,
        values: Sequence[str] = (),
        wishes: Sequence[Wish] = (),
        goal: str = "",
        steps: int | None = None,
    ) -> Answer:
        """The answer to one script.

        ``values`` are names with sorts (``v1:Real``) to be told; ``wishes`` groups of facts that an example should
        meet if it can; ``goal`` is the name of a number to be made as great as possible.
        """
        if not self.there:
            return NO_SOLVER
        if self._lates >= self.effort.lates:
            return LATE
        self.asked += 1
        question = {
            "script": script,
            "values": list(values),
            "wishes": [[how, list(group)] for how, group in wishes],
            "goal": goal,
            "steps": steps or self.effort.steps,
        }
        found = self._exchanged(question)
        if found is None:
            self.close()
            self._lates += 1
            return LATE
        if "(error " in str(found.get("reason", "")):
            self.faults.append(found["reason"])  # a script that z3 cannot read is a fault of ours, which tests look for
        told = tuple(found.get("values", ()))
        return Answer(found["answer"], told, str(found.get("reason", "")), bool(found.get("endless")))

    def close(self) -> None:
        """Ends the process, busy or not."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._listener is not None:
            self._listener.join()  # it stops at the end of what the process said
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was still to be said to it
                    stream.close()

    def _exchanged(self, question: dict[str, Any]) -> dict[str, Any] | None:
        try:
            process = self._started()
            if process is None or process.stdin is None:
                return None
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
        except OSError:
            return None
        return self._line(self.effort.seconds)

    def _started(self) -> subprocess.Popen[str] | None:
        if self._process is not None:
            return self._process
        program = program_text()
        self._lines = queue.Queue()
        process = self._process = subprocess.Popen(  # noqa: S603 - this interpreter, our own program
            [sys.executable, "-I", "-X", "utf8", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._listener = threading.Thread(target=_listen, args=(process, self._lines), daemon=True)
        self._listener.start()
        if process.stdin is None:
            return None
        process.stdin.write(json.dumps(sys.path) + "\n")
        process.stdin.flush()
        ready = self._line(_STARTING)
        return process if ready is not None and "ready" in ready else None

    def _line(self, seconds: int) -> dict[str, Any] | None:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return None
        return json.loads(line) if line else None


def program_text() -> str:
    """What the solver's process runs."""
    return Path(__file__).with_name("child.py").read_text(encoding="utf-8")


def _listen(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    """Passes the lines of a process on; an empty one says that it has ended."""
    stdout = process.stdout
    if stdout is None:
        return
    try:
        for line in stdout:
            lines.put(line)
    except ValueError:
        return
    lines.put("")
