"""What every table has in common: the open store it is bound to, and dates as ISO text.

Dates are ISO text in both databases, so they compare alike.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from peewee import (
    DatabaseProxy,
    Field,
    Model,
)

database = DatabaseProxy()


if TYPE_CHECKING:
    _DateBase = Field[dt.date]
    _OptionalDateBase = Field[dt.date | None]
else:
    _DateBase = _OptionalDateBase = Field


class _IsoText:
    """How a date is kept: as ISO text."""

    field_type = "TEXT"

    def db_value(self, value: dt.date | str | None) -> str | None:
        """Return the ISO text; text is taken as it is."""
        return value.isoformat() if isinstance(value, dt.date) else value

    def python_value(self, value: str | None) -> dt.date | None:
        """Return the date of an ISO text."""
        return None if value is None else dt.date.fromisoformat(value)


class DateField(_IsoText, _DateBase):
    """A date."""


class OptionalDateField(_IsoText, _OptionalDateBase):
    """A date that may be missing."""


class Table(Model):
    """Base of all tables: bound to whichever store is open."""

    id: Any

    class Meta:
        """Table names are the class names in snake case."""

        database = database
        legacy_table_names = False
