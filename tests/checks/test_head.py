"""A head printed before proves that the past before it is still there."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.checks.check_store import check_store
from models.checks.head import chain_head
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.store.sealed import SEALED_TABLES
from models.store.writing import Store
from reports.progress.document import progress_document
from reports.progress.gather import gather_progress
from reports.progress.text import progress_text
from reports.progress.workbook import write_progress_workbook
from tests.checks.making import busy, finding, next_day, unguard
from tests.making import pay, person, register_people, reverse

_NAME = "印过的链头在链上"


def _cut(store: Store, number: int, *, remembers: bool) -> None:
    """Take out everything sealed after a number, and its seals."""
    for table in SEALED_TABLES:
        store.run(
            f"DELETE FROM {table} WHERE id IN "
            "(SELECT subject_id FROM seal WHERE subject = ? AND id > ?)",
            (table, number),
        )
    store.run("DELETE FROM seal WHERE id > ?", (number,))
    if not remembers:
        store.run(
            "UPDATE seal_head SET number = ?, head = (SELECT head FROM seal WHERE id = ?)",
            (number, number),
        )


def test_a_head_is_found_with_its_number_and_time(desk: Desk) -> None:
    head = chain_head(busy(desk).store, desk.station_id)
    record_figure(desk, "medical.personal", "290", "湘医保发〔2019〕2号")
    told = finding(desk.store, _NAME, head.text)
    assert told.is_sound and f"第 {head.number} 号，20" in told.detail
    assert len(head.text) == 19 and head.text == head.text.upper()


def test_a_head_may_be_typed_in_any_case_and_spacing(sqlite_desk: Desk) -> None:
    text = chain_head(sqlite_desk.store, sqlite_desk.station_id).text
    for typed in (text.lower(), text.replace(" ", ""), text.replace(" ", "-"), f"  {text} "):
        assert finding(sqlite_desk.store, _NAME, typed).is_sound


@pytest.mark.parametrize("typed", ["", "1234", "no head at all!!", "g" * 16, "a" * 33])
def test_what_is_no_head_is_bad_input(sqlite_desk: Desk, typed: str) -> None:
    with pytest.raises(BadInput, match="链头"):
        check_store(sqlite_desk.store, typed)


def test_only_a_printed_head_tells_that_a_whole_tail_was_cut_off(sqlite_desk: Desk) -> None:
    """Somebody with the key took out the last acts with all that remembered them."""
    store = busy(sqlite_desk).store
    before = chain_head(store, 1)
    record_figure(sqlite_desk, "medical.personal", "290", "湘医保发〔2019〕2号")
    printed = chain_head(store, 1)
    unguard(store)
    _cut(store, before.number, remembers=False)
    assert [each.name for each in check_store(store).broken] == ["只增不改的保护都在"]
    told = finding(store, _NAME, printed.text)
    assert told.detail == "不在链上：该报表以前的记录已被改动或截断" and not told.is_sound
    assert finding(store, _NAME, before.text).is_sound


def test_a_cut_that_the_store_remembers_shows_for_ever(sqlite_desk: Desk) -> None:
    store = busy(sqlite_desk).store
    before = chain_head(store, 1)
    pay(next_day(sqlite_desk), "0004", trace=9)
    unguard(store)
    _cut(store, before.number, remembers=True)
    assert f"只到第 {before.number} 行" in finding(store, "封存链没有截断").detail
    pay(next_day(sqlite_desk), "0004", trace=10)
    assert f"seal 第 {before.number + 1} 行不见了" in finding(store, "封存号连续").detail


def test_a_head_vouches_only_for_what_stood_before_it(sqlite_desk: Desk) -> None:
    store = busy(sqlite_desk).store
    early = chain_head(store, 1)
    later = pay(next_day(sqlite_desk), "0004", trace=9).receipt
    late = chain_head(store, 1)
    assert later
    unguard(store)
    store.run("UPDATE payment SET reason = 'x' WHERE id = (SELECT max(id) FROM payment)")
    assert finding(store, _NAME, early.text).is_sound
    told = finding(store, _NAME, late.text)
    assert not told.is_sound and "payment 第" in told.detail


def test_the_report_prints_the_head_in_every_form(sqlite_desk: Desk, tmp_path: Path) -> None:
    period = HalfMonth.containing(sqlite_desk.business_date)
    report = gather_progress(busy(sqlite_desk), period)
    head = chain_head(sqlite_desk.store, sqlite_desk.station_id).text
    assert progress_document(report)["ledger_head"] == head
    assert progress_text(report).count(head) == 1
    write_progress_workbook(report, tmp_path / "r.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "r.xlsx"):
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert [text for text in cells if head in text]


def test_the_head_of_a_closed_period_never_changes_and_is_on_the_chain(desk: Desk) -> None:
    """A closed report is the same, byte for byte, whatever is entered later."""
    register_people(desk, person("张三"))
    receipt = pay(desk.on(dt.date(2019, 11, 5))).receipt
    november = HalfMonth.parse("2019-11-H1")
    before = progress_text(gather_progress(desk, november))
    head = progress_document(gather_progress(desk, november))["ledger_head"]
    reverse(desk.on(dt.date(2019, 11, 20)), receipt, "refund", "重复参保")
    assert progress_text(gather_progress(desk, november)) == before
    assert (
        chain_head(desk.store, desk.station_id).text != head
        and finding(desk.store, _NAME, head).is_sound
    )


def test_entries_of_a_period_stand_before_its_head_even_if_entered_much_later(desk: Desk) -> None:
    register_people(desk.on(dt.date(2019, 11, 20)), person("张三"))
    october = HalfMonth.parse("2019-10-H2")
    assert progress_document(gather_progress(desk, october))["ledger_head"] is None
    pay(desk.on(dt.date(2019, 10, 20)))
    assert (
        gather_progress(desk, october).ledger_head == chain_head(desk.store, desk.station_id).text
    )
