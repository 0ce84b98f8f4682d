"""The solver's own process: its answers, its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from govperf.proofs import Effort, Solver
from govperf.proofs import solver as room

SAYS_READY = 'import sys\nsys.stdin.readline()\nprint("{\\"ready\\": \\"0\\"}", flush=True)\n'
BETWEEN = "(declare-const x Real)(assert (> x 1.0))(assert (<= x 7.5))"


@pytest.fixture(scope="module")
def solver() -> Iterator[Solver]:
    with Solver() as found:
        yield found


def test_what_cannot_be_is_told(solver: Solver):
    assert solver.ask(f"{BETWEEN}(assert (> x 8.0))").verdict == "unsat"


def test_a_model_meets_what_is_wished_in_order(solver: Solver):
    wishes = [("all", ("(= x 9.0)", "(= x 7.0)")), ("first", ("(is_int (/ x 10.0))", "(is_int x)"))]
    answer = solver.ask(BETWEEN, ["x:Real"], wishes)
    assert (answer.verdict, answer.values) == ("sat", ("7/1",))


def test_the_greatest_value_is_found(solver: Solver):
    assert solver.ask(BETWEEN, ["x:Real"], goal="x").values == ("15/2",)
    assert solver.ask("(declare-const x Real)(assert (> x 1.0))", ["x:Real"], goal="x").endless


def test_work_is_counted(solver: Solver):
    cubes = "".join(f"(declare-const {name} Int)(assert (> {name} 1))" for name in "xyz")
    hard = f"{cubes}(assert (= (* x x x) (+ (* y y y) (* z z z))))"
    answers = {solver.ask(hard, steps=50_000).verdict for _ in range(2)}
    assert answers == {"unknown"}


def test_a_script_that_cannot_be_read_is_a_fault_of_ours():
    with Solver() as found:
        assert found.ask("(assert nonsense)").verdict == "unknown"
        assert len(found.faults) == 1


@pytest.mark.parametrize("program", [SAYS_READY, "", f"{SAYS_READY}import threading\nthreading.Event().wait()\n"])
def test_a_process_that_does_not_answer_is_ended(program: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "program_text", lambda: program)
    with Solver(Effort(seconds=1, lates=2)) as found:
        assert [found.ask(BETWEEN).verdict for _ in range(4)] == ["unknown"] * 4
        assert found.asked == 2


def test_without_z3_nothing_is_asked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "find_spec", lambda name: None)
    with Solver() as found:
        assert found.ask(BETWEEN).verdict == "none"
        assert found.asked == 0
