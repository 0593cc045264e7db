"""How the station may take the money of an insurance: by which channels, and until when."""

from models.levy.notice import InsuranceRules
from models.levy.values import Refusal

CHANNEL_WORDS = {
    "pos": "POS刷卡",
    "cash": "现金",
    "bank_transfer": "银行转账",
    "bank_batch": "银行批扣",
    "alipay": "支付宝",
    "wechat": "微信",
    "self_service": "自助机",
    "bank_counter": "银行柜面",
    "service_hall": "办事服务大厅",
    "online": "线上缴费",
}


def check_channel(rules: InsuranceRules, channel: str) -> Refusal | None:
    """Return why the station may not take the money this way, or None.

    Nothing to pay (``no_charge``) goes through no channel.
    """
    rule = rules.counter_channels
    if rule is None or channel in (*rule.channels, "no_charge", "revision"):
        return None
    allowed = "、".join(CHANNEL_WORDS[each] for each in rule.channels)
    place = rule.place or "本站"
    return Refusal(
        code="channel_not_allowed",
        message=f"{place}收取这项费款只能用{allowed}（{rule.clause}），"
        f"请不要收{CHANNEL_WORDS.get(channel, channel)}",
    )
