"""Rule texts as they are written."""

from govperf.syntax.decode import decode
from govperf.syntax.from_text import Parsed, parse, parse_cell, parse_expression

__all__ = ["Parsed", "decode", "parse", "parse_cell", "parse_expression"]
