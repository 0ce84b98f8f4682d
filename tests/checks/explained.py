"""Gathers what there is to say of every code into the file that the library ships with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.mistakes.catalogue import PARTS
from tests.mistakes.pages import Case, Page, pages
from tests.mistakes.templates import all_templates

import govperf
from govperf.checks import CHECKS, Check
from govperf.checks.explained import CHECKED
from govperf.checks.known import NOTHING_KNOWN
from govperf.diagnostics import Severity, Template, render

FILE = Path(govperf.__file__).parent / "checks" / "explained.json"
CODES = Path(__file__).parent / "codes"


def content() -> str:
    """The whole file."""
    entries = [*map(_of_check, CHECKS), _of_known(), *_of_mistakes()]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def example(code: str, name: str) -> str:
    """One of the two smallest files of a code."""
    return (CODES / code / f"{name}.govperf").read_text(encoding="utf-8")


def said_of(code: str) -> str:
    """What is said of the smallest file that earns a code, without the line that counts."""
    return render(govperf.check(example(code, "earns"))).rpartition("\n\n")[0]


def _of_check(check: Check) -> dict[str, Any]:
    return _entry(
        [check.template],
        CHECKED,
        what=check.what,
        why=check.why,
        wrong=example(check.code, "earns"),
        said=said_of(check.code),
        instead=check.instead,
        right=example(check.code, "spared"),
        also=check.also,
    )


def _of_known() -> dict[str, Any]:
    code = NOTHING_KNOWN.code
    return _entry(
        [NOTHING_KNOWN],
        CHECKED,
        what="一行 已知 没有说中任何发现。",
        why="已经改好的问题还留着 已知，以后同样的问题再出现就不会引人注意。",
        wrong=example(code, "earns"),
        said=said_of(code),
        instead="删去这一行；没有改的，已知 后面写发现的代码。",
        right=example(code, "spared"),
    )


def _of_mistakes() -> Iterator[dict[str, Any]]:
    templates: dict[str, list[Template]] = {}
    for template in all_templates().values():
        templates.setdefault(template.code, []).append(template)
    rooms = list(PARTS)
    told: dict[str, Page] = {}
    for page in sorted(pages(), key=lambda page: rooms.index(page.room)):
        told.setdefault(page.code, page)
    for code in sorted(templates, key=lambda code: (rooms.index(told[code].room) if code in told else 99, code)):
        yield _of_mistake(templates[code], told.get(code))


def _of_mistake(templates: Sequence[Template], page: Page | None) -> dict[str, Any]:
    what = "；".join(dict.fromkeys(_open(template.zh) for template in templates))
    if page is None:
        return _entry(templates, PARTS[""], what=f"{what}。")
    wrong = next(case for case in page.cases if not case.is_fine)
    right = next((case for case in page.cases if case.is_fine), None)
    hint = "；".join(dict.fromkeys(_open(template.hint_zh) for template in templates if template.hint_zh))
    return _entry(
        templates,
        PARTS[page.room],
        what=f"{what}。",
        why=page.why,
        wrong=_shown(wrong),
        said=wrong.expected,
        instead=f"{hint}。" if hint else "",
        right="" if right is None else _shown(right),
    )


def _entry(templates: Sequence[Template], part: str, *, also: Sequence[str] = (), **texts: str) -> dict[str, Any]:
    first = templates[0]
    severities = [one.value for one in Severity if any(template.severity is one for template in templates)]
    blank = dict.fromkeys(("what", "why", "wrong", "said", "instead", "right"), "")
    return {
        "code": first.code,
        "slug": first.slug,
        "severities": severities,
        "part": part,
        **blank,
        **texts,
        "also": list(also),
        "english": "; ".join(dict.fromkeys(_open(template.en) for template in templates)),
        "english_instead": "; ".join(dict.fromkeys(_open(one.hint_en) for one in templates if one.hint_en)),
    }


def _open(text: str) -> str:
    """A template with … for what a case fills in; doubled braces are braces."""
    return re.sub(r"(?<!{){\w+}", "…", text).replace("{{", "{").replace("}}", "}")


def _shown(case: Case) -> str:
    """The texts of a case, those beside the rule text under their names; long lines cut."""
    texts = [case.text, *(f"# {name}\n{text}" for name, text in case.more.items())]
    lines = "\n\n".join(text.rstrip() for text in texts).splitlines()
    return "\n".join(line if len(line) <= 120 else f"{line[:80]}…" for line in lines) + "\n"
