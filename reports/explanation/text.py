"""Explained quotes as lines of text: for the screen turned to the villager, and on paper."""

from models.base.money import short_yuan
from models.base.text import fit, mask_id, width, wrap
from reports.explanation.figures import (
    SETTLEMENT_WORDS,
    Explained,
    ExplainedFamily,
    ExplainedMember,
)

_LABEL_CELLS = 8
_HEADLINES = ("【", "〔", "现在缴", "已于", "不能办理", "标准调整", "认定变更")


def is_headline(line: str) -> bool:
    """Whether a line is what to see first: who, which insurance, how much."""
    return line.startswith(_HEADLINES)


def hang_of(line: str) -> int:
    """Return how far the further rows of a line stand in: under the text, not the label."""
    is_labelled = line[2:6] == "    " or line.startswith(("谁出钱  ", " " * _LABEL_CELLS))
    return _LABEL_CELLS if is_labelled else 0


def family_lines(family: ExplainedFamily) -> list[str]:
    """Return a household explained, member after member, then what concerns all."""
    lines = [
        f"{family.village} {family.number} 户  户主 {family.head}  {family.on}",
        f"依据：{family.notice_title}（{family.document}）",
    ]
    for member in family.members:
        lines += ["", *member_lines(member)]
    if family.remarks:
        lines += ["", "【全家】", *family.remarks]
    return lines


def member_lines(member: ExplainedMember) -> list[str]:
    """Return one person explained, insurance after insurance."""
    status = f"  {member.enrolment}" if member.enrolment else ""
    who = f"{member.name}  {member.relation}".strip()
    lines = [f"【{who}】  {member.age} 周岁  {mask_id(member.id_number)}{status}"]
    if member.note:
        lines.append(f"备注：{member.note}")
    for part in member.parts:
        lines += ["", f"〔{part.title}〕", *part_lines(part)]
    return lines


def part_lines(part: Explained) -> list[str]:
    """Return one insurance explained: the answer first, then why."""
    if part.quote.refused is not None and part.paid is None:
        return [f"不能办理：{part.quote.refused.message}", *_grounds(part)]
    lines = [answer_line(part)]
    if part.difference_fen:
        lines.append(difference_words(part))
    if part.quote.refused is not None:
        return lines
    return [*lines, *_standard(part), *_categories(part), *_payers(part), *_grounds(part)]


def answer_line(part: Explained) -> str:
    """Return what is to be paid, or was, in one sentence."""
    quote, paid = part.quote, part.paid
    if paid is not None:
        how = f"，按{paid.category}" if paid.category else ""
        return (
            f"已于 {paid.business_date} 缴 {short_yuan(paid.amount_fen)} 元"
            f"（收据 {paid.receipt}{how}）"
        )
    words = f"现在缴 {short_yuan(quote.due_now_fen or 0)} 元"
    for share in part.refunds:
        words += f"，之后由{share.funder}退回 {short_yuan(share.amount_fen)} 元"
    if part.refunds:
        words += f"，自己实际负担 {short_yuan(part.own_fen)} 元"
    return words


def difference_words(part: Explained) -> str:
    """Return what is still asked for, or given back, and after what."""
    way = "应补" if part.difference_fen > 0 else "应退"
    return f"{part.difference_why}后{way} {short_yuan(abs(part.difference_fen))} 元"


def _standard(part: Explained) -> list[str]:
    quote = part.quote
    tier = f"（所选档次 {short_yuan(quote.tier_fen)} 元）" if quote.tier_fen else ""
    late = "，征缴期已过，按补缴计算" if quote.late else ""
    return [f"标准    一年 {short_yuan(quote.standard_fen or 0)} 元{tier}{late}"]


def _categories(part: Explained) -> list[str]:
    if not part.considered:
        return ["身份    没有登记困难或资助身份，全额自缴"]
    widest = max(width(each.category) for each in part.considered)
    lines = []
    for place, each in enumerate(part.considered):
        head = "身份" if place == 0 else "    "
        result = f"补 {short_yuan(each.amount_fen)} 元" if each.is_applied else "不享受"
        lines.append(
            f"{head}    {fit(each.category, widest)}  {fit(result, 10)}"
            f"{each.reason}（{each.clause}）"
        )
    return lines


def _payers(part: Explained) -> list[str]:
    lines = [
        f"{share.funder}出 {short_yuan(share.amount_fen)} 元，{SETTLEMENT_WORDS[share.settlement]}"
        for share in part.quote.shares
    ]
    lines.append(f"自己出 {short_yuan(part.own_fen)} 元")
    marks = ["谁出钱", *["      "] * (len(lines) - 1)]
    return [f"{mark}  {line}" for mark, line in zip(marks, lines, strict=True)]


def _grounds(part: Explained) -> list[str]:
    """Return from when benefits run, then every sentence of the quote with its clause."""
    lines = []
    if part.quote.benefit_from is not None:
        lines.append(f"待遇    自 {part.quote.benefit_from} 起享受")
    for place, sentence in enumerate(part.sentences):
        lines.append(f"{'逐条' if place == 0 else '    '}    {sentence}")
    lines.append(f"依据    {part.document} {'；'.join(part.quote.clauses)}")
    for place, words in enumerate(part.interpretations):
        head = "解释    通知没有写明，按本程序的解释 " if place == 0 else "        "
        lines.append(f"{head}{words}")
    return lines


def paper_rows(family: ExplainedFamily, cells: int) -> list[str]:
    """Return a household explained, broken to a paper's width."""
    return [row for line in family_lines(family) for row in wrap(line, cells, hang=hang_of(line))]
