"""The tree of reasons as data: each one value with what made it."""

from __future__ import annotations

from typing import Any

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
