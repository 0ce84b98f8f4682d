"""Forms made again with other parts: the policy for a second object that differs in one input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from govperf.proofs import conditions, numbers
from govperf.proofs.forms import Form, Forms


def replaced(forms: Forms, root: int, others: Mapping[int, int]) -> int:
    """The form in which some parts are others; what does not contain them stays the same form."""
    found = dict(others)
    for number in forms.cone([root]):
        if number not in found:
            form = forms[number]
            args = [found[one] for one in form.args]
            found[number] = number if tuple(args) == form.args else _made(forms, form, args)
    return found[root]


def _made(forms: Forms, form: Form, args: Sequence[int]) -> int:
    match form.op:
        case "sum":
            constant, factors = numbers.summands_of(form)
            return numbers.total(forms, zip(args, factors, strict=True), constant)
        case "product":
            return numbers.times(forms, args)
        case "quotient":
            return numbers.quotient(forms, args[0], args[1])
        case "min" | "max":
            return numbers.extreme(forms, args, top=form.op == "max")
        case "round":
            step, mode = numbers.rounding_of(form)
            return numbers.rounding(forms, args[0], step, mode)
        case "floor" | "ceil":
            return numbers.whole(forms, args[0], up=form.op == "ceil")
        case "root":
            return numbers.root(forms, args[0], form.data)  # type: ignore[arg-type]  # the decimals
        case "le0":
            return numbers.at_most(forms, args[0], forms.number(0))
        case "eq0":
            return numbers.equal(forms, args[0], forms.number(0))
        case _:
            return _condition(forms, form, args)


def _condition(forms: Forms, form: Form, args: Sequence[int]) -> int:
    match form.op:
        case "not":
            return conditions.negation(forms, args[0])
        case "and" | "or":
            return conditions.joined(forms, args, every=form.op == "and")
        case "ite":
            return conditions.choice(forms, args[0], args[1], args[2])
        case "present":
            return conditions.present(forms, args[0])
        case "need":
            return conditions.strict(forms, args[0])
        case "default":
            return conditions.defaulted(forms, args[0], args[1])
        case "same":
            return conditions.same_word(forms, args[0], args[1])
        case "day":
            return conditions.day_of(forms, args[0])
        case _:
            return forms.intern(evolve(form, args=tuple(args)))


def cut_at(forms: Forms, number: int, copy: str) -> int:
    """A number of which no more is known than the bounds of a form; ``copy`` tells several of them apart."""
    return forms.intern(Form("opaque", (), ("cut", number, copy), "number", bounds=forms[number].bounds))


def smoothed(forms: Forms, root: int) -> int:
    """The form without its roundings: never far from it, often much simpler; a guide, no proof."""
    found: dict[int, int] = {}
    for number in forms.cone([root]):
        form = forms[number]
        args = [found[one] for one in form.args]
        if form.op == "round":
            found[number] = args[0]
        else:
            found[number] = number if tuple(args) == form.args else _made(forms, form, args)
    return found[root]
