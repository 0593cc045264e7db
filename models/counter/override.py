"""Going on in spite of a refusal, where a rule leaves it to people: why, on what proof, by whom.

Where all documents are silent (interpretation 8) the payer is protected, and an operator may go
on with a reason and a proof; a year that is over before benefits begin takes a second person.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.text import check_clean, squeeze
from models.counter.request import Override, PaymentRequest
from models.levy.family import Household, MemberQuote
from models.levy.values import Refusal, RefusalCode, refusal_named
from models.people.households.quotes import quote_household
from models.station.approvals import SecondPerson, agreed
from models.station.desk import Desk
from models.store.tables.ledger import LineOverride, PaymentLine


class Refused(NamedTuple):
    """What stood in somebody's way and was gone on in spite of; ``approved_by`` is a login."""

    refusals: tuple[Refusal, ...]
    approved_by: str


def check_override(
    codes: Sequence[str], reason: str, proof: str, second: SecondPerson | None = None
) -> Override:
    """Return an override with clean texts; raises BadInput for what is missing or unknown."""
    named = tuple(refusal_named(code) for code in codes)
    reason, proof = check_clean(squeeze(reason), "理由"), check_clean(squeeze(proof), "凭据")
    if not reason or not proof:
        raise BadInput("照常办理要写明「照常理由」和「凭据」，例如 已停保、停保证明 2019-11-01")
    return Override(named, reason, proof, second)


def overridden_members(request: PaymentRequest) -> dict[str, tuple[RefusalCode, ...]]:
    """Return for whom a request goes on in spite of what: those it names, never a whole family.

    Raises BadInput where it names nobody.
    """
    if request.override is None:
        return {}
    if not request.chose_members:
        raise BadInput("照常办理要写明是哪些人，请用「证件号」写明")
    named = {who for part in request.parts for who in part.members or ()}
    return dict.fromkeys(named, request.override.codes)


def overridden_refusals(
    desk: Desk,
    request: PaymentRequest,
    chosen: Iterable[tuple[Household, MemberQuote]],
) -> list[Refused]:
    """Return for each who pays which refusals stood in the way and were gone on in spite of.

    Raises Denied as ``agreed`` does where one of them takes a second person, for each household
    by its number.
    """
    override = request.override
    if override is None:
        return [Refused((), "") for _ in chosen]
    found: list[Refused] = []
    agreeing: dict[str, str] = {}
    for household, each in chosen:
        refusals = _in_the_way(desk, request.tiers_fen, household, each, override)
        approved_by = ""
        if any(one.override == "second_operator" for one in refusals):
            if household.number not in agreeing:
                agreeing[household.number] = agreed(
                    desk, "override", household.number, override.second
                )
            approved_by = agreeing[household.number]
        found.append(Refused(refusals, approved_by))
    if not any(each.refusals for each in found):
        raise BadInput("这些人没有被这条规定拒绝，不用照常办理；请去掉「照常办理」")
    return found


def record_overrides(
    desk: Desk,
    override: Override | None,
    payment_id: int,
    refused: Sequence[Refused],
) -> None:
    """Keep with each line what it was entered in spite of; only inside ``writing``."""
    if override is None:
        return
    lines = desk.store.find(PaymentLine, station_id=desk.station_id, payment_id=payment_id)
    desk.store.add_all(
        LineOverride(
            line_id=line.id,
            code=refusal.code,
            reason=override.reason,
            proof=override.proof,
            approved_by=each.approved_by,
            **desk.stamp(),
        )
        for line, each in zip(lines, refused, strict=True)
        for refusal in each.refusals
    )
    desk.record("override", f"payment {payment_id}", override.reason)


def _in_the_way(
    desk: Desk,
    tiers_fen: Mapping[str, int],
    household: Household,
    each: MemberQuote,
    override: Override,
) -> tuple[Refusal, ...]:
    """Ask again and again, each time in spite of the refusals met so far."""
    met: list[Refusal] = []
    who, quote = each.member.id_number, each.quote
    while True:
        codes = {who: tuple(one.code for one in met)}
        family = quote_household(
            desk, household, quote.insurance, tiers_fen, quote.levy_year, codes
        )
        refused = next(e for e in family.members if e.member.id_number == who).quote.refused
        if refused is None or refused.code not in override.codes or refused in met:
            return tuple(met)
        met.append(refused)
