"""The words for what can go wrong on the way from a file to a policy."""

from __future__ import annotations

from govperf.diagnostics import Template

UNREADABLE = Template(
    "文件读不出",
    "unreadable-file",
    "读不出文件“{name}”：{reason}",
    "cannot read “{name}”: {reason}",
    "请核对路径",
    "check the path",
)
OUTSIDE = Template(
    "沿用越界",
    "inheritance-outside",
    "“{name}”在允许的文件夹之外，不能沿用",
    "“{name}” is outside the folder that the host allows",
    "请把它放进同一文件夹，或由调用程序用 root= 放宽",
    "move it into the folder or widen root=",
)
CIRCULAR = Template(
    "循环沿用",
    "circular-inheritance",
    "沿用绕成了圈：{path}",
    "inheritance goes round in a circle: {path}",
    "请删去其中一处 沿用",
    "remove one 沿用",
)
NO_FOLDER = Template(
    "沿用无处可寻",
    "inheritance-without-folder",
    "单独的文本不能沿用“{name}”",
    "a text alone cannot inherit “{name}”",
    "请存成文件，再用 govperf.load(路径) 加载",
    "save it and use govperf.load(path)",
)
TWO_BASES = Template(
    "重复定义",
    "defined-twice",
    "一个文件只能沿用一个文件",
    "a file inherits one file alone",
    "请只留一行 沿用",
    "keep one 沿用",
)
