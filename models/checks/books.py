"""Invariants of the books: journal lines, what they stand for, and where the money is."""

from typing import NamedTuple

from models.base.money import format_yuan
from models.checks.result import Finding, broken, sound
from models.checks.rules import Rule
from models.ledger.accounts import (
    BANK,
    BUREAU,
    FUND,
    PAYER,
    PENDING_REMITTANCE,
    POS_CLEARING,
    TILL,
    funder_account,
    levy_account,
    money_account,
)
from models.ledger.entry import CHANNEL_TITLES
from models.store.writing import Store

_MONEY = "CASE p.channel " + "".join(
    f"WHEN '{channel}' THEN '{money_account(channel)}' " for channel in CHANNEL_TITLES
) + f"ELSE '{BUREAU}' END"  # fmt: skip
_LEVY = f"'{levy_account('')}' || l.insurance"  # type: ignore[arg-type]
_FUNDER = f"'{funder_account('')}' || "
_SHARES = (
    "FROM line_share s JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id"
)
_PAYMENTS = (
    f"SELECT p.station_id, p.id AS entry, {_MONEY} AS account, l.amount_fen AS fen "
    "FROM payment_line l JOIN payment p ON p.station_id = l.station_id AND p.id = l.payment_id "
    f"UNION ALL SELECT l.station_id, l.payment_id, {_LEVY}, -l.amount_fen FROM payment_line l "
    f"UNION ALL SELECT l.station_id, l.payment_id, {_FUNDER}s.funder, s.amount_fen {_SHARES} "
    f"UNION ALL SELECT l.station_id, l.payment_id, "
    f"CASE s.settlement WHEN 'reimbursed' THEN '{PAYER}' ELSE {_LEVY} END, -s.amount_fen {_SHARES}"
)
_TRANSFERS = (
    f"SELECT station_id, id AS entry, CASE settlement WHEN 'reimbursed' THEN '{PAYER}' "
    f"WHEN 'waived' THEN '{FUND}' ELSE '{PENDING_REMITTANCE}' END AS account, amount_fen AS fen "
    f"FROM transfer UNION ALL SELECT station_id, id, {_FUNDER}funder, -amount_fen FROM transfer"
)
_CLEARED = (
    "FROM statement_clearing c "
    "JOIN statement_line s ON s.station_id = c.station_id AND s.id = c.line_id"
)
_CLEARINGS = (
    f"SELECT s.station_id, s.id AS entry, '{PENDING_REMITTANCE}' AS account, s.amount_fen AS fen "
    f"{_CLEARED} UNION ALL SELECT s.station_id, s.id, '{POS_CLEARING}', -s.amount_fen {_CLEARED}"
)

_TAKEN_BACK = (
    "FROM deposit_back b JOIN deposit d ON d.station_id = b.station_id AND d.id = b.deposit_id"
)
_DEPOSITS = (
    f"SELECT station_id, id AS entry, '{PENDING_REMITTANCE}' AS account, amount_fen AS fen "
    f"FROM deposit UNION ALL SELECT station_id, id, '{TILL}', -amount_fen FROM deposit "
    f"UNION ALL SELECT d.station_id, d.id, '{PENDING_REMITTANCE}', -d.amount_fen {_TAKEN_BACK} "
    f"UNION ALL SELECT d.station_id, d.id, '{TILL}', d.amount_fen {_TAKEN_BACK}"
)


def _differing(source: str, expected: str) -> str:
    """Return the query of entries whose journal lines are not what they stand for, by account."""
    return (
        "SELECT station_id, entry, account FROM ("
        "SELECT station_id, source_id AS entry, debit AS account, "
        f"amount_fen AS fen FROM journal WHERE source = '{source}' "
        f"UNION ALL SELECT station_id, source_id, credit, -amount_fen FROM journal "
        f"WHERE source = '{source}' "
        f"UNION ALL SELECT station_id, entry, account, -fen FROM ({expected}) expected) moves "
        "GROUP BY station_id, entry, account HAVING sum(fen) <> 0 "
        "ORDER BY station_id, entry, account"
    )


BOOK_RULES = (
    Rule(
        "分录借贷平衡",
        "SELECT station_id, id FROM journal WHERE debit = credit OR amount_fen <= 0 "
        "ORDER BY station_id, id",
        "journal 第 {0} 行借贷不平",
    ),
    Rule(
        "收费分录等于明细",
        _differing("payment", _PAYMENTS),
        "payment 第 {0} 行的分录与明细不符（{1}）",
    ),
    Rule(
        "到账分录等于到账",
        _differing("transfer", _TRANSFERS),
        "transfer 第 {0} 行的分录与到账不符（{1}）",
    ),
    Rule(
        "缴存分录等于缴存",
        _differing("deposit", _DEPOSITS),
        "deposit 第 {0} 行的分录与缴存不符（{1}）",
    ),
    Rule(
        "缴款单只用一次",
        "SELECT d.station_id, d.bank_slip FROM deposit d LEFT JOIN deposit_back b "
        "ON b.station_id = d.station_id AND b.deposit_id = d.id WHERE b.id IS NULL "
        "GROUP BY d.station_id, d.bank_slip HAVING count(*) > 1 "
        "ORDER BY d.station_id, d.bank_slip",
        "缴款单 {0} 用了两次",
    ),
    Rule(
        "核销分录等于对账单",
        _differing("clearing", _CLEARINGS),
        "statement_line 第 {0} 行的核销分录不符（{1}）",
    ),
    Rule(
        "分录与收费同日",
        "SELECT j.station_id, j.id FROM journal j "
        "JOIN payment p ON p.station_id = j.station_id AND p.id = j.source_id "
        "WHERE j.source = 'payment' AND j.business_date <> p.business_date "
        "ORDER BY j.station_id, j.id",
        "journal 第 {0} 行的站点或日期与收费不同",
    ),
    Rule(
        "日结差额都有原因",
        "SELECT DISTINCT c.station_id, c.id FROM day_close c LEFT JOIN day_close_pos b "
        "ON b.station_id = c.station_id AND b.close_id = c.id "
        "WHERE c.reason = '' AND (c.counted_fen <> c.expected_fen "
        "OR b.counted_fen <> b.expected_fen) ORDER BY c.station_id, c.id",
        "day_close 第 {0} 行有差额而没有原因",
    ),
)

_TAKEN = """
SELECT station_id, sum(amount_fen) AS fen FROM payment GROUP BY station_id ORDER BY station_id
"""
_MOVED = """
SELECT station_id, account, is_transfer, sum(fen) AS fen FROM (
 SELECT station_id, debit AS account, amount_fen AS fen,
  CASE source WHEN 'transfer' THEN 1 ELSE 0 END AS is_transfer FROM journal
 UNION ALL SELECT station_id, credit, -amount_fen,
  CASE source WHEN 'transfer' THEN 1 ELSE 0 END FROM journal) moves
GROUP BY station_id, account, is_transfer ORDER BY station_id
"""
_PLACES = {
    PENDING_REMITTANCE: "已缴存",
    TILL: "库存现金",
    POS_CLEARING: "POS 待清算",
    BUREAU: "税务渠道",
    BANK: "银行退付",
}


class _Taken(NamedTuple):
    station_id: int
    fen: int


class _Moved(NamedTuple):
    station_id: int
    account: str
    is_transfer: bool
    fen: int


def check_money(store: Store) -> Finding:
    """Return whether the money taken is where the books say it is, station by station.

    Payments less reversals = deposits and clearings + cash on hand + POS in clearing, and,
    for what never passed the station, + what reached the bureau + what the bank paid out.
    What funders transferred is no payment.
    """
    name = "收费减退费等于缴存加现金加待清算"
    taken = {each.station_id: each.fen for each in store.query(_Taken, _TAKEN)}
    places: dict[int, dict[str, int]] = {}
    for moved in store.query(_Moved, _MOVED):
        if moved.account in _PLACES and not moved.is_transfer:
            places.setdefault(moved.station_id, {})[moved.account] = moved.fen
    for station in sorted(taken.keys() | places.keys()):
        fen, held = taken.get(station, 0), places.get(station, {})
        if fen != sum(held.values()):
            return broken(
                name,
                f"station 第 {station} 行收费减退费 {format_yuan(fen)} 元，"
                f"账上 {format_yuan(sum(held.values()))} 元",
            )
        if held.get(TILL, 0) < 0:
            return broken(
                name, f"station 第 {station} 行库存现金为负：{format_yuan(held[TILL])} 元"
            )
    sums = {place: sum(each.get(place, 0) for each in places.values()) for place in _PLACES}
    parts = " + ".join(f"{title} {format_yuan(sums[place])}" for place, title in _PLACES.items())
    return sound(name, f"{format_yuan(sum(taken.values()))} = {parts}（元）")
