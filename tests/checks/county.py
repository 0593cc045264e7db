"""A county's year of ledger and audit trail, written as it is, to see how long checks take."""

from models.search.index import Findable, add_household_keys, add_keys
from models.station.desk import Desk
from models.store.tables.ledger import Journal, Payment, PaymentLine, Slip
from models.store.tables.people import Person
from models.store.tables.station import Audit
from models.store.tables.villages import Household, Village
from tests.making import BUSINESS_DATE

_NOW = "2019-11-14T08:00:00Z"


def write_a_year(desk: Desk, people: int = 1000, years: int = 40) -> int:
    """Write five rows for every person and year (200,000); return how many payments that is."""
    with desk.writing("pay"):
        village = desk.store.add(Village(station_id=desk.station_id, name="青山村", position=1))
        _write_payments(desk, village, _register(desk, village, people), years)
    return people * years


def _register(desk: Desk, village: Village, people: int) -> list[Person]:
    """Write people, each a household of one."""
    store, station = desk.store, desk.station_id
    households = store.add_all(
        Household(station_id=station, village_id=village.id, number=f"{number:04d}")
        for number in range(1, people + 1)
    )
    everybody = store.add_all(
        Person(
            station_id=station,
            household_id=each.id,
            position=1,
            name=f"人{each.id}",
            id_number=f"N{each.id}",
            born=BUSINESS_DATE,
            relation="",
            ethnicity="",
            phone="",
            enrolment="",
            note="",
        )
        for each in households
    )
    add_household_keys(store, station, {each.id: each.number for each in households})
    add_keys(
        store,
        station,
        [Findable(each.id, each.name, each.id_number, "", village.id) for each in everybody],
    )
    return everybody


def _write_payments(desk: Desk, village: Village, everybody: list[Person], years: int) -> None:
    """Write a payment for every person and year, with line, slip, posting and audit record."""
    store, station, operator_id = desk.store, desk.station_id, desk.operator_id()
    of = [(2000 + year, each) for year in range(years) for each in everybody]
    payments = store.add_all(
        Payment(
            station_id=station,
            kind="payment",
            year=2019,
            serial=serial,
            reverses_id=None,
            channel="pos",
            business_date=BUSINESS_DATE,
            amount_fen=25000,
            chose_members=False,
            reason="",
            operator_id=operator_id,
            recorded_at=_NOW,
        )
        for serial in range(1, len(of) + 1)
    )
    store.add_all(
        PaymentLine(
            station_id=station,
            payment_id=payment.id,
            reverses_line_id=None,
            village_id=village.id,
            household_id=each.household_id,
            person_id=each.id,
            id_number=each.id_number,
            insurance="medical",
            levy_year=levy_year,
            business_date=BUSINESS_DATE,
            category="",
            tier_fen=None,
            standard_fen=25000,
            subsidy_fen=0,
            reimbursed_fen=0,
            amount_fen=25000,
            people=1,
            is_late=False,
            benefit_from=BUSINESS_DATE,
        )
        for payment, (levy_year, each) in zip(payments, of, strict=True)
    )
    store.add_all(
        Slip(
            station_id=station,
            payment_id=payment.id,
            terminal="12345678",
            batch="000001",
            trace=f"{payment.id:06d}",
            slip_date=BUSINESS_DATE,
            reference="",
            amount_fen=25000,
        )
        for payment in payments
    )
    store.add_all(
        Journal(
            station_id=station,
            source="payment",
            source_id=payment.id,
            business_date=BUSINESS_DATE,
            debit="pos_clearing",
            credit="levy:medical",
            amount_fen=25000,
        )
        for payment in payments
    )
    store.add_all(
        Audit(
            station_id=station,
            recorded_at=_NOW,
            operator_id=operator_id,
            business_date=BUSINESS_DATE,
            action="pay",
            subject=f"payment {payment.id}",
            detail="",
        )
        for payment in payments
    )
