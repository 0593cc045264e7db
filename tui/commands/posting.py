"""``posting``: the lists posted in the villages, what was objected, and what went to bureaus."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from models.base.terms import INSURANCE_TITLES, Insurance
from tui.frame.command_line import (
    CATEGORY,
    NEAREST_DATE,
    NEXT_DATE,
    XLSX,
    Answer,
    InsuranceType,
    LaobaoGroup,
    answering,
    as_json,
)
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.bureau.public_posting.objections import Recorded

INSURANCE = click.option(
    "--insurance",
    type=InsuranceType(),
    default="medical",
    metavar="险种",
    help="默认医疗保险，可写 养老保险、大病保险",
)
_NUMBER = click.IntRange(1, 10**9)
_TO_XLSX = click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成 xlsx 文件，供张贴")


@click.group(cls=LaobaoGroup, help="公示：按村按类别张贴资助对象名单，登记异议，公示后报送。")
def posting() -> None:
    """Hold the commands below."""


@posting.command("list", help="列出公示和报送，新的在前。")
@answering
@click.pass_obj
def list_them(session: Session) -> Answer:
    """Print all postings with their state, and the filings."""
    from models.bureau.public_posting.postings import list_filings, list_postings
    from reports.public_posting.document import posting_document
    from reports.public_posting.text import postings_text

    desk = session.desk
    postings, filings = list_postings(desk), list_filings(desk)
    documents = [posting_document(each, desk.business_date) for each in postings]
    table = postings_text(postings, filings, desk.business_date)
    return {"postings": documents, "filings": filings}, [table]


@posting.command("make", help="做一个村一个类别的公示名单，记下公示的起止日期。")
@click.option("--village", required=True, metavar="村", help="村（社区）")
@CATEGORY
@INSURANCE
@click.option(
    "--from", "posted_on", type=NEAREST_DATE, metavar="日期", help="开始日期；默认业务日期"
)
@click.option("--until", type=NEXT_DATE, metavar="日期", help="公示到哪一天；通知写明的可不填")
@click.option("--place", default="", metavar="地点", help="公示地点；默认按通知")
@_TO_XLSX
@as_json
@click.pass_obj
def make(
    session: Session,
    village: str,
    category: str,
    insurance: Insurance,
    posted_on: dt.date | None,
    until: dt.date | None,
    place: str,
    path: Path | None,
    is_json: bool,
) -> None:
    """Record the posting, and write or print its list."""
    from models.bureau.public_posting.post import post_list

    if path is not None:
        from reports.rendering.sheet import refuse_unwritable

        refuse_unwritable(path)
    posted = post_list(session.desk, village, category, insurance, posted_on, until, place)
    if not is_json:
        number, people = posted.listed.posting.posting_id, posted.listed.posting.people
        done = "已登记" if posted.is_new else "早已登记，没有变化"
        print_lines([f"{done}：第 {number} 号公示，{people} 人"])
    _answer(session, posted.listed, path, is_json=is_json, is_new=posted.is_new)


@posting.command("show", help="看一份公示名单和对它的异议。")
@click.argument("posting_id", metavar="编号", type=_NUMBER)
@_TO_XLSX
@as_json
@click.pass_obj
def show(session: Session, posting_id: int, path: Path | None, is_json: bool) -> None:
    """Print or write a list as it was posted."""
    from models.bureau.public_posting.postings import find_posting

    _answer(session, find_posting(session.desk, posting_id), path, is_json=is_json)


@posting.command("object", help="登记对公示名单上一个人的异议。")
@click.argument("posting_id", metavar="编号", type=_NUMBER)
@click.option("--person", required=True, metavar="证件号码", help="对谁有异议")
@click.option("--by", "raised_by", required=True, metavar="谁", help="由谁提出，可写“匿名”")
@click.option("--content", required=True, metavar="内容", help="异议内容")
@answering
@click.pass_obj
def raise_one(
    session: Session, posting_id: int, person: str, raised_by: str, content: str
) -> Answer:
    """Record an objection."""
    from models.bureau.public_posting.objections import raise_objection
    from models.people.person_meant import person_meant

    desk = session.desk
    result = raise_objection(desk, posting_id, person_meant(desk, person), raised_by, content)
    return _answer_objection(result)


@posting.command("resolve", help="处理一件异议：成立或不成立，只能处理一次。")
@click.argument("objection_id", metavar="异议编号", type=_NUMBER)
@click.option("--upheld", "is_upheld", is_flag=True, help="异议成立")
@click.option("--dismissed", "is_dismissed", is_flag=True, help="异议不成立")
@click.option("--reason", required=True, metavar="原因", help="核实情况和处理原因")
@answering
@click.pass_obj
def resolve(
    session: Session,
    objection_id: int,
    is_upheld: bool,
    is_dismissed: bool,
    reason: str,
) -> Answer:
    """Resolve an objection once and for all."""
    from models.base.errors import BadInput
    from models.bureau.public_posting.objections import resolve_objection

    if is_upheld == is_dismissed:
        raise BadInput("请写明「异议成立」「异议不成立」其中一个")
    result = resolve_objection(session.desk, objection_id, reason, is_upheld=is_upheld)
    return _answer_objection(result)


@posting.command(
    "file", help="登记某类别名单报送一个部门；通知规定先公示后报送的，没公示完不能报。"
)
@CATEGORY
@INSURANCE
@click.option("--bureau", required=True, metavar="部门", help="报送哪个部门，例如 财政局")
@click.option("--paper", required=True, metavar="文号", help="报送文件的文号")
@answering
@click.pass_obj
def file_list(
    session: Session, category: str, insurance: Insurance, bureau: str, paper: str
) -> Answer:
    """Record a filing, in the order the notice states."""
    from models.bureau.public_posting.filing import file_with_bureau

    filed = file_with_bureau(session.desk, category, insurance, bureau, paper)
    filing = filed.filing
    done = "已登记报送" if filed.is_new else f"{filing.filed_on} 早已登记，没有变化"
    title = f"{INSURANCE_TITLES[filing.insurance]} {filing.levy_year} 年度"
    lines = [f"{done}：{title} {filing.category} {filing.people} 人 -> {filing.bureau}"]
    if filed.left_out:
        lines.append(f"另有 {filed.left_out} 人异议成立，没有计入")
    if not filed.is_order_stated:
        lines.append("通知没有规定公示后报送哪些部门，没有核对公示情况")
    return filed, lines


def _answer(
    session: Session, listed: Any, path: Path | None, *, is_json: bool, is_new: bool | None = None
) -> None:
    """Write the workbook if asked for, and print the list as text or JSON."""
    desk = session.desk
    if path is not None:
        from reports.public_posting.workbook import write_posting_workbook

        session.export(path)
        write_posting_workbook(listed, desk.township, path)
    if is_json:
        from reports.public_posting.document import posted_list_document

        document = posted_list_document(listed, desk.business_date)
        print_json(document if is_new is None else {"is_new": is_new, **document})
    elif path is not None:
        print_lines([f"已写入 {path}"])
    else:
        from reports.public_posting.text import posting_text

        print_lines([posting_text(listed, desk.township, desk.business_date)])


def _answer_objection(result: "Recorded") -> Answer:
    from reports.public_posting.document import objection_document

    objection = result.objection
    outcome = {None: "未处理", True: "成立", False: "不成立"}[objection.is_upheld]
    done = "已登记" if result.is_new else "早已登记，没有变化"
    lines = [f"{done}：第 {objection.objection_id} 号异议（{objection.name}），{outcome}"]
    if result.next_step:
        lines.append(result.next_step)
    return {
        "is_new": result.is_new,
        **objection_document(objection),
        "next_step": result.next_step,
    }, lines
