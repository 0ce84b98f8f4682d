"""OpenFisca, an engine for tax with benefits, on the same policy: a variable for each column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scalar.w2 import ACTUAL, TARGET

from table import spelling
from table.engines import short_floats
from table.model import Contender, Scores, codes
from table.rows import Rows

PERIOD = "2026-01"


def openfisca_engine(name: str) -> tuple[Contender, ...]:
    """It keeps numbers as float32; W3 needs a whole column, which a formula may take as well."""
    inputs = ("a", "b", "c", "d") if name != "W2" else tuple(_w2_inputs())
    system = _system(inputs, {"W1": _w1, "W2": _w2, "W3": _w1}[name])
    if name == "W3":
        return ()

    def prepare(rows: Rows) -> Mapping[str, Any]:
        return short_floats(rows)

    def run(columns: Mapping[str, Any]) -> Any:
        from openfisca_core.simulation_builder import SimulationBuilder

        simulation = SimulationBuilder().build_default_simulation(system, len(columns["b"]))
        for column, values in columns.items():
            simulation.set_input(column, PERIOD, values)
        return simulation.calculate("score", PERIOD), simulation.calculate("grade", PERIOD)

    return (Contender("OpenFisca-core", prepare, run, lambda found: Scores(found[0], codes(found[1]))),)


def _w2_inputs() -> list[str]:
    ratios = [name for n in ACTUAL for name in (f"a{n}", f"t{n}")]
    return [*ratios, "b", *(f"d{n}" for n in range(1, 7)), "veto"] if len(TARGET) == len(ACTUAL) else []


def _w1(person: Callable[..., Any], period: Any) -> Any:
    a, b, c, d = (person(name, period) for name in "abcd")
    return a * 0.9 + b * 0.1 - np.minimum(c, 2) - np.minimum(d, 2)


def _w2(person: Callable[..., Any], period: Any) -> Any:
    total = sum(float(w) * np.minimum(person(a, period) / person(t, period), 1) for w, a, t in spelling.INDICATORS)
    lost = sum(person(f"d{n}", period) for n in range(1, 7))
    return np.round(total * 0.9 + person("b", period) * 0.1 - np.minimum(lost, 5), 2)


def _system(inputs: tuple[str, ...], formula: Callable[..., Any]) -> Any:
    from openfisca_core import entities, periods, taxbenefitsystems, variables

    person = entities.Entity("person", "persons", "A person", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    common = {"entity": person, "definition_period": periods.MONTH}

    def grade(people: Callable[..., Any], period: Any) -> Any:
        score = people("score", period)
        found = np.select([score >= 90, score >= 80, score >= 70], [0, 1, 2], 3)
        return np.where(people("veto", period), 3, found) if "veto" in inputs else found

    made = {
        **{name: {"value_type": bool if name == "veto" else float} for name in inputs},
        "score": {"value_type": float, "formula": formula},
        "grade": {"value_type": int, "formula": grade},
    }
    for name, facts in made.items():
        system.add_variable(type(name, (variables.Variable,), {**common, **facts}))
    return system
