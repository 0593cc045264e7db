"""What waits at a station: of each kind how much, since when, and who may do it."""

import datetime as dt

from models.bureau.todo.gather import gather_tasks
from models.bureau.todo.values import TASK_ACTS, TASK_TITLES, Task, TaskKind
from models.counter.refund import approve_refund, request_refund
from models.people.categories.certify import certify_family
from models.station.desk import Desk
from models.station.rights import ACTS, may
from reports.expiring import expiring_listing
from reports.refunds_waiting import refunds_waiting_listing
from reports.todo import todo_listing
from tests.cases import for_each
from tests.making import household_id, pay, person, register_people, second_at
from tests.store.walking import listening

_DAY = dt.timedelta(days=1)


def tasks(desk: Desk) -> dict[TaskKind, Task]:
    """Return what waits, by its kind."""
    return {each.kind: each for each in gather_tasks(desk)}


def test_at_a_new_station_nothing_waits(desk: Desk) -> None:
    assert gather_tasks(desk) == ()
    assert todo_listing(desk, ()).notes == ("没有待办的事",)


def test_a_refund_waits_until_another_person_reviews_it(desk: Desk) -> None:
    register_people(desk, person("张三"))
    paid = pay(desk)
    later = desk.on(desk.business_date + _DAY)
    assert "refunds" not in tasks(later)
    request_refund(later, paid.receipt, "死亡")
    own = tasks(later)["refunds"]
    assert (own.count, own.since) == (1, later.business_date)
    assert own.words == "1 笔退费等复核，其中本人申请的 1 笔要别人复核"
    others = tasks(second_at(later))["refunds"]
    assert others.words == "1 笔退费等复核" and others.is_own
    [row] = refunds_waiting_listing(later).rows
    assert row[0] == paid.receipt
    approve_refund(second_at(later), paid.receipt)
    assert "refunds" not in tasks(later)
    assert refunds_waiting_listing(later).rows == ()


def test_a_day_with_entries_waits_for_its_close(desk: Desk) -> None:
    register_people(desk, person("张三"))
    pay(desk)
    assert "close" not in tasks(desk), "the day is not over"
    later = desk.on(desk.business_date + 3 * _DAY)
    waiting = tasks(later)["close"]
    assert (waiting.count, waiting.since, waiting.is_late) == (1, desk.business_date, True)


def test_a_category_that_ends_within_a_month_is_asked_about(desk: Desk) -> None:
    register_people(desk, person("张三"))
    today = desk.business_date
    home = household_id(desk)
    certify_family(desk, home, "低保", today.replace(day=1), today + 30 * _DAY, "民政所")
    soon = tasks(desk)["expiring"]
    assert (soon.count, soon.since) == (1, today + 30 * _DAY)
    assert [row[3] for row in expiring_listing(desk).rows] == ["低保"]
    assert "expiring" not in tasks(desk.on(today - _DAY))
    assert "expiring" in tasks(desk.on(today + 30 * _DAY)), "the last day still counts"
    assert "expiring" not in tasks(desk.on(today + 31 * _DAY))


def test_what_the_role_may_do_stands_first(desk: Desk) -> None:
    register_people(desk, person("张三"))
    paid = pay(desk)
    later = desk.on(desk.business_date + 3 * _DAY)
    request_refund(later, paid.receipt, "死亡")
    for each in gather_tasks(later):
        assert each.is_own == may("chief", TASK_ACTS[each.kind])
    own = [each.is_own for each in gather_tasks(second_at(later))]
    assert own == sorted(own, reverse=True)


def test_the_number_of_queries_does_not_follow_what_waits(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    register_people(desk, person("张三"), person("李四", household="0002"))
    counted = []
    for number in ("0001", "0002"):
        paid = pay(desk, number, trace=int(number))
        request_refund(desk.on(desk.business_date + _DAY), paid.receipt, "死亡")
        with listening(desk) as asked:
            gather_tasks(desk.on(desk.business_date + 2 * _DAY))
        counted.append(len(asked))
    assert counted[0] == counted[1]


@for_each("kind", tuple(TASK_TITLES))
def test_every_kind_of_work_is_an_act_that_somebody_may_do(kind: TaskKind) -> None:
    assert ACTS[TASK_ACTS[kind]].roles
