"""The form for money given back (退费单), to be signed by who gets it and by those who agreed."""

import datetime as dt

from models.base.money import format_yuan
from models.base.money_words import amount_in_words
from models.base.terms import INSURANCE_TITLES
from models.counter.refund_form import (
    FORM_TITLES,
    FormLine,
    RefundForm,
    refund_forms,
    refund_forms_between,
)
from models.ledger.entry import CHANNEL_TITLES
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing

_COLUMNS = (
    Column("序号", "number", "number"),
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("姓名", "name"),
    Column("证件号码", "id_number_masked"),
    Column("险种", "insurance"),
    Column("年度", "levy_year"),
    Column("退还金额", "amount_fen", "money"),
)
_BY_HAND = (Column("领款人签字", "signed", cells=16.0), Column("领款日期", "signed_on", cells=12.0))
_SIGNATURES = ("申请人：", "复核人：", "领款人：", "（盖章）    年   月   日")


def refund_listings(desk: Desk, number: str) -> tuple[Listing, ...]:
    """Return the forms of a receipt or of an entry that gave money back; raises BadInput."""
    return tuple(_listing(desk, each) for each in refund_forms(desk, number))


def refund_listings_between(
    desk: Desk, first: dt.date | None, last: dt.date | None
) -> tuple[Listing, ...]:
    """Return the forms of a span of days, the business date's year by default; a sheet each."""
    last = last or desk.business_date
    first = first or last.replace(month=1, day=1)
    forms = refund_forms_between(desk, first, last)
    return tuple(_listing(desk, each) for each in forms) or (_nothing(desk, first, last),)


def _listing(desk: Desk, form: RefundForm) -> Listing:
    title = FORM_TITLES[form.kind]
    own = f"-{form.lines[0].household}" if form.households > 1 else ""
    named = f"{title}{form.number or form.receipt}{own}"
    return Listing(
        name=named,
        station=desk.township,
        title=f"{desk.township}劳动保障站{title}",
        dated=form.day,
        facts=_facts(form),
        columns=_COLUMNS,
        rows=tuple(_row(number, each) for number, each in enumerate(form.lines, 1)),
        total=("合计", *[""] * (len(_COLUMNS) - 2), form.amount_fen),
        notes=_notes(form),
        signatures=_SIGNATURES,
        by_hand=_BY_HAND,
        is_one_page=True,
    )


def _row(number: int, line: FormLine) -> tuple[Cell, ...]:
    return (
        number, line.village, line.household, line.name, line.masked_number,
        INSURANCE_TITLES[line.insurance].removeprefix("城乡居民"), f"{line.levy_year}",
        line.amount_fen,
    )  # fmt: skip


def _facts(form: RefundForm) -> tuple[str, ...]:
    """Return which entry it is, of what, on which day, and how the money goes."""
    facts = [f"号码 {form.number}" if form.number else "待复核"]
    if form.receipt:
        facts.append(f"原收据号 {form.receipt}")
    return (*facts, f"日期 {form.day}", f"退款方式：{CHANNEL_TITLES[form.channel]}")


def _notes(form: RefundForm) -> tuple[str, ...]:
    notes = [f"退还（大写）：{amount_in_words(form.amount_fen)}"]
    if form.households > 1:
        others = f"与另 {form.households - 1} 户一起退"
        notes.append(f"{others}，整笔 {format_yuan(form.whole_fen)} 元；每户一张，各签各的")
    if form.reason:
        notes.append(f"原因：{form.reason}")
    if form.asked_by:
        notes.append(f"申请：{form.asked_by} {form.asked_on}")
    if form.asked_by and form.number:
        notes.append(f"复核：{form.approved_by} {form.day}")
    elif form.number:
        notes.append(f"经办：{form.approved_by} {form.day}")
    else:
        notes.append("复核：（还没有复核，钱还不能退）")
    notes += [f"退款签购单：{each}" for each in form.slips]
    notes += form.owed_back
    notes.append("领款人不是本人的，写明与本人的关系，附双方证件复印件")
    return tuple(notes)


def _nothing(desk: Desk, first: dt.date, last: dt.date) -> Listing:
    """Return an empty form that says that nothing went back."""
    return Listing(
        name="退费单",
        station=desk.township,
        title=f"{desk.township}劳动保障站退费单",
        dated=last,
        facts=(f"{first} 至 {last}",),
        columns=_COLUMNS,
        rows=(),
        total=("合计", *[""] * (len(_COLUMNS) - 2), 0),
        notes=(f"没有撤销、退费，合计 {format_yuan(0)} 元",),
        signatures=(),
    )
