"""The value of an expression that uses no name of any file."""

from __future__ import annotations

from govperf.semantics.elaborator import Elaborator, Scope, ungrouped
from govperf.semantics.formulas import expression_term
from govperf.semantics.names import Names
from govperf.syntax.expressions import Expression, Name
from govperf.terms.kinds import Kind
from govperf.terms.terms import Value


def constant_of(expression: Expression, expected: Kind | None) -> Value | None:
    """The value; a bare word is 是, 否, 缺 or a label. None where names or functions of data would be needed."""
    word = ungrouped(expression)
    if isinstance(word, Name) and (word.quoted or word.text not in ("是", "否", "缺")):
        return word.text
    e = Elaborator(Names(), expression_term)
    typed = e.any(expression, Scope(), expected)
    return None if e.diagnostics else e.static(typed.term)
