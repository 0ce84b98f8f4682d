"""A drawing of a graph in columns: what a value reads stands to the left of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from govperf.diagnostics import shorten
from govperf.diagnostics.width import printable, text_width
from govperf.export.page import text

MOST_DRAWN: Final = 300
"""Nodes up to which a drawing can be read at all."""

_CELL: Final = 7
_HEIGHT: Final = 28
_ROW: Final = 42
_GAP: Final = 70
_LONGEST: Final = 24


class DrawnNode(Protocol):
    """What is drawn of a node."""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def reads(self) -> Sequence[str]:
        """The keys of the nodes it depends on."""
        ...


def drawing(nodes: Sequence[DrawnNode]) -> str:
    """The graph as SVG; ``nodes`` come in topological order. The table beside it is for those who cannot see it."""
    columns = _columns(nodes)
    widths = [max(_width(node) for node in column) for column in columns]
    lefts = [sum(widths[:index]) + _GAP * index for index in range(len(columns))]
    boxes = {
        node.key: (lefts[x], y * _ROW, widths[x]) for x, column in enumerate(columns) for y, node in enumerate(column)
    }
    width = sum(widths) + _GAP * max(len(columns) - 1, 0) + 2
    height = max((len(column) for column in columns), default=0) * _ROW
    arrows = "".join(_arrow(boxes, key, node.key) for node in nodes for key in node.reads if key in boxes)
    shapes = "".join(_box(boxes, node) for node in nodes)
    return (
        f'<figure><svg role="img" aria-label="graph" width="{width}" height="{height}" '
        f'viewBox="-1 -1 {width} {height}" xmlns="http://www.w3.org/2000/svg">'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z"/></marker></defs>{arrows}{shapes}</svg></figure>'
    )


def _columns(nodes: Sequence[DrawnNode]) -> list[list[DrawnNode]]:
    """The nodes by the length of the longest chain that leads to them."""
    depth: dict[str, int] = {}
    columns: list[list[DrawnNode]] = []
    for node in nodes:
        depth[node.key] = max((depth[key] + 1 for key in node.reads if key in depth), default=0)
        while len(columns) <= depth[node.key]:
            columns.append([])
        columns[depth[node.key]].append(node)
    return columns


def _label(node: DrawnNode) -> str:
    return shorten(printable(node.name), _LONGEST)


def _width(node: DrawnNode) -> int:
    return text_width(_label(node)) * _CELL + 20


def _box(boxes: Mapping[str, tuple[int, int, int]], node: DrawnNode) -> str:
    left, top, width = boxes[node.key]
    return (
        f'<g><title>{text(node.name)}</title><rect x="{left}" y="{top}" width="{width}" height="{_HEIGHT}" rx="4"/>'
        f'<text x="{left + 10}" y="{top + 19}">{text(_label(node))}</text></g>'
    )


def _arrow(boxes: Mapping[str, tuple[int, int, int]], source: str, target: str) -> str:
    left, top, width = boxes[source]
    end, end_top, _ = boxes[target]
    start, y, end_y = left + width, top + _HEIGHT // 2, end_top + _HEIGHT // 2
    middle = (start + end) // 2
    return f'<path d="M{start} {y}C{middle} {y} {middle} {end_y} {end} {end_y}" marker-end="url(#tip)"/>'
