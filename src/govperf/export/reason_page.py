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
        "equals": ": ",
    },
}

Reason = Mapping[str, Any]
"""``name``, ``value``, ``text`` (the formula with its numbers), ``clause``, ``note``, ``children``: all but the first
may be missing."""


def explanation_page(tree: Mapping[str, Any], language: Language = "zh") -> str:
    """The page of ``explanation.to_dict()``: ``reasons``, with ``object``, ``policy`` (name, version …), ``on``."""
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
    body = facts(about) + "".join(_tree(tree.get("reasons") or (), words))
    return page(title, body, language)


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
    name = f'<span class="name">{text(reason.get("name", ""))}</span>'
    value = reason.get("value")
    return name if value in (None, "") else f'{name}{words["equals"]}<span class="value">{text(value)}</span>'


def _details(reason: Reason, words: Mapping[str, str]) -> str:
    parts = []
    if formula := reason.get("text"):
        parts.append(f'<div class="formula">{text(formula)}</div>')
    remarks = [(key, reason.get(key)) for key in ("clause", "note")]
    parts += [f'<span class="{key}">{words[key]}{words["equals"]}{text(said)}</span>' for key, said in remarks if said]
    return "".join(parts)
