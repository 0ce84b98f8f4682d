"""Programs that were built already: one for each policy, set of targets, shape of its columns."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from govperf.columns.program import Job, Programs, programs_of
from govperf.terms.terms import Read

MOST_KEPT = 64
_kept: OrderedDict[object, tuple[Job, Programs]] = OrderedDict()
_lock = Lock()


def programs_for(job: Job) -> Programs:
    """The programs of a job; those used last are kept, with the policy, so that its identity stays its own."""
    terms = tuple((name, term if isinstance(term, Read) else id(term)) for name, term in job.targets.items())
    conditions = tuple(id(term) for term in job.conditions)
    key = (id(job.graph), terms, conditions, tuple(job.shapes.items()), tuple(job.specials.items()))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key][1]
    found = programs_of(job)
    with _lock:
        _kept[key] = (job, found)
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Lets all programs go; they are built again when they are asked for."""
    with _lock:
        _kept.clear()
