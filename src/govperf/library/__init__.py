"""A folder of rule files: the version in force, by name, on a day."""

from govperf.library.library import Library, load_folder
from govperf.library.versions import Version

__all__ = ["Library", "Version", "load_folder"]
