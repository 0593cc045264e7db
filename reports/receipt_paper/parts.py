"""What a registration slip says, in groups and sentences that the paper and the sheet share.

Only the tax bureau's voucher is one (税收票证): the slip says so, however the money came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.base.clock import local_time
from models.base.money import format_yuan, short_yuan
from models.base.terms import INSURANCE_TITLES, SETTLEMENT_TITLES
from models.counter.receipt.values import (
    STATE_TITLES,
    Print,
    PrintedLine,
    PrintedReceipt,
    ReceiptPlace,
)
from models.ledger.entry import CHANNEL_TITLES

NO_VOUCHER = "本单只作缴费登记，不作税收票证"
_AT_THE_STATION = {
    "pos": "税收票证由税务部门开具",
    "cash": "税收票证另开，号码见上",
    "no_charge": "没有收款，只登记参保",
}
_LATER_TITLES = {"void": "撤销", "refund": "退费", "collect": "补收差额", "return": "退还差额"}


@dataclass(frozen=True)
class Group:
    """People of one household who pay for the same, under the same circumstances."""

    title: str
    terms: tuple[str, ...]
    lines: tuple[PrintedLine, ...]


def title_of(receipt: PrintedReceipt) -> str:
    """Return the heading."""
    return "补收差额登记单" if receipt.kind == "collect" else "缴费登记单"


def marks_of(receipt: PrintedReceipt) -> list[str]:
    """Return what marks the paper: the original or which reprint, and that it is void."""
    marks = [receipt.last_print.title] if receipt.last_print else []
    return marks + ([] if receipt.state == "valid" else [STATE_TITLES[receipt.state]])


def place_words(place: ReceiptPlace) -> str:
    """Return a household as the receipt names it."""
    return f"{place.village} {place.number} 户  户主 {place.head}"


def groups_of(receipt: PrintedReceipt, place: ReceiptPlace) -> tuple[Group, ...]:
    """Return the groups of one household, each where its first line stands."""
    found: dict[tuple[str, ...], list[PrintedLine]] = {}
    for line in receipt.lines:
        if line.place == place:
            found.setdefault((_title(line), *_terms(line)), []).append(line)
    return tuple(Group(words[0], words[1:], tuple(lines)) for words, lines in found.items())


def _title(line: PrintedLine) -> str:
    parts = [f"{INSURANCE_TITLES[line.insurance]} {line.levy_year} 年度", line.category]
    return "  ".join(part for part in parts if part)


def _terms(line: PrintedLine) -> list[str]:
    tier = f"{short_yuan(line.tier_fen)} 元档，" if line.tier_fen else ""
    late = "（补缴）" if line.is_late else ""
    terms = [f"{tier}标准 {format_yuan(line.standard_fen)} 元{late}"]
    for share in line.shares:
        settled = SETTLEMENT_TITLES[share.settlement]
        terms.append(f"{share.funder} {format_yuan(share.amount_fen)} 元 {settled}")
        terms += ["以后退到本人账户"] if share.settlement == "reimbursed" else []
    terms.append(f"依据 {'；'.join(line.clauses)}")
    terms += [f"待遇自 {line.benefit_from} 起"] if line.benefit_from else []
    return terms


def money_lines(receipt: PrintedReceipt) -> list[str]:
    """Return how the money came, with the numbers of its papers.

    In these lines two spaces stand where a narrow paper may break them.
    """
    lines = [f"缴费方式：{CHANNEL_TITLES[receipt.channel]}"]
    for slip in receipt.slips:
        numbers = f"终端 {slip.terminal}  批次 {slip.batch}  凭证 {slip.trace}  {slip.date}"
        more = f"  参考号 {slip.reference}" if slip.reference else ""
        amount = f"  {format_yuan(slip.amount_fen or 0)} 元" if len(receipt.slips) > 1 else ""
        lines.append(f"签购单 {numbers}{more}{amount}")
    if receipt.cash is not None:
        lines.append(f"征集流水号：{receipt.cash.levy_list}")
        lines.append(f"税收票证号：{receipt.cash.voucher}")
    if receipt.paid_on is not None:
        lines.append(f"本人缴费日期：{receipt.paid_on}")
    if receipt.voucher:
        lines.append(f"电子税票号：{receipt.voucher}")
    if receipt.households > 1:
        others = f"与另 {receipt.households - 1} 户合用一笔"
        lines.append(f"{others}  整笔 {format_yuan(receipt.whole_fen)} 元")
    return lines


def standing_lines(receipt: PrintedReceipt) -> list[str]:
    """Return what the paper is, and where the voucher comes from."""
    if not receipt.amount_fen:
        return [NO_VOUCHER, _AT_THE_STATION["no_charge"]]
    by_themselves = "钱由本人直接缴给税务部门，税收票证以税务部门开具的为准"
    return [NO_VOUCHER, _AT_THE_STATION.get(receipt.channel, by_themselves)]


def later_lines(receipt: PrintedReceipt) -> list[str]:
    """Return what happened since: the state where it is not simply valid, then each entry."""
    lines = [] if receipt.state == "valid" else [f"本单{STATE_TITLES[receipt.state]}"]
    if receipt.corrected_by:
        lines.append(f"单据已转到收据 {receipt.corrected_by}，请收回这一张")
    if receipt.corrects:
        lines.append(f"本单更正收据 {receipt.corrects}，单据不变")
    for each in receipt.later:
        reason = f"  {each.reason}" if each.reason else ""
        title = "更正冲回" if each.is_correction else _LATER_TITLES[each.kind]
        what = f"{each.business_date} {title}"
        amount = f"{format_yuan(abs(each.amount_fen))} 元"
        lines.append(f"{what} {amount}  {each.people} 人  号码 {each.number}{reason}")
    return lines


def entered_lines(receipt: PrintedReceipt) -> list[str]:
    """Return who entered it when, the check code, and who reprinted it why."""
    lines = [
        f"经办：{receipt.operator}  录入：{local_time(receipt.recorded_at)}",
        f"校验码：{receipt.code}",
    ]
    last = receipt.last_print
    if last is not None and last.copy > 1:
        lines.append(f"{last.title}  {local_time(last.printed_at)}  {last.operator}  {last.reason}")
    return lines


def printed_lines(printed: Mapping[str, Any]) -> list[str]:
    """Return what stood on a paper when it was printed, to be compared with it by eye."""
    if not printed:
        return []
    one = Print(**printed["print"])
    at = f"{local_time(one.printed_at)} {one.operator} 打印"
    lines = [f"这张纸：{one.title}，{at}，共 {format_yuan(printed['amount_fen'])} 元，纸上应是："]
    for line in printed["lines"]:
        what = f"{INSURANCE_TITLES[line['insurance']]} {line['levy_year']} 年度"
        person = f"{line['name']} {line['masked_number']}"
        lines.append(f"  {person}  {what}  {format_yuan(line['amount_fen'])} 元")
    return lines


def receipt_document(
    receipt: PrintedReceipt, slips: tuple[PrintedReceipt, ...] = ()
) -> dict[str, object]:
    """Return an entry as plain values for JSON; amounts in fen, numbers masked.

    ``slips`` are those of its households: what each paid and got.
    """
    return {
        "station": receipt.station,
        "receipt": receipt.number,
        "kind": receipt.kind,
        "state": receipt.state,
        "business_date": receipt.business_date,
        "paid_on": receipt.paid_on,
        "corrects": receipt.corrects or None,
        "corrected_by": receipt.corrected_by or None,
        "households": receipt.places,
        "lines": [
            {
                "household": line.place.number,
                "name": line.name,
                "id_number_masked": line.masked_number,
                "insurance": line.insurance,
                "levy_year": line.levy_year,
                "category": line.category,
                "tier_fen": line.tier_fen,
                "standard_fen": line.standard_fen,
                "amount_fen": line.amount_fen,
                "reimbursed_fen": line.reimbursed_fen,
                "shares": line.shares,
                "late": line.is_late,
                "benefit_from": line.benefit_from,
                "clauses": line.clauses,
                "reversed": line.is_reversed,
            }
            for line in receipt.lines
        ],
        "amount_fen": receipt.amount_fen,
        "amount_words": receipt.amount_words,
        "channel": receipt.channel,
        "slips": receipt.slips,
        "cash": receipt.cash,
        "voucher": receipt.voucher or None,
        "operator": receipt.operator,
        "recorded_at": receipt.recorded_at,
        "later": [
            {
                "kind": each.kind,
                "number": each.number,
                "business_date": each.business_date,
                "amount_fen": each.amount_fen,
                "people": each.people,
                "reason": each.reason,
            }
            for each in receipt.later
        ],
        "check_code": receipt.code,
        "prints": [{"mark": each.title, **each._asdict()} for each in receipt.prints],
        "slips_by_household": [
            {
                "household": each.places[0].number,
                "amount_fen": each.amount_fen,
                "state": each.state,
                "check_code": each.code,
                "copies": len(each.prints),
            }
            for each in slips or (receipt,)
        ],
    }
