"""What a clerk types, and whom it finds: every kind of match, a few of each."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.dates import parse_date
from models.people.roster import RosterPerson
from models.search.find import MOST, find_people
from models.search.match import Match
from models.station.desk import Desk
from tests.cases import for_each
from tests.making import found, pay, person, register_people

_AREA, _BORN = "431198", "19800305"


def number(sequence: int, born: str = _BORN) -> str:
    """Return a made-up number of a birth date, with a check character that is not checked."""
    return f"{_AREA}{born}{sequence:03d}{sequence % 10}"


def member(name: str, household: str, id_number: str, **more: Any) -> RosterPerson:
    """Return somebody born when the number says."""
    born = parse_date(id_number[6:14]).isoformat()
    return person(name, born=born, household=household, id_number=id_number, **more)


@pytest.fixture
def township(desk: Desk) -> Desk:
    """Two villages that begin alike in letters, with people of the same names in both."""
    register_people(
        desk,
        member("李小明", "010012", number(251), phone="14211110012"),
        member("方荣勇", "010012", number(7, "19750102")),
        member("王敏", "010013", number(365, "19990909")),
        member(
            "李小明",
            "020012",
            number(113, "20101112"),
            village="清水村",
        ),
        member(
            "汪明",
            "020014",
            number(487, "19481231"),
            village="清水村",
        ),
    )
    return desk


def places(desk: Desk, text: str) -> list[tuple[str, str, str]]:
    """Return name, household number and reason of whom a text finds."""
    return [(each.name, each.household, each.why) for each in find_people(desk, text)]


@for_each(
    "text",
    [
        "李 清水", "清水 李", "李小明 清水村", "qingshui lxm", "lxm qingshuicun",
        "lixiaoming qingshui",
        "李 清", "清水村 小明", "清水 李xiaoming",
    ],
)  # fmt: skip
def test_a_name_with_a_village_finds_those_of_the_village_first(township: Desk, text: str) -> None:
    first = find_people(township, text)[0]
    assert (first.name, first.village, first.why[:2]) == ("李小明", "清水村", "村内"), text


def test_a_village_may_stand_before_a_name_without_a_blank(township: Desk) -> None:
    assert places(township, "清水李小明") == [("李小明", "020012", "村内姓名")]


@for_each("text", ["清水", "清水村", "qingshui", "qingshuicun", " 清水村 "])
def test_a_village_alone_lists_its_families_by_their_numbers(township: Desk, text: str) -> None:
    assert places(township, text) == [("李小明", "020012", "村"), ("汪明", "020014", "村")]


@for_each("text", ["清水 0012", "清水 12", "0012 清水村", "清水0012户", "qingshui 12"])
def test_a_village_with_a_number_is_a_household(township: Desk, text: str) -> None:
    assert places(township, text) == [("李小明", "020012", "户编号")]


@for_each("text, households", [
    ("010012", ["010012"]), ("0012", ["010012", "020012"]), ("2001", ["020012", "020014"]),
    ("01001", ["010012", "010013"]),
])  # fmt: skip
def test_a_household_is_found_by_any_part_of_its_number(
    township: Desk, text: str, households: list[str]
) -> None:
    """One row a family: its card shows the others."""
    rows = [place for _, place, why in places(township, text) if why == "户编号"]
    assert sorted(rows) == households


@for_each("text", ["2019-000001", "000001", "00001", "收据1", "２０１９-000001"])
def test_a_receipt_finds_the_family_on_it(township: Desk, text: str) -> None:
    if not found(township, "2019-000001"):
        pay(township, "010013", trace=1)
    rows = [each for each in find_people(township, text) if each.why == "收据"]
    assert [(each.name, each.found) for each in rows] == [("王敏", "2019-000001")]


@for_each(
    "text",
    ["1980-03-05", "19800305", "1980年3月5日", "1980.3.5", "800305", "80-3-5", "1980-03", "1980年"],
)
def test_a_birth_date_finds_who_was_born_then(township: Desk, text: str) -> None:
    assert ("李小明", "010012", "生日") in places(township, text), text


def test_of_a_year_in_two_digits_the_last_that_was_counts(township: Desk) -> None:
    assert ("李小明", "020012", "生日") in places(township, "10-11-12")


@for_each("text", ["1980-13-05", "19800231", "00-00-00", "1980-2-30"])
def test_no_day_of_the_calendar_finds_nobody_by_birth(township: Desk, text: str) -> None:
    assert "生日" not in [why for _, _, why in places(township, text)]


@for_each("text", ["王min", "wang敏", "王m", "w敏"])
def test_characters_and_letters_are_one_name(township: Desk, text: str) -> None:
    assert [name for name, _, _ in places(township, text)] == ["王敏"]


def test_letters_do_not_stand_for_other_characters(township: Desk) -> None:
    """汪明 is read wangming, and has no 王."""
    assert found(township, "王ming") == set()


@for_each("text", ["方容勇", "方容", "芳荣勇"])
def test_a_wrong_homophone_is_offered_as_such(township: Desk, text: str) -> None:
    assert places(township, text) == [("方荣勇", "010012", "同音")]


def test_a_homophone_comes_behind_who_is_written_so(township: Desk) -> None:
    assert places(township, "汪明")[0] == ("汪明", "020014", "姓名")
    register_people(township, person("王明", household="010014"))
    assert [why for _, _, why in places(township, "汪明")] == ["姓名", "同音"]


@given(
    place=st.integers(0, 17),
    digit=st.integers(0, 9),
    kind=st.sampled_from(["wrong", "swap", "less", "more"]),
)
@settings(max_examples=60)
def test_one_slip_in_an_identity_number_still_finds_it(
    sqlite_desk: Desk, place: int, digit: int, kind: str
) -> None:
    if not found(sqlite_desk, "李小明"):
        register_people(sqlite_desk, person("李小明", id_number=number(251)))
    whole = number(251)
    typed = {
        "wrong": whole[:place] + str(digit) + whole[place + 1 :],
        "swap": whole[:place] + whole[place : place + 2][::-1] + whole[place + 2 :],
        "less": whole[:place] + whole[place + 1 :],
        "more": whole[:place] + str(digit) + whole[place:],
    }[kind]
    rows = places(sqlite_desk, typed)
    assert [name for name, _, _ in rows] == ["李小明"], typed
    assert typed in (whole, whole[:-1], whole[1:]) or rows[0][2] == "最像的" or whole[:17] in typed


def test_two_slips_find_nobody(township: Desk) -> None:
    assert found(township, _AREA + "19810306" + "2511") == set()


def test_a_short_word_means_every_village_it_begins(township: Desk) -> None:
    rows = [(each.name, each.village) for each in find_people(township, "qs lxm")]
    assert rows == [("李小明", "青山村"), ("李小明", "清水村")]


def crowd(desk: Desk, people: int) -> list[Match]:
    """Register many whose household, telephone and identity number end alike; return them."""
    register_people(
        desk,
        *(
            member(
                f"王{chr(0x4E00 + n)}",
                f"01{n:04d}",
                f"{_AREA}19{40 + n // 12:02d}{n % 12 + 1:02d}10{n % 50:04d}",
                phone=f"142{n % 90:04d}{n % 60:04d}",
            )
            for n in range(people)
        ),
    )
    return find_people(desk, "王", people)


def test_many_households_hide_neither_telephones_nor_identity_numbers(sqlite_desk: Desk) -> None:
    crowd(sqlite_desk, 120)
    first = [each.why for each in find_people(sqlite_desk, "0001")[:7]]
    assert {"户编号", "证件号尾", "手机尾号"} <= set(first)


@pytest.mark.parametrize("length", [4, 5, 6])
def test_everybody_is_found_by_every_kind_among_the_pages(sqlite_desk: Desk, length: int) -> None:
    for each in crowd(sqlite_desk, 240)[::7]:
        born = each.id_number[6:14]
        texts = (
            each.id_number[-length:], each.phone[-length:], each.household, each.name,
            each.id_number, each.phone, born, f"{each.village} {each.name}",
            f"{each.village} {each.household[-length:]}", f"{each.name} {each.village[:2]}",
        )  # fmt: skip
        for text in texts:
            rows = find_people(sqlite_desk, text)
            assert len(rows) <= MOST
            assert each.person_id in {row.person_id for row in rows}, text
