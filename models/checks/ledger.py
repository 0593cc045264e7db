"""Invariants of the ledger: receipts and their lines, reversals, numbers, slips."""

from models.checks.rules import Rule
from models.ledger.corrections import holder_of, shared_fen
from models.ledger.vouchers import TAKEN_BACK

_REVERSED = "payment_line r ON r.station_id = l.station_id AND r.reverses_line_id = l.id"
_SAME_PERSON = (
    "SELECT min(l.station_id) AS station_id, min(l.id) AS id, count(*) AS times "
    f"FROM payment_line l LEFT JOIN {_REVERSED} "
    "WHERE l.people = 1 AND r.id IS NULL "
    "GROUP BY {who}, l.insurance, l.levy_year HAVING count(*) > 1"
)
_FREE_LINES = (
    "SELECT l.station_id, l.id FROM payment_line l "
    "LEFT JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id "
    f"LEFT JOIN {_REVERSED} WHERE l.people = 1 AND "
    "(CASE WHEN r.id IS NULL THEN 1 ELSE 0 END <> CASE WHEN f.line_id IS NULL THEN 0 ELSE 1 END "
    "OR f.id_number <> l.id_number OR f.insurance <> l.insurance OR f.levy_year <> l.levy_year)"
)
_LOST_LINES = (
    "SELECT f.station_id, f.line_id FROM in_force f LEFT JOIN payment_line l "
    "ON l.station_id = f.station_id AND l.id = f.line_id AND l.people = 1 WHERE l.id IS NULL"
)

LEDGER_RULES = (
    Rule(
        "收据都有明细",
        "SELECT p.station_id, p.id FROM payment p LEFT JOIN payment_line l "
        "ON l.station_id = p.station_id AND l.payment_id = p.id "
        "WHERE l.id IS NULL ORDER BY p.station_id, p.id",
        "payment 第 {0} 行没有明细",
    ),
    Rule(
        "收据金额等于明细合计",
        "SELECT p.station_id, p.id FROM payment p JOIN payment_line l "
        "ON l.station_id = p.station_id AND l.payment_id = p.id "
        "GROUP BY p.station_id, p.id, p.amount_fen "
        "HAVING sum(l.amount_fen) <> p.amount_fen ORDER BY p.station_id, p.id",
        "payment 第 {0} 行的金额不等于明细合计",
    ),
    Rule(
        "明细与收据同站同日",
        "SELECT l.station_id, l.id FROM payment_line l JOIN payment p "
        "ON p.station_id = l.station_id AND p.id = l.payment_id "
        "WHERE l.business_date <> p.business_date ORDER BY l.station_id, l.id",
        "payment_line 第 {0} 行的站点或日期与收据不同",
    ),
    Rule(
        "明细等于标准减资助",
        "SELECT station_id, id FROM payment_line "
        "WHERE amount_fen <> standard_fen - subsidy_fen + reimbursed_fen ORDER BY station_id, id",
        "payment_line 第 {0} 行的金额不等于标准减资助",
    ),
    Rule(
        "资助等于各方份额",
        "SELECT l.station_id, l.id FROM payment_line l LEFT JOIN line_share s "
        "ON s.station_id = l.station_id AND s.line_id = l.id "
        "GROUP BY l.station_id, l.id, l.subsidy_fen, l.reimbursed_fen "
        "HAVING coalesce(sum(s.amount_fen), 0) <> l.subsidy_fen "
        "OR coalesce(sum(CASE WHEN s.settlement = 'reimbursed' THEN s.amount_fen ELSE 0 END), 0) "
        "<> l.reimbursed_fen ORDER BY l.station_id, l.id",
        "payment_line 第 {0} 行的资助不等于各方份额",
    ),
    Rule(
        "一条明细只冲销一次",
        "SELECT station_id, reverses_line_id, max(id) FROM payment_line "
        "WHERE reverses_line_id IS NOT NULL GROUP BY station_id, reverses_line_id "
        "HAVING count(*) > 1 ORDER BY station_id, reverses_line_id",
        "payment_line 第 {0} 行冲销了几次，最后一次是第 {1} 行",
    ),
    Rule(
        "冲销与原收据相抵",
        "SELECT r.station_id, r.id FROM payment_line r "
        "JOIN payment_line o ON o.station_id = r.station_id AND o.id = r.reverses_line_id "
        "JOIN payment p ON p.station_id = r.station_id AND p.id = r.payment_id "
        "LEFT JOIN payment_line a ON a.station_id = o.station_id AND a.adjusts_line_id = o.id "
        "GROUP BY r.station_id, r.id, r.amount_fen, o.amount_fen, p.reverses_id, o.payment_id "
        "HAVING r.amount_fen + o.amount_fen + coalesce(sum(a.amount_fen), 0) <> 0 "
        "OR coalesce(p.reverses_id, 0) <> o.payment_id ORDER BY r.station_id, r.id",
        "payment_line 第 {0} 行没有把原收据冲平",
    ),
    Rule(
        "没有人缴两次",
        "SELECT station_id, id, times FROM "
        f"({_SAME_PERSON.format(who='l.station_id, l.person_id')} "
        f"UNION ALL {_SAME_PERSON.format(who='l.id_number')}) twice ORDER BY station_id, id",
        "payment_line 第 {0} 行的人同一险种同一年度有 {1} 笔有效缴费",
    ),
    Rule(
        "有效缴费等于未冲销的明细",
        f"SELECT station_id, id FROM ({_FREE_LINES} UNION ALL {_LOST_LINES}) wrong "
        "ORDER BY station_id, id",
        "payment_line 第 {0} 行与有效缴费 in_force 不符",
    ),
    Rule(
        "收据号连续",
        "SELECT station_id, id, year, serial FROM ("
        "SELECT station_id, id, year, serial, row_number() OVER "
        "(PARTITION BY station_id, year ORDER BY serial) AS place FROM payment) numbered "
        "WHERE serial <> place ORDER BY station_id, id",
        "payment 第 {0} 行，{1} 年第 {2} 号，前面缺号或重号",
    ),
    Rule(
        "签购单不重复",
        "SELECT max(station_id), max(id) FROM slip GROUP BY terminal, batch, trace, slip_date "
        "HAVING count(*) > 1 ORDER BY 1, 2",
        "slip 第 {0} 行与前面的签购单号码相同",
    ),
    Rule(
        "签购单合计等于收据金额",
        "SELECT p.station_id, p.id FROM payment p JOIN slip s "
        "ON s.station_id = p.station_id AND s.payment_id = p.id "
        "GROUP BY p.station_id, p.id, p.amount_fen "
        f"HAVING abs(sum(s.amount_fen)) <> abs(p.amount_fen + {shared_fen('p.id')}) "
        "ORDER BY p.station_id, p.id",
        "payment 第 {0} 行的签购单合计不等于收据金额",
    ),
    Rule(
        "现金票据不重复",
        "SELECT station_id, max(id) FROM cash_paper GROUP BY station_id, voucher "
        "HAVING count(*) > 1 ORDER BY station_id, max(id)",
        "cash_paper 第 {0} 行的票据号用过",
    ),
    Rule(
        "整村代收合用一组单据",
        "SELECT g.station_id, g.id FROM handed_in g "
        "JOIN payment p ON p.station_id = g.station_id AND p.id = g.entry_id "
        "JOIN payment o ON o.station_id = g.station_id AND o.id = g.papers_id "
        "LEFT JOIN handed_in f ON f.station_id = g.station_id AND f.entry_id = g.papers_id "
        "LEFT JOIN correction k ON k.station_id = g.station_id AND k.entry_id = g.entry_id "
        "LEFT JOIN handed_in b ON b.station_id = g.station_id AND b.entry_id = k.reversed_id "
        "WHERE p.kind <> 'payment' OR p.channel <> o.channel "
        "OR coalesce(f.papers_id, 0) <> g.papers_id "
        "OR (k.id IS NULL AND (p.business_date <> o.business_date "
        "OR EXISTS (SELECT 1 FROM slip s WHERE s.station_id = g.station_id "
        "AND s.payment_id = g.entry_id AND g.entry_id <> g.papers_id) "
        "OR EXISTS (SELECT 1 FROM cash_paper c WHERE c.station_id = g.station_id "
        "AND c.payment_id = g.entry_id AND g.entry_id <> g.papers_id))) "
        "OR (k.id IS NOT NULL AND coalesce(b.papers_id, 0) <> g.papers_id) "
        "ORDER BY g.station_id, g.id",
        "handed_in 第 {0} 行的收费和合用的单据不符",
    ),
    Rule(
        "更正前后相抵",
        "SELECT k.station_id, k.id FROM correction k "
        "JOIN payment a ON a.station_id = k.station_id AND a.id = k.reversed_id "
        "JOIN payment b ON b.station_id = k.station_id AND b.id = k.reversal_id "
        "JOIN payment c ON c.station_id = k.station_id AND c.id = k.entry_id "
        "WHERE b.reverses_id <> a.id OR c.kind <> 'payment' OR b.channel <> a.channel "
        "OR c.channel <> a.channel OR b.business_date <> k.business_date "
        "OR c.business_date <> k.business_date OR a.amount_fen + b.amount_fen <> 0 "
        "OR (c.amount_fen <> a.amount_fen AND (k.approved_by = '' OR k.paper_fen IS NULL)) "
        "OR k.paper_fen <> c.amount_fen ORDER BY k.station_id, k.id",
        "correction 第 {0} 行前后的收费不相抵",
    ),
    Rule(
        "更正的单据跟着走",
        "SELECT k.station_id, k.id FROM correction k "
        "LEFT JOIN correction b ON b.station_id = k.station_id AND b.entry_id = k.reversed_id "
        "JOIN payment o ON o.station_id = k.station_id AND o.id = k.papers_id "
        "WHERE k.papers_id <> coalesce(b.papers_id, k.reversed_id) "
        "OR k.paid_on <> o.business_date "
        "OR EXISTS (SELECT 1 FROM slip s WHERE s.station_id = k.station_id "
        "AND s.payment_id = k.entry_id) "
        "OR EXISTS (SELECT 1 FROM cash_paper c WHERE c.station_id = k.station_id "
        "AND c.payment_id = k.entry_id) ORDER BY k.station_id, k.id",
        "correction 第 {0} 行的单据不是原来那一张",
    ),
    Rule(
        "隔日更正由两人办理",
        "SELECT k.station_id, k.id FROM correction k "
        "JOIN operator o ON o.station_id = k.station_id AND o.id = k.operator_id "
        "WHERE (k.approved_by = '' AND k.paid_on <> k.business_date) OR k.approved_by = o.login "
        "ORDER BY k.station_id, k.id",
        "correction 第 {0} 行没有第二人同意",
    ),
    Rule(
        "税收票证领入不重叠",
        "SELECT a.station_id, b.id FROM voucher_range a JOIN voucher_range b "
        "ON b.station_id = a.station_id AND b.head = a.head AND b.digits = a.digits "
        "WHERE b.id > a.id AND a.first <= b.last AND b.first <= a.last ORDER BY a.station_id, b.id",
        "voucher_range 第 {0} 行的号码以前领入过",
    ),
    Rule(
        "作废的税收票证没有收费",
        "SELECT s.station_id, s.id FROM voucher_spoiled s JOIN cash_paper c "
        "ON c.station_id = s.station_id AND c.voucher = s.voucher "
        f"JOIN payment p ON p.station_id = c.station_id AND p.id = {holder_of('c.payment_id')} "
        f"WHERE NOT ({TAKEN_BACK}) ORDER BY s.station_id, s.id",
        "voucher_spoiled 第 {0} 行的票证还在有效的收费上",
    ),
    Rule(
        "退费由两人办理",
        "SELECT d.station_id, d.id FROM refund_decision d "
        "JOIN refund_request r ON r.station_id = d.station_id AND r.id = d.request_id "
        "WHERE d.payment_id IS NOT NULL AND d.operator_id = r.operator_id "
        "ORDER BY d.station_id, d.id",
        "refund_decision 第 {0} 行的复核人就是申请人",
    ),
)
"""What holds of every receipt, line, reversal, number and slip, whoever wrote it."""
