"""Cohorts in which places, ties, quotas matter: several objects in falling order, in pairs, all alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from govperf.evaluate.outcome import ObjectData
from govperf.mutation.killing.values import Values
from govperf.mutation.scenes import Scene, Variable

NAMES = tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")
SIZES = (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 16)
"""Numbers of objects: some quotas first show at eleven."""

MIXED_SIZES = (4, 8)

MOST_TOPS = 48


def groups(base: Scene, variables: Sequence[Variable], values: Values) -> Iterator[Scene]:
    """Copies of an object that differ in one number, by every pattern, then from every number downwards."""
    data = base.objects[0]
    numbers = [one for one in variables if _numbers(one, values)]
    for size in SIZES:
        for variable in numbers:
            yield from _in_patterns(data, variable, size, values)
    for variable in numbers:
        for top in _numbers(variable, values)[:MOST_TOPS]:
            scene = _in_pattern(variable.put(data, top), variable, range(4), values)
            yield from () if scene is None else (scene,)


def mixed(base: Scene, variables: Sequence[Variable], values: Values) -> Iterator[Scene]:
    """The same patterns, some of the objects with another value of something else."""
    for size in MIXED_SIZES:
        for variable in variables:
            if _numbers(variable, values):
                for scene in _in_patterns(base.objects[0], variable, size, values):
                    yield from _with_another(scene, variable, variables, values)


def nearby(base: Scene) -> Iterator[Scene]:
    """The same objects but one, or with one more that is like one of them."""
    yield from _without_one(base)
    yield from _doubled(base)


def _in_patterns(data: ObjectData, variable: Variable, size: int, values: Values) -> Iterator[Scene]:
    for pattern in _patterns(size):
        scene = _in_pattern(data, variable, pattern, values)
        if scene is not None:
            yield scene


def _numbers(variable: Variable, values: Values) -> list[Fraction]:
    return [one for one in values.of(variable) if isinstance(one, Fraction)]


def _patterns(size: int) -> Iterator[tuple[int, ...]]:
    """How many steps each object is below the first."""
    yield tuple(range(size))
    yield tuple(index // 2 for index in range(size))
    yield tuple((index + 1) // 2 for index in range(size))
    yield (0,) * size


def _in_pattern(data: ObjectData, variable: Variable, pattern: Sequence[int], values: Values) -> Scene | None:
    bounds = values.bounds(variable)
    start = variable.value(data)
    top = start if isinstance(start, Fraction) else max(_numbers(variable, values))
    step = bounds.step or Fraction(1)
    step = step if step >= 1 else Fraction(1)
    numbers = [top - step * down for down in pattern]
    if not all(bounds.holds(number) for number in numbers):
        return None
    made = tuple(variable.put(evolve(data, name=name), number) for name, number in zip(NAMES, numbers, strict=False))
    return Scene(made, whole=True)


def _with_another(scene: Scene, first: Variable, variables: Sequence[Variable], values: Values) -> Iterator[Scene]:
    """Every second object has another value of something else."""
    for variable in variables:
        if variable.key == first.key:
            continue
        for value in values.of(variable)[:6]:
            made = tuple(variable.put(one, value) if index % 2 else one for index, one in enumerate(scene.objects))
            yield evolve(scene, objects=made)
            made = tuple(variable.put(one, value) if index else one for index, one in enumerate(scene.objects))
            yield evolve(scene, objects=made)


def _without_one(scene: Scene) -> Iterator[Scene]:
    for index in range(len(scene.objects)):
        if len(scene.objects) > 1:
            yield evolve(scene, objects=(*scene.objects[:index], *scene.objects[index + 1 :]))


def _doubled(scene: Scene) -> Iterator[Scene]:
    """One object more, like one that is there."""
    taken = {one.name for one in scene.objects}
    name = next((one for one in NAMES if one not in taken), "")
    for one in scene.objects if name else ():
        yield evolve(scene, objects=(*scene.objects, evolve(one, name=name)))
