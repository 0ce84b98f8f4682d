"""Outside tables as records, boards as outside tables."""
