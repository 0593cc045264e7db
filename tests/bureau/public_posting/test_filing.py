"""Objections, and the order the notice states: first posted, then filed (松阳 三(七))."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.public_posting.filing import Filed, file_with_bureau
from models.bureau.public_posting.objections import raise_objection, resolve_objection
from models.bureau.public_posting.postings import find_posting, list_filings, list_postings
from models.people.categories.certify import certify
from models.station.desk import Desk
from models.store.writing import Store
from tests.bureau.public_posting.making import AFTER, DAY, UNTIL, found_songyang, person_id, post
from tests.making import person, register_people


@pytest.fixture
def songyang(store: Store) -> Desk:
    return found_songyang(store)


@pytest.fixture
def posted(songyang: Desk) -> Desk:
    """Both villages have been posted and the period is over."""
    post(songyang)
    post(songyang, "白塘村")
    return songyang.on(AFTER)


def file(
    desk: Desk, bureau: str = "财政局", paper: str = "松一号", category: str = "低保"
) -> Filed:
    return file_with_bureau(desk, category, "medical", bureau, paper)


def refused(desk: Desk, **more: str) -> RefusedByRule:
    with pytest.raises(RefusedByRule) as caught:
        file(desk, **more)
    assert list_filings(desk) == ()
    return caught.value


def object_to(desk: Desk, name: str = "张三", content: str = "家中有车") -> int:
    result = raise_objection(desk, 1, person_id(desk, name), "匿名", content)
    return result.objection.objection_id


def test_nothing_is_filed_that_was_not_posted(songyang: Desk) -> None:
    answer = refused(songyang)
    assert answer.code == "not_posted" and "三(七)" in answer.message
    assert "青山村有人未公示（2 人）" in answer.message and "白塘村有人未公示" in answer.message


def test_every_village_with_such_people_must_have_been_posted(songyang: Desk) -> None:
    post(songyang)
    answer = refused(songyang.on(AFTER))
    assert "白塘村" in answer.message and "青山村" not in answer.message


def test_the_period_must_be_over(songyang: Desk) -> None:
    """The last day still counts as posted; filing begins the day after."""
    post(songyang)
    post(songyang, "白塘村")
    assert "公示到 2020-11-16 才期满" in refused(songyang.on(UNTIL)).message
    assert file(songyang.on(AFTER)).filing.people == 3


def test_somebody_certified_after_the_posting_must_be_posted_first(posted: Desk) -> None:
    register_people(posted, person("新人", household="0009", categories=("低保",)))
    assert "青山村有人未公示（1 人）" in refused(posted).message


def test_somebody_whose_certification_ended_needs_no_posting(songyang: Desk) -> None:
    certify(songyang, person_id(songyang, "周八"), "低保", DAY, UNTIL, certified_by="民政局")
    post(songyang)
    desk = songyang.on(AFTER)
    post(desk, "白塘村", until=AFTER)
    assert file(songyang.on(AFTER + dt.timedelta(days=1))).filing.people == 3


@pytest.mark.parametrize(
    ("typed", "bureau"),
    [("财政局", "财政局"), ("税务", "税务局"), ("医保局", "医疗保障局"), ("医保", "医疗保障局")],
)
def test_the_bureaus_are_those_the_notice_names(posted: Desk, typed: str, bureau: str) -> None:
    filed = file(posted, typed)
    assert filed.filing.bureau == bureau and filed.is_order_stated and filed.is_new


@pytest.mark.parametrize("typed", ["民政局", "局", "政财"])
def test_another_bureau_is_refused_with_those_named(posted: Desk, typed: str) -> None:
    with pytest.raises(BadInput, match="财政局、税务局、医疗保障局"):
        file(posted, typed)
    assert list_filings(posted) == ()


def test_the_same_filing_again_changes_nothing(posted: Desk) -> None:
    first, again = file(posted), file(posted)
    assert (first.is_new, again.is_new) == (True, False) and first.filing == again.filing
    file(posted, paper="松二号")
    assert len(list_filings(posted)) == 2


def test_a_paper_is_filed_once_whatever_the_day(posted: Desk) -> None:
    """Entered again the next day, or after somebody left, it is still the same paper."""
    first, later = file(posted), posted.on(AFTER + dt.timedelta(days=1))
    posted.store.run("UPDATE person SET left_on = '2020-11-18' WHERE name = '张三'")
    again = file(later)
    assert again.filing == first.filing and not again.is_new and again.filing.filed_on == AFTER
    assert file(later, "税务局").is_new and len(list_filings(later)) == 2


def test_an_open_objection_holds_the_filing_up(posted: Desk) -> None:
    number = object_to(posted)
    answer = refused(posted)
    assert answer.code == "objection_open" and f"第 {number} 号" in answer.message
    resolve_objection(posted, number, "入户核实不属实", is_upheld=False)
    assert file(posted).filing.people == 3


def test_an_upheld_objection_leaves_the_person_out_and_certified(posted: Desk) -> None:
    result = resolve_objection(posted, object_to(posted), "确有车辆", is_upheld=True)
    assert "「导入部门名单」" in result.next_step and "低保" in result.next_step
    filed = file(posted)
    assert (filed.filing.people, filed.left_out) == (2, 1)
    held = posted.store.rows(
        "SELECT until FROM certification WHERE person_id = ?", (person_id(posted, "张三"),)
    )
    assert held == [(None,)]


def test_posted_again_without_objection_the_person_counts_again(posted: Desk) -> None:
    resolve_objection(posted, object_to(posted), "确有车辆", is_upheld=True)
    post(posted, until=dt.date(2020, 11, 20))
    assert file(posted.on(dt.date(2020, 11, 21))).filing.people == 3


def test_an_objection_is_recorded_once_and_resolved_once(posted: Desk) -> None:
    first, again = object_to(posted), object_to(posted)
    assert first == again and len(find_posting(posted, 1).objections) == 1
    assert resolve_objection(posted, first, "不属实", is_upheld=False).is_new
    assert not resolve_objection(posted, first, "不属实", is_upheld=False).is_new
    with pytest.raises(RefusedByRule) as caught:
        resolve_objection(posted, first, "属实", is_upheld=True)
    assert caught.value.code == "already_resolved"
    (_, posting) = list_postings(posted)
    assert (posting.open_objections, posting.upheld_objections) == (0, 0)


@pytest.mark.parametrize(
    ("who", "by", "content", "what"),
    [
        ("赵六", "匿名", "有车", "不在第 1 号公示名单上"),
        ("张三", " ", "有车", "「由谁提出」"),
        ("张三", "匿名", "", "「异议内容」"),
        ("张三", "匿名", "有\u202e车", "不可见字符"),
    ],
)
def test_an_objection_names_somebody_on_the_list_and_says_what(
    posted: Desk, who: str, by: str, content: str, what: str
) -> None:
    with pytest.raises(BadInput, match=what):
        raise_objection(posted, 1, person_id(posted, who), by, content)
    assert find_posting(posted, 1).objections == ()


def test_nobody_objects_to_a_list_that_does_not_hang_yet(songyang: Desk) -> None:
    post(songyang, posted_on=UNTIL, until=AFTER)
    with pytest.raises(RefusedByRule) as caught:
        object_to(songyang)
    assert caught.value.code == "not_posted_yet"


def test_where_the_notice_states_no_order_filing_is_only_recorded(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("低保",)))
    filed = file(desk, "区税务局")
    assert (filed.filing.people, filed.is_order_stated) == (1, False)


def test_filing_nobody_is_refused(posted: Desk) -> None:
    assert refused(posted, category="五保户").code == "nobody_to_file"


@pytest.mark.parametrize(
    "table",
    ["public_posting", "public_posting_line", "objection", "objection_outcome", "filing"],
)
def test_what_was_recorded_is_never_changed(posted: Desk, table: str) -> None:
    resolve_objection(posted, object_to(posted), "不属实", is_upheld=False)
    file(posted)
    before = posted.store.rows(f"SELECT * FROM {table}")
    assert before
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET station_id = station_id"):
        with pytest.raises(Exception, match="只增不改"), posted.writing("pay"):
            posted.store.run(statement)
    assert posted.store.rows(f"SELECT * FROM {table}") == before
