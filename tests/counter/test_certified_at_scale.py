"""Two thousand people certified after they had paid: the list equals a count of its own."""

import datetime as dt
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path

from models.counter.differences import find_differences, sum_of
from models.counter.list_differences import differences_of_list
from models.counter.pay_difference import book_without_money, return_to_all
from models.people.department_list.apply import apply_list, preview_list
from models.people.department_list.values import DepartmentList, ListEntry
from models.station.desk import Desk
from reports.differences.gather import gather_differences
from reports.receivables.gather import gather_receivables
from seed.demo.station import PEOPLE
from tests.built import SMALL_DEMONSTRATION, Built, open_copy
from tests.soak import DICE, campaign, times

_PEOPLE = times(SMALL_DEMONSTRATION, PEOPLE)
_CERTIFIED = times(100, 2000)
_DAY, _SINCE = dt.date(2019, 11, 20), dt.date(2019, 1, 1)
_STANDARD_FEN = 25000
# What funders bear of the standard, by category: at once, and what comes back to the person.
_SHARES: dict[str, tuple[tuple[str, Fraction], ...]] = {
    "特困供养人员": (("医疗救助", Fraction(1)),),
    "社会保障兜底脱贫对象": (("医疗救助", Fraction(1, 2)), ("财政", Fraction(1, 2))),
    "建档立卡贫困人口": (("扶贫", Fraction(1, 2)),),
    "低保": (("医疗救助", Fraction(3, 10)),),
}
_COMES_BACK = "低保"


def _borne(categories: frozenset[str]) -> Counter[str]:
    """Work out by hand who bears what: the highest one; 建档立卡 is not for 低保."""
    granted = categories - ({"建档立卡贫困人口"} if _COMES_BACK in categories else frozenset())
    best = max(
        (each for each in _SHARES if each in granted),
        key=lambda each: sum(rate for _, rate in _SHARES[each]),
        default=None,
    )
    if best is None:
        return Counter()
    return Counter({funder: int(_STANDARD_FEN * rate) for funder, rate in _SHARES[best]})


def _at_the_counter(categories: frozenset[str]) -> int:
    borne = _borne(categories)
    is_later = borne == _borne(frozenset({_COMES_BACK}))
    return _STANDARD_FEN - (0 if is_later else borne.total())


def _listing(category: str, people: list[tuple[int, str, str]]) -> DepartmentList:
    return DepartmentList(
        category=category,
        department="民政局",
        file=f"{category}.xlsx",
        listed_on=_DAY,
        rows=len(people),
        entries=tuple(
            ListEntry(row, "B", name, number, starts=_SINCE)
            for row, (_, name, number) in enumerate(people, 2)
        ),
    )


def _held(desk: Desk) -> dict[int, frozenset[str]]:
    """Return what everybody is known to have held on all the days of payment."""
    held: dict[int, set[str]] = {}
    for person_id, category in desk.store.rows(
        "SELECT person_id, category FROM certification "
        "WHERE (certified_from IS NULL OR certified_from <= '2019-10-01') "
        "AND (until IS NULL OR until >= '2019-11-15')"
    ):
        held.setdefault(person_id, set()).add(category)
    return {person_id: frozenset(several) for person_id, several in held.items()}


@campaign
def test_the_list_equals_an_independent_count_to_the_fen(tmp_path: Path, built: Built) -> None:
    desk = open_copy(built.demonstration(_PEOPLE), tmp_path, _DAY)
    assert find_differences(desk, "medical") == ()
    dice = random.Random(DICE)
    payers = desk.store.rows(
        "SELECT p.id, p.name, p.id_number FROM in_force f JOIN payment_line l ON l.id = f.line_id "
        "JOIN person p ON p.id = l.person_id WHERE l.insurance = 'medical' AND l.category = '' "
        "AND l.business_date < '2019-11-15' ORDER BY p.id"
    )
    chosen = dice.sample(payers, _CERTIFIED)
    foretold = 0
    for number, category in enumerate(_SHARES):
        people = chosen[number::4] + chosen[number + 1 :: 40]
        listing = _listing(category, sorted(set(people)))
        preview = preview_list(desk, listing)
        told = differences_of_list(desk, listing, preview)
        before = {each.person_id: each for each in find_differences(desk, "medical")}
        apply_list(desk, listing, "演练")
        after = {each.person_id: each for each in find_differences(desk, "medical")}
        made = {who: each for who, each in after.items() if before.get(who) != each}
        assert {each.person_id: each for each in told if each.insurance == "medical"} == made
        foretold += sum_of(told).people

    assert foretold >= _CERTIFIED
    held = _held(desk)
    lines = desk.store.rows(
        "SELECT l.id, l.person_id, l.amount_fen FROM in_force f JOIN payment_line l "
        "ON l.id = f.line_id WHERE l.insurance = 'medical'"
    )
    shares: dict[int, Counter[str]] = {}
    for line_id, funder, fen in desk.store.rows(
        "SELECT line_id, funder, amount_fen FROM line_share"
    ):
        shares.setdefault(line_id, Counter())[funder] += fen
    expected, funders = {}, Counter[str]()
    for line_id, person_id, paid_fen in lines:
        borne = _borne(held.get(person_id, frozenset()))
        more = Counter(borne)
        more.subtract(shares.get(line_id, Counter()))
        changed = {funder: fen for funder, fen in more.items() if fen}
        amount_fen = _at_the_counter(held.get(person_id, frozenset())) - paid_fen
        if changed or amount_fen:
            expected[line_id] = (amount_fen, changed)
            funders.update(changed)
    found = find_differences(desk, "medical")
    assert {
        each.line_id: (each.amount_fen, {s.funder: s.amount_fen for s in each.shares})
        for each in found
    } == expected
    assert len(expected) >= _CERTIFIED and not any(each.problem for each in found)

    (report,) = (
        each for each in gather_differences(desk).insurances if each.insurance == "medical"
    )
    back_fen = -sum(fen for fen, _ in expected.values() if fen < 0)
    assert report.to_return.amount_fen == back_fen
    before_fen = {row.funder: 0 for row in gather_receivables(desk).rows}
    for row in gather_receivables(desk).rows:
        before_fen[row.funder] += row.due_fen if row.insurance == "medical" else 0
    assert return_to_all(desk, "medical", "批量转账 1").amount_fen == back_fen
    book_without_money(desk, "medical")
    still = find_differences(desk, "medical")
    assert {each.line_id for each in still} == {
        line_id for line_id, (fen, _) in expected.items() if fen > 0
    }
    if not still:
        after_fen = Counter[str]()
        for row in gather_receivables(desk).rows:
            after_fen[row.funder] += row.due_fen if row.insurance == "medical" else 0
        assert {funder: after_fen[funder] - before_fen[funder] for funder in after_fen} == {
            funder: funders[funder] for funder in after_fen
        }
    desk.store.close()
