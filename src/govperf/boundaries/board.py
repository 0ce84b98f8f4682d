"""What is decided so far about a record in the making, with every decision open to be taken back."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from fractions import Fraction

from attrs import define, field

from govperf.boundaries.knowledge import Knowledge
from govperf.boundaries.linear import Linear, single
from govperf.boundaries.tableau import Tableau
from govperf.boundaries.tasks import Among, Between, Holds, ImpossibleError, Later, Scope, Setting, Task, Way, Ways
from govperf.checks.ranges import of_domain
from govperf.semantics import InputDefinition
from govperf.terms.kinds import Base
from govperf.terms.terms import Let, OfCohort, Placement, Term

Slot = tuple[str, int]
"""A key with the group of records that it belongs to, −1 for the object itself."""


@define(eq=False)
class Unknown:
    """A number or a word that a term gives, not worked out yet; ``variable`` or ``word`` stands for it."""

    term: Term
    scope: Scope
    variable: int = -1
    word: int = -1


@define(eq=False)
class Board:
    """A record in the making.

    ``margin`` is how far a number stays from a line that it must not touch.
    """

    knowledge: Knowledge
    margin: Fraction
    tableau: Tableau = field(factory=Tableau)
    domains: list[tuple[Setting, ...]] = field(factory=list)
    steps: dict[int, Fraction] = field(factory=dict)
    root: Scope = field(factory=Scope)
    emitted: list[Task] = field(factory=list)
    numbers: dict[Slot, int] = field(factory=dict)
    words: dict[Slot, int] = field(factory=dict)
    forms: dict[tuple[int, int], Linear] = field(factory=dict)
    needed: dict[int, Unknown] = field(factory=dict)
    opened: set[int] = field(factory=set)
    used: dict[Slot, bool] = field(factory=dict)
    company: list[tuple[OfCohort | Placement, Scope, int]] = field(factory=list)
    _unknowns: dict[int, Unknown] = field(factory=dict)
    _unknown_words: dict[int, Unknown] = field(factory=dict)
    _slots: dict[int, Slot] = field(factory=dict)
    _word_slots: dict[int, Slot] = field(factory=dict)
    _scopes: dict[tuple[int, object], Scope] = field(factory=dict)
    _slacks: dict[tuple[tuple[int, Fraction], ...], int] = field(factory=dict)
    _memo: dict[tuple[int, int], Unknown] = field(factory=dict)
    _kept: list[object] = field(factory=list)
    _trail: list[Callable[[], object]] = field(factory=list)

    # --- taking back ---

    def mark(self) -> tuple[int, int]:
        """Where things stand, for :meth:`undo`."""
        return self.tableau.mark(), len(self._trail)

    def undo(self, mark: tuple[int, int]) -> None:
        """Takes back all that was decided after the mark."""
        self.tableau.undo(mark[0])
        while len(self._trail) > mark[1]:
            self._trail.pop()()

    # --- scopes ---

    def naming(self, scope: Scope, let: Let) -> Scope:
        """The scope inside a named value."""
        key = (id(scope), id(let))
        if key not in self._scopes:
            self._scopes[key] = Scope(scope.rows, {**scope.locals, let.name: (let.value, scope)})
            self._kept.append(let)
        return self._scopes[key]

    def inside(self, scope: Scope, ledger: str, group: int) -> Scope:
        """The scope in one group of records of a ledger."""
        key = (id(scope), (ledger, group))
        if key not in self._scopes:
            self._scopes[key] = Scope({**scope.rows, ledger: group}, scope.locals)
        return self._scopes[key]

    # --- numbers ---

    def limit(self, form: Linear, low: Fraction | None, high: Fraction | None) -> bool:
        """Holds the form between bounds; False where that cannot be."""
        low = None if low is None else low - form.constant
        high = None if high is None else high - form.constant
        if form.settled:
            return (low is None or low <= 0) and (high is None or high >= 0)
        one, factor = self._slack(form)
        if factor < 0:
            low, high = high, low
        kept = low is None or self.tableau.at_least(one, low / factor)
        return kept and (high is None or self.tableau.at_most(one, high / factor))

    def _slack(self, form: Linear) -> tuple[int, Fraction]:
        """A variable that equals the form without its constant, but for a factor."""
        items = tuple(sorted(form.factors.items()))
        if len(items) == 1:
            return items[0]
        if items not in self._slacks:
            self._slacks[items] = self.tableau.combination(form.factors)
        return self._slacks[items], Fraction(1)

    def worth(self, form: Linear) -> Fraction:
        """What the form is worth as things stand."""
        value = self.tableau.value
        return form.constant + sum((share * value[one] for one, share in form.factors.items()), Fraction(0))

    def use(self, form: Linear) -> Linear:
        """The form, with all that it is made of counted as needed."""
        for one in form.factors:
            if one in self._unknowns:
                self._need(self._unknowns[one])
            elif one in self._slots:
                self._need_input(self._slots[one])
        return form

    def number(self, one: InputDefinition, slot: Slot) -> Linear:
        """The number that data gives."""
        if slot not in self.numbers:
            self.numbers[slot] = self._new_number(one, slot)
            self._slots[self.numbers[slot]] = slot
        return self.use(single(self.numbers[slot]))

    def _new_number(self, one: InputDefinition, slot: Slot) -> int:
        start = self.knowledge.start(one, slot)
        if one.domain.kind.base is Base.DATE:
            found = self.tableau.variable(start)
            self.steps[found] = Fraction(1)
            return found
        bounds = of_domain(one.domain)
        if bounds is None:
            raise ImpossibleError
        nudge = one.domain.factor * self.margin
        low = bounds.low if bounds.low is None or not bounds.low_open else bounds.low + (bounds.step or nudge)
        high = bounds.high if bounds.high is None or not bounds.high_open else bounds.high - (bounds.step or nudge)
        if low is not None and high is not None and low > high:
            raise ImpossibleError
        start = start if low is None else max(start, low)
        found = self.tableau.variable(start if high is None else min(start, high), low, high)
        if bounds.step:
            self.steps[found] = bounds.step
        return found

    def unknown(self, term: Term, scope: Scope, low: Fraction | None, high: Fraction | None) -> Linear:
        """A number to be worked out later, between bounds that hold whatever it is."""
        found = self._memo.get((id(term), id(scope)))
        if found is None:
            start = self.knowledge.guess(term)
            start = start if low is None else max(start, low)
            start = start if high is None else min(start, high)
            found = Unknown(term, scope, self.tableau.variable(start, low, high))
            self._memo[id(term), id(scope)] = self._unknowns[found.variable] = found
            self._kept.append(term)
        return self.use(single(found.variable))

    # --- words ---

    def word_of(self, term: Term, scope: Scope, values: tuple[Setting, ...]) -> int:
        """A word to be worked out later, one of these."""
        found = self._memo.get((id(term), id(scope)))
        if found is None:
            found = Unknown(term, scope, word=self._new_word(values))
            self._memo[id(term), id(scope)] = self._unknown_words[found.word] = found
            self._kept.append(term)
        return self.use_word(found.word)

    def word(self, one: InputDefinition, slot: Slot) -> int:
        """The word, or the truth, that data gives."""
        if slot not in self.words:
            self.words[slot] = self._new_word(self.knowledge.settings(one, slot))
            self._word_slots[self.words[slot]] = slot
        return self.use_word(self.words[slot])

    def fixed(self, value: Setting) -> int:
        """A word that is known."""
        slot = (f"={value!r}", -1)
        if slot not in self.words:
            self.words[slot] = self._new_word((value,))
        return self.words[slot]

    def switch(self, name: str, slot: Slot, values: tuple[Setting, ...]) -> int:
        """A choice that is no value of the policy: whether an input is there, how many records there are."""
        own = (f"{name}{slot[0]}", slot[1])
        if own not in self.words:
            self.words[own] = self._new_word(values)
        return self.words[own]

    def _new_word(self, values: tuple[Setting, ...]) -> int:
        self.domains.append(values)
        return len(self.domains) - 1

    def use_word(self, word: int) -> int:
        """The word, counted as needed."""
        if word in self._unknown_words:
            self._need(self._unknown_words[word])
        elif word in self._word_slots:
            self._need_input(self._word_slots[word])
        return word

    def restrict(self, word: int, values: tuple[Setting, ...]) -> bool:
        """Leaves only these values to a word; False where none is left."""
        before = self.domains[word]
        after = tuple(one for one in before if one in values)
        if after != before:
            self._trail.append(lambda: self.domains.__setitem__(word, before))
            self.domains[word] = after
        return bool(after)

    # --- what is needed ---

    def _need(self, unknown: Unknown) -> None:
        key = id(unknown)
        if key not in self.needed:
            self.needed[key] = unknown
            self._trail.append(lambda: self.needed.pop(key))

    def open(self, unknown: Unknown) -> None:
        """The unknown is being worked out."""
        key = id(unknown)
        self.opened.add(key)
        self._trail.append(lambda: self.opened.discard(key))

    def waiting(self) -> list[Unknown]:
        """What is needed, not worked out yet."""
        return [one for key, one in self.needed.items() if key not in self.opened]

    def _need_input(self, slot: Slot) -> None:
        """A value that is read must be there, in a domain that is more than an interval."""
        if slot in self.used:
            return
        self.used[slot] = True
        self._trail.append(lambda: self.used.pop(slot))
        one = self.knowledge.input(slot[0])
        if one.applies is not None:
            scope = self.root if slot[1] < 0 else self.inside(self.root, self.knowledge.ledger_of(slot[0]), slot[1])
            self.emitted.append(Holds(one.applies, scope))
        if one.optional:
            self.emitted.append(Among(self.presence(slot), (True,)))
        numbers = tuple(option for option in one.domain.kind.options if isinstance(option, Fraction))
        if numbers and slot in self.numbers:
            self.emitted.append(Later(lambda board: board.options(slot, numbers)))
        elif one.domain.excluded is not None and slot in self.numbers:
            excluded = one.domain.excluded
            self.emitted.append(Later(lambda board: board.avoided(single(self.numbers[slot]), excluded)))

    def presence(self, slot: Slot) -> int:
        """Whether an input is there."""
        return self.switch("?", slot, (True, False))

    def options(self, slot: Slot, numbers: tuple[Fraction, ...]) -> Ways:
        """One of the numbers of a list, the nearest first."""
        form = single(self.numbers[slot])
        here = self.worth(form)
        for number in sorted(numbers, key=lambda option: abs(option - here)):
            yield (Between(form, number, number),)

    def avoided(self, form: Linear, value: Fraction) -> Ways:
        """Above or below a number."""
        above: Way = (Between(form, low=value + self.margin),)
        below: Way = (Between(form, high=value - self.margin),)
        yield from (above, below) if self.worth(form) >= value else (below, above)

    def meet(self, term: OfCohort | Placement, scope: Scope, variable: int) -> bool:
        """The value needs others beside the object."""
        self.company.append((term, scope, variable))
        self._trail.append(self.company.pop)
        return True


def as_day(value: Fraction) -> datetime.date:
    """The day of an ordinal, held within the calendar."""
    return datetime.date.fromordinal(min(max(int(value), 1), datetime.date.max.toordinal()))
