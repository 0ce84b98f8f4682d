"""From a rule file with a data file to an outcome, for the commands that score."""

from __future__ import annotations

import argparse

import govperf
from govperf.adapters.files import read_data
from govperf.adapters.results import Outcome, outcome_of
from govperf.cli.console import Console
from govperf.cli.options import existing_file
from govperf.cli.progress import Progress


def score_file(policy: govperf.Policy, options: argparse.Namespace, console: Console) -> Outcome:
    """Reads DATA and scores all of it, the bad rows kept apart."""
    path = existing_file(options.data, console)
    progress = Progress(console.err)
    progress.show(console.say("reading"))
    dataset = read_data(policy.inputs, path, strict=options.strict)
    records = progress.over(dataset.records, console.say("scoring"))
    try:
        board = policy.score_all(records, strict=options.strict, skip_bad=options.skip_bad)
    finally:
        progress.clear()
    return outcome_of(board, dataset)
