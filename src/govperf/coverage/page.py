"""Coverage as a page: the rule text with its marks, what no case has shown beside the line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govperf.coverage.model import Coverage, Reached, percent_of, shown_percent, together
from govperf.coverage.text import lines_of
from govperf.coverage.words import kind_words
from govperf.diagnostics import Language
from govperf.export.page import facts, page, text
from govperf.frozen import frozen

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "zh": {
        "title": "用例覆盖情况",
        "share": "覆盖",
        "reached": "已覆盖",
        "files": "规则文件",
        "kind": "种类",
        "missing": "还缺的",
        "all": "全部覆盖",
        "cases": "走到这里的用例",
        "line": "第{line}行",
        "legend": "绿色：用例都走到了。红色：还有没走到的，写在行下。没有颜色：没有要走到的。",
    },
    "en": {
        "title": "What the cases cover",
        "share": "coverage",
        "reached": "reached",
        "files": "rule files",
        "kind": "kind",
        "missing": "What is missing",
        "all": "Everything is covered",
        "cases": "cases that come here",
        "line": "line {line}",
        "legend": "Green: reached by cases. Red: something is missing, told below the line. Plain: nothing to reach.",
    },
}

_STYLE: Final = """
ol.code { list-style: none; margin: 0 0 2rem; padding: 0; border: 1px solid var(--line); overflow-x: auto;
  font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", ui-monospace, monospace; font-size: .9rem; }
ol.code li { display: grid; grid-template-columns: 1.5rem 3.5rem 1fr; white-space: pre-wrap; padding: 0 .5rem 0 0; }
ol.code .mark { text-align: center; }
ol.code .number { text-align: right; padding-right: 1rem; color: var(--soft); user-select: none; }
ol.code li.good { background: color-mix(in srgb, #2da44e 14%, transparent); }
ol.code li.bad { background: color-mix(in srgb, #cf222e 14%, transparent); }
ol.code ul { grid-column: 3; margin: 0 0 .3rem; padding: 0 0 0 1.2rem; color: var(--soft);
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
table.kinds { width: auto; margin-bottom: 1rem; }
table.kinds td { text-align: right; font-variant-numeric: tabular-nums; }
"""


@frozen
class _Page:
    """How the page speaks."""

    language: Language

    def say(self, key: str, **facts: object) -> str:
        """The words for ``key``."""
        return _WORDS[self.language][key].format(**facts)

    def section(self, coverage: Coverage, number: int) -> Iterator[str]:
        """One rule file."""
        share = shown_percent(coverage.percent)
        yield f'<section id="f{number}"><h2>{text(coverage.source.name)} — {share}</h2>'
        yield self.kinds(coverage)
        yield self.summary(coverage, number)
        yield f'<ol class="code">{"".join(self.lines(coverage, number))}</ol></section>'

    def kinds(self, coverage: Coverage) -> str:
        """A table with what was reached of each kind."""
        head = f'<tr><th scope="col">{self.say("kind")}</th><th scope="col">{self.say("reached")}</th></tr>'
        rows = "".join(
            f'<tr><th scope="row">{text(kind_words(kind.value, self.language))}</th><td>{done}/{of}</td></tr>'
            for kind, (done, of) in coverage.by_kind().items()
        )
        return f'<table class="kinds"><thead>{head}</thead><tbody>{rows}</tbody></table>'

    def summary(self, coverage: Coverage, number: int) -> str:
        """What is missing, each with the way to its line."""
        if not coverage.missing:
            return f"<p>{self.say('all')}</p>"
        items = "".join(f"<li>{self.missing(one, coverage, number)}</li>" for one in coverage.found if not one.done)
        return f"<h3>{self.say('missing')}</h3><ul>{items}</ul><p>{self.say('legend')}</p>"

    def missing(self, one: Reached, coverage: Coverage, number: int) -> str:
        """One thing that no case has shown."""
        said, line = text(one.aim.missing(self.language)), one.aim.span.line
        if one.aim.span.source is not coverage.source:
            return f"{text(one.aim.span.source.name)} {self.say('line', line=line)}：{said}"
        return f'<a href="#f{number}l{line}">{self.say("line", line=line)}</a> {said}'

    def lines(self, coverage: Coverage, number: int) -> Iterator[str]:
        """Every line of the file."""
        by_line = lines_of(coverage)
        for line in range(1, len(coverage.source.text.splitlines()) + 1):
            yield self.line(f"f{number}l{line}", line, coverage.source.line_text(line), by_line.get(line, ()))

    def line(self, place: str, number: int, words: str, found: Sequence[Reached]) -> str:
        """A line with its mark, its number, what is missing of it; which cases come here shows when pointed at."""
        missing = [one for one in found if not one.done]
        kind, mark = ("bad", "✗") if missing else ("good", "✓") if found else ("plain", "")
        cases = list(dict.fromkeys(case for one in found for case in one.cases))
        title = f' title="{text(self.say("cases"))}：{text("、".join(cases))}"' if cases else ""
        told = "".join(f"<li>{text(one.aim.missing(self.language))}</li>" for one in missing)
        below = f"<ul>{told}</ul>" if told else ""
        cells = f'<span class="mark">{mark}</span><span class="number">{number}</span><span>{text(words)}</span>'
        return f'<li id="{place}" class="{kind}"{title}>{cells}{below}</li>'


def coverage_page(found: Sequence[Coverage], language: Language = "zh") -> str:
    """The page of one rule file, or of several."""
    here = _Page(language)
    reached, total = together(found)
    share = f"{shown_percent(percent_of(reached, total))}（{reached}/{total}）"
    body = [facts({here.say("share"): share, here.say("files"): len(found)})]
    if len(found) > 1:
        body.append(_index(found))
    for number, coverage in enumerate(found):
        body.extend(here.section(coverage, number))
    return page(here.say("title"), "\n".join(body), language, style=_STYLE)


def _index(found: Sequence[Coverage]) -> str:
    items = "".join(
        f'<li><a href="#f{number}">{text(one.source.name)}</a> {shown_percent(one.percent)}</li>'
        for number, one in enumerate(found)
    )
    return f"<nav><ul>{items}</ul></nav>"
