"""The operations of a block program while it is written: each value once, constants folded.

An operand is the name of a value (``v3``), a parameter that each table sets (``p0``), or a constant. A mask is such a
name or a truth value that holds for all rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import define, field

from govperf.frozen import frozen

Operand = str | float
Mask = str | bool

MOST_OPERATIONS = 50_000


class UnsupportedError(Exception):
    """The policy is beyond block programs; never leaves the room."""


@frozen
class Operation:
    """One step over a whole block: ``function`` of the arguments under ``name``.

    ``form`` is what it makes: f (float64), b (truth values), s (int8), c (codes of words), in a buffer of the program
    where ``buffered`` holds, in an array of its own otherwise.
    """

    name: str
    function: str
    arguments: tuple[Operand | Mask, ...]
    form: str
    buffered: bool = True


@frozen
class Given:
    """What a program reads of the table: which part of which column, an array or (``form`` u) numbers left unread."""

    key: str
    part: str
    form: str


FLOATS = frozenset(("add", "subtract", "multiply", "divide", "minimum", "maximum", "copysign"))
PARTS = frozenset(("floor", "ceil", "trunc", "absolute", "negative", "sqrt", "number", "reading"))
TESTS = frozenset(("less", "less_equal", "greater", "greater_equal", "equal", "not_equal"))
JOINTS = frozenset(("logical_and", "logical_or", "logical_not", "logical_xor"))
_WIDER: dict[str, Callable[..., float]] = {"greater": min, "greater_equal": min, "less": max, "less_equal": max}
_CONTRARY = {"greater": "less_equal", "greater_equal": "less", "less": "greater_equal", "less_equal": "greater"}
_MOST_JOINED = 12
_FOLDED: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "minimum": min,
    "maximum": max,
    "negative": lambda a: -a,
    "absolute": abs,
    "less": lambda a, b: a < b,
    "less_equal": lambda a, b: a <= b,
    "greater": lambda a, b: a > b,
    "greater_equal": lambda a, b: a >= b,
    "equal": lambda a, b: a == b,
    "not_equal": lambda a, b: a != b,
}


@define
class Code:
    """The operations of a program in order, each kept once however often it is asked for.

    With ``watched`` every sum of quotients also says in which rows it is exact; without, none is taken to be.
    ``nearly`` says that there are such sums, ``unfit`` where results do not fit in their columns.
    """

    watched: bool = False
    operations: list[Operation] = field(factory=list)
    given: list[Given] = field(factory=list)
    parameters: list[tuple[str, object]] = field(factory=list)
    tables: list[tuple[float, ...]] = field(factory=list)
    calls: list[Callable[..., Any]] = field(factory=list)
    forms: dict[str, str] = field(factory=dict)
    unfit: list[Mask] = field(factory=list)
    nearly: bool = False
    _known: dict[object, str] = field(factory=dict)
    _any: dict[str, frozenset[str]] = field(factory=dict)
    _all: dict[str, frozenset[str]] = field(factory=dict)
    _tests: dict[str, tuple[str, str, float]] = field(factory=dict)

    def column(self, key: str, part: str, form: str) -> str:
        """The name of an array of the table."""
        one = Given(key, part, form)
        if one not in self._known:
            self._known[one] = f"i{len(self.given)}"
            self.given.append(one)
            self.forms[self._known[one]] = form
        return self._known[one]

    def parameter(self, key: str, value: object) -> str:
        """The name of the code that a word has in a column of the table."""
        if (key, value) not in self.parameters:
            self.parameters.append((key, value))
        return f"p{self.parameters.index((key, value))}"

    def make(self, function: str, *arguments: Operand | Mask) -> str:
        """The name of the value of a function, written once."""
        asked = (function, *((type(one), one) for one in arguments))
        if asked in self._known:
            return self._known[asked]
        if len(self.operations) >= MOST_OPERATIONS:
            raise UnsupportedError
        name = f"v{len(self.operations)}"
        form, buffered = self._form(function, arguments)
        self.operations.append(Operation(name, function, arguments, form, buffered))
        self.forms[name] = form
        self._known[asked] = name
        return name

    def _form(self, function: str, arguments: tuple[Operand | Mask, ...]) -> tuple[str, bool]:
        if function in FLOATS or function in PARTS or function.startswith("take"):
            return "f", True
        if function in TESTS or function in JOINTS:
            return "b", True
        if function in ("tally", "shift"):
            return "s", True
        if function.startswith("call"):
            return "f", False
        if function.startswith("coded"):
            return "c", False
        forms = [self.forms[one] for one in arguments[1:] if isinstance(one, str) and one in self.forms]
        form = "f" if "f" in forms else (forms[0] if forms else "f")
        return ("c" if form in "sc" else form), False

    # --- numbers ---

    def number(self, function: str, *arguments: Operand) -> Operand:
        """A function of numbers, computed here and now where all are constants."""
        if not any(isinstance(one, str) for one in arguments) and function in _FOLDED:
            return _FOLDED[function](*arguments)  # type: ignore[no-any-return]  # numbers in, a number out
        if function == "multiply" and 1 in arguments:
            return arguments[1] if arguments[0] == 1 else arguments[0]
        if function in ("add", "subtract") and arguments[1] == 0:
            return arguments[0]
        if function == "add" and arguments[0] == 0:
            return arguments[1]
        return self.make(function, *arguments)

    def test(self, function: str, left: Operand, right: Operand) -> Mask:
        """A comparison of two numbers."""
        if not isinstance(left, str) and not isinstance(right, str):
            return bool(_FOLDED[function](left, right))
        name = self.make(function, left, right)
        if isinstance(left, str) and not isinstance(right, str):
            self._tests[name] = (function, left, right)
        return name

    def pick(self, condition: Mask, left: Operand, right: Operand) -> Operand:
        """The left number where the condition holds, else the right one."""
        if isinstance(condition, bool):
            return left if condition else right
        if left == right and type(left) is type(right):
            return left
        return self.make("where", condition, left, right)

    def pick_code(self, condition: Mask, left: Operand, right: Operand) -> Operand:
        """The left code of a word where the condition holds, else the right one."""
        if isinstance(condition, bool):
            return left if condition else right
        if left == right and type(left) is type(right):
            return left
        return self.make("coded_where", condition, left, right)

    def looked_up(self, codes: str, values: tuple[float, ...]) -> str:
        """The number that a table has for each code."""
        if values not in self.tables:
            self.tables.append(values)
        return self.make(f"take{self.tables.index(values)}", codes)

    def call(self, function: Callable[..., Any], *arguments: Operand) -> str:
        """The floats that a function of whole blocks gives."""
        if function not in self.calls:
            self.calls.append(function)
        return self.make(f"call{self.calls.index(function)}", *arguments)

    # --- truth values ---

    def neither(self, mask: Mask) -> Mask:
        """The opposite."""
        return not mask if isinstance(mask, bool) else self.make("logical_not", mask)

    def any_of(self, *masks: Mask) -> Mask:
        """At least one holds."""
        found: Mask = False
        for mask in masks:
            if found is True or mask is True:
                return True
            if isinstance(mask, str) and not self._implied(mask, found):
                found = self._either(found, mask) if isinstance(found, str) else mask
        return found

    def _implied(self, mask: str, by: Mask) -> bool:
        """The mask holds only where the other does, as far as that is plain."""
        known = self._disjuncts(by)
        return self._disjuncts(mask) <= known or not known.isdisjoint(self._conjuncts(mask))

    def _either(self, left: str, right: str) -> str:
        if self._implied(left, right):
            return right
        wider = self._wider(left, right)
        name = self.make("logical_or", left, right) if wider is None else wider
        known = self._disjuncts(left) | self._disjuncts(right)
        if wider is None and len(known) <= _MOST_JOINED:
            self._any[name] = known
        return name

    def _wider(self, left: str, right: str) -> str | None:
        """Of two tests of one value against constants the one that the other implies."""
        a, b = self._tests.get(left), self._tests.get(right)
        if a is None or b is None or a[:2] != b[:2] or a[0] not in _WIDER:
            return None
        return left if _WIDER[a[0]](a[2], b[2]) == a[2] else right

    def _disjuncts(self, mask: Mask) -> frozenset[str]:
        return frozenset() if isinstance(mask, bool) else self._any.get(mask, frozenset((mask,)))

    def _conjuncts(self, mask: str) -> frozenset[str]:
        return self._all.get(mask, frozenset((mask,)))

    def all_of(self, *masks: Mask) -> Mask:
        """All hold."""
        found: Mask = True
        for mask in masks:
            if found is False or mask is False:
                return False
            if mask is True or mask == found:
                continue
            found = mask if found is True else self._both(found, mask)
        return found

    def _both(self, left: str, right: str) -> str:
        name = self.make("logical_and", left, right)
        known = self._conjuncts(left) | self._conjuncts(right)
        if len(known) <= _MOST_JOINED:
            self._all[name] = known
        return name

    def failing(self, mask: Mask) -> Mask:
        """The opposite; of a test against a constant its contrary, which costs no step of its own."""
        if isinstance(mask, bool) or mask not in self._tests or self._tests[mask][0] not in _CONTRARY:
            return self.neither(mask)
        function, value, bound = self._tests[mask]
        return self.test(_CONTRARY[function], value, bound)

    def chosen(self, condition: Mask, left: Mask, right: Mask) -> Mask:
        """The left truth where the condition holds, else the right one."""
        if isinstance(condition, bool):
            return left if condition else right
        if left == right and type(left) is type(right):
            return left
        return self.any_of(self.all_of(condition, left), self.all_of(self.neither(condition), right))

    def differ(self, left: Mask, right: Mask) -> Mask:
        """One holds without the other."""
        if isinstance(left, bool):
            return self.neither(right) if left else right
        if isinstance(right, bool):
            return self.neither(left) if right else left
        return self.make("logical_xor", left, right)
