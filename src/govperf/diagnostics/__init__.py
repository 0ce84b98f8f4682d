"""What can be said about a rule text or a record."""

from govperf.diagnostics.model import Diagnostic, Label, Language, Problem, Severity, Template, shorten
from govperf.diagnostics.render_json import problem_to_dict, sarif, to_dict
from govperf.diagnostics.render_text import render, summary
from govperf.diagnostics.suggest import nearest
from govperf.diagnostics.width import printable, text_width

__all__ = [
    "Diagnostic",
    "Label",
    "Language",
    "Problem",
    "Severity",
    "Template",
    "nearest",
    "printable",
    "problem_to_dict",
    "render",
    "sarif",
    "shorten",
    "summary",
    "text_width",
    "to_dict",
]
