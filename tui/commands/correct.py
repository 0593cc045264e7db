"""``correct``: a payment entered for the wrong people, put right under the same papers."""

import click

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.counter.choose import missing_words
from models.counter.correct import Corrected
from models.levy.fill import insurance_named
from models.station.approvals import SecondPerson
from tui.commands.pay import members_of, override_of, tier_of
from tui.frame.command_line import YUAN, Answer, LaobaoCommand, answering, second_person
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="更正一笔录错的收费：户、人、档次、险种、年度，单据不变；没有写的照原来的。",
)
@click.argument("receipt", metavar="收据号")
@click.option("--reason", required=True, metavar="原因", help="更正的原因")
@click.option("--household", "households", multiple=True, metavar="户编号", help="应收的户，可多次")
@click.option("--insurance", "insurances", multiple=True, metavar="险种", help="应收的险种")
@click.option("--levy-year", type=int, metavar="年度", help="参保年度，应收的")
@click.option("--members", metavar="证件号,...", help="应收的人；另一户默认全部应缴的人")
@click.option("--tier", "tiers", multiple=True, metavar="证件号=元", help="养老缴费档次")
@click.option("--amount", type=YUAN, metavar="元", help="单上金额，录错金额的照单据写，由两人办理")
@click.option("--despite", metavar="哪条", help="照常办理，写被哪条拒绝，例如 已在别处参保")
@click.option("--proof", default="", metavar="凭据", help="凭据，照常办理的")
@second_person()
@answering
@click.pass_obj
def correct(
    session: Session,
    receipt: str,
    reason: str,
    households: tuple[str, ...],
    insurances: tuple[str, ...],
    levy_year: int | None,
    members: str | None,
    tiers: tuple[str, ...],
    amount: int | None,
    despite: str | None,
    proof: str,
    second: SecondPerson | None,
) -> Answer:
    """Correct the payment and print the receipt that stands for it now."""
    from models.counter.correct import correct_payment
    from models.counter.correct_request import right_request
    from models.counter.entered import entered_payment
    from models.people.households.families import household_numbered, load_household

    desk = session.desk
    entered = entered_payment(desk, receipt)
    homes = [household_numbered(desk, each) for each in households]
    known = homes or [each.household_id for each in entered.parts]
    people = {
        one.id_number: one.name for home in known for one in load_household(desk, home).members
    }
    request = right_request(
        desk,
        entered,
        homes,
        [insurance_named(each) for each in insurances],
        levy_year,
        members_of(members, people),
        dict(tier_of(each, people) for each in tiers),
        amount,
        override_of(despite, reason if despite else "", proof, second),
    )
    done = correct_payment(desk, receipt, request, reason, second)
    return {
        "receipt": done.receipt,
        "reverses": done.reverses,
        "reversal": done.reversal,
        "amount_fen": done.amount_fen,
        "lines": done.lines,
        "missing": [{"name": who, "reason": why} for who, why in done.missing],
        "warnings": done.warnings,
        "approved_by": done.approved_by or None,
    }, _lines(done)


def _lines(done: Corrected) -> list[str]:
    lines = [
        f"已更正：收据 {done.reverses} 改为收据 {done.receipt}，{format_yuan(done.amount_fen)} 元，"
        f"{done.papers}不变"
    ]
    lines += [
        f"  {each.name} {mask_id(each.id_number)} {INSURANCE_TITLES[each.insurance]} "
        f"{format_yuan(each.amount_fen)} 元"
        for each in done.lines
    ]
    lines += [f"  请注意：{said}" for said in done.warnings]
    lines += [f"  {missing_words(done.missing)}"] if done.missing else []
    return [*lines, f"  请收回收据 {done.reverses}，打印收据 {done.receipt}"]
