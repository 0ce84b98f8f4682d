"""A formula as the rule file writes it, with the value behind each name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, assert_never

from attrs import evolve

from govperf.diagnostics import Diagnostic, shorten
from govperf.explain.seen import Form, Seen, show
from govperf.explain.text import arrow
from govperf.frozen import frozen
from govperf.semantics.names import path_of
from govperf.source import Span
from govperf.syntax import parse_cell
from govperf.syntax.declarations import Cell
from govperf.syntax.expressions import (
    Argument,
    Arithmetic,
    Arm,
    Belongs,
    Both,
    Bound,
    Call,
    Choose,
    Clamp,
    Comparison,
    Conditional,
    Date,
    Either,
    Expression,
    Fallback,
    Flag,
    Granted,
    Group,
    Listing,
    Member,
    Name,
    Negate,
    Not,
    Number,
    Option,
    Pair,
    Positional,
    Present,
    Range,
    RoundingArgument,
    SameKey,
    Test,
    Text,
    Tolerance,
    Within,
)
from govperf.syntax.show_expressions import show_expression
from govperf.syntax.show_names import rounding_text
from govperf.terms import terms
from govperf.terms.walk import walk
from govperf.values import Missing

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_CHOICES = ("分档", "对照", "分档计分法")
MOST_TEXT = 4_000
"""Characters of one formula with its numbers; a longer one is cut."""

Part = str | Expression | Test
Parts = Iterator[Part]


@frozen
class Formula:
    """A formula with its numbers; ``ends`` says whether its last words are its value already.

    ``name``: the formula is one name with its value; ``arm``: it ends in the value of the arm that won.
    """

    text: str
    ends: Literal["", "name", "arm"] = ""


def formula(node: Expression, seen: Seen, full: str = "") -> Formula:
    """The formula of a node; ``full`` is what 满分 is worth."""
    writer = Writer(seen, full)
    inner = ungrouped(node)
    match inner:
        case Name() | Member() as name:
            return Formula(writer.write(name), "name")
        case Choose() as block:
            return writer.choice(block)
        case Call() as call if function_of(call) in _CHOICES:
            return writer.choice(call)
        case Call() as call:
            return Formula(_cut("".join(writer.flat(writer.call(call)))))
        case _:
            return Formula(writer.write(inner))


def condition(span: Span, seen: Seen) -> str:
    """A condition of which only the words are known, with the value behind each name."""
    parsed = parse_cell(Cell(span.text, span=span))
    if isinstance(parsed, Diagnostic):
        return seen.annotated(span)
    return Writer(seen).write(parsed)


def whole(line: Span | None, words: str) -> Span | None:
    """Where the words of a condition stand in their line; the span of a condition's term may cover a part of them."""
    start = -1 if line is None else line.source.text.find(words, line.start, line.end)
    return None if line is None or start < 0 else Span(line.source, start, start + len(words))


def ungrouped(node: Expression | Test) -> Expression | Test:
    """The expression without the brackets around it."""
    while isinstance(node, Group):
        node = node.inner
    return node


@frozen
class Writer:
    """Writes expressions with the values of one place."""

    seen: Seen
    full: str = ""

    def write(self, node: Expression | Test) -> str:
        """The words of an expression with its values, on one line."""
        return _cut("".join(self.flat([node])))

    def flat(self, parts: Iterator[Part] | Sequence[Part]) -> Iterator[str]:
        """The words of all parts in order. Not recursive along a sum, however long."""
        waiting: list[Part] = [*reversed(tuple(parts))]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                yield part
            else:
                waiting.extend(reversed(tuple(self._parts(part))))

    def _parts(self, node: Expression | Test) -> Parts:
        match node:
            case Number() | Text() | Date():
                yield show_expression(node)
            case Name() | Member():
                yield self._named(node)
            case Bound() | Range() | Tolerance() | Listing():
                yield self.seen.annotated(node.span)
            case Group(inner=inner, bracket=bracket):
                yield from (f"{bracket} ", inner, f" {_CLOSERS[bracket]}")
            case Negate(operand=operand):
                yield from ("-", operand)
            case Arithmetic(left=left, right=right):
                yield from (left, f" {node.spelling or node.operator} ", right)
            case Clamp():
                yield from self._clamp(node)
            case Call():
                yield from self._call(node)
            case Choose():
                yield self.choice(node).text
            case _:
                yield from self._condition(node)

    # --- names ---

    def _named(self, node: Name | Member) -> str:
        path = path_of(node)
        text = node.span.text if path is None else ".".join(path[1:] if path[0] == "输入" and len(path) > 1 else path)
        value = self.seen.shown(node.span)
        if value:
            return f"{text} {value}"
        if text == "满分" and self.full:
            return f"满分 {self.full}"
        return f"{text}{self._looked_up(node.span)}"

    def _looked_up(self, span: Span) -> str:
        """The value of a table whose own keys chose the cell, with those keys."""
        lookup = next((term for term in self.seen.at.get(span, ()) if isinstance(term, terms.Choose)), None)
        if lookup is None:
            return ""
        keys = {
            inside.key: f"{inside.key} {show(value, self.seen.form(inside))}"
            for inside in walk(lookup)
            if isinstance(inside, terms.Read) and (value := self.seen.value(inside)) is not None
        }
        value = self.seen.value(lookup)
        said = f"（{'，'.join(keys.values())}）" if keys else ""
        return "" if value is None else f" {show(value)}{said}"

    # --- clamps, calls ---

    def _clamp(self, node: Clamp) -> Parts:
        """The operand; where the clamp bit, what it made of it."""
        held = bitten(node, self.seen)
        yield node.operand
        if held is None:
            return
        before = "" if isinstance(node.operand, Name | Member | Call | Number) else f" {held.before}"
        yield f"{before} → {held.after}（{held.words}）"

    def _call(self, node: Call) -> Parts:
        if function_of(node) in _CHOICES:
            yield self.choice(node).text
            return
        yield from self.call(node)
        value = self.seen.outermost(node.span)
        if value is not None:
            yield f" {show(value, Form(percent=function_of(node) == '名次比例'))}"

    def call(self, node: Call) -> Parts:
        """A call without its value."""
        yield f"{function_of(node)}("
        for number, argument in enumerate(node.arguments):
            if number:
                yield "，"
            yield from _argument(argument)
        yield ")"

    # --- conditions ---

    def _condition(
        self, node: Not | Both | Either | Present | Fallback | Conditional | Granted | Comparison | Within | Belongs
    ) -> Parts:
        match node:
            case Not(operand=operand):
                yield from ("非 ", operand)
            case Present(operand=operand):
                yield from ("有 ", operand)
            case Both(parts=parts):
                yield from _joined(parts, " 且 ")
            case Either(parts=parts):
                yield from _joined(parts, " 或 ")
            case Fallback(operand=operand, default=default):
                yield operand
                if self._value(operand) is None or isinstance(self._value(operand), Missing):
                    yield from (" 缺省 ", default)
            case Granted(value=value, condition=test):
                yield from (value, " 若 ", test, " → 0" if self._value(test) is False else "")
            case Conditional():
                yield from self._conditional(node)
            case Comparison(first=first, rest=rest):
                yield first
                for way, operand in rest:
                    yield from (f" {way} ", operand)
            case Within(subject=subject, test=test, word=word):
                yield from (subject, f" {word} " if word else " ", test)
            case Belongs(subject=subject, items=items):
                yield from (subject, " 属于 ", items)
            case _:
                assert_never(node)

    def _conditional(self, node: Conditional) -> Parts:
        """The side that was not chosen is left out: nothing there was computed."""
        holds = self._value(node.condition)
        yield from ("如果 ", node.condition, " 则 ")
        yield "…" if holds is False else node.then
        yield " 否则 "
        yield "…" if holds is True else node.otherwise

    def _value(self, node: Expression) -> object:
        return self.seen.outermost(ungrouped(node).span)

    # --- 分档, 对照 ---

    def choice(self, node: Choose | Call) -> Formula:
        """The subject with the arm that won; the others are left out."""
        if isinstance(node, Choose):
            head = f"{node.kind} {self.write(node.subject)}" if node.subject is not None else node.kind
            ways = [Way(arm.test, arm.value, arm) for arm in node.arms]
        else:
            subjects = [self.write(one.value) for one in node.arguments if isinstance(one, Positional)]
            head = f"{function_of(node)}({'，'.join(subjects)}"
            ways = [Way(one.key, one.value) for one in node.arguments if isinstance(one, Pair)]
        close = "" if isinstance(node, Choose) else ")"
        chosen = self._chosen(node, ways)
        if chosen is None:
            return Formula(f"{head}{close}")
        label = "其他" if chosen.test is None else self.write(chosen.test)
        before = arrow(head) if head != f"{_function_or_kind(node)}(" else head
        if chosen.test is None and head == _function_or_kind(node):
            before = arrow(f"{head}{self._failing(ways)}")
        rounding = f" {rounding_text(chosen.arm.rounding)}" if chosen.arm and chosen.arm.rounding else ""
        clause = f"（依据 {chosen.arm.remarks.clause}）" if chosen.arm and chosen.arm.remarks.clause else ""
        text = f"{before}{label}：{self.write(chosen.value)}{rounding}{clause}{close}"
        plain = isinstance(ungrouped(chosen.value), Number | Text | Date | Name | Member | Call) and not rounding
        return Formula(_cut(text), "arm" if plain else "")

    def _chosen(self, node: Choose | Call, ways: Sequence[Way]) -> Way | None:
        """The way that was taken; None where the choice was not reached."""
        read = [term for term in self.seen.at.get(node.span, ()) if isinstance(term, terms.Choose)]
        if not read:
            return None
        tested = [way for way in ways if way.test is not None]
        for branch, way in zip(read[-1].branches, tested, strict=False):
            if self.seen.value(branch.condition) is True:
                return way
        return next((way for way in ways if way.test is None), None)

    def _failing(self, ways: Sequence[Way]) -> str:
        """The values on which no condition held."""
        found = {
            f"{self._named_at(span)} {self.seen.shown(span)}": None
            for way in ways
            if way.test is not None
            for span in self.seen.names
            if span.source is way.test.span.source
            and way.test.span.start <= span.start
            and span.end <= way.test.span.end
        }
        return f"（{'，'.join(found)}）" if found else ""

    def _named_at(self, span: Span) -> str:
        return span.text.strip("「」【】")


@frozen
class Way:
    """One arm of a choice in either form; ``test`` is None for 其他."""

    test: Expression | Test | None
    value: Expression
    arm: Arm | None = None


@frozen
class Held:
    """What a clamp did: the value before, after, the bound in the words of the rule."""

    before: str
    after: str
    words: str


def bitten(node: Clamp, seen: Seen) -> Held | None:
    """What a clamp did to its operand; None where it did nothing."""
    term = next((one for one in seen.at.get(node.span, ()) if isinstance(one, terms.Bounded)), None)
    if term is None:
        return None
    before, after = seen.worth(term.operand), seen.value(term)
    if before is None or after is None or before == after:
        return None
    low = after > before  # type: ignore[operator]  # a clamp holds numbers
    form = seen.form(term.operand)
    form = evolve(form, percent=form.percent or _in_percent(node.test))
    bound = _bound_words(node.test, seen, low=low)
    return Held(show(before, form), show(after, evolve(form, places=None)), f"{'下限' if low else '上限'}{bound}")


def _bound_words(test: Test, seen: Seen, *, low: bool) -> str:
    match test:
        case Bound(limit=limit):
            words = Writer(seen).write(limit)
        case Range():
            words = Writer(seen).write(test.low if low else test.high)
        case Tolerance(limit=limit):
            words = f"{'-' if low else ''}{Writer(seen).write(limit)}"
        case Listing():
            words = test.span.text
        case _:
            assert_never(test)
    return words if words[:1].isdigit() or words[:1] == "-" else f" {words}"


def _in_percent(test: Test) -> bool:
    limit = test.high if isinstance(test, Range) else test.limit if isinstance(test, Bound | Tolerance) else None
    return isinstance(limit, Number) and limit.ratio in ("%", "个百分点")


def _argument(argument: Argument) -> Parts:
    match argument:
        case Positional(value=value):
            yield value
        case Pair(key=key, value=value):
            yield from ("其他" if key is None else key, "：", value)
        case Option(word=word, value=value):
            yield from (f"{word} ", value)
        case SameKey(key=key, take=take):
            yield from ("同一 ", key, f" {take}")
        case Flag(word=word):
            yield word
        case RoundingArgument(rounding=rounding):
            yield rounding_text(rounding)


def _joined(parts: Sequence[Expression], between: str) -> Parts:
    for number, part in enumerate(parts):
        if number:
            yield between
        yield part


def function_of(node: Call) -> str:
    """The name of what is called."""
    path = path_of(node.function)
    return node.function.span.text if path is None else ".".join(path)


def _function_or_kind(node: Choose | Call) -> str:
    return node.kind if isinstance(node, Choose) else function_of(node)


def _cut(text: str) -> str:
    return shorten(text, MOST_TEXT)
