"""Scores tables of Apache Spark, with the same results as on one machine; needs the extra ``spark``."""

from govperf.spark.scoring import score, totals

__all__ = ["score", "totals"]
