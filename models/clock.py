"""The one clock. Rules never read it: it only proposes a business date and stamps entries."""

import datetime as dt


def today() -> dt.date:
    """Return the machine's date, the default of the business date."""
    return dt.date.today()


def timestamp() -> str:
    """Return the present moment, in UTC to the second, as the store keeps it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
