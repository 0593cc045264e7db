"""The papers behind cash, checked as they are typed, and the change that is given."""

from typing import NamedTuple

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.base.text import check_clean, squeeze

_MAX_NUMBER = 40


class CashPaper(NamedTuple):
    """What stands behind cash: the serial number of the bureau's levy list, and the voucher.

    Cash is taken against the tax bureau's levy list only (征集流水号), and every payer gets
    a numbered voucher (票据号), used once a station.
    """

    levy_list: str
    voucher: str


def check_cash_paper(levy_list: str, voucher: str) -> CashPaper:
    """Return the papers of a cash payment; raises BadInput naming the one that is missing."""
    found = []
    for what, typed in (("征集流水号", levy_list), ("票据号", voucher)):
        number = check_clean(squeeze(typed), what)
        if not number:
            raise BadInput(f"缺少{what}，收现金要有税务的征缴计划清单和票据，请照单据填写")
        if len(number) > _MAX_NUMBER or not number.isascii() or not number.isprintable():
            raise BadInput(f"{what}“{number[:20]}”应为字母和数字，最长 {_MAX_NUMBER} 位，请核对")
        found.append(number)
    return CashPaper(*found)


def change_fen(received_fen: int, due_fen: int) -> int:
    """Return what goes back of the cash a payer gave; raises BadInput where it is too little."""
    if received_fen < due_fen:
        raise BadInput(
            f"实收 {format_yuan(received_fen)} 元，应收 {format_yuan(due_fen)} 元，"
            f"还差 {format_yuan(due_fen - received_fen)} 元，没有入账；请收齐，或改“实收”"
        )
    return received_fen - due_fen


def next_voucher(voucher: str) -> str:
    """Return the number after a voucher's: its last digits counted on, as wide as they were."""
    head = voucher.rstrip("0123456789")
    digits = voucher[len(head) :]
    return head + str(int(digits) + 1).zfill(len(digits)) if digits else voucher
