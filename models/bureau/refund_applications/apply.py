"""Making an application: the reason must be so, and the account must be somebody's."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import check_clean, squeeze
from models.bureau.refund_applications.read import application_numbered, list_applications
from models.bureau.refund_applications.reasons import REASONS, reason_named
from models.bureau.refund_applications.values import Application
from models.ledger.paid_on import PAID_ON
from models.levy.family import Member
from models.people.households.families import load_household
from models.station.desk import Desk
from models.store.tables.corrections import RefundApplication
from models.store.tables.people import Person

_LONGEST = 60
_PAID = f"""
SELECT l.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a
 WHERE a.station_id = l.station_id AND a.adjusts_line_id = l.id) AS amount_fen, {PAID_ON} AS paid_on
FROM in_force f JOIN payment_line l ON l.station_id = f.station_id AND l.id = f.line_id
JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id
WHERE f.id_number = ? AND f.insurance = ? AND f.levy_year = ?
"""


class _Paid(NamedTuple):
    """The payment in force of a person, insurance and year: how much in fen, and when."""

    amount_fen: int
    paid_on: dt.date


@dataclass(frozen=True)
class ApplicationRequest:
    """What is asked back for whom, and to which account; amounts in fen.

    ``amount_fen`` and ``paid_on`` are those of the payment in force unless given.
    """

    person_id: int
    insurance: Insurance
    why: str
    payee: str
    bank: str
    account: str
    levy_year: int | None = None
    amount_fen: int | None = None
    paid_on: dt.date | None = None
    voucher: str = ""
    document: str = ""
    papers: Sequence[str] = ()
    note: str = ""


def apply_for_refund(desk: Desk, request: ApplicationRequest) -> Application:
    """Record an application on the business date, and return it numbered.

    Raises RefusedByRule where the reason is not so (``reason_does_not_hold``) or the same was
    applied for and is not decided yet (``already_applied``); BadInput for what is missing.
    """
    why = reason_named(request.why)
    texts = {
        what: _text(typed, what)
        for what, typed in (
            ("收款人", request.payee),
            ("开户银行", request.bank),
            ("银行账号", request.account),
        )
    }
    if not texts["银行账号"].replace(" ", "").isdigit():
        raise BadInput("银行账号应为数字，请照存折或卡核对")
    papers = tuple(dict.fromkeys(_text(each, "材料") for each in request.papers))
    with desk.writing("apply_refund"):
        person = desk.store.get(Person, station_id=desk.station_id, id=request.person_id)
        assert person is not None  # whoever asks has found the person
        year = _levy_year(desk, request)
        member = _member(desk, person)
        what = (person.id_number, request.insurance, year)
        paid = desk.store.first(_Paid, _PAID, what)
        _check_reason(desk, person, member, why, request.insurance, year)
        if why == "paid_twice" and paid is None:
            raise RefusedByRule(
                f"{person.name}：台账里没有另一笔有效的 {year} 年度缴费，不是重复缴费",
                "reason_does_not_hold",
            )
        amount_fen = request.amount_fen or (paid.amount_fen if paid else 0)
        paid_on = request.paid_on or (paid.paid_on if paid else None)
        if amount_fen <= 0 or paid_on is None:
            raise BadInput("台账里没有这一笔，请写明「退费金额」和「缴费日期」")
        if paid_on > desk.business_date:
            raise BadInput(f"缴费日期 {paid_on} 晚于业务日期 {desk.business_date}，请核对")
        _refuse_again(desk, person, request.insurance, year, why)
        made = desk.store.add(
            RefundApplication(
                person_id=person.id,
                name=person.name,
                id_number=person.id_number,
                insurance=request.insurance,
                levy_year=year,
                why=why,
                rests_on=_rests_on(desk, request, member, why, year),
                amount_fen=amount_fen,
                paid_on=paid_on,
                voucher=check_clean(squeeze(request.voucher), "缴费凭证号"),
                papers="\n".join(papers),
                payee=texts["收款人"],
                bank=texts["开户银行"],
                account=texts["银行账号"].replace(" ", ""),
                note=check_clean(squeeze(request.note), "备注"),
                business_date=desk.business_date,
                **desk.stamp(),
            )
        )
        desk.record("apply_refund", f"refund_application {made.id}", f"{why} {amount_fen}")
    return application_numbered(desk, made.id)


def _text(typed: str, what: str) -> str:
    text = check_clean(squeeze(typed), what)
    if not text:
        raise BadInput(f"请写明{what}")
    if len(text) > _LONGEST:
        raise BadInput(f"{what}太长，最多 {_LONGEST} 个字")
    return text


def _levy_year(desk: Desk, request: ApplicationRequest) -> int:
    if request.levy_year is not None:
        return request.levy_year
    if request.insurance not in desk.insurances:
        raise BadInput(f"本站不征收{INSURANCE_TITLES[request.insurance]}，请核对「险种」")
    return desk.insurances[request.insurance].levy_year


def _member(desk: Desk, person: Person) -> Member | None:
    """Return the person as the rules see it; None for one who has left."""
    home = load_household(desk, person.household_id)
    return next((each for each in home.members if each.person_id == person.id), None)


def _check_reason(
    desk: Desk,
    person: Person,
    member: Member | None,
    why: str,
    insurance: Insurance,
    year: int,
) -> None:
    """Raise RefusedByRule where a reason does not hold of what the station knows."""
    applicant = member.applicant(insurance) if member else None
    no = ""
    if why == "died":
        died = person.left_on if person.left_reason == "死亡" else None
        if died is None:
            no = "花名册上没有登记死亡，请先办“家庭变更”"
        elif died.year >= year:
            no = f"{died} 死亡时 {year} 年度已经开始，没有“{REASONS[why].title}”"
    elif why == "employee" and (applicant is None or not applicant.is_insured_elsewhere):
        no = "花名册上没有登记参加职工保险，请先办“家庭变更”"
    elif why == "subsidised" and not _subsidy_clause(desk, member, insurance, year):
        no = f"没有在 {year} 年度通知规定资助的类别里，请先办「认定」"
    if no:
        raise RefusedByRule(f"{person.name}：{no}", "reason_does_not_hold")


def _subsidy_clause(desk: Desk, member: Member | None, insurance: Insurance, year: int) -> str:
    """Return the clause that subsidises somebody for a category held now; empty without one."""
    rules = desk.notice_of(insurance, year).insurances.get(insurance)
    held = {
        each.category
        for each in (member.holdings if member else ())
        if each.is_held_on(desk.business_date)
    }
    found = (each.clause for each in (rules.subsidies if rules else ()) if each.category in held)
    return next(found, "")


def _rests_on(
    desk: Desk, request: ApplicationRequest, member: Member | None, why: str, year: int
) -> str:
    """Return the document or clause that gives the reason; BadInput where none is known."""
    typed = check_clean(squeeze(request.document), "依据")
    known = REASONS[why].documents.get(request.insurance, "")
    if why == "subsidised":
        known = _subsidy_clause(desk, member, request.insurance, year)
    if not typed and not known:
        raise BadInput(
            f"“{REASONS[why].title}”退费，程序知道的文件里没有写明，请写明「依据」的文件或条款"
        )
    return typed or known


def _refuse_again(desk: Desk, person: Person, insurance: Insurance, year: int, why: str) -> None:
    for each in list_applications(desk):
        is_same = (each.id_number, each.insurance, each.levy_year, each.why) == (
            person.id_number, insurance, year, why
        )  # fmt: skip
        if is_same and each.state in ("open", "sent", "paid"):
            raise RefusedByRule(
                f"{person.name}的{INSURANCE_TITLES[insurance]} {year} 年度已有第 {each.number} 号"
                f"退费申请（{each.why_title}），没有再登记",
                "already_applied",
            )
