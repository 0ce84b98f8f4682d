"""What one built-in function or scoring method is: its name, signature, meaning, documentation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field

from govperf.frozen import frozen
from govperf.source import Span
from govperf.terms.kinds import NUMBER, Base, Kind
from govperf.terms.terms import Constant, Let, Local, Read, ReadColumn, Term


@frozen
class Typed:
    """A term with the kind of its value."""

    term: Term
    kind: Kind


@frozen
class Arguments:
    """The arguments of one call after names and kinds are settled.

    ``full`` is the full marks of the leaf that a method scores; ``fresh`` gives a number for a :class:`Let`.
    """

    positional: tuple[Typed, ...]
    options: Mapping[str, Typed]
    flags: frozenset[str]
    span: Span
    fresh: Callable[[], int]
    full: Term | None = None

    def __getitem__(self, index: int) -> Term:
        return self.positional[index].term

    @property
    def terms(self) -> tuple[Term, ...]:
        """All positional terms."""
        return tuple(argument.term for argument in self.positional)

    def option(self, word: str) -> Term | None:
        """The term after an option word, or None."""
        return self.options[word].term if word in self.options else None

    def required_full(self) -> Term:
        """The full marks of the leaf; only methods ask, and methods stand on leaves alone."""
        if self.full is None:
            raise AssertionError("a method is built on a leaf alone")
        return self.full

    def named(self, value: Term, body: Callable[[Term], Term]) -> Term:
        """``body`` of a value that is computed once, however often the body uses it."""
        if isinstance(value, Constant | Local | Read | ReadColumn):
            return body(value)
        name = self.fresh()
        return Let(name, value, body(Local(name)), span=self.span)


@frozen
class Operation:
    """One function or method of the language.

    ``takes`` are the base types of the positional arguments, of which at least ``least`` must be there; where
    ``repeats`` holds, the last may come any number of times. ``options`` are words that may stand before an argument,
    ``required`` those that must, ``one_of`` words (options or flags) of which exactly one must be there.
    """

    name: str
    signature: str
    doc: str
    build: Callable[[Arguments], Term]
    takes: tuple[Base, ...] = (Base.NUMBER,)
    least: int = 1
    repeats: bool = False
    options: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    result: Callable[[Arguments], Kind] = field(default=lambda _: NUMBER)
    on_leaf: bool = False

    @property
    def words(self) -> frozenset[str]:
        """All option words and flags that the operation knows."""
        return frozenset((*self.options, *self.required, *self.one_of))
