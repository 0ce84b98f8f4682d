"""What a type checker sees at the front door; mypy reads this file, nothing runs it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import govperf

policy = govperf.compile("指标考核×90%+公众评议×10%")
held: govperf.Policy = policy
dated: govperf.Policy = govperf.load("unit.govperf", parameters={"优秀线": 90}, on=date(2011, 7, 1), root=".")

card: govperf.Scorecard = policy.score({"指标考核": 95, "公众评议": Decimal("90.5")}, strict=True)
board = policy.score_all([{"指标考核": 95, "公众评议": "90"}], skip_bad=True)
first: govperf.Scorecard = board[0]

findings: list[govperf.Diagnostic] = [*govperf.check("得分="), *policy.check()]
codes: list[str] = [finding.code for finding in findings]
fingerprint: str = policy.fingerprint

try:
    policy.score({})
except govperf.InputError as error:
    problems: list[str] = [problem.message for problem in error.problems]
except (govperf.RuleSyntaxError, govperf.RuleError) as error:
    codes = [finding.code for finding in error.diagnostics]
except govperf.GovperfError:
    raise

comparison: govperf.Comparison = govperf.compare(policy, dated, [{"指标考核": 95}], skip_bad=True)
told: str = comparison.report("en", only="教育局")
same: bool = comparison.same
