"""A page that needs nothing but itself: readable on screen, on paper, by a screen reader."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from govperf.diagnostics import Language

_INVISIBLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that HTML forbids, or that would turn the reading direction of what follows."""

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #57606a; --line: #c9d1d9; --mark: #0b57a4; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #14181d; --soft: #a3adb8; --line: #3d444d; --mark: #7ab8ff; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--paper); color: var(--ink); line-height: 1.65;
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
}
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1.5rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
ul.tree, ul.tree ul { list-style: none; margin: 0; padding: 0 0 0 1.25rem; border-left: 1px solid var(--line); }
ul.tree { padding-left: 0; border: 0; }
ul.tree > li { margin: 0 0 1rem; }
summary { cursor: pointer; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px; }
.name { font-weight: 600; }
.value { font-weight: 600; color: var(--mark); font-variant-numeric: tabular-nums; }
.note-inline { color: var(--soft); font-size: .9rem; }
.formula { overflow-wrap: anywhere; }
.clause, .note { display: block; color: var(--soft); font-size: .9rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { background: color-mix(in srgb, var(--line) 35%, transparent); }
a { color: var(--mark); }
figure { margin: 1rem 0; overflow-x: auto; }
svg text { fill: var(--ink); font-size: 13px; }
svg rect { fill: var(--paper); stroke: var(--soft); }
svg path { fill: none; stroke: var(--soft); }
svg marker path { fill: var(--soft); stroke: none; }
@media print {
  :root { --ink: #000; --paper: #fff; --soft: #333; --line: #999; --mark: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  li, tr { break-inside: avoid; }
  summary { list-style: none; }
}
"""


def page(title: str, body: str, language: Language = "zh", style: str = "") -> str:
    """The whole document around ``body``, which is HTML; ``title`` is text; ``style`` is added to the common one.

    Nothing is fetched from anywhere, and the page forbids itself scripts: what a rule file says is shown, never run.
    """
    tag = "zh-CN" if language == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{text(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def text(value: object) -> str:
    """Any text as HTML that shows it and does nothing else."""
    return escape(_INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", str(value)), quote=True)


def facts(pairs: dict[str, object]) -> str:
    """A list of facts, each with its name; absent ones are left out."""
    rows = [f"<dt>{text(name)}</dt><dd>{text(value)}</dd>" for name, value in pairs.items() if value not in (None, "")]
    return f'<dl class="facts">{"".join(rows)}</dl>' if rows else ""
