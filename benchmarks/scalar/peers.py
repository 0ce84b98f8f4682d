"""Other engines on the same computation, compiled once; each is left out with a reason where it is not installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from scalar.model import Contender, Record, Run, Scored


@frozen
class Spelling:
    """A computation in the languages of others.

    ``names`` gives inputs names that they accept; in a grade ``{s}`` stands for the score; ``digits`` is how a CEL
    score is rounded; ``flags`` are the inputs that are true or false.
    """

    names: Mapping[str, str]
    zen_score: str
    zen_grade: str
    cel_score: str
    cel_grade: str
    digits: int | None
    flags: tuple[str, ...]

    def floats(self, record: Record) -> dict[str, Any]:
        """A record under their names."""
        return {self.names[name]: value if isinstance(value, bool) else float(value) for name, value in record.items()}


def contenders(spelling: Spelling) -> tuple[tuple[Contender, ...], tuple[str, ...]]:
    """The peers that are installed, then why the others are not there."""
    found: list[Contender] = []
    absent: list[str] = []
    for module, package, peers in (
        ("zen", "zen-engine", _zen),
        ("cel_expr_python", "cel-expr-python", _cel_in_c),
        ("celpy", "cel-python", _cel_in_python),
    ):
        if importlib.util.find_spec(module) is None:
            absent.append(f"{package} is not installed")
            continue
        try:
            found.extend(
                Contender(name, run, spelling.floats, counted=name in COUNTED) for name, run in peers(spelling)
            )
        except Exception as error:  # noqa: BLE001  a peer of another version must not stop the measurement
            absent.append(f"{package} did not take the policy: {str(error)[:80]}")
    return tuple(found), tuple(absent)


COUNTED = ("ZEN, one expression", "CEL in C++")
"""The others compute as these do."""

Runs = tuple[tuple[str, Run], ...]


# --- GoRules ZEN: the expression alone, then a decision graph from a static loader, its quickest way to run one ---


def _zen(spelling: Spelling) -> Runs:
    import zen

    grade = spelling.zen_grade.replace("{s}", "s")
    compiled = zen.compile_expression(f"(s = {spelling.zen_score}; {{score: s, grade: {grade}}})").evaluate

    def by_expression(record: Record) -> Scored:
        found = compiled(record)
        return found["score"], found["grade"]

    decide = zen.ZenEngine({"loader": {"type": "static", "content": {"policy": _graph(spelling)}}}).evaluate

    def by_graph(record: Record) -> Scored:
        found = decide("policy", record)["result"]
        return found["score"], found["grade"]

    return ("ZEN, one expression", by_expression), ("ZEN, decision graph", by_graph)


def _graph(spelling: Spelling) -> dict[str, Any]:
    expressions = [
        {"id": "1", "key": "score", "value": spelling.zen_score},
        {"id": "2", "key": "grade", "value": spelling.zen_grade.replace("{s}", "$.score")},
    ]
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "do", "name": "do", "type": "expressionNode", "content": {"expressions": expressions}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "do", "type": "edge"},
            {"id": "2", "sourceId": "do", "targetId": "out", "type": "edge"},
        ],
    }


# --- CEL ---


def _cel_in_c(spelling: Spelling) -> Runs:
    from cel_expr_python import cel
    from cel_expr_python.ext import ext_bindings, ext_math

    types = {name: cel.Type.BOOL if name in spelling.flags else cel.Type.DOUBLE for name in spelling.names.values()}
    env = cel.NewEnv(variables=types, extensions=[ext_math.ExtMath(), ext_bindings.ExtBindings()])
    score = spelling.cel_score
    if spelling.digits is not None:
        unit = f"{10.0**spelling.digits}"
        score = f"math.round(({score}) * {unit}) / {unit}"
    grade = spelling.cel_grade.replace("{s}", "s")
    evaluate = env.compile(f"cel.bind(s, {score}, {{'score': s, 'grade': {grade}}})").eval

    def run(record: Record) -> Scored:
        found = evaluate(data=record).plain_value()
        return found["score"], found["grade"]

    return (("CEL in C++", run),)


def _cel_in_python(spelling: Spelling) -> Runs:
    import celpy

    env = celpy.Environment()
    program: Callable[[str], Any] = lambda text: env.program(env.compile(text)).evaluate  # noqa: E731
    score_of, grade_of = program(spelling.cel_score), program(spelling.cel_grade.replace("{s}", "s"))
    to_cel, to_double, digits = celpy.json_to_cel, celpy.celtypes.DoubleType, spelling.digits

    def run(record: Record) -> Scored:
        given = to_cel(record)
        score = float(score_of(given))
        if digits is not None:
            score = round(score, digits)
        return score, str(grade_of({**given, "s": to_double(score)}))

    return (("CEL in Python", run),)
