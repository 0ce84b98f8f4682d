"""Whole tables scored at once, side by side."""
