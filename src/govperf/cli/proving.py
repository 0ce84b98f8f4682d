"""The report of a proof in words, or as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from govperf.cli.console import Console
from govperf.diagnostics import Language
from govperf.graph import Graph
from govperf.proofs import (
    Bounds,
    Claim,
    Direction,
    End,
    Example,
    NotSettled,
    OutputReport,
    Proved,
    Refuted,
    Report,
    Settled,
)
from govperf.terms.kinds import Base
from govperf.terms.terms import Value
from govperf.values import show_value, to_json_text

MOST_NAMES = 6


def lines(report: Report, graph: Graph, console: Console) -> Iterator[str]:
    """The report for a person."""
    for output in report.outputs:
        yield from _output(output, graph, console)
    yield from _divisions(report.divisions, console)
    yield from _arms(report.arms, console)
    yield from _assertions(report.assertions, console)
    if not report.solver:
        yield console.say("prove_without")


# --- one output ---


def _output(output: OutputReport, graph: Graph, console: Console) -> Iterator[str]:
    yield output.key
    if output.bounds is not None:
        yield f"  {_end(output, output.bounds, graph, console, top=False)}"
        yield f"  {_end(output, output.bounds, graph, console, top=True)}"
    for text in _directions(output, graph, console):
        yield f"  {text}"


def _end(output: OutputReport, bounds: Bounds, graph: Graph, console: Console, *, top: bool) -> str:
    end = bounds.high if top else bounds.low
    side = console.say("prove_high" if top else "prove_low")
    shown = "" if end.value is None else _number(end.value, output.key, graph)
    example = "" if end.example is None else f"：{end.example.told}"
    match end.settled:
        case Proved() if end.value is None:
            return console.say("prove_endless", side=side, example=example)
        case Proved() if end.example is None:
            return console.say("prove_beyond", side=side, value=shown)
        case Proved():
            return console.say("prove_end", side=side, value=shown, example=example)
        case _:
            return _open_end(output, bounds, graph, console, top=top)


def _open_end(output: OutputReport, bounds: Bounds, graph: Graph, console: Console, *, top: bool) -> str:
    end, safe = (bounds.high, bounds.safe.high) if top else (bounds.low, bounds.safe.low)
    seen = "" if end.value is None else console.say("prove_seen", value=_number(end.value, output.key, graph))
    limit = "" if safe is None else console.say("prove_within", limit=_number(safe, output.key, graph))
    return console.say(
        "prove_open_end",
        side=console.say("prove_high" if top else "prove_low"),
        seen=seen,
        limit=limit if seen else limit.lstrip("，, "),
        reason=_reason(end.settled, console),
        example="" if end.example is None else f"：{end.example.told}",
    )


def _number(value: Fraction, key: str, graph: Graph) -> str:
    definition = graph[key].definition
    percent = definition is not None and definition.kind.percent
    return show_value(value, None if definition is None else definition.places, percent=percent)


def _directions(output: OutputReport, graph: Graph, console: Console) -> Iterator[str]:
    """Inputs that do the same are told together."""
    groups: dict[tuple[str, str, bool], list[Direction]] = {}
    for one in output.directions:
        groups.setdefault((*_verdict(one), _is_bool(one.input, graph)), []).append(one)
    for (verdict, reason, truth), members in groups.items():
        names = "、".join(one.input for one in members[:MOST_NAMES])
        if len(members) > MOST_NAMES:
            names += console.say("prove_more", count=len(members))
        rises = console.say("prove_turns" if truth else "prove_rises")
        yield console.say(verdict, names=names, rises=rises, node=output.key, reason=reason)
        if verdict == "prove_both":
            yield from _both(members[0])


def _verdict(one: Direction) -> tuple[str, str]:
    match one.never_lowers, one.never_raises:
        case Proved(), Proved():
            return "prove_still", ""
        case Proved(), _:
            return "prove_never_lowers", ""
        case _, Proved():
            return "prove_never_raises", ""
        case Refuted(), Refuted():
            return "prove_both", ""
        case first, second:
            open_one = first if isinstance(first, NotSettled) else second
            return "prove_open", open_one.reason if isinstance(open_one, NotSettled) else ""


def _both(one: Direction) -> Iterator[str]:
    for claim in (one.never_lowers, one.never_raises):
        if isinstance(claim, Refuted) and claim.example.after is not None:
            yield f"    {_told(claim.example)}；{_told(claim.example.after)}"


def _told(example: Example) -> str:
    values = "，".join(f"{name}={_value(value)}" for name, value in example.values.items())
    return f"{example.told} → {values}"


def _is_bool(name: str, graph: Graph) -> bool:
    found = next((node for node in graph.nodes if node.input is not None and node.name == name), None)
    return found is not None and found.input is not None and found.input.domain.kind.base is Base.BOOL


# --- claims ---


def _divisions(claims: Sequence[Claim], console: Console) -> Iterator[str]:
    if not claims:
        return
    yield console.say("prove_divisions")
    good = sum(isinstance(one.settled, Proved) for one in claims)
    if good:
        yield f"  {console.say('prove_divisions_good', count=good)}"
    for one in claims:
        if isinstance(one.settled, Refuted):
            yield f"  {console.say('prove_claim_bad', words=_words(one, console), example=one.settled.example.told)}"
        elif isinstance(one.settled, NotSettled):
            yield f"  {_claim(one, console)}"


def _arms(claims: Sequence[Claim], console: Console) -> Iterator[str]:
    """An arm that an object reaches is as it should be."""
    if not claims:
        return
    yield console.say("prove_arms")
    good = sum(isinstance(one.settled, Refuted) for one in claims)
    if good:
        yield f"  {console.say('prove_arms_good', count=good)}"
    for one in claims:
        words = _words(one, console)
        if isinstance(one.settled, Proved):
            yield f"  {console.say('prove_unreached', words=words)}"
        elif isinstance(one.settled, NotSettled):
            yield f"  {console.say('prove_claim_open', words=words, reason=_reason(one.settled, console))}"


def _assertions(claims: Sequence[Claim], console: Console) -> Iterator[str]:
    if claims:
        yield console.say("prove_assertions")
    for one in claims:
        yield f"  {_claim(one, console)}"


def _claim(claim: Claim, console: Console) -> str:
    words = _words(claim, console)
    match claim.settled:
        case Proved():
            return console.say("prove_claim_good", words=words)
        case Refuted(example):
            after = "" if example.after is None else f"；{_told(example.after)}"
            return console.say("prove_claim_bad", words=words, example=f"{_told(example)}{after}")
        case NotSettled():
            return console.say("prove_claim_open", words=words, reason=_reason(claim.settled, console))


def _words(claim: Claim, console: Console) -> str:
    return claim.words_en if console.language == "en" and claim.words_en else claim.words


def _reason(settled: Settled, console: Console) -> str:
    if not isinstance(settled, NotSettled):
        return ""
    return settled.reason_en if console.language == "en" and settled.reason_en else settled.reason


def _value(value: Value | None) -> str:
    return "—" if value is None else show_value(value)


# --- as data ---


def as_dict(report: Report, language: Language) -> dict[str, Any]:
    """The report for a program; every answer is ``proved``, ``refuted`` or ``open``."""
    return {
        "solver": report.solver,
        "outputs": [_output_dict(one, language) for one in report.outputs],
        "divisions": [_claim_dict(one, language) for one in report.divisions],
        "arms": [_claim_dict(one, language) for one in report.arms],
        "assertions": [_claim_dict(one, language) for one in report.assertions],
    }


def _output_dict(output: OutputReport, language: Language) -> dict[str, Any]:
    found: dict[str, Any] = {"name": output.key}
    if output.bounds is not None:
        found["low"] = _end_dict(output.bounds.low, language)
        found["high"] = _end_dict(output.bounds.high, language)
    found["directions"] = [
        {
            "input": one.input,
            "never_lowers": settled_dict(one.never_lowers, language),
            "never_raises": settled_dict(one.never_raises, language),
        }
        for one in output.directions
    ]
    return found


def _end_dict(end: End, language: Language) -> dict[str, Any]:
    found: dict[str, Any] = {"value": None if end.value is None else to_json_text(end.value)}
    found.update(settled_dict(end.settled, language))
    if end.example is not None:
        found["example"] = example_dict(end.example)
    return found


def _claim_dict(claim: Claim, language: Language) -> dict[str, Any]:
    words = claim.words_en if language == "en" and claim.words_en else claim.words
    found: dict[str, Any] = {"claim": words, **settled_dict(claim.settled, language)}
    if claim.span is not None:
        found["place"] = {"file": claim.span.source.name, "line": claim.span.line, "column": claim.span.column}
    return found


def settled_dict(settled: Settled, language: Language) -> dict[str, Any]:
    """One answer as data."""
    match settled:
        case Proved():
            return {"answer": "proved"}
        case Refuted(example):
            return {"answer": "refuted", "example": example_dict(example)}
        case NotSettled(reason, reason_en):
            return {"answer": "open", "reason": reason_en if language == "en" and reason_en else reason}


def example_dict(example: Example) -> dict[str, Any]:
    """An object as data: in words, as a record, with what it is worth."""
    values: Mapping[str, Any] = {name: _plain(value) for name, value in example.values.items()}
    found: dict[str, Any] = {"told": example.told, "record": example.record, "values": values}
    if example.after is not None:
        found["after"] = example_dict(example.after)
    return found


def _plain(value: Value | None) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    return to_json_text(value) if isinstance(value, Fraction) else str(value)
