"""A station where much has happened, and the ways somebody might change what it says."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from models.bureau.funders.repay import repay
from models.bureau.funders.transfer import record_transfer
from models.cash.day_close.close import close_day
from models.cash.remote_villages import mark_remote
from models.checks.check_store import CheckedStore, check_store, one_moment
from models.checks.result import Finding
from models.checks.walk import Walk, walk_chains
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.ledger.cash_papers import CashPaper
from models.people.enrolment_list.record import record_enrolment
from models.people.enrolment_list.values import ListedYear
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.store.ddl import is_postgres
from models.store.writing import Store
from tests.making import pay, person, register_people, reverse, second_at


def busy(desk: Desk) -> Desk:
    """Let payments, a void, refunds, transfers, a close and a filled figure happen."""
    people = register_people(
        desk,
        person("张三", household="0001", categories=("低保",)),
        person("李四", household="0001"),
        person("王五", household="0002", categories=("建档立卡贫困人口",)),
        person("赵六", household="0003"),
        person("孙七", household="0004"),
        person("周八", household="0005"),
    )
    listed = [ListedYear(each.id_number, "", "medical", 2018, True) for each in people[:2]]
    record_enrolment(desk, listed, "2018年度.xlsx")
    pay(desk, "0001", trace=1)
    pay(desk, "0002", trace=2)
    pay(desk, "0003", trace=None, cash=CashPaper("L1", "V0001"))
    reverse(desk, pay(desk, "0004", trace=3).receipt, "void", "录错人员")
    refunded = pay(desk, "0005", trace=4).receipt
    request_refund(desk, refunded, "重复参保")
    decline_refund(desk, refunded, "没有重复")
    request_refund(desk, refunded, "死亡")
    approve_refund(second_at(desk), refunded)
    record_transfer(desk, "medical", "扶贫", "建档立卡贫困人口", "remitted", 125_00, paper="1号")
    repay(desk, "medical", "低保", "2号")
    mark_remote(desk, "青山村", "3号")
    close_day(replace(desk, operator="second"), "operator", 0)
    close_day(desk, "station", 250_00, {("12345678", "000001"): 500_01}, "多刷一分")
    record_figure(desk, "medical.personal", "280", "湘医保发〔2019〕1号")
    return desk


def next_day(desk: Desk) -> Desk:
    """Return the desk on the day after, which nobody has closed."""
    return desk.on(desk.business_date + dt.timedelta(days=1))


def unguard(store: Store) -> None:
    """Take every guard of an embedded store away, as somebody with its key could."""
    store.run("PRAGMA foreign_keys = 0")
    store.run("PRAGMA ignore_check_constraints = 1")
    for (name,) in store.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        store.run(f"DROP TRIGGER {name}")


def unguard_table(store: Store, table: str) -> None:
    """Take away what keeps one table append-only, in either database."""
    for event in ("update", "delete"):
        on_table = f" ON {table}" if is_postgres(store.database) else ""
        store.run(f"DROP TRIGGER {table}_no_{event}{on_table}")


@contextmanager
def undone(store: Store) -> Iterator[None]:
    """Run a block whose changes are taken back at its end."""
    with store.database.atomic() as transaction:
        yield
        transaction.rollback()


def finding(store: Store, name: str, against: str | None = None) -> Finding:
    """Return what ``check`` says of one invariant."""
    return finding_in(check_store(store, against), name)


def finding_in(proof: CheckedStore, name: str) -> Finding:
    """Return one invariant of a proof."""
    return next(each for each in proof.findings if each.name == name)


def walked(store: Store) -> Walk:
    """Walk the first station's chain as ``check`` does."""
    with one_moment(store):
        return walk_chains(store)[0]
