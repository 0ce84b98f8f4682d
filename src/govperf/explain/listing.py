"""The records behind an aggregate as reasons: one line for all where that says everything, else one for each."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from govperf.explain.reasons import Reason
from govperf.explain.records import Listed, Record, words_of
from govperf.explain.seen import PLAIN, Form, exact, form_of, show
from govperf.explain.text import RECORD
from govperf.frozen import frozen
from govperf.graph import Graph
from govperf.terms import terms

MOST_RECORDS = 200
"""Records of one aggregate that are shown; the rest is counted."""

_FEW = 6
_MOST_IN_LINE = 60


@frozen
class Line:
    """One line about records; ``record`` is the one that it is about, None where it is about several."""

    reason: Reason
    record: Record | None = None


def lines_of_records(one: Listed, graph: Graph, *, alone: bool, room: int) -> Iterator[Line]:
    """The lines of one aggregate.

    ``alone`` says that no other aggregate of the same formula goes over the same ledger; ``room`` is how many
    records may still be shown.
    """
    if _in_one(one, alone=alone):
        yield Line(
            Reason(_title(one), one.ledger, RECORD, f"{len(one.records)}条", text=_all(one, graph), status="计入")
        )
        return
    filtered = [record for record in one.records if record.filtered]
    shown = [record for record in one.records if not record.filtered or len(filtered) <= _FEW]
    most = max(0, min(MOST_RECORDS, room))
    for record in shown[:most]:
        yield Line(_of_one(one, record, graph), record)
    if len(filtered) > _FEW:
        yield Line(_summary(one, f"另有{len(filtered)}条不计：不满足 其中 {one.where}"))
    if len(shown) > most:
        yield Line(_rest(one, shown[most:]))
    if one.merged:
        yield Line(_merged(one, graph))


def _in_one(one: Listed, *, alone: bool) -> bool:
    if one.column or one.merged or any(not record.counts and not record.filtered for record in one.records):
        return not one.records
    return all(record.counts for record in one.records) or len(one.records) > _FEW or not alone


def _title(one: Listed) -> str:
    return f"{one.ledger}（其中 {one.where}）" if one.where else one.ledger


def _all(one: Listed, graph: Graph) -> str:
    """``第1条 78、第2条 82；其余7条不计``."""
    if not one.records:
        return "没有记录"
    counted = [record for record in one.records if record.counts]
    if not counted:
        return "没有符合的记录"
    numbered = len(counted) < len(one.records)
    said = [text for record in counted[:_MOST_IN_LINE] if (text := _short(one, record, graph, numbered=numbered))]
    more = f"…共{len(counted)}条" if len(counted) > _MOST_IN_LINE else ""
    rest = f"；其余{len(one.records) - len(counted)}条不计" if numbered else ""
    return f"{'、'.join(said)}{more}{rest}" if said else f"{len(counted)}条"


def _short(one: Listed, record: Record, graph: Graph, *, numbered: bool) -> str:
    value = _value(one, record, graph)
    return " ".join(part for part in (f"第{record.number}条" if numbered else "", value) if part)


def _value(one: Listed, record: Record, graph: Graph) -> str:
    if record.value is None or isinstance(record.value, bool):
        return ""
    shown = show(record.value, _form(one, one.term.value, graph))
    if record.weight is None or one.term.weight is None:
        return shown
    return f"{shown}（{words_of(one.term.weight)} {show(record.weight, _form(one, one.term.weight, graph))}）"


def _form(one: Listed, term: terms.Term, graph: Graph) -> Form:
    return form_of(graph, f"{one.ledger}.{term.column}") if isinstance(term, terms.ReadColumn) else PLAIN


def _of_one(one: Listed, record: Record, graph: Graph) -> Reason:
    label = f"（{record.label}）" if record.label else ""
    value = "" if record.value is None else exact(record.value)
    shown = _value(one, record, graph)
    why = "" if record.counts else f"不计：{record.why}"
    text = "，".join(part for part in (shown, why) if part) or "计入"
    status = "计入" if record.counts else "不计"
    name = f"{one.ledger}第{record.number}条{label}"
    return Reason(name, one.ledger, RECORD, shown, value, text, status=status, why=record.why)


def _summary(one: Listed, text: str) -> Reason:
    return Reason(one.ledger, one.ledger, RECORD, "", text=text)


def _rest(one: Listed, rest: list[Record]) -> Reason:
    counted = sum(record.counts for record in rest)
    return _summary(one, f"其余{len(rest)}条从略：计入{counted}条，不计{len(rest) - counted}条")


def _merged(one: Listed, graph: Graph) -> Reason:
    """What 同一 … 取平均 made of the records: one value for each key."""
    same = one.term.same
    words = "" if same is None else f"同一 {words_of(same.key)} {same.take}"
    form = _form(one, one.term.value, graph)
    pairs = [f"{show(key)} 为 {show(value, evolve(form, places=None))}" for key, value in one.merged[:_MOST_IN_LINE]]
    more = f"…共{len(one.merged)}个" if len(one.merged) > _MOST_IN_LINE else ""
    return _summary(one, f"{words}：{'，'.join(pairs)}{more}")
