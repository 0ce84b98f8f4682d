"""The workloads in the languages of others, from one description each."""

from __future__ import annotations

from scalar.w2 import ACTUAL, DEDUCTIONS, NUMBERS, TARGET, WEIGHTS

from table.rows import COMPLAINTS, MAIN, REVIEW, VISITS

SHORT = {
    MAIN: "a",
    REVIEW: "b",
    VISITS: "c",
    COMPLAINTS: "d",
    **{ACTUAL[n]: f"a{n}" for n in NUMBERS},
    **{TARGET[n]: f"t{n}" for n in NUMBERS},
    **{name: f"d{n}" for n, name in enumerate(DEDUCTIONS, start=1)},
    "安全事故": "veto",
}
"""Names that every engine accepts."""

INDICATORS = tuple((weight, f"a{n}", f"t{n}") for n, weight in zip(NUMBERS, WEIGHTS, strict=True))
LOST = " + ".join(f"d{n}" for n in range(1, 7))


def sql_w1(number: str) -> str:
    """W1 over columns of SQL; ``number`` is the type of its constants."""
    score = f"a*CAST(0.9 AS {number}) + b*CAST(0.1 AS {number}) - least(c, 2) - least(d, 2)"
    return f"SELECT s, {sql_grade('s')} AS g FROM (SELECT {score} AS s FROM t)"


def sql_w2() -> str:
    """W2 over columns of SQL, in doubles."""
    total = " + ".join(f"{weight}*least({a}/{t}, 1)" for weight, a, t in INDICATORS)
    score = f"round(({total})*0.9::DOUBLE + b*0.1::DOUBLE - least({LOST}, 5), 2)"
    return f"SELECT s, CASE WHEN veto THEN 3 ELSE {sql_grade('s')} END AS g FROM (SELECT {score} AS s, veto FROM t)"


def sql_w3() -> str:
    """W3 over columns of SQL, in doubles."""
    own = "SELECT i, a*0.9::DOUBLE + b*0.1::DOUBLE - least(c, 2) - least(d, 2) AS s FROM t"
    ranked = f"SELECT i, s, rank() OVER (ORDER BY s DESC) AS r, count(*) OVER () AS n FROM ({own})"
    points = "CASE WHEN r <= 0.25::DOUBLE*n THEN 90 WHEN r <= 0.55::DOUBLE*n THEN 80 ELSE 70 END"
    total = f"SELECT i, s*0.6::DOUBLE + ({points})*0.4::DOUBLE AS s, r FROM ({ranked})"
    return f"SELECT s, {sql_grade('s')} AS g, r FROM ({total}) ORDER BY i"


def sql_grade(score: str) -> str:
    """The grade as a number."""
    return f"CASE WHEN {score} >= 90 THEN 0 WHEN {score} >= 80 THEN 1 WHEN {score} >= 70 THEN 2 ELSE 3 END"


EXCEL_W1 = "=A1*90%+B1*10%-MIN(C1,2)-MIN(D1,2)"
EXCEL_GRADE = "=IF(A1>=90,0,IF(A1>=80,1,IF(A1>=70,2,3)))"
