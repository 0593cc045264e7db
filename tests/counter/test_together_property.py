"""A combined payment is what separate payments are: the same lines, shares, books and reports."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.dates import HalfMonth
from models.base.terms import Insurance
from models.checks.check_store import check_store
from models.counter.choose import missing_reasons
from models.counter.pay import take_payment
from models.counter.request import Part, PaymentRequest
from models.counter.tiers import tiered_insurances
from models.ledger.collected import collected
from models.ledger.journal import balances
from models.people.households.families import load_household
from models.people.households.quotes import quote_household
from models.station.desk import Desk
from reports.progress.gather import gather_progress
from tests.built import Built, open_copy
from tests.making import fixed_number, household_id, person, register_people, slip
from tests.soak import campaign, times

_DAY = dt.date(2019, 10, 20)
_CATEGORIES = ((), ("低保",), ("建档立卡贫困人口",), ("特困供养人员",), ("重度残疾人",))
_BORN = ("1948-03-04", "1962-05-06", "1980-07-08", "1999-01-02", "2012-03-04")
_ENROLMENT = ("", "", "", "在校学生", "职工医保")
_PERSON = st.tuples(
    st.sampled_from(_BORN), st.sampled_from(_CATEGORIES), st.sampled_from(_ENROLMENT)
)
_FAMILIES = st.lists(st.lists(_PERSON, min_size=1, max_size=4), min_size=1, max_size=3)
_INSURANCES: tuple[Insurance, ...] = ("medical", "pension")
_Made = Sequence[Sequence[tuple[str, tuple[str, ...], str]]]


def _station(built: Built, folder: Path, made: _Made) -> Desk:
    desk = open_copy(built.founded(), folder, _DAY)
    numbers = iter(range(1, 100))
    register_people(
        desk,
        *(
            person(
                "人" + "甲乙丙丁戊己庚辛壬癸子丑"[number - 1], born, f"00{family}",
                id_number=fixed_number(born, number), categories=categories, enrolment=enrolment,
            )
            for family, people in enumerate(made, 1)
            for (born, categories, enrolment), number in zip(people, numbers, strict=False)
        ),
    )  # fmt: skip
    return desk


def _parts(desk: Desk, made: _Made, tiers: dict[str, int], left_out: int) -> list[Part]:
    """Return what is paid for: who can pay, but for some, whoever that is."""
    parts, position = [], 0
    for family in range(1, len(made) + 1):
        home = load_household(desk, household_id(desk, f"00{family}"))
        for insurance in _INSURANCES:
            chosen = []
            for each in quote_household(desk, home, insurance, tiers).payable:
                position += 1
                if position % 5 != left_out:
                    chosen.append(each.member.id_number)
            if chosen:
                parts.append(Part(home.household_id, insurance, None, frozenset(chosen)))
    return parts


def _pay(desk: Desk, parts: Sequence[Part], tiers: dict[str, int], trace: int) -> None:
    """Take some parts with one slip, or without where nothing is due."""
    named = {who for part in parts if part.insurance == "pension" for who in part.members or ()}
    own = {who: fen for who, fen in tiers.items() if who in named}
    homes = {part.household_id: load_household(desk, part.household_id) for part in parts}
    due_fen = sum(
        each.quote.due_now_fen or 0
        for part in parts
        for each in quote_household(desk, homes[part.household_id], part.insurance, own).payable
        if each.member.id_number in (part.members or ())
    )
    slips = (slip(trace, _DAY),) if due_fen else ()
    take_payment(desk, PaymentRequest(tuple(parts), slips, tiers_fen=own, amount_fen=due_fen))


def _lines(desk: Desk) -> Counter[tuple[object, ...]]:
    """Return every line with its shares, but for the entry it is of."""
    shares: dict[object, list[tuple[object, ...]]] = {}
    for line_id, *share in desk.store.rows(
        "SELECT line_id, funder, settlement, amount_fen FROM line_share ORDER BY line_id, funder"
    ):
        shares.setdefault(line_id, []).append(tuple(share))
    rows = desk.store.rows(
        "SELECT id, village_id, household_id, id_number, insurance, levy_year, business_date, "
        "category, tier_fen, standard_fen, subsidy_fen, reimbursed_fen, amount_fen, people, "
        "is_late, benefit_from FROM payment_line"
    )
    return Counter((*row[1:], tuple(shares.get(row[0], ()))) for row in rows)


def _reported(desk: Desk) -> list[object]:
    """Return what reports state by insurance.

    How many entries there were is another matter, and who owes nothing comes by no channel alone.
    """
    progress = gather_progress(desk, HalfMonth(2019, 10, is_second=True))
    sums: Counter[tuple[Insurance, str]] = Counter()
    for each in collected(desk, _DAY, _DAY):
        sums[each.insurance, "people"] += each.people
        sums[each.insurance, "fen"] += each.amount_fen
    return [progress.insurances, progress.notes, +sums]


def _missing(desk: Desk, made: _Made) -> list[object]:
    homes = [load_household(desk, household_id(desk, f"00{n}")) for n in range(1, len(made) + 1)]
    return [
        missing_reasons(quote_household(desk, home, name)) for home in homes for name in _INSURANCES
    ]


@campaign
@settings(max_examples=times(8, 300), suppress_health_check=list(HealthCheck), deadline=None)
@given(made=_FAMILIES, tiers=st.lists(st.integers(0, 13), min_size=12, max_size=12),
       left_out=st.integers(0, 5))  # fmt: skip
def test_together_is_what_one_by_one_is(
    built: Built, made: _Made, tiers: list[int], left_out: int
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as many:
        together, apart = _station(built, Path(one), made), _station(built, Path(many), made)
        offered = tiered_insurances(together)["pension"]
        people = together.store.rows("SELECT id_number FROM person ORDER BY id")
        chosen = {str(who): offered[tier] for (who,), tier in zip(people, tiers, strict=False)}
        parts = _parts(together, made, chosen, left_out)
        if parts:
            _pay(together, parts, chosen, 1)
        for trace, part in enumerate(parts, 1):
            _pay(apart, [part], chosen, trace)
        assert together.store.number("SELECT count(*) FROM payment") == bool(parts)
        assert _lines(together) == _lines(apart)
        assert balances(together) == balances(apart)
        assert _reported(together) == _reported(apart)
        assert _missing(together, made) == _missing(apart, made)
        for desk in (together, apart):
            assert check_store(desk.store).broken == ()
            desk.store.close()
