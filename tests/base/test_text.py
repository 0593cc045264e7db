"""Widths in cells, fitting, wrapping, cleaning and masking."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.base.text import (
    check_clean,
    cut,
    fit,
    mask_id,
    mask_phone,
    natural_key,
    plain_name,
    squeeze,
    width,
    wrap,
)
from tests.cases import for_each

ASCII = "abcXYZ 0123456789.,-_/[]"
HANZI = "张伟国阿依古丽买提江䶮𬱖㛃〇，。（）《》、"
MIXED = st.text(ASCII + HANZI, max_size=40)
CELLS = st.integers(0, 60)


@for_each(
    "text, cells",
    [
        ("", 0),
        ("abc", 3),
        ("张三", 4),
        ("张三a", 5),
        ("（一）", 6),
        ("𬱖", 2),
        ("，", 2),
        ("e\u0301", 1),
        ("a\tb", 2),
    ],
)
def test_a_chinese_character_takes_two_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@given(MIXED, MIXED)
def test_widths_add_up(one: str, other: str) -> None:
    assert width(one) == sum(2 if letter in HANZI else 1 for letter in one)
    assert width(one + other) == width(one) + width(other)


@given(MIXED, CELLS, st.booleans())
@example("张三", 3, False)
@example("张三", 1, True)
@example("a张b", 4, False)
def test_fitted_text_takes_exactly_its_cells(text: str, cells: int, right: bool) -> None:
    assert width(fit(text, cells, right=right)) == cells


@given(MIXED, CELLS)
def test_fitted_text_keeps_what_fits(text: str, cells: int) -> None:
    left, right = fit(text, cells), fit(text, cells, right=True)
    if width(text) <= cells:
        padding = " " * (cells - width(text))
        assert (left, right) == (text + padding, padding + text)
    elif cells >= 4:
        assert left.rstrip().endswith("..") and right.endswith("..")


@given(MIXED, CELLS)
def test_cut_text_never_exceeds_and_loses_no_more_than_it_must(text: str, cells: int) -> None:
    short = cut(text, cells)
    assert width(short) <= cells
    if short != text:
        kept = short.removesuffix("..") if cells >= 4 else short
        assert text.startswith(kept) and width(text) > cells
        next_letter = text[len(kept)]
        assert width(kept + next_letter) + (2 if cells >= 4 else 0) > cells


def test_what_is_cut_off_shows() -> None:
    assert cut("欧阳修远志明", 8) == "欧阳修.."
    assert cut("欧阳修远志明", 7) == "欧阳.."
    assert cut("欧阳修", 6) == "欧阳修"
    assert cut("欧阳修", 3) == "欧"
    assert cut("欧阳修", 0) == ""


@given(MIXED, st.integers(2, 30))
def test_wrapped_rows_hold_the_text_and_fit(text: str, cells: int) -> None:
    rows = wrap(text, cells)
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert all(width(row) <= cells for row in rows)


@given(st.text(HANZI[:14], max_size=40), st.integers(2, 30))
def test_plain_text_is_broken_no_sooner_than_it_must(text: str, cells: int) -> None:
    for row, following in itertools.pairwise(wrap(text, cells)):
        assert width(row) + width(following[0]) > cells


def test_a_number_is_not_broken_nor_a_mark_put_first() -> None:
    assert wrap("收据 2019-013585，原因（录错）", 14) == ["收据", "2019-013585，", "原因（录错）"]
    assert wrap("2019-013585", 6) == ["2019-0", "13585"]


def test_further_rows_hang_under_the_text() -> None:
    assert wrap("说明  一二三四五", 12, hang=6) == ["说明  一二三", "      四五"]


def test_an_empty_text_is_one_empty_row() -> None:
    assert wrap("", 10) == [""]


@for_each(
    "typed, plain",
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("　张三　", "张三"),
        ("（一）", "(一)"),
        (" a b ", "a b"),
    ],
)
def test_full_width_letters_are_made_plain(typed: str, plain: str) -> None:
    assert squeeze(typed) == plain


@for_each("dot", "·•・‧∙⋅●.．")
def test_a_name_has_one_kind_of_middle_dot(dot: str) -> None:
    assert plain_name(f"阿依古丽 {dot} 买买提") == "阿依古丽·买买提"


@given(MIXED)
def test_a_plain_name_stays_as_it_is(name: str) -> None:
    plain = plain_name(name)
    assert plain_name(plain) == plain and "  " not in plain


@for_each(
    "hidden", ["\x00", "\x1b", "\n", "\t", "\x7f", "\u200b", "\u202e", "\u2066", "\ufeff", "\u2028"]
)
def test_what_cannot_be_shown_is_refused(hidden: str) -> None:
    with pytest.raises(BadInput, match=rf"姓名.*U\+{ord(hidden):04X}"):
        check_clean(f"张{hidden}三", "姓名")


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(BadInput, match=r"U\+D800"):
        check_clean("\ud800", "备注")


@given(MIXED)
def test_what_can_be_shown_passes(text: str) -> None:
    assert check_clean(text, "备注") == text


@for_each(
    "number, masked",
    [
        ("431103195211090012", "431103********0012"),
        ("43110319521109001X", "431103********001X"),
        ("431103800506123", "431103*****6123"),
        ("12345678901", "123456*8901"),
        ("1234567890", "1******890"),
        ("1234567", "*******"),
        ("", ""),
    ],
)
def test_an_identity_number_is_masked(number: str, masked: str) -> None:
    assert mask_id(number) == masked


@for_each(
    "phone, masked",
    [("13800138000", "138****8000"), ("12345678", "123*5678"), ("1234567", "1234567"), ("", "")],
)
def test_a_telephone_number_is_masked(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@given(st.text("0123456789X", max_size=25))
def test_masking_keeps_the_length(number: str) -> None:
    assert len(mask_id(number)) == len(number) == len(mask_phone(number))


def test_numbers_in_a_text_compare_as_numbers() -> None:
    ordered = ["1", "2", "9", "10", "10-2", "10-11", "A3", "A21", "东山-2", "东山-10"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural_key) == ordered


@given(st.lists(MIXED, max_size=5))
def test_any_texts_have_one_order(texts: list[str]) -> None:
    ordered = sorted(texts, key=natural_key)
    backwards = texts[::-1]
    assert sorted(backwards, key=natural_key) == ordered


def test_there_is_always_an_end_to_cutting() -> None:
    assert cut("很长的文字", -4) == "" and cut("很长的文字", 0) == ""


def test_a_sign_that_asks_for_another_drawing_is_refused() -> None:
    with pytest.raises(BadInput, match="U\\+FE0F"):
        check_clean("备注\u2764\ufe0f", "备注")
