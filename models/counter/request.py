"""What the counter asks for when it takes money."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.base.terms import Insurance
from models.ledger.cash_papers import CashPaper
from models.ledger.slip import PosSlip
from models.levy.values import RefusalCode
from models.station.approvals import SecondPerson


@dataclass(frozen=True)
class Part:
    """A household with one insurance, as part of what is paid.

    ``levy_year``: the year paid for; None for the one each member's card ticks by itself.
    ``members``: identity numbers, or None for everybody who can pay.
    """

    household_id: int
    insurance: Insurance
    levy_year: int | None = None
    members: frozenset[str] | None = None


@dataclass(frozen=True)
class Override:
    """Which refusals somebody goes on in spite of, why, on what proof, and who agrees.

    ``second``: who agrees to what one alone may not allow.
    """

    codes: tuple[RefusalCode, ...]
    reason: str
    proof: str
    second: SecondPerson | None = None


@dataclass(frozen=True)
class PaymentRequest:
    """What is to be paid, by whom, and with what money.

    One slip may pay for several ``parts`` (families, insurances, levy years of several
    rounds), and several slips for one. ``tiers_fen``: pension tiers by identity number.
    ``amount_fen``: what was taken, checked against what is due; None takes what is due.
    ``second``: who agrees to an entry into a day that was closed. ``confirmed``: the codes of what
    was looked at again (``models.counter.second_look``).
    """

    parts: tuple[Part, ...]
    slips: tuple[PosSlip, ...] = ()
    cash: CashPaper | None = None
    tiers_fen: Mapping[str, int] = field(default_factory=dict)
    amount_fen: int | None = None
    override: Override | None = None
    second: SecondPerson | None = None
    confirmed: frozenset[str] = frozenset()

    @property
    def chose_members(self) -> bool:
        """Whether the request names who pays; else it is everybody who can."""
        return any(each.members is not None for each in self.parts)

    @property
    def channel(self) -> str:
        """The channel the money comes by; without any it is ``no_charge``."""
        return "pos" if self.slips else "cash" if self.cash else "no_charge"


def check_money(request: PaymentRequest, due_fen: int) -> None:
    """Raise BadInput unless the papers of the money fit what is due.

    Several slips state an amount each, and add up to what is due; nothing due needs none.
    """
    if not due_fen:
        if request.cash:
            raise BadInput("没有要收的钱，不用开票据；请去掉征集流水号和票据号")
        return
    if request.slips and request.cash:
        raise BadInput("一笔收费只能是 POS 或现金，请分两笔录入")
    if not request.slips and not request.cash:
        raise BadInput(
            "缺少 POS 签购单号码，请填写终端号、批次号和凭证号；现金请填征集流水号和票据号"
        )
    numbers = {(each.terminal, each.batch, each.trace, each.date) for each in request.slips}
    if len(numbers) < len(request.slips):
        raise BadInput("同一张签购单写了两次，请核对")
    if len(request.slips) > 1 or any(each.amount_fen is not None for each in request.slips):
        _check_sum(request.slips, due_fen)


def _check_sum(slips: tuple[PosSlip, ...], due_fen: int) -> None:
    if any(not each.amount_fen or each.amount_fen < 0 for each in slips):
        raise BadInput("几张签购单一起付时，每张都要写明金额，请补填")
    total_fen = sum(each.amount_fen or 0 for each in slips)
    if total_fen != due_fen:
        raise BadInput(
            f"签购单合计 {format_yuan(total_fen)} 元，应收 {format_yuan(due_fen)} 元，"
            "没有入账；请核对每张的金额"
        )
