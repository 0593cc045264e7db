"""Certifying, ending, renewing, paying, revising, settling, refunding, in whatever order.

Once everything is settled, what was entered for a person is the quote under the categories he
held on the day of payment.
"""

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from models.base.errors import LaobaoError
from models.checks.check_store import check_store
from models.counter.differences import find_differences
from models.counter.pay_difference import (
    DifferenceRequest,
    book_without_money,
    pay_difference,
    return_to_all,
)
from models.levy.quote import quote_person
from models.levy.values import Applicant, Holding
from models.people.categories.certify import certify
from models.people.categories.change import (
    Grounds,
    correct_certification,
    end_certification,
    renew_certification,
)
from models.people.categories.withdraw import withdraw_certification
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from reports.receivables.gather import gather_receivables
from tests.built import Built, open_copy
from tests.making import household_id, pay, person, register_people, reverse, slip
from tests.soak import DICE, campaign, times

_FIRST, _PAID = dt.date(2019, 11, 1), dt.date(2019, 11, 6)
_CATEGORIES = ("低保", "建档立卡贫困人口", "特困供养人员")
_DAYS = tuple(_FIRST + dt.timedelta(days=days) for days in (0, 4, 5, 6, 15))
_ACTS = (
    "certify", "certify", "end", "end", "renew", "correct", "correct", "withdraw", "pay", "pay",
    "settle", "settle", "refund", "revise", "day",
)  # fmt: skip
_Step = tuple[str, str, str, dt.date, dt.date]


def _steps(dice: random.Random) -> list[_Step]:
    """Throw some forty steps: lists of hypothesis' own repeat one step too often."""
    return [
        (
            dice.choice(_ACTS),
            dice.choice(("0001", "0001", "0002")),
            dice.choice(_CATEGORIES),
            dice.choice(_DAYS),
            dice.choice(_DAYS),
        )
        for _ in range(dice.randrange(25, 50))
    ]


class Play:
    """A station of two people, and the days its desk passes through."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk.on(_PAID)
        self.slips = 0
        register_people(self.desk, person("甲", household="0001"), person("乙", household="0002"))
        self.receipts: dict[str, str] = {}
        self.certified: list[object] = []
        self.who = {"0001": 1, "0002": 2}

    def step(self, what: str, number: str, category: str, one: dt.date, two: dt.date) -> None:
        """Do something; what is refused changes nothing."""
        person_id, grounds = self.who[number], Grounds("文号 1")
        if what == "day":
            self.desk = self.desk.on(max(self.desk.business_date, one))
            return
        try:
            if what == "certify":
                until = two if two >= one else None
                done = certify(self.desk, person_id, category, one, until, "民政所", "文号")
                self.certified.append(done)
            elif what == "end":
                end_certification(self.desk, person_id, category, one, grounds)
            elif what == "renew":
                renew_certification(self.desk, person_id, category, one, grounds)
            elif what == "correct":
                correct_certification(self.desk, person_id, category, one, None, grounds)
            elif what == "withdraw" and self.certified:
                withdraw_certification(self.desk, self.certified.pop())  # type: ignore[arg-type]
            elif what == "pay":
                self._pay(number)
            elif what == "settle":
                self.settle(number)
            elif what == "refund" and number in self.receipts:
                reverse(self.desk, self.receipts.pop(number), "refund")
            elif what == "revise":
                yuan = "280" if one < two else "240.55"
                record_figure(self.desk, "medical.personal", yuan, f"省文 {one} {two}")
                self.desk = self.desk.refreshed()
        except LaobaoError:
            return

    def _slip(self) -> int:
        self.slips += 1
        return self.slips

    def _pay(self, number: str) -> None:
        for trace in (self._slip(), None):
            try:
                self.receipts[number] = pay(self.desk, number, trace=trace).receipt
            except LaobaoError:
                continue
            return

    def settle(self, number: str) -> None:
        home = household_id(self.desk, number)
        due_fen = sum(
            each.amount_fen for each in find_differences(self.desk, "medical", household_id=home)
        )
        request = DifferenceRequest(home, "medical", amount_fen=abs(due_fen))
        if due_fen > 0:
            request = replace(request, slip=slip(self._slip(), self.desk.business_date))
        elif due_fen < 0:
            request = replace(request, paper="转账")
        pay_difference(self.desk, request)

    def settle_everything(self) -> None:
        """First what goes back on one paper and what moves no money, then family by family."""
        book_without_money(self.desk, "medical")
        for act in (lambda: return_to_all(self.desk, "medical", "批量"), self._settle_each):
            try:
                act()
            except LaobaoError:
                continue

    def _settle_each(self) -> None:
        for number in self.who:
            if number in self.receipts:
                try:
                    self.settle(number)
                except LaobaoError as error:
                    assert "没有应补或应退" in error.message, error.message

    def quoted(self, number: str, paid_on: dt.date) -> tuple[int, dict[tuple[str, str], int]]:
        """Return what is due and who bears what, by what he is known to have held on the day."""
        rows = self.desk.store.rows(
            "SELECT category, certified_from, until FROM certification WHERE person_id = ?",
            (self.who[number],),
        )
        holdings = tuple(
            Holding(
                category=category,
                certified_from=dt.date.fromisoformat(starts),
                until=dt.date.fromisoformat(until) if until else None,
            )
            for category, starts, until in rows
        )
        notice = self.desk.notice_of("medical", 2020)
        applicant = Applicant(born=dt.date(1980, 5, 6), holdings=holdings)
        quote = quote_person(notice, "medical", applicant, paid_on)
        shares: dict[tuple[str, str], int] = {
            (each.funder, each.settlement): each.amount_fen
            for each in quote.shares
            if each.amount_fen
        }
        return quote.due_now_fen or 0, shares

    def entered(self, number: str) -> tuple[int, int, dict[tuple[str, str], int]]:
        """Return who counts, what was paid in all and what the funders bear in all."""
        store, who = self.desk.store, (self.who[number],)
        people, fen = store.rows(
            "SELECT coalesce(sum(people), 0), coalesce(sum(amount_fen), 0) FROM payment_line "
            "WHERE person_id = ?",
            who,
        )[0]
        shares = store.rows(
            "SELECT s.funder, s.settlement, sum(s.amount_fen) FROM line_share s "
            "JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id "
            "WHERE l.person_id = ? GROUP BY 1, 2 HAVING sum(s.amount_fen) <> 0",
            who,
        )
        return int(people), int(fen), {(each[0], each[1]): int(each[2]) for each in shares}


def _paid_on(play: Play, number: str) -> dt.date:
    rows = play.desk.store.rows(
        "SELECT max(l.business_date) FROM payment_line l JOIN in_force f "
        "ON f.station_id = l.station_id AND f.line_id = l.id WHERE l.person_id = ?",
        (play.who[number],),
    )
    return dt.date.fromisoformat(rows[0][0])


@campaign
def test_after_settling_everything_the_entries_are_the_quote(tmp_path: Path, built: Built) -> None:
    founded = built.founded()

    @seed(DICE)
    @settings(
        max_examples=times(40, 600),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(st.integers(0, 2**32))
    def plays(thrown: int) -> None:
        steps = _steps(random.Random(thrown))
        for left in tmp_path.iterdir():
            left.unlink()
        desk = open_copy(founded, tmp_path)
        play = Play(desk)
        play.step(*steps[0])
        play.step("pay", "0001", "", _PAID, _PAID)
        for each in steps[1:]:
            play.step(*each)
        play.settle_everything()
        assert find_differences(play.desk, "medical") == ()
        for number in play.who:
            people, fen, shares = play.entered(number)
            if number not in play.receipts:
                assert (people, fen, shares) == (0, 0, {})
            else:
                due_fen, borne = play.quoted(number, _paid_on(play, number))
                assert (people, fen, shares) == (1, due_fen, borne)
        _the_receivables_agree(play)
        assert check_store(play.desk.store).broken == ()
        desk.store.close()

    plays()


def _the_receivables_agree(play: Play) -> None:
    """Each funder's row of a category is what those who hold it by now are granted."""
    rows = gather_receivables(play.desk).rows
    borne: dict[str, int] = {}
    for number in play.receipts:
        for (funder, _), fen in play.entered(number)[2].items():
            borne[funder] = borne.get(funder, 0) + fen
    assert sum(row.due_fen for row in rows) == sum(borne.values())
    assert all(row.category in _CATEGORIES for row in rows if row.due_fen)


@pytest.mark.parametrize("category", _CATEGORIES)
def test_certified_before_or_after_the_payment_comes_to_the_same(
    sqlite_desk: Desk, category: str
) -> None:
    play = Play(sqlite_desk)
    certify(play.desk, 1, category, _FIRST, certified_by="民政所")
    play._pay("0001")
    play._pay("0002")
    certify(play.desk, 2, category, _FIRST, certified_by="民政所")
    play.settle_everything()
    assert play.entered("0001") == play.entered("0002")
