"""先征后补: who is still owed, and that nobody is paid back twice."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.funders.owed import owed_to_people
from models.bureau.funders.repay import Repaid, repay
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from reports.receivables.gather import gather_receivables
from tests.bureau.public_posting.making import person_id
from tests.making import household_id, pay, person, register_people, reverse, slip

_LATER = dt.date(2019, 11, 20)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """张三 and 李四, both 低保, have paid 250; 王五, who is not, as well."""
    register_people(
        desk,
        person("张三", household="0001", categories=("低保",)),
        person("李四", household="0002", categories=("低保",)),
        person("王五", household="0003"),
    )
    for n in (1, 2, 3):
        pay(desk, f"000{n}", trace=n)
    return desk


def owed(desk: Desk, as_of: dt.date | None = None) -> dict[str, int]:
    return {each.name: each.amount_fen for each in owed_to_people(desk, as_of)}


def give(desk: Desk, *names: str, paper: str = "民一号") -> Repaid:
    people = {person_id(desk, name) for name in names} or None
    return repay(desk, "medical", "低保", paper, people)


def refused(desk: Desk, *names: str, paper: str = "民二号") -> str:
    before = desk.store.rows("SELECT count(*) FROM transfer")
    with pytest.raises(RefusedByRule) as caught:
        give(desk, *names, paper=paper)
    assert desk.store.rows("SELECT count(*) FROM transfer") == before
    return caught.value.code


def test_those_who_paid_all_are_owed_their_part(paid: Desk) -> None:
    assert owed(paid) == {"张三": 7500, "李四": 7500}
    assert owed(paid, dt.date(2019, 11, 13)) == {}


def test_the_whole_list_is_paid_back_on_one_paper(paid: Desk) -> None:
    done = give(paid)
    assert (done.people, done.amount_fen, done.replayed) == (2, 15000, False)
    (transfer,) = done.transfers
    assert (transfer.funder, transfer.settlement) == ("医疗救助", "reimbursed")
    assert owed(paid) == {}
    (row,) = [each for each in gather_receivables(paid).rows if each.category == "低保"]
    assert (row.due_fen, row.transferred_fen, row.difference_fen) == (15000, 15000, 0)


def test_the_same_paper_again_answers_with_the_first(paid: Desk) -> None:
    """Also when somebody has become owed since: only --person adds to a paper."""
    first = give(paid)
    register_people(paid, person("新来", household="0009", categories=("低保",)))
    pay(paid, "0009", trace=9)
    again = give(paid)
    assert again.replayed and again.transfers == first.transfers and again.people == 2
    assert owed(paid) == {"新来": 7500}
    assert give(paid, "新来").amount_fen == 7500


def test_some_can_be_paid_back_before_the_others(paid: Desk) -> None:
    assert give(paid, "李四").amount_fen == 7500
    assert give(paid, "李四").replayed
    assert owed(paid) == {"张三": 7500}
    assert give(paid, paper="民二号").people == 1


def test_nobody_is_paid_back_twice(paid: Desk) -> None:
    give(paid, "李四")
    assert refused(paid, "李四") == "already_repaid"
    assert refused(paid, "张三", "李四") == "already_repaid"
    assert owed(paid) == {"张三": 7500}


def test_who_is_owed_nothing_is_refused_by_name(paid: Desk) -> None:
    assert refused(paid, "王五") == "not_owed"
    give(paid)
    assert refused(paid) == "nothing_owed"
    assert owed(paid) == {}


def test_a_refund_ends_the_claim(paid: Desk) -> None:
    reverse(paid, _receipt(paid, "张三"), "void", "刷错")
    assert owed(paid) == {"李四": 7500}
    assert refused(paid, "张三") == "not_owed"


def test_who_was_paid_back_and_then_refunded_owes_it(paid: Desk) -> None:
    give(paid, "张三")
    desk = paid.on(_LATER)
    reverse(desk, _receipt(desk, "张三"), "refund", "已参加职工医保")
    assert owed(desk) == {"张三": -7500, "李四": 7500}
    assert give(desk, paper="民二号").amount_fen == 7500


def test_paid_back_refunded_and_paid_again_is_owed_nothing_more(paid: Desk) -> None:
    give(paid, "张三")
    desk = paid.on(_LATER)
    reverse(desk, _receipt(desk, "张三"), "refund", "刷错")
    pay(desk, "0001", trace=90)
    assert owed(desk) == {"李四": 7500}
    assert refused(desk, "张三") == "already_repaid"


def test_a_difference_is_owed_on_top_of_what_was_paid_back(paid: Desk) -> None:
    give(paid)
    desk = paid.on(_LATER)
    record_figure(desk, "medical.personal", "280", "省一号")
    desk = desk.refreshed()
    pay_difference(desk, DifferenceRequest(household_id(desk, "0001"), "medical", slip(90, _LATER)))
    assert owed(desk) == {"张三": 900}
    assert give(desk, paper="民二号").amount_fen == 900


def test_a_refund_entered_for_a_later_day_is_not_paid_back_meanwhile(paid: Desk) -> None:
    reverse(paid.on(_LATER), _receipt(paid, "张三"), "refund", "死亡")
    assert refused(paid, "张三") == "not_owed"
    assert give(paid).people == 1


def test_repayments_count_from_their_day(paid: Desk) -> None:
    give(paid.on(_LATER))
    assert owed(paid) == {"张三": 7500, "李四": 7500}
    assert refused(paid, "张三") == "already_repaid"


def test_the_list_says_which_receipt_it_goes_back_to(paid: Desk) -> None:
    first = owed_to_people(paid)[0]
    assert (first.receipt, first.household) == (_receipt(paid, "张三"), "0001")
    assert first.paid_on == dt.date(2019, 11, 14)


def test_a_paper_must_be_named(paid: Desk) -> None:
    with pytest.raises(BadInput, match="「文号」"):
        give(paid, paper="")


@pytest.mark.parametrize("table", ["transfer", "repayment"])
def test_what_was_recorded_is_never_changed(paid: Desk, table: str) -> None:
    give(paid)
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET station_id = station_id"):
        with pytest.raises(Exception, match="只增不改"), paid.writing("pay"):
            paid.store.run(statement)


def _receipt(desk: Desk, name: str) -> str:
    from models.ledger.receipt_numbers import receipt_number

    rows = desk.store.rows(
        "SELECT p.year, p.serial FROM payment p JOIN payment_line l "
        "ON l.station_id = p.station_id AND l.payment_id = p.id "
        "WHERE l.person_id = ? AND p.kind = 'payment'",
        (person_id(desk, name),),
    )
    return receipt_number(*rows[0])
