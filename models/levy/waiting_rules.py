"""What a document says of waiting for benefits (待遇等待期) and of paying without a gap."""

from typing import Literal

from models.base.terms import Value


class Exemption(Value, frozen=True):
    """People who do not wait (不设等待期).

    ``subsidised``: who fulfils a subsidy rule on the day; ``categories``: who holds one of
    them; ``from_employee`` and ``soldier``: within some months of the end of employees'
    insurance or of service, or in the levy year of that end (``same_year``), else whenever it
    was. Who pays late has benefits from the payment, or from the month after it (``counts``).
    ``note`` is what the rule asks for beside, said before the money is taken.
    """

    who: Literal["newborn", "subsidised", "categories", "from_employee", "soldier"]
    clause: str
    categories: tuple[str, ...] = ()
    months: int | None = None
    same_year: bool = False
    counts: Literal["payment_date", "next_month"] = "payment_date"
    note: str = ""


class WaitingRule(Value, frozen=True):
    """Waiting for who pays after the window, or comes back after years without insurance.

    The fixed part is in days or calendar months. To it comes ``months_per_year`` for each
    missed year in a row before the levy year, less one for each bought back
    (``months_per_year_bought``). From ``floor_years`` missed years on the whole is never less
    than ``floor_months``, bought back or not. ``counts_from``: levy years before it do not
    count as missed. Where no document says whether the first missed year adds a month
    (``first_missed_counts`` is None), or whether years before ``doubtful_before`` count, the
    longer wait is told, with the shorter beside it.

    ``counts``: months run from the day of payment, the month of payment is the first of them,
    or they begin with the month after it. ``in_window``: whether who pays in the window after
    a gap waits too; that wait begins with the levy year.
    """

    clause: str
    fixed_months: int | None = None
    fixed_days: int | None = None
    months_per_year: int = 0
    months_per_year_bought: int = 0
    counts_from: int | None = None
    doubtful_before: int | None = None
    first_missed_counts: bool | None = None
    floor_years: int | None = None
    floor_months: int = 0
    counts: Literal["payment_date", "month_of_payment", "next_month"] = "payment_date"
    in_window: bool = True
    exempt: tuple[Exemption, ...] = ()


class Incentive(Value, frozen=True):
    """What years without a gap are worth (连续参保激励): information, decides no amount."""

    clause: str
    after_years: int
    text: str
