"""The tables as Peewee models. Columns and constraints are made by the migrations.

Every table that belongs to a station carries it. The ledger's are in ``ledger_tables``.
"""

from peewee import CompositeKey, ForeignKeyField, IntegerField, TextField

from models.store.table import DateField, OptionalDateField, Table


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
    """One way to find a person; see ``models.search``."""

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


class Audit(Table):
    """Who did what, when, for which business date. Holds no identity number."""

    station = ForeignKeyField(Station)
    recorded_at = TextField()
    operator = ForeignKeyField(Operator)
    business_date = DateField()
    action = TextField()
    subject = TextField()
    detail = TextField()
