"""Refund applications: for what reason the bureau is asked, and what becomes of it."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.refund_applications.apply import ApplicationRequest, apply_for_refund
from models.bureau.refund_applications.read import list_applications
from models.bureau.refund_applications.reasons import REASONS
from models.bureau.refund_applications.steps import step_application
from models.bureau.refund_applications.values import Application
from models.checks.check_store import check_store
from models.ledger.journal import balances
from models.people.categories.certify import certify
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.station.desk import Desk
from reports.listing.text import listing_text
from reports.refund_applications import application_form, applications_listing
from tests.making import pay, person, register_people

_PAID_ON = dt.date(2019, 11, 1)
_DAY = dt.timedelta(1)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """张三 and 李四 paid 250 each; 李四 is under employee insurance by now."""
    register_people(desk, person("张三"), person("王五"))
    pay(desk)
    register_people(desk, person("李四", household="0002", enrolment="职工医保"))
    return desk


def person_id(desk: Desk, name: str) -> int:
    return int(desk.store.rows("SELECT id FROM person WHERE name = ?", (name,))[0][0])


def applied(desk: Desk, name: str, why: str, **more: object) -> Application:
    values: dict[str, object] = {
        "payee": name, "bank": "农业银行", "account": "6228 0000 1111", **more
    }  # fmt: skip
    request = ApplicationRequest(person_id(desk, name), "medical", why, **values)  # type: ignore[arg-type]
    return apply_for_refund(desk, request)


def test_of_an_employee_it_rests_on_the_state_councils_document(paid: Desk) -> None:
    before = balances(paid)
    made = applied(paid, "李四", "已参加职工保险", amount_fen=250_00, paid_on=_PAID_ON)
    assert (made.number, made.state, made.rests_on) == (1, "open", "国发〔2016〕3号")
    assert made.account == "622800001111" and "职工保险参保缴费证明" in made.missing_papers
    assert balances(paid) == before and check_store(paid.store).broken == ()


def test_of_the_dead_the_payment_in_force_is_asked_back(paid: Desk) -> None:
    death(paid, person_id(paid, "张三"), Occasion(dt.date(2019, 11, 13), "病故", "证明"))
    with pytest.raises(BadInput, match="依据"):
        applied(paid, "张三", "died", payee="王五")
    made = applied(paid, "张三", "died", payee="王五", document="县医保函1号")
    assert (made.rests_on, made.payee) == ("县医保函1号", "王五")
    assert (made.amount_fen, made.paid_on) == (250_00, paid.business_date)


def test_twice_means_that_another_payment_stands(paid: Desk) -> None:
    made = applied(paid, "张三", "重复缴费", document="县税函2号")
    assert (made.amount_fen, made.paid_on) == (250_00, paid.business_date)
    with pytest.raises(RefusedByRule) as refused:
        applied(paid, "李四", "重复缴费", document="县税函2号", amount_fen=1, paid_on=_PAID_ON)
    assert refused.value.code == "reason_does_not_hold"


def test_who_is_subsidised_later_has_the_clause_of_the_notice(paid: Desk) -> None:
    with pytest.raises(RefusedByRule) as refused:
        applied(paid, "王五", "subsidised", amount_fen=75_00)
    assert refused.value.code == "reason_does_not_hold"
    certify(paid, person_id(paid, "王五"), "低保", dt.date(2019, 11, 1), None, "民政所")
    assert applied(paid, "王五", "subsidised", amount_fen=75_00).rests_on != ""


def test_a_living_person_has_not_died(paid: Desk) -> None:
    with pytest.raises(RefusedByRule, match="没有登记死亡"):
        applied(paid, "张三", "died", document="函")
    with pytest.raises(RefusedByRule, match="没有登记参加职工保险"):
        applied(paid, "张三", "employee")


def test_a_year_that_had_begun_is_not_given_back(paid: Desk) -> None:
    later = paid.on(dt.date(2020, 1, 5))
    death(later, person_id(later, "张三"), Occasion(dt.date(2020, 1, 2), "病故", "证明"))
    with pytest.raises(RefusedByRule, match="已经开始"):
        applied(later, "张三", "died", document="函", levy_year=2020)


def test_the_same_is_asked_once(paid: Desk) -> None:
    applied(paid, "张三", "paid_twice", document="函")
    with pytest.raises(RefusedByRule) as refused:
        applied(paid, "张三", "paid_twice", document="函")
    assert refused.value.code == "already_applied"
    step_application(paid, 1, "withdrawn", reason="登记错了")
    assert applied(paid, "张三", "paid_twice", document="函").number == 2


def test_it_waits_for_working_days_until_it_is_paid(paid: Desk) -> None:
    """Sent on a Thursday: one working day on Friday, none at the week-end."""
    applied(paid, "张三", "paid_twice", document="函")
    sent = step_application(paid, 1, "sent", paper="报送1")
    days = [sent.waiting_days(paid.business_date + n * _DAY) for n in range(6)]
    assert days == [0, 1, 1, 1, 2, 3]
    assert not sent.is_overdue(paid.business_date + 42 * _DAY)
    assert sent.is_overdue(paid.business_date + 43 * _DAY)
    done = step_application(paid.on(dt.date(2019, 12, 20)), 1, "paid")
    assert (done.state, done.waiting_days(dt.date(2020, 1, 1))) == ("paid", None)
    assert check_store(paid.store).broken == ()


def test_steps_follow_each_other(paid: Desk) -> None:
    applied(paid, "张三", "paid_twice", document="函")
    with pytest.raises(RefusedByRule) as refused:
        step_application(paid, 1, "paid")
    assert refused.value.code == "not_in_turn"
    with pytest.raises(BadInput, match="日期"):
        step_application(paid, 1, "sent", paid.business_date + _DAY)
    step_application(paid, 1, "sent")
    assert step_application(paid, 1, "sent").state == "sent"
    with pytest.raises(BadInput, match="原因"):
        step_application(paid, 1, "declined")
    step_application(paid, 1, "declined", reason="材料不全")
    with pytest.raises(RefusedByRule):
        step_application(paid, 1, "withdrawn", reason="x")
    assert [each.state for each in list_applications(paid)] == ["declined"]


@pytest.mark.parametrize("why", REASONS)
def test_every_reason_names_its_papers(why: str) -> None:
    assert len(REASONS[why].all_papers) > 4


def test_the_register_and_the_form_say_the_same(paid: Desk) -> None:
    made = applied(paid, "张三", "paid_twice", document="县税函2号", papers=("缴费凭证", "户口簿"))
    step_application(paid, 1, "sent")
    register = listing_text(applications_listing(paid))
    assert "已报送" in register and "250.00" in register and "不计入本站的账" in register
    form = listing_text(application_form(paid, made))
    for words in ("贰佰伍拾元整", "县税函2号", "622800001111", "[√]缴费凭证", "[√]户口簿"):
        assert words in form
