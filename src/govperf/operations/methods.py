"""Named scoring methods of the leaves of an indicator tree."""

from __future__ import annotations

from fractions import Fraction

from govperf.operations.numbers import power_coefficient
from govperf.operations.operation import Arguments, Operation
from govperf.operations.steps import steps
from govperf.terms.build import ONE, ZERO, add, constant, divide, equals, multiply, smallest, subtract, total, when
from govperf.terms.kinds import Base
from govperf.terms.terms import Term

STEP_WORDS = ("每满", "每起", "每份")


def _completion(arguments: Arguments) -> Term:
    rate = divide(arguments[0], arguments[1], span=arguments.span)
    return multiply(arguments.required_full(), smallest(rate, ONE))


def _reverse(arguments: Arguments) -> Term:
    full = arguments.required_full()

    def body(actual: Term) -> Term:
        rate = divide(arguments[1], actual, span=arguments.span)
        return when(equals(actual, ZERO), full, multiply(full, smallest(rate, ONE)), span=arguments.span)

    return arguments.named(arguments[0], body)


def _stepped(arguments: Arguments, rate_word: str) -> Term:
    word = next(word for word in STEP_WORDS if word in arguments.options)
    counted = steps(arguments[0], arguments.option(word) or ONE, word, arguments.span)
    return multiply(counted, arguments.option(rate_word) or ZERO, span=arguments.span)


def _base_plus_minus(arguments: Arguments) -> Term:
    base, plus, minus = (arguments.option(word) or ZERO for word in ("基础", "加", "扣"))
    return subtract(add(base, plus), minus, span=arguments.span)


def _power(arguments: Arguments) -> Term:
    base = arguments.option("基础") or constant(Fraction(60, 100))
    scaled = multiply(subtract(ONE, base), power_coefficient(arguments))
    return multiply(arguments.required_full(), add(base, scaled), span=arguments.span)


def _by_rank(arguments: Arguments) -> Term:
    behind = divide(subtract(arguments[0], ONE), arguments.option("每") or ONE)
    lost = multiply(behind, arguments.option("减") or ZERO)
    return multiply(arguments.required_full(), subtract(ONE, lost), span=arguments.span)


METHODS = (
    Operation("直接赋分", "直接赋分(得分)", "得分就是给出的数。", lambda a: a[0], on_leaf=True),
    Operation(
        "达标计分法",
        "达标计分法(条件)",
        "条件成立得满分，否则 0 分。",
        lambda a: when(a[0], a.required_full(), ZERO, span=a.span),
        takes=(Base.BOOL,),
        on_leaf=True,
    ),
    Operation(
        "否决计分法",
        "否决计分法(条件)",
        "条件成立得 0 分，否则满分。",
        lambda a: when(a[0], ZERO, a.required_full(), span=a.span),
        takes=(Base.BOOL,),
        on_leaf=True,
    ),
    Operation(
        "完成比例法",
        "完成比例法(实际，目标)",
        "满分×最小(实际÷目标，1)。",
        _completion,
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
        on_leaf=True,
    ),
    Operation(
        "反向比例法",
        "反向比例法(实际，目标)",
        "满分×最小(目标÷实际，1)；实际为 0 时得满分。",
        _reverse,
        takes=(Base.NUMBER, Base.NUMBER),
        least=2,
        on_leaf=True,
    ),
    Operation(
        "数量递减法",
        "数量递减法(少完成数，每满｜每起｜每份 步，扣 分)",
        "满分减去少完成的步数×每步扣分。",
        lambda a: subtract(a.required_full(), _stepped(a, "扣"), span=a.span),
        one_of=STEP_WORDS,
        required=("扣",),
        on_leaf=True,
    ),
    Operation(
        "基础加减法",
        "基础加减法(基础 a，加 b，扣 c)",
        "基础分加上加分、减去扣分。",
        _base_plus_minus,
        takes=(),
        least=0,
        required=("基础",),
        options=("加", "扣"),
        on_leaf=True,
    ),
    Operation(
        "累积计分法",
        "累积计分法(数量，每满｜每起｜每份 步，计 分)",
        "步数×每步得分，至满分为止。",
        lambda a: _stepped(a, "计"),
        one_of=STEP_WORDS,
        required=("计",),
        on_leaf=True,
    ),
    Operation(
        "直接扣分法",
        "直接扣分法(扣分，…)",
        "满分减去各项扣分，扣完为止。",
        lambda a: subtract(a.required_full(), total(a.terms), span=a.span),
        repeats=True,
        on_leaf=True,
    ),
    Operation(
        "功效系数法",
        "功效系数法(实际，不允许值，满意值，基础 60%)",
        "满分×(基础+(1−基础)×功效系数)，基础不写时为 60%。",
        _power,
        takes=(Base.NUMBER,) * 3,
        least=3,
        options=("基础",),
        on_leaf=True,
    ),
    Operation(
        "排名计分法",
        "排名计分法(名次，每 1名，减 5%)",
        "满分×(1−减×(名次−1)÷每)。",
        _by_rank,
        required=("每", "减"),
        on_leaf=True,
    ),
)
