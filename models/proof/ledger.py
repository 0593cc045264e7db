"""Invariants of the ledger: each one query that finds the first row against it, or none."""

from collections.abc import Callable
from dataclasses import dataclass

from models.proof.result import Finding, broken, sound
from models.store.writing import Store


@dataclass(frozen=True)
class Rule:
    """An invariant as a query that returns the rows against it, the first one named.

    ``named`` makes the words for that row out of its columns.
    """

    name: str
    sql: str
    named: Callable[..., str]


_MONEY = "('till', 'pos_clearing', 'bureau', 'bank')"
_PAYMENT_MONEY = (
    f"(SELECT coalesce(sum(CASE WHEN j.debit IN {_MONEY} THEN j.amount_fen ELSE 0 END), 0) - "
    f"coalesce(sum(CASE WHEN j.credit IN {_MONEY} THEN j.amount_fen ELSE 0 END), 0) FROM journal j "
    "WHERE j.source = 'payment' AND j.source_id = p.id)"
)
_FUNDED = (
    "(SELECT coalesce(sum(CASE WHEN j.debit LIKE 'funder:_%' THEN j.amount_fen ELSE 0 END), 0) - "
    "coalesce(sum(CASE WHEN j.credit LIKE 'funder:_%' THEN j.amount_fen ELSE 0 END), 0) "
    "FROM journal j WHERE j.source = 'payment' AND j.source_id = p.id)"
)

RULES = (
    Rule(
        "每笔收费都有明细，金额相符",
        "SELECT p.id, p.amount_fen, (SELECT sum(l.amount_fen) FROM payment_line l "
        "WHERE l.payment_id = p.id) FROM payment p WHERE p.amount_fen <> "
        "coalesce((SELECT sum(l.amount_fen) FROM payment_line l WHERE l.payment_id = p.id), -1) "
        "ORDER BY p.id",
        lambda number, *_: f"payment 第 {number} 行与它的明细不符",
    ),
    Rule(
        "分录与收款相符",
        f"SELECT p.id FROM payment p WHERE p.amount_fen <> {_PAYMENT_MONEY} ORDER BY p.id",
        lambda number: f"payment 第 {number} 行与它的分录不符",
    ),
    Rule(
        "分录与资助相符",
        f"SELECT p.id FROM payment p WHERE {_FUNDED} <> (SELECT coalesce(sum(s.amount_fen), 0) "
        "FROM line_share s JOIN payment_line l ON l.id = s.line_id WHERE l.payment_id = p.id) "
        "ORDER BY p.id",
        lambda number: f"payment 第 {number} 行的资助与分录不符",
    ),
    Rule(
        "明细与资金来源相符",
        "SELECT l.id FROM payment_line l WHERE l.subsidy_fen <> (SELECT "
        "coalesce(sum(s.amount_fen), 0) FROM line_share s WHERE s.line_id = l.id) ORDER BY l.id",
        lambda number: f"payment_line 第 {number} 行的资助与资金来源不符",
    ),
    Rule(
        "冲销与原明细相抵",
        "SELECT r.id FROM payment_line r JOIN payment_line o ON o.id = r.reverses_line_id "
        "WHERE r.amount_fen + o.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) "
        "FROM payment_line a WHERE a.adjusts_line_id = o.id) <> 0 ORDER BY r.id",
        lambda number: f"payment_line 第 {number} 行没有把原明细冲平",
    ),
    Rule(
        "没有人重复缴费",
        "SELECT l.insurance, l.levy_year, min(l.id) FROM payment_line l "
        "WHERE l.people = 1 AND NOT EXISTS (SELECT 1 FROM payment_line r "
        "WHERE r.reverses_line_id = l.id) GROUP BY l.id_number, l.insurance, l.levy_year "
        "HAVING count(*) > 1 ORDER BY 3",
        lambda _, year, number: f"payment_line 第 {number} 行的人 {year} 年度缴了两次",
    ),
    Rule(
        "有效缴费与明细相符",
        "SELECT l.id FROM payment_line l LEFT JOIN in_force f ON f.line_id = l.id "
        "LEFT JOIN payment_line r ON r.reverses_line_id = l.id "
        "WHERE l.people = 1 AND (f.line_id IS NULL) <> (r.id IS NOT NULL) ORDER BY l.id",
        lambda number: f"payment_line 第 {number} 行是否有效记错了",
    ),
    Rule(
        "收据号连续",
        "SELECT station_id, year, count(*), max(serial) FROM payment "
        "GROUP BY station_id, year HAVING count(*) <> max(serial) OR min(serial) <> 1 "
        "ORDER BY station_id, year",
        lambda _, year, count, last: f"{year} 年最后一号是 {last}，只有 {count} 张",
    ),
    Rule(
        "签购单唯一，合计与收费相符",
        "SELECT p.id FROM payment p JOIN slip s ON s.payment_id = p.id "
        "GROUP BY p.id, p.amount_fen HAVING sum(s.amount_fen) <> p.amount_fen ORDER BY p.id",
        lambda number: f"payment 第 {number} 行的签购单合计与金额不符",
    ),
    Rule(
        "到账与分录相符",
        "SELECT t.id FROM transfer t WHERE abs(t.amount_fen) <> (SELECT "
        "coalesce(sum(j.amount_fen), 0) FROM journal j WHERE j.source = 'transfer' "
        "AND j.source_id = t.id) ORDER BY t.id",
        lambda number: f"transfer 第 {number} 行与它的分录不符",
    ),
)


def check_rule(store: Store, rule: Rule) -> Finding:
    """Return whether an invariant holds; the first row against it is named."""
    found = store.rows(rule.sql)
    if not found:
        return sound(rule.name, "")
    more = f"，共 {len(found)} 处" if len(found) > 1 else ""
    return broken(rule.name, rule.named(*found[0]) + more)


_FLOW = """
SELECT account, sum(fen) FROM (
 SELECT debit AS account, amount_fen AS fen FROM journal
 UNION ALL SELECT credit, -amount_fen FROM journal) moves GROUP BY account
"""


def check_balance(store: Store) -> Finding:
    """Return whether the money taken is where the books say it is.

    Payments less reversals = deposits + cash on hand + POS in clearing and cleared + what
    reached the bureau + what went back by bank.
    """
    name = "收入等于缴存、库存现金与待清算之和"
    books = {account: int(fen) for account, fen in store.rows(_FLOW)}
    taken = int(store.rows("SELECT coalesce(sum(amount_fen), 0) FROM payment")[0][0])
    moved = "SELECT coalesce(sum(CASE WHEN debit = 'pending_remittance' THEN amount_fen "
    moved += "ELSE -amount_fen END), 0) FROM journal WHERE source IN ('deposit', 'clearing')"
    remitted = int(store.rows(moved)[0][0])
    kept = sum(books.get(each, 0) for each in ("till", "pos_clearing", "bureau", "bank"))
    if sum(books.values()) or taken != kept + remitted:
        return broken(name, f"收入 {taken} 分，账上 {kept + remitted} 分")
    if books.get("till", 0) < 0:
        return broken(name, f"库存现金为负：{books['till']} 分")
    return sound(name, f"收入 {taken} 分")
