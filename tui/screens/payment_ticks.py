"""Which rows of the payment screen are ticked, and what they come to."""

from collections.abc import Iterable

from models.base.terms import Insurance
from models.counter.choose import goes_with, missing_reasons
from models.levy.family import FamilyQuote
from models.station.desk import Desk
from tui.screens.payment_rows import Choice, What, insurances_of


class TickedRows:
    """Rows of one or several families, every insurance that is collected; some are ticked.

    ``insurance`` is the one the screen was opened for, ``insurances`` all in the order of the
    rows, ``quoted`` each family's quotes in that order.
    """

    def __init__(self, desk: Desk, insurance: Insurance) -> None:
        self.desk, self.insurance = desk, insurance
        self.insurances = insurances_of(desk.insurances, insurance)
        self.quoted: list[tuple[FamilyQuote, ...]] = []
        self.rows: list[Choice] = []
        self.paying: set[What] = set()

    @property
    def levy_year(self) -> int | None:
        """The levy year that is collected of the screen's own insurance."""
        return self.quoted[0][0].levy_year

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The rows that are ticked and can be taken."""
        return tuple(row for row in self.rows if self.is_ticked(row))

    @property
    def due_fen(self) -> int:
        """What the ticked rows come to at the counter."""
        return sum(row.quote.due_now_fen or 0 for row in self.chosen)

    @property
    def due_by_insurance(self) -> dict[Insurance, int]:
        """What the ticked rows come to, by insurance in the order of the rows."""
        sums: dict[Insurance, int] = {}
        for row in self.chosen:
            insurance = row.quote.insurance
            sums[insurance] = sums.get(insurance, 0) + (row.quote.due_now_fen or 0)
        return {name: sums[name] for name in self.insurances if name in sums}

    @property
    def later_fen(self) -> int:
        """What comes back later (先征后补)."""
        return sum(row.quote.reimbursed_fen or 0 for row in self.chosen)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be known before the money is taken, of the ticked rows, each once."""
        return tuple(dict.fromkeys(said for row in self.chosen for said in row.quote.warnings))

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Who "all members enrol" would still wait for, each with the reason.

        Of the insurance the screen was opened for, and of any other that somebody pays for.
        """
        asked = {self.insurance, *self.due_by_insurance}
        paying: dict[Insurance, set[int]] = {}
        for row in self.chosen:
            if row.is_ticked_year:
                paying.setdefault(row.quote.insurance, set()).add(row.each.member.person_id)
        return [
            reason
            for families in self.quoted
            for family in families
            if family.insurance in asked
            for reason in missing_reasons(family, frozenset(paying.get(family.insurance, ())))
        ]

    def is_ticked(self, row: Choice) -> bool:
        """Whether a row can be taken and is ticked."""
        return row.can_pay and row.what in self.paying

    def toggle(self, position: int) -> str:
        """Tick or untick a row; returns why not, or an empty text.

        An insurance that is collected with another goes with it, and never alone.
        """
        row = self.rows[position]
        if not row.can_pay:
            return row.why_not
        alone = "" if row.what in self.paying else self._alone(row)
        if alone:
            return alone
        self.paying ^= {row.what}
        self._untick_alone()
        return ""

    def toggle_all(self, position: int) -> str:
        """Tick everybody who can pay for the insurance of a row; where all are, untick them."""
        insurance = self.rows[position].quote.insurance
        rows = [row for row in self.of_insurance(insurance) if row.can_pay]
        if not rows:
            return self.rows[position].why_not
        if all(row.what in self.paying for row in rows):
            self.paying -= {row.what for row in rows}
            self._untick_alone()
            return ""
        kept_out = [alone for alone in map(self._alone, rows) if alone]
        self.paying |= {row.what for row in rows if not self._alone(row)}
        return "；".join(kept_out)

    def _untick_alone(self) -> None:
        self.paying -= {row.what for row in self.rows if row.is_further and self._alone(row)}

    def _alone(self, row: Choice) -> str:
        """Return why an insurance collected with another cannot be taken alone, if so."""
        year, member = row.quote.levy_year, row.each.member
        rules = self.desk.insurances.get(row.quote.insurance)
        other = goes_with(rules, member) if rules is not None and row.is_further else None
        if other is None or member.paid_for(other, year) is not None:
            return ""
        if (member.id_number, other, year) in self.paying:
            return ""
        return f"{member.name}：要和医疗保险一起缴，先勾选医疗保险"

    def of_insurance(self, insurance: Insurance) -> Iterable[Choice]:
        """Return the rows of an insurance for the year that its card ticks by itself."""
        return (row for row in self.rows if row.quote.insurance == insurance and row.is_ticked_year)
