"""How lists of earlier years say it: words for a status, headings of a year's column."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from models.base.errors import BadInput
from models.base.terms import Insurance
from seed.self_paid_words import insurance_named


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENROLLED = _words("""
已缴 已缴费 缴费 已交 已交费 缴清 已缴清 免缴 减免 代缴 财政代缴 政府代缴 补缴 已补缴 续缴 在缴
已参保 参保 正常参保 参保正常 正常 正常缴费 缴费正常 参保缴费 已参保缴费 已参保已缴费 资助参保
在保 续保 新参保 新增参保 有效 成功 缴费成功 扣款成功 到账 已到账 入库 已入库
是 有 对 √ ✓ ✔ 1 y yes
""")
"""Words that mean: enrolled for the year."""

NOT_ENROLLED = _words("""
未缴 未缴费 未交 未交费 没缴 没交 欠费 欠缴 断缴 停缴 未续缴 中断 中断缴费 暂停缴费
未参保 没参保 不参保 未续保 断保 停保 已停保 漏保 脱保 暂停 暂停参保 中断参保 终止 终止参保 退保
已退保 退费 已退费 未到账 失败 缴费失败 扣款失败 参保未缴 参保未缴费 登记未缴费
否 无 不 × ✗ ✘ ✕ x 0 n no
""")
"""Words that mean: not enrolled for the year. Insured elsewhere is not among them: no gap."""

_KNOWN = ENROLLED | NOT_ENROLLED
_SEPARATORS = re.compile(r"[、,;/|+ ]+")
_WORD = (
    "年度|年|城乡|居民|基本|医疗|医保|养老|职工|大病|保险费|保险|费用|费|个人|参保|缴费|缴纳|状态|"
    r"情况|标志|是否|已|缴|金额|日期|时间|\(元\)|[()/_-]"
)
YEAR_HEADING = re.compile(rf"(?:{_WORD})*(?:19|20)\d\d(?:{_WORD})*")
"""The heading of a column of one year, as headings are compared: 2018年度, 2019年医保参保."""

Kind = Literal["status", "amount", "day"]


@dataclass(frozen=True)
class YearColumn:
    """A column of one year: what its cells are; the insurance is None where it does not say."""

    heading: str
    levy_year: int
    insurance: Insurance | None
    kind: Kind


def year_column(heading: str) -> YearColumn:
    """Return what a heading that ``YEAR_HEADING`` matches means; BadInput for 职工."""
    year = re.search(r"(?:19|20)\d\d", heading)
    assert year is not None
    says_which = any(word in heading for word in ("医", "养老", "大病", "职工"))
    kind: Kind = "status"
    if "日期" in heading or "时间" in heading:
        kind = "day"
    elif "金额" in heading or "(元)" in heading:
        kind = "amount"
    return YearColumn(heading, int(year[0]), insurance_named(heading) if says_which else None, kind)


def is_enrolled(text: str) -> bool:
    """Return what the words of a cell mean, all of which must mean the same.

    Raises BadInput for words that are not known, and for those that contradict each other.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    whole = "".join(plain.split())
    words = [whole] if whole in _KNOWN else [each for each in _SEPARATORS.split(plain) if each]
    meant = {_meaning(each, text) for each in words}
    if len(meant) != 1:
        raise BadInput(f"状态“{text[:20]}”自相矛盾，请写明已参保或未参保")
    return meant.pop()


def _meaning(word: str, text: str) -> bool:
    if word in _KNOWN:
        return word in ENROLLED
    raise BadInput(
        f"状态“{text[:20]}”不认识，没有录入；请写成已缴、已参保、是，或未缴、断缴、停保、否"
    )
