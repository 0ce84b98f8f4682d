"""The bytes of rule files."""

from __future__ import annotations

import pytest

from govperf.diagnostics import Diagnostic
from govperf.syntax import decode

TEXT = "规则 奇台县\n得分＝甲×90%\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_chinese_encodings_are_recognised(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_rare_characters_survive_gb18030() -> None:
    assert decode("㐀㑇=1".encode("gb18030")) == "㐀㑇=1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04\x14\x00", "不是文本"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "不是文本"),
        (b"%PDF-1.7", "不是文本"),
        (b"a=1\0\0", "不是文本"),
        (b"\xff\xff\xff", "编码不明"),
        ("得分".encode() + b"\xff", "编码不明"),
    ],
)
def test_other_bytes_are_refused(data: bytes, code: str) -> None:
    found = decode(data)
    assert isinstance(found, Diagnostic)
    assert found.code == code
    assert found.hint


def test_empty_file() -> None:
    assert decode(b"") == ""
