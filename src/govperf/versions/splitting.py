"""Splits the statements of a policy into its clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import define, evolve, field

from govperf.semantics.layers import names_of
from govperf.source import Span
from govperf.syntax.declarations import (
    Assertion,
    Assignment,
    Band,
    BelowLast,
    Case,
    Ceiling,
    CohortOutput,
    Downgrade,
    GradeLine,
    GradeScale,
    GradeVeto,
    Header,
    Indicator,
    IndicatorTree,
    InputBlock,
    InputLine,
    Known,
    Ledger,
    Lock,
    LookupTable,
    MethodDefinition,
    ObjectDeclaration,
    Outputs,
    ParameterDeclaration,
    Participation,
    Requirement,
    RuleFile,
    Statement,
    TieRule,
    Ungraded,
    UnitsDeclaration,
    Veto,
)
from govperf.syntax.show_expressions import show_expression
from govperf.versions.clauses import COLUMN, HEADER, LINE, NAMELESS, NODE, ROW, Clause, Key, Row


def clauses_of(file: RuleFile) -> tuple[Clause, ...]:
    """All clauses of a policy whose files have been laid over each other, in their order; each has a key of its own."""
    splitter = _Splitter()
    found: list[Clause] = [] if file.header is None else list(_header(file.header))
    for statement in file.statements:
        found.extend(splitter.split(statement))
    return tuple(found)


def _header(header: Header) -> Iterator[Clause]:
    """生效 is a clause like the name, the version: it says when the policy holds, not what it gives."""
    name = evolve(header, lines=(), effective=None)
    yield Clause((NAMELESS, HEADER, "名称"), HEADER, "规则名称", name, span=header.span)
    for line in header.lines:
        yield Clause((NAMELESS, HEADER, line.word), HEADER, line.word, line, span=line.span)
    if header.effective is not None:
        period = header.effective
        yield Clause((NAMELESS, HEADER, "生效"), HEADER, "生效", period, span=period.span)


@define
class _Splitter:
    """Counts what bears no name, so that each has a key."""

    seen: Counter[Key] = field(factory=Counter)

    def key(self, *parts: str) -> Key:
        """A key that no other clause has: the parts, with a number where they came before."""
        self.seen[parts] += 1
        number = self.seen[parts]
        return parts if number == 1 else (*parts, str(number))

    def head(self, name: str) -> Key:
        """The key of a statement that defines a name; an input may bear the name of something else."""
        self.seen[name,] += 1
        number = self.seen[name,]
        return (name,) if number == 1 else (f"{name}（{number}）",)

    def split(self, statement: Statement) -> Iterator[Clause]:
        match statement:
            case InputBlock():
                yield from self._inputs(statement)
            case Ledger():
                yield from self._ledger(statement)
            case IndicatorTree():
                yield from self._tree(statement)
            case GradeScale():
                yield from self._scale(statement)
            case LookupTable():
                yield from self._table(statement)
            case _:
                names = names_of(statement)
                sort = sort_of(statement)
                key = self.head(names[0]) if names else self.key(NAMELESS, sort)
                yield Clause(key, sort, title_of(statement) or sort, statement, span=statement.span)

    def _inputs(self, block: InputBlock) -> Iterator[Clause]:
        for line in block.lines:
            for name in line.names:
                alone = evolve(block, lines=(evolve(line, names=(name,)),))
                yield Clause(self.head(name.text), "输入", name.text, alone, span=line.span)

    def _ledger(self, ledger: Ledger) -> Iterator[Clause]:
        owner = evolve(ledger, columns=())
        name = ledger.name.text
        head = self.head(name)
        yield Clause(head, "明细", name, owner, span=ledger.span)
        for column in ledger.columns:
            match column:
                case InputLine():
                    for one in column.names:
                        title = f"{name}.{one.text}"
                        alone = evolve(column, names=(one,))
                        key = self.key(*head, COLUMN, one.text)
                        yield Clause(key, "明细列", title, alone, owner, column.span)
                case Assignment():
                    key = self.key(*head, COLUMN, column.name.text)
                    yield Clause(key, "明细列", f"{name}.{column.name.text}", column, owner, column.span)
                case Requirement():
                    key = self.key(*head, COLUMN, "要求", "")
                    yield Clause(key, "要求", f"{name}·要求", column, owner, column.span)

    def _tree(self, tree: IndicatorTree) -> Iterator[Clause]:
        root = tree.root
        alone = evolve(tree, root=evolve(root, children=()))
        head = self.head(root.name.text)
        yield Clause(head, "指标", root.name.text, alone, span=root.span)
        waiting = [((*head, NODE, child.name.text), child) for child in reversed(root.children)]
        while waiting:
            path, node = waiting.pop()
            key = self.key(*path)
            title = ".".join((path[0], *path[2:]))
            yield Clause(key, "指标", title, evolve(node, children=()), span=_first_line(node))
            waiting.extend(((*key, child.name.text), child) for child in reversed(node.children))

    def _scale(self, scale: GradeScale) -> Iterator[Clause]:
        name = scale.name.text
        head = self.head(name)
        yield Clause(head, "等次", name, evolve(scale, lines=()), span=scale.span)
        for line in scale.lines:
            said = line_title(line)
            own = (line.grade.text,) if isinstance(line, Band) else ("", sort_of(line))
            yield Clause(self.key(*head, LINE, *own), sort_of(line), f"{name}·{said}", line, scale, line.span)

    def _table(self, table: LookupTable) -> Iterator[Clause]:
        owner = evolve(table, table=evolve(table.table, rows=()))
        name = table.name.text
        head = self.head(name)
        yield Clause(head, "对照表", name, owner, span=table.span)
        for row in table.table.rows:
            first = row[0].text if row else ""
            span = row[0].span.to(row[-1].span) if row else table.span
            yield Clause(self.key(*head, ROW, first), "对照表行", f"{name}·{first}", Row(row), owner, span)


def _first_line(node: Indicator) -> Span:
    """The words of an indicator without those of its children."""
    if not node.children:
        return node.span
    end = min(child.span.start for child in node.children)
    return evolve(node.span, end=max(node.span.start, end))


def sort_of(node: Statement | GradeLine | Lock) -> str:
    """The word for what a statement, or a line of a scale, is."""
    match node:
        case Veto(word=word):
            return word
        case Downgrade():
            return "降等"
        case _:
            return _SORTS.get(type(node), "语句")


_SORTS = {
    Assignment: "计算",
    ParameterDeclaration: "参数",
    MethodDefinition: "方法",
    CohortOutput: "全体输出",
    ObjectDeclaration: "对象",
    UnitsDeclaration: "单位",
    Requirement: "要求",
    Participation: "参评",
    Outputs: "输出",
    Assertion: "断言",
    Known: "已知",
    Case: "用例",
    Lock: "锁定",
    Band: "等次档",
    TieRule: "并列",
    Ungraded: "不定等次",
    GradeVeto: "一票否决",
    Ceiling: "不高于",
    BelowLast: "以下",
}


def title_of(statement: Statement) -> str:
    """What people call a statement; empty where it has no name."""
    match statement:
        case Case(name=name):
            return f"用例“{name}”"
        case _:
            return next(iter(names_of(statement)), "")


def line_title(line: GradeLine) -> str:
    """What people call a line of a scale."""
    match line:
        case Band(grade=grade):
            return grade.text
        case Ceiling(grade=grade):
            return f"不高于 {grade.text}"
        case GradeVeto(condition=condition):
            return f"一票否决 {show_expression(condition)}"
        case _:
            return sort_of(line)


def locks_of(files: Iterable[RuleFile]) -> tuple[Clause, ...]:
    """What the files keep from those that build on them."""
    locks = [one for file in files for one in file.statements if isinstance(one, Lock)]
    splitter = _Splitter()
    return tuple(Clause(splitter.key(NAMELESS, "锁定"), "锁定", "锁定", one, span=one.span) for one in locks)


__all__ = ["clauses_of", "line_title", "locks_of", "sort_of"]
