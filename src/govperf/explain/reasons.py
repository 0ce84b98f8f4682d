"""An explanation as data: a tree of reasons, each one value with what made it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from govperf.errors import UnknownKeyError
from govperf.explain.text import lines_of
from govperf.export.reason_page import explanation_page
from govperf.frozen import frozen


@frozen
class Step:
    """One change on the way from a formula to its value.

    ``value`` is what was reached, as shown; ``words`` say what did it (``上限2``, ``保留2位小数``, ``限额 3 名已满``);
    ``clause`` is where that stands in the policy.
    """

    value: str
    words: str
    clause: str = ""


@frozen
class Reason:
    """One value with its working.

    ``role`` is what it is in the policy (输入 参数 计算 指标 等次 方法 明细记录 …); ``value`` is shown, ``exact`` the
    same in full for a machine (``"100/3"``), None where it is absent. ``text`` is the working on one line:
    ``formula`` with the numbers put in; what it gave ``before`` the ``steps`` that held, rounded, overrode it; the
    ``mark`` behind the value (满分10分). ``status`` says where an input came from (已填 默认 缺 不适用), or whether a
    record counted (计入 不计) with the reason in ``why``. ``again`` names what is explained elsewhere; what is not
    ``listed`` is no line of the text.
    """

    name: str
    key: str
    role: str
    value: str
    exact: str | bool | None = None
    text: str = ""
    formula: str = ""
    before: str = ""
    steps: tuple[Step, ...] = ()
    mark: str = ""
    status: str = ""
    why: str = ""
    clause: str = ""
    note: str = ""
    again: bool = False
    listed: bool = True
    children: tuple[Reason, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON; what is empty is left out."""
        return _to_dict(self)


@frozen
class Explanation:
    """The working of one object's score; ``str()`` is its text, a line for each value."""

    object: str
    policy: str
    version: str
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(lines_of(self.reasons))

    def __iter__(self) -> Iterator[Reason]:
        """Every reason, each before those under it."""
        waiting = list(reversed(self.reasons))
        while waiting:
            reason = waiting.pop()
            yield reason
            waiting.extend(reversed(reason.children))

    def __getitem__(self, name: str) -> Reason:
        """The working of one value by its name or key; UnknownKeyError where there is none."""
        for reason in self:
            if name in (reason.key, reason.name) and not reason.again:
                return reason
        raise UnknownKeyError(f"说明里没有“{name}”")

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON, all values as text."""
        return {
            "object": self.object,
            "policy": {"name": self.policy, "version": self.version},
            "reasons": [reason.to_dict() for reason in self.reasons],
            "notes": list(self.notes),
        }

    def to_html(self) -> str:
        """A page that needs nothing but itself, to be read on screen or printed."""
        return explanation_page(self.to_dict())


def _to_dict(root: Reason) -> dict[str, Any]:
    """The tree as plain data, made without recursion."""
    made = _plain(root)
    waiting = [(root, made)]
    while waiting:
        reason, found = waiting.pop()
        if reason.children:
            found["children"] = [_plain(child) for child in reason.children]
            waiting.extend(zip(reason.children, found["children"], strict=True))
    return made


def _plain(reason: Reason) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": reason.name,
        "key": reason.key,
        "role": reason.role,
        "value": reason.value,
        "exact": reason.exact,
        "text": reason.text,
        "formula": reason.formula,
        "before": reason.before,
        "steps": [{"value": one.value, "words": one.words, "clause": one.clause} for one in reason.steps],
        "mark": reason.mark,
        "status": reason.status,
        "why": reason.why,
        "clause": reason.clause,
        "note": reason.note,
        "again": reason.again,
    }
    return {name: value for name, value in found.items() if value not in ("", None, [], False) or name == "exact"}
