"""The accounts of the books: where money is, who owes it and who is owed.

A positive balance (debits less credits) is money held or owed to the station, a negative
one what the station owes on.
"""

from models.base.terms import INSURANCE_TITLES, Insurance

TILL = "till"
POS_CLEARING = "pos_clearing"
PENDING_REMITTANCE = "pending_remittance"
BUREAU = "bureau"
BANK = "bank"
FUND = "fund"
PAYER = "payer"

ACCOUNT_TITLES: dict[str, str] = {
    TILL: "库存现金",
    POS_CLEARING: "POS 待清算",
    PENDING_REMITTANCE: "待报解账户",
    BUREAU: "税务渠道直缴",
    BANK: "银行转账退付",
    FUND: "资金方直接缴入基金",
    PAYER: "应退缴费人（先征后补）",
}
"""Every account but those of the insurances and the funders, in the order of the books."""

_MONEY_OF_CHANNEL = {
    "pos": POS_CLEARING,
    "cash": TILL,
    "bank_transfer": BANK,
}


def money_account(channel: str) -> str:
    """Return where the money of a payment channel goes.

    What people paid by themselves reached the tax bureau without passing through here.
    """
    return _MONEY_OF_CHANNEL.get(channel, BUREAU)


def levy_account(insurance: Insurance) -> str:
    """Return the account of the premiums of an insurance: what the fund is due."""
    return f"levy:{insurance}"


def funder_account(funder: str) -> str:
    """Return the account of a funder: what it still has to transfer."""
    return f"funder:{funder}"


def account_title(account: str) -> str:
    """Return an account's name as people read it."""
    kind, _, name = account.partition(":")
    if kind == "levy":
        return f"应缴{INSURANCE_TITLES[name]}"  # type: ignore[index]
    return f"应收{name}" if kind == "funder" else ACCOUNT_TITLES[account]
