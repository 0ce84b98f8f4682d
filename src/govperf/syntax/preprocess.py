"""Folds a rule text to the forms that the grammar knows, character for character, so that every offset stays true."""

from __future__ import annotations

import re
import unicodedata

from govperf.frozen import frozen

BLANKS = " \t\u3000"
_FULL_WIDTH_WORDS = {
    full + offset: half + offset
    for full, half, length in ((0xFF10, 0x30, 10), (0xFF21, 0x41, 26), (0xFF41, 0x61, 26), (0xFF3F, 0x5F, 1))
    for offset in range(length)
}
_VARIANTS = {
    "(": "（﹙\u3014",
    ")": "）﹚\u3015",
    "[": "［",
    "]": "］",
    "{": "｛",
    "}": "｝",
    ",": "，",
    ":": "：∶\ufe30",
    ";": "；",
    "=": "＝",
    "+": "＋",
    "-": "－−﹣",
    "*": "×＊✕\u2573",
    "/": "÷／",
    "%": "％﹪",
    "~": "～〜—–―\u223c",
    "≤": "≦⩽",
    "≥": "≧⩾",
    "<": "＜",
    ">": "＞",
    "#": "＃",
    "|": "｜",
    ".": "．",
    "!": "！",
    '"': "\uff02",
    " ": "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\ufeff"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a",
}
"""Sign → the other forms in which it is printed, and pasted from office programs."""

_FOLDING = _FULL_WIDTH_WORDS | {ord(form): ord(sign) for sign, forms in _VARIANTS.items() for form in forms}

_NOTABLE = re.compile(
    r"""(?P<row>^[ \t\u3000]*\|[^\n]*)
    |(?P<quoted>"[^"\n]*"|“[^”\n]*”|「[^」\n]+」|【[^】\n]+】)
    |(?P<comment>\#[^\n]*)
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<closer>[。;](?=[。;\ \t\u3000]*(?:\#[^\n]*)?(?:\n|\Z)|[ \t\u3000]*(?:依据|说明|保留)))
    |(?P<newline>\n)
    |(?P<stray>["“「【][^\n]*|[”」】])""",
    re.VERBOSE | re.MULTILINE,
)
_LINE_BREAK = re.compile(r"(?:\n[ \t\u3000]*)+")
_CONTINUES = re.compile(r"[+*/]|-(?!>)|[且或](?!\w)")
_OPENS_BLOCK = re.compile(r"=[ \t\u3000]*(?:分档|对照)(?=[ \t\u3000\n]|\Z)")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_HALF_OPEN = {("[", ")"), ("(", "]")}


def fold(text: str) -> str:
    """The text with full-width forms as half-width ones; as long as before."""
    return text.replace("\r\n", " \n").replace("\r", "\n").translate(_FOLDING)


def canonical_name(text: str) -> str:
    """A name as it is compared: NFC, full-width letters and digits as half-width."""
    return unicodedata.normalize("NFC", text.translate(_FULL_WIDTH_WORDS))


def indentation_width(blanks: str) -> int:
    """Columns that leading blanks take: a blank 1, a tab 4, an ideographic space 2."""
    return len(blanks) + 3 * blanks.count("\t") + blanks.count("\u3000")


@frozen
class Slip:
    """Something in the text that no statement can hold; ``kind`` is 未闭合 (a text), 未配 (a bracket) or 过深."""

    kind: str
    start: int
    end: int


@frozen
class Prepared:
    """A piece of text as the parser reads it: comments, closing 。； and line ends inside brackets are blank.

    ``comments`` are (start, end) within the piece; ``slip`` is the first thing that keeps it from being read.
    """

    text: str
    comments: tuple[tuple[int, int], ...]
    slip: Slip | None


def prepare(piece: str, *, nesting: int, loose: bool = False) -> Prepared:
    """Blanks what the parser must not see in a folded piece of text that starts at its margin.

    ``loose`` lets a line at the margin that begins with a sign continue the one before it, as in a formula.
    """
    sweep = _Sweep(piece, nesting)
    for found in _NOTABLE.finditer(piece):
        sweep.meet(found)
        if sweep.slip is not None and sweep.slip.kind == "过深":
            break
    if sweep.slip is None and sweep.open:
        start = sweep.open[-1]
        sweep.slip = Slip("未配", start, start + 1)
    text = _joined(sweep.blanked(), loose=loose)
    return Prepared(text, tuple(sweep.comments), sweep.slip)


class _Sweep:
    """One pass over the notable characters of a piece."""

    def __init__(self, piece: str, nesting: int) -> None:
        self.piece = piece
        self.nesting = nesting
        self.open: list[int] = []
        self.comments: list[tuple[int, int]] = []
        self.blanks: list[tuple[int, int]] = []
        self.slip: Slip | None = None

    def meet(self, found: re.Match[str]) -> None:
        start, end = found.span()
        match found.lastgroup:
            case "comment":
                self.comments.append((start, end))
                self.blanks.append((start, end))
            case "open":
                self._opened(start)
            case "close":
                self._closed(start)
            case "closer" if not self.open:
                self.blanks.append((start, end))
            case "newline" if self.open:
                self.blanks.append((start, end))
            case "stray":
                self._note(Slip("未闭合", start, end))
            case _:
                pass

    def _opened(self, start: int) -> None:
        self.open.append(start)
        if len(self.open) > self.nesting:
            self._note(Slip("过深", start, start + 1), force=True)

    def _closed(self, start: int) -> None:
        if not self.open:
            self._note(Slip("未配", start, start + 1))
            return
        opener = self.piece[self.open.pop()]
        closer = self.piece[start]
        if _PAIRS[opener] != closer and (opener, closer) not in _HALF_OPEN:
            self._note(Slip("未配", start, start + 1))

    def _note(self, slip: Slip, *, force: bool = False) -> None:
        if self.slip is None or force:
            self.slip = slip

    def blanked(self) -> str:
        parts: list[str] = []
        last = 0
        for start, end in self.blanks:
            parts += (self.piece[last:start], " " * (end - start))
            last = end
        return "".join([*parts, self.piece[last:]])


def _joined(text: str, *, loose: bool) -> str:
    """The text with the line ends before continuing lines blanked.

    A line continues the one above if it is further in, begins with ``+ − × ÷ 且 或``, and no block was opened.
    """
    parts: list[str] = []
    last = 0
    margin, width, opens_block = 0, 0, None
    for gap in _LINE_BREAK.finditer(text):
        if opens_block is None:
            opens_block = _OPENS_BLOCK.search(text, margin, gap.start()) is not None
        indentation = indentation_width(gap.group().rsplit("\n", 1)[1])
        further_in = indentation > width or (loose and indentation == 0)
        if further_in and not opens_block and _CONTINUES.match(text, gap.end()):
            parts += (text[last : gap.start()], " " * len(gap.group()))
            last = gap.end()
        else:
            margin, width, opens_block = gap.end(), indentation, None
    return "".join([*parts, text[last:]])


@frozen
class Cuts:
    """Where the statements of a folded text start; ``head`` is what stands before the first."""

    starts: tuple[int, ...]
    length: int

    def pieces(self) -> list[tuple[int, int]]:
        """(start, end) of every statement, with the lines that belong to it."""
        return list(zip(self.starts, [*self.starts, self.length][1:], strict=True))


_FIRST_IN_LINE = re.compile(r"^([ \t\u3000]*)[^\s#]", re.MULTILINE)


def cut(folded: str) -> Cuts:
    """Cuts a folded text at its margin: the smallest indentation of any line that is not blank or a comment."""
    lines = [(found.end() - 1, indentation_width(found.group(1))) for found in _FIRST_IN_LINE.finditer(folded)]
    margin = min((width for _, width in lines), default=0)
    return Cuts(tuple(start for start, width in lines if width == margin), len(folded))


def merged(cuts: Cuts, folded: str) -> Cuts:
    """The cuts of a formula: a line that begins with a sign, or inside a bracket, belongs to the one before it."""
    kept: list[int] = []
    depth = 0
    for start, end in cuts.pieces():
        if not kept or not (depth > 0 or _CONTINUES.match(folded, start) or folded[start] in ")]}"):
            kept.append(start)
            depth = 0
        depth += _left_open(folded[start:end])
    return Cuts(tuple(kept), cuts.length)


def _left_open(piece: str) -> int:
    """How many brackets a piece opens more than it closes, those in quotes and comments left out."""
    kinds = [found.lastgroup for found in _NOTABLE.finditer(piece)]
    return kinds.count("open") - kinds.count("close")


def without_line(text: str, offset: int) -> str | None:
    """The piece with the line that holds ``offset`` blanked, and what is indented under it; None for its first line."""
    start = text.rfind("\n", 0, offset) + 1
    if start == 0:
        return None
    width = indentation_width(text[start:][: len(text[start:]) - len(text[start:].lstrip(BLANKS))])
    end = _block_end(text, start, width)
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def _block_end(text: str, start: int, width: int) -> int:
    for found in _FIRST_IN_LINE.finditer(text, start):
        if found.start() > start and indentation_width(found.group(1)) <= width:
            return found.start()
    return len(text)


def is_own_line(text: str, start: int) -> bool:
    """Whether nothing but blanks stands before ``start`` on its line."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(BLANKS)


def prepare_header(piece: str) -> Prepared:
    """Blanks the comments of a header, whose lines are free text otherwise."""
    comments = tuple(found.span() for found in re.finditer(r"#[^\n]*", piece))
    return Prepared(re.sub(r"#[^\n]*", lambda found: " " * len(found.group()), piece), comments, None)
