"""Findings of paid data in words, rows and JSON values; identity numbers masked in words."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.bureau.self_paid.record import PaidImport
from models.bureau.self_paid.values import STATE_TITLES, Finding, PaidState
from models.people.department_list.values import Candidate


def paid_answer(
    result: PaidImport, file: str, rows: int, refused: int, *, is_preview: bool
) -> tuple[dict[str, Any], list[str]]:
    """Return what an import did, as plain values for JSON and in lines."""
    back = [each for each in result.returned if each.row.is_reversal]
    return {
        "file": file,
        "kind": "paid",
        "preview": is_preview,
        "rows": rows,
        "known": result.known,
        "posted": {
            "rows": len(result.posted),
            "amount_fen": result.posted_fen,
            "receipts": result.receipts,
        },
        "returned": {
            "rows": len(back),
            "amount_fen": sum(each.row.amount_fen for each in back),
        },
        "notes": note_counts(result.posted),
        "unknown_channels": channel_counts((*result.posted, *result.exceptions)),
        "counts": state_counts(result.exceptions),
        "exceptions": [finding_document(each) for each in result.exceptions],
        "conflicting": [finding_document(each) for each in result.conflicting],
    }, import_lines(result, file, refused, is_preview=is_preview)


def import_lines(result: PaidImport, file: str, refused: int, *, is_preview: bool) -> list[str]:
    """Return what an import did (or would do): counts by class, then every exception."""
    will = "将" if is_preview else "已"
    exceptions = state_counts(result.exceptions)
    lines = [
        f"{file}：共 {result.rows + refused} 行，{will}入账 {len(result.posted)} 行 "
        f"{format_yuan(result.posted_fen)} 元，以前导入过 {result.known} 行，"
        f"例外 {len(result.exceptions)} 行，拒绝 {refused + len(result.conflicting)} 行"
    ]
    back = [each for each in result.returned if each.row.is_reversal]
    if back:
        amount = format_yuan(sum(each.row.amount_fen for each in back))
        lines.append(f"退费、冲正{will}冲回 {len(back)} 行 {amount} 元")
    if result.receipts:
        first, last = result.receipts[0], result.receipts[-1]
        lines.append(f"收据号 {first}" + (f" 至 {last}" if last != first else ""))
    if exceptions:
        words = [f"{STATE_TITLES[state]} {count} 行" for state, count in exceptions.items()]
        lines.append(f"其中{'，'.join(words)}")
    lines += [f"  注明：{count} 行 {note}" for note, count in note_counts(result.posted).items()]
    lines += [
        f"  注明：{count} 行的缴费渠道“{text}”不认识，按其他渠道登记"
        for text, count in channel_counts((*result.posted, *result.exceptions)).items()
    ]
    for each in result.exceptions:
        lines.append(f"  {STATE_TITLES[each.state]}：第 {each.row.row} 行 {finding_words(each)}")
        lines += [f"    可能是：{candidate_words(one)}" for one in each.candidates]
    for each in result.conflicting:
        lines.append(f"  拒绝：第 {each.row.row} 行 {finding_words(each)}")
    return lines


def state_counts(findings: Iterable[Finding]) -> dict[PaidState, int]:
    """Return how many findings there are of each kind, in the order of the kinds."""
    counted = Counter(each.state for each in findings)
    return {state: counted[state] for state in STATE_TITLES if counted[state]}


def note_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return what is to be known of rows that can be posted, and of how many."""
    return dict(Counter(each.note for each in findings if each.note))


def channel_counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return what files call channels that are not known, and in how many rows."""
    return dict(Counter(each.row.channel_text for each in findings if each.row.channel_text))


def finding_words(each: Finding) -> str:
    """Return whose payment a row is and what is the matter, in one sentence."""
    row = each.row
    what = (
        f"{INSURANCE_TITLES[row.insurance]} {row.levy_year} 年度 {format_yuan(row.amount_fen)} 元"
    )
    way = "退 " if row.is_reversal else ""
    return f"{row.name} {mask_id(row.id_number)} {way}{what}：{each.reason}"


def candidate_words(candidate: Candidate) -> str:
    """Return a person whom a row may mean, and what both have in common."""
    who = candidate.villager
    left = "（已离开）" if who.left_on else ""
    return (
        f"{who.name}{left} {mask_id(who.id_number)} {who.village} {who.household} 户，"
        f"{candidate.likeness}"
    )


def channel_words(each: Finding) -> str:
    """Return how and when it was paid, with the voucher."""
    row = each.row
    voucher = f" 票号 {row.voucher}" if row.voucher else ""
    original = f" 原票号 {row.original}" if row.original else ""
    return f"{row.channel_words} {row.paid_on}{voucher}{original}"


def finding_document(each: Finding) -> dict[str, Any]:
    """Return a finding as plain values for JSON; amounts in fen."""
    row = each.row
    return {
        "row": row.row,
        "kind": row.kind or "payment",
        "name": row.name,
        "id_number": row.id_number,
        "insurance": row.insurance,
        "levy_year": row.levy_year,
        "amount_fen": row.amount_fen,
        "due_fen": each.due_fen,
        "channel": row.channel,
        "channel_text": row.channel_text or None,
        "paid_on": row.paid_on,
        "voucher": row.voucher or None,
        "state": each.state,
        "reason": each.reason,
        "household": each.household or None,
        "other": each.other,
        "candidates": [
            {
                "name": one.villager.name,
                "id_number": one.villager.id_number,
                "village": one.villager.village,
                "household": one.villager.household,
                "likeness": one.likeness,
            }
            for one in each.candidates
        ],
    }
