"""What is owed, paid, free and wants care has its colour, and never only its colour."""

import pytest
from rich.style import Style
from textual.app import App

from models.station.desk import Desk
from tests.making import BUSINESS_DATE
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.terminal.looks import Colours, look_of
from tui.widgets.lines import Lines
from tui.widgets.tones import meanings_of, segments_of

_OWES, _PAID, _FREE, _CARE = "yellow", "green", "cyan", "red"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("应缴 400", {"应缴 400": _OWES}),
        ("应缴 400 退150", {"应缴 400 退150": _OWES}),
        ("应缴 0", {"应缴 0": _FREE}),
        ("应缴 0.50", {"应缴 0.50": _OWES}),
        ("医疗应缴 1,250.00 元；养老应缴 0 元", {"应缴 1,250.00": _OWES, "应缴 0": _FREE}),
        ("补缴 560", {"补缴 560": _OWES}),
        ("已缴 250", {"已缴 250": _PAID}),
        ("税务登记参保", {"税务登记参保": _PAID}),
        ("待选档次", {"待选档次": _CARE}),
        ("！待报 1 期  通知：某通知", {"！待报": _CARE}),
        ("张应，李缴", {}),
    ],
)
def test_words_that_carry_a_meaning(text: str, meant: dict[str, str]) -> None:
    found = {
        text[start:end]: style.color.name
        for start, end, style in meanings_of(text)
        if style.color is not None
    }
    assert found == meant


def test_the_pieces_of_a_line_are_the_line() -> None:
    line = "  张三  户主  45  低保   应缴 200   已缴 100  ！逾期 "
    assert "".join(piece.text for piece in segments_of(line, Style())) == line


@pytest.mark.parametrize("colours", ["dark", "light", "mono"])
def test_what_is_owed_and_what_wants_care_stay_bold_without_colours(colours: Colours) -> None:
    for text in ("应缴 400", "！逾期"):
        (found,) = meanings_of(text)
        assert "1" in look_of(found[2], colours).split(";")
    (paid,) = meanings_of("已缴 250")
    assert (look_of(paid[2], colours) == "") is (colours == "mono")


async def _opened_on(desk: Desk, keys: list[str]) -> bool:
    app: App[None] = LaobaoApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        return app.has_class("-other-day")


async def test_work_entered_late_looks_different_at_once(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_families(sqlite_desk)
    assert await _opened_on(sqlite_desk, [])
    monkeypatch.setattr("models.base.clock.today", lambda: BUSINESS_DATE)
    assert not await _opened_on(sqlite_desk, [])
    assert await _opened_on(sqlite_desk, ["f8", "ctrl+u", *"2019-11-01", "enter"])


async def test_the_counter_shows_them(sqlite_desk: Desk) -> None:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zgq")
        await pilot.pause()
        members = pilot.app.screen.query_one("#members", Lines)
        looks = {piece.style.color.name for piece in members.render_line(1)
                 if piece.style is not None and piece.style.color is not None}  # fmt: skip
        assert _OWES in looks
