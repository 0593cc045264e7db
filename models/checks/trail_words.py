"""What the trail keeps in short words, as people read it: amounts in yuan, counts by noun."""

import re

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.levy.figure_names import figure_title, value_title
from models.station.rights import act_title

_CODES = {
    "not_an_operator": "没有登记",
    "not_allowed": "没有权限",
    "second_operator": "没有另一个人同意",
    "pin_needed": "第二人没有证明是本人",
    "wrong_pin": "PIN 不对",
    "pin_locked": "PIN 已不能用",
    "future_date": "日期在今天之后",
    "day_closed": "那一天已日结",
    "not_same_day": "不是当天",
    "period_submitted": "那一期已上报",
}
_NOUNS = {
    "households": "户", "people": "人", "changed": "变更", "refused": "拒绝", "new": "新增",
    "gone": "不再有", "kept": "保留", "villages": "村", "entries": "笔", "posted": "入账",
    "copy": "第几份", "payments": "笔数", "posting": "公示", "paid_row": "自行缴费例外",
    "rows": "行", "answers": "答复", "added": "新增", "stated": "登记", "returned": "退回",
    "row": "行", "limit_fen": "限额（分）", "days": "天数",
}  # fmt: skip
_WORDS = {
    "operator": "本人", "station": "全站", "pin": "PIN", "own": "本人先同意", "same": "同一",
    "different": "两人", "elsewhere": "确认在别处参保", "not_elsewhere": "未在别处参保",
    "suspense": "挂账", "entered": "已补录", "refunded": "已退款", "not_ours": "非本站业务",
    "voided": "已撤销", "upheld": "成立", "dismissed": "不成立", "from": "起", "by": "由",
    "as": "认定为", "sent": "已报送", "paid": "已退到账", "declined": "未批准",
    "withdrawn": "已撤回",
}  # fmt: skip
_MONEY_AT = {
    "pay": 1, "void": 1, "refund": 1, "collect": 1, "return": 1, "correct": 1, "deposit": -1,
    "take_back_deposit": 0, "record_transfer": -1, "repay": -1, "close_day": -1,
}  # fmt: skip
"""At which of the words an amount in fen stands, by act."""


def detail_words(action: str, detail: str) -> str:
    """Return what the trail says of an act; names and papers stay as they were typed."""
    words = detail.split()
    if action == "denied":
        return " ".join([act_title(words[0]), _CODES.get(words[1], words[1]), *words[2:]])
    if action in ("approve", "agreed"):
        return " ".join([act_title(words[0]), *(_WORDS.get(each, each) for each in words[1:])])
    if action == "end_print":
        return "已打出" if detail == "sent" else "没有打出"
    if action == "fill" and words:
        words[0] = value_title(words[0])
    at = _MONEY_AT.get(action)
    if at is not None and len(words) > max(at, 0) and re.fullmatch(r"-?\d+", words[at]):
        words[at] = f"{format_yuan(int(words[at]))}元"
    return " ".join(_NOUNS.get(each) or _WORDS.get(each) or each for each in words)


def subject_words(subject: str) -> str:
    """Return a subject that is one word: an insurance by its title, an act by its own."""
    if subject in INSURANCE_TITLES:
        return INSURANCE_TITLES[subject]
    if subject == "layout_answer":
        return "列的意思"
    if subject.partition(".")[0] in INSURANCE_TITLES:
        return figure_title(subject)
    return act_title(subject)
