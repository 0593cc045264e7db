"""What is done at the counter never reads through a whole station of an embedded store."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from models.counter.differences import find_differences
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.counter.receipt.printing import last_receipt, print_receipt
from models.counter.refund import approve_refund, request_refund
from models.counter.reversible import reversible_payments
from models.counter.void import void_payment
from models.ledger.cash_papers import CashPaper
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from tests.making import BUSINESS_DATE, found, household_id, pay, person, register_people, slip

_GROWING = {
    "person", "household", "search_key", "certification", "payment", "payment_line", "line_share",
    "slip", "cash_paper", "journal", "in_force", "receipt_print", "seal", "audit",
}  # fmt: skip
_NAMED = re.compile(r'(?:FROM|JOIN) "?(\w+)"?(?: (?:AS )?"?(\w+)"?)?')
_STEP = re.compile(r"(?:SCAN|SEARCH) (\w+)(.*)")


def _walks(desk: Desk, sql: str, parameters: Sequence[Any]) -> list[str]:
    """Return the steps of a statement's plan that read a whole growing table or all of a station.

    The last row of a station is found from the end.
    """
    if not sql.startswith("SELECT") or sql.endswith("ORDER BY id DESC LIMIT 1"):
        return []
    tables = {alias or table: table for table, alias in _NAMED.findall(sql)}
    tables |= {table: table for table, _ in _NAMED.findall(sql)}
    plan = [row[3] for row in desk.store.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    steps = [match for step in plan if (match := _STEP.match(step))]
    return [
        f"{step[0]}: {sql}"
        for step in steps
        if tables.get(step[1]) in _GROWING
        and (step[0].startswith("SCAN") or step[2].endswith("(station_id=?)"))
    ]


def test_nothing_walks(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch):
    desk = sqlite_desk
    asked: dict[str, Sequence[Any]] = {}
    execute = desk.store.database.execute_sql

    def remembered(sql: str, parameters: Sequence[Any] | None = None) -> Any:
        asked.setdefault(sql.strip(), parameters or ())
        return execute(sql, parameters)

    register_people(desk, person("张三", categories=("低保",)), person("李四"))
    register_people(desk, person("王五", household="0002"), person("赵六", household="0003"))
    with monkeypatch.context() as patched:
        patched.setattr(desk.store.database, "execute_sql", remembered)
        home = household_id(desk)
        found(desk, "zs")
        load_household(desk, home)
        pay(desk)
        assert pay(desk).replayed
        pay(desk, "0002", trace=None, cash=CashPaper("ZJ1", "0007"))
        pay(desk, "0003", trace=3)
        last_receipt(desk, home)
        print_receipt(desk, "2019-000001")
        reversible_payments(desk, home)
        void_payment(desk, "2019-000003", "录错")
        record_figure(desk, "medical.personal", "280", "湘医保发〔2019〕1号")
        revised = desk.refreshed()
        assert len(find_differences(revised, "medical", household_id=home)) == 2
        pay_difference(revised, DifferenceRequest(home, "medical", slip(9, BUSINESS_DATE)))
        request_refund(revised, "2019-000001", "死亡")
        approve_refund(replace(revised, operator="second"), "2019-000001")
        print_receipt(revised, "2019-000001", "遗失")
    assert len(asked) > 40
    assert [walk for sql, given in asked.items() for walk in _walks(desk, sql, given)] == []
