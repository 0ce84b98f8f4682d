"""Says in friendly words why a text could not be parsed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from lark.exceptions import LarkError, UnexpectedCharacters, UnexpectedToken

from govperf.diagnostics import Diagnostic
from govperf.diagnostics.suggest import nearest
from govperf.limits import over_diagnostic
from govperf.syntax import keywords
from govperf.syntax.cutting import CutForm, cut_words, run_together
from govperf.syntax.failure import RUN, Failure
from govperf.syntax.glossary import RESERVED, TERMINAL_WORDS
from govperf.syntax.habits import HABITS
from govperf.syntax.indenter import DEDENT, INDENT, NEWLINE
from govperf.syntax.messages import (
    INDENTATION,
    MISSING_SIGN,
    NUMBER_FORM,
    RESERVED_NAME,
    SYNTAX,
    UNBALANCED,
    UNCLOSED_TEXT,
    UNFINISHED,
    UNKNOWN_CHARACTER,
    UNKNOWN_WORD,
    WORDS_RUN_TOGETHER,
)
from govperf.syntax.preprocess import Slip
from govperf.syntax.reading import Reading

__all__ = ["CutForm", "cut_words", "from_failure", "from_slip", "indentation_finding", "run_together"]

_ALWAYS_POSSIBLE = frozenset((NEWLINE, "CLAUSE", "NOTE", "_RPAR", "_RSQB", "_RBRACE"))
"""Terminals that are expected nearly everywhere, so that to name them helps nobody."""
_OPERANDS = frozenset(("NAME", "NUMBER", "_LPAR"))
_KEYWORD_RUN = (
    r"(?:[及或]?以[上下内外]|[且或则若在]|否则|如果|属于|缺省|大于或?等于|小于或?等于|不[低高少多大小]于|[大小高低少多]于"
    r"|[不未]?超过|不足|[不未]满|未?达到|至[少多]?)(?=[^\W\d])"
)
_LAST_OPERAND = r"([\w%‰\u0300-\u036f]+|[)\]}」】”\"])[ \t\u3000]*\Z"
_ADVICE_FOR_CHARACTER: dict[str, tuple[str, str]] = {
    "'": ('文字用 “…” 或 "…"', 'write texts in “…” or "…"'),
    "‘": ('文字用 “…” 或 "…"', 'write texts in “…” or "…"'),
    "’": ('文字用 “…” 或 "…"', 'write texts in “…” or "…"'),
    "《": ('书名号只能写在引号里，如 依据 "《办法》"', "write 《》 inside quotes only"),
    "》": ('书名号只能写在引号里，如 依据 "《办法》"', "write 《》 inside quotes only"),
    "!": ("“不”请写 非，不等于请写 ≠", "write 非 for not, ≠ for unequal"),
    "&": ("“并且”请写 且", "write 且 for and"),
    "^": ("没有乘方，请写成连乘 x×x", "there are no powers: write x×x"),
    "√": ("开平方请写 开方(x，保留2位小数)", "write 开方(x，保留2位小数)"),
    "?": ("请删去问号，选择请写 如果 … 则 … 否则 …", "write 如果 … 则 … 否则 …"),
    "。": ("句号只能在行末", "。 can only end a line"),
    "$": ("金额的单位写在数后，如 5元、3万元", "write the unit behind the amount: 5元"),
    "￥": ("金额的单位写在数后，如 5元、3万元", "write the unit behind the amount: 5元"),
    "¥": ("金额的单位写在数后，如 5元、3万元", "write the unit behind the amount: 5元"),
    "|": ("竖线只用于表格，表格的行以竖线开头", "bars are for tables: a row begins with one"),
    "·": ("相乘请写 ×", "write × for a product"),
    "…": ("省略号只是示意，请写完整", "write it out in full"),
}
_NO_ADVICE = ("请删去它，或把所在的名称写成「…」", "remove it, or quote the name that holds it with 「…」")
_QUOTE_PAIRS = {'"': '"…"', "“": "“…”", "”": "“…”", "「": "「…」", "」": "「…」", "【": "【…】", "】": "【…】"}


# --- before the parser ---


def from_slip(reading: Reading, slip: Slip) -> Diagnostic:
    """The finding for a bracket or quote without partner, or for brackets too deep."""
    span = reading.span(slip.start, slip.start + 1)
    match slip.kind:
        case "过深":
            return over_diagnostic("nesting", reading.limits, None, span)
        case "未闭合":
            return UNCLOSED_TEXT.at(span, found=span.text, pair=_QUOTE_PAIRS.get(span.text, '"…"'))
        case _:
            return UNBALANCED.at(span, found=span.text)


def indentation_finding(reading: Reading, offset: int) -> Diagnostic:
    """The finding for a line whose indentation meets none of the lines above."""
    end = reading.text.find("\n", offset)
    return INDENTATION.at(
        reading.span(offset, end),
        advice="同一层的各行要缩进得一样多",
        advice_en="lines of one level need the same indentation",
    )


# --- from the parser ---


def from_failure(reading: Reading, error: LarkError) -> Diagnostic:
    """The finding for an error of the parser, by the first of the mistakes below that it looks like."""
    failure = _failure(reading, error)
    for recognise in _MISTAKES:
        finding = recognise(failure)
        if finding is not None:
            return finding
    return _plain(failure)


def _failure(reading: Reading, error: LarkError) -> Failure:
    if isinstance(error, UnexpectedToken):
        offset = error.token.start_pos or 0
        if error.token.type == NEWLINE or offset >= len(reading.text):
            offset = len(reading.text[:offset].rstrip())
        return Failure(reading, offset, error.token.type, frozenset(error.expected))
    if isinstance(error, UnexpectedCharacters):
        return Failure(reading, _offset(error), "", frozenset(error.allowed))
    return Failure(reading, _offset(error), "", frozenset())


def _offset(error: Any) -> int:
    """Where an error of Lark says that it is; the start where it does not say."""
    return getattr(error, "pos_in_stream", None) or 0


def _plain(failure: Failure) -> Diagnostic:
    words = _offered(failure.expected)
    run = RUN.match(failure.rest)
    found = run.group() if run else failure.rest[:1]
    advice = f"这里可以写：{'、'.join(zh for zh, _ in words)}" if words else "请检查这一行的写法"
    advice_en = f"expected {', '.join(en for _, en in words)}" if words else "check this line"
    return failure.found(len(found), SYNTAX, found=found, advice=advice, advice_en=advice_en)


def _offered(expected: frozenset[str], most: int = 6) -> list[tuple[str, str]]:
    """What could stand there, in the words of a person; nothing where there is too much to choose from."""
    wanted = expected - _ALWAYS_POSSIBLE or expected
    words = [TERMINAL_WORDS[name] for name in TERMINAL_WORDS if name in wanted]
    return [(f"“{zh}”" if _is_sign(zh) else zh, en) for zh, en in words] if len(words) <= most else []


def _is_sign(word: str) -> bool:
    return len(word) == 1 and not word.isalnum()


def _indented(failure: Failure) -> Diagnostic | None:
    if failure.kind != INDENT:
        return None
    return failure.found(
        len(failure.rest),
        INDENTATION,
        advice="续行放在括号里，或以 + − × ÷ 且 或 开头；新的语句请不要缩进",
        advice_en="put a continued line in brackets or begin it with + − × ÷ 且 或; a new statement is not indented",
    )


def _block_missing(failure: Failure) -> Diagnostic | None:
    """The head of a block without its lines."""
    if INDENT not in failure.expected or failure.kind not in (NEWLINE, DEDENT, "$END"):
        return None
    start = len(failure.before) - len(failure.before.lstrip())
    span = failure.reading.span(failure.offset - len(failure.before) + start, failure.offset)
    return UNFINISHED.at(
        span,
        found=span.text,
        advice="它的内容要另起一行，并且缩进",
        advice_en="its lines follow, indented",
    )


def _margin_operator(failure: Failure) -> Diagnostic | None:
    at_margin = failure.offset == 0 and failure.rest[:1] in "+*/-)]}"
    if not at_margin:
        return None
    return failure.found(
        len(failure.rest),
        INDENTATION,
        advice="接着上一行的内容要缩进",
        advice_en="a line that goes on with the one above is indented",
    )


def _bare_remark(failure: Failure) -> Diagnostic | None:
    word = failure.rest[:2]
    if word not in (keywords.CLAUSE, keywords.NOTE):
        return None
    return failure.found(
        2,
        SYNTAX,
        found=word,
        advice=f'{word} 后面的文字要加引号：{word} "…"',
        advice_en=f'quote what follows: {word} "…"',
    )


def _if_run_together(failure: Failure) -> Diagnostic | None:
    """``如果 集体则2否则1``."""
    if "_THEN" not in failure.expected and "_ELSE" not in failure.expected:
        return None
    started = failure.before.rfind(keywords.IF)
    if started < 0:
        return None
    clause = (failure.before[started + len(keywords.IF) :] + failure.rest).strip()
    run = next((run for run in RUN.findall(clause) if _inner_then(run)), None)
    if run is None:
        return None
    rest = clause[clause.index(run) :]
    run = rest[: len(rest) if (end := re.search(r"[^\w%‰.]", rest)) is None else end.start()]
    start = failure.offset - len(failure.before) + started + len(keywords.IF)
    start = failure.reading.text.index(run, start)
    span = failure.reading.span(start, start + len(run))
    return WORDS_RUN_TOGETHER.at(span, name=span.text, cut=cut_words(run))


def _inner_then(run: str) -> bool:
    return keywords.THEN in run[1:] and run not in (keywords.ELSE, keywords.THEN)


def _keyword_run(failure: Failure) -> Diagnostic | None:
    """``x 不低于目标``, ``90分以上且迟到``, ``80且旷工``."""
    if failure.kind in (INDENT, DEDENT, NEWLINE):
        return None
    run = RUN.match(failure.rest)
    if run is None or re.match(_KEYWORD_RUN, failure.rest) is None:
        return None
    left = re.search(r"[\w.%‰]*\Z", failure.before)
    start = failure.offset - (len(left.group()) if left else 0)
    span = failure.reading.span(start, failure.offset + run.end())
    return WORDS_RUN_TOGETHER.at(span, name=span.text, cut=cut_words(failure.reading.folded(span)))


def _if_inside(failure: Failure) -> Diagnostic | None:
    if failure.kind != "_IF":
        return None
    return failure.found(
        2,
        SYNTAX,
        found=keywords.IF,
        advice="算式里的 如果 要放在括号里：1+(如果 … 则 … 否则 …)",
        advice_en="put 如果 in brackets",
    )


def _unknown_statement(failure: Failure) -> Diagnostic | None:
    """A margin line that begins with a word like, but not quite, a statement's."""
    if "_EQUALS" not in failure.expected or len(failure.expected) > 2 or failure.kind in (NEWLINE, INDENT):
        return None
    first = failure.before.strip()
    if not first or RUN.fullmatch(first) is None or failure.offset != len(failure.before):
        return None
    near = nearest(first, keywords.AT_LINE_START)
    if not near:
        return None
    return UNKNOWN_WORD.at(failure.reading.span(0, len(first)), found=first, options="、".join(near))


def _unknown_header_line(failure: Failure) -> Diagnostic | None:
    if "HEADER_LINE" not in failure.expected:
        return None
    run = RUN.match(failure.rest)
    word = run.group() if run else failure.rest[:1]
    return failure.found(
        len(word), UNKNOWN_WORD, found=word, options="地区、版本、生效、依据、说明、语言、单位、文号、机关"
    )


def _dotted(failure: Failure) -> Diagnostic | None:
    """``PM2.5``, ``.5``, ``1.2.3``."""
    dot = failure.rest[:1] == "."
    after_dot = failure.before[-1:] == "."
    if not dot and not after_dot:
        return None
    left = re.search(r"[\w.]*\Z", failure.before)
    right = re.match(r"[\w.%]*", failure.rest)
    run = (left.group() if left else "") + (right.group() if right else "")
    start = failure.offset - len(left.group() if left else "")
    advice, advice_en = f"名称里有点号时写成「{run}」", f"quote a name with a dot: 「{run}」"
    if re.fullmatch(r"[0-9.]+%?", run):
        advice, advice_en = "小数点两边都要有数字，如 0.5", "digits belong on both sides of the point: 0.5"
    return NUMBER_FORM.at(failure.reading.span(start, start + len(run)), found=run, advice=advice, advice_en=advice_en)


def _double_equals(failure: Failure) -> Diagnostic | None:
    if failure.rest[:1] != "=" or failure.before.rstrip()[-1:] != "=":
        return None
    return failure.found(1, SYNTAX, found="==", advice="相等只写一个 =", advice_en="write one =")


def _reserved(failure: Failure) -> Diagnostic | None:
    """``且=3``: a word of the language where a name is needed."""
    run = RUN.match(failure.rest)
    if run is None or run.group() not in RESERVED or "NAME" not in failure.expected:
        return None
    if failure.kind in (NEWLINE, INDENT):
        return None
    return failure.found(run.end(), RESERVED_NAME, found=run.group())


def _unfinished(failure: Failure) -> Diagnostic | None:
    """The line ends where a value is needed."""
    if failure.kind not in (NEWLINE, DEDENT, "$END"):
        return None
    words = _offered(failure.expected)
    if failure.expected >= _OPERANDS:
        words = [("一个值", "a value")]
    advice = f"后面还应当有：{'、'.join(zh for zh, _ in words)}" if words else "请把它写完整"
    advice_en = f"expected {', '.join(en for _, en in words)}" if words else "complete the line"
    start = failure.offset - len(failure.before.lstrip())
    span = failure.reading.span(max(0, min(start, failure.offset - 1)), failure.offset)
    return UNFINISHED.at(span, found=span.text, advice=advice, advice_en=advice_en)


def _number_after_value(failure: Failure) -> Diagnostic | None:
    """``b 3``: a number after a value is read as the start of ``b 3分以上``."""
    if not failure.expected or not failure.expected <= {"SUFFIX", "_LPAR", NEWLINE}:
        return None
    found = re.search(
        r"([\w%‰\u0300-\u036f]+|[)\]}」】”\"])[ \t\u3000]*(?<!\w)([0-9][\w.%‰]*)[ \t\u3000]*\Z", failure.before
    )
    if found is None:
        return None
    start = failure.offset - len(failure.before) + found.start(2)
    span = failure.reading.span(start, start + len(found.group(2)))
    return MISSING_SIGN.at(span, left=found.group(1), right=found.group(2))


def _missing_sign(failure: Failure) -> Diagnostic | None:
    """Two values side by side."""
    if "PLUS" not in failure.expected:
        return None
    left = re.search(_LAST_OPERAND, failure.before)
    run = re.match(r"[\w.%‰\u0300-\u036f]+|[(\[{「【“\"]", failure.rest)
    if left is None or run is None:
        return None
    return failure.found(run.end(), MISSING_SIGN, left=left.group(1), right=run.group())


def _comma(failure: Failure) -> Diagnostic | None:
    if failure.rest[:1] not in tuple(",;") or "_COMMA" in failure.expected:
        return None
    return failure.found(
        1,
        SYNTAX,
        found=failure.reading.span(failure.offset, failure.offset + 1).text,
        advice="逗号只用在括号里的各项之间；一行只写一条",
        advice_en="commas belong between the arguments in brackets; a line holds one statement",
    )


def _unknown_character(failure: Failure) -> Diagnostic | None:
    char = failure.rest[:1]
    if failure.kind or not char or re.match(r"[\w()\[\]{}+*/=,;:<>≤≥≠~、.\"“”「」±→%‰-]", char):
        return None
    original = failure.reading.source.text[failure.reading.base + failure.offset]
    advice, advice_en = _ADVICE_FOR_CHARACTER.get(original) or _ADVICE_FOR_CHARACTER.get(char) or _NO_ADVICE
    shown = original if unicodedata.category(original)[0] not in "CZ" else "（看不见的字符）"
    point = f"U+{ord(original):04X}"
    return failure.found(1, UNKNOWN_CHARACTER, found=shown, point=point, advice=advice, advice_en=advice_en)


_MISTAKES: tuple[Callable[[Failure], Diagnostic | None], ...] = (
    _unknown_header_line,
    _indented,
    _if_run_together,
    _block_missing,
    _margin_operator,
    _bare_remark,
    _keyword_run,
    _if_inside,
    _unknown_statement,
    _dotted,
    _double_equals,
    *HABITS,
    _reserved,
    _number_after_value,
    _unfinished,
    _comma,
    _unknown_character,
    _missing_sign,
)
