"""A case as data: the objects that its lines describe, what is expected of them."""

from __future__ import annotations

from attrs import define, evolve, field

from govperf.cases.model import CaseFailure
from govperf.cases.values import fits, input_value, kind_of, ledger_of, written_value
from govperf.diagnostics import Problem
from govperf.errors import UnknownKeyError
from govperf.evaluate.outcome import ObjectData
from govperf.evaluate.records import count_problems
from govperf.frozen import frozen
from govperf.graph import Graph, Node
from govperf.limits import Limits
from govperf.semantics import Role
from govperf.semantics.wording import kind_zh
from govperf.source import Span
from govperf.syntax.declarations import ExpectedWorking
from govperf.syntax.expressions import Expression
from govperf.terms.terms import Value
from govperf.values import Missing


@frozen
class Wanted:
    """What one expectation says: a value, or a kind of error; of all objects where ``object`` is None.

    ``row`` is the record of a ledger that a column is expected of.
    """

    key: str
    value: Value | None
    error: str
    span: Span = field(eq=False, repr=False)
    object: int | None = None
    row: int = -1


@define
class Draft:
    """The data of one object while it is collected."""

    values: dict[str, Value] = field(factory=dict)
    ledgers: dict[str, list[dict[str, Value]]] = field(factory=dict)
    given: dict[str, Value] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    name: str = ""

    def finished(self, graph: Graph) -> ObjectData:
        """The data; a ledger that no line lists is empty, one with a fixed number of records is missing."""
        ledgers = dict(self.ledgers)
        for ledger in graph.ruleset.ledgers:
            if ledger.name not in ledgers and ledger.count is None:
                ledgers[ledger.name] = []
            self.problems.extend(count_problems(ledger, ledgers[ledger.name]) if ledger.name in ledgers else ())
        return ObjectData(self.values, ledgers, self.given, self.name, tuple(self.problems))


@define
class CaseData:
    """A case as data: objects, expectations, what could not be understood.

    ``workings`` are expected workings with the key of the node; of all outputs where that is empty.
    """

    graph: Graph
    limits: Limits
    span: Span
    drafts: list[Draft] = field(factory=list)
    wanted: list[Wanted] = field(factory=list)
    workings: list[tuple[str, ExpectedWorking]] = field(factory=list)
    failures: list[CaseFailure] = field(factory=list)
    told: set[str] = field(factory=set)
    whole: bool = False

    def fail(self, message: str, span: Span) -> None:
        """Notes a line that makes no sense."""
        self.failures.append(CaseFailure(message, span=span))

    def node(self, path: tuple[str, ...], span: Span) -> Node | None:
        """The node of a name or path; noted where there is none."""
        for name in (".".join(path), ".".join(path[1:]) if path[0] == "输入" else ""):
            try:
                if name:
                    return self._data_leaf(self._bearer(self.graph[name], path))
            except UnknownKeyError:
                continue
        found = self._by_steps(path)
        if found is None:
            self.fail(f"没有叫“{'.'.join(path)}”的输入或计算项", span)
        return found

    def _bearer(self, node: Node, path: tuple[str, ...]) -> Node:
        """The one indicator with a rule that bears an input's name: a bare name means it, as it does in formulas."""
        if node.input is None or len(path) > 1:
            return node
        scored = [one for one in self.graph.nodes if one.role is Role.INDICATOR and one.key.endswith(f".{path[0]}")]
        ruled = [one for one in scored if one.definition is not None and one.definition.formula is not None]
        return ruled[0] if len(ruled) == 1 else node

    def _data_leaf(self, node: Node) -> Node:
        """A leaf without a rule stands for the input that it is."""
        data = f"{node.key}#"
        if data not in self.graph:
            return node
        return self.graph[data]

    def _by_steps(self, path: tuple[str, ...]) -> Node | None:
        """A path that leaves out levels."""
        found = [node for node in self.graph.nodes if _passes(tuple(node.key.rstrip("#").split(".")), path)]
        data = [node for node in found if node.key.endswith("#")]
        chosen = data or found
        return chosen[0] if len(chosen) == 1 else None

    def of_object(self, path: tuple[str, ...], span: Span) -> Node | None:
        """As :meth:`node`, for what an object has one value of; noted where it has not."""
        node = self.node(path, span)
        name = ".".join(path)
        if node is not None and (node.role is Role.LEDGER or ledger_of(node)):
            ledger = ledger_of(node) or node.key
            self.fail(f"“{name}”不是一个值：明细“{ledger}”的记录要写成一张表，或按列写 {ledger}.列名=…、…", span)
            return None
        return node

    def result_key(self, node: Node) -> str:
        """What is expected of a leaf is its score."""
        key = node.key.removesuffix("#")
        return key if key in self.graph else node.key

    def written(self, expression: Expression, node: Node) -> Value | None:
        """The value of an expression without names for a node; noted where it is none."""
        value = written_value(expression, kind_of(node))
        if value is None:
            self.fail(f"“{expression.span.text}”不是一个值：用例里只能写数、文字、是、否、缺", expression.span)
        return value

    def put(self, draft: Draft, node: Node, value: Value | str | None, span: Span) -> None:
        """Gives an object the value of a node; text is read by the domain of an input."""
        if value is None:
            return
        if node.input is None:
            if self._fits(node, value, span):
                draft.given[node.key] = value
            return
        read = input_value(node, value, (node.input.name,), self.limits)
        if isinstance(read, Problem):
            draft.problems.append(evolve(read, span=span))
        elif read is not Missing.ABSENT:
            draft.values[node.key] = read

    def _fits(self, node: Node, value: Value | str, span: Span) -> bool:
        """A given value is of the kind that the node computes; noted where it is not."""
        kind = kind_of(node)
        if kind is None or fits(value, kind):
            return True
        message = f"“{node.name}”要{kind_zh(kind.base)}，“{span.text}”给的不是"
        if all(failure.message != message for failure in self.failures):
            self.fail(message, span)
        return False

    def put_cell(self, draft: Draft, node: Node, value: Value | str | None, row: int, span: Span) -> None:
        """Gives a record of an object's ledger the value of a column, be it computed otherwise."""
        if value is None:
            return
        ledger = ledger_of(node)
        cells = draft.ledgers[ledger][row]
        if node.input is None:
            if self._fits(node, value, span):
                cells[node.key] = value
            return
        read = input_value(node, value, (ledger, row + 1, node.input.name), self.limits)
        if isinstance(read, Problem):
            draft.problems.append(evolve(read, span=span))
        elif read is not Missing.ABSENT:
            cells[node.key] = read


def _passes(whole: tuple[str, ...], path: tuple[str, ...]) -> bool:
    steps = iter(whole)
    return whole[-1] == path[-1] and all(any(step == name for step in steps) for name in path)
