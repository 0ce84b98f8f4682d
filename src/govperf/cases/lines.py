"""The lines of a case: what they give, what they expect."""

from __future__ import annotations

from govperf.cases.data import CaseData, Wanted
from govperf.semantics import Role
from govperf.semantics.names import path_of
from govperf.source import Span
from govperf.syntax.declarations import CaseValue, ExpectedError, ExpectedWorking
from govperf.syntax.expressions import Path


def give(found: CaseData, value: CaseValue) -> None:
    """``甲=95``, ``互评.分=95、92、90``."""
    path = path_of(value.target) or ("",)
    if _is_column(found, path):
        _give_column(found, path, value)
        return
    node = found.of_object(path, value.span)
    if node is None:
        return
    name = ".".join(path)
    if node.role is Role.PARAMETER:
        found.fail(f"“{name}”是参数，要写成 参数 {value.span.text}", value.span)
    elif len(value.values) != 1:
        found.fail(f"“{name}”只能给一个值", value.span)
    elif node.key in found.told:
        found.fail(f"“{name}”给了两次", value.span)
    else:
        found.told.add(node.key)
        given = found.written(value.values[0], node)
        for draft in found.drafts:
            found.put(draft, node, given, value.span)


def _is_column(found: CaseData, path: tuple[str, ...]) -> bool:
    return len(path) == 2 and any(path[0] == ledger.name for ledger in found.graph.ruleset.ledgers)


def _give_column(found: CaseData, path: tuple[str, ...], value: CaseValue) -> None:
    """The first value belongs to the first record, and so forth."""
    node = found.node(path, value.span)
    if node is None:
        return
    if node.key in found.told:
        found.fail(f"“{'.'.join(path)}”给了两次", value.span)
        return
    found.told.add(node.key)
    given = [found.written(expression, node) for expression in value.values]
    for draft in found.drafts:
        rows = draft.ledgers.setdefault(path[0], [])
        rows.extend({} for _ in range(len(given) - len(rows)))
        for row, (expression, one) in enumerate(zip(value.values, given, strict=True)):
            found.put_cell(draft, node, one, row, expression.span)


# --- 期望 ---


def expect(found: CaseData, item: CaseValue | ExpectedError) -> None:
    """``甲=95``, ``甲 错误 除数为零``, ``错误 除数为零``; of the records of a ledger ``表彰.分值=4、2.5``."""
    if isinstance(item, ExpectedError):
        _expect_error(found, item.target, item.kind, item.span)
        return
    path = path_of(item.target) or ("",)
    if _is_column(found, path):
        _expect_column(found, path, item)
        return
    node = found.of_object(path, item.span)
    if node is None:
        return
    if len(item.values) != 1:
        found.fail(f"“{'.'.join(path)}”只能期望一个值", item.span)
        return
    value = found.written(item.values[0], node)
    if value is not None:
        found.wanted.append(Wanted(found.result_key(node), value, "", item.span))


def _expect_error(found: CaseData, target: Path | None, kind: str, span: Span) -> None:
    if target is None:
        found.wanted.append(Wanted("", None, kind, span))
        return
    path = path_of(target) or ("",)
    node = found.node(path, span)
    if node is None:
        return
    if not _is_column(found, path):
        found.wanted.append(Wanted(found.result_key(node), None, kind, span))
        return
    for index, draft in enumerate(found.drafts):
        rows = draft.ledgers.get(path[0], ())
        found.wanted.extend(Wanted(node.key, None, kind, span, index, row) for row in range(len(rows)))


def expect_working(found: CaseData, line: ExpectedWorking) -> None:
    """``期望 说明 总分``, ``期望 说明``."""
    if line.target is None:
        found.workings.append(("", line))
        return
    node = found.of_object(path_of(line.target) or ("",), line.span)
    if node is not None:
        found.workings.append((found.result_key(node), line))


def _expect_column(found: CaseData, path: tuple[str, ...], item: CaseValue) -> None:
    node = found.node(path, item.span)
    if node is None:
        return
    values = [found.written(expression, node) for expression in item.values]
    for index, draft in enumerate(found.drafts):
        count = len(draft.ledgers.get(path[0], ()))
        if count != len(values):
            found.fail(f"明细“{path[0]}”有 {count} 条，“{'.'.join(path)}”却期望了 {len(values)} 个值", item.span)
            return
        for row, (expression, value) in enumerate(zip(item.values, values, strict=True)):
            if value is not None:
                found.wanted.append(Wanted(node.key, value, "", expression.span, index, row))


__all__ = ["expect", "expect_working", "give"]
