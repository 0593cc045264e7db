"""The words of acquirers for what a transaction is, and for how it ended."""

import re
from collections.abc import Callable, Iterable
from typing import Literal

from models.base.errors import BadInput
from models.store.tables.bureau import StatementKind

Told = Literal["purchase", "void", "refund", "undone", "nothing"]
"""``undone``: a void or refund was reversed itself; ``nothing``: no money moved (查询、签到)."""

State = Literal["done", "failed", "voided", "given_back"]
"""``voided`` and ``given_back``: a purchase that was taken back later."""

_NAMES: dict[str, Told] = {"SALE": "purchase", "PURCHASE": "purchase", "VOID": "void",
                           "REFUND": "refund", "REVERSAL": "void"}  # fmt: skip
_NOT_KNOWN = re.compile(
    r"预授权|圈存|转账|充值|提现|代付|代收|手续费|服务费|调账|差错|拒付|退单|请款"
)
_NO_MONEY = re.compile(r"查询|签到|签退|批结|批上送|参数下载|测试")
_UNDO = re.compile(r"冲正|冲销|撤销|撤消|取消|反交易")
_REFUND = re.compile(r"退货|退款|退费|退回")
_PURCHASE = re.compile(r"消费|支付|付款|收款|扫码|被扫|主扫|刷卡|缴费|二维码|条码")

_TAKEN_BACK = re.compile(r"撤销|撤消|冲正|冲销|反交易")
_STAYED = re.compile(r"(撤销|撤消|冲正|冲销|退货|退款|退费)(交易)?(失败|未成功|不成功|被拒|拒绝)")
_CODE = re.compile(r"[0-9A-Z]{2}")
_GOOD = re.compile(
    r"成功|正常|完成|已支付|已付款|支付完毕|已清算|未清算|待清算|已结算|未结算|待结算|已入账|未入账"
    r"|承兑|承认|有效|通过|SUCCESS"
)
GOOD_CODE = "00"
_GOOD_CODES = {
    "", "-", "--", "0", GOOD_CODE, "0000", "000000", "11", "16", "A2", "A4", "A5", "A6", "S", "Y",
    "OK", "是", "TRUE",
}  # fmt: skip
_BAD = re.compile(
    r"失败|拒绝|被拒|未成功|不成功|未完成|未支付|未付款|待支付|待付款|关闭|超时|无效|作废|异常|终止"
    r"|取消|余额不足|密码错|FAIL|CLOSED|DECLINED|CANCEL"
)
_BAD_CODES = {"F", "N", "否", "FALSE", "C"}
_OPEN = re.compile(r"处理中|受理中|进行中|待确认|待处理|未知|PROCESSING|UNKNOWN")
_KIND_TITLE = re.compile(r"类型|类别|种类|名称|业务|交易")
_STATE_TITLE = re.compile(r"状态|结果|应答|响应")
_OTHER_STATE = re.compile(
    r"清算|结算|对账|凭证|签购单|开票|发票|营销|优惠|分账|打印|通知|退货|退款"
)


def read_kind(text: str) -> Told:
    """Return what kind of transaction words mean; raises BadInput for unknown ones.

    However it is written: 银行卡消费, 消费(有卡), POS消费撤销, 消费冲正.
    """
    word = "".join(text.split()).upper()
    kind = _NAMES.get(word) or _kind_of(word)
    if kind is None:
        raise BadInput(f"交易类型“{text[:20]}”不认识，应为消费、撤销或退货")
    return kind


def _kind_of(word: str) -> Told | None:
    if _NOT_KNOWN.search(word):
        return None
    if _NO_MONEY.search(word):
        return "nothing"
    if len(_UNDO.findall(word)) > 1 or (_REFUND.search(word) and _UNDO.search(word)):
        return "undone"
    if _UNDO.search(word):
        return "void"
    if _REFUND.search(word):
        return "refund"
    return "purchase" if _PURCHASE.search(word) else None


def read_state(text: str, kind: StatementKind, *, has_codes: bool = True) -> State:
    """Return how a transaction ended; raises BadInput where it has not, or in unknown words.

    Two signs are an answer code, of which all but a few refuse, only where ``has_codes``: the
    column has the code of success. Of a purchase 撤销失败 leaves it as it was; of a void it says
    that there was none.
    """
    word = "".join(text.split()).upper().strip("()")
    if word in _GOOD_CODES or (kind == "purchase" and _STAYED.search(word)):
        return "done"
    if _OPEN.search(word):
        raise BadInput(f"交易状态“{text[:20]}”还没有结果，没有记；请等下一份对账单")
    if _BAD.search(word) or word in _BAD_CODES or (has_codes and _CODE.fullmatch(word)):
        return "failed"
    if _TAKEN_BACK.search(word):
        return "voided" if kind == "purchase" else "done"
    if _REFUND.search(word):
        return "given_back" if kind == "purchase" else "done"
    if _GOOD.search(word):
        return "done"
    raise BadInput(f"交易状态“{text[:20]}”不认识，应为成功、失败或已撤销")


def says_nothing(cells: Iterable[str]) -> bool:
    """Say whether a column of kinds has one word throughout, which is none: 银行卡收单."""
    words = {"".join(each.split()).upper() for each in cells if each.strip()}
    return len(words) == 1 and not any(
        _NAMES.get(each) or _kind_of(each) or _NOT_KNOWN.search(each) for each in words
    )


def says_kind(title: str, cells: Iterable[str]) -> bool:
    """Say whether a column without a known heading says what kind each line is of."""
    return bool(_KIND_TITLE.search(title)) and _are(cells, read_kind)


def says_state(title: str, cells: Iterable[str]) -> bool:
    """Say whether a column without a known heading says how each line ended."""
    if not _STATE_TITLE.search(title) or _OTHER_STATE.search(title):
        return False
    return _are(cells, lambda text: read_state(text, "purchase", has_codes=False))


def _are(cells: Iterable[str], read: Callable[[str], object]) -> bool:
    words = {each for each in cells if each.strip()}
    try:
        for each in words:
            read(each)
    except BadInput:
        return False
    return bool(words)
