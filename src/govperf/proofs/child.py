"""The solver's own process: reads questions as lines of JSON, answers each in a context of its own.

It imports nothing of this package, so that it starts quickly wherever z3 is installed.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MOST_CHECKS = 150
"""Checks that making one example friendlier may take."""


def main() -> None:
    """Answers until the other side closes."""
    sys.path[:0] = json.loads(sys.stdin.readline())
    try:
        import z3
    except ImportError as error:
        _say({"missing": str(error)})
        return
    _say({"ready": z3.get_version_string()})
    for line in sys.stdin:
        try:
            answer = _answered(z3, json.loads(line))
        except z3.Z3Exception as error:
            answer = {"answer": "unknown", "reason": str(error)}
        _say(answer)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()


def _answered(z3: Any, question: dict[str, Any]) -> dict[str, Any]:
    context = z3.Context()
    if question.get("goal"):
        return _greatest(z3, question, context)
    solver = z3.Solver(ctx=context)
    solver.set("random_seed", 0)
    solver.set("rlimit", question["steps"])
    solver.from_string(question["script"])
    answer = str(solver.check())
    if answer == "unknown":
        return {"answer": answer, "reason": solver.reason_unknown()}
    if answer == "unsat":
        return {"answer": answer}
    return {"answer": answer, "values": _friendlier(z3, solver, question, context)}


def _friendlier(z3: Any, solver: Any, question: dict[str, Any], context: Any) -> list[str | None]:
    """The values of a model that keeps as many of the wishes as can be kept, the first ones first."""
    names = _names(z3, solver, question["values"], context)
    wishing = _Wishing(z3, solver, solver.model())
    solver.set("rlimit", max(question["steps"] // 20, 50_000))
    for how, wishes in question.get("wishes", ()):
        parsed = [z3.parse_smt2_string(f"(assert {one})", decls=names, ctx=context)[0] for one in wishes]
        if how == "all":
            wishing.keep(parsed)
        else:
            wishing.keep_first(parsed)
    plain = [name.partition(":")[0] for name in question["values"]]
    return [_value(z3, wishing.model.eval(names[name], model_completion=True)) for name in plain]


class _Wishing:
    """A model that grows friendlier, within a number of checks."""

    def __init__(self, z3: Any, solver: Any, model: Any) -> None:
        self.z3 = z3
        self.solver = solver
        self.model = model
        self.left = MOST_CHECKS

    def keep(self, wishes: list[Any]) -> None:
        """Keeps as many as can be kept: those that the model has already, the rest together, then in halves."""
        there = [one for one in wishes if self._met(one)]
        self.solver.add(*there)
        waiting = [[one for one in wishes if not self._met(one)]]
        while waiting:
            group = waiting.pop()
            if group and not self._kept(group) and len(group) > 1:
                middle = len(group) // 2
                waiting += [group[middle:], group[:middle]]

    def keep_first(self, wishes: list[Any]) -> None:
        """Keeps the first that can be kept."""
        for one in wishes:
            if self._met(one):
                self.solver.add(one)
                return
            if self._kept([one]):
                return

    def _met(self, wish: Any) -> bool:
        return bool(self.z3.is_true(self.model.eval(wish, model_completion=True)))

    def _kept(self, group: list[Any]) -> bool:
        if self.left <= 0:
            return False
        self.left -= 1
        self.solver.push()
        self.solver.add(*group)
        if str(self.solver.check()) == "sat":
            self.model = self.solver.model()
            return True
        self.solver.pop()
        return False


def _names(z3: Any, solver: Any, wanted: list[str], context: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in solver.assertions():
        waiting, seen = [one], set()
        while waiting:
            term = waiting.pop()
            if term.get_id() in seen:
                continue
            seen.add(term.get_id())
            if z3.is_const(term) and term.decl().kind() == z3.Z3_OP_UNINTERPRETED:
                found[term.decl().name()] = term
            waiting += term.children()
    sorts = {"Real": z3.Real, "Int": z3.Int, "Bool": z3.Bool}
    for one in wanted:
        name, _, sort = one.partition(":")
        found.setdefault(name, sorts[sort](name, context))
    return found


def _value(z3: Any, term: Any) -> str | None:
    if z3.is_true(term) or z3.is_false(term):
        return str(term)
    if z3.is_int_value(term):
        return str(term.as_long())
    if z3.is_rational_value(term):
        return f"{term.numerator_as_long()}/{term.denominator_as_long()}"
    if z3.is_algebraic_value(term):
        near = term.approx(12)
        return f"{near.numerator_as_long()}/{near.denominator_as_long()}"
    return None


def _greatest(z3: Any, question: dict[str, Any], context: Any) -> dict[str, Any]:
    solver = z3.Optimize(ctx=context)
    solver.set("rlimit", question["steps"])
    solver.from_string(question["script"])
    names = _names(z3, solver, [*question["values"], question["goal"] + ":Real"], context)
    goal = solver.maximize(names[question["goal"]])
    answer = str(solver.check())
    if answer != "sat":
        return {"answer": answer, "reason": solver.reason_unknown() if answer == "unknown" else ""}
    model = solver.model()
    plain = [name.partition(":")[0] for name in question["values"]]
    values = [_value(z3, model.eval(names[name], model_completion=True)) for name in plain]
    return {"answer": answer, "values": values, "endless": str(solver.upper(goal)) == "oo"}


if __name__ == "__main__":
    main()
