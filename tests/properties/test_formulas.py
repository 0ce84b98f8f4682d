"""Formulas are worth what their text says: the library, its slow reading, the oracle, the text's own meaning agree."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.oracle import comparing
from tests.oracle.scoring import Answer
from tests.oracle.trouble import Trouble
from tests.properties.often import often
from tests.strategies import formulas, records

import govperf

VALUES = {name: records.numbers() for name in formulas.NAMES}


def meant(sheet: formulas.Sheet, values: Mapping[str, Fraction]) -> Answer:
    """What the text itself says, found without parser or graph."""
    try:
        return Answer(values=sheet.run(values))
    except Trouble as trouble:
        return Answer(codes=trouble.codes)


@often(200)
@given(st.data(), formulas.sheets(), st.lists(st.fixed_dictionaries(VALUES), min_size=2, max_size=2))
def test_a_formula_is_worth_what_its_text_says(
    data: st.DataObject, sheet: formulas.Sheet, cases: list[dict[str, Fraction]]
):
    policy = govperf.compile(sheet.text)
    for values in cases:
        record = {name: data.draw(records.spelled(value)) for name, value in values.items()}
        library = comparing.told(lambda record=record: policy.score(record), policy.outputs)
        assert not comparing.difference(library, meant(sheet, values))
        assert not comparing.one_by_one(policy, record)


@often(100)
@given(formulas.cancelling(formulas.NAMES), st.fixed_dictionaries(dict.fromkeys(formulas.NAMES, st.integers(-3, 6))))
def test_quotients_that_cancel_compare_exactly(condition: tuple[str, formulas.Run], values: dict[str, int]):
    text, holds = condition
    exactly = {name: Fraction(value) for name, value in values.items()}
    sheet = formulas.Sheet(f"(1 若 {text})", lambda v: {"得分": Fraction(1 if holds(v) else 0)})
    library = comparing.told(lambda: govperf.compile(sheet.text).score(values), ("得分",))
    assert not comparing.difference(library, meant(sheet, exactly))


def test_formulas_are_read_the_quick_way():
    policy = govperf.compile("甲×90%+(如果 乙>0 则 乙(≤2)÷丙 否则 四舍五入(丙，1))")
    policy.score({"甲": 95, "乙": 3, "丙": 7})
    assert policy._kernel is not None, "otherwise these tests compare the slow reading with itself"
