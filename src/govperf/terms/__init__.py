"""The core terms of formulas, with their kinds."""
