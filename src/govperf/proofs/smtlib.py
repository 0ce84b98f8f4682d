"""The words of SMT-LIB: numbers, conditions, roundings as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from govperf.checks.intervals import Interval
from govperf.values import RoundingMode


def real(value: Fraction) -> str:
    """A number."""
    text = (
        f"{abs(value.numerator)}.0" if value.denominator == 1 else f"(/ {abs(value.numerator)}.0 {value.denominator}.0)"
    )
    return f"(- {text})" if value < 0 else text


def any_of(parts: Iterable[str]) -> str:
    """One of the conditions holds; empty ones never do."""
    found = [part for part in dict.fromkeys(parts) if part and part != "false"]
    if "true" in found:
        return "true"
    return f"(or {' '.join(found)})" if len(found) > 1 else found[0] if found else ""


def all_of(parts: Iterable[str]) -> str:
    """All of the conditions hold; an empty one never does."""
    found = [part for part in dict.fromkeys(parts) if part != "true"]
    if "" in found or "false" in found:
        return ""
    return f"(and {' '.join(found)})" if len(found) > 1 else found[0] if found else "true"


def denied(condition: str) -> str:
    """The condition does not hold; an empty one never does."""
    if condition in ("", "false"):
        return "true"
    return "false" if condition == "true" else f"(not {condition})"


def chosen(condition: str, yes: str, no: str) -> str:
    """One of two conditions; an empty one never holds."""
    if not yes and not no:
        return ""
    return f"(ite {condition} {yes or 'false'} {no or 'false'})"


def between(name: str, bounds: Interval) -> str:
    """The number lies within bounds."""
    parts = []
    if bounds.low is not None:
        parts.append(f"({'>' if bounds.low_open else '>='} {name} {real(bounds.low)})")
    if bounds.high is not None:
        parts.append(f"({'<' if bounds.high_open else '<='} {name} {real(bounds.high)})")
    return all_of(parts)


def added(constant: Fraction, summands: Sequence[tuple[Fraction, str]]) -> str:
    """A constant with numbers times their factors."""
    parts = [name if factor == 1 else f"(* {real(factor)} {name})" for factor, name in summands]
    parts += [real(constant)] if constant or not parts else []
    return f"(+ {' '.join(parts)})" if len(parts) > 1 else parts[0]


def ends_of(bounds: Interval | None) -> tuple[Fraction, ...]:
    """The ends that there are."""
    if bounds is None:
        return ()
    return tuple(end for end in (bounds.low, bounds.high) if end is not None)


def floor_is(count: str, x: str) -> str:
    """``count`` is ⌊x⌋."""
    return f"(and (<= {count} {x}) (< {x} (+ {count} 1.0)))"


def ceil_is(count: str, x: str) -> str:
    """``count`` is ⌈x⌉."""
    return f"(and (>= {count} {x}) (> {x} (- {count} 1.0)))"


def rounding_is(mode: object, count: str, x: str, whole: str) -> tuple[str, str]:
    """What a rounding is from 0 up, what it is below 0."""
    match mode:
        case RoundingMode.HALF_UP:
            return floor_is(count, f"(+ {x} 0.5)"), ceil_is(count, f"(- {x} 0.5)")
        case RoundingMode.UP:
            return ceil_is(count, x), floor_is(count, x)
        case RoundingMode.DOWN:
            return floor_is(count, x), ceil_is(count, x)
        case _:
            near = f"(and (<= (- {x} 0.5) {count}) (<= {count} (+ {x} 0.5)))"
            tie = f"(=> (or (= {x} (+ {count} 0.5)) (= {x} (- {count} 0.5))) (= (mod {whole} 2) 0))"
            return f"(and {near} {tie})", f"(and {near} {tie})"
