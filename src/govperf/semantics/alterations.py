"""What 改 or 删 does to the file underneath."""

from __future__ import annotations

from attrs import evolve

from govperf.semantics import messages
from govperf.semantics.layers import Layers, Steps, clause_of, names_of
from govperf.semantics.names import path_of
from govperf.semantics.wording import kind_en, kind_zh
from govperf.source import Span
from govperf.syntax.declarations import (
    Change,
    Deletion,
    Indicator,
    IndicatorTree,
    InputBlock,
    InputLine,
    ParameterDeclaration,
    Statement,
    Veto,
)
from govperf.syntax.expressions import Arithmetic, Date, Expression, Name, Negate, Number, Text
from govperf.terms.kinds import Base


def change(layers: Layers, written: Change, own: tuple[str, ...]) -> None:
    """``改 …``; ``own`` are the names that the file defines itself."""
    match written.definition:
        case InputBlock() as block:
            _change_inputs(layers, block, own)
        case IndicatorTree(root):
            _change_indicator(layers, root, written.span, own)
        case Veto() as veto:
            _change_vetoes(layers, veto, written.span, own)
        case definition:
            _change_named(layers, definition, written.span, own)


def _change_named(layers: Layers, definition: Statement, span: Span, own: tuple[str, ...]) -> None:
    """The new words stand where the old ones stood; a formula may take the place of an input."""
    name = next(iter(names_of(definition)), "")
    index = layers.place_of(name)
    if index is None and layers.place_of_input(name) is None:
        layers.unknown(name, span, "改", own)
    elif layers.may_touch(name, span):
        if index is not None and _other_kind(layers, layers.statements[index], definition):
            return
        if index is None:
            before = _replace_input(layers, name, definition)
        else:
            before = layers.statements[index].span.text
            layers.statements[index] = _in_range(layers, layers.statements[index], definition)
        layers.note("改", name, before, definition.span.text, clause_of(definition), span)


def _other_kind(layers: Layers, before: Statement, after: Statement) -> bool:
    """A parameter stays what it is: the formulas of the base are written for it; noted where it does not."""
    if not (isinstance(before, ParameterDeclaration) and isinstance(after, ParameterDeclaration)):
        return False
    wanted = {base for one in before.values if (base := _base_of(one.value)) is not None}
    for dated in after.values:
        found = _base_of(dated.value)
        if found is not None and len(wanted) == 1 and found not in wanted:
            base = wanted.pop()
            layers.report(
                messages.WRONG_KIND,
                dated.value.span,
                wanted=kind_zh(base),
                wanted_en=kind_en(base),
                words=dated.value.span.text.strip('"“”'),
                found=kind_zh(found),
                found_en=kind_en(found),
                advice=f"被沿用的文件里参数“{after.name.text}”是{kind_zh(base)}，改的值也要是",
            )
            return True
    return False


def _base_of(value: Expression) -> Base | None:
    """What a written value is, as far as it shows."""
    match value:
        case Number() | Negate() | Arithmetic():
            return Base.NUMBER
        case Text():
            return Base.TEXT
        case Date():
            return Base.DATE
        case Name("是" | "否", quoted=False):
            return Base.BOOL
        case _:
            return None


def _in_range(layers: Layers, before: Statement, after: Statement) -> Statement:
    """A changed parameter lies in the range that the base allows; the file has no other to give."""
    if not (isinstance(before, ParameterDeclaration) and isinstance(after, ParameterDeclaration) and before.range):
        return after
    if after.range is not None and after.range != before.range:
        allowed = before.range.span.text
        layers.report(
            messages.MISPLACED,
            after.range.span,
            words=f"范围 {after.range.span.text}",
            reason=f"“{after.name.text}”的范围由被沿用的文件规定，是 {allowed}",
            advice="请删去 范围",
        )
    return evolve(after, range=before.range)


def _change_inputs(layers: Layers, block: InputBlock, own: tuple[str, ...]) -> None:
    for line in block.lines:
        for word in line.names:
            name, span = word.text, line.span
            index = layers.place_of(name)
            if index is None and layers.place_of_input(name) is None:
                layers.unknown(name, word.span, "改", own)
            elif layers.may_touch(name, span):
                alone = evolve(block, lines=(evolve(line, names=(word,)),))
                if index is None:
                    before = _replace_input(layers, name, alone)
                else:
                    before = layers.statements[index].span.text
                    layers.statements[index] = alone
                layers.note("改", name, before, span.text, line.remarks.clause, span)


def _replace_input(layers: Layers, name: str, new: Statement | None) -> str:
    """Takes an input out of its block, puts the new statement in its place; returns the line that it had."""
    place = layers.place_of_input(name)
    if place is None:
        raise AssertionError(name)
    index, block, number = place
    line = block.lines[number]
    left = evolve(line, names=tuple(word for word in line.names if word.text != name))
    first = (*block.lines[:number], *((left,) if left.names else ()))
    parts = (_part(block, first), () if new is None else (new,), _part(block, block.lines[number + 1 :]))
    layers.statements[index : index + 1] = [one for part in parts for one in part]
    return line.span.text


def _part(block: InputBlock, lines: tuple[InputLine, ...]) -> tuple[InputBlock, ...]:
    return (evolve(block, lines=lines),) if lines else ()


def _change_vetoes(layers: Layers, veto: Veto, span: Span, own: tuple[str, ...]) -> None:
    """``改 一票否决`` puts the new line in the place of those that override the same nodes."""
    if veto.word in layers.locked:
        layers.report(messages.LOCKED, span, name=veto.word)
        return
    if overrides_locked(layers, veto):
        return
    targets = {path_of(effect.target) for effect in veto.effects}
    same = [one for one in _vetoes(layers, veto.word) if {path_of(effect.target) for effect in one.effects} == targets]
    if not same:
        layers.unknown(veto.word, span, "改", own)
        return
    place = layers.statements.index(same[0])
    layers.statements[place] = veto
    layers.statements = [one for one in layers.statements if one not in same[1:] or one is veto]
    before = "；".join(one.span.text for one in same)
    layers.note("改", veto.word, before, veto.span.text, clause_of(veto), span)


def overrides_locked(layers: Layers, veto: Veto) -> bool:
    """A veto sets what the file underneath keeps to itself; noted."""
    found = [(layers.lock_over(path_of(effect.target) or ()), effect.span) for effect in veto.effects]
    for locked, span in found:
        if locked:
            layers.report(messages.LOCKED, span, name=locked)
    return any(locked for locked, _ in found)


def _vetoes(layers: Layers, word: str) -> list[Veto]:
    return [one for one in layers.statements if isinstance(one, Veto) and one.word == word]


def _change_indicator(layers: Layers, root: Indicator, span: Span, own: tuple[str, ...]) -> None:
    name = root.name.text
    found = layers.nodes_like((name,))
    if not found:
        _change_named(layers, IndicatorTree(root, span=root.span), span, own)
    elif len(found) > 1:
        layers.ambiguous(name, found, span)
    else:
        index, steps, before = found[0]
        if layers.may_touch(name, span, node=steps):
            _put_node(layers, index, steps, evolve(root, marks=root.marks or before.marks))
            layers.note("改", name, before.span.text, root.span.text, root.remarks.clause, span)


def _put_node(layers: Layers, index: int, steps: Steps, new: Indicator | None) -> None:
    match layers.statements[index]:
        case IndicatorTree(root) as tree:
            changed = _with_node(root, steps[1:], new)
            layers.statements[index : index + 1] = [] if changed is None else [evolve(tree, root=changed)]
        case _:
            pass


def _with_node(node: Indicator, steps: Steps, new: Indicator | None) -> Indicator | None:
    """The tree with another node at the end of the steps, or without it."""
    if not steps:
        return new
    changed = (_with_node(child, steps[1:], new) if child.name.text == steps[0] else child for child in node.children)
    return evolve(node, children=tuple(child for child in changed if child is not None))


# --- 删 ---


def delete(layers: Layers, deletion: Deletion, own: tuple[str, ...]) -> None:
    """``删 创新加分``, ``删 一类.质量``, ``删 一票否决`` (all such lines)."""
    path = path_of(deletion.target) or ("",)
    name, span = ".".join(path), deletion.span
    index = layers.place_of(name)
    nodes = layers.nodes_like(path)
    if index is not None and not isinstance(layers.statements[index], IndicatorTree):
        if layers.may_touch(name, span):
            _note(layers, deletion, name, layers.statements.pop(index).span.text)
    elif len(nodes) > 1:
        layers.ambiguous(name, nodes, span)
    elif nodes:
        place, steps, node = nodes[0]
        if layers.may_touch(node.name.text, span, node=steps):
            _put_node(layers, place, steps, None)
            _note(layers, deletion, name, node.span.text)
    elif layers.place_of_input(name) is not None:
        if layers.may_touch(name, span):
            _note(layers, deletion, name, _replace_input(layers, name, None))
    elif vetoes := _vetoes(layers, name.removesuffix("事项")):
        if layers.may_touch(name.removesuffix("事项"), span):
            layers.statements = [one for one in layers.statements if one not in vetoes]
            _note(layers, deletion, name, "；".join(one.span.text for one in vetoes))
    else:
        layers.unknown(name, span, "删", own)


def _note(layers: Layers, deletion: Deletion, name: str, before: str) -> None:
    layers.note("删", name, before, "", clause_of(deletion), deletion.span)


__all__ = ["change", "delete", "overrides_locked"]
