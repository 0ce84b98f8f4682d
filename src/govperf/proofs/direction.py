"""What raising one input does to a node, all else equal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import define, evolve, field

from govperf.checks.records import Variable
from govperf.evaluate.outcome import ObjectData
from govperf.proofs.encode import Text
from govperf.proofs.examples import exists, put, setting_of
from govperf.proofs.forms import UnsettledError
from govperf.proofs.gaps import Gaps
from govperf.proofs.model import PROVED, Direction, Example, NotSettled, Refuted, Settled
from govperf.proofs.ordering import Scale, scale_of
from govperf.proofs.question import TOO_DEEP, Case, Wanted, guarded
from govperf.proofs.rebuilding import cut_at, replaced
from govperf.proofs.search import settings
from govperf.proofs.signs import Sign, Signs
from govperf.proofs.solver import Answer
from govperf.terms.terms import Value

UNORDERED = NotSettled("它的值分不出高低", "its values have no order")
OTHER_SIDE = NotSettled("另一个方向已经证明，没有再找例子", "the other direction is proved; no example was sought")
NOTHING_SHOWN = NotSettled("形式上看不出来", "not seen from the forms")
NOTHING_ASKED = Answer("unknown")
NOT_USED = NotSettled("它不影响这一项", "it has no effect on the node")
IN_A_LEDGER = NotSettled("明细里的数，证明不了", "an input inside a ledger")


@define
class Directions:
    """The directions of one node in its inputs.

    ``strict`` asks whether it really moves: standing still then counts as the wrong direction.
    """

    case: Case
    key: str
    strict: bool = False
    _number: int | None = field(default=None, init=False)
    _trouble: NotSettled | None = field(default=None, init=False)
    _scale: Scale = field(init=False)
    _gaps: Gaps = field(init=False)
    _cone: list[int] = field(factory=list, init=False)
    _cuts: dict[tuple[tuple[tuple[int, Sign], ...], bool], bool] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """The node as something that has an order."""
        self._scale = scale_of(self.case.graphs[0], self.key)
        self._gaps = Gaps(self.case.forms)
        try:
            self._number = self._scale.form(self.case.forms, self.case.lowered[0][self.key])
        except UnsettledError as error:
            self._trouble = NotSettled(error.reason, error.reason_en)
        except RecursionError:
            self._trouble = TOO_DEEP
        if self._number is None:
            self._trouble = self._trouble or UNORDERED
        else:
            self._cone = self.case.forms.cone([self._number])

    @property
    def ordered(self) -> bool:
        """Its values can be put in order, or nothing is known of it at all."""
        return self._trouble is not UNORDERED

    def inputs(self) -> tuple[Variable, ...]:
        """Inputs that the node depends on and that have an order themselves."""
        return tuple(one for one in self.case.stage.variables if _ordered(one))

    def of(self, variable: Variable) -> Direction:
        """The direction in one input; no example is sought against one side where the other is proved."""
        proved = {falls: guarded(lambda falls=falls: self._proof(variable, falls=falls)) for falls in (True, False)}  # type: ignore[misc]  # a bound default
        settled = PROVED in proved.values()
        lowers, raises = (
            PROVED if found == PROVED else OTHER_SIDE if settled else self._guarded(variable, falls=falls)
            for falls, found in proved.items()
        )
        return Direction(self.key, variable.name, lowers, raises)

    def _proof(self, variable: Variable, *, falls: bool) -> Settled:
        return PROVED if self._proved(variable, falls=falls) else NOTHING_SHOWN

    def _guarded(self, variable: Variable, *, falls: bool) -> Settled:
        return guarded(lambda: self._shown(variable, falls=falls))

    def judged(self, variable: Variable, *, falls: bool) -> Settled:
        """The claim that raising the input never lowers the node (``falls``), or never raises it."""
        found = guarded(lambda: self._proof(variable, falls=falls))
        return found if found == PROVED else self._guarded(variable, falls=falls)

    def _proved(self, variable: Variable, *, falls: bool) -> bool:
        """What the forms show, with a question that many inputs share."""
        if self._number is None or self.strict:
            return False
        start = self._start(variable)
        if start is None:
            return True
        signs = Signs(self.case.forms, start, self._cone, self._gaps)
        if not signs[self._number] & (Sign.FALLS if falls else Sign.RISES):
            return True
        return signs[self._number] is Sign.EITHER and self._through(signs, falls=falls)

    def _shown(self, variable: Variable, *, falls: bool) -> Settled:
        """Two objects near the ordinary one, or those that the solver finds; or its proof."""
        if self._number is None:
            return self._trouble or UNORDERED
        example = self._tried(variable, falls=falls)
        if example is not None:
            return Refuted(example)
        start = self._start(variable)
        if variable.ledger or start is None:
            return IN_A_LEDGER if variable.ledger else NOT_USED
        return self._asked(variable, start, falls=falls)

    # --- cut where the direction is known ---

    def _through(self, signs: Signs, *, falls: bool) -> bool:
        """What the input moves in a known direction moves the node in the right one, whatever it is that moves it.

        The same question for all inputs of a score, so it is asked once.
        """
        cut = self._frontier(signs)
        if not cut or self._number is None or not self.case.solver.there:
            return False
        asked = (cut, falls)
        if asked not in self._cuts:
            self._cuts[asked] = self._moves_rightly(self._number, cut, falls=falls)
        return self._cuts[asked]

    def _frontier(self, signs: Signs) -> tuple[tuple[int, Sign], ...]:
        """The numbers of known direction through which alone the input reaches the node."""
        forms = self.case.forms
        found: dict[int, Sign] = {}
        waiting, seen = [self._number or 0], set[int]()
        while waiting:
            number = waiting.pop()
            sign = signs[number]
            if number in seen or not sign:
                continue
            seen.add(number)
            form = forms[number]
            plain = form.sort == "number" and forms.safe(number) and form.op != "input" and number != self._number
            if form.op == "sum" and len(form.args) == 1 and forms[form.args[0]].op != "input":
                waiting.extend(form.args)  # many sums may stand over one score: that is where to cut
            elif plain and sign is not Sign.EITHER:
                found[number] = sign
            elif form.op in ("input", "opaque"):
                return ()
            else:
                waiting.extend(form.args)
        return tuple(sorted(found.items(), key=lambda one: one[0]))

    def _moves_rightly(self, number: int, cut: tuple[tuple[int, Sign], ...], *, falls: bool) -> bool:
        forms = self.case.forms
        pairs = {one: (cut_at(forms, one, "1"), cut_at(forms, one, "2")) for one, _ in cut}
        before, after = (replaced(forms, number, {one: pair[side] for one, pair in pairs.items()}) for side in (0, 1))

        def wanted(text: Text) -> Sequence[str]:
            facts = [text.exists(before), text.exists(after)]
            for one, sign in cut:
                low, high = (text.values[side] for side in pairs[one])
                facts.append(f"({'<=' if sign is Sign.RISES else '>='} {low} {high})")
            return [*facts, f"({'<' if falls else '>'} {text.values[after]} {text.values[before]})"]

        starts = (before, after, *(side for pair in pairs.values() for side in pair))
        return self.case.proves(starts, wanted)

    def _start(self, variable: Variable) -> int | None:
        for number in self._cone:
            form = self.case.forms[number]
            if form.op == "input" and form.data == (variable.ledger, variable.one.key, ""):
                return number
        return None

    # --- two objects that differ in one input ---

    def _tried(self, variable: Variable, *, falls: bool) -> Example | None:
        """The ordinary object, those that differ from it in one other thing, with the input low and high."""
        for base in self._bases():
            pairs = _pairs(variable, base)
            for low, high in pairs:
                found = self._pair(variable, base, low, high, falls=falls)
                if found is not None:
                    return found
        return None

    def _bases(self) -> Iterator[ObjectData]:
        stage = self.case.stage
        yield stage.base
        worst = stage.base
        for one in stage.variables:
            values = settings(one)
            if len(values) > 1:
                worst = put(worst, one, values[1] if values[0] == setting_of(stage.base, one) else values[0])
        yield worst

    def _pair(self, variable: Variable, data: ObjectData, low: Value, high: Value, *, falls: bool) -> Example | None:
        first, second = put(data, variable, low), put(data, variable, high)
        before, after = self._worth(first), self._worth(second)
        if before is None or after is None or not self._wrong(before, after, falls=falls):
            return None
        return self._told(first, second, falls=falls)

    def _wrong(self, before: Fraction, after: Fraction, *, falls: bool) -> bool:
        return (self.strict and before == after) or (after < before if falls else after > before)

    def _worth(self, data: ObjectData) -> Fraction | None:
        found = self.case.stage.outcomes(data)
        return None if found is None else self._scale.worth(found[0].get(self.key))

    def _told(self, first: ObjectData, second: ObjectData, *, falls: bool) -> Example | None:
        """Both objects replayed, as they are: set back one by one they would no longer differ in one input alone."""
        stage = self.case.stage
        before = stage.replayed(first, lambda found: exists(found[0].get(self.key)))
        after = stage.replayed(second, lambda found: exists(found[0].get(self.key)))
        if before is None or after is None:
            return None
        a, b = (self._scale.worth(one.values.get(self.key)) for one in (before, after))
        wrong = a is not None and b is not None and self._wrong(a, b, falls=falls)
        return evolve(before, after=after) if wrong else None

    # --- with the solver ---

    def _asked(self, variable: Variable, start: int, *, falls: bool) -> Settled:
        case, forms = self.case, self.case.forms
        number = self._number or 0
        touched = (forms[one] for one in forms.dependents(start, self._cone))
        if any(form.op == "opaque" for form in touched):
            return case.reason(case.text((number,), (), "weak", sure=True), NOTHING_ASKED)
        second = case.inputs.raw(forms, variable.one, variable.ledger, "2")
        inner = number
        while not self.strict and forms[inner].op in ("round", "floor", "ceil"):
            inner = forms[inner].args[0]  # what keeps the order keeps the proof
        if inner != number and case.proves(*self._question(inner, start, second, falls=falls)):
            return PROVED

        def show(text: Text, answer: Answer) -> Example | None:
            first, after = case.read(text, answer), case.read(text, answer, "2")
            if first is None or after is None:
                return None
            value = setting_of(after, variable)
            return None if value is None else self._pair_of(variable, first, value, falls=falls)

        starts, wanted = self._question(number, start, second, falls=falls)
        return case.settle(starts, wanted, show)

    def _question(self, number: int, start: int, second: int, *, falls: bool) -> tuple[Sequence[int], Wanted]:
        """Two objects of which the second has the input higher, the node lower."""
        other = replaced(self.case.forms, number, {start: second})

        def wanted(text: Text) -> Sequence[str]:
            low, high = text.values[start], text.values[second]
            order = f"(and (not {low}) {high})" if self.case.forms[start].sort == "bool" else f"(< {low} {high})"
            moves = f"({'<' if falls else '>'}{'=' if self.strict else ''} {text.values[other]} {text.values[number]})"
            there = [f"(not {text.missing[one]})" for one in (start, second) if one in text.missing]
            return [order, text.exists(number), text.exists(other), moves, *there]

        return (number, other, start, second), wanted

    def _pair_of(self, variable: Variable, data: ObjectData, high: Value, *, falls: bool) -> Example | None:
        low = setting_of(data, variable)
        return None if low is None else self._pair(variable, data, low, high, falls=falls)


def _ordered(variable: Variable) -> bool:
    kind = variable.one.domain.kind
    return kind.is_number or kind.base.value == "是否"


def _pairs(variable: Variable, base: ObjectData) -> list[tuple[Value, Value]]:
    values = [one for one in (*settings(variable), setting_of(base, variable)) if one is not None]
    numbers: list[Value] = [*sorted({one for one in values if isinstance(one, Fraction | bool)})]
    return list(pairwise(numbers))[:4]
