"""A faster reading of the graph: one generated Python function over plain integers for each policy.

It returns the results of one object, or nothing where anything is out of the ordinary: then the evaluation by
:mod:`govperf.evaluate.meaning` decides, which is also what says what is wrong. So a kernel never has to fail well.
"""

from govperf.evaluate.kernel.build import Kernel, kernel_of
from govperf.evaluate.kernel.results import Shown, shown_by

__all__ = ["Kernel", "Shown", "kernel_of", "shown_by"]
