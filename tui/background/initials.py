"""The initials of Chinese characters, for lists that are narrowed by letters.

Made in a process of its own, once: the dictionary behind it takes 60 MB.
"""

from functools import cache

from models.search.narrow import Initials, initials_table
from tui.background.process import run_in_process


@cache
def initials() -> Initials:
    """Return the table; raises StoreFailure where that process could not be run."""
    table: Initials = run_in_process(initials_table, (), lambda done, total: None)
    return table
