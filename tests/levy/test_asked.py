"""A category as it is asked for, with the day it was certified."""

import datetime as dt

import pytest

from models.base.errors import BadInput
from models.levy.asked import parse_holding
from models.levy.values import Holding
from seed.notice_file import load_notice

_NOTICE = load_notice("lengshuitan-2019")


@pytest.mark.parametrize(
    ("text", "category", "certified_from"),
    [
        ("低保", "低保", None),
        (" 低保 ", "低保", None),
        ("特困", "特困供养人员", None),
        ("低保@2015-06-01", "低保", dt.date(2015, 6, 1)),
        ("低保 @2015-06-01", "低保", dt.date(2015, 6, 1)),
    ],
)
def test_a_category_with_or_without_its_day(
    text: str, category: str, certified_from: dt.date | None
):
    expected = Holding(category=category, certified_from=certified_from)
    assert parse_holding(_NOTICE, text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("低保@", "“低保@”的 @ 后面要写认定日期，例如 低保@2015-06-01"),
        ("低保@2015-02-30", "低保的认定日期"),
        ("外星人", "外星人"),
        ("", "“”"),
    ],
)
def test_what_cannot_be_asked_is_named(text: str, message: str):
    with pytest.raises(BadInput) as bad:
        parse_holding(_NOTICE, text)
    assert message in bad.value.message
