"""``quote``: what one person owes under a notice, without a store."""

import datetime as dt

import click

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.levy.asked import parse_holding
from models.levy.fill import fill_notice, insurance_named
from models.levy.quote import quote_person
from models.levy.values import Applicant, Quote, refusal_named
from models.levy.years import quote_years
from tui.commands.notice import split_figure
from tui.frame.command_line import DATE, WHOLE_DATE, YUAN, LaobaoCommand, as_json
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="不用数据库，按通知试算一个人应缴多少、为什么。")
@click.option("--notice", "notice_id", required=True, metavar="通知", help="通知编号")
@click.option(
    "--insurance", required=True, metavar="险种", help="险种，医疗保险、养老保险、大病保险"
)
@click.option("--born", required=True, type=WHOLE_DATE, metavar="日期", help="出生日期")
@click.option(
    "--category", "categories", multiple=True, metavar="类别[@日期]", help="人员类别和认定日期"
)
@click.option("--later-birth", type=WHOLE_DATE, metavar="日期", help="再生育日期")
@click.option("--tier", type=YUAN, metavar="元", help="养老缴费档次")
@click.option("--in-school", is_flag=True, help="在校学生")
@click.option("--insured-elsewhere", is_flag=True, help="已在别处参保")
@click.option("--levy-year", type=int, metavar="年度", help="只算这一个参保年度")
@click.option("--in-service", is_flag=True, help="现役军人")
@click.option("--imprisoned", is_flag=True, help="服刑人员")
@click.option(
    "--insured-year",
    "insured_years",
    multiple=True,
    type=int,
    metavar="年度",
    help="以前参过保的年度",
)
@click.option(
    "--bought-back",
    "bought_years",
    multiple=True,
    type=int,
    metavar="年度",
    help="断保以后补缴过的年度",
)
@click.option("--history-from", type=int, metavar="年度", help="从哪一年起知道是否参保")
@click.option("--employee-until", type=DATE, metavar="日期", help="职工医保到哪一天")
@click.option("--discharged", type=DATE, metavar="日期", help="退役日期")
@click.option(
    "--despite",
    "overridden",
    multiple=True,
    metavar="照常办理",
    help="照常办理，写被哪条拒绝，例如 已在别处参保",
)
@click.option("--fill", "figures", multiple=True, metavar="键=数值", help="填入通知未定的数字")
@as_json
@click.pass_context
def quote(
    ctx: click.Context,
    notice_id: str,
    insurance: str,
    born: dt.date,
    categories: tuple[str, ...],
    later_birth: dt.date | None,
    tier: int | None,
    in_school: bool,
    insured_elsewhere: bool,
    in_service: bool,
    imprisoned: bool,
    insured_years: tuple[int, ...],
    bought_years: tuple[int, ...],
    history_from: int | None,
    employee_until: dt.date | None,
    discharged: dt.date | None,
    overridden: tuple[str, ...],
    levy_year: int | None,
    figures: tuple[str, ...],
    is_json: bool,
) -> None:
    """Print a quote; exit 1 when a rule refuses it."""
    from tui.frame.notices import find_notice

    session = ctx.ensure_object(Session)
    notice = fill_notice(find_notice(notice_id), [split_figure(each) for each in figures])
    applicant = Applicant(
        born=born,
        holdings=tuple(parse_holding(notice, each) for each in categories),
        later_birth=later_birth,
        is_in_school=in_school,
        is_insured_elsewhere=insured_elsewhere,
        is_in_service=in_service,
        is_imprisoned=imprisoned,
        insured_years=insured_years,
        bought_years=bought_years,
        history_from=history_from,
        employee_until=employee_until,
        discharged_on=discharged,
        overridden=tuple(refusal_named(each) for each in overridden),
    )
    asked = (notice, insurance_named(insurance), applicant, session.business_date, tier)
    result = quote_years(*asked) if levy_year is None else quote_person(*asked, levy_year)
    if is_json:
        print_json(result)
    else:
        print_lines(quote_lines(result))
    if result.refused is not None:
        ctx.exit(1)


def quote_lines(result: Quote) -> list[str]:
    """Return a quote as lines a clerk can read out: the year asked for, then the others."""
    lines = [*_year_lines(result), *(f"  注意：{each}" for each in result.warnings)]
    for other in result.others:
        lines += [f"另外还可以缴：{INSURANCE_TITLES[other.insurance]} {other.levy_year} 年度"]
        lines += [f"  {each}" for each in quote_lines(other)]
    return lines


def _year_lines(result: Quote) -> list[str]:
    head = INSURANCE_TITLES[result.insurance]
    if result.levy_year is not None:
        head = f"{head} {result.levy_year} 年度"
    if result.refused is not None:
        return [f"{head}：不能办理", result.refused.message]
    paid = "补缴应缴" if result.late else "现在应缴"
    lines = [
        f"{head}：{paid} {format_yuan(result.due_now_fen or 0)} 元",
        f"  标准 {format_yuan(result.standard_fen or 0)} 元，"
        f"资助 {format_yuan(result.subsidy_fen or 0)} 元"
        + (
            f"，其中之后退回 {format_yuan(result.reimbursed_fen)} 元"
            if result.reimbursed_fen
            else ""
        ),
    ]
    return lines + [f"  {each}" for each in result.explanation]
