"""The statements of a rule file while others are laid over it: what is there, what is locked, what was changed."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from govperf.diagnostics import Diagnostic, Template
from govperf.diagnostics.suggest import nearest
from govperf.frozen import frozen
from govperf.semantics import messages
from govperf.semantics.names import ends_or_passes
from govperf.source import Span
from govperf.syntax.declarations import (
    Assignment,
    CohortOutput,
    GradeScale,
    Indicator,
    IndicatorTree,
    InputBlock,
    Ledger,
    LookupTable,
    MethodDefinition,
    ParameterDeclaration,
    Statement,
)

Steps = tuple[str, ...]
"""The names that lead to an indicator, from the root of its tree."""

_LISTED = 6


@frozen
class Changed:
    """One thing that a file does to the one it builds on: 改, 删 or 增, with the words before and after."""

    action: str
    name: str
    before: str
    after: str
    clause: str
    span: Span = field(eq=False, repr=False)


@define
class Layers:
    """What the files laid so far say. ``touched`` is what the file in hand has changed; it changes a thing once."""

    statements: list[Statement] = field(factory=list)
    locked: set[str] = field(factory=set)
    locked_nodes: set[Steps] = field(factory=set)
    touched: set[str] = field(factory=set)
    changes: list[Changed] = field(factory=list)
    diagnostics: list[Diagnostic] = field(factory=list)

    def report(self, template: Template, span: Span, **facts: object) -> None:
        """Notes a finding."""
        self.diagnostics.append(template.at(span, **facts))

    def note(self, action: str, name: str, before: str, after: str, clause: str, span: Span) -> None:
        """Notes a change that was made."""
        self.changes.append(Changed(action, name, before, after, clause, span))

    # --- what is there ---

    def names(self) -> tuple[str, ...]:
        """Every name that could be changed."""
        found = [name for statement in self.statements for name in names_of(statement)]
        return (*found, *(steps[-1] for _, steps, _ in self.nodes()))

    def place_of(self, name: str) -> int | None:
        """Where a name is defined at the margin; inputs have their own places."""
        for index, statement in enumerate(self.statements):
            if not isinstance(statement, InputBlock) and name in names_of(statement):
                return index
        return None

    def place_of_input(self, name: str) -> tuple[int, InputBlock, int] | None:
        """Where the block of an input stands, the block, the line of the input there."""
        for index, statement in enumerate(self.statements):
            if isinstance(statement, InputBlock):
                for number, line in enumerate(statement.lines):
                    if any(word.text == name for word in line.names):
                        return index, statement, number
        return None

    def nodes(self) -> Iterator[tuple[int, Steps, Indicator]]:
        """Every indicator with the place of its tree."""
        for index, statement in enumerate(self.statements):
            if isinstance(statement, IndicatorTree):
                yield from ((index, steps, node) for steps, node in nodes_under(statement.root))

    def nodes_like(self, path: Steps) -> list[tuple[int, Steps, Indicator]]:
        """The indicators that a path can mean."""
        return ends_or_passes([*self.nodes()], path, lambda one: one[1])

    # --- what may be done ---

    def may_touch(self, name: str, span: Span, *, node: Steps = ()) -> bool:
        """The name, or the indicator, is not locked and was not changed before by the same file; noted otherwise."""
        locked = name if name in self.locked else self._locked_beside(node)
        if locked:
            self.report(messages.LOCKED, span, name=locked)
            return False
        key = ".".join(node) or name
        if key in self.touched:
            self.report(messages.DUPLICATE, span, name=name)
            return False
        self.touched.add(key)
        return True

    def lock_over(self, path: Steps) -> str:
        """What is locked of the thing that a path means: itself, or what it belongs to."""
        name = ".".join(path)
        if name in self.locked:
            return name
        meant = [steps for _, steps, _ in self.nodes_like(path)]
        over = (lock for lock in sorted(self.locked_nodes) if any(steps[: len(lock)] == lock for steps in meant))
        return next((lock[-1] for lock in over), "")

    def _locked_beside(self, node: Steps) -> str:
        """What is locked of an indicator: itself, what it belongs to, what belongs to it."""
        for lock in sorted(self.locked_nodes):
            shorter = min(len(lock), len(node))
            if shorter and lock[:shorter] == node[:shorter]:
                return lock[-1]
        return ""

    def unknown(self, name: str, span: Span, action: str, own: tuple[str, ...] = ()) -> None:
        """Notes that there is nothing of this name to be changed; ``own`` are names of the file in hand."""
        near = nearest(name, self.names())
        if name in own:
            advice = f"“{name}”就写在本文件里，请直接改那一行"
        else:
            advice = f"是不是“{near[0]}”？" if near else "请核对名称；新增的内容行首不写 改"
        self.report(messages.UNKNOWN_TARGET, span, name=name, action=action, advice=advice)

    def ambiguous(self, name: str, found: list[tuple[int, Steps, Indicator]], span: Span) -> None:
        """Notes that several indicators bear a name."""
        paths = "、".join(".".join(steps) for _, steps, _ in found[:_LISTED])
        self.report(messages.AMBIGUOUS, span, name=name, paths=paths, example=".".join(found[0][1][-2:]))


def names_of(statement: Statement) -> tuple[str, ...]:
    """The names that a statement defines at the margin."""
    match statement:
        case InputBlock(lines):
            return tuple(word.text for line in lines for word in line.names)
        case IndicatorTree(root):
            return (root.name.text,)
        case (
            Assignment()
            | CohortOutput()
            | GradeScale()
            | Ledger()
            | LookupTable()
            | MethodDefinition()
            | ParameterDeclaration()
        ):
            return (statement.name.text,)
        case _:
            return ()


def nodes_under(root: Indicator) -> Iterator[tuple[Steps, Indicator]]:
    """Every indicator of a tree with the names that lead to it."""
    waiting: list[tuple[Steps, Indicator]] = [((root.name.text,), root)]
    while waiting:
        steps, node = waiting.pop()
        yield steps, node
        waiting.extend(((*steps, child.name.text), child) for child in reversed(node.children))


def clause_of(statement: Statement) -> str:
    """The clause that a statement names."""
    remarks = getattr(statement, "remarks", None)
    return remarks.clause if remarks is not None else ""


__all__ = ["Changed", "Layers", "Steps", "clause_of", "names_of", "nodes_under"]
