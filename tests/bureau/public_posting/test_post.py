"""A posted list: who is on it, with how much, and that it stays as it was posted."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.public_posting.beneficiaries import find_beneficiaries
from models.bureau.public_posting.post import post_list
from models.bureau.public_posting.postings import find_posting, list_postings
from models.people.categories.certify import certify
from models.people.categories.confirming import confirm_village
from models.station.desk import Desk
from models.station.founding import found_station
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.bureau.public_posting.making import AFTER, DAY, UNTIL, found_songyang, person_id, post
from tests.making import pay, person, register_people
from tests.villages.plans import carry_out, merge


@pytest.fixture
def songyang(store: Store) -> Desk:
    return found_songyang(store)


def on_it(posted: object) -> dict[str, int]:
    return {each.name: each.amount_fen for each in posted.listed.lines}  # type: ignore[attr-defined]


def test_a_person_is_listed_under_the_one_category_that_counts(songyang: Desk) -> None:
    """李四 holds 残疾人员 and 低保, which grant the same: 低保 is named first (三(七))."""
    assert on_it(post(songyang)) == {"张三": 48000, "李四": 48000}
    assert on_it(post(songyang, category="残疾人员")) == {"王五": 48000}
    assert on_it(post(songyang, "白塘村", "少数民族")) == {"孙七": 24000}


def test_the_same_list_again_changes_nothing(songyang: Desk) -> None:
    first, again = post(songyang), post(songyang)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.listed == again.listed and len(list_postings(songyang)) == 1


def test_a_list_stays_as_it_was_posted(songyang: Desk) -> None:
    posting_id = post(songyang).listed.posting.posting_id
    songyang.store.run("UPDATE person SET name = '张改', left_on = '2020-11-11'")
    assert {each.name for each in find_posting(songyang, posting_id).lines} == {"张三", "李四"}
    with pytest.raises(RefusedByRule, match="不用公示"):
        post(songyang.on(AFTER), until=dt.date(2020, 11, 30))


def test_somebody_certified_later_makes_another_list(songyang: Desk) -> None:
    post(songyang)
    register_people(songyang, person("新人", household="0009"))
    certify(songyang, person_id(songyang, "新人"), "低保", certified_by="民政局")
    posted = post(songyang)
    assert posted.is_new and set(on_it(posted)) == {"张三", "李四", "新人"}


def test_who_is_certified_only_from_a_later_day_is_not_on_the_list(songyang: Desk) -> None:
    register_people(songyang, person("以后", household="0009"))
    certify(songyang, person_id(songyang, "以后"), "低保", certified_from=AFTER)
    assert "以后" not in on_it(post(songyang))
    assert "以后" in on_it(post(songyang, posted_on=AFTER, until=dt.date(2020, 11, 23)))


def test_who_has_paid_already_is_still_listed(songyang: Desk) -> None:
    pay(songyang, "青山村/0001", trace=None)
    assert "张三" in on_it(post(songyang))


def test_who_is_insured_elsewhere_is_subsidised_elsewhere(store: Store) -> None:
    desk = found_station(store, load_notice("xiaoxue-2019"), "小雪街道", dt.date(2019, 12, 11), "t")
    register_people(
        desk,
        person("在此", household="0001", categories=("低保",)),
        person("在外", household="0002", categories=("低保",), enrolment="职工医保"),
    )
    confirm_village(desk, "青山村", "青山村委会")
    assert on_it(post_list(desk, "青山村", "低保")) == {"在此": 25000}


def test_the_phase_of_posting_gives_the_last_day_where_the_notice_has_one(store: Store) -> None:
    """小雪 四: 12-11 to 12-20. People of 70 and over are listed by age alone."""
    desk = found_station(store, load_notice("xiaoxue-2019"), "小雪街道", dt.date(2019, 12, 11), "t")
    register_people(desk, person("老人", born="1949-12-11"), person("差一天", born="1949-12-12"))
    posted = post_list(desk, "青山村", "70周岁以上")
    assert on_it(posted) == {"老人": 25000}
    assert posted.listed.posting.until == dt.date(2019, 12, 20)
    with pytest.raises(BadInput, match="「公示到哪一天」"):
        post_list(desk.on(dt.date(2019, 12, 21)), "青山村", "70周岁以上")


def test_nothing_is_invented_where_the_notice_does_not_say_how_long(songyang: Desk) -> None:
    with pytest.raises(BadInput, match="没有写明公示多少天"):
        post_list(songyang, "青山村", "低保")
    with pytest.raises(BadInput, match="早于开始日期"):
        post(songyang, until=DAY - dt.timedelta(days=1))


def test_before_the_window_people_are_reckoned_as_on_its_first_day(songyang: Desk) -> None:
    early = songyang.on(dt.date(2020, 11, 1))
    certify(early, person_id(early, "周八"), "低边", certified_from=dt.date(2020, 1, 1))
    assert on_it(post(early, "白塘村", "低边")) == {"周八": 48000}


def test_the_place_is_the_notices_unless_stated(songyang: Desk) -> None:
    assert post(songyang).listed.posting.place == "乡镇（街道）"
    assert post(songyang, place="村务公开栏").listed.posting.place == "村务公开栏"


def test_a_category_without_a_stated_subsidy_is_not_posted(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("贫困残疾人",)))
    with pytest.raises(RefusedByRule) as caught:
        post_list(desk, "青山村", "贫困残疾人", until=dt.date(2019, 11, 30))
    assert caught.value.code == "no_subsidy"


def test_pension_is_listed_with_what_the_lowest_tier_grants(desk: Desk) -> None:
    register_people(desk, person("张三", categories=("重度残疾人",)))
    posted = post_list(desk, "青山村", "重残", "pension", until=dt.date(2019, 11, 30))
    assert on_it(posted) == {"张三": 10000}


@pytest.mark.parametrize(
    ("village", "category", "what"),
    [("没有村", "低保", "没有“没有村”"), ("青山村", "没有类", "不是 songyang-2020 的人员类别")],
)
def test_an_unknown_village_or_category_is_refused(
    songyang: Desk, village: str, category: str, what: str
) -> None:
    with pytest.raises(BadInput, match=what):
        post(songyang, village, category)
    assert list_postings(songyang) == ()


def test_a_posting_is_open_up_to_and_with_its_last_day(songyang: Desk) -> None:
    posting = post(songyang).listed.posting
    days = (DAY - dt.timedelta(days=1), DAY, UNTIL, AFTER)
    assert [posting.state_on(day) for day in days] == ["not_started", "open", "open", "over"]


def test_after_a_change_of_boundaries_an_earlier_day_has_its_own_villages(songyang: Desk) -> None:
    """白塘村 joined 新塘村 on 12 November: until then its people were posted as 白塘村."""
    day = dt.date(2020, 11, 12)
    carry_out(songyang.on(day), merge("白塘村", "新塘村", effective_on=day))
    later = songyang.on(AFTER)
    until = dt.date(2020, 11, 24)
    assert on_it(post(later, "新塘村", until=until)) == {"赵六": 48000}
    early = post(later, "白塘村", posted_on=DAY).listed
    assert [each.name for each in early.lines] == ["赵六"] and early.posting.village == "白塘村"
    everybody = find_beneficiaries(later, "低保", "medical", DAY)
    assert [(each.name, each.village) for each in everybody] == [
        ("张三", "青山村"), ("李四", "青山村"), ("赵六", "白塘村"),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="没有“白塘村”"):
        post(later, "白塘村", until=until)


def test_the_number_of_queries_does_not_grow_with_the_village(
    songyang: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def queries() -> int:
        count = 0
        run = Store.run

        def counted(store: Store, *call: object) -> object:
            nonlocal count
            count += 1
            return run(store, *call)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(Store, "run", counted)
            post(songyang, place=f"第 {len(list_postings(songyang))} 处")
        return count

    before = queries()
    more = (person("多人", household=f"1{n:03d}", categories=("低保",)) for n in range(40))
    register_people(songyang, *more)
    assert queries() == before
