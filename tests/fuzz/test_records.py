"""Records from hosts that break every promise an object can make."""

from __future__ import annotations

import collections
import dataclasses
import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.only_ours import only_ours, scored
from tests.properties.often import often
from tests.strategies import policies

import govperf

POLICY = govperf.compile(
    policies.HEAD
    + "对象 单位\n"
    + policies.INPUTS
    + policies.LEDGER
    + "结一=甲+乙×(丙 缺省 1)-丁+(率 缺省 10%)+(次 缺省 0)+(5 若 优)+对照(类，国家级：5，其他：1)\n"
    + "结二=合计(表彰.分值，同一 事项 取最高)+最高(表彰.分，无则 0)+合计(表彰.权 缺省 0)+计数(表彰，其中 有 表彰.日)\n"
    + "结三=(如果 有 丙 则 丙 否则 缺)\n"
)
GOOD: dict[str, Any] = {"单位": "一科", "甲": 90, "乙": 1, "丁": 2, "率": 0.5, "类": "省级", "优": True, "次": 2}
ROW: dict[str, Any] = {"事项": "抗洪", "级别": "省级", "集体": False, "分": 1, "权": 1}
ACROSS = govperf.compile(
    policies.HEAD + "对象 单位\n输入 甲：0~100\n输入 类：文本\n位=名次(甲，同 类)\n均=平均(甲，全体)\n"
)


class RageError(Exception):
    """What hostile methods raise."""


def rage(*_: object, **__: object) -> Any:
    raise RageError


PROMISES = """
__eq__ __ne__ __lt__ __gt__ __hash__ __str__ __repr__ __format__ __len__ __iter__ __next__ __getitem__ __contains__
__bool__ __int__ __float__ __index__ __add__ __mul__ __neg__ __abs__ __round__ __trunc__ __floor__ __call__ __getattr__
__enter__ keys items get
"""
RAGING = tuple(PROMISES.split())


def raging(base: type, *methods: str) -> type:
    """A kind of ``base`` whose methods raise."""
    return type("Raging", (base,), dict.fromkeys(methods, rage))


class BadText(str):
    __slots__ = ()
    strip = translate = encode = __getitem__ = rage


class Lying(Mapping[str, object]):
    """A mapping whose keys are not there."""

    def __getitem__(self, key: str) -> object:
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(GOOD)

    def __len__(self) -> int:
        return 10**9


class Failing(Lying):
    """A mapping that breaks in the middle."""

    def __iter__(self) -> Iterator[str]:
        yield "甲"
        raise RageError


Fields = dataclasses.make_dataclass(
    "Fields",
    [("甲", object, dataclasses.field(default=90)), ("乙", object, dataclasses.field(default=1))],
    namespace={"类": property(rage)},
)


def nested(depth: int, kind: type) -> object:
    found: object = 1
    for _ in range(depth):
        found = {"甲": found} if kind is dict else kind([found])
    return found


def circular() -> object:
    found: dict[str, object] = dict(GOOD)
    found["表彰"] = [found]
    found["丙"] = found
    return found


VALUES: dict[str, object] = {
    "everything raises": raging(object, *RAGING)(),
    "equality raises": raging(object, "__eq__")(),
    "hash raises": raging(object, "__hash__")(),
    "text raises": raging(object, "__str__", "__repr__")(),
    "index raises": raging(object, "__index__", "__int__", "__float__")(),
    "attributes raise": raging(object, "__getattr__", "__getattribute__")(),
    "raging text": raging(str, "__eq__", "__hash__", "__str__", "__repr__", "__len__", "strip")("九十"),
    "text without methods": BadText("90"),
    "raging int": raging(
        int, "__eq__", "__hash__", "__lt__", "__repr__", "__str__", "__int__", "__index__", "bit_length"
    )(90),
    "raging float": raging(float, "__eq__", "__repr__", "__str__", "__mul__", "is_integer")(90.5),
    "raging decimal": raging(Decimal, "__eq__", "__str__", "as_tuple", "is_finite")("90.5"),
    "raging fraction": raging(Fraction, "__eq__", "__lt__", "__str__", "__mul__")(1, 3),
    "raging list": raging(list, "__iter__", "__len__", "__getitem__")([1]),
    "raging dict": raging(dict, *RAGING[10:])({"甲": 1}),
    "class": type("Cls", (), {}),
    "nan": float("nan"),
    "infinity": float("-inf"),
    "decimal nan": Decimal("sNaN"),
    "huge decimal": Decimal("1E+1000000"),
    "tiny decimal": Decimal("1E-1000000"),
    "huge int": 10**1_000_000,
    "huge fraction": Fraction(10**5_000, 3**5_000),
    "million digits": "9" * 1_000_000,
    "million decimals": "0." + "3" * 1_000_000,
    "exponent": "1e1000000",
    "underscore": "1_000",
    "superior": "²",
    "complex": 1j,
    "bytes": b"90",
    "none list": [None],
    "range": range(10**12),
    "endless": itertools.repeat({"分": 1}),
    "generator that raises": (rage() for _ in range(2)),
    "deep dict": nested(50_000, dict),
    "deep list": nested(50_000, list),
    "deep tuple": nested(50_000, tuple),
    "circle": circular(),
    "lying": Lying(),
    "failing": Failing(),
    "surrogate": "\ud800",
    "null": "\x00",
    "long text": "甲" * 2_000_000,
    "rows of nothing": [{}] * 3,
    "rows of anything": [1, None, "甲", [], ROW],
    "too many rows": [ROW] * 100_001,
    "namedtuple": collections.namedtuple("Row", "甲")(1),  # noqa: PYI024 - what old hosts hand over
}


@pytest.mark.parametrize("name", VALUES)
def test_hostile_values_in_every_place(name: str):
    value = VALUES[name]
    fields = [{**GOOD, "表彰": [ROW], field: value} for field in ("单位", "甲", "丙", "率", "类", "优", "次", "表彰")]
    cells = [{**GOOD, "表彰": [{**ROW, column: value}]} for column in ("事项", "级别", "集体", "分", "日")]
    for record in (*fields, *cells, {**GOOD, "表彰": [value]}, {**GOOD, "别的": value}, value):
        if type(record) is not itertools.repeat:
            scored(POLICY, record)
    scored(
        ACROSS, {"单位": value, "甲": 1, "类": "一"}, {"单位": "乙", "甲": value, "类": "一"}, {"甲": 1, "类": value}
    )


@pytest.mark.parametrize("name", VALUES)
def test_a_hostile_value_does_not_spoil_a_good_object(name: str):
    board = ACROSS.score_all(
        [{"单位": "甲", "甲": 90, "类": "一"}, {"单位": "乙", "甲": VALUES[name], "类": "一"}], skip_bad=True
    )
    assert board[0]["位"] in (1, 2)  # second to a hostile number that is a good one


RECORDS: dict[str, object] = {
    "lying": Lying(),
    "failing": Failing(),
    "raging": raging(object, *RAGING)(),
    "raging dict": raging(dict, *RAGING)(GOOD),
    "fields": Fields(),
    "class": Fields,
    "circle": circular(),
    "deep": nested(50_000, dict),
    "pairs": list(GOOD.items()),
    "keys of all kinds": {1: 2, None: 3, ("甲",): 4, b"x": 5, float("nan"): 6, **GOOD},
    "raging keys": {raging(str, "strip", "translate", "__str__")("甲"): 1, **GOOD},
    "many keys": {f"键{n}": n for n in range(10_000)},
    "long key": {"甲" * 1_000_000: 1},
    "number": 5,
    "text": "甲=1",
    "nothing": None,
}


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("strict", [False, True])
def test_hostile_records(name: str, strict: bool):
    record = RECORDS[name]
    scored(POLICY, record)
    only_ours(lambda: POLICY.score(record, strict=strict))
    only_ours(lambda: ACROSS.score_all([record, record], strict=strict, skip_bad=True).errors)


@pytest.mark.parametrize("records", [5, None, "甲", {"甲": 1}, [[]], [None, None], [GOOD, 7]], ids=repr)
def test_cohorts_that_are_none(records: Any):
    only_ours(lambda: ACROSS.score_all(records))


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.decimals(),
        st.binary(max_size=3),
        st.dates(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from((*GOOD, *ROW)), inner, max_size=3)
    ),
    max_leaves=6,
)


@often(150)
@given(st.dictionaries(st.sampled_from((*GOOD, "表彰", "别的")), ANYTHING, max_size=6))
def test_records_by_chance(record: dict[str, Any]):
    scored(POLICY, {**GOOD, "表彰": [ROW], **record})
