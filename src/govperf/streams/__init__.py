"""Data files that are too large to be held: read, scored, written block by block."""
