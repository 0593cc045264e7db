"""``paper``: papers of one page for a family: proof of payment, registration form."""

import click

from reports.listing.values import Listing
from tui.commands.listing import Output, as_listing, show_listing
from tui.commands.paper_options import print_listing, printable
from tui.frame.command_line import LaobaoGroup
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="家庭的单页纸：缴费证明、参保登记表。")
def paper() -> None:
    """Hold the commands below."""


@paper.command("proof", help="缴费证明：一户或一人台账里有效的缴费；不作税收票证。")
@click.argument("household", metavar="户编号")
@click.option("--member", default="", metavar="证件号码", help="只证明这一个人，离开的人也可以")
@click.option(
    "--year", "years", type=click.IntRange(1900, 2200), multiple=True, metavar="年度",
    help="参保年度，可以写几个；默认全部",
)  # fmt: skip
@printable
@as_listing
@click.pass_obj
def proof(
    session: Session,
    household: str,
    member: str,
    years: tuple[int, ...],
    to: str,
    output: Output,
) -> None:
    """Print or write what a household has paid."""
    from models.people.households.families import household_numbered
    from models.people.person_meant import person_meant
    from reports.papers.proof import proof_listing

    desk = session.desk
    home = household_numbered(desk, household)
    who = person_meant(desk, member, home) if member else None

    def make() -> Listing:
        return proof_listing(desk, home, who, years, session.number)

    shown = print_listing(session, to, make, output)
    if shown is not None:
        show_listing(make, shown)


@paper.command("form", help="参保登记表：已知的打好，不知的空着手填，签字用；含完整证件号码。")
@click.argument("household", metavar="户编号")
@as_listing
@click.pass_obj
def form(session: Session, household: str, output: Output) -> None:
    """Print or write a household's registration form."""
    from models.people.households.families import household_numbered
    from reports.papers.registration import registration_listing

    home = household_numbered(session.desk, household)
    show_listing(lambda: registration_listing(session.desk, home), output)
