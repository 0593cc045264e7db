"""What people have had back already under 先征后补: a refund leaves them owing it.

The funder paid it to the person's own account, and the refund gives the whole amount back as it
came. So nobody's money is set off against another's: the books show that the person owes the
funder, ``models.bureau.funders`` lists it and records when it has come.
"""

from collections.abc import Iterable
from typing import NamedTuple

from models.base.money import format_yuan
from models.base.terms import Insurance
from models.station.desk import Desk

_REPAID = """
SELECT q.name, l.person_id, l.insurance, l.levy_year, s.funder, sum(s.amount_fen) AS amount_fen
FROM payment_line l JOIN line_share s ON s.station_id = l.station_id AND s.line_id = l.id
JOIN repayment r ON r.station_id = s.station_id AND r.share_id = s.id
JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
WHERE l.station_id = ? AND l.person_id IN ({people})
GROUP BY q.name, l.person_id, l.insurance, l.levy_year, s.funder
HAVING sum(s.amount_fen) > 0 ORDER BY l.person_id, l.insurance, l.levy_year, s.funder
"""
What = tuple[int, Insurance, int]
"""Whose premium, for which insurance and year."""


class Repaid(NamedTuple):
    """What a funder has paid back to a person for an insurance and year, in fen."""

    name: str
    person_id: int
    insurance: Insurance
    levy_year: int
    funder: str
    amount_fen: int

    @property
    def what(self) -> What:
        """Whose, for which insurance and year."""
        return self.person_id, self.insurance, self.levy_year


def repaid_to(desk: Desk, whose: Iterable[What]) -> tuple[Repaid, ...]:
    """Return what those people have had back of these premiums. One query at most."""
    wanted = set(whose)
    people = sorted({person_id for person_id, _, _ in wanted})
    if not people:
        return ()
    sql = _REPAID.format(people=", ".join("?" * len(people)))
    found = desk.store.query(Repaid, sql, (desk.station_id, *people))
    return tuple(each for each in found if each.what in wanted)


def owed_back_words(repaid: Iterable[Repaid]) -> tuple[str, ...]:
    """Return who has to give back what to whom, a sentence for each."""
    return tuple(
        f"{each.name}的先征后补 {format_yuan(each.amount_fen)} 元已补给本人，应由本人退回"
        f"{each.funder}；收回后在「退给个人」选「收回」登记"
        for each in repaid
    )
