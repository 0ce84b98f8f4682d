"""Many policies in a folder, of which the version in force on a day is found by name."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from threading import Lock

from govperf.diagnostics import Diagnostic
from govperf.diagnostics.suggest import nearest
from govperf.errors import RuleError
from govperf.library.messages import NO_FOLDER, UNKNOWN_POLICY
from govperf.library.shelf import Order, Shelf, fill_shelf
from govperf.library.versions import Version, in_force
from govperf.limits import DEFAULT_LIMITS, Limits
from govperf.policy import Policy
from govperf.policy.compiling import settings_of
from govperf.policy.loading import path_of
from govperf.policy.reading import reason_of
from govperf.values import canonical

_NAMED = 20


class Library:
    """The policies of a folder. Safe to share between threads: a reader sees the folder before a reload, or after it.

    Made by :func:`govperf.load_folder`.
    """

    __slots__ = ("_order", "_reloading", "_shelf")

    def __init__(self, order: Order) -> None:
        self._order = order
        self._reloading = Lock()
        self._shelf: Shelf = fill_shelf(order, {})

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the policies, in the order of their files."""
        return tuple(versions[0].name for versions in self._shelf.versions.values())

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong in the folder: files that do not compile, versions that overlap, days without a version."""
        return self._shelf.findings

    def versions(self, name: str) -> tuple[Version, ...]:
        """All versions of a policy, the earliest first; raises RuleError for a name that there is not."""
        return _versions(self._shelf, name)

    def policy(self, name: str, *, on: datetime.date | None = None) -> Policy:
        """The policy in force on the date of assessment, with the values that dated parameters have then.

        Without ``on``, the only version. Raises RuleError where no version is in force, or more than one; its
        ``diagnostics`` tell the files with their dates.
        """
        day = settings_of(None, on).on
        shelf = self._shelf  # one moment for all that follows
        versions = _versions(shelf, name)
        found = in_force(name, versions, day)
        if isinstance(found, Diagnostic):
            raise RuleError([found])
        return shelf.dated(canonical(name), found.file, day)

    def reload(self) -> tuple[Diagnostic, ...]:
        """Reads the folder again, then puts all that is new in place at once; returns the findings.

        A file that does not compile leaves what it said before in force. Raises RuleError where the folder cannot be
        read, LimitError where there is too much; nothing changes then.
        """
        with self._reloading:
            self._shelf = shelf = fill_shelf(self._order, self._shelf.entries)
        return shelf.findings

    def __repr__(self) -> str:
        return f"<Library {self._order.folder.name}：{'、'.join(self.names[:_NAMED])}>"


def load_folder(
    path: str | os.PathLike[str],
    *,
    parameters: Mapping[str, object] | None = None,
    root: str | os.PathLike[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Library:
    """The rule files (``.govperf``) of a folder with those under it; no other file is read.

    ``parameters`` are set in every policy that has them. What the files 沿用 stays inside ``root``, by default the
    folder itself. A file that does not compile is left out and told in ``findings``. Raises RuleError where the folder
    cannot be read, LimitError where there is too much.
    """
    folder, given = path_of(path), settings_of(parameters, None).parameters
    try:
        here = folder.resolve(strict=True)
        outer = here if root is None else path_of(root).resolve(strict=True)
    except (OSError, ValueError, RuntimeError) as error:
        reason = "没有这个文件夹" if isinstance(error, FileNotFoundError) else reason_of(error)
        raise RuleError([NO_FOLDER.at(None, name=str(folder)[:200], reason=reason)]) from None
    return Library(Order(here, outer, given, limits))


def _versions(shelf: Shelf, name: object) -> tuple[Version, ...]:
    found = shelf.versions.get(canonical(name)) if isinstance(name, str) else None
    if found is not None:
        return found
    names = [versions[0].name for versions in shelf.versions.values()]
    near = nearest(str(name), names)
    if near:
        advice, advice_en = f"是不是“{near[0]}”？", f"did you mean “{near[0]}”?"
    else:
        listed = "、".join(names[:_NAMED]) or "一份也没有"
        advice, advice_en = f"文件夹里有：{listed}", f"the folder holds: {listed}"
    raise RuleError([UNKNOWN_POLICY.at(None, name=str(name), advice=advice, advice_en=advice_en)])


__all__ = ["Library", "load_folder"]
