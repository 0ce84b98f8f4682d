"""What of a question the solver needs to know by name.

The score of forty indicators, each read nowhere else, is one free number to whoever asks about the total. Such a loose
part is one variable for the solver; afterwards its value is turned back into inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import field

from govperf.frozen import frozen
from govperf.proofs.forms import Form, Forms
from govperf.proofs.inputs import Inputs
from govperf.proofs.numbers import opened, summands_of, total

_CONTINUOUS = frozenset(("sum", "min", "max", "product", "quotient"))


@frozen
class Plan:
    """What takes any value between its bounds, whatever else the data says.

    ``bundles`` are sums of loose forms that every other sum reads in these proportions; ``ratios`` quotients whose
    numerator is read nowhere else; ``hidden`` is what then needs no name.
    """

    loose: frozenset[int] = frozenset()
    bundles: Mapping[int, Mapping[int, Fraction]] = field(factory=dict)
    ratios: Mapping[int, tuple[int, int]] = field(factory=dict)
    hidden: frozenset[int] = frozenset()


def planned(forms: Forms, inputs: Inputs, cone: Sequence[int], starts: Sequence[int]) -> Plan:
    """The plan for a question about ``starts``."""
    loose, hidden = loose_parts(forms, inputs, starts)
    found = bundles(forms, loose, cone, starts)
    bundled = {one for members in found.values() for one in members}
    hidden |= frozenset(one for one in forms.cone(bundled) if forms[one].op != "const")
    inner = frozenset(number for number in loose - bundled if forms[number].op != "input")
    ratios = _ratios(forms, inputs, [number for number in cone if number not in hidden | inner], cone, starts)
    hidden |= frozenset(above for above, _ in ratios.values())
    return Plan(frozenset((*inner, *found)), found, ratios, hidden)


def _ratios(
    forms: Forms, inputs: Inputs, shown: Sequence[int], cone: Sequence[int], starts: Sequence[int]
) -> dict[int, tuple[int, int]]:
    uses = Counter(one for number in cone for one in set(forms[number].args))
    uses.update(starts)
    found: dict[int, tuple[int, int]] = {}
    for number in shown:
        form = forms[number]
        if form.op == "quotient":
            above, below = form.args
            if uses[above] == 1 and _is_amount(forms[above], inputs) and _is_divisor(forms[below]):
                found[number] = (above, below)
    return found


def _is_amount(form: Form, inputs: Inputs) -> bool:
    """An input from 0 up without an end."""
    if form.op != "input" or form.absent or form.sort != "number":
        return False
    given = inputs.of(form)
    domain = given.domain
    plain = not given.options and given.default is None
    return plain and domain is not None and domain.low == 0 and domain.high is None and domain.step is None


def _is_divisor(form: Form) -> bool:
    """Always above 0, of more than a few values."""
    bounds = form.bounds
    above = bounds is not None and bounds.low is not None and bounds.low >= 0 and not bounds.holds(Fraction(0))
    return above and form.few is None and not form.fails


def loose_parts(forms: Forms, inputs: Inputs, starts: Iterable[int]) -> tuple[frozenset[int], frozenset[int]]:
    """The outermost loose forms below ``starts``, plain inputs among them, with all that stands inside them."""
    wanted = list(starts)
    cone = forms.cone(wanted)
    uses = Counter(one for number in cone for one in set(forms[number].args))
    uses.update(wanted)
    loose: set[int] = set()
    for number in cone:
        form = forms[number]
        if form.op == "input":
            if _plain(form, inputs):
                loose.add(number)
        elif form.op in _CONTINUOUS and not form.fails and _whole(forms, form):
            parts = [one for one in form.args if forms[one].op != "const"]
            if parts and all(one in loose and uses[one] == 1 for one in parts):
                loose.add(number)
    inner = {one for number in loose for one in forms[number].args if one in loose}
    hidden = set(forms.cone(inner)) - {one for one in cone if forms[one].op == "const"}
    outer = {number for number in loose if number not in hidden}
    hidden = set(forms.cone([one for number in outer for one in forms[number].args]))
    return frozenset(outer), frozenset(one for one in hidden if forms[one].op != "const")


def bundles(
    forms: Forms, loose: Iterable[int], cone: Sequence[int], starts: Iterable[int]
) -> dict[int, dict[int, Fraction]]:
    """Loose forms that every sum reads in the same proportions, each group as one sum of its own with its members.

    The forty indicators of two versions that weigh them 90% and 80% in total are one number for both.
    """
    wanted = set(starts)
    candidates = set(loose) - wanted
    readers: dict[int, list[tuple[int, Fraction]]] = {one: [] for one in candidates}
    for number in cone:
        form = forms[number]
        if form.op == "sum":
            _, factors = summands_of(form)
            for one, factor in zip(form.args, factors, strict=True):
                if one in readers:
                    readers[one].append((number, factor))
        else:
            candidates.difference_update(form.args)
    groups: dict[tuple[tuple[int, Fraction], ...], list[int]] = {}
    for one in sorted(candidates):
        if readers[one] and all(factor for _, factor in readers[one]):
            first = readers[one][0][1]
            groups.setdefault(tuple((number, factor / first) for number, factor in readers[one]), []).append(one)
    found: dict[int, dict[int, Fraction]] = {}
    for members in groups.values():
        if len(members) > 1:
            weights = {one: readers[one][0][1] for one in members}
            found[total(forms, weights.items())] = weights
    return found


def _plain(form: Form, inputs: Inputs) -> bool:
    """Any number between its bounds."""
    if form.sort != "number" or form.absent or form.few is not None:
        return False
    given = inputs.of(form)
    domain = given.domain
    if given.options or domain is None or domain.step is not None or domain.nonzero:
        return False
    return given.default is None or domain.holds(given.default)


def _whole(forms: Forms, form: Form) -> bool:
    """Its values leave nothing out between the bounds."""
    if form.op != "quotient":
        return True
    below = forms[form.args[1]].bounds
    return below is not None and below.low is not None and below.low >= 0 and not below.holds(Fraction(0))


# --- what values are compared with ---

MOST_LEVELS = 24
"""Constants against which a quotient is compared by cross multiplication."""


def levels_of(forms: Forms, cone: Sequence[int], asked: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The constants of the question itself, then those that conditions, bounds compare something with."""
    found = dict.fromkeys(asked)
    for number in cone:
        if forms[number].op in ("le0", "eq0", "min", "max"):
            found.update(dict.fromkeys(_thresholds(forms, forms[number])))
    return tuple(found)[:MOST_LEVELS]


def _thresholds(forms: Forms, form: Form) -> Iterable[Fraction]:
    for part in form.args:
        inner = opened(forms, part)
        if not inner.factors:
            yield inner.constant
        elif len(inner.factors) == 1:
            [factor] = inner.factors.values()
            if factor:
                yield -inner.constant / factor
