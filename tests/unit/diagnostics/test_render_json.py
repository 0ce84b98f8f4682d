"""Findings as data."""

from __future__ import annotations

import json

from attrs import evolve

from govperf.diagnostics import Diagnostic, Label, Severity, Template, problem_to_dict, sarif, to_dict
from govperf.source import Source, Span

UNKNOWN = Template("未知名称", "unknown-name", "没有“{name}”", "no “{name}”", "请写{{…}}", "write {{...}}")
RULES = Source("规则 示例\n总分=公众评义\n", "规则/单位 一.govperf")


def unknown() -> Diagnostic:
    found = UNKNOWN.at(Span(RULES, 9, 13), name="公众评义")
    return evolve(found, labels=(Label(Span(RULES, 6, 8), "这里", "here"),), example="{例}")


def test_a_finding_is_json_ready() -> None:
    assert json.loads(json.dumps(to_dict(unknown()))) == {
        "code": "未知名称",
        "slug": "unknown-name",
        "severity": "error",
        "message": "没有“公众评义”",
        "hint": "请写{…}",
        "example": "{例}",
        "facts": {"name": "公众评义"},
        "span": {
            "source": "规则/单位 一.govperf",
            "start": 9,
            "end": 13,
            "line": 2,
            "column": 4,
            "end_line": 2,
            "end_column": 8,
        },
        "labels": [
            {
                "span": {
                    "source": "规则/单位 一.govperf",
                    "start": 6,
                    "end": 8,
                    "line": 2,
                    "column": 1,
                    "end_line": 2,
                    "end_column": 3,
                },
                "message": "这里",
            }
        ],
    }


def test_the_words_may_be_english() -> None:
    said = to_dict(unknown(), "en")
    assert (said["message"], said["hint"]) == ("no “公众评义”", "write {...}")


def test_a_finding_without_a_place() -> None:
    assert to_dict(UNKNOWN.at(None, name="x"))["span"] is None


def test_a_problem_is_json_ready() -> None:
    said = problem_to_dict(UNKNOWN.problem("表彰", 3, "级别", name="x"))
    assert json.loads(json.dumps(said)) == {
        "code": "未知名称",
        "slug": "unknown-name",
        "message": "没有“x”",
        "hint": "请写{…}",
        "path": ["表彰", 3, "级别"],
        "facts": {"name": "x"},
        "span": None,
    }


def test_sarif() -> None:
    log = json.loads(json.dumps(sarif([unknown()], version="1.2.3")))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["tool"]["driver"] == {
        "name": "govperf",
        "semanticVersion": "1.2.3",
        "rules": [
            {
                "id": "未知名称",
                "name": "unknown-name",
                "shortDescription": {"text": "未知名称"},
                "defaultConfiguration": {"level": "error"},
            }
        ],
    }
    (result,) = run["results"]
    # Braces are doubled, as single ones would be placeholders.
    assert result["message"] == {"text": "没有“公众评义”\n请写{{…}}\n{{例}}"}
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("未知名称", 0, "error")
    (place,) = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "%E8%A7%84%E5%88%99/%E5%8D%95%E4%BD%8D%20%E4%B8%80.govperf"},
        "region": {
            "startLine": 2,
            "startColumn": 4,
            "endLine": 2,
            "endColumn": 8,
            "charOffset": 9,
            "charLength": 4,
        },
    }
    (related,) = result["relatedLocations"]
    assert (related["id"], related["message"]) == (1, {"text": "这里"})


def test_sarif_lists_each_rule_once_and_keeps_the_level_of_a_finding() -> None:
    other = Template("空档", "gap", "空档", "gap", severity=Severity.WARNING)
    found = [unknown(), other.at(None), evolve(unknown(), severity_override=Severity.NOTE)]
    (run,) = json.loads(json.dumps(sarif(found)))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["未知名称", "空档"]
    assert [(result["ruleIndex"], result["level"]) for result in run["results"]] == [
        (0, "error"),
        (1, "warning"),
        (0, "note"),
    ]
    assert "locations" not in run["results"][1]


def test_sarif_names_a_file_by_a_valid_uri() -> None:
    found = evolve(unknown(), span=Span(Source("x", "C:\\规则\\a.govperf"), 0, 1), labels=())
    (run,) = json.loads(json.dumps(sarif([found])))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "file:///C:/%E8%A7%84%E5%88%99/a.govperf"
