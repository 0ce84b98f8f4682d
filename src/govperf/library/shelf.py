"""All policies of a folder at one moment, never changed once it is made."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from attrs import evolve

from govperf.diagnostics import Diagnostic
from govperf.errors import DiagnosedError, LimitError
from govperf.frozen import frozen
from govperf.library.files import Texts, list_files, name_in
from govperf.library.messages import BASE_ALONE, KEPT, LEFT_OUT, NAMELESS, UNKNOWN_PARAMETER
from govperf.library.versions import Version, findings_of
from govperf.limits import Limits
from govperf.policy import Policy
from govperf.policy.chain import Chain, Folder, most_bytes, read_chain
from govperf.policy.compiling import settings_of
from govperf.policy.loading import compiled
from govperf.values import canonical

_DATED = 256
"""Policies under a date that are kept; others are made again when they are asked for."""


@frozen
class Order:
    """What the host asked for: a folder, what its files may build on (``root``), parameters, limits."""

    folder: Path
    root: Path
    parameters: Mapping[str, object]
    limits: Limits


@frozen
class Entry:
    """One file of the folder: its version, where it has one, with what was found.

    ``words`` are the files that it is made of, each with a digest; ``declared`` the names of their parameters.
    """

    path: Path
    words: tuple[tuple[Path, str | None], ...]
    declared: frozenset[str]
    version: Version | None
    findings: tuple[Diagnostic, ...] = ()


class Shelf:
    """The files of a folder, the versions by the name of their policy, the findings."""

    __slots__ = ("dated", "entries", "findings", "versions")

    def __init__(self, order: Order, entries: Mapping[Path, Entry], findings: tuple[Diagnostic, ...]) -> None:
        self.entries = entries
        self.versions = _by_name(entries)
        of_versions = (found for versions in self.versions.values() for found in findings_of(versions))
        self.findings = (*findings, *_findings(entries), *of_versions, *_unused(order, entries))
        self.dated = lru_cache(_DATED)(self._dated)

    def _dated(self, name: str, file: str, on: datetime.date | None) -> Policy:
        """The policy of a version under a date; raises RuleError where its parameters do not hold then."""
        version = next(one for one in self.versions[name] if one.file == file)
        return version.policy.with_settings(version.parameters, on)


def fill_shelf(order: Order, before: Mapping[Path, Entry]) -> Shelf:
    """Reads the folder; ``before`` are the files as they were, of which what did not change is taken over.

    Raises RuleError where the folder cannot be read, LimitError where there is too much.
    """
    listing = list_files(order.folder, order.limits)
    texts = Texts(order.limits)
    found: dict[Path, Entry] = {}
    for path in listing.paths:
        known = before.get(path)
        found[path] = known if known is not None and _same(known, texts, order) else _entry(order, path, texts, known)
    bases = {path for entry in found.values() if _is_sound(entry) for path, _ in entry.words[1:]}
    entries = {path: _as_base(order, entry) if path in bases else entry for path, entry in found.items()}
    return Shelf(order, entries, listing.findings)


def _same(known: Entry, texts: Texts, order: Order) -> bool:
    """The file, with all that it builds on, is sound and has not changed."""
    most = most_bytes(order.limits) + 1
    return _is_sound(known) and all(texts.digest(path, most) == digest for path, digest in known.words)


def _is_sound(entry: Entry) -> bool:
    return entry.version is not None and entry.version.current


def _entry(order: Order, path: Path, texts: Texts, known: Entry | None) -> Entry:
    """A file read anew; where it does not compile, what it said before stays."""
    file = name_in(order.folder, path)
    where = Folder(order.root, order.limits, texts.read, lambda one: name_in(order.folder, one))
    chain = read_chain(path, where)
    most = most_bytes(order.limits) + 1
    words = tuple((one, texts.digest(one, most)) for one in chain.paths if one.is_relative_to(order.root))
    given = {name: value for name, value in order.parameters.items() if name in chain.parameters}
    version: Version | None
    findings: tuple[Diagnostic, ...]
    try:
        policy = compiled(chain, settings_of(given, chain.first_day), order.limits)
        if policy.name:
            version, findings = _version(policy, chain, file, given), ()
        else:
            version, findings = _kept(known, file, (NAMELESS.at(None, file=file),))
    except DiagnosedError as error:
        version, findings = _kept(known, file, error.diagnostics)
    except LimitError as error:
        problem = error.problem
        version, findings = _kept(known, file, (Diagnostic(problem.template, problem.span, problem.facts),))
    return Entry(path, words, chain.parameters, version, findings)


def _version(policy: Policy, chain: Chain, file: str, given: Mapping[str, object]) -> Version:
    facts = policy.graph.ruleset.facts
    header = chain.files[0].header
    period = None if header is None else header.effective
    span = period.span if period is not None else None if header is None else header.span
    return Version(policy.name, policy.version, facts.start, facts.end, file, policy, True, given, span)


def _kept(
    known: Entry | None, file: str, found: tuple[Diagnostic, ...]
) -> tuple[Version | None, tuple[Diagnostic, ...]]:
    if known is None or known.version is None:
        told = () if found[0].template is NAMELESS else (LEFT_OUT.at(None, file=file),)
        return None, (*told, *found)
    return evolve(known.version, current=False), (KEPT.at(None, file=file), *found)


def _as_base(order: Order, entry: Entry) -> Entry:
    """A file that others build on need not be complete: it is no policy of its own then."""
    if entry.version is not None:
        return entry
    return evolve(entry, findings=(BASE_ALONE.at(None, file=name_in(order.folder, entry.path)),))


def _by_name(entries: Mapping[Path, Entry]) -> dict[str, tuple[Version, ...]]:
    found: dict[str, tuple[Version, ...]] = {}
    for entry in entries.values():
        if entry.version is not None:
            name = canonical(entry.version.name)
            found[name] = (*found.get(name, ()), entry.version)
    return {name: tuple(sorted(versions, key=lambda one: one.days)) for name, versions in found.items()}


def _findings(entries: Mapping[Path, Entry]) -> Iterator[Diagnostic]:
    for entry in entries.values():
        yield from entry.findings


def _unused(order: Order, entries: Mapping[Path, Entry]) -> Iterator[Diagnostic]:
    declared = {name for entry in entries.values() for name in entry.declared}
    for name in order.parameters:
        if name not in declared:
            yield UNKNOWN_PARAMETER.at(None, name=name)


__all__ = ["Entry", "Order", "Shelf", "fill_shelf"]
