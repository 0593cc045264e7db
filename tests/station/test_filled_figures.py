"""Figures a notice leaves open: recorded with a document, the latest counts."""

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.station.desk import Desk, open_desk
from models.station.filled_figures import record_figure
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE

_BARE = load_notice("lengshuitan-2019")


def _personal_fen(desk: Desk) -> int | None:
    again = open_desk(desk.store, load_notice, BUSINESS_DATE, "test")
    standard = again.notice.insurances["medical"].standard
    return standard.personal_fen if standard else None


def test_the_latest_figure_counts_and_the_earlier_stays_on_record(desk: Desk):
    assert _personal_fen(desk) == 25000
    record_figure(desk, "medical.personal", "280", "一号文")
    assert _personal_fen(desk) == 28000
    record_figure(desk, "medical.personal", "240", "二号文")
    assert _personal_fen(desk) == 24000
    kept = desk.store.rows("SELECT value, document FROM filled_figure ORDER BY id")
    assert kept == [("280", "一号文"), ("240", "二号文")]


def test_the_same_figure_from_the_same_document_is_recorded_once(desk: Desk):
    for _ in range(2):
        record_figure(desk, "medical.personal", "280", "一号文")
    assert desk.store.rows("SELECT count(*) FROM filled_figure") == [(1,)]


@pytest.mark.parametrize(
    ("key", "value", "document"),
    [
        ("medical.personal", "280", "  "),
        ("medical.personal", "lots", "一号文"),
        ("medical.nothing", "1", "一号文"),
        ("medical.personal", "280", "坏\u202e字"),
    ],
)
def test_wrong_input_records_nothing(desk: Desk, key: str, value: str, document: str):
    with pytest.raises(BadInput):
        record_figure(desk, key, value, document)
    assert desk.store.rows("SELECT count(*) FROM filled_figure") == [(0,)]


def test_a_stated_figure_is_not_replaced(desk: Desk):
    with pytest.raises(RefusedByRule):
        record_figure(desk, "pension.tiers", "50", "一号文")
