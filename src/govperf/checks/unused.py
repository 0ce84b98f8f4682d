"""Names that nothing uses.

What: an input, a column, a ledger, a parameter, a 中间 value, a table, a 方法 that no formula names.
Why: a deduction that is asked for yet never subtracted is a line of the policy that was forgotten.
Example: 输入“投诉查处”没有用到.
Instead: put it into the formula that it belongs to, or remove it; what is only kept on file is 文本.

Texts and dates are for the file; a choice is often only a class, so that it earns a note. What a base leaves to those
that build on it earns a note too.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from govperf.checks.check import Check
from govperf.checks.subject import Subject
from govperf.diagnostics import Diagnostic, Severity, Template
from govperf.frozen import frozen
from govperf.syntax.declarations import (
    Assignment,
    Case,
    Cell,
    ChoiceDomain,
    InputBlock,
    InputLine,
    KindDomain,
    Known,
    Ledger,
    Lock,
    LookupTable,
    MethodDefinition,
    ParameterDeclaration,
    Statement,
)
from govperf.syntax.expressions import Name
from govperf.syntax.walk import walk

UNUSED = Template(
    "未使用",
    "never-used",
    "{kind}“{name}”没有用到",
    "“{name}” is never used",
    '请检查公式里是不是漏了它；用不着的请删去，要留着的写 已知 未使用 说明 "…"',
    "put it into the formula it belongs to, or remove it",
    Severity.WARNING,
)


@frozen
class Declared:
    """One declared name with what it is; ``doubtful`` says that not using it may be meant."""

    kind: str
    word: Name
    doubtful: bool = False


def unused(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each name of the file that nothing in it, nor in what it builds on, mentions."""
    if subject.formula_alone:
        return
    statements = subject.statements
    declared = [one for statement in statements for one in _declared(statement, subject)]
    own = {_place(one.word) for one in declared}
    mentioned, cells = _mentioned(statements, own)
    base = any(isinstance(statement, Lock) for statement in subject.files[0].statements)
    for one in declared:
        if one.word.span.source is not subject.files[0].source or one.word.text == subject.ruleset.object_name:
            continue
        if one.word.text not in mentioned and not any(one.word.text in text for text in cells):
            finding = UNUSED.at(one.word.span, kind=one.kind, name=one.word.text)
            yield evolve(finding, severity_override=Severity.NOTE if one.doubtful or base else None)


def _mentioned(statements: tuple[Statement, ...], own: set[tuple[str, int]]) -> tuple[set[str], list[str]]:
    """Words that stand anywhere but where they are declared, in cases, or in what keeps a name from change."""
    words: set[str] = set()
    cells: list[str] = []
    for statement in statements:
        if isinstance(statement, Case | Known | Lock):
            continue
        for node in walk(statement):
            if isinstance(node, Name) and _place(node) not in own:
                words.add(node.text)
            elif isinstance(node, Cell):
                cells.append(node.text)
    return words, cells


def _place(word: Name) -> tuple[str, int]:
    return word.span.source.name, word.span.start


def _declared(statement: Statement, subject: Subject) -> Iterator[Declared]:
    match statement:
        case InputBlock(lines):
            for line in lines:
                yield from _inputs(line, "输入")
        case Ledger():
            yield from _ledger(statement)
        case ParameterDeclaration():
            yield Declared("参数", statement.name)
        case LookupTable():
            yield Declared("对照表", statement.name)
        case MethodDefinition():
            yield Declared("方法", statement.name)
        case Assignment() if statement.name.text not in subject.ruleset.outputs:
            yield Declared("中间值" if statement.hidden else "计算项", statement.name)
        case _:
            return


def _ledger(ledger: Ledger) -> Iterator[Declared]:
    yield Declared("明细", ledger.name)
    for line in ledger.columns:
        match line:
            case InputLine():
                yield from _inputs(line, "明细列")
            case Assignment():
                yield Declared("明细列", line.name)
            case _:
                pass


def _inputs(line: InputLine, kind: str) -> Iterator[Declared]:
    if isinstance(line.domain, KindDomain) and line.domain.kind in ("文本", "日期"):
        return
    for word in line.names:
        yield Declared(kind, word, doubtful=isinstance(line.domain, ChoiceDomain))


CHECK = Check(
    UNUSED,
    unused,
    what="输入、明细列、明细、参数、中间值、对照表、方法，没有一处用到。"
    "文本和日期不算；选项、有 锁定 的文件（留给别的文件沿用）只作提示。",
    why="填了却从不减的扣分，是公式里漏掉的一项。",
    instead='补进公式，或删去；只作登记的，写成文本，或写 已知 未使用 说明 "…"。',
)
