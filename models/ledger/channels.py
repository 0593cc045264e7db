"""The ways money comes by: an open list, each with its title and what bureaus and banks call it.

A new way is one line here. A word that none of them has is entered as ``other``, with the word
kept beside it.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

By = Literal["station", "bureau", "books"]


@dataclass(frozen=True)
class Channel:
    """A way: its code in the ledger, its title, who takes the money, words that mean it.

    ``by`` is ``bureau`` where people paid by themselves, ``books`` where no money moves or the
    station's goes back. ``formerly`` is the code under which files of before were entered.
    """

    code: str
    title: str
    by: By
    words: tuple[str, ...] = ()
    formerly: str = ""


CHANNELS = (
    Channel("pos", "POS刷卡", "station", ("pos", "刷卡", "全民付")),
    Channel("cash", "现金", "station", ("现金",)),
    Channel("bank_batch", "银行批扣", "bureau",
            ("批扣", "批量扣", "代扣", "委托扣款", "批量", "银行扣款")),
    Channel("alipay", "支付宝", "bureau", ("支付宝", "alipay")),
    Channel("wechat", "微信", "bureau", ("微信", "wechat")),
    Channel("self_service", "自助机", "bureau", ("自助",)),
    Channel("quickpass", "云闪付", "bureau", ("云闪付", "闪付")),
    Channel("mobile_bank", "手机银行", "bureau", ("手机银行", "掌上银行", "掌银")),
    Channel("zhelibang", "浙里办", "bureau", ("浙里办", "浙江政务服务网")),
    Channel("tax_app", "税务APP", "bureau",
            ("税务app", "掌上办税", "税通", "社保缴费app", "社保费app", "税务小程序",
             "社保缴费小程序", "社保费小程序")),
    Channel("e_tax", "电子税务局", "bureau", ("电子税务",), formerly="online"),
    Channel("medical_account", "个人账户代缴", "bureau",
            ("个人账户", "个人帐户", "个账", "家庭共济", "共济")),
    Channel("bank_counter", "银行柜面", "bureau", ("柜面", "柜台", "银行网点", "银行窗口")),
    Channel("service_hall", "办事服务大厅", "bureau", ("大厅", "服务厅", "办税", "政务服务")),
    Channel("qr_code", "扫码", "bureau", ("扫码", "二维码", "聚合支付"), formerly="online"),
    Channel("online", "线上缴费", "bureau", ("线上", "网上", "网厅", "网银")),
    Channel("other", "其他渠道", "bureau", ("其他",)),
    Channel("stated", "税务登记参保", "bureau"),
    Channel("bank_transfer", "银行转账", "books"),
    Channel("revision", "标准调整登记", "books"),
    Channel("certification", "认定变更登记", "books"),
    Channel("no_charge", "免缴登记", "books"),
)  # fmt: skip
"""In the order of lists; of a bureau's words the first line decides in which one occurs."""

CHANNEL_TITLES: dict[str, str] = {each.code: each.title for each in CHANNELS}
BUREAUS: tuple[str, ...] = tuple(each.code for each in CHANNELS if each.by == "bureau")
STATED, OTHER = "stated", "other"
_OF_CODE = {each.code: each for each in CHANNELS}
_ASKED = tuple(sorted(CHANNELS, key=lambda each: each.by != "bureau"))


def channel_called(text: str) -> Channel:
    """Return the channel that a word means: a code, a title, or what it contains."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    if plain in _OF_CODE:
        return _OF_CODE[plain]
    named = (
        each
        for each in _ASKED
        if each.title.casefold() == plain or any(word in plain for word in each.words)
    )
    return next(named, _OF_CODE[OTHER])


def known_as(code: str) -> str:
    """Return the code by which rows of files are compared: what it was called before."""
    channel = _OF_CODE.get(code)
    return channel.formerly or code if channel else code


def channel_words(code: str, text: str = "") -> str:
    """Return a channel as people read it; of ``other`` with what the file called it."""
    title = CHANNEL_TITLES.get(code, code)
    return f"{title}（{text}）" if text and code == OTHER else title
