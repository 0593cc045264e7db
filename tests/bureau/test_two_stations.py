"""Two stations in one store, whose numbers are equal: each has to do with its own alone."""

import datetime as dt

import pytest

from models.bureau.funders.owed import owed_to_people
from models.bureau.funders.repay import repay
from models.bureau.public_posting.filing import file_with_bureau
from models.bureau.public_posting.objections import raise_objection, resolve_objection
from models.bureau.public_posting.post import post_list
from models.bureau.public_posting.postings import find_posting, list_filings, list_postings
from models.bureau.reconciliation.decide import decide_exception
from models.bureau.reconciliation.run import read_reconciliation, reconcile
from models.bureau.self_paid.exceptions import open_rows, resolve_row, retry_rows
from models.bureau.self_paid.values import PaidRow
from models.ledger.journal import balances
from models.people.roster import RosterPerson
from models.station.desk import Desk
from tests.bureau.reconciliation.making import arrive, kinds, line
from tests.bureau.self_paid.making import bring, row, states
from tests.making import made_up_number, pay, person, register_people, slip
from tests.villages.plans import neighbour

UNTIL = dt.date(2019, 11, 20)


@pytest.fixture
def desks(desk: Desk) -> tuple[Desk, Desk]:
    return desk, neighbour(desk)


def _one_each(desks: tuple[Desk, Desk], *categories: str) -> list[RosterPerson]:
    people = (
        person(name, village=village, categories=categories)
        for name, village in (("张三", "青山村"), ("李四", "白塘村"))
    )
    return [register_people(desk, each)[0] for desk, each in zip(desks, people, strict=True)]


def test_statements_are_matched_with_the_own_slips(desks: tuple[Desk, Desk]) -> None:
    """Both: a slip cleared, a line too much, which one of them settles; a void at one alone."""
    _one_each(desks)
    for desk, terminal in zip(desks, ("11111111", "22222222"), strict=True):
        pay(desk, slip=slip(1, terminal=terminal))
        found = arrive(desk, line(1, terminal=terminal), line(2, terminal=terminal))
        assert kinds(found.reconciliation) == ["only_in_statement"]
        assert (len(found.reconciliation.lines), len(found.reconciliation.entries)) == (2, 1)
        assert set(found.reconciliation.coverage) == {terminal}
        assert balances(desk)["pos_clearing"] == 0
    here, there = desks
    decide_exception(here, 1, "挂账", "待查")
    assert [each.state for each in read_reconciliation(here).cases] == ["settled"]
    (open_there,) = reconcile(there).open_cases
    assert (open_there.number, open_there.decided) == (1, None)
    decide_exception(there, 1, "非本站业务", "邻站")
    for desk, login in ((here, "test"), (there, "neighbour")):
        (case,) = read_reconciliation(desk).cases
        assert case.decided is not None and case.decided.operator == login


def test_lists_are_posted_objected_to_and_filed_each_by_its_own(desks: tuple[Desk, Desk]) -> None:
    _one_each(desks, "低保")
    here, there = desks
    for desk, name, village in ((here, "张三", "青山村"), (there, "李四", "白塘村")):
        listed = post_list(desk, village, "低保", until=UNTIL).listed
        assert [each.name for each in listed.lines] == [name]
        assert (listed.posting.posting_id, listed.posting.people) == (1, 1)
        assert not post_list(desk, village, "低保", until=UNTIL).is_new
    (of_there,) = find_posting(there, 1).lines
    raised = raise_objection(there, 1, of_there.person_id, "匿名", "有车").objection
    assert (raised.objection_id, raised.name) == (1, "李四")
    resolve_objection(there, 1, "确有车辆", is_upheld=True)
    filed = file_with_bureau(here, "低保", "medical", "区税务局", "一号")
    assert (filed.filing.people, filed.left_out) == (1, 0)
    raise_objection(here, 1, find_posting(here, 1).lines[0].person_id, "匿名", "有房")
    assert [each.is_upheld for each in find_posting(here, 1).objections] == [None]
    (here_now,), (there_now,) = list_postings(here), list_postings(there)
    assert (here_now.open_objections, here_now.upheld_objections) == (1, 0)
    assert (there_now.open_objections, there_now.upheld_objections) == (0, 1)
    assert (here_now.amount_fen, there_now.amount_fen) == (7500, 7500)
    assert (len(list_filings(here)), list_filings(there)) == (1, ())


def test_paid_data_are_each_stations_own(desks: tuple[Desk, Desk]) -> None:
    people = first, second = _one_each(desks)
    here, there = desks
    stranger = made_up_number()
    turns: list[tuple[Desk, RosterPerson, RosterPerson]]
    turns = [(here, first, second), (there, second, first)]

    def rows(own: RosterPerson, other: RosterPerson) -> list[PaidRow]:
        return [
            row(own.id_number, own.name, voucher="1"),
            row(own.id_number, own.name, voucher="2", row=3),
            row(other.id_number, other.name, voucher="1", row=4),
            row(stranger, "王五", voucher="1", row=5),
        ]

    for desk, own, other in turns:
        result = bring(desk, *rows(own, other))
        assert result.receipts == ("2019-000001",)
        assert states(result) == ["paid_twice", "other_station", "unknown"]
        twice, *_ = waiting = open_rows(desk)
        assert [each.number for each in waiting] == [2, 3, 4]
        assert twice.finding.household == f"{own.village} 0001"
        assert twice.finding.reason.startswith("已有有效缴费：收据 2019-000001")
    assert "黄阳司镇" in open_rows(here)[1].finding.reason
    resolve_row(here, 2, "税务已退")
    assert [each.number for each in open_rows(here)] == [3, 4]
    assert [each.number for each in open_rows(there)] == [2, 3, 4]
    assert bring(here, *rows(*people)).known == 2
    assert bring(there, *rows(*reversed(people))).known == 1
    register_people(there, person("王五", household="0009", id_number=stranger))
    assert [each.receipt for each in retry_rows(there)] == ["2019-000002"]
    assert [each.finding.state for each in open_rows(here)] == ["other_station"] * 2
    assert [each.number for each in open_rows(there)] == [2, 3]


def test_who_is_paid_back_at_one_station_is_still_owed_at_the_other(
    desks: tuple[Desk, Desk],
) -> None:
    _one_each(desks, "低保")
    here, there = desks
    for desk, terminal in zip(desks, ("11111111", "22222222"), strict=True):
        pay(desk, slip=slip(1, terminal=terminal))
    assert [(each.name, each.receipt) for each in owed_to_people(there)] == [
        ("李四", "2019-000001")
    ]
    assert repay(here, "medical", "低保", "民一号").people == 1
    assert owed_to_people(here) == ()
    assert [each.name for each in owed_to_people(there)] == ["李四"]
    assert repay(there, "medical", "低保", "民一号").people == 1
