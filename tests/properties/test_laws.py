"""What changes nothing: the order of statements, the width of characters, the host's decimal context, a second look."""

from __future__ import annotations

import decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.oracle import comparing
from tests.oracle.scoring import Answer
from tests.properties.often import often
from tests.strategies import policies

import govperf

PAPERS = st.one_of(
    policies.papers_with_inputs(),
    policies.papers_with_ledgers(),
    policies.papers_with_trees(),
    policies.papers_with_grades(),
)
TOGETHER = st.one_of(policies.papers_of_cohorts(), policies.papers_of_cohort_ledgers())

WIDE = {
    **{ord(half): chr(ord(half) + 0xFEE0) for half in "0123456789()[]{},:;=+<>%|"},
    **{ord(half): wide for half, wide in zip("-*/ ", "−×÷\u3000", strict=True)},
}
NARROW = {ord(wide): half for half, wide in zip("(),:;-*/~=+%<>|", "（），：；−×÷～＝＋％＜＞｜", strict=True)}


def answers(text: str, records: list[dict[str, object]], *, together: bool = False) -> list[Answer]:
    """What a text says of each record, by name."""
    policy = govperf.compile(text)
    names = tuple(sorted(policy.outputs))
    if not together:
        return [comparing.told(lambda record=record: policy.score(record), names) for record in records]
    board = policy.score_all(records)
    return [comparing.told(lambda index=index: board[index], names) for index in range(len(records))]


def sorted_lines(text: str) -> str:
    """The statements in the order of their first words; the header stays first."""
    head, *statements = text.split("\n\n")
    return "\n\n".join([head, *sorted(one.strip("\n") for one in statements if one.strip())]) + "\n"


@often(60)
@given(st.data(), PAPERS)
def test_the_order_of_statements_does_not_matter(data: st.DataObject, paper: policies.Paper):
    records = data.draw(st.lists(paper.record(), min_size=1, max_size=2))
    assert answers(paper.text, records) == answers(sorted_lines(paper.text), records)


@often(30)
@given(st.data(), TOGETHER)
def test_the_order_of_statements_does_not_matter_to_a_cohort(data: st.DataObject, paper: policies.Paper):
    records = data.draw(paper.cohort(4))
    assert answers(paper.text, records, together=True) == answers(sorted_lines(paper.text), records, together=True)


@often(60)
@given(st.data(), PAPERS, st.sampled_from((WIDE, NARROW)))
def test_the_width_of_characters_does_not_matter(data: st.DataObject, paper: policies.Paper, widths: dict[int, str]):
    records = data.draw(st.lists(paper.record(), min_size=1, max_size=2))
    assert answers(paper.text, records) == answers(paper.text.translate(widths), records)


@often(40)
@given(st.data(), PAPERS)
def test_the_decimal_context_of_the_host_does_not_matter(data: st.DataObject, paper: policies.Paper):
    record = data.draw(paper.record())
    usual = answers(paper.text, [record])
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP, Emax=3, Emin=-3, traps=[])):
        assert answers(paper.text, [record]) == usual


@often(40)
@given(st.data(), PAPERS)
def test_a_card_is_the_same_when_scored_again_and_can_be_explained(data: st.DataObject, paper: policies.Paper):
    policy = govperf.compile(paper.text)
    record = data.draw(paper.record())
    try:
        card = policy.score(record)
    except govperf.GovperfError:
        return
    assert policy.verify(card.to_dict(), record)
    assert str(card.explain())
    assert policy.score_slowly(record) == card


@often(30)
@given(st.data(), TOGETHER)
def test_the_order_of_objects_does_not_matter_to_their_results(data: st.DataObject, paper: policies.Paper):
    policy = govperf.compile(paper.text)
    if "按原顺序" in paper.text:
        return
    cohort = data.draw(paper.cohort(5))
    order = data.draw(st.permutations(range(len(cohort))))
    straight = policy.score_all(cohort)
    mixed = policy.score_all([cohort[index] for index in order])
    for place, index in enumerate(order):
        one = comparing.told(lambda index=index: straight[index], policy.outputs)
        other = comparing.told(lambda place=place: mixed[place], policy.outputs)
        # Which of several troubles is told first may differ; that there is one may not.
        assert one.values == other.values
