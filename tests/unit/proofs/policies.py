"""Small policies that proofs are tried on."""

from __future__ import annotations

INPUTS = "规则 试\n输入\n  甲、乙：0~100分\n  丙、丁：≥0分 默认 0\n"
BANDS = "等次 等 按 得\n  优：90以上\n  良：80~90(不含90)\n  差：80以下(不含80)\n"
FORMULA = "得=甲×90%+乙×10%-丙(≤2)-丁(≤2)\n"
WEIGHED = INPUTS + FORMULA + BANDS
"""W1 of the measurements: two weighted scores, two capped deductions, three bands."""


def many(count: int = 40) -> str:
    """W2 of the measurements: ``count`` indicators by completion, a rating, six deductions, rounded, graded."""
    names = [f"{number:02}" for number in range(1, count + 1)]
    share = f"{100 / count:g}"
    return "\n".join(
        (
            "规则 四十个指标",
            "输入",
            f"  {'、'.join(f'实际{name}' for name in names)}：≥0",
            f"  {'、'.join(f'目标{name}' for name in names)}：>0",
            "  公众评议得分：0~100分",
            "  甲、乙、丙、丁、戊、己：≥0分 默认 0",
            "指标 指标考核 100分",
            *(f"  指标{name} {share}分：完成比例法(实际{name}，目标{name})" for name in names),
            "扣分=(甲+乙+丙+丁+戊+己)(≤5)",
            "得分=指标考核×90%+公众评议得分×10%-扣分 保留2位小数",
            "等次 等次 按 得分",
            "  优秀：90以上",
            "  良好：80~90(不含90)",
            "  合格：60~80(不含80)",
            "  不合格：60以下(不含60)",
            "",
        )
    )
