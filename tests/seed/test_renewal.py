"""Next year's draft of a notice: structure stays, figures are open, nothing is taken unread."""

import datetime as dt

import pytest
from msgspec.structs import replace

from models.base.errors import BadInput
from models.levy.fill import fillable_keys
from models.levy.trial import try_notice
from seed.higher_file import load_higher
from seed.notice_file import load_notice, notice_file, parse_notice
from seed.renewal import renew
from tests.cases import for_each
from tests.levy.asking import ALL_NOTICES
from tests.levy.sixth import SIXTH


def drafted(notice_id: str) -> tuple[str, tuple[str, ...]]:
    return renew(notice_file(notice_id).read_text("utf-8"), f"{notice_id}-next", load_higher)


def a_year_later(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1)


@for_each("notice_id", ALL_NOTICES)
def test_structure_stays_and_the_round_moves_on_by_a_year(notice_id: str) -> None:
    old, draft = load_notice(notice_id), parse_notice(drafted(notice_id)[0], "draft.toml")
    assert (draft.id, draft.document) == (f"{notice_id}-next", "待发文")
    assert (draft.categories, draft.provisions) == (old.categories, old.provisions)
    assert (draft.goals, draft.targets, draft.rests_on) == (old.goals, old.targets, old.rests_on)
    assert set(draft.insurances) == set(old.insurances)
    for name, rules in old.insurances.items():
        moved = draft.insurances[name]
        assert moved.levy_year == rules.levy_year + 1
        assert moved.window.opens == a_year_later(rules.window.opens)
        assert moved.window.closes == a_year_later(rules.window.closes)
        assert moved.subsidies == rules.subsidies
        assert moved.lates == tuple(
            replace(
                each,
                opens=each.opens and a_year_later(each.opens),
                closes=each.closes and a_year_later(each.closes),
            )
            for each in rules.lates
        )
        assert [each.condition for each in moved.exclusions] == [
            each.condition for each in rules.exclusions
        ]
    assert [each.title for each in draft.phases] == [each.title for each in old.phases]


@for_each("notice_id", ALL_NOTICES)
def test_the_years_standard_is_open_and_every_figure_is_to_be_confirmed(notice_id: str) -> None:
    text, confirm = drafted(notice_id)
    draft = parse_notice(text, "draft.toml")
    assert draft.to_confirm == confirm and draft.examples == () and draft.issued is None
    for name, rules in draft.insurances.items():
        if rules.standard is not None:
            assert rules.standard.personal_fen is None and not rules.standard.is_provisional
            assert {f"{name}.personal", f"{name}.government"} <= set(draft.open_figures)
        where = f"insurances.{name}"
        assert {f"{where}.levy_year", f"{where}.window.opens", f"{where}.window.closes"} <= {
            *confirm
        }
        for place, rule in enumerate(rules.subsidies):
            for share, part in enumerate(rule.shares):
                stated = f"{where}.subsidies[{place}].shares[{share}]"
                assert (part.rate is not None) == (f"{stated}.rate" in confirm)
    assert {"document", "title"} <= set(confirm)
    assert len(set(confirm)) == len(confirm)
    open_now = {each for each in fillable_keys(draft) if not each.endswith(".levy_year")}
    assert set(draft.open_figures) == open_now


def test_nothing_of_a_draft_counts_before_it_was_compared() -> None:
    text, confirm = drafted("xiaoxue-2019")
    faults = try_notice(parse_notice(text, "draft.toml")).faults
    assert [each.key for each in faults if "还没有照新通知核对" in each.message] == list(confirm)
    compared = replace(parse_notice(text, "draft.toml"), to_confirm=())
    left = {each.message for each in try_notice(compared).faults}
    assert left and all("例子" in each for each in left), "then examples are wanted"


def test_comments_and_days_that_are_no_days_of_the_round_stay() -> None:
    text, confirm = drafted("xiaoxue-2019")
    assert text.startswith("# 小雪街道, resident medical 2020.\n")
    assert "determined_before = 2016-01-22" in text, "a day long ago is policy, not the round's"
    assert "insurances.medical.subsidies[7].determined_before" in confirm
    assert "# Only students of colleges" in drafted("lengshuitan-2019")[0]


def test_the_last_of_february_and_amounts_on_a_line_of_their_own() -> None:
    late = SIXTH.replace("closes = 2025-02-28", "closes = 2024-12-31").replace(
        "opens = 2024-10-01", "opens = 2024-02-29"
    )
    draft = parse_notice(renew(late, "seventh", load_higher)[0], "draft.toml")
    assert draft.insurances["medical"].window.opens == dt.date(2025, 2, 28)
    songyang = parse_notice(drafted("songyang-2020")[0], "draft.toml").insurances["medical"]
    assert songyang.standard is not None
    assert (songyang.standard.personal_fen, songyang.standard.clause) == (None, "三(二)")


def test_a_file_that_is_no_notice_makes_no_draft() -> None:
    with pytest.raises(BadInput):
        renew("id = ", "next", load_higher)
