"""The values that policies reckon with: exact numbers, texts, 是否, dates, absence."""

from govperf.values.bad_value import BadValue, describe, place_of, refuse
from govperf.values.calendar import days, months, parse_date, workdays
from govperf.values.convert import Choice, canonical, parse_bool, parse_choice, parse_text
from govperf.values.display import decimals, ends, plain, show_number, show_value, to_json_text, to_python
from govperf.values.missing import ABSENT, NOT_APPLICABLE, Missing, Present, Value
from govperf.values.number import PLAIN, NumberForm, half_width, looks_computed, parse_number, strip_blanks
from govperf.values.rounding import (
    RoundingMode,
    ceil,
    floor,
    round_places,
    round_quotient,
    round_to,
    sqrt_rounded,
    step_of,
)
from govperf.values.units import FACTORS, UNITS, units_agree

__all__ = [
    "ABSENT",
    "FACTORS",
    "NOT_APPLICABLE",
    "PLAIN",
    "UNITS",
    "BadValue",
    "Choice",
    "Missing",
    "NumberForm",
    "Present",
    "RoundingMode",
    "Value",
    "canonical",
    "ceil",
    "days",
    "decimals",
    "describe",
    "ends",
    "floor",
    "half_width",
    "looks_computed",
    "months",
    "parse_bool",
    "parse_choice",
    "parse_date",
    "parse_number",
    "parse_text",
    "place_of",
    "plain",
    "refuse",
    "round_places",
    "round_quotient",
    "round_to",
    "show_number",
    "show_value",
    "sqrt_rounded",
    "step_of",
    "strip_blanks",
    "to_json_text",
    "to_python",
    "units_agree",
    "workdays",
]
