"""The words of a clause, with what of them differs between two versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import evolve

from govperf.diagnostics import text_width
from govperf.frozen import frozen
from govperf.semantics import Settings
from govperf.syntax.declarations import (
    Band,
    Case,
    GradeScale,
    Header,
    HeaderLine,
    Indicator,
    IndicatorTree,
    InputBlock,
    Ledger,
    LookupTable,
    Period,
)
from govperf.syntax.expressions import Name
from govperf.syntax.show_names import name_text
from govperf.syntax.show_statements import statement_lines
from govperf.syntax.show_words import Line, Word
from govperf.values import show_value
from govperf.versions.bare import bare
from govperf.versions.clauses import Clause, Order, Row

_TOKEN = re.compile(
    r"保留(?:\d+位小数|整数)(?:\([^)]*\))?|\d[\d.]*(?:万亿|万|亿)?(?:%|‰|个百分点)?|[A-Za-z_]+|[\u3400-\u9fff]+|\s+|."
)
_NAME = re.compile(r"[A-Za-z_\u3400-\u9fff]+")
_OPERATORS = frozenset("×÷+−≤≥<>=≠：~")
_SHORT = 30
"""Terminal cells up to which both versions are shown whole instead of what differs in them."""

_MOST_HUNKS = 3
_ALIKE = 0.4
"""How much two texts must have in common before what differs in them says more than the whole."""


@frozen
class Hunk:
    """Words that became other words; empty where there were none, or are none."""

    before: str
    after: str


def words_of(clause: Clause) -> str:
    """The clause in canonical words on one line, without 依据 or 说明."""
    node = bare(clause.node)
    match node:
        case Row(cells):
            return " | ".join(cell.text for cell in cells)
        case Order(names=names):
            return "、".join(names)
        case Settings():
            return _settings(node)
        case Header(name=name):
            return name
        case HeaderLine(text=text):
            return text
        case Period(start=start, end=end):
            return f"{start} 起" if end is None else f"{start} 至 {end}"
        case Case(name=name):
            return name
        case _:
            return one_line(_lines(clause, node))


def _settings(settings: Settings) -> str:
    said = [f"{name}={_plain(value)}" for name, value in settings.parameters.items()]
    return "，".join([*said, *([f"考核日期 {settings.on}"] if settings.on else [])]) or "没有另外设定"


def _plain(value: object) -> str:
    return show_value(value) if isinstance(value, bool) else str(value)


def one_line(lines: Sequence[Line]) -> str:
    """The lines of a statement on one; the arms of a block after their head, each set off by a blank."""
    return "；".join(line.text for line in lines) if len(lines) > 2 else " ".join(line.text for line in lines)


def _lines(clause: Clause, node: object) -> list[Line]:
    """A line inside a statement is shown by its statement, which then goes."""
    owner = bare(clause.owner)
    match owner, node:
        case Ledger(), _:
            return list(statement_lines(evolve(owner, columns=(node,))))[1:]  # type: ignore[arg-type]  # one of its columns
        case GradeScale(), Band(test=None):
            tested = [line for line in owner.lines if isinstance(line, Band) and line.test is not None]
            return list(statement_lines(evolve(owner, lines=(*tested[:1], node))))[-1:]
        case GradeScale(), _:
            return list(statement_lines(evolve(owner, lines=(node,))))[1:]  # type: ignore[arg-type]  # one of its lines
        case _, Indicator():
            tree = IndicatorTree(node, span=node.span)
            first, *arms = statement_lines(tree)
            return [evolve(first, words=first.words[2:]), *arms]
        case _, LookupTable(table=table):
            first = next(statement_lines(node))
            heads = Word(f"：{' | '.join(cell.text for cell in table.head)}")
            return [evolve(first, words=(*first.words, heads))]
        case _:
            return list(statement_lines(node))  # type: ignore[arg-type]  # what is left are statements


def rest_of(clause: Clause, words: str) -> str:
    """The words behind the name of a clause, as its name is said before them."""
    name = clause.title.split("·")[-1].split(".")[-1]
    quoted = name_text(Name(name, span=clause.span)) if clause.span is not None else name
    for start in (f"{clause.sort} {quoted}", f"中间 {quoted}", quoted, name):
        if words.startswith(start):
            return words[len(start) :].lstrip(" ").removeprefix("：").removeprefix("=")
    return words


# --- what differs ---


@frozen
class Told:
    """How a change is told: under which title, what became what; ``whole`` where that is all there is to say."""

    title: str
    hunks: tuple[Hunk, ...]
    whole: bool


def told(old: Clause, new: Clause) -> Told:
    """What differs between a clause and what became of it."""
    before, after = words_of(old), words_of(new)
    short = Hunk(rest_of(old, before), rest_of(new, after))
    named = new.sort in _BY_NAME and old.title == new.title
    if not named or short.before == short.after:
        title = new.owner_title or new.title  # of an order the title is that of what is ordered
        return Told(title, (Hunk(before, after),), whole=True)
    if "；" in short.before and "；" in short.after:
        return Told(new.title, arms(short.before, short.after), whole=True)
    found = hunks(short.before, short.after)
    return Told(new.title, found, found == (short,))


_BY_NAME = frozenset(("输入", "明细", "明细列", "参数", "计算", "指标", "等次", "等次档", "对照表", "方法", "全体输出"))
"""Sorts of clauses that are told by their name; others are told whole."""


def hunks(before: str, after: str) -> tuple[Hunk, ...]:
    """What differs, with the sign and the name before it; the whole where that says more, or is short."""
    whole = (Hunk(before, after),)
    if _is_short(*whole) or not before or not after:
        return whole
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found = tuple(_differing(matcher, old, new))
    clear = len(found) <= _MOST_HUNKS and all(_is_clear(one) for one in found)
    return found if clear and matcher.ratio() >= _ALIKE else whole


def _is_short(hunk: Hunk) -> bool:
    return max(text_width(hunk.before), text_width(hunk.after)) <= _SHORT


def arms(before: str, after: str) -> tuple[Hunk, ...]:
    """What differs in a block: arm by arm where each is found again, otherwise all arms from the first to the last."""
    old, new = before.split("；"), after.split("；")
    changed = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    if all(tag == "replace" and i2 - i1 == j2 - j1 for tag, i1, i2, j1, j2 in changed):
        pairs = [pair for _, i1, i2, j1, j2 in changed for pair in zip(old[i1:i2], new[j1:j2], strict=True)]
        found = tuple(one for pair in pairs for one in _of_arm(*pair))
        if len(found) <= 2 * _MOST_HUNKS:
            return found
    first, last = changed[0], changed[-1]
    return (Hunk("；".join(old[first[1] : last[2]]), "；".join(new[first[3] : last[4]])),)


def _of_arm(before: str, after: str) -> Iterator[Hunk]:
    """What differs in one arm, under its test where that is the same."""
    test, mark, value = before.partition("：")
    other, _, changed = after.partition("：")
    if not mark or test != other or _is_short(Hunk(before, after)):
        yield Hunk(before, after)
        return
    for number, one in enumerate(hunks(value, changed)):
        label = "" if number else f"{test}："
        yield Hunk(f"{label}{one.before}", f"{label}{one.after}" if not one.before else one.after)


def _differing(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        lead = _lead(old, i1) if tag == "replace" else 0
        closed = lead > 2 and old[i2 : i2 + 1] == new[j2 : j2 + 1] == [")"]
        yield Hunk("".join(old[i1 - lead : i2 + closed]).strip(), "".join(new[j1 - lead : j2 + closed]).strip())


def _lead(tokens: Sequence[str], start: int) -> int:
    """How many words before a difference belong to it: ``×`` with the name before it, ``(≤`` with what it clamps."""
    before = [*reversed(tokens[max(start - 3, 0) : start]), "", "", ""]
    if before[0] not in _OPERATORS:
        return int(_is_name(before[0]))
    if before[1] == "(":
        return 3 if _is_name(before[2]) else 1
    return 2 if _is_name(before[1]) else 1


def _is_name(token: str) -> bool:
    return _NAME.fullmatch(token) is not None


def _is_clear(hunk: Hunk) -> bool:
    """Both sides can be read by themselves: brackets are closed, no sign stands at the end."""
    for side in (hunk.before, hunk.after):
        if side.count("(") != side.count(")") or side[-1:] in _OPERATORS or side.strip("+−×÷") == "" != side:
            return False
    return True


def clause_of(clause: Clause | None) -> str:
    """Where the clause stands in the printed policy: its 依据."""
    node = None if clause is None else clause.node
    if isinstance(node, InputBlock):
        return node.lines[0].remarks.clause or node.remarks.clause
    if isinstance(node, IndicatorTree):
        return node.root.remarks.clause
    remarks = getattr(node, "remarks", None)
    return "" if remarks is None else str(remarks.clause)


__all__ = ["Hunk", "Told", "clause_of", "rest_of", "told", "words_of"]
