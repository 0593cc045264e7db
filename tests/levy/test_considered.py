"""Whatever a person holds is accounted for, also when nothing comes of it."""

from tests.levy.asking import quote


def test_a_late_payer_is_told_which_category_does_not_count() -> None:
    answer = quote(
        "xiaoxue-2019", on="2020-03-01", categories=["低保"], fill={"medical.government": "520"}
    )
    assert [(each.category, each.is_applied) for each in answer.considered] == [("低保", False)]
    assert any("低保" in line and "逾期" in line for line in answer.explanation)


def test_a_subsidy_of_nothing_is_told() -> None:
    figures = {"medical.personal": "500", "medical.subsidy.低保": "0%,财政,waived"}
    answer = quote("yiwu-2020", on="2020-11-20", categories=["低保"], fill=figures)
    assert answer.due_now_fen == 50000 and answer.category is None
    assert [(each.category, each.reason) for each in answer.considered] == [("低保", "资助额为 0")]


def test_a_newborns_standard_is_named_for_the_year_it_is_stated_for() -> None:
    answer = quote("xiaoxue-2019", on="2020-02-29", born="2019-08-31", levy_year=2019)
    assert any("2020 年度个人缴费标准 250 元" in line for line in answer.explanation)
    assert any("2019 年度标准" in line and "未另载" in line for line in answer.explanation)
