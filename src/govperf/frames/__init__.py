"""Tables of pandas, Polars, Arrow: read into columns of exact values, made from results."""
