"""参保情况 on a roster: what a status means for each insurance, and for which it means nothing."""

from models.levy.enrolment import (
    enrolment_before,
    is_imprisoned,
    is_in_school,
    is_in_service,
    is_insured_elsewhere,
    unknown_statuses,
)
from models.levy.terms import Insurance
from tests.cases import for_each


@for_each(
    "status, medical, pension",
    [
        ("职工医保", True, False),
        ("异地医保", True, False),
        ("职工养老", False, True),
        ("职工参保", True, True),
        ("异地参保", True, True),
        ("居民医保", False, False),
        ("未参保", False, False),
        ("", False, False),
        ("在校学生", False, False),
    ],
)
def test_insured_elsewhere_is_meant_for_that_insurance(
    status: str, medical: bool, pension: bool
) -> None:
    assert is_insured_elsewhere(status, "medical") is medical
    assert is_insured_elsewhere(status, "pension") is pension


@for_each("insurance", ["pension", "medical", "critical_illness"])
def test_school_is_meant_for_every_insurance(insurance: Insurance) -> None:
    assert is_in_school("在校学生", insurance) and is_in_school("在校大学生", insurance)
    assert not is_in_school("职工医保", insurance)


@for_each("joint", ["、", ",", "，", ";", "；", " ", "， "])
def test_several_statuses_in_one_cell(joint: str) -> None:
    cell = f" 在校学生{joint}异地医保 "
    assert is_in_school(cell, "medical") and is_insured_elsewhere(cell, "medical")
    assert not is_insured_elsewhere(cell, "pension")
    assert unknown_statuses(cell) == ()


def test_from_an_unknown_status_nothing_follows_and_it_is_told() -> None:
    assert unknown_statuses("外星医保、在校学生，移民") == ("外星医保", "移民")
    assert not is_insured_elsewhere("外星医保", "medical")
    assert is_in_school("外星医保、在校学生", "medical")


@for_each("insurance", ["pension", "medical", "critical_illness"])
def test_soldiers_and_prisoners_are_so_for_every_insurance(insurance: Insurance) -> None:
    assert is_in_service("未参保、现役军人", insurance) and not is_in_service("服刑人员", insurance)
    assert is_imprisoned("服刑人员", insurance) and not is_imprisoned("现役军人", insurance)
    assert not is_in_service("外星人", insurance) and not is_imprisoned("外星人", insurance)


@for_each(
    "today, later, then",
    [
        ("未参保", [], "未参保"),
        (" 未参保，大学生 ", [], " 未参保，大学生 "),
        ("在校学生", [("", "在校学生")], ""),
        ("", [("在校学生", "")], "在校学生"),
        ("职工医保", [("未参保", "职工医保")], "未参保"),
        # Left school, then joined the army: newest first.
        ("现役军人", [("", "现役军人"), ("在校学生", "")], "在校学生"),
        # Two statuses in one change, one of which was held all along.
        ("职工医保、服刑人员", [("未参保、职工医保", "服刑人员")], "职工医保、未参保"),
        ("异地医保、现役军人、大学生", [("", "现役军人、大学生")], "异地医保"),
        # Ended and begun again after the day asked for: held once on it.
        ("在校学生", [("", "在校学生"), ("在校学生", "")], "在校学生"),
    ],
)
def test_the_statuses_of_an_earlier_day_undo_what_came_later(
    today: str, later: list[tuple[str, str]], then: str
) -> None:
    assert enrolment_before(today, later) == then
