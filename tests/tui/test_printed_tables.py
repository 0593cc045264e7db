"""What a command prints is read on the screen: wide tables move sideways, prose is broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from models.base.text import width
from reports.rendering.text_table import text_table
from tui.screens.reading import ReadingScreen
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines
from tui.widgets.printed_tables import Table, blocks_of, rows_of_blocks, steps

_TEXTS = st.text("村社区王二麻12ab", min_size=1, max_size=14)


@given(st.integers(2, 9).flatmap(
    lambda count: st.tuples(
        st.lists(_TEXTS, min_size=count, max_size=count),
        st.lists(st.lists(_TEXTS, min_size=count, max_size=count), min_size=1, max_size=6),
    )
))  # fmt: skip
def test_every_cell_of_a_table_comes_into_sight(given_: tuple[list[str], list[list[str]]]) -> None:
    heads, rows = given_
    blocks = blocks_of(["标题", "", *text_table(heads, rows).splitlines(), "", "说明"])
    assert [isinstance(each, Table) for each in blocks] == [False, False, True, False, False]
    seen: set[str] = set()
    for step in range(steps(blocks, 40)):
        lines = [each.line.text for each in rows_of_blocks(blocks, 40, step)]
        assert all(width(line.rstrip()) <= 40 for line in lines)
        assert lines[0] == "标题" and lines[-1] == "说明"
        seen.update(lines[3:-2] + lines[2:3])
    for text in (*heads, *(cell for row in rows for cell in row)):
        assert any(text.strip() in line for line in seen), text


def test_a_narrow_table_and_prose_stay_as_they_are_printed() -> None:
    printed = ["共两户", *text_table(["村", "户"], [["青山村", "1"], ["高塘村", "2"]]).splitlines()]
    blocks = blocks_of(printed)
    shown = [each.line.text.rstrip() for each in rows_of_blocks(blocks, 79, 0)]
    assert shown == [line.rstrip() for line in printed] and steps(blocks, 79) == 1


def test_rules_that_are_no_tables_are_text() -> None:
    assert blocks_of(["合计", "-----", "说明"]) == ["合计", "-----", "说明"]
    assert blocks_of(["----  ----"]) == ["----  ----"]


@pytest.mark.parametrize("size", [(80, 24), (80, 22), (132, 43)])
async def test_left_and_right_move_over_the_columns(size: tuple[int, int]) -> None:
    heads = ["村(社区)", "姓名", *(f"第{number:02}项说明" for number in range(20))]
    rows = [[f"村{n}", f"人{n:03}", *(f"{n:03}之{c:02}" for c in range(20))] for n in range(90)]
    lines = ["催缴名单", *text_table(heads, rows).splitlines()]
    app: App[None] = App()
    async with app.run_test(size=size) as pilot:
        screen = ReadingScreen("名单", lines)
        await app.push_screen(screen)
        await pilot.pause()
        text, head = screen.query_one(Lines), screen.query_one("#heads", Line)
        assert "左右键看别的列" in screen.query_one("#keys", Bar).text
        assert "第00项说明" in text._rows[1].text and "第19项说明" not in text._rows[1].text
        await pilot.press(*["right"] * 30)
        assert "第19项说明" in text._rows[1].text and "姓名" in text._rows[1].text
        assert text._rows[3].text.startswith("村0") and "人000" in text._rows[3].text
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert head.text == text._rows[1].text
        await pilot.press(*["left"] * 30)
        assert "第00项说明" in head.text
