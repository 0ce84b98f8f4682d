"""Which input each column of a table stands for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import field

from govperf.adapters import messages as say
from govperf.adapters.contract import InputLike
from govperf.adapters.grid import Grid, without_bracket
from govperf.adapters.place import Finding
from govperf.diagnostics import shorten
from govperf.diagnostics.suggest import nearest
from govperf.frozen import frozen
from govperf.values import FACTORS, UNITS, canonical, units_agree

_MULTIPLIERS: Final = ("十", "百", "千")
_MARKS: Final = sorted(FACTORS, key=len, reverse=True)


@frozen
class Column:
    """A column that is read: its position from 0, the input it gives, the mark that its head adds to bare numbers.

    ``spec`` is None for the column that names the object.
    """

    position: int
    name: str
    spec: InputLike | None = None
    mark: str = ""


@frozen
class Heads:
    """The columns of a table that are read, with what is to be said about its heads."""

    columns: tuple[Column, ...] = ()
    findings: tuple[Finding, ...] = ()
    errors: tuple[Finding, ...] = ()

    @property
    def object_column(self) -> Column | None:
        """The column that names the object."""
        return next((column for column in self.columns if column.spec is None), None)


@frozen
class _Names:
    """What a head can name, by canonical name."""

    object_name: str
    specs: dict[str, InputLike] = field()

    def find(self, head: str) -> tuple[str, InputLike | None, str] | None:
        """Name, input, bracket of a head; the whole head counts first, as a quoted name may end in a bracket."""
        for text, bracket in ((canonical(head), ""), without_bracket(head)):
            if text in self.specs:
                return self.specs[text].name, self.specs[text], bracket
            if text == canonical(self.object_name):
                return self.object_name, None, bracket
        return None


def match_heads(
    grid: Grid, specs: Iterable[InputLike], object_name: str, *, strict: bool = False, unreported: Iterable[str] = ()
) -> Heads:
    """The columns of ``grid`` among ``specs``; heads twice given or with a unit that does not fit are errors.

    ``unreported`` are heads that are known although nothing is read from them here.
    """
    # The object's name may be an input as well, since formulas can use it; its column is read as the name.
    inputs = {canonical(spec.name): spec for spec in specs if spec.name != object_name}
    names = _Names(object_name, inputs)
    silent = {canonical(name) for name in unreported}
    columns: dict[str, Column] = {}
    findings: list[Finding] = []
    errors: list[Finding] = []
    for position, head in enumerate(grid.heads):
        found = names.find(head) if head else None
        if found is None:
            if head and canonical(head) not in silent:
                finding = _unknown(grid, position, names, strict=strict)
                (errors if strict else findings).append(finding)
            continue
        name, spec, bracket = found
        if name in columns:
            errors.append(_repeated(grid, name, columns[name].position, position))
            continue
        mark, fits = _mark_of(bracket, spec)
        if spec is not None and not fits:
            problem = say.HEAD_UNIT.problem(name, head=head, found=bracket, name=name, wanted=spec.unit)
            errors.append(Finding(problem, grid.place(None, position)))
        columns[name] = Column(position, name, spec, mark)
    return Heads(tuple(columns.values()), tuple(findings), tuple(errors))


def heads_in_words(heads: Sequence[str]) -> str:
    """The heads of a table for a message."""
    return shorten("、".join(head for head in heads if head), 200)


def _mark_of(bracket: str, spec: InputLike | None) -> tuple[str, bool]:
    """The factor mark in a head's bracket, and whether its unit fits; other remarks (必填) mean nothing."""
    if spec is None or spec.domain not in ("number", "choice"):
        return "", True
    mark = next((mark for mark in _MARKS if bracket.startswith(mark)), "")
    unit, own = bracket.removeprefix(mark), _plain_unit(spec.unit)
    if not _is_unit(unit, own):
        # 人数(千人) would be off by a thousand; 得分(满分10分) is a remark.
        return ("", False) if unit[:1] in _MULTIPLIERS and _is_unit(unit[1:], own) else (_alone(mark, unit), True)
    return mark, not (unit and own) or units_agree(unit, own)


def _alone(mark: str, rest: str) -> str:
    return "" if rest else mark


def _is_unit(word: str, own: str) -> bool:
    return not word or word == own or word in UNITS


def _plain_unit(unit: str) -> str:
    mark = next((mark for mark in _MARKS if unit.startswith(mark)), "")
    return unit.removeprefix(mark)


def _unknown(grid: Grid, position: int, names: _Names, *, strict: bool) -> Finding:
    head = grid.heads[position]
    known = [names.object_name, *(spec.name for spec in names.specs.values())]
    near = nearest(without_bracket(head)[0], known, 1)
    if strict:
        problem = say.UNKNOWN_COLUMN.problem(head, head=head, nearest=near[0] if near else "—")
    elif near:
        problem = say.UNUSED_NEAR.problem(head, head=head, nearest=near[0])
    else:
        problem = say.UNUSED_COLUMN.problem(head, head=head)
    return Finding(problem, grid.place(None, position))


def _repeated(grid: Grid, name: str, first: int, second: int) -> Finding:
    problem = say.REPEATED_HEAD.problem(name, name=name, first=grid.heads[first], second=grid.heads[second])
    return Finding(problem, grid.place(None, second))
