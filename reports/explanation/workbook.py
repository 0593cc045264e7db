"""Explained quotes on one page of paper: a table of the household, then the reasons."""

from collections.abc import Iterator
from pathlib import Path

from models.base.text import mask_id
from reports.explanation.figures import Explained, ExplainedFamily, ExplainedMember
from reports.explanation.text import answer_line, part_lines
from reports.listing.values import Cell, Column, Listing
from reports.listing.workbook import write_listing_workbook

_COLUMNS = (
    Column("姓名", "name"),
    Column("关系", "relation"),
    Column("证件号码", "masked_number"),
    Column("险种", "insurance"),
    Column("身份", "category"),
    Column("标准", "standard_fen", "money"),
    Column("资助", "subsidy_fen", "money"),
    Column("现在缴", "due_now_fen", "money"),
    Column("之后退", "reimbursed_fen", "money"),
    Column("自己负担", "own_fen", "money"),
    Column("待遇起", "benefit_from"),
)
_SIGNATURES = ("经办人：", "参保人（家属）签字：", "年    月    日")


def write_explanation_workbook(
    family: ExplainedFamily, path: Path, *, overwrite: bool = False
) -> None:
    """Write an explained household (or one member of it) to an xlsx file of one page.

    Raises BadInput where the file cannot be written.
    """
    place = f"{family.village} {family.number} 户"
    listing = Listing(
        name="缴费说明",
        station=family.station,
        title="城乡居民参保缴费说明",
        dated=family.on,
        facts=(
            f"{family.station}劳动保障站", place, f"户主 {family.head}", f"{family.on}"
        ),
        columns=_COLUMNS,
        rows=tuple(_row(member, part) for member in family.members for part in member.parts),
        notes=(f"依据：{family.notice_title}（{family.document}）", *_reasons(family)),
        signatures=_SIGNATURES,
        is_one_page=True,
    )  # fmt: skip
    write_listing_workbook(listing, path, overwrite=overwrite)


def _row(member: ExplainedMember, part: Explained) -> tuple[Cell, ...]:
    """Return a person's line; where nothing can be paid it says why, or what was."""
    quote, insurance = part.quote, part.title.removeprefix("城乡居民")
    who = (member.name, member.relation, mask_id(member.id_number), insurance)
    if quote.refused is not None:
        said = answer_line(part) if part.paid else quote.refused.message
        return (*who, said, *[""] * 6)
    return (
        *who, quote.category or "", quote.standard_fen or 0, quote.subsidy_fen or 0,
        quote.due_now_fen or 0, quote.reimbursed_fen or 0, part.own_fen,
        str(quote.benefit_from or ""),
    )  # fmt: skip


def _reasons(family: ExplainedFamily) -> Iterator[str]:
    """Yield each person's reasons; people with the very same reasons stand together."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for member in family.members:
        for part in member.parts:
            groups.setdefault((part.title, *part_lines(part)), []).append(member.name)
    for (title, *reasons), names in groups.items():
        yield f"{'、'.join(names)}：{title}"
        yield from (f"　　{reason}" for reason in reasons)
    yield from (f"全家：{remark}" for remark in family.remarks)
