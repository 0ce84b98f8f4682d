"""What is meant: names resolved, kinds known, every formula a core term."""

from govperf.semantics.constants import constant_of
from govperf.semantics.from_syntax import Meaning, from_syntax
from govperf.semantics.inherit import Changed
from govperf.semantics.model import (
    AssertionDefinition,
    Definition,
    Domain,
    Facts,
    InputDefinition,
    LedgerDefinition,
    ParameterDefinition,
    RequirementDefinition,
    Role,
    Ruleset,
)
from govperf.semantics.parameters import Settings

__all__ = [
    "AssertionDefinition",
    "Changed",
    "Definition",
    "Domain",
    "Facts",
    "InputDefinition",
    "LedgerDefinition",
    "Meaning",
    "ParameterDefinition",
    "RequirementDefinition",
    "Role",
    "Ruleset",
    "Settings",
    "constant_of",
    "from_syntax",
]
