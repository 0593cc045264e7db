"""Invariants of what people paid by themselves: rows, what was entered of them, what went back."""

from models.checks.rules import Rule
from models.ledger.channels import STATED

_ENTRY = (
    "self_paid_row r LEFT JOIN self_paid_decision d "
    "ON d.station_id = r.station_id AND d.row_id = r.id "
    "JOIN payment p ON p.station_id = r.station_id AND p.id = coalesce(r.payment_id, d.payment_id)"
)

SELF_PAID_RULES = (
    Rule(
        "自行缴费按实缴入账",
        f"SELECT r.station_id, r.id FROM {_ENTRY} LEFT JOIN self_paid_taking t "
        "ON t.station_id = r.station_id AND t.row_id = r.id "
        "WHERE p.amount_fen <> CASE WHEN t.due_fen < r.amount_fen THEN t.due_fen "
        "ELSE r.amount_fen END ORDER BY r.station_id, r.id",
        "self_paid_row 第 {0} 行与所入的账不符",
    ),
    Rule(
        "税务已退的不再有效",
        f"SELECT r.station_id, r.id FROM {_ENTRY} JOIN self_paid_return w "
        "ON w.station_id = r.station_id AND w.row_id = r.id AND w.part = 'whole' "
        "JOIN payment_line l ON l.station_id = p.station_id AND l.payment_id = p.id "
        "JOIN in_force i ON i.station_id = l.station_id AND i.line_id = l.id "
        "ORDER BY r.station_id, r.id",
        "self_paid_row 第 {0} 行税务已退，仍算有效缴费",
    ),
    Rule(
        "税务登记参保没有金额",
        "SELECT l.station_id, l.id FROM payment_line l "
        "JOIN payment p ON p.station_id = l.station_id AND p.id = l.payment_id "
        f"WHERE p.channel = '{STATED}' AND (l.standard_fen <> 0 OR l.subsidy_fen <> 0 "
        "OR l.amount_fen <> 0) ORDER BY l.station_id, l.id",
        "payment_line 第 {0} 行只是税务登记，却有金额",
    ),
)
"""What holds of every row of paid data that made an entry."""
