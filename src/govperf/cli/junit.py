"""The results of cases in the XML form that build servers read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as Xml  # written, never read

from govperf.adapters.writing import write_bytes
from govperf.cases import CaseResult
from govperf.cases.telling import told
from govperf.frozen import frozen

_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


@frozen
class Ran:
    """One case that was run, or the rule file itself where it could not be (``fault``); ``seconds`` that it took."""

    file: str
    name: str
    result: CaseResult | None = None
    seconds: float = 0.0
    line: int = 1
    fault: str = ""

    @property
    def failed(self) -> bool:
        """It counts as a failure."""
        return self.result is None or not (self.result.passed or self.result.pending)


def write_junit(path: Path, ran: Sequence[Ran]) -> None:
    """Writes all results, those of a rule file together."""
    root = Xml.Element("testsuites", name="govperf")
    for file, group in groupby(ran, key=lambda one: one.file):
        root.append(_suite(file, tuple(group)))
    Xml.indent(root)
    write_bytes(path, Xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _suite(file: str, ran: Sequence[Ran]) -> Xml.Element:
    suite = Xml.Element("testsuite", name=_text(file), tests=str(len(ran)))
    suite.set("failures", str(sum(one.failed and one.result is not None for one in ran)))
    suite.set("errors", str(sum(one.result is None for one in ran)))
    suite.set("skipped", str(sum(one.result is not None and one.result.pending for one in ran)))
    suite.set("time", f"{sum(one.seconds for one in ran):.3f}")
    suite.extend(map(_case, ran))
    return suite


def _case(one: Ran) -> Xml.Element:
    case = Xml.Element("testcase", classname=_text(Path(one.file).stem), name=_text(one.name))
    case.set("file", _text(one.file))
    case.set("line", str(one.line))
    case.set("time", f"{one.seconds:.3f}")
    if one.result is None:
        case.append(_told("error", one.fault.splitlines()[:1], one.fault))
    elif one.result.pending:
        Xml.SubElement(case, "skipped", message="待确认")
    elif not one.result.passed:
        case.append(_told("failure", (str(failure) for failure in one.result.failures), "\n".join(told(one.result))))
    return case


def _told(kind: str, messages: Iterable[str], text: str) -> Xml.Element:
    element = Xml.Element(kind, message=_text("；".join(messages)))
    element.text = _text(text)
    return element


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
