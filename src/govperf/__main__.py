"""The command line as ``python -m govperf``."""

from __future__ import annotations

import sys

from govperf.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
