"""Turns the operations of a program into one function that works through a table block by block in reused buffers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import define, field, frozen

from govperf.columns.code import Code, Operation

BLOCK = 16_384
"""Rows that are worked on at a time: enough to pay for the calls, few enough for buffers to stay near the processor."""

MOST_POOLED = 16
"""Buffers of one form that a thread keeps: some 2 MB of numbers."""

DTYPES: Mapping[str, Any] = {"f": np.float64, "b": np.bool_, "s": np.int8, "c": np.int32}
_UFUNCS = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "minimum",
    "maximum",
    "copysign",
    "floor",
    "ceil",
    "trunc",
    "absolute",
    "negative",
    "sqrt",
    "less",
    "less_equal",
    "greater",
    "greater_equal",
    "equal",
    "not_equal",
    "logical_and",
    "logical_or",
    "logical_not",
    "logical_xor",
    "copyto",
    "where",
    "take",
]
_WITH_FILLED = frozenset(("minimum", "maximum"))
"""Functions that NumPy does three times as fast with an array of equal numbers as with one number."""


@frozen(eq=False)
class Filled:
    """An array that holds one number throughout."""

    name: str
    value: float


class _Pool(threading.local):
    """The buffers of a thread: asking for fresh memory each time would cost more than many a program."""

    def __init__(self) -> None:
        self.buffers: dict[str, list[Any]] = {}
        self.filled: OrderedDict[float, Any] = OrderedDict()

    def of(self, form: str, count: int) -> list[Any]:
        """So many buffers of one form; more than ``MOST_POOLED`` are not kept."""
        kept = self.buffers.setdefault(form, [])
        while len(kept) < min(count, MOST_POOLED):
            kept.append(np.empty(BLOCK, DTYPES[form]))
        return [*kept[:count], *(np.empty(BLOCK, DTYPES[form]) for _ in range(count - len(kept)))]

    def full(self, value: float) -> Any:
        """An array that holds one number throughout."""
        found = self.filled.pop(value, None)
        self.filled[value] = np.full(BLOCK, value) if found is None else found
        if len(self.filled) > MOST_POOLED:
            self.filled.popitem(last=False)
        return self.filled[value]


_pool = _Pool()


@frozen(eq=False)
class Function:
    """A compiled program: what it computes for the rows ``lo:hi`` of the arrays given."""

    run: Callable[..., None]
    source: str
    buffers: Mapping[str, int]
    filled: tuple[Filled, ...]
    forms: tuple[str, ...]

    def scratch(self) -> dict[str, list[Any]]:
        """Buffers for blocks; those of a thread are used again and again, by whatever runs next in it."""
        found = {form: _pool.of(form, count) for form, count in self.buffers.items()}
        found["k"] = [_pool.full(one.value) for one in self.filled]
        return found


def function_of(code: Code, outputs: Sequence[str]) -> Function:
    """The function that computes the values of these names, each into an array of its own."""
    return _Rendering(code, outputs).function()


@define
class _Rendering:
    code: Code
    outputs: Sequence[str]
    lines: list[str] = field(factory=list)
    places: dict[str, str] = field(factory=dict)
    free: dict[str, list[str]] = field(factory=lambda: {"f": [], "b": [], "s": []})
    used: dict[str, int] = field(factory=lambda: {"f": 0, "b": 0, "s": 0})
    filled: dict[float, Filled] = field(factory=dict)

    def function(self) -> Function:
        needed = self._needed()
        last = _last_uses(needed)
        targets = {name: f"o{index}" for index, name in reversed(list(enumerate(self.outputs)))}
        self.places = {f"i{index}": f"i{index}" for index in range(len(self.code.given))}
        for index, operation in enumerate(needed):
            self._operation(operation, index, last, targets)
        for index, name in enumerate(self.outputs):
            if self.places[name] != f"o{index}":
                self.lines.append(f"copyto(o{index}, {self.places[name]})")
        return self._compiled()

    def _needed(self) -> list[Operation]:
        """What the outputs need, in the order that holds fewer buffers: as written, or as late as possible."""
        late = self._as_late_as_possible()
        names = {operation.name for operation in late}
        written = [operation for operation in self.code.operations if operation.name in names]
        return min(written, late, key=_most_held)

    def _as_late_as_possible(self) -> list[Operation]:
        """Each step just before what uses it first."""
        known = {operation.name: operation for operation in self.code.operations}
        found: dict[str, Operation] = {}
        stack = [(name, False) for name in reversed(self.outputs)]
        while stack:
            name, ready = stack.pop()
            if name not in known or name in found:
                continue
            if ready:
                found[name] = known[name]
                continue
            stack.append((name, True))
            stack.extend((one, False) for one in reversed(known[name].arguments) if isinstance(one, str))
        return list(found.values())

    def _operation(self, operation: Operation, index: int, last: Mapping[str, int], targets: Mapping[str, str]) -> None:
        arguments = self._arguments(operation)
        for name in {one for one in operation.arguments if isinstance(one, str)}:
            if last.get(name) == index and self.places.get(name, "")[:1] in self.free:
                self.free[self.places[name][0]].append(self.places[name])
        if not operation.buffered:
            self.places[operation.name] = operation.name
            self.lines.append(f"{operation.name} = {self._fresh(operation.function, arguments)}")
            return
        place = targets.get(operation.name) or self._buffer(operation.form)
        self.places[operation.name] = place
        self.lines.extend(_statements(operation.function, arguments, place))

    def _arguments(self, operation: Operation) -> list[str]:
        forms = {self.code.forms.get(one) for one in operation.arguments if isinstance(one, str)}
        coded = operation.function.startswith("coded_") or not forms.isdisjoint(("c", "s"))
        return [self._argument(operation.function, one, coded=coded) for one in operation.arguments]

    def _argument(self, function: str, one: object, *, coded: bool) -> str:
        if isinstance(one, str):
            return self.places.get(one, one)
        if isinstance(one, bool) or not isinstance(one, int | float):
            return str(one)
        if function in _WITH_FILLED:
            return self.filled.setdefault(one, Filled(f"k{len(self.filled)}", float(one))).name
        return repr(int(one)) if coded else repr(float(one))

    def _buffer(self, form: str) -> str:
        if self.free[form]:
            return self.free[form].pop()
        self.used[form] += 1
        return f"{form}{self.used[form] - 1}"

    def _fresh(self, function: str, arguments: Sequence[str]) -> str:
        match function:
            case "coded":
                return f"{arguments[0]}.astype(int32)"
            case "coded_where":
                return f"where({', '.join(arguments)})"
            case "coded_sum":
                return f"add({arguments[0]}, {arguments[1]}, dtype=int32)"
            case "coded_least":
                return f"minimum({', '.join(arguments)})"
            case "coded_most":
                return f"maximum({', '.join(arguments)})"
            case _:
                return f"{function}({', '.join(arguments)})"

    def _compiled(self) -> Function:
        head = [f"i{n} = ins[{n}]{'' if one.form == 'u' else '[lo:hi]'}" for n, one in enumerate(self.code.given)]
        head += [f"o{n} = outs[{n}][lo:hi]" for n in range(len(self.outputs))]
        head += [f"p{n} = parameters[{n}]" for n in range(len(self.code.parameters))]
        head.append("m = hi - lo")
        for form, count in self.used.items():
            head += [f"{form}{n} = scratch['{form}'][{n}][:m]" for n in range(count)]
        head += [f"{one.name} = scratch['k'][{n}][:m]" for n, one in enumerate(self.filled.values())]
        body = "\n    ".join([*head, *self.lines])
        source = f"def block(lo, hi, ins, outs, parameters, scratch):\n    {body}\n"
        space: dict[str, Any] = {"__builtins__": {}, "int8": np.int8, "int32": np.int32}
        space |= {name: getattr(np, name) for name in _UFUNCS}
        space |= {f"table{n}": np.array(values, np.float64) for n, values in enumerate(self.code.tables)}
        space |= {f"call{n}": function for n, function in enumerate(self.code.calls)}
        exec(compile(source, "<block>", "exec"), space)
        forms = tuple(self.code.forms[name] for name in self.outputs)
        return Function(space["block"], source, dict(self.used), tuple(self.filled.values()), forms)


def _most_held(operations: Sequence[Operation]) -> int:
    """How many values are waiting at most for their last use."""
    last = _last_uses(operations)
    held, most = 0, 0
    for index, operation in enumerate(operations):
        held += 1
        most = max(most, held)
        held -= sum(
            last[one] == index and one[0] == "v" for one in {a for a in operation.arguments if isinstance(a, str)}
        )
    return most


def _last_uses(operations: Sequence[Operation]) -> dict[str, int]:
    return {
        one: index for index, operation in enumerate(operations) for one in operation.arguments if isinstance(one, str)
    }


def _statements(function: str, arguments: Sequence[str], place: str) -> list[str]:
    """What computes into a buffer; the buffer may be that of an argument that is not used again."""
    if function == "tally":
        views = [f"{one}.view(int8)" for one in arguments]
        if len(views) == 1:
            return [f"copyto({place}, {views[0]})"]
        first = f"add({views[0]}, {views[1]}, {place})"
        return [first, *(f"add({place}, {view}, {place})" for view in views[2:])]
    if function == "reading":
        return [f"{arguments[0]}(lo, hi, {place})"]
    if function == "number":
        return [f"copyto({place}, {arguments[0]})"]
    if function == "shift":
        return [f"add({arguments[0]}, int8({arguments[1]}), {place})"]
    if function.startswith("take"):
        return [f"take(table{function.removeprefix('take')}, {arguments[0]}, out={place}, mode='clip')"]
    return [f"{function}({', '.join(arguments)}, out={place})"]
