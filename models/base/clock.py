"""The one clock. Rules never read it: it only proposes a business date and stamps entries."""

import datetime as dt


def today() -> dt.date:
    """Return the machine's date, the default of the business date."""
    return dt.date.today()


def timestamp() -> str:
    """Return the present moment, in UTC to the second, as the store keeps it."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_of(timestamp: str) -> dt.date:
    """Return the machine's date at a kept moment, as ``today`` was then."""
    moment = dt.datetime.strptime(timestamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    return moment.astimezone().date()


def local_time(timestamp: str) -> str:
    """Return a kept moment as a clerk reads it: ``2019-11-14 10:31``, in China's one zone."""
    moment = dt.datetime.strptime(timestamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    return moment.astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%d %H:%M")
