"""The published limits that keep a stranger's rule file or data from exhausting its host."""

from __future__ import annotations

from attrs import field, fields_dict, validators

from govperf.diagnostics import Diagnostic, Problem, Template
from govperf.errors import LimitError
from govperf.frozen import frozen
from govperf.source import Span

OVER_LIMIT = Template(
    code="超出限制",
    slug="limit-exceeded",
    zh="{subject_zh}超出限制：最多 {most}{found_zh}",
    en="{subject_en} is over its limit: at most {most}{found_en}",
    hint_zh="请拆分或精简内容；确有需要时，由调用程序设置 Limits({limit}=…)",
    hint_en="split or shorten the content, or let the host set Limits({limit}=...)",
)


def _limit(default: int, zh: str, en: str) -> int:
    bounds = validators.and_(validators.instance_of(int), validators.ge(1))
    return field(default=default, validator=bounds, metadata={"zh": zh, "en": en})


@frozen(kw_only=True)
class Limits:
    """How much one rule file, one record and one evaluation may ask for; each is an int from 1 up."""

    source_length: int = _limit(2_000_000, "规则文本的字符数", "the length of the rule text")
    """Characters of one rule text."""

    statements: int = _limit(20_000, "规则文件的语句数", "the number of statements")
    """Statements of one rule file, the lines of blocks included."""

    files: int = _limit(32, "沿用的文件数", "the number of inherited files")
    """Files in one chain of 沿用, the file itself included."""

    folder_files: int = _limit(10_000, "规则文件夹里的文件数", "the number of files in a folder of rules")
    """Files and folders of all kinds in a folder of rule files, those under it included."""

    folder_bytes: int = _limit(64_000_000, "规则文件夹里规则文件的总字节数", "the bytes of a folder of rules")
    """Bytes of all rule files of a folder together."""

    nesting: int = _limit(100, "嵌套层数", "the depth of nesting")
    """Levels of brackets, blocks and indicator trees inside one another."""

    names: int = _limit(20_000, "名称的个数", "the number of names")
    """Names that one policy defines, those it inherits included."""

    expansions: int = _limit(10_000, "方法展开的次数", "the number of expanded methods")
    """Times that the 方法 of one policy are put in where they are called, those inside them included."""

    name_length: int = _limit(200, "名称的字符数", "the length of a name")
    """Characters of one name."""

    list_rows: int = _limit(100_000, "明细的行数", "the number of rows of a ledger")
    """Rows of one ledger of one object."""

    number_digits: int = _limit(40, "一个数的位数", "the digits of a number")
    """Digits of one number in a rule file or in data, written out without an exponent."""

    text_length: int = _limit(100_000, "一段文字的字符数", "the length of a text")
    """Characters of one text in data."""

    result_bits: int = _limit(20_000, "中间结果的二进制位数", "the bits of an intermediate result")
    """Bits of the numerator, and of the denominator, of an exact intermediate value."""

    steps: int = _limit(5_000_000, "一次计算的步数", "the steps of one evaluation")
    """Steps of the evaluation of one object: nodes computed, records looked at, members of a cohort."""

    findings: int = _limit(1_000, "一个文件的问题数", "the number of findings in a file")
    """Findings that are kept about one rule file; the rest is counted, not kept."""


DEFAULT_LIMITS = Limits()


def limit_facts(name: str, limits: Limits, actual: int | None = None) -> dict[str, object]:
    """The facts that ``OVER_LIMIT`` asks for; ``name`` is a field of ``Limits``."""
    words = fields_dict(Limits)[name].metadata
    most = getattr(limits, name)
    found = {"found_zh": "", "found_en": ""}
    if actual is not None:
        found = {"found_zh": f"，现为 {actual}", "found_en": f", found {actual}"}
    return {"limit": name, "subject_zh": words["zh"], "subject_en": words["en"], "most": most, **found}


def over_diagnostic(name: str, limits: Limits, actual: int | None = None, span: Span | None = None) -> Diagnostic:
    """The finding that a rule text passes limit ``name`` at ``span``."""
    return OVER_LIMIT.at(span, **limit_facts(name, limits, actual))


def over_problem(
    name: str, limits: Limits, actual: int | None = None, path: tuple[str | int, ...] = (), span: Span | None = None
) -> Problem:
    """The problem that a value of a record, or its evaluation, passes limit ``name``."""
    return OVER_LIMIT.problem(*path, span=span, **limit_facts(name, limits, actual))


def over(
    name: str, limits: Limits, actual: int | None = None, path: tuple[str | int, ...] = (), span: Span | None = None
) -> LimitError:
    """The exception to raise when limit ``name`` is passed; ``actual`` is what was found, where it is known."""
    return LimitError(over_problem(name, limits, actual, path, span))
