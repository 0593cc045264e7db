"""Going on in spite of a refusal: with reason and proof, kept with the line; some by two people."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base.errors import BadInput, Denied, LaobaoError, RefusedByRule
from models.checks.check_store import check_store
from models.counter.override import check_override
from models.counter.pay import Receipt, take_payment
from models.counter.request import Override, Part, PaymentRequest
from models.people.history import family_history
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.making import (
    PIN,
    SECOND,
    fixed_number,
    household_id,
    made_up_number,
    person,
    register_people,
    slip,
    with_others,
)

WORKER = fixed_number()


@pytest.fixture
def town(store: Store) -> Desk:
    """义乌, whose notice does not say what of prisoners; two people."""
    day = dt.date(2020, 11, 20)
    desk = found_station(store, load_notice("yiwu-2020"), "上溪镇", day, "amy")
    record_figure(desk, "medical.personal", "500", "义医保〔2020〕1号")
    register_people(
        desk,
        person("王芳", id_number=WORKER, enrolment="服刑人员"),
        person("李强"),
    )
    return desk.refreshed()


def take(desk: Desk, override: Override | None, who: frozenset[str] | None) -> Receipt:
    part = Part(household_id(desk), "medical", members=who)
    request = PaymentRequest((part,), slips=(slip(1, desk.business_date),), override=override)
    return take_payment(desk, request)


def overrides(desk: Desk) -> list[tuple[str, ...]]:
    return desk.store.rows("SELECT code, reason, proof, approved_by FROM line_override")


RELEASED = check_override(["imprisoned"], "已刑满释放", "释放证明 2020-10-01")


def test_where_all_documents_are_silent_nobody_is_charged_by_himself(town: Desk) -> None:
    with pytest.raises(RefusedByRule, match="通知没有规定") as refused:
        take(town, None, frozenset([WORKER]))
    assert refused.value.code == "imprisoned"
    assert take(town, None, None).amount_fen == 50000  # the other one alone


def test_with_reason_and_proof_he_is_taken_and_it_is_kept(town: Desk) -> None:
    assert take(town, RELEASED, frozenset([WORKER])).amount_fen == 50000
    assert overrides(town) == [("imprisoned", "已刑满释放", "释放证明 2020-10-01", "")]
    assert check_store(town.store).broken == ()
    assert take(town, RELEASED, frozenset([WORKER])).replayed
    assert len(overrides(town)) == 1
    told = [str(line) for line in family_history(town, household_id(town))]
    assert any("照常办理" in line and "释放证明 2020-10-01" in line for line in told)


@pytest.mark.parametrize(
    "codes, reason, proof, said",
    [
        (["imprisoned"], " ", "证明", "「照常理由」"),
        (["imprisoned"], "已释放", "", "「凭据」"),
        (["nonsense"], "已释放", "证明", "不是拒绝的理由"),
    ],
)
def test_what_is_missing_is_asked_for(codes: list[str], reason: str, proof: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_override(codes, reason, proof)


def test_it_is_never_for_a_whole_family_nor_for_whom_nothing_refuses(town: Desk) -> None:
    with pytest.raises(BadInput, match="哪些人"):
        take(town, RELEASED, None)
    other = frozenset(town.store.rows("SELECT id_number FROM person WHERE name = '李强'")[0])
    with pytest.raises(BadInput, match="没有被这条规定拒绝"):
        take(town, RELEASED, other)
    assert overrides(town) == []


def test_what_a_notice_states_is_not_gone_on_in_spite_of(town: Desk) -> None:
    """义乌 三(二): pupils enrol through the education bureau."""
    pupil = made_up_number("2003-01-01")
    boy = person("王小", "2003-01-01", "0002", id_number=pupil, enrolment="在校学生")
    register_people(town, boy)
    part = Part(household_id(town, "0002"), "medical", members=frozenset([pupil]))
    override = check_override(["in_school"], "想在村里缴", "学生证", SECOND)
    request = PaymentRequest((part,), slips=(slip(2, town.business_date),), override=override)
    with pytest.raises(LaobaoError, match="教育局"):
        take_payment(town, request)


def test_a_year_that_buys_nothing_takes_a_second_operator(store: Store) -> None:
    """小雪, 20 December 2020: benefits would begin 30 days later, after the year has ended."""
    day = dt.date(2020, 12, 20)
    desk = found_station(store, load_notice("xiaoxue-2019"), "小雪街道", day, "Amy")
    record_figure(desk, "medical.government", "520", "济财社〔2019〕1号")
    register_people(desk, person("林一", id_number=WORKER))
    desk, who = desk.refreshed(), frozenset([WORKER])
    with pytest.raises(RefusedByRule) as refused:
        take(desk, None, who)
    assert refused.value.code == "no_benefit_left"
    alone = check_override(["no_benefit_left"], "本人坚持", "本人申请")
    for nobody in ("", "amy", " AMY ", "ａｍｙ"):
        with pytest.raises(Denied) as denied:
            take(desk, replace(alone, second=SecondPerson(nobody, PIN)), who)
        assert denied.value.code == "second_operator"
    with_others(desk)
    assert take(desk, replace(alone, second=SECOND), who).amount_fen == 77000
    assert overrides(desk) == [("no_benefit_left", "本人坚持", "本人申请", "second")]
