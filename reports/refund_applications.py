"""Refund applications on paper: the register of all of them, and the form of one."""

from collections.abc import Iterable

from models.base.money import format_yuan
from models.base.money_words import amount_in_words
from models.base.terms import INSURANCE_TITLES
from models.bureau.refund_applications.read import list_applications
from models.bureau.refund_applications.reasons import REASONS, WORKING_DAYS
from models.bureau.refund_applications.values import STATE_TITLES, Application
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing

_COLUMNS = (
    Column("编号", "number", "number"),
    Column("登记日期", "applied_on", "date"),
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("姓名", "name"),
    Column("证件号码", "id_number"),
    Column("险种", "insurance"),
    Column("年度", "levy_year"),
    Column("原因", "why"),
    Column("金额", "amount_fen", "money"),
    Column("状态", "state"),
    Column("报送日期", "sent_on", "date"),
    Column("已等工作日", "waiting_days", "number"),
    Column("到账日期", "paid_back_on", "date"),
    Column("缺的材料", "missing_papers"),
)
_FORM_COLUMNS = (Column("项目", "item", cells=16), Column("内容", "content", cells=66))


def applications_listing(desk: Desk, *, is_open: bool = False) -> Listing:
    """Return the register on the business date; ``is_open``: only what is not over."""
    today = desk.business_date
    shown = [
        each for each in list_applications(desk) if not is_open or each.state in ("open", "sent")
    ]
    late = [each for each in shown if each.is_overdue(today)]
    notes = ["钱在税务、医保，退到本人账户，不经本站，不计入本站的账"]
    if late:
        numbers = "、".join(str(each.number) for each in late)
        notes.append(f"已超过 {WORKING_DAYS[1]} 个工作日还没有退的：第 {numbers} 号，请催办")
    total_fen = sum(each.amount_fen for each in shown)
    total: list[Cell] = ["合计", *[""] * (len(_COLUMNS) - 1)]
    total[[each.key for each in _COLUMNS].index("amount_fen")] = total_fen
    return Listing(
        name="退费申请登记表",
        station=desk.township,
        title=f"{desk.township}劳动保障站退费申请登记表",
        dated=today,
        facts=(f"截至：{today}", f"{len(shown)} 件", "单位：元"),
        columns=_COLUMNS,
        rows=tuple(_row(each, desk) for each in shown),
        total=total,
        notes=tuple(notes),
    )


def _row(each: Application, desk: Desk) -> tuple[Cell, ...]:
    return (
        each.number, each.applied_on, each.village, each.household, each.name, each.id_number,
        INSURANCE_TITLES[each.insurance], each.levy_year, each.why_title, each.amount_fen,
        STATE_TITLES[each.state], each.day_of("sent"), each.waiting_days(desk.business_date),
        each.day_of("paid"), "、".join(each.missing_papers),
    )  # fmt: skip


def application_form(desk: Desk, each: Application) -> Listing:
    """Return the form of one application, to be signed and sent on; the numbers stand whole."""
    rows = (
        ("申请编号", f"{each.applied_on.year}-{each.number:04d}"),
        ("申请日期", str(each.applied_on)),
        ("参保人", each.name),
        ("证件号码", each.id_number),
        ("所在户", f"{each.village} {each.household} 户"),
        ("险种和年度", f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度"),
        ("缴费日期", str(each.paid_on)),
        ("缴费凭证号", each.voucher or "见所附凭证"),
        ("退费原因", each.why_title),
        ("依据", each.rests_on),
        (
            "申请退费金额",
            f"{format_yuan(each.amount_fen)} 元（大写：{amount_in_words(each.amount_fen)}）",
        ),
        ("收款人", each.payee),
        ("开户银行", each.bank),
        ("银行账号", each.account),
        ("所附材料", _marked(each)),
        ("备注", each.note),
        ("申请人（签名）", ""),
        ("经办机构意见", ""),
        ("税务、医保审核意见", ""),
    )
    return Listing(
        name=f"退费申请表_{each.number:04d}",
        station=desk.township,
        title="城乡居民社会保险费退费申请表",
        dated=each.applied_on,
        facts=(f"受理：{desk.township}劳动保障站", f"经办：{each.operator}"),
        columns=_FORM_COLUMNS,
        rows=rows,
        notes=("退费由征收和经办机构办理，直接退到上列账户，不经本站",),
        is_one_page=True,
    )


def _marked(each: Application) -> str:
    """Return every paper its reason asks for, those handed in ticked, then what else came."""
    asked = REASONS[each.why].all_papers
    more: Iterable[str] = (paper for paper in each.papers if paper not in asked)
    return "  ".join(
        [*(f"[{'√' if paper in each.papers else '  '}]{paper}" for paper in asked)]
        + [f"[√]{paper}" for paper in more]
    )
