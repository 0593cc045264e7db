"""Paper of a plain printer: whatever is printed fits, and is nothing but text to the printer."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.station.desk import Desk
from reports.listing.paper import listing_rows
from reports.listing.values import Column, Listing
from reports.papers.proof import proof_listing
from reports.receipt_paper.text import receipt_lines
from reports.rendering.paper import (
    CELLS,
    ENCODING_TITLES,
    Paper,
    paper_bytes,
    printed_cells,
    printed_rows,
    trial_page,
)
from tests.cases import for_each
from tests.counter.receipt.making import NUMBER, big_family
from tests.making import household_id

papers = st.sampled_from(list(CELLS))
encodings = st.sampled_from(list(ENCODING_TITLES))
texts = st.text(
    st.characters(codec=None) | st.sampled_from("\x1b[5i\x9b\x07\f\r\n\t\u3000·曾𬱖\u202e")
)
_ESCAPES = ("\x1b[4i", "\x1b[5i", "\x9b4i", "\x1bc", "\x1d\x56\x00", "\x07", "\x00", "\u202e")


@given(st.lists(texts), papers)
def test_any_text_fits_the_paper(lines: list[str], paper: Paper) -> None:
    for row in printed_rows(lines, paper):
        assert printed_cells(row) <= CELLS[paper]
        assert (
            row.isprintable()
            or set(row) <= {" ", "\u3000", "\xa0"}
            or all(c.isprintable() or c.isspace() for c in row)
        )


@given(st.lists(st.lists(texts, max_size=4), max_size=3), papers, encodings)
def test_no_control_character_goes_out(pages: list[list[str]], paper: Paper, encoding: str) -> None:
    """A page ends in a form feed or in a line to cut, and nothing else commands the printer."""
    data = paper_bytes(pages, paper, encoding)  # type: ignore[arg-type]
    text = data.decode(encoding)
    assert not [c for c in text if ord(c) < 32 and c not in "\r\n\f"]
    assert not [c for c in text if 0x7F <= ord(c) < 0xA0]
    assert text.count("\f") == (len(pages) if paper == "a5" else 0)
    assert text.count("\n") == text.count("\r\n")


@for_each("escape", _ESCAPES)
def test_a_name_with_a_command_in_it_is_a_name_with_question_marks(escape: str) -> None:
    data = paper_bytes([[f"户主 张{escape}三"]], "80", "utf-8")
    assert b"\x1b" not in data and "户主 张?".encode() in data


def test_a_row_that_printers_draw_wider_loses_blanks_and_no_letter() -> None:
    """A terminal draws the dot in one cell, a printer in two."""
    row = "古丽·买买提" + " " * 30 + "250.00"
    (printed,) = printed_rows([row], "80")
    assert printed_cells(printed) == 48 and printed.split() == row.split()


def test_twelve_people_fit_every_paper(sqlite_desk: Desk) -> None:
    from models.counter.receipt.printing import print_receipt

    big_family(sqlite_desk)
    (slip,) = print_receipt(sqlite_desk, NUMBER)
    proof = proof_listing(sqlite_desk, household_id(sqlite_desk))
    for paper in CELLS:
        for lines in (receipt_lines(slip, paper), listing_rows(proof, paper)):
            rows = printed_rows(lines, paper)
            assert len(rows) == len(lines), "what is laid out for the paper is broken nowhere"
            text = "\n".join(rows)
            for line in slip.lines:
                assert line.name in text and line.masked_number in text


def test_a_list_too_wide_is_printed_row_below_row() -> None:
    columns = (Column("项目", "item"), Column("账面金额", "a_fen", "money"), Column("备注", "note"))
    listing = Listing(
        name="日结单", station="上岭桥镇", title="日结单", dated=dt.date(2019, 11, 14),
        facts=("业务日期：2019-11-14", "第 1 号"), columns=columns,
        rows=(("应有现金", 123_45, None), ("终端 12345678 批次 000001", 0, "没有结算" * 8)),
        notes=("清点与账面相符",),
    )  # fmt: skip
    rows = listing_rows(listing, "58")
    assert max(map(printed_cells, rows)) <= 32
    assert "  账面金额                123.45" in rows
    assert "备注" not in "\n".join(rows[: rows.index("终端 12345678 批次 000001")])
    narrow = replace(listing, rows=listing.rows[:1])
    assert "应有现金    123.45" in "\n".join(listing_rows(narrow, "a5")), "a table where it fits"


def test_the_page_to_try_shows_the_width_twice() -> None:
    for paper, cells in CELLS.items():
        rows = printed_rows(trial_page("试打", ["2019-11-14"], paper), paper)
        assert [printed_cells(row) for row in rows].count(cells) >= 2
