"""Asks the library and the oracle the same question, and says where their answers differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.oracle import scoring
from tests.oracle.scoring import Answer
from tests.oracle.trouble import MISSING

import govperf
from govperf.values import Missing

Record = Mapping[str, Any]

MEANT = {"未知输入": MISSING}
"""An unknown key that looks like a missing input is told in its place."""


def exact(value: object) -> object:
    """A value of a card as the oracle has it: numbers as fractions."""
    return Fraction(value) if isinstance(value, Decimal | Fraction) else value


def told(score: Callable[[], Any], names: Sequence[str]) -> Answer:
    """What the library answers: the outputs by name, or the kinds of error that it tells."""
    try:
        card = score()
    except (govperf.InputError, govperf.ScoringError) as error:
        return Answer(codes=frozenset(MEANT.get(problem.code, problem.code) for problem in error.problems))
    return Answer(values={name: exact(card[name]) for name in names if name in card})


def expected(graph: Any, answer: Answer) -> Answer:
    """The oracle's answer in the words of a card: outputs by name, None for 缺, no key for 不适用."""
    if answer.values is None:
        return answer
    named = ((key, graph.ruleset.paths.get(key, key)) for key in graph.ruleset.outputs)
    values = {name: shown(answer.values[key]) for key, name in named}
    return Answer({name: value for name, value in values.items() if value is not GONE}, answer.codes)


GONE = object()


def shown(value: object) -> object:
    if value is Missing.ABSENT:
        return None
    return GONE if value is Missing.NOT_APPLICABLE else value


def difference(library: Answer, oracle: Answer) -> str:
    """Empty where the answers agree: the same values, or no error of a kind that the oracle does not have."""
    if library.values is None:
        agree = bool(library.codes) and oracle.certain <= library.codes <= oracle.codes
    else:
        agree = oracle.values is not None and same(library.values, oracle.values)
    told_, known = (one.values if one.values is not None else sorted(one.codes) for one in (library, oracle))
    return "" if agree else f"library {told_}, oracle {known}"


def same(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Equal to the bit, and of the same type: 1 is not 是."""
    return one == other and all(type(one[name]) is type(other[name]) for name in one)


def one_by_one(policy: Any, record: Record) -> list[str]:
    """Where ``Policy.score``, the slow reading, the oracle differ on one object."""
    right = expected(policy.graph, scoring.score(policy.graph, record))
    quick = told(lambda: policy.score(record), policy.outputs)
    slow = told(lambda: policy.score_slowly(record), policy.outputs)
    compared = {
        "quick": difference(quick, right),
        "slow": difference(slow, right),
        "quick, slow": difference(quick, slow),
    }
    return [f"{who}: {text}" for who, text in compared.items() if text]


def together(policy: Any, records: Sequence[Record], *, skip_bad: bool = False) -> list[str]:
    """Where ``Policy.score_all`` and the oracle differ on a cohort, its 全体输出 among it."""
    board = policy.score_all(records, skip_bad=skip_bad)
    answers = scoring.score_all(policy.graph, records, skip_bad=skip_bad)
    found = []
    for index in range(len(records)):
        library = told(lambda index=index: board[index], policy.outputs)
        found.append(difference(library, expected(policy.graph, answers[index])))
    for key, answer in zip(policy.graph.ruleset.cohort_outputs, answers[len(records) :], strict=True):
        library = told(lambda key=key: {key: board.totals[key]}, (key,))
        right = (
            answer if answer.values is None else Answer({k: shown(v) for k, v in answer.values.items()}, answer.codes)
        )
        found.append(difference(library, right))
    return [text for text in found if text]
