"""The working of a score as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from govperf.diagnostics import Language
from govperf.export.page import facts, page, text

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "title": "得分说明",
        "object": "对象",
        "name": "规则",
        "version": "版本",
        "on": "考核日期",
        "fingerprint": "规则指纹",
        "clause": "依据",
        "note": "说明",
        "again": "算法见前",
        "equals": "：",
    },
    "en": {
        "title": "Working of the score",
        "object": "object",
        "name": "policy",
        "version": "version",
        "on": "date of assessment",
        "fingerprint": "fingerprint",
        "clause": "clause",
        "note": "note",
        "again": "worked out above",
        "equals": ": ",
    },
}

Reason = Mapping[str, Any]
"""One value of an explanation that was written out.

It has a ``name`` with what there is of ``value``, ``mark``, ``formula``, ``before``,
``steps`` (``value``, ``words``, ``clause``), ``status``, ``why``, ``clause``, ``note``, ``again``, ``children``.
"""


def explanation_page(tree: Mapping[str, Any], language: Language = "zh") -> str:
    """The page of ``explanation.to_dict()``: ``reasons``, with ``object``, ``policy`` (name, version …), ``notes``."""
    words = _WORDS[language]
    policy = tree.get("policy") or {}
    about = {
        words["object"]: tree.get("object"),
        words["name"]: policy.get("name"),
        words["version"]: policy.get("version"),
        words["on"]: tree.get("on"),
        words["fingerprint"]: policy.get("fingerprint"),
    }
    owner = tree.get("object")
    title = f"{owner} {words['title']}" if owner else words["title"]
    body = facts(about) + "".join(_tree(tree.get("reasons") or (), words)) + _notes(tree.get("notes") or ())
    return page(title, body, language)


def _notes(notes: Sequence[object]) -> str:
    items = "".join(f"<li>{text(note)}</li>" for note in notes)
    return f'<ul class="notes">{items}</ul>' if items else ""


def _tree(reasons: Sequence[Reason], words: Mapping[str, str]) -> Iterator[str]:
    """The nested list of reasons, written without recursion: a chain of formulas may be long."""
    yield '<ul class="tree">'
    waiting: list[Reason | str] = [*reversed(reasons)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        children = item.get("children") or ()
        if not children:
            yield f"<li>{_said(item, words)}</li>\n"
            continue
        yield f"<li><details open><summary>{_headline(item, words)}</summary>{_details(item, words)}<ul>\n"
        waiting.append("</ul></details></li>\n")
        waiting.extend(reversed(children))
    yield "</ul>"


def _said(reason: Reason, words: Mapping[str, str]) -> str:
    return f"{_headline(reason, words)}{_details(reason, words)}"


def _headline(reason: Reason, words: Mapping[str, str]) -> str:
    said = f'<span class="name">{text(reason.get("name", ""))}</span>'
    if reason.get("value") not in (None, ""):
        said += f'{words["equals"]}<span class="value">{text(reason["value"])}</span>'
    remarks = [str(reason[key]) for key in ("mark", "status", "why") if reason.get(key)]
    remarks += [words["again"]] * bool(reason.get("again"))
    return said + (f' <span class="note-inline">（{text("；".join(remarks))}）</span>' if remarks else "")


def _details(reason: Reason, words: Mapping[str, str]) -> str:
    parts = [f'<div class="formula">{working}</div>'] if (working := _working(reason)) else []
    remarks = [(key, reason.get(key)) for key in ("clause", "note")]
    parts += [f'<span class="{key}">{words[key]}{words["equals"]}{text(said)}</span>' for key, said in remarks if said]
    return "".join(parts)


def _working(reason: Reason) -> str:
    """The formula with its numbers, then every step from what it gave to the value."""
    steps: Sequence[Mapping[str, Any]] = reason.get("steps") or ()
    said = text(reason.get("formula") or "")
    if reason.get("before"):
        said += f" = {text(reason['before'])}"
    for step in steps:
        why = "，".join(str(step[key]) for key in ("words", "clause") if step.get(key))
        said += f" → {text(step.get('value', ''))}（{text(why)}）"
    if said and not steps and reason.get("value") not in (None, ""):
        said += f" = {text(reason['value'])}"
    return said.lstrip()
