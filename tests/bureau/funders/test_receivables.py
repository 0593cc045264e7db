"""What the funders owe: the ledger's shares, per funder and category, down to the people."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.funders.repay import repay
from models.bureau.funders.transfer import record_transfer
from models.counter.pay_difference import DifferenceRequest, book_without_money, pay_difference
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.store.writing import Store
from reports.receivables.gather import ReceivableReport, gather_receivables
from tests.making import household_id, pay, person, register_people, reverse, slip

_CATEGORIES = ("建档立卡贫困人口", "低保", "特困供养人员", "社会保障兜底脱贫对象", "")
_FREE = ("特困供养人员", "社会保障兜底脱贫对象")
_LATER = dt.date(2019, 11, 20)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """A family of each category has paid for medical insurance on 14 November."""
    register_people(
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
    return figures(gather_receivables(desk))


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
    report = gather_receivables(paid)
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


@pytest.mark.parametrize("more", [{"amount_fen": 125000}, {"received_on": dt.date(2019, 11, 13)}])
def test_a_paper_is_not_entered_again_with_other_content(
    sqlite_desk: Desk, more: dict[str, object]
):
    """A slip of the pen entered again would be money twice; a second part says so itself."""
    transfer(sqlite_desk)
    with pytest.raises(RefusedByRule, match=r"2019-11-14 125\.00") as caught:
        transfer(sqlite_desk, **more)  # type: ignore[arg-type]
    assert caught.value.code == "paper_used"
    assert not transfer(sqlite_desk, paper="扶贫一号第二次", **more)  # type: ignore[arg-type]
    assert not transfer(sqlite_desk, levy_year=2019)
    assert sqlite_desk.store.rows("SELECT count(*) FROM transfer") == [(3,)]


def test_what_went_back_to_the_funder_or_was_wrong_is_taken_off(paid: Desk):
    """1250 typed as 12500: the rest is taken back, and both entries stand."""
    key = ("remitted", "扶贫", "建档立卡贫困人口")
    transfer(paid, 1250000)
    assert not transfer(paid.on(_LATER), 1125000, paper="更正扶贫一号", is_back=True)
    assert transfer(paid.on(_LATER), 1125000, paper="更正扶贫一号", is_back=True)
    assert now(paid.on(_LATER))[key] == (1, 12500, 125000, -112500)
    assert now(paid)[key] == (1, 12500, 1250000, -1237500)
    with pytest.raises(RefusedByRule, match=r"1,250\.00") as caught:
        transfer(paid.on(_LATER), 125001, paper="退回", is_back=True)
    assert caught.value.code == "not_transferred"
    assert paid.store.rows("SELECT amount_fen FROM transfer ORDER BY id") == [
        (1250000,), (-1125000,),
    ]  # fmt: skip


def test_a_refund_takes_the_person_off_from_its_own_day(paid: Desk):
    desk = paid.on(_LATER)
    receipt = desk.store.rows(
        "SELECT p.year, p.serial FROM payment p JOIN payment_line l "
        "ON l.station_id = p.station_id AND l.payment_id = p.id "
        "WHERE l.category = '特困供养人员'"
    )[0]
    reverse(desk, f"{receipt[0]}-{receipt[1]:06d}", "refund", "死亡")
    key = ("remitted", "医疗救助", "特困供养人员")
    assert key not in now(desk)
    assert figures(gather_receivables(desk, dt.date(2019, 11, 19)))[key][:2] == (1, 25000)
    assert figures(gather_receivables(desk, dt.date(2019, 11, 13))) == {}


def test_a_revised_standard_changes_what_is_due_and_nobody_twice(paid: Desk):
    """250 -> 280: 低保 gets 84 back, 兜底 costs 140 and 140, once they are settled."""
    desk = paid.on(_LATER)
    record_figure(desk, "medical.personal", "280", "省一号")
    desk = desk.refreshed()
    book_without_money(desk, "medical")
    pay_difference(desk, DifferenceRequest(household_id(desk, "0001"), "medical", slip(90, _LATER)))
    found = now(desk)
    assert found["reimbursed", "医疗救助", "低保"][:2] == (1, 8400)
    assert found["remitted", "财政", "社会保障兜底脱贫对象"][:2] == (1, 14000)
    assert found["remitted", "扶贫", "建档立卡贫困人口"][:2] == (1, 12500)


def test_a_transfer_of_a_later_day_is_not_counted_yet(paid: Desk):
    later = paid.on(_LATER)
    transfer(later)
    key = ("remitted", "扶贫", "建档立卡贫困人口")
    assert figures(gather_receivables(later, dt.date(2019, 11, 19)))[key] == (1, 12500, 0, 12500)
    assert now(later)[key] == (1, 12500, 12500, 0)


def test_money_without_anybody_behind_it_still_shows(desk: Desk):
    transfer(desk)
    assert now(desk) == {("remitted", "扶贫", "建档立卡贫困人口"): (0, 0, 12500, -12500)}


def test_the_report_can_be_narrowed_to_a_funder_or_a_category(paid: Desk):
    transfer(paid)
    only = gather_receivables(paid, funder="财政")
    assert {key[1] for key in figures(only)} == {"财政"} and only.owed_people == 0
    low = gather_receivables(paid, category="低保户")
    assert list(figures(low)) == [("reimbursed", "医疗救助", "低保")] and low.owed_fen == 7500
    with pytest.raises(BadInput, match="医疗救助"):
        gather_receivables(paid, funder="没有局")


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


def test_the_number_of_queries_does_not_grow_with_the_people(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    """One 低保 who is owed, then ten more: the report and the repayment ask as often."""

    def queries(first: int, last: int) -> int:
        for n in range(first, last + 1):
            register_people(sqlite_desk, person("多人", household=f"{n:04d}", categories=("低保",)))
            pay(sqlite_desk, f"{n:04d}", trace=n)
        asked: list[object] = []
        run = Store.run

        def counted(store: Store, *call: object) -> object:
            asked.append(call)
            return run(store, *call)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(Store, "run", counted)
            gather_receivables(sqlite_desk)
            assert repay(sqlite_desk, "medical", "低保", f"民{first}").people == last - first + 1
        return len(asked)

    assert queries(1, 1) == queries(2, 11)
