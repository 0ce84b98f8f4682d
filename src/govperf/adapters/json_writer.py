"""Results as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from govperf.adapters.place import Finding
from govperf.adapters.results import CardLike, Outcome, json_value
from govperf.adapters.writing import write_bytes
from govperf.diagnostics import Language

_PARTS: Final = ("outputs", "indicators", "vetoes", "notes")
"""What is taken of a card; the rest is the same for all of them."""


def write_json(identity: Mapping[str, object], outcome: Outcome, path: Path, language: Language = "zh") -> None:
    """Writes by which rules (``policy.identity``), results in the order of the data, totals, everything found.

    UTF-8 without BOM.
    """
    value = outcome_to_dict(identity, outcome, language)
    text = json.dumps(value, ensure_ascii=False, indent=2)
    write_bytes(path, f"{text}\n".encode("utf-8", "replace"))


def outcome_to_dict(identity: Mapping[str, object], outcome: Outcome, language: Language = "zh") -> dict[str, object]:
    """The outcome, JSON-ready; numbers are text in full (``"92.00"``, ``"100/3"``)."""
    return {
        **identity,
        "results": [result_dict(name, card) for name, card in zip(outcome.names, outcome.cards, strict=True)],
        "totals": json_value(outcome.totals),
        "problems": [problem_dict(finding, language) for finding in outcome.findings],
    }


def result_dict(name: str, card: CardLike | None) -> dict[str, object]:
    """The results of one object."""
    if card is None:
        return {"object": name or None, "outputs": None}
    told = card.to_dict()
    return {"object": name or None, **{part: told[part] for part in _PARTS if told.get(part)}}


def problem_dict(finding: Finding, language: Language) -> dict[str, object]:
    """One thing that was found, with its place."""
    problem, place = finding.problem, finding.place
    return {
        "severity": finding.severity.value,
        "code": problem.code,
        "slug": problem.template.slug,
        "message": problem.say(language),
        "hint": problem.advise(language),
        "object": finding.object_name or None,
        "table": place.table,
        "row": place.row,
        "cell": place.address or None,
        "column": place.head or None,
        "path": list(problem.path),
    }
