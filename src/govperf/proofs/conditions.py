"""Canonical conditions, choices, absences."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from fractions import Fraction

from govperf.checks.intervals import Interval, hull
from govperf.proofs.forms import MOST_FEW, Few, Form, Forms, Sort, UnsettledError
from govperf.values import NOT_APPLICABLE


def strict(forms: Forms, number: int) -> int:
    """The form where it must not be absent."""
    form = forms[number]
    if not form.absent:
        return number
    if form.op == "ite":
        return through(forms, number, lambda leaf: strict(forms, leaf))
    if form.op == "const":
        return forms.failure()
    return forms.intern(Form("need", (number,), None, form.sort, False, True, form.bounds, form.few, form.options))


def through(forms: Forms, root: int, leaf: Callable[[int], int]) -> int:
    """``leaf`` of what stands at the ends of a choice of choices; the conditions stay."""
    inner: set[int] = set()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        if number in inner:
            continue
        inner.add(number)
        if forms[number].op == "ite":
            waiting.extend(forms[number].args[1:])
    found: dict[int, int] = {}
    for number in sorted(inner):
        form = forms[number]
        if form.op == "ite":
            found[number] = choice(forms, form.args[0], found[form.args[1]], found[form.args[2]])
        else:
            found[number] = leaf(number)
    return found[root]


# --- truth ---

MOST_JOINED = 200
"""Parts of a condition that is still laid open where it is read."""


def negation(forms: Forms, number: int) -> int:
    """The condition does not hold."""
    number = strict(forms, number)
    form = forms[number]
    match form.op:
        case "const":
            return forms.truth(forms.value_of(number) is False)
        case "fail":
            return number
        case "not":
            return form.args[0]
        case "and" | "or":
            return joined(forms, [negation(forms, part) for part in form.args], every=form.op == "or")
        case _:
            return forms.intern(Form("not", (number,), None, "bool", False, form.fails))


def joined(forms: Forms, parts: Sequence[int], *, every: bool) -> int:
    """All parts hold, or one does; read from the left as far as needed."""
    kept: dict[int, None] = {}
    for part in parts:
        number = strict(forms, part)
        same = forms[number].op == ("and" if every else "or") and len(forms[number].args) <= MOST_JOINED
        inner = forms[number].args if same else (number,)
        for one in inner:
            if forms[one].op == "const":
                if (forms.value_of(one) is True) == every:
                    continue
                return _decided(forms, kept, every=every)
            kept.setdefault(one)
            if forms[one].op == "fail":
                break
        else:
            continue
        break
    return _joined(forms, list(kept), every=every)


def _decided(forms: Forms, kept: dict[int, None], *, every: bool) -> int:
    """A part that decides ends the reading; what stands before it can still fail."""
    if all(forms.safe(one) for one in kept):
        return forms.truth(not every)
    return _joined(forms, [*kept, forms.truth(not every)], every=every)


def _joined(forms: Forms, parts: list[int], *, every: bool) -> int:
    if not parts:
        return forms.truth(every)
    if forms.safe(*parts):
        parts = sorted(parts)
        known = set(parts)
        if any(forms[one].op == "not" and forms[one].args[0] in known for one in parts):
            return forms.truth(not every)
    if len(parts) == 1:
        return parts[0]
    if forms[parts[0]].op == "fail":
        return parts[0]
    fails = any(forms[one].fails for one in parts)
    return forms.intern(Form("and" if every else "or", tuple(parts), None, "bool", False, fails))


# --- choices ---


def choice(forms: Forms, condition: int, yes: int, no: int) -> int:
    """One of two values; the other is not looked at."""
    condition = strict(forms, condition)
    form = forms[condition]
    if form.op == "fail":
        return condition
    if form.op == "const":
        return yes if forms.value_of(condition) is True else no
    if form.op == "not":
        condition, yes, no = form.args[0], no, yes
    yes, no = _inside(forms, condition, yes, first=True), _inside(forms, condition, no, first=False)
    if yes == no and forms.safe(condition):
        return yes
    sort = _common(forms, yes, no)
    if sort == "bool" and not (forms[yes].absent or forms[no].absent):
        simple = _simple(forms, condition, yes, no)
        if simple is not None:
            return simple
    return _choice(forms, condition, yes, no, sort)


LONGEST_CHAIN = 60
"""Arms in a row that are still simplified by what an arm before them has decided."""


def _inside(forms: Forms, condition: int, side: int, *, first: bool) -> int:
    """A side without what the condition decides once more."""
    if side == condition:
        return forms.truth(first)
    chain: list[int] = []
    last = side
    while forms[last].op == "ite" and len(chain) < LONGEST_CHAIN:
        chain.append(last)
        last = forms[last].args[2]
    if not any(_mentions(forms, forms[one].args[0], condition) for one in chain):
        return side
    for one in reversed(chain):
        test, yes, _ = forms[one].args
        last = choice(forms, _decided_by(forms, test, condition, holds=first), yes, last)
    return last


def _mentions(forms: Forms, test: int, condition: int) -> bool:
    inner = forms[test].args if forms[test].op in ("and", "or") else (test,)
    return any(one == condition or (forms[one].op == "not" and forms[one].args[0] == condition) for one in inner)


def _decided_by(forms: Forms, test: int, condition: int, *, holds: bool) -> int:
    """A test where it is known whether a condition holds."""
    form = forms[test]
    if test == condition:
        return forms.truth(holds)
    if form.op == "not" and form.args[0] == condition:
        return forms.truth(not holds)
    if form.op in ("and", "or"):
        parts = [_decided_by(forms, one, condition, holds=holds) for one in form.args]
        return joined(forms, parts, every=form.op == "and")
    return test


def _simple(forms: Forms, condition: int, yes: int, no: int) -> int | None:
    first, second = forms.value_of(yes), forms.value_of(no)
    if first is True:
        return joined(forms, (condition, no), every=False)
    if second is False:
        return joined(forms, (condition, yes), every=True)
    if first is False:
        return joined(forms, (negation(forms, condition), no), every=True)
    if second is True:
        return joined(forms, (negation(forms, condition), yes), every=False)
    return None


def _choice(forms: Forms, condition: int, yes: int, no: int, sort: Sort) -> int:
    sides = (forms[yes], forms[no])
    bounds = [side.bounds for side in sides if side.bounds is not None]
    options = [side.options for side in sides if side.sort == "word"]
    words = None if None in options else frozenset[str]().union(*(one for one in options if one is not None))
    return forms.intern(
        Form(
            "ite",
            (condition, yes, no),
            None,
            sort,
            any(side.absent for side in sides),
            forms[condition].fails or any(side.fails for side in sides),
            hull(bounds) if sort == "number" else None,
            _few(forms, yes, no) if sort == "number" else None,
            words if sort == "word" else None,
        )
    )


def _few(forms: Forms, yes: int, no: int) -> Few | None:
    found: Few = frozenset()
    for side in (yes, no):
        form = forms[side]
        if form.sort == "nothing":
            continue
        if form.few is None:
            return None
        found |= form.few
    return found if len(found) <= MOST_FEW else None


def _common(forms: Forms, *sides: int) -> Sort:
    found = {forms[side].sort for side in sides} - {"nothing"}
    if len(found) > 1:
        raise UnsettledError("同一项的值有时是数，有时不是", "one value is now a number, now none")
    return found.pop() if found else "nothing"


# --- absence ---

NO_PART = NOT_APPLICABLE
"""What a node is worth that does not apply."""


def present(forms: Forms, number: int) -> int:
    """The value is not absent."""
    form = forms[number]
    if form.op == "ite":
        return through(forms, number, lambda leaf: present(forms, leaf))
    if form.op == "fail":
        return number
    if form.op == "const":
        return forms.truth(not form.absent)
    if forms.safe(number):
        return forms.truth(True)
    return forms.intern(Form("present", (number,), None, "bool", False, form.fails))


def defaulted(forms: Forms, number: int, instead: int) -> int:
    """The value, or another where it is absent."""
    form = forms[number]
    if not form.absent:
        return number
    if form.op == "ite":
        return through(forms, number, lambda leaf: defaulted(forms, leaf, instead))
    if form.op == "const":
        return instead
    other = forms[instead]
    sort = _common(forms, number, instead)
    bounds = [part for part in (form.bounds, other.bounds) if part is not None]
    options = None
    if sort == "word" and form.options is not None and (other.options is not None or other.sort == "nothing"):
        options = form.options | (other.options or frozenset())
    return forms.intern(
        Form(
            "default",
            (number, instead),
            None,
            sort,
            other.absent,
            form.fails or other.fails,
            hull(bounds) if sort == "number" else None,
            _few(forms, number, instead) if sort == "number" else None,
            options,
        )
    )


# --- words ---


def same_word(forms: Forms, left: int, right: int) -> int:
    """Two words (or truth values, or dates) are equal."""
    left, right = strict(forms, left), strict(forms, right)
    if forms[right].op != "const":
        left, right = right, left
    if forms[right].op != "const":
        return _equal(forms, left, right)
    wanted = forms.value_of(right)
    if forms[right].sort == "bool":
        return left if wanted is True else negation(forms, left)
    return through(forms, left, lambda leaf: _is_word(forms, leaf, right))


def _is_word(forms: Forms, leaf: int, wanted: int) -> int:
    form = forms[leaf]
    if form.op == "fail":
        return leaf
    if form.op == "const":
        return forms.truth(leaf == wanted)
    if form.options is not None and not form.fails and forms.value_of(wanted) not in form.options:
        return forms.truth(False)
    return _equal(forms, leaf, wanted)


def _equal(forms: Forms, left: int, right: int) -> int:
    if left == right and forms.safe(left):
        return forms.truth(True)
    for side in (left, right):
        if forms[side].op == "fail":
            return side
    sorts = {forms[left].sort, forms[right].sort}
    if len(sorts) > 1:
        raise UnsettledError("比较的两个量不是同一类", "the two sides of a comparison differ in kind")
    fails = forms[left].fails or forms[right].fails
    return forms.intern(Form("same", tuple(sorted((left, right))), None, "bool", False, fails))


def position(forms: Forms, number: int, order: tuple[str, ...]) -> int:
    """The place of a word in a scale, from 0; a failure for any other word."""
    return through(forms, strict(forms, number), lambda leaf: _position(forms, leaf, order))


def _position(forms: Forms, leaf: int, order: tuple[str, ...]) -> int:
    form = forms[leaf]
    if form.op == "fail":
        return leaf
    if form.op == "const":
        value = forms.value_of(leaf)
        return forms.number(order.index(value)) if value in order else forms.failure()
    wanted = [word for word in order if form.options is None or word in form.options]
    complete = form.options is not None and form.options <= set(order)
    found = forms.number(order.index(wanted.pop())) if complete and wanted else forms.failure()
    for word in reversed(wanted):
        found = choice(forms, same_word(forms, leaf, forms.constant(word)), forms.number(order.index(word)), found)
    return found


# --- dates ---

LAST_DAY = datetime.date.max.toordinal()


def day_of(forms: Forms, number: int) -> int:
    """A date as the number of its day."""
    return through(forms, strict(forms, number), lambda leaf: _day(forms, leaf))


def _day(forms: Forms, leaf: int) -> int:
    form = forms[leaf]
    value = forms.value_of(leaf)
    if form.op == "fail":
        return leaf
    if isinstance(value, datetime.date):
        return forms.number(value.toordinal())
    bounds = Interval(Fraction(1), Fraction(LAST_DAY), step=Fraction(1))
    return forms.intern(Form("day", (leaf,), None, "number", False, form.fails, bounds))
