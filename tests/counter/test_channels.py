"""A place takes money by the channels that the notice names for it."""

import datetime as dt
from pathlib import Path

import pytest

from models.base.errors import RefusedByRule
from models.ledger.cash_papers import CashPaper
from models.station.founding import found_station
from models.store.connect import create_store
from seed.notice_file import load_notice
from tests.making import pay, person, register_people


def test_a_pension_is_paid_by_pos_alone_and_medical_in_cash_too(
    tmp_path: Path, key_file: Path
) -> None:
    """weidong 三: cash only for medical, against the levy list."""
    store = create_store(str(tmp_path / "weidong.db"), key_file)
    day = dt.date(2020, 11, 10)
    desk = found_station(store, load_notice("weidong-2020"), "某街道", day, "test")
    who = register_people(desk, person("张三"))[0].id_number
    tiers, cash = {who: 200_00}, CashPaper("ZJ1", "0001")
    with pytest.raises(RefusedByRule, match="只能用POS刷卡（三）") as refused:
        pay(desk, insurance="pension", trace=None, cash=cash, tiers_fen=tiers)
    assert refused.value.code == "channel_not_allowed"
    assert store.number("SELECT count(*) FROM payment_line") == 0
    assert pay(desk, insurance="pension", tiers_fen=tiers).amount_fen == 200_00
    assert pay(desk, insurance="medical", trace=None, cash=cash).amount_fen == 280_00
    store.close()
