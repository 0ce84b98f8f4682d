"""The words for what can be wrong with how checks are asked for."""

from __future__ import annotations

from govperf.diagnostics import Template

BAD_CONFIGURATION = Template(
    "检查设置",
    "check-settings",
    "检查的设置有误：{reason}",
    "the settings of the checks are wrong",
    "{advice}",
    'write disable = [codes] and severity = {{code = "warning"}} with codes that exist and are no errors',
)
