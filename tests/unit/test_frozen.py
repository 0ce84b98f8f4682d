"""Classes of the models behave as attrs' own frozen classes do."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest
from attrs import evolve, field

from govperf.frozen import frozen


def pair(decorate: Any) -> Any:
    @decorate
    class Part:
        name: str
        size: int = field(default=1, kw_only=True)
        place: object = field(default=None, eq=False, repr=False)
        _source: object = field(default=None, eq=id)

    return Part


@frozen
class Kept:
    words: tuple[str, ...]
    place: int = field(default=0, eq=False)


@frozen
class Spoken:
    word: str

    def __repr__(self) -> str:
        return f"“{self.word}”"


@frozen
class Nothing:
    pass


OURS, THEIRS = pair(frozen), pair(attrs.frozen)
HERE, THERE = [1], [1]
ARGUMENTS = [
    ("甲", {}),
    ("乙", {}),
    ("甲", {"size": 2}),
    ("甲", {"place": 3}),
    ("甲", {"source": HERE}),
    ("甲", {"source": THERE}),
]


@pytest.mark.parametrize("one", ARGUMENTS, ids=str)
@pytest.mark.parametrize("other", ARGUMENTS, ids=str)
def test_equality_with_hash_is_that_of_attrs(one: Any, other: Any):
    mine, yours = (OURS(name, **rest) for name, rest in (one, other))
    assert (mine == yours) is (THEIRS(one[0], **one[1]) == THEIRS(other[0], **other[1]))
    assert (mine != yours) is not (mine == yours)
    assert mine != yours or hash(mine) == hash(yours)


def test_a_representation_is_that_of_attrs():
    assert repr(OURS("甲", place=2)) == repr(THEIRS("甲", place=2)) == "Part(name='甲', size=1, _source=None)"


def test_another_class_is_never_equal():
    assert OURS("甲") != THEIRS("甲")
    assert Nothing() == Nothing()
    assert Nothing() != Spoken("甲")


def test_a_method_of_ones_own_stays():
    assert repr(Spoken("甲")) == "“甲”"
    assert Spoken("甲") == Spoken("甲")


def test_instances_are_frozen_slotted_and_matched_in_order():
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Spoken("甲").word = "乙"
    assert not hasattr(Spoken("甲"), "__dict__")
    match OURS("甲", 3):
        case OURS(name, place):
            assert (name, place) == ("甲", 3)


def test_instances_can_be_changed_into_others_or_pickled():
    kept = Kept(("甲",), 5)
    assert evolve(kept, words=("乙",)) == Kept(("乙",))
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301 - its own pickle
    assert pickle.loads(pickle.dumps(kept)).place == 5  # noqa: S301


def test_what_cannot_be_hashed_says_so():
    with pytest.raises(TypeError):
        hash(Kept(["甲"]))
