"""The nodes of a tree: full marks, the sum of the parts, the factor that carries the marks of what applies."""

from __future__ import annotations

from govperf.explain.seen import Seen, form_of, show
from govperf.semantics import Definition, Role
from govperf.terms import terms
from govperf.values import Missing

_MOST_PARTS = 40
"""Parts of a sum that are written out; of more, the first ones."""


def full_marks(definition: Definition, seen: Seen) -> str:
    """The full marks of an indicator; empty for any other node."""
    if definition.role is not Role.INDICATOR or definition.full is None:
        return ""
    full = seen.worth(definition.full)
    return "" if full is None or isinstance(full, Missing) else show(full)


def sum_of_parts(definition: Definition, seen: Seen) -> str:
    """The children of an indicator that apply, each with its score."""
    parts = []
    for key in definition.children:
        value = seen.worth(terms.Read(key))
        if value is not None and not isinstance(value, Missing):
            parts.append(f"{seen.graph[key].name} {show(value, form_of(seen.graph, key))}")
    said = " + ".join(parts[:_MOST_PARTS])
    if len(parts) > _MOST_PARTS:
        said = f"{said} + … 共{len(parts)}项"
    factor = _carried(definition, seen)
    if not factor:
        return said if parts else ""
    return f"( {said} ) {factor}" if len(parts) > 1 else f"{said} {factor}"


def _carried(definition: Definition, seen: Seen) -> str:
    """``× 10 ÷ 8（折算）`` where the marks of what applies stand for those of all."""
    quotient = next((one for one in seen.order if isinstance(one, terms.Apply) and one.function == "/"), None)
    if quotient is None or definition.full is None or not definition.children:
        return ""
    full, applying = seen.worth(definition.full), seen.worth(quotient.arguments[1])
    if full is None or applying is None or full == applying:
        return ""
    return f"× {show(full)} ÷ {show(applying)}（折算）"
