"""What lines of statements share: lists of names, values with their rounding, blocks of arms, remarks."""

from __future__ import annotations

from collections.abc import Iterable

from govperf.source import Span
from govperf.syntax import keywords as kw
from govperf.syntax.declarations import Effect, Known, Path
from govperf.syntax.expressions import Arm, Choose, Expression, Listing, Name, Remarks, Rounding, Test
from govperf.syntax.show_expressions import bracketed, words
from govperf.syntax.show_names import name_text, plain_name, remarks_text, rounding_text, text_text
from govperf.syntax.show_words import BLANK, GAP, Line, Lines, Word, Words, indented, line, sign, word


def head(said: str, span: Span) -> Words:
    """The word that a line starts with."""
    yield word(said, span)
    yield BLANK


def option(said: str, value: Expression | Test) -> Words:
    """``默认 0``, ``适用 条件``, ``范围 5%~20%``."""
    yield BLANK
    yield Word(said)
    yield BLANK
    yield from words(value)


def remarked(remarks: Remarks) -> Words:
    """``依据 "…"`` and ``说明 "…"`` at the end of a line, set off by two blanks."""
    said = remarks_text(remarks)
    if said:
        yield GAP
        yield Word(said)


def known_words(known: Known) -> Words:
    """``已知 缺口``, ``已知 变异 "…"``."""
    yield from (*head(kw.KNOWN, known.span), Word(plain_name(known.finding)))
    if known.about:
        yield from (BLANK, Word(text_text(known.about)))


def rounded(rounding: Rounding | None) -> Words:
    """``保留2位小数`` after a value."""
    if rounding is not None:
        yield BLANK
        yield word(rounding_text(rounding), rounding.span)


def kept(span: Span, before: Span) -> Words:
    """Words after a statement's first that say what everybody sees: ``参数`` in ``删 参数 甲``."""
    for said in span.source.text[span.start : before.start].split()[1:]:
        yield from (Word(said), BLANK)


def paths(targets: Iterable[Path], separator: str = kw.LIST_COMMA) -> Words:
    """``甲、乙.丙``."""
    before: Span | None = None
    for target in targets:
        if before is not None:
            yield sign(separator, before)
        yield from words(target)
        before = target.span


def value_words(value: Expression | Test) -> Words:
    """A value that may be a listing, in brackets."""
    yield from bracketed(value) if isinstance(value, Listing) else words(value)


def assigned(target: Path, value: Expression) -> Words:
    """``总分=0``."""
    yield from words(target)
    yield sign("=", target.span)
    yield from value_words(value)


def effects(given: Iterable[Effect]) -> Words:
    """``总分=0，年度等次=不称职``."""
    before: Span | None = None
    for effect in given:
        if before is not None:
            yield sign(kw.COMMA, before)
        yield from assigned(effect.target, effect.value)
        before = effect.span


def definition(start: Iterable[Word], value: Expression, rounding: Rounding | None, remarks: Remarks) -> Lines:
    """``甲=式 保留2位小数``, or ``甲=分档`` with its arms; ``start`` is what stands up to the ``=``."""
    yield line(start, words(value), rounded(rounding), remarked(remarks))
    if isinstance(value, Choose):
        yield from indented(_arm(arm) for arm in value.arms)


def _arm(arm: Arm) -> Line:
    value = (*words(arm.value), *rounded(arm.rounding), *remarked(arm.remarks))
    if arm.test is None:
        return line(word(kw.ANY_OTHER, arm.span), Word(kw.COLON), value)
    return line(words(arm.test), sign(kw.COLON, arm.test.span), value)


def named(said: str, span: Span, name: Name) -> Words:
    """``明细 表彰``."""
    yield from head(said, span)
    yield word(name_text(name), name.span)
