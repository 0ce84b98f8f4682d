"""Turns 一票否决, or 否决 at the margin, into conditions that override what they name."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from govperf.frozen import frozen
from govperf.semantics import messages
from govperf.semantics.elaborator import Elaborator, Scope
from govperf.semantics.grades import entry_key
from govperf.semantics.model import Definition, Role
from govperf.semantics.names import path_of
from govperf.semantics.wording import did_you_mean, kind_zh
from govperf.syntax.declarations import Effect, Veto
from govperf.terms import terms
from govperf.terms.kinds import BOOL, Base, Kind


@frozen
class Override:
    """What one veto does to one node."""

    target: str
    branch: terms.Branch


def definitions(e: Elaborator, vetoes: Sequence[Veto]) -> tuple[list[Definition], list[Override]]:
    """A node for each veto, with what it overrides."""
    found: list[Definition] = []
    overrides: list[Override] = []
    for index, veto in enumerate(vetoes, start=1):
        key = f"{veto.word}#{index}"
        words = veto.condition.span.text
        condition = e.condition(veto.condition, Scope(node=key))
        found.append(
            Definition(key, words, Role.VETO, condition, BOOL, hidden=True, remarks=veto.remarks, span=veto.span)
        )
        label = f"{veto.word}：{words}"
        for effect in veto.effects:
            override = _override(e, effect, key, label, veto.remarks.clause)
            if override is not None:
                overrides.append(override)
    return found, overrides


def _override(e: Elaborator, effect: Effect, veto: str, label: str, clause: str) -> Override | None:
    path = path_of(effect.target) or ()
    symbols = [symbol for symbol in e.names.find_path(path) if symbol.kind in ("计算", "指标", "等次")]
    name = ".".join(path)
    if len(symbols) != 1:
        advice = did_you_mean(name, e.names.all_names(), "否决只能改计算项、指标、等次")
        e.report(messages.UNKNOWN_TARGET, effect.target.span, name=name, action="否决", advice=advice)
        return None
    key = symbols[0].key
    kind = e.kinds.get(key)
    value = e.branch(effect.value, Scope(node=key), kind)
    if kind is not None and not _fits(value.kind, kind):
        e.wrong_kind(effect.value, kind.base, value.kind, f"“{name}”是{kind_zh(kind.base)}，否决后也要是")
    condition = terms.Read(veto, span=effect.span)
    return Override(key, terms.Branch(condition, value.term, label, clause, span=effect.span))


def _fits(value: Kind, wanted: Kind) -> bool:
    """A value can stand for the other; what is unknown has been told of before."""
    return value.base is wanted.base or (value.is_word and wanted.is_word) or Base.UNKNOWN in (value.base, wanted.base)


def overridden(found: Sequence[Definition], overrides: Sequence[Override]) -> list[Definition]:
    """The definitions with their vetoes put before their own formulas; a grade with quotas is changed before them."""
    keys = {definition.key for definition in found}
    targets: dict[str, list[terms.Branch]] = {}
    for override in overrides:
        entry = entry_key(override.target)
        targets.setdefault(entry if entry in keys else override.target, []).append(override.branch)
    return [_with_vetoes(definition, tuple(targets.get(definition.key, ()))) for definition in found]


def _with_vetoes(definition: Definition, branches: tuple[terms.Branch, ...]) -> Definition:
    if not branches:
        return definition
    return evolve(definition, term=terms.Choose(branches, definition.term, span=definition.span))
