"""Turns indicator trees into definitions, one for each node."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from govperf.frozen import frozen
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.marks import Share, check_sum, shares_of
from govperf.semantics.model import Definition, Domain, InputDefinition, RequirementDefinition, Role
from govperf.semantics.roundings import places_of, words_of
from govperf.syntax.declarations import (
    Applies,
    Floor,
    Indicator,
    IndicatorTree,
    MayBeNegative,
    OptionalLeaf,
    OverFull,
    Prorated,
)
from govperf.syntax.expressions import Expression
from govperf.terms import build, terms
from govperf.terms.kinds import NUMBER, Base, Kind
from govperf.values import Missing


@frozen
class Node:
    """A node of a tree with its place: key, names from the root, full marks, the conditions above it.

    ``prorated`` says that the parent bears 缺项按比例折算, so that the node may be 缺.
    """

    written: Indicator
    path: tuple[str, ...]
    full: terms.Term
    above: tuple[terms.Term, ...]
    own: terms.Term | None
    children: tuple[Node, ...]
    prorated: bool = False

    @property
    def key(self) -> str:
        """Key of the node's definition: its path."""
        return ".".join(self.path)

    @property
    def conditions(self) -> tuple[terms.Term, ...]:
        """Everything that must hold for the node to apply."""
        return self.above if self.own is None else (*self.above, self.own)

    @property
    def data_key(self) -> str:
        """Key of the input that a leaf without a rule is."""
        return f"{self.key}#"


def nodes_of(tree: IndicatorTree) -> Iterator[tuple[tuple[str, ...], Indicator]]:
    """Every node with its path, the root first."""
    stack: list[tuple[tuple[str, ...], Indicator]] = [((tree.root.name.text,), tree.root)]
    while stack:
        path, node = stack.pop()
        yield path, node
        stack.extend(((*path, child.name.text), child) for child in reversed(node.children))


def is_data(node: Indicator) -> bool:
    """A leaf without a rule: its score comes with the data."""
    return not node.children and node.formula is None and node.method is None


def may_be_absent(node: Indicator) -> bool:
    """The node may not apply, or its data may be absent."""
    own = any(isinstance(option, Applies | OptionalLeaf) for option in node.options)
    return own or (bool(node.children) and all(may_be_absent(child) for child in node.children))


def presence(node: Node) -> tuple[terms.Term, ...]:
    """What must hold for the node to have a value: its conditions, with those of one child where no child is sure."""
    if not node.children:
        unsure = node.prorated or _optional(node)
        return (*node.conditions, terms.IsPresent(terms.Read(node.key))) if unsure else node.conditions
    if not all(_may_lack(child) for child in node.children):
        return node.conditions
    each = tuple(presence(child) for child in node.children)
    return (*node.conditions, terms.Some(tuple(one[0] if len(one) == 1 else terms.Every(one) for one in each)))


def is_prorated(node: Indicator) -> bool:
    """The node bears 缺项按比例折算."""
    return any(isinstance(option, Prorated) for option in node.options)


def plan(e: Elaborator, tree: IndicatorTree) -> Node:
    """The tree with marks and conditions settled; marks that do not add up are reported."""
    root = tree.root
    full = _marks_or_sum(e, root)
    return _node(e, root, (root.name.text,), full, ())


def _marks_or_sum(e: Elaborator, root: Indicator) -> terms.Term:
    if root.marks is not None:
        typed = e.number(root.marks, Scope())
        if typed.kind.percent:
            _report_share(e, root, root.marks, "最上面的指标没有上级，不能写占上级的比例")
            return build.constant(100)
        return typed.term
    marked = [child.marks for child in root.children if child.marks is not None]
    if not marked or len(marked) != len(root.children):
        e.report(messages.NO_MARKS, root.name.span, name=root.name.text)
        return build.ZERO
    found = [e.number(marks, Scope()) for marks in marked]
    if all(one.kind.percent for one in found):
        return build.constant(100)
    if odd := [marks for marks, one in zip(marked, found, strict=True) if one.kind.percent]:
        _report_share(e, root, odd[0], f"“{root.name.text}”没有写分值，下级不能有的写分、有的写比例")
    return build.total(tuple(one.term for one in found))


def _report_share(e: Elaborator, node: Indicator, marks: Expression, reason: str) -> None:
    e.told.add(id(node))
    e.report(messages.MISPLACED, marks.span, words=marks.span.text, reason=reason, advice="请写分值，例如 100分")


def _node(
    e: Elaborator, written: Indicator, path: tuple[str, ...], full: terms.Term, above: tuple[terms.Term, ...]
) -> Node:
    conditions = [option.condition for option in written.options if isinstance(option, Applies)]
    scope = Scope(node=".".join(path), facts=above)
    own = e.condition(conditions[0], scope) if conditions else None
    inner = above if own is None else (*above, own)
    shares = shares_of(e, written, full)
    prorated = is_prorated(written)
    children = tuple(
        evolve(_node(e, child, (*path, child.name.text), share.full, inner), prorated=prorated)
        for child, share in zip(written.children, shares, strict=True)
    )
    if children:
        marks = tuple(Share(child.full, child.own, child.written.name.text) for child in children)
        check_sum(e, written, full, marks)
    return Node(written, path, full, above, own, children)


def definitions(e: Elaborator, node: Node, parent: str = "") -> Iterator[Definition]:
    """The node's definition, then those below it."""
    yield evolve(_definition(e, node), parent=parent)
    for child in node.children:
        yield from definitions(e, child, node.key)


def _definition(e: Elaborator, node: Node) -> Definition:
    written = node.written
    term = _inner(e, node) if node.children else _leaf(e, node)
    if node.children and written.rounding is not None:
        term = e.rounded(term, written.rounding)
    if node.conditions:
        everything = node.conditions[0] if len(node.conditions) == 1 else terms.Every(node.conditions)
        off = terms.Constant(Missing.NOT_APPLICABLE, span=written.name.span)
        term = build.when(everything, term, off, label="适用")
    kind = Kind(Base.NUMBER, unit="分", absent=e.kinds.get(node.key, NUMBER).absent)
    return Definition(
        node.key,
        written.name.text,
        Role.INDICATOR,
        term,
        kind,
        places=None if written.rounding is None else places_of(written.rounding),
        rounding_words="" if written.rounding is None else words_of(written.rounding),
        full=node.full,
        children=tuple(child.key for child in node.children),
        formula=written.formula or written.method,
        remarks=written.remarks,
        span=written.name.span,
    )


def _inner(e: Elaborator, node: Node) -> terms.Term:
    """The sum of the children; where some do not apply, the rest may carry the parent's marks in proportion."""
    span = node.written.name.span
    sure = [child for child in node.children if not _may_lack(child)]
    if len(sure) == len(node.children):
        return build.total(tuple(terms.Read(child.key, span=child.written.name.span) for child in node.children), span)
    scores = tuple(_or_zero(child) for child in node.children)
    summed = build.total(scores, span)
    prorated = is_prorated(node.written)
    if any(_optional(child) for child in node.children) and not prorated:
        child = next(child for child in node.children if _optional(child))
        names = {"name": child.written.name.text, "parent": node.written.name.text}
        e.report(messages.ABSENT_LEAF, child.written.name.span, **names)
    marks = tuple(Share(child.full, child.own, child.written.name.text) for child in node.children)
    if prorated or not check_sum(e, node.written, node.full, marks, quiet=True):
        applying = build.total(tuple(_marks_if_there(child) for child in node.children), span)
        summed = build.divide(build.multiply(summed, node.full, span), applying, span)
    if sure:
        return summed
    there = terms.Some(tuple(terms.IsPresent(terms.Read(child.key)) for child in node.children))
    return build.when(there, summed, terms.Constant(Missing.NOT_APPLICABLE, span=span), label="有适用的下级")


def _may_lack(child: Node) -> bool:
    inner = bool(child.children) and all(_may_lack(grandchild) for grandchild in child.children)
    return child.own is not None or _optional(child) or inner or (child.prorated and not child.children)


def _optional(child: Node) -> bool:
    return any(isinstance(option, OptionalLeaf) for option in child.written.options)


def _or_zero(child: Node) -> terms.Term:
    read = terms.Read(child.key, span=child.written.name.span)
    return terms.Default(read, build.ZERO) if _may_lack(child) else read


def _marks_if_there(child: Node) -> terms.Term:
    if not _may_lack(child):
        return child.full
    return build.when(terms.IsPresent(terms.Read(child.key)), child.full, build.ZERO)


def _leaf(e: Elaborator, node: Node) -> terms.Term:
    written = node.written
    if is_data(written):
        key = node.path[-1] if _is_declared_input(e, node) else node.data_key
        read = terms.Read(key, span=written.name.span)
        return _held(e, node, read) if _is_declared_input(e, node) else read
    rule = written.formula if written.formula is not None else written.method
    if rule is None:  # a leaf with a rule has one of the two
        return build.ZERO
    scope = Scope(node=node.key, facts=node.conditions, full=node.full, lenient=node.prorated)
    e.absent.clear()
    typed = e.number(rule, scope)
    held = _held(e, node, e.rounded(typed.term, written.rounding))
    there = tuple(terms.IsPresent(term) for term in dict.fromkeys(e.absent))
    e.absent.clear()
    if not there:
        return held
    condition = there[0] if len(there) == 1 else terms.Every(there)
    return build.when(condition, held, terms.Constant(Missing.ABSENT), label="有数据")


def _is_declared_input(e: Elaborator, node: Node) -> bool:
    return node.path[-1] in e.names.inputs


def _held(e: Elaborator, node: Node, score: terms.Term) -> terms.Term:
    low, high = bounds_of(e, node)
    return terms.Bounded(
        score, low, high, "扣完为止" if low == build.ZERO else "最低", "满分为止", span=node.written.span
    )


def bounds_of(e: Elaborator, node: Node) -> tuple[terms.Term | None, terms.Term | None]:
    """The bounds of a leaf: 0 and its full marks, unless its options say otherwise."""
    low: terms.Term | None = build.ZERO
    high: terms.Term | None = node.full
    scope = Scope(node=node.key, full=node.full)
    for option in node.written.options:
        match option:
            case OverFull(None):
                high = None
            case OverFull(limit) if limit is not None:
                typed = e.number(limit, scope)
                high = build.multiply(node.full, typed.term) if typed.kind.percent else typed.term
            case MayBeNegative():
                low = None
            case Floor(limit):
                low = e.number(limit, scope).term
            case _:
                pass
    return low, high


def data_of(e: Elaborator, node: Node) -> Iterator[tuple[InputDefinition, RequirementDefinition | None]]:
    """The inputs that leaves without a rule are, with the bound that depends on the object's class."""
    if is_data(node.written) and not _is_declared_input(e, node):
        yield _data_input(e, node)
    for child in node.children:
        yield from data_of(e, child)


def _data_input(e: Elaborator, node: Node) -> tuple[InputDefinition, RequirementDefinition | None]:
    low, high = bounds_of(e, node)
    bottom = None if low is None else e.static(low)
    top = None if high is None else e.static(high)
    name = e.names.shortest(e.names.find_path(node.path)[0])
    kind = Kind(Base.NUMBER, unit="分")
    words = f"{_shown(bottom)}~{_shown(top)}分"
    shape = Domain(
        kind,
        words,
        low=bottom if isinstance(bottom, Fraction) else None,
        high=top if isinstance(top, Fraction) else None,
        unit="分",
    )
    conditions = node.conditions
    applies = None if not conditions else conditions[0] if len(conditions) == 1 else terms.Every(conditions)
    optional = _optional(node)
    key, span = node.data_key, node.written.name.span
    e.kinds[key] = kind.maybe(absent=optional or applies is not None)
    found = InputDefinition(key, name, shape, optional, None, applies, node.written.remarks, span)
    if high is None or isinstance(top, Fraction):
        return found, None
    within = terms.Compare("<=", terms.Read(key, span=span), high, span=span)
    return found, RequirementDefinition(within, f"{name} 不能超过满分", span, input=name)


def _shown(value: terms.Value | None) -> str:
    return str(value) if isinstance(value, Fraction) else ""
