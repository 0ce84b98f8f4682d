"""A change in the words of the policy: what stood there, what stands there instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govperf.diagnostics import Language, shorten
from govperf.diagnostics.width import text_width
from govperf.frozen import frozen
from govperf.mutation.operators.change import Change
from govperf.mutation.sites import Path, at
from govperf.syntax import keywords as kw
from govperf.syntax.declarations import InputLine, Statement
from govperf.syntax.expressions import (
    Arm,
    Expression,
    Flag,
    Name,
    Number,
    Option,
    Pair,
    Positional,
    Rounding,
    SameKey,
    Test,
)
from govperf.syntax.show_expressions import show_expression
from govperf.syntax.show_names import name_text, rounding_text
from govperf.syntax.show_statements import statement_lines
from govperf.syntax.show_words import Line

_STOPS = frozenset((" ", "  ", "(", ")", "[", "]", "{", "}", "，", "、", "：", "=", "+", "−", "→"))
_REMARKS = (f"{kw.CLAUSE} ", f"{kw.NOTE} ")
_WIDE = 40
"""Terminal cells that words may take without being cut down to what differs."""

_NARROW = 8

NO_QUOTES = str.maketrans("", "", '"“”')

LONGEST = 80


@frozen
class Wording:
    """The words before, the words after; one of the two is empty where something is left out or added.

    ``swapped`` says that two lines stand in each other's place.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    swapped: bool = False

    def say(self, language: Language = "zh") -> str:
        """``把“不超过2分”改成“不超过3分”``."""
        before, after = _quoted(self.before, language), _quoted(self.after, language)
        if self.swapped:
            return f"把{before}对调" if language == "zh" else f"{before} in each other's place"
        if not self.after:
            return f"删去{before}" if language == "zh" else f"{before} left out"
        if not self.before:
            return f"加上{after}" if language == "zh" else f"{after} added"
        return f"把{before}改成{after}" if language == "zh" else f"{before} changed to {after}"

    @property
    def plain(self) -> str:
        """The same without quotation marks, as a text of the rule language has it."""
        before, after = "、".join(self.before), "、".join(self.after)
        if self.swapped:
            said = f"{' 与 '.join(self.before)} 对调"
        elif before and after:
            said = f"{before} 改成 {after}"
        else:
            said = f"删去 {before}" if before else f"加上 {after}"
        return said.translate(NO_QUOTES)


def _quoted(words: Sequence[str], language: Language) -> str:
    joined = [f"“{shorten(one, LONGEST)}”" for one in words]
    return "".join(joined) if language == "zh" else ", ".join(joined)


def wording(before: Statement, change: Change) -> Wording:
    """What differs between two statements, with enough beside it to be read alone."""
    if change.after is None:
        return Wording((plain_line(next(iter(statement_lines(before)))),), ())
    old, new = tuple(map(_shown, change.old)), tuple(map(_shown, change.new))
    if old and all((*old, *new)):
        return Wording(old, new)
    path = None if change.path is None else _readable(before, change.path)
    if path is not None:
        one, other = _shown(at(before, path)), _shown(at(change.after, path))
        if one != other:
            return Wording((one,), (other,) if other else ())
    return _of_lines(list(statement_lines(before)), list(statement_lines(change.after)))


# --- one node: the words around it, up to what can be read by itself ---


def _readable(statement: Statement, path: Path) -> Path | None:
    """The way to the widest node around the changed one that is still short; None where there is none to show."""
    found: Path | None = None
    for length in range(len(path), -1, -1):
        node = at(statement, path[:length])
        if isinstance(node, tuple):
            continue
        shown = _shown(node)
        if not shown or (found is not None and text_width(shown) > _WIDE):
            break
        found = path[:length]
    alone = found == path and isinstance(at(statement, path), Number | Name)
    return None if alone else found


def _shown(node: Any) -> str:
    if isinstance(node, tuple):
        return " | ".join(cell.text for cell in node)
    match node:
        case Pair(key=key, value=value):
            return f"{kw.ANY_OTHER if key is None else show_expression(key)}{kw.COLON}{show_expression(value)}"
        case Arm(test=test, value=value, rounding=rounding):
            shown = f"{kw.ANY_OTHER if test is None else show_expression(test)}{kw.COLON}{show_expression(value)}"
            return shown if rounding is None else f"{shown} {rounding_text(rounding)}"
        case Option(word=word, value=value):
            return f"{word} {show_expression(value)}"
        case SameKey(key=key, take=take):
            return f"{kw.SAME} {show_expression(key)} {take}"
        case Flag(word=word):
            return word
        case Positional(value=value):
            return show_expression(value)
        case Rounding():
            return rounding_text(node)
        case InputLine(names=names, default=default) if default is not None:
            told = kw.LIST_COMMA.join(map(name_text, names[:3])) + ("等" if len(names) > 3 else "")
            return f"{told} {kw.DEFAULT} {show_expression(default)}"
        case _:
            return show_expression(node) if isinstance(node, Expression | Test) else ""


# --- lines ---


def _of_lines(old: list[Line], new: list[Line]) -> Wording:
    start = _common([one.text for one in old], [one.text for one in new])
    end = _common([one.text for one in reversed(old[start:])], [one.text for one in reversed(new[start:])])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if len(old) == 2 and [one.text for one in old] == [one.text for one in reversed(new)]:
        return Wording(tuple(map(plain_line, old)), (), swapped=True)
    if len(old) != len(new):
        return Wording(tuple(map(plain_line, old)), tuple(map(plain_line, new)))
    pairs = [_pair(one, other) for one, other in zip(old, new, strict=True) if one.text != other.text]
    return Wording(tuple(one for one, _ in pairs if one), tuple(other for _, other in pairs if other))


def plain_line(line: Line) -> str:
    """A line without its remarks."""
    return "".join(_tokens(line)).strip()


def _tokens(line: Line) -> list[str]:
    return [word.text for word in line.words if word.text and not word.text.startswith(_REMARKS)]


def _pair(old: Line, new: Line) -> tuple[str, str]:
    """Two lines that differ, each whole where it is short; else what differs, up to the signs that set it off."""
    if max(text_width(plain_line(old)), text_width(plain_line(new))) <= _WIDE:
        return plain_line(old), plain_line(new)
    before, after = _tokens(old), _tokens(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    high, top = len(before) - end, len(after) - end
    if start in (high, top) or before[start] in _STOPS or after[start] in _STOPS:
        # Something was added, left out, or a sign was changed: one more word on each side tells where.
        start, high, top = max(start - 1, 0), min(high + 1, len(before)), min(top + 1, len(after))
    start, more = _widened(before, start, high)
    if text_width("".join(before[start : high + more])) < _NARROW and start > 0:
        start, _ = _widened(before, start - 1, high)
    top = min(top + more, len(after))
    return "".join(before[start : high + more]).strip(), "".join(after[start:top]).strip()


def _widened(tokens: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The start moved left to the sign that sets the words off, how far the end moves right."""
    while start > 0 and tokens[start - 1] not in _STOPS:
        start -= 1
    more = 0
    while end + more < len(tokens) and tokens[end + more] not in _STOPS:
        more += 1
    return start, more


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
