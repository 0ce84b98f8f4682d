"""Arms of 分档 that partly share numbers: the earlier one takes them.

What: two arms of 分档 both hold for some numbers, while each also holds for numbers of its own.
Why: 25%以内 beside 25%~55% gives 25% to the first arm by its place alone; whoever wrote it may have meant the second.
Example: 25% 既属于“25%以内”又属于“25%~55%”.
Instead: exclude the shared end from one of them: 25%~55%(不含25%).

Arms that lie within one another (90以上 before 80以上) are an order, no overlap. In 等次 the same is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.ladders import Ladder, Rung, ladders
from govperf.checks.stretches import Stretches, Taken, apart, difference, friendly, intersection, possible
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Label, Severity, Template

OVERLAP = Template(
    "分档重叠",
    "arms-overlap",
    "{subject}={value} 既属于“{first}”，又属于“{second}”，归写在前面的一档",
    "{subject}={value} is in “{first}” as well as in “{second}”; the one that is written first takes it",
    "请在其中一档注明不含，例如 (不含{value})",
    "exclude it from one of them",
    Severity.WARNING,
)


def overlaps(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each arm with the first one that it partly overlaps."""
    for ladder in ladders(subject):
        if ladder.graded:
            continue
        taken = Taken()
        for index, second in enumerate(ladder.rungs):
            for first in ladder.rungs[:index] if second.sure and taken.near(second.sure) else ():
                shared = _partly_shared(ladder, first, second)
                if shared:
                    yield _finding(ladder, first, second, shared)
                    break
            taken.add(second.sure or ())


def _partly_shared(ladder: Ladder, first: Rung, second: Rung) -> Stretches:
    """Numbers of both, where each has some that the other has not."""
    if first.sure is None or second.sure is None or apart(first.sure, second.sure):
        return ()
    shared = possible(intersection(first.sure, second.sure), ladder.bounds)
    if not shared:
        return ()
    alone = (difference(first.sure, second.sure), difference(second.sure, first.sure))
    return shared if all(possible(part, ladder.bounds) for part in alone) else ()


def _finding(ladder: Ladder, first: Rung, second: Rung, shared: Stretches) -> Diagnostic:
    stretch = next((part for part in shared if part.single is not None), shared[0])
    value = ladder.shown(friendly(stretch))
    facts = {"subject": ladder.subject_words, "value": value, "first": first.words, "second": second.words}
    labels = () if first.span is None else (Label(first.span, "先写的一档", "written first"),)
    example = f"{ladder.subject_words}={value} 归“{first.words}”"
    return evolve(OVERLAP.at(second.span, **facts), labels=labels, example=example)


CHECK = Check(
    OVERLAP,
    overlaps,
    what="分档的两档都包括某些数，而又各有自己的数。",
    why="“25%以内”和“25%~55%”都包括 25%。计分时归写在前面的一档，写文件的人想的可能是另一档。等次里同样的写法是错误。",
    instead="在其中一档注明不含：25%~55%(不含25%)。一档整个在另一档之内的（90以上，然后80以上）是先后次序，不算重叠。",
    also=("重叠",),
)
