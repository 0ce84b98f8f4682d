"""What kind of scalar a numeric library has handed over, told without importing that library."""

from __future__ import annotations


def numpy_kind(value: object) -> str:
    """The letter of a NumPy scalar's kind (``b`` bool, ``i`` ``u`` whole, ``f`` float, ``M`` date); else empty."""
    if type(value).__module__.partition(".")[0] != "numpy" or getattr(value, "shape", None) != ():
        return ""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return kind if isinstance(kind, str) else ""
