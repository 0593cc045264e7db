"""``laobao demo`` without a terminal: a day's work and the half-monthly report, in seconds."""

import re

import pytest

from tests.tui.calling import Caller


def test_a_days_work_and_the_report(laobao: Caller) -> None:
    answer = laobao("demo", "--people", "1500")
    assert answer.status == 0
    assert len(re.findall(r"^POS 收费 .*收据 2019-\d{6}$", answer.out, re.MULTILINE)) == 3
    assert "认定 " in answer.out and "之后退回 75.00 元" in answer.out
    assert "城乡居民养老保险 2019 年度" in answer.out and "业务日期 2019-10-24" in answer.out
    assert "征缴进度半月报" in answer.out and "47,212" in answer.out


def test_a_second_run_begins_anew(laobao: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same station to the letter; the head of its chain differs by the moment alone."""
    monkeypatch.setattr("models.base.clock.timestamp", lambda: "2019-10-24T01:02:03Z")
    first = laobao("demo", "--people", "600")
    assert laobao("demo", "--people", "600").out == first.out


def test_a_real_station_is_never_replaced_by_the_demonstration(station: Caller) -> None:
    answer = station("demo")
    assert answer.status == 2 and "正式" in answer.error
