"""Reads the bytes of a rule file as text."""

from __future__ import annotations

import codecs

from govperf.diagnostics import Diagnostic
from govperf.syntax.messages import ENCODING, UNTRANSLATED

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SIGNATURES = (
    (b"PK\x03\x04", "Word/Excel (docx, xlsx)"),
    (b"\xd0\xcf\x11\xe0", "Word/Excel (doc, xls)"),
    (b"%PDF", "PDF"),
)


def decode(data: bytes) -> str | Diagnostic:
    """The text of a file in UTF-8, with or without a BOM, or in GB18030; a finding where it is neither."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return UNTRANSLATED.at(None, found=name)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decoded(data.removeprefix(bom) if encoding == "utf-8" else data, encoding)
    text = _decoded(data, "utf-8")
    if isinstance(text, Diagnostic):
        chinese = _decoded(data, "gb18030")
        text = text if isinstance(chinese, Diagnostic) else chinese
    if isinstance(text, str) and "\0" in text:
        return UNTRANSLATED.at(None, found="NUL")
    return text


def _decoded(data: bytes, encoding: str) -> str | Diagnostic:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        return ENCODING.at(None, offset=error.start + 1)
