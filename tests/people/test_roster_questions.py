"""What is nearly known is asked about, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from models.people.roster_questions import (
    EVERYTHING,
    Answers,
    Question,
    household_key,
    settle,
    village_key,
)
from tests.cases import for_each

VILLAGES = st.sampled_from(
    ["青山村", "青山村委会", "青 山 村", "青山村民委员会", "白塘村", "白塘社区", "东山村", "西山村"]
)


@for_each(
    "name, other, is_alike",
    [
        ("青山村", "青山村委会", True),
        ("青山村", "青 山 村", True),
        ("青山村", "上岭桥镇青山村", True),
        ("青山村", "青山社区居民委员会", True),
        ("东山村", "西山村", False),
        ("村", "社区", False),
    ],
)
def test_villages_are_alike_whatever_their_office_is_called(
    name: str, other: str, is_alike: bool
) -> None:
    assert (village_key(name, "上岭桥镇") == village_key(other, "上岭桥镇")) == is_alike


@for_each(
    "number, other, is_alike",
    [
        ("1", "0001", True),
        ("1户", "０００１", True),
        ("3-1", "03-01", True),
        ("0", "000", True),
        ("1", "10", False),
        ("1A", "1", False),
    ],
)
def test_households_are_alike_without_leading_zeros(
    number: str, other: str, is_alike: bool
) -> None:
    assert (household_key(number) == household_key(other)) == is_alike


@given(st.lists(VILLAGES), st.sets(VILLAGES, max_size=2))
def test_every_name_is_known_new_or_asked_about(names: list[str], known: set[str]) -> None:
    found = settle("village", names, known, village_key, Answers())
    assert found.keys() == set(names)
    for name, meant in found.items():
        if name in known:
            assert meant == name
        elif isinstance(meant, Question):
            assert village_key(meant.like) == village_key(name) and meant.like != name
        else:
            assert meant == name
            assert all(village_key(each) != village_key(name) for each in known)


@given(st.lists(VILLAGES), st.sets(VILLAGES, max_size=2))
def test_after_an_answer_nothing_is_asked(names: list[str], known: set[str]) -> None:
    same = settle("village", names, known, village_key, Answers({EVERYTHING: ""}))
    assert not any(isinstance(each, Question) for each in same.values())
    new = settle("village", names, known, village_key, Answers(new=[EVERYTHING]))
    assert all(name == meant for name, meant in new.items())


def test_the_commonest_of_several_new_spellings_is_the_first() -> None:
    found = settle("village", ["青山村委会", "青山村", "青山村"], (), village_key, Answers())
    assert found["青山村"] == "青山村"
    assert found["青山村委会"] == Question("village", "青山村委会", "青山村")
    told = Answers({"青山村委会": "青山村"})
    assert settle("village", ["青山村委会"], ["青山村"], village_key, told) == {
        "青山村委会": "青山村"
    }
