"""The words for what can be wrong with a folder of rule files."""

from __future__ import annotations

from govperf.diagnostics import Severity, Template

NO_FOLDER = Template(
    "文件夹读不出",
    "unreadable-folder",
    "读不出文件夹“{name}”：{reason}",
    "cannot read the folder “{name}”: {reason}",
    "请核对路径和权限；已经载入的规则不受影响",
    "check the path and the permissions; what was loaded before stays in force",
)
LINK_OUTSIDE = Template(
    "链接越界",
    "link-outside",
    "“{name}”是一个链接，指向规则文件夹之外，没有读它",
    "“{name}” is a link that leads out of the folder; it was not read",
    "请把文件本身放进规则文件夹",
    "put the file itself into the folder",
    Severity.WARNING,
)
LEFT_OUT = Template(
    "规则未载入",
    "rule-file-left-out",
    "“{file}”有错，没有载入",
    "“{file}” has errors and was not loaded",
    "请按所列问题改正，再调用 reload()",
    "correct what is listed, then call reload()",
)
KEPT = Template(
    "保留旧版",
    "previous-version-kept",
    "“{file}”改动后有错，仍按改动前的内容执行",
    "“{file}” has errors since it was changed; what it said before stays in force",
    "请按所列问题改正，再调用 reload()",
    "correct what is listed, then call reload()",
    Severity.WARNING,
)
BASE_ALONE = Template(
    "只供沿用",
    "base-alone",
    "“{file}”不能单独使用，只供别的规则文件沿用",
    "“{file}” cannot be used alone; it serves the files that build on it",
    severity=Severity.NOTE,
)
NAMELESS = Template(
    "规则无名",
    "nameless-rules",
    "“{file}”没有“规则 名称”一行，按名称找不到它",
    "“{file}” has no line 规则 with a name, so that it cannot be found by one",
    "请在第一行写 规则 和名称",
    "write 规则 with a name as its first line",
    Severity.WARNING,
)
OVERLAP = Template(
    "版本重叠",
    "versions-overlap",
    "“{name}”有两个版本同时有效：{first}、{second}，重叠在 {period}",
    "“{name}” has two versions in force at once: {first}, {second}; both hold in {period}",
    "请改其中一个的 生效，使前一个版本在后一个开始的前一天结束；若不是同一套规则，请换个名称",
    "let the earlier one end on the day before the later one starts, or rename one of them",
)
GAP = Template(
    "版本中断",
    "gap-between-versions",
    "“{name}”在 {period} 没有有效的版本：前有 {first}，后有 {second}",
    "“{name}” has no version in force in {period}: {first} comes before, {second} after",
    "请核对两个版本的 生效",
    "check the lines 生效 of both versions",
    Severity.WARNING,
)
NONE_IN_FORCE = Template(
    "没有有效版本",
    "no-version-in-force",
    "“{name}”在 {date} 没有有效的版本；现有 {versions}",
    "“{name}” has no version in force on {date}; there are {versions}",
    "请核对考核日期，或补上当时有效的版本",
    "check the date of assessment or add the version of that day",
)
DATE_NEEDED = Template(
    "缺少考核日期",
    "date-needed",
    "“{name}”有 {count} 个版本，要有考核日期才知道用哪一个：{versions}",
    "“{name}” has {count} versions, and only a date of assessment tells which to use: {versions}",
    '请写 library.policy("{name}", on=date(年, 月, 日))',
    'write library.policy("{name}", on=date(year, month, day))',
)
UNKNOWN_POLICY = Template(
    "未知规则",
    "unknown-policy",
    "规则文件夹里没有叫“{name}”的规则",
    "the folder holds no policy called “{name}”",
    "{advice}",
    "{advice_en}",
)
UNKNOWN_PARAMETER = Template(
    "未知参数",
    "unknown-parameter",
    "文件夹里没有一份规则有参数“{name}”，没有用上它的值",
    "no policy of the folder has a parameter “{name}”; its value was not used",
    "请核对 parameters= 里的名称",
    "check the names in parameters=",
)
