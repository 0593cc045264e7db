"""Closing the day (日清日结): what the books expect, what was counted, what differs and why."""
