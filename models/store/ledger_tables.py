"""The tables of the ledger as Peewee models: nothing in them is ever changed."""

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField

from models.store.table import DateField, Table
from models.store.tables import Household, Operator, Person, Station, Village


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
