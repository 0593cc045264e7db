"""A clerk's day: what is typed in each task of ``docs/按键数.md``, and what is answered."""

from tests.tui.clerk_day import changing, closing, collecting, correcting, finding, lists, reports

_PARTS = (finding, collecting, correcting, changing, lists, closing, reports)
TASKS = {title: task for part in _PARTS for title, task in part.TASKS.items()}
"""All of them by their titles."""
