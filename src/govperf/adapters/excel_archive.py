"""The zip archive that an .xlsx file is, looked through before anybody unpacks it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from attrs import field

from govperf.adapters import messages as say
from govperf.adapters.table_limits import TableLimits
from govperf.errors import InputError
from govperf.frozen import frozen

_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_MOST_PARTS: Final = 10_000
_CHUNK: Final = 1 << 20
_OVERLAP: Final = 32

_DECLARATION: Final = re.compile(
    rb"<\x00?!\x00?(?:D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E|E\x00?N\x00?T\x00?I\x00?T\x00?Y)"
)
"""A document type could define entities that grow without bound; no spreadsheet program writes one."""

_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")


@frozen
class Archive:
    """The bytes of a workbook that has passed, and whether any of its cells is a formula."""

    content: bytes = field(repr=False)
    has_formulas: bool = False


def open_archive(content: bytes, file: str, limits: TableLimits) -> Archive:
    """Refuses what is no .xlsx file, is larger than it seems, or defines entities."""
    if content.startswith(_OLD_EXCEL):
        # A workbook with a password looks the same from outside.
        template = say.OLD_EXCEL if file.lower().endswith(".xls") else say.BROKEN_EXCEL
        raise InputError([template.problem(file=file)])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return Archive(content, _look_through(archive, file, limits))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise InputError([say.BROKEN_EXCEL.problem(file=file)]) from None


def _look_through(archive: zipfile.ZipFile, file: str, limits: TableLimits) -> bool:
    parts = archive.infolist()
    # A part never gives more bytes than its entry announces, so the announced sizes can be trusted as bounds.
    if sum(part.file_size for part in parts) > limits.unpacked_bytes or len(parts) > _MOST_PARTS:
        raise limits.passed(file, "unpacked_bytes")
    formulas = False
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            formulas |= _look_into(archive, part, file)
    return formulas


def _look_into(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> bool:
    is_sheet = part.filename.startswith("xl/worksheets/")
    formulas = False
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            seen = tail + chunk
            if _DECLARATION.search(seen):
                raise InputError([say.BROKEN_EXCEL.problem(file=file)])
            formulas = formulas or (is_sheet and _FORMULA.search(seen) is not None)
            tail = seen[-_OVERLAP:]
    return formulas
