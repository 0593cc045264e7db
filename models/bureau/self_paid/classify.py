"""What a row of paid data is: decided by a pure function, one row after the other."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec.structs import replace

from models.base.money import format_yuan, short_yuan
from models.bureau.self_paid.values import SUSPENDED, Finding, PaidRow, PaidState, Payer, Standing
from models.ledger.entry import CHANNEL_TITLES, draft_line
from models.levy.enrolment import enrolment_before
from models.levy.family import Member, MemberQuote
from models.levy.notice import Notice
from models.levy.quote import quote_person
from models.levy.values import Quote

_Taken = dict[tuple[int, str, int], Standing]


def classify(
    rows: Iterable[PaidRow],
    payers: Mapping[str, Payer],
    elsewhere: Mapping[str, str],
    notice_of: Callable[[PaidRow], Notice],
    accepted: Collection[int] = (),
) -> tuple[Finding, ...]:
    """Return what each row is, in order; a row that can be posted counts for those after it.

    ``payers`` are the station's people by number, ``elsewhere`` the township of people of
    other stations. What is due is reckoned for the day of the payment, under the notice of
    its levy year as it stood then; the tax bureau has accepted the money, so no window stands
    in its way. ``accepted`` are positions of rows whose other name, or whose being set aside by
    the bureau (挂账), somebody has accepted.
    """
    taken: _Taken = {}
    findings = []
    for position, row in enumerate(rows):
        payer = payers.get(row.id_number)
        if payer is None:
            findings.append(_nobody(row, elsewhere))
            continue
        finding = _of_payer(row, payer, taken, notice_of, is_accepted=position in accepted)
        if finding.state == "posted":
            key = payer.member.person_id, row.insurance, row.levy_year
            place = f"本文件第 {row.row} 行"
            taken[key] = Standing(place, row.channel, row.paid_on, row.amount_fen, row.voucher)
        findings.append(finding)
    return tuple(findings)


def without_entries(payer: Payer, entries: Collection[int]) -> Payer:
    """Return a person as if some entries of the station had been taken back."""
    is_gone = [
        not standing.station and standing.payment_id in entries for _, _, standing in payer.standing
    ]
    return dataclasses.replace(
        payer,
        member=replace(
            payer.member,
            paid=tuple(
                each for each, gone in zip(payer.member.paid, is_gone, strict=True) if not gone
            ),
        ),
        standing=tuple(
            each for each, gone in zip(payer.standing, is_gone, strict=True) if not gone
        ),
    )


def _nobody(row: PaidRow, elsewhere: Mapping[str, str]) -> Finding:
    state: PaidState = "other_station" if row.id_number in elsewhere else "unknown"
    return Finding(row, state, nobody_words(row.id_number, row.fault, elsewhere))


def nobody_words(id_number: str, fault: str, elsewhere: Mapping[str, str]) -> str:
    """Return why a number is nobody's of the station."""
    if id_number in elsewhere:
        return f"是{elsewhere[id_number]}的参保人，请转给该站"
    return fault or "本站名册里没有这个证件号码"


def _of_payer(
    row: PaidRow,
    payer: Payer,
    taken: _Taken,
    notice_of: Callable[[PaidRow], Notice],
    *,
    is_accepted: bool,
) -> Finding:
    member = payer.member
    household = f"{payer.household.village} {payer.household.number}"
    if not is_accepted and not is_same_name(row.name, member.name):
        written = f"写的是{row.name}" if row.name else "没有写姓名"
        reason = f"名册上这个号码是{member.name}，文件{written}，请核对"
        return Finding(row, "name_differs", reason, household)
    if row.kind == SUSPENDED and not is_accepted:
        return Finding(row, "suspended", "税务挂账，还没有确认是谁的缴费", household)
    other = taken.get((member.person_id, row.insurance, row.levy_year)) or next(
        (
            standing
            for insurance, year, standing in payer.standing
            if (insurance, year) == (row.insurance, row.levy_year)
        ),
        None,
    )
    if other is not None and not other.is_stated:
        return Finding(row, "paid_twice", _twice_words(row, other), household, other=other)
    if other is not None:
        payer = without_entries(payer, {other.payment_id})
    barred = barred_words(payer, row.paid_on)
    if barred:
        return Finding(row, "refused", barred, household)
    then, notice = member_on(payer, row.paid_on), notice_of(row)
    quote, problem = _quote(notice, then, row)
    note = "；".join(quote.warnings)
    kept = None
    if quote.due_now_fen != row.amount_fen:
        kept = _at_the_price_of_the_window(notice, then, row)
    if kept is not None:
        quote, problem, note = kept, "", _KEPT.format(day=row.paid_on)
    if problem:
        return Finding(row, "wrong_amount", problem, household)
    if quote.refused is not None:
        return Finding(row, "refused", quote.refused.message, household)
    due_fen = quote.due_now_fen or 0
    each = MemberQuote(member=then, state="due", quote=quote)
    line = draft_line(payer.household, each, row.paid_on)
    if due_fen != row.amount_fen:
        words = _amount_words(row, due_fen)
        return Finding(row, "wrong_amount", words, household, due_fen, other=other, draft=line)
    return Finding(row, "posted", "", household, due_fen, line, other, note=note)


def is_same_name(written: str, name: str) -> bool:
    """Whether a name in a file is the roster's; a bank's ``张*`` may be ``张三``."""
    if "*" not in written:
        return written == name
    return len(written) == len(name) and all(
        theirs in (ours, "*") for ours, theirs in zip(name, written, strict=True)
    )


def member_on(payer: Payer, day: dt.date) -> Member:
    """Return the person with the status of an earlier day."""
    later = [(each.gone, each.added) for each in payer.changes if each.happened_on > day]
    if not later:
        return payer.member
    return replace(payer.member, enrolment=enrolment_before(payer.member.enrolment, later))


def barred_words(payer: Payer, day: dt.date) -> str:
    """Return why nothing can be entered for this person on this day, whatever is due."""
    if payer.left_on is not None and payer.left_on <= day:
        return f"{payer.member.name}已于 {payer.left_on} {payer.left_reason}，缴费在此之后"
    if payer.member.born > day:
        return f"缴费日 {day} 时尚未出生"
    return payer.barred


def _quote(notice: Notice, member: Member, row: PaidRow) -> tuple[Quote, str]:
    """Return the quote of the day, and why no tier can be told from the amount, if so.

    A file rarely states the pension tier. The amount tells it, unless it is itself a tier
    of which a funder pays a part: then the person may have paid that tier in full, or the
    rest of a higher one.
    """
    applicant = member.applicant(row.insurance)

    def at(tier_fen: int | None) -> Quote:
        return quote_person(
            notice,
            row.insurance,
            applicant,
            row.paid_on,
            tier_fen,
            row.levy_year,
            is_bureaus=True,
        )

    rules = notice.insurances.get(row.insurance)
    offered = rules.tiers.amounts_fen if rules and rules.tiers else None
    if row.tier_fen is not None and offered:
        return at(row.tier_fen), ""
    if not offered:
        return at(None), ""
    if row.amount_fen in offered:
        quote = at(row.amount_fen)
        due_fen = quote.due_now_fen
        if quote.refused is not None or due_fen == row.amount_fen:
            return quote, ""
        return quote, (
            f"{short_yuan(row.amount_fen)} 元档本人只缴 {short_yuan(due_fen or 0)} 元，"
            "文件没有写缴费档次，看不出选了哪一档，请核实"
        )
    fitting = [quote for tier in offered if (quote := at(tier)).due_now_fen == row.amount_fen]
    if len(fitting) == 1:
        return fitting[0], ""
    first = at(offered[0])
    if first.refused is not None:
        return first, ""
    return first, f"{short_yuan(row.amount_fen)} 元不是任何一档应缴的数"


def _at_the_price_of_the_window(notice: Notice, member: Member, row: PaidRow) -> Quote | None:
    """Return what was due on the window's last day, where the bureau took just that after it.

    The notice may ask more of late payers, but the money was accepted as in time: from when
    benefits run is then for the bureau to say.
    """
    rules = notice.insurances.get(row.insurance)
    if rules is None or rules.late is None or row.levy_year != rules.levy_year:
        return None
    closes = rules.window.closes
    if row.paid_on <= closes or member.born > closes:
        return None
    quote, problem = _quote(notice, member, dataclasses.replace(row, paid_on=closes))
    if problem or quote.due_now_fen != row.amount_fen:
        return None
    return replace(quote, benefit_from=None)


_KEPT = "{day} 已过征缴期，税务部门按期内标准收下，照常参保；待遇从哪天起请向医保部门核实"


def _amount_words(row: PaidRow, due_fen: int) -> str:
    way = "多缴" if row.amount_fen > due_fen else "少缴"
    return (
        f"{row.paid_on} 应缴 {format_yuan(due_fen)} 元，实缴 {format_yuan(row.amount_fen)} 元，"
        f"{way} {format_yuan(abs(row.amount_fen - due_fen))} 元"
    )


def _twice_words(row: PaidRow, other: Standing) -> str:
    station = f"{other.station}的" if other.station else ""
    voucher = f"，票号 {other.voucher}" if other.voucher else ""
    words = (
        f"已有有效缴费：{station}{other.receipt}（{CHANNEL_TITLES[other.channel]}，"
        f"{other.paid_on}，{format_yuan(other.amount_fen)} 元{voucher}）"
    )
    same = (other.amount_fen, other.paid_on, other.channel)
    if same == (row.amount_fen, row.paid_on, row.channel) and not (row.voucher and other.voucher):
        words += "；日期、方式、金额都相同，也可能是同一笔，请先核实"
    return words
