"""The ledger only grows, and nobody is in force twice: the database itself refuses."""

import pytest
from peewee import DatabaseError

from models.station.desk import Desk
from models.store.ddl import is_postgres
from tests.making import members, pay, person, register_people, reverse

_LEDGER = ("payment", "payment_line", "line_share", "slip", "journal", "audit")


@pytest.fixture
def paid(desk: Desk) -> Desk:
    register_people(desk, person("张三", categories=("低保",)), person("李四"))
    pay(desk, trace=1)
    return desk


def _refused(desk: Desk, sql: str, parameters: tuple[object, ...] = ()) -> None:
    with pytest.raises(DatabaseError), desk.store.writing():
        desk.store.run(sql, parameters)


@pytest.mark.parametrize("table", _LEDGER)
def test_no_row_can_be_updated(paid: Desk, table: str):
    _refused(paid, f"UPDATE {table} SET station_id = station_id")


@pytest.mark.parametrize("table", _LEDGER)
def test_no_row_can_be_deleted(paid: Desk, table: str):
    _refused(paid, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", _LEDGER)
def test_no_table_can_be_truncated(paid: Desk, table: str):
    if is_postgres(paid.store.database):
        _refused(paid, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", _LEDGER)
def test_no_row_can_be_replaced_even_by_a_connection_without_recursive_triggers(
    paid: Desk, table: str
):
    if is_postgres(paid.store.database):
        return
    paid.store.run("PRAGMA recursive_triggers = 0")
    _refused(paid, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_no_slip_can_be_replaced_under_another_row(paid: Desk):
    if is_postgres(paid.store.database):
        return
    paid.store.run("PRAGMA recursive_triggers = 0")
    _refused(
        paid,
        "INSERT OR REPLACE INTO slip SELECT station_id, id + 100, payment_id, terminal, batch, "
        "trace, slip_date, reference, amount_fen + 1, '', '', '', '' FROM slip",
    )


def test_no_upsert_changes_a_row(paid: Desk):
    _refused(
        paid,
        "INSERT INTO payment SELECT * FROM payment WHERE true "
        "ON CONFLICT (station_id, id) DO UPDATE SET amount_fen = 0",
    )


_SECOND_LINE = (
    "INTO payment_line SELECT station_id, id + 100, payment_id, reverses_line_id, village_id, "
    "household_id, person_id, id_number, insurance, levy_year, business_date, category, tier_fen, "
    "standard_fen, subsidy_fen, reimbursed_fen, amount_fen, people, is_late, benefit_from, "
    "adjusts_line_id FROM payment_line WHERE id = 1"
)


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"])
def test_a_second_payment_in_force_is_refused_whatever_the_insert_says(paid: Desk, verb: str):
    if is_postgres(paid.store.database) and verb != "INSERT":
        return
    before = paid.store.rows("SELECT * FROM in_force ORDER BY line_id")
    lines = paid.store.rows("SELECT count(*) FROM payment_line")
    try:
        with paid.store.writing():
            paid.store.run(f"{verb} {_SECOND_LINE}")
    except DatabaseError:
        pass
    assert paid.store.rows("SELECT * FROM in_force ORDER BY line_id") == before
    assert paid.store.rows("SELECT count(*) FROM payment_line") == lines


def test_a_void_frees_the_person_and_the_year(paid: Desk):
    assert len(paid.store.rows("SELECT * FROM in_force")) == len(members(paid))
    receipt = reverse(paid, "2019-000001", "void", "刷错金额")
    assert receipt.amount_fen == 50000
    assert paid.store.rows("SELECT * FROM in_force") == []
    assert not pay(paid, trace=2).replayed


def test_a_line_is_reversed_only_once(paid: Desk):
    reverse(paid, "2019-000001", "void", "刷错金额")
    _refused(
        paid,
        "INSERT INTO payment_line SELECT station_id, id + 100, payment_id, reverses_line_id, "
        "village_id, household_id, person_id, id_number, insurance, levy_year, business_date, "
        "category, tier_fen, standard_fen, subsidy_fen, reimbursed_fen, amount_fen, people, "
        "is_late, benefit_from, adjusts_line_id FROM payment_line WHERE people = -1",
    )


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM in_force",
        "UPDATE in_force SET levy_year = 2021",
        "INSERT INTO in_force (id_number, insurance, levy_year, station_id, line_id) "
        "SELECT 'X', insurance, levy_year, station_id, line_id + 1000 FROM in_force",
    ],
)
def test_what_is_in_force_follows_from_the_lines_alone(paid: Desk, sql: str):
    _refused(paid, sql)


def test_a_wrong_sum_in_a_line_is_refused(paid: Desk):
    _refused(
        paid,
        "INSERT INTO payment_line (station_id, id, payment_id, village_id, household_id, "
        "person_id, id_number, insurance, levy_year, business_date, category, standard_fen, "
        "subsidy_fen, reimbursed_fen, amount_fen, people, is_late, benefit_from) "
        "SELECT station_id, 99, payment_id, village_id, household_id, person_id, 'X', insurance, "
        "levy_year, business_date, category, 25000, 0, 0, 24999, 1, 0, benefit_from "
        "FROM payment_line WHERE id = 1",
    )
