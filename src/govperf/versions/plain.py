"""A comparison as plain data for JSON."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from govperf.adapters.results import json_value
from govperf.diagnostics import problem_to_dict
from govperf.policy import Policy
from govperf.source import Span
from govperf.values import Missing, to_json_text
from govperf.versions.causes import Moved, Nothing, Worth
from govperf.versions.changes import Change
from govperf.versions.compared import Compared
from govperf.versions.effects import Effect, Extreme
from govperf.versions.instances import Instance, Outcome, Stopped
from govperf.versions.objects import ObjectChange, Objects


def plain(comparison: Compared) -> dict[str, Any]:
    """Everything that a comparison says; changes are numbered from 1, numbers are text in full."""
    differences = comparison.differences
    asked = comparison.asked
    found: dict[str, Any] = {
        "old": _policy(comparison.old),
        "new": _policy(comparison.new),
        "same": comparison.same,
        "differs": comparison.differs,
        "changes": [
            {"number": number, **_change(one), "same_results": number - 1 in comparison.kept}
            for number, one in enumerate(comparison.changes, start=1)
        ],
        "renamed": dict(comparison.renamed),
        "without_scores": [_change(one) for one in differences.without_scores],
        "remarks": [_change(one) for one in differences.remarks],
        "reordered": differences.reordered,
        "effects": [_effect(one) for one in comparison.effects],
        "results": {"only_old": list(comparison.gone), "only_new": list(comparison.come)},
        "data": {
            "required": list(asked.required),
            "optional": list(asked.optional),
            "dropped": list(asked.dropped),
            "altered": list(asked.altered),
        },
        "recorded_vetoes_differ": comparison.recorded,
    }
    if comparison.objects is not None:
        found["objects"] = _objects(comparison.objects)
    return found


def _policy(policy: Policy) -> dict[str, Any]:
    return {**policy.identity["policy"], "source": policy.compiled.file.source.name}


def _change(change: Change) -> dict[str, Any]:
    return {
        "action": change.action,
        "sort": change.sort,
        "title": change.title,
        "before": change.before,
        "after": change.after,
        "hunks": [{"before": one.before, "after": one.after} for one in change.hunks],
        "clause_before": change.clause_before,
        "clause_after": change.clause_after,
        "was": _place(change.was),
        "now": _place(change.now),
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    return None if span is None else {"source": span.source.name, "line": span.line, "column": span.column}


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "name": effect.name,
        "verdict": effect.verdict.name.lower(),
        "largest_rise": _extreme(effect.rise),
        "largest_fall": _extreme(effect.fall),
        "shifts": [
            {"before": _outcome(one.before), "after": _outcome(one.after), "example": _instance(one.instance)}
            for one in effect.shifts
        ],
        "unsettled": effect.reason or None,
    }


def _extreme(extreme: Extreme | None) -> dict[str, Any] | None:
    if extreme is None:
        return None
    return {
        "difference": to_json_text(extreme.difference),
        "largest_proved": extreme.largest,
        "example": _instance(extreme.instance),
    }


def _instance(instance: Instance) -> dict[str, Any]:
    return {
        "told": instance.told,
        "before": _outcome(instance.before),
        "after": _outcome(instance.after),
        "record": instance.record,
        "others": instance.others,
    }


def _outcome(outcome: Outcome) -> Any:
    match outcome:
        case Stopped(code):
            return {"error": code}
        case Missing():
            return None
        case Fraction():
            return to_json_text(outcome)
        case bool():
            return outcome
        case _:
            return str(outcome)


def _objects(objects: Objects) -> dict[str, Any]:
    return {
        "count": objects.count,
        "failing": [_object(one) for one in objects.failing],
        "changed": [_object(one) for one in objects.changed],
        "totals": [_moved(one) for one in objects.totals],
    }


def _object(one: ObjectChange) -> dict[str, Any]:
    return {
        "index": one.index,
        "name": one.name,
        "results": [_moved(moved) for moved in one.moved],
        "errors_before": [problem_to_dict(problem) for problem in one.before],
        "errors_after": [problem_to_dict(problem) for problem in one.after],
    }


def _moved(moved: Moved) -> dict[str, Any]:
    return {
        "name": moved.name,
        "before": _worth(moved.before),
        "after": _worth(moved.after),
        "difference": None if moved.difference is None else to_json_text(moved.difference),
        "causes": [
            {
                "changes": [number + 1 for number in cause.changes],
                "before": _worth(cause.before),
                "after": _worth(cause.after),
                "part": None if cause.part is None else to_json_text(cause.part),
            }
            for cause in moved.causes
        ],
    }


def _worth(worth: Worth) -> Any:
    return {"none": worth.name.lower()} if isinstance(worth, Nothing) else json_value(worth)


__all__ = ["plain"]
