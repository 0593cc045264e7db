"""A standard revised in mid-round on a station with more than 5,000 payments, to the fen."""

import datetime as dt
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from models.counter.differences import find_differences
from models.counter.pay_difference import DifferenceRequest, book_without_money, pay_difference
from models.station.filled_figures import record_figure
from models.store.connect import create_store
from reports.differences.gather import gather_differences
from seed.demo.station import build_demonstration
from tests.making import slip

_DAY = dt.date(2019, 11, 20)
_OLD, _NEW = 25000, 28055
# Of the standard: what funders pay at once, what comes back to the person later.
_RATES = {
    "特困供养人员": (Fraction(1), Fraction(0)),
    "社会保障兜底脱贫对象": (Fraction(1), Fraction(0)),
    "低保": (Fraction(0), Fraction(3, 10)),
    "建档立卡贫困人口": (Fraction(1, 2), Fraction(0)),
}


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _at_the_counter(category: str, standard_fen: int) -> int:
    """Work out by hand what someone of a category pays at the counter."""
    at_once, _ = _RATES.get(category, (Fraction(0), Fraction(0)))
    return standard_fen - _half_up(standard_fen * at_once)


@pytest.mark.slow
def test_the_settlement_list_equals_a_plain_calculation(tmp_path: Path, key_file: Path):
    store = create_store(str(tmp_path / "station.db"), key_file)
    desk = build_demonstration(store).on(_DAY)
    entries = store.rows("SELECT count(*) FROM payment WHERE kind = 'payment'")
    assert entries[0][0] > 5000
    record_figure(desk, "medical.personal", "280.55", "省医保局〔2019〕1号")
    desk = desk.refreshed()
    in_force = store.rows(
        "SELECT l.id, l.category, l.amount_fen FROM in_force f JOIN payment_line l "
        "ON l.id = f.line_id WHERE l.insurance = 'medical'"
    )
    assert all(_at_the_counter(category, _OLD) == fen for _, category, fen in in_force)
    expected = {
        line_id: _at_the_counter(category, _NEW) - _at_the_counter(category, _OLD)
        for line_id, category, _ in in_force
    }
    found = find_differences(desk, "medical")
    assert {each.line_id: each.amount_fen for each in found} == expected
    assert all(each.new_standard_fen == _NEW and not each.problem for each in found)
    report = gather_differences(desk).insurances[0]
    assert report.to_collect.amount_fen == sum(expected.values())
    assert report.to_return.people == 0
    due_back = Counter(
        {
            line_id: _half_up(_NEW * Fraction(3, 10)) - _half_up(_OLD * Fraction(3, 10))
            for line_id, category, _ in in_force
            if category == "低保"
        }
    )
    assert {each.line_id: each.reimbursed_fen for each in found if each.reimbursed_fen} == due_back

    paying = next(each for each in found if each.amount_fen)
    due_fen = sum(
        each.amount_fen
        for each in found
        if each.present_household_id == paying.present_household_id
    )
    pay_difference(
        desk,
        DifferenceRequest(
            paying.present_household_id, "medical", slip(9, _DAY), amount_fen=due_fen
        ),
    )
    free = sum(1 for change in expected.values() if change == 0)
    assert book_without_money(desk, "medical") >= free
    after = gather_differences(desk).insurances[0]
    assert after.to_collect.amount_fen == sum(expected.values()) - due_fen
    assert after.only_funders.people == 0 and after.collected.amount_fen == due_fen
    store.close()
