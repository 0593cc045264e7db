"""The one clock. Rules never read it: it only proposes a business date and stamps entries."""

import datetime as dt

_KEPT = "%Y-%m-%dT%H:%M:%SZ"
_CHINA = dt.timezone(dt.timedelta(hours=8))


def today() -> dt.date:
    """Return the machine's date, the default of the business date."""
    return dt.date.today()


def timestamp() -> str:
    """Return the present moment, in UTC to the second, as the store keeps it."""
    return dt.datetime.now(dt.UTC).strftime(_KEPT)


def day_of(timestamp: str) -> dt.date:
    """Return the machine's date at a kept moment, as ``today`` was then."""
    return _read(timestamp).astimezone().date()


def local_time(timestamp: str) -> str:
    """Return a kept moment as a clerk reads it: ``2019-11-14 10:31``, in China's one zone."""
    return in_china(timestamp).strftime("%Y-%m-%d %H:%M")


def in_china(timestamp: str) -> dt.datetime:
    """Return a kept moment as China's clocks show it, without a zone."""
    return _read(timestamp).astimezone(_CHINA).replace(tzinfo=None)


def kept_moment(local: dt.datetime) -> str:
    """Return what China's clocks show as a moment that the store keeps."""
    return local.replace(tzinfo=_CHINA).astimezone(dt.UTC).strftime(_KEPT)


def _read(timestamp: str) -> dt.datetime:
    return dt.datetime.strptime(timestamp, _KEPT).replace(tzinfo=dt.UTC)
