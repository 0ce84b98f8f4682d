"""The score of one object, with everything needed to explain it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from govperf.errors import UnknownKeyError
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.scoring import Scored, replay
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.limits import Limits
from govperf.semantics import Definition, Role
from govperf.terms.terms import Value
from govperf.values import Missing, to_json_text, to_python

# Imported where it is used: most cards are never explained, and the first score need not wait for it.
if TYPE_CHECKING:
    from govperf.evaluate.kernel import Shown
    from govperf.explain import Explanation

Result = Decimal | Fraction | str | bool | datetime.date | None


@frozen
class Cohort:
    """The objects that were scored together."""

    objects: Sequence[ObjectData]
    whole: bool
    left_out: frozenset[int] = frozenset()


class Origin(Protocol):
    """What a card must know of its policy."""

    @property
    def graph(self) -> Graph:
        """What is computed from what."""

    @property
    def limits(self) -> Limits:
        """What an evaluation may cost."""

    @property
    def identity(self) -> Mapping[str, Any]:
        """By which rules a result was made."""

    @property
    def standing_notes(self) -> tuple[str, ...]:
        """What every card notes."""

    def values_of(self, raw: tuple[Any, ...]) -> tuple[Scored, Cohort]:
        """All values behind the raw results of a kernel, with the data."""


@frozen
class Veto:
    """A veto that applied: its condition in the words of the rules, its clause."""

    text: str
    clause: str = ""


class Scorecard:
    """The results of one object. Immutable.

    Reading ``card["名称"]`` gives ``Decimal`` (or ``Fraction`` where the value does not end) for numbers, ``str`` for
    grades and labels, ``bool``, ``date``, None for 缺 and 不定等次. A node that does not apply has no key.
    """

    __slots__ = ("_cohort", "_index", "_policy", "_raw", "_readers", "_scored")

    _cohort: Cohort
    _index: int
    _policy: Origin
    _raw: tuple[Any, ...]
    _readers: Mapping[str, tuple[int, Shown]]
    _scored: Scored

    @classmethod
    def of(cls, policy: Origin, scored: Scored, cohort: Cohort, index: int) -> Scorecard:
        """A card from values that are all there.

        A policy makes the card of one object from the raw results of its kernel instead, without a call, for speed.
        """
        card = cls()
        card._policy, card._raw, card._readers = policy, (), _NO_READERS
        card._scored, card._cohort, card._index = scored, cohort, index
        return card

    def __getitem__(self, name: str) -> Result:
        """The value of an output, or of a node in a tree by its name or path; UnknownKeyError for any other name."""
        try:
            index, shown = self._readers[name]
            return shown[self._raw[index]]  # type: ignore[no-any-return]  # a host's value by construction
        except (KeyError, TypeError):  # not a result of a kernel, one that does not apply, or no name at all
            pass
        key = self._key_of(name)
        value = self._values[key]
        if value is Missing.NOT_APPLICABLE:
            raise UnknownKeyError(f"“{name}”对这个对象不适用")
        return python_value(value, self._policy.graph[key].definition)

    def _key_of(self, name: object) -> str:
        if isinstance(name, str) and name in self._values:
            return name
        try:
            key = self._policy.graph[name].key if isinstance(name, str) else ""
        except UnknownKeyError:
            key = ""
        if key not in self._values:
            outputs = "、".join(self._policy.graph.ruleset.outputs[:20])
            raise UnknownKeyError(f"结果里没有“{str(name)[:60]}”；有：{outputs}")
        return key

    def _full(self) -> tuple[Scored, Cohort]:
        """All values with the data; of a card from a kernel they are computed when first asked for."""
        scored: Scored | None = getattr(self, "_scored", None)
        if scored is None:
            scored, self._cohort = self._policy.values_of(self._raw)
            self._index = 0
            self._scored = scored  # last, so that another thread sees all or nothing
        return scored, self._cohort

    @property
    def _values(self) -> Mapping[str, Value]:
        return self._full()[0].values

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.get(name, _NOTHING) is not _NOTHING

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or ``default`` where there is no such key."""
        try:
            return self[name]
        except UnknownKeyError:
            return default

    def keys(self) -> tuple[str, ...]:
        """Names of the outputs that apply, in the order of the file."""
        outputs = self._policy.graph.ruleset.outputs
        return tuple(self._named(key) for key in outputs if self._values[key] is not Missing.NOT_APPLICABLE)

    def _named(self, key: str) -> str:
        return self._policy.graph.ruleset.paths.get(key, key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def items(self) -> tuple[tuple[str, Result], ...]:
        """Names with values."""
        return tuple((name, self[name]) for name in self.keys())

    @property
    def data(self) -> ObjectData:
        """The object's data as it was read."""
        cohort = self._full()[1]
        return cohort.objects[self._index]

    @property
    def object_name(self) -> str:
        """Who was assessed; empty where the policy or the data does not say."""
        return self.data.name

    @property
    def vetoes(self) -> tuple[Veto, ...]:
        """The vetoes that applied."""
        return tuple(
            Veto(definition.name, definition.remarks.clause)
            for definition in self._policy.graph.ruleset.definitions
            if definition.role is Role.VETO and self._values.get(definition.key) is True
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth knowing without being wrong."""
        return (*self._policy.standing_notes, *self.data.notes)

    def explain(self) -> Explanation:
        """The working: computed again from the data that the card keeps, this time with every step noted."""
        from govperf.explain import explain

        _, cohort = self._full()
        evaluation, trace = replay(
            self._policy.graph,
            cohort.objects,
            self._index,
            self._policy.limits,
            whole=cohort.whole,
            left_out=cohort.left_out,
        )
        return explain(self._policy.graph, evaluation, trace, self._values)

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, numbers as text (``"92.00"``, ``"100/3"``)."""
        graph = self._policy.graph
        trees = [key for key in graph.ruleset.outputs if self._is_tree(key)]
        found: dict[str, Any] = dict(self._policy.identity)
        found["object"] = self.object_name
        found["outputs"] = {name: json_value(self._values[graph[name].key], graph[name].definition) for name in self}
        if trees:
            found["indicators"] = {key: self._tree(key) for key in trees if self._applies(key)}
        found["vetoes"] = [{"text": veto.text, "clause": veto.clause} for veto in self.vetoes]
        found["notes"] = list(self.notes)
        return found

    def _is_tree(self, key: str) -> bool:
        definition = self._policy.graph[key].definition
        return definition is not None and bool(definition.children)

    def _applies(self, key: str) -> bool:
        return self._values[key] is not Missing.NOT_APPLICABLE

    def _tree(self, key: str) -> dict[str, Any]:
        definition = self._policy.graph[key].definition
        children = () if definition is None else definition.children
        found: dict[str, Any] = {"score": json_value(self._values[key], definition)}
        if children:
            found["children"] = {
                self._policy.graph[child].name: self._tree(child) for child in children if self._applies(child)
            }
        return found

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.items()[:8])
        return f"<Scorecard {self.object_name} {shown}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scorecard):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((self.object_name, self.keys()))

    def __reduce__(self) -> tuple[Any, ...]:
        scored, cohort = self._full()
        return _restored, (self._policy, scored, cohort, self._index)


_NOTHING = object()
_NO_READERS: Mapping[str, tuple[int, Shown]] = {}


def _restored(policy: Origin, scored: Scored, cohort: Cohort, index: int) -> Scorecard:
    return Scorecard.of(policy, scored, cohort, index)


def python_value(value: Value, definition: Definition | None) -> Result:
    """A value as hosts get it."""
    if isinstance(value, Fraction):
        return to_python(value, definition.places if definition else None)
    if isinstance(value, Missing):
        return None
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    return value


def json_value(value: Value, definition: Definition | None) -> str | bool | None:
    """A value as JSON gets it: numbers and dates as text."""
    if isinstance(value, Fraction):
        return to_json_text(value, definition.places if definition else None)
    if isinstance(value, Missing):
        return None
    return value if isinstance(value, bool | str) else str(value)
