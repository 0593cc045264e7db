"""What the funders owe: the ledger's shares, per funder and category, down to the people."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.desk import Desk
from models.errors import BadInput, RefusedByRule
from models.filling import record_figure
from models.funding.repay import repay
from models.funding.transfer import record_transfer
from models.till.reverse import reverse_payment
from models.till.settle import SettleRequest, settle_household, settle_without_money
from reports.receivables.collect import ReceivableReport, collect_receivables
from tests.making import household_id, pay, person, settle, slip

_CATEGORIES = ("建档立卡贫困人口", "低保", "特困供养人员", "社会保障兜底脱贫对象", "")
_FREE = ("特困供养人员", "社会保障兜底脱贫对象")
_LATER = dt.date(2019, 11, 20)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """A family of each category has paid for medical insurance on 14 November."""
    settle(
        desk,
        *(
            person(f"甲{n}", household=f"000{n}", categories=(name,) if name else ())
            for n, name in enumerate(_CATEGORIES)
        ),
    )
    for n, name in enumerate(_CATEGORIES):
        pay(desk, f"000{n}", trace=None if name in _FREE else n + 1)
    return desk


def figures(report: ReceivableReport) -> dict[tuple[str, str, str], tuple[int, int, int, int]]:
    return {
        (row.settlement, row.funder, row.category): (
            row.people, row.due_fen, row.transferred_fen, row.difference_fen,
        )
        for row in report.rows
    }  # fmt: skip


def now(desk: Desk) -> dict[tuple[str, str, str], tuple[int, int, int, int]]:
    return figures(collect_receivables(desk))


def transfer(desk: Desk, amount_fen: int = 12500, **more: object) -> bool:
    whole = {
        "insurance": "medical", "funder": "扶贫", "category": "建档立卡", "settlement": "remitted",
        "paper": "扶贫一号", **more,
    }  # fmt: skip
    return record_transfer(desk, amount_fen=amount_fen, **whole).replayed  # type: ignore[arg-type]


def test_each_funder_of_each_category_is_a_row_of_its_own(paid: Desk):
    """兜底 is paid half by 医疗救助 and the rest by 财政: it stands under both (参保范围(六))."""
    assert now(paid) == {
        ("remitted", "扶贫", "建档立卡贫困人口"): (1, 12500, 0, 12500),
        ("remitted", "医疗救助", "特困供养人员"): (1, 25000, 0, 25000),
        ("remitted", "医疗救助", "社会保障兜底脱贫对象"): (1, 12500, 0, 12500),
        ("remitted", "财政", "社会保障兜底脱贫对象"): (1, 12500, 0, 12500),
        ("reimbursed", "医疗救助", "低保"): (1, 7500, 0, 7500),
    }


def test_the_ways_of_settlement_are_kept_apart_and_people_counted_once(paid: Desk):
    pension = paid.on(dt.date(2019, 10, 31))
    pay(pension, "0001", "pension", trace=None)
    report = collect_receivables(paid)
    assert [(group.settlement, group.people, group.due_fen) for group in report.groups] == [
        ("waived", 1, 10000), ("remitted", 3, 62500), ("reimbursed", 1, 7500),
    ]  # fmt: skip


def test_what_was_transferred_is_taken_off_and_the_rest_is_the_difference(paid: Desk):
    assert not transfer(paid, 10000)
    key = ("remitted", "扶贫", "建档立卡贫困人口")
    assert now(paid)[key] == (1, 12500, 10000, 2500)
    transfer(paid, 5000, paper="扶贫二号")
    assert now(paid)[key] == (1, 12500, 15000, -2500)


def test_the_same_transfer_again_is_the_first(paid: Desk):
    assert [transfer(paid), transfer(paid), transfer(paid, paper="扶贫二号")] == [
        False,
        True,
        False,
    ]
    assert paid.store.rows("SELECT count(*) FROM transfer") == [(2,)]


def test_a_refund_takes_the_person_off_from_its_own_day(paid: Desk):
    desk = paid.on(_LATER)
    receipt = desk.store.rows(
        "SELECT p.year, p.serial FROM payment p JOIN payment_line l ON l.payment_id = p.id "
        "WHERE l.category = '特困供养人员'"
    )[0]
    reverse_payment(desk, f"{receipt[0]}-{receipt[1]:06d}", "refund", "死亡")
    key = ("remitted", "医疗救助", "特困供养人员")
    assert key not in now(desk)
    assert figures(collect_receivables(desk, dt.date(2019, 11, 19)))[key][:2] == (1, 25000)
    assert figures(collect_receivables(desk, dt.date(2019, 11, 13))) == {}


def test_a_revised_standard_changes_what_is_due_and_nobody_twice(paid: Desk):
    """250 -> 280: 低保 gets 84 back, 兜底 costs 140 and 140, once they are settled."""
    desk = paid.on(_LATER)
    record_figure(desk, "medical.personal", "280", "省一号")
    desk = desk.refreshed()
    settle_without_money(desk, "medical")
    settle_household(desk, SettleRequest(household_id(desk, "0001"), "medical", slip(90, _LATER)))
    found = now(desk)
    assert found["reimbursed", "医疗救助", "低保"][:2] == (1, 8400)
    assert found["remitted", "财政", "社会保障兜底脱贫对象"][:2] == (1, 14000)
    assert found["remitted", "扶贫", "建档立卡贫困人口"][:2] == (1, 12500)


def test_a_transfer_of_a_later_day_is_not_counted_yet(paid: Desk):
    later = paid.on(_LATER)
    transfer(later)
    key = ("remitted", "扶贫", "建档立卡贫困人口")
    assert figures(collect_receivables(later, dt.date(2019, 11, 19)))[key] == (1, 12500, 0, 12500)
    assert now(later)[key] == (1, 12500, 12500, 0)


def test_money_without_anybody_behind_it_still_shows(desk: Desk):
    transfer(desk)
    assert now(desk) == {("remitted", "扶贫", "建档立卡贫困人口"): (0, 0, 12500, -12500)}


def test_the_report_can_be_narrowed_to_a_funder_or_a_category(paid: Desk):
    transfer(paid)
    only = collect_receivables(paid, funder="财政")
    assert {key[1] for key in figures(only)} == {"财政"} and only.owed_people == 0
    low = collect_receivables(paid, category="低保户")
    assert list(figures(low)) == [("reimbursed", "医疗救助", "低保")] and low.owed_fen == 7500
    with pytest.raises(BadInput, match="医疗救助"):
        collect_receivables(paid, funder="没有局")


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"funder": "财政"}, "扶贫（remitted"),
        ({"settlement": "waived"}, "扶贫（remitted"),
        ({"category": "贫困残疾人"}, "没有资助"),
        ({"category": "没有类"}, "不是 lengshuitan-2019"),
        ({"paper": " "}, "--paper"),
        ({"received_on": dt.date(2019, 11, 15)}, "晚于业务日期"),
        ({"amount_fen": 0}, "大于零"),
        ({"levy_year": 2009}, "--year"),
    ],
)
def test_a_transfer_the_notice_does_not_know_is_refused(
    sqlite_desk: Desk, more: dict[str, object], what: str
):
    with pytest.raises(BadInput, match=what):
        transfer(sqlite_desk, **more)
    assert sqlite_desk.store.rows("SELECT count(*) FROM transfer") == [(0,)]


def test_what_goes_to_people_is_recorded_person_by_person(sqlite_desk: Desk):
    with pytest.raises(RefusedByRule) as caught:
        transfer(sqlite_desk, funder="医疗救助", category="低保", settlement="reimbursed")
    assert caught.value.code == "repay_instead"


def _in_force(desk: Desk) -> dict[tuple[str, str, str], int]:
    """Sum the shares of the lines in force and of the differences on them, another way."""
    rows = desk.store.rows(
        "SELECT s.settlement, s.funder, l.category, sum(s.amount_fen) FROM line_share s "
        "JOIN payment_line l ON l.id = s.line_id WHERE l.id IN (SELECT line_id FROM in_force) "
        "OR l.adjusts_line_id IN (SELECT line_id FROM in_force) GROUP BY 1, 2, 3"
    )
    return {(how, funder, category): int(fen) for how, funder, category, fen in rows if fen}


_STEPS = st.lists(
    st.tuples(st.sampled_from(_CATEGORIES), st.sampled_from(("keep", "void", "repay", "again"))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12)
@given(steps=_STEPS)
def test_the_rows_add_up_to_the_shares_in_force(sqlite_desk: Desk, steps: list[tuple[str, str]]):
    """Whatever is paid, voided, paid back and paid again; examples add to one ledger."""
    desk = sqlite_desk
    ((start,),) = desk.store.rows("SELECT count(*) FROM person")
    for n, (category, step) in enumerate(steps, int(start)):
        number, trace = f"{n:04d}", None if category in _FREE else 10 * n + 1
        settle(desk, person("丙", household=number, categories=(category,) if category else ()))
        receipt = pay(desk, number, trace=trace).receipt
        if step == "repay" and category == "低保":
            repay(desk, "medical", "低保", f"补{n}")
        if step in ("void", "again"):
            reverse_payment(desk, receipt, "void", "刷错")
        if step == "again":
            pay(desk, number, trace=None if trace is None else trace + 1)
    report = collect_receivables(desk)
    due = {key: value[1] for key, value in figures(report).items() if value[1]}
    assert due == _in_force(desk)
    assert sum(each.amount_fen for row in report.rows for each in row.shares) == sum(due.values())
    owed = sum(row.difference_fen for row in report.rows if row.settlement == "reimbursed")
    assert report.owed_fen == owed
