"""The tables as Peewee models. Columns and constraints are made by the migrations.

Dates are ISO text in both databases, so they compare alike. Every table that belongs
to a station carries it.
"""

import datetime as dt
from typing import TYPE_CHECKING, Any

from peewee import (
    CompositeKey,
    DatabaseProxy,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
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


class Township(Table):
    """A township or street (乡镇/街道)."""

    name = TextField()


class Station(Table):
    """The labour-security station (劳动保障站) of a township, working under one notice."""

    township = ForeignKeyField(Township)
    notice = TextField()
    is_demonstration = IntegerField()
    created_at = TextField()


class Village(Table):
    """A village or community (村/社区), in the order in which reports list them.

    It is there from ``opened_on`` until the day before ``closed_on``; without, always.
    """

    station = ForeignKeyField(Station)
    name = TextField()
    position = IntegerField()
    opened_on = OptionalDateField(null=True)
    closed_on = OptionalDateField(null=True)


class Operator(Table):
    """A clerk, known by the identifier the SSH key carries."""

    station = ForeignKeyField(Station)
    login = TextField()


class Household(Table):
    """A family (户), numbered within its village."""

    station = ForeignKeyField(Station)
    village = ForeignKeyField(Village)
    number = TextField()


class Person(Table):
    """A member of a household. ``enrolment`` is what the roster says (参保情况)."""

    station = ForeignKeyField(Station)
    household = ForeignKeyField(Household)
    position = IntegerField()
    name = TextField()
    id_number = TextField()
    born = DateField()
    relation = TextField()
    ethnicity = TextField()
    phone = TextField()
    enrolment = TextField()
    note = TextField()
    later_birth = OptionalDateField(null=True)


class Certification(Table):
    """A category a person holds, from one day until another, by whom and on what paper.

    ``confirmed_by`` and ``confirmed_on``: who confirmed it, where nobody certified it.
    """

    station = ForeignKeyField(Station)
    person = ForeignKeyField(Person)
    category = TextField()
    certified_from = OptionalDateField(null=True)
    until = OptionalDateField(null=True)
    certified_by = TextField()
    paper = TextField()
    confirmed_by = TextField(default="")
    confirmed_on = OptionalDateField(null=True)
    operator = ForeignKeyField(Operator)
    recorded_at = TextField()


class SearchKey(Table):
    """One way to find a person; see ``models.lookup``."""

    station = ForeignKeyField(Station)
    key = TextField()
    person = ForeignKeyField(Person)

    class Meta:
        """The key is the table."""

        primary_key = CompositeKey("station", "key", "person")


class Target(Table):
    """How many people are to enrol, in a village or (no village) in the whole township.

    Of a village's targets the latest counts of those that have begun.
    """

    station = ForeignKeyField(Station)
    village = ForeignKeyField(Village, null=True)
    insurance = TextField()
    levy_year = IntegerField()
    last_year_people = IntegerField(null=True)
    target_people = IntegerField()
    source = TextField()
    counts_from = OptionalDateField(null=True)


class FilledFigure(Table):
    """A figure the notice left open or provisional, from which day, by which document.

    On any day the latest counts of those that have begun.
    """

    station = ForeignKeyField(Station)
    key = TextField()
    value = TextField()
    document = TextField()
    document_date = OptionalDateField(null=True)
    effective_from = DateField()
    operator = ForeignKeyField(Operator)
    recorded_at = TextField()


class Payment(Table):
    """A ledger entry: a payment, the void or refund of one, or a difference. Never changed."""

    station = ForeignKeyField(Station)
    kind = TextField()
    year = IntegerField()
    serial = IntegerField()
    reverses = ForeignKeyField("self", null=True)
    channel = TextField()
    business_date = DateField()
    amount_fen = IntegerField()
    chose_members = IntegerField()
    reason = TextField()
    operator = ForeignKeyField(Operator)
    recorded_at = TextField()


class PaymentLine(Table):
    """One person's part of an entry; ``people`` is 1, -1 in a reversal, 0 in a difference."""

    station = ForeignKeyField(Station)
    payment = ForeignKeyField(Payment)
    reverses_line = ForeignKeyField("self", null=True)
    village = ForeignKeyField(Village)
    household = ForeignKeyField(Household)
    person = ForeignKeyField(Person)
    id_number = TextField()
    insurance = TextField()
    levy_year = IntegerField()
    business_date = DateField()
    category = TextField()
    tier_fen = IntegerField(null=True)
    standard_fen = IntegerField()
    subsidy_fen = IntegerField()
    reimbursed_fen = IntegerField()
    amount_fen = IntegerField()
    people = IntegerField()
    is_late = IntegerField()
    benefit_from = DateField()
    adjusts_line = ForeignKeyField("self", null=True)


class LineShare(Table):
    """One funder's part of a line, and how it is settled."""

    station = ForeignKeyField(Station)
    line = ForeignKeyField(PaymentLine)
    funder = TextField()
    settlement = TextField()
    amount_fen = IntegerField()


class Slip(Table):
    """A POS slip: unique by terminal, batch, trace and date, never by trace alone."""

    station = ForeignKeyField(Station)
    payment = ForeignKeyField(Payment)
    terminal = TextField()
    batch = TextField()
    trace = TextField()
    slip_date = DateField()
    reference = TextField()
    amount_fen = IntegerField()


class InForce(Table):
    """The one payment in force of a person, insurance and year; kept by triggers alone."""

    id_number = TextField()
    insurance = TextField()
    levy_year = IntegerField()
    station = ForeignKeyField(Station)
    line = ForeignKeyField(PaymentLine)

    class Meta:
        """One payment in force each."""

        primary_key = CompositeKey("id_number", "insurance", "levy_year")


class Audit(Table):
    """Who did what, when, for which business date. Holds no identity number."""

    station = ForeignKeyField(Station)
    recorded_at = TextField()
    operator = ForeignKeyField(Operator)
    business_date = DateField()
    action = TextField()
    subject = TextField()
    detail = TextField()
