"""A station and the plain village beside it: everything that happens is done in both."""

import datetime as dt
import itertools
import random
from dataclasses import replace

import msgspec

from models.base.dates import HalfMonth
from models.counter.pay import take_payment
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.counter.request import Part, PaymentRequest
from models.levy.notice import Notice
from models.people.categories.certify import certify
from models.people.changes.arrivals import birth
from models.people.changes.departures import death, marry_out, move_out
from models.people.changes.occasion import Occasion
from models.people.households.families import household_numbered
from models.people.person_meant import person_meant
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.station.opening import open_round
from models.store.writing import Store
from reports.progress.document import progress_document
from reports.progress.gather import gather_progress
from reports.submission import submit_progress
from seed.notice_file import load_notice
from tests.life.plain import EXEMPT, GOVERNMENT, Bought, Village, Villager
from tests.making import SECOND, made_up_number, person, register_people, reverse, slip, with_others
from tests.years import notice_of_year


def _open_to_revision(notice: Notice) -> Notice:
    """Return 小雪's notice with a standard that a later document decides."""
    medical = notice.insurances["medical"]
    standard = medical.standard
    assert standard is not None
    changed = msgspec.structs.replace(standard, is_provisional=True, decided_by="市")
    rules = msgspec.structs.replace(medical, standard=changed)
    return msgspec.structs.replace(
        notice, insurances={"medical": rules}, confirmation=None, examples=()
    )


NOTICES = [
    _open_to_revision(load_notice("xiaoxue-2019")),
    *(_open_to_revision(notice_of_year("xiaoxue-2019", later)) for later in (1, 2)),
]


_SENT = 4  # half-months whose reports are sent; those after are only looked at
_NUMERALS = str.maketrans("0123456789", "零一二三四五六七八九")


class Life:
    """Three rounds of one station, driven by chance; ``village`` is what must come out."""

    def __init__(self, store: Store, families: int, dice: random.Random) -> None:
        known = {notice.id: notice for notice in NOTICES}
        start = dt.date(2019, 11, 8)
        desk = found_station(store, NOTICES[0], "小雪街道", start, "clerk")
        with_others(desk)
        self.desk = replace(desk, find_notice=known.__getitem__)
        self.dice, self.village = dice, Village()
        self.reports: dict[HalfMonth, object] = {}
        self._traces, self._births = itertools.count(1), itertools.count(1)
        self._fill_in_government()
        self._settle_in(families)

    def _fill_in_government(self) -> None:
        key, value = "medical.government", str(GOVERNMENT // 100)
        record_figure(self.desk, key, value, f"鲁财社〔{self.desk.business_date.year}〕1号")
        self.desk = self.desk.refreshed()

    def _settle_in(self, families: int) -> None:
        people = []
        for number in range(families):
            for place in range(self.dice.randint(1, 4)):
                born = dt.date(1940, 1, 1) + dt.timedelta(days=self.dice.randrange(79 * 365))
                people.append(
                    person(
                        f"甲{number}乙{place}",
                        born=born.isoformat(),
                        household=f"{number:04d}",
                        village=f"第{number % 5}村",
                    )
                )
        for each in register_people(self.desk, *people):
            self.village.people[each.id_number] = Villager(
                each.id_number, each.name, each.born, each.household_number
            )

    @property
    def day(self) -> dt.date:
        """The business date."""
        return self.desk.business_date

    def go_on(self, day: dt.date) -> None:
        """Let days go by; what each ended half-month says is kept, and the first ones are sent."""
        ended = HalfMonth.containing(self.day)
        self.desk = self.desk.on(day).refreshed()
        while ended.last_day < day:
            self.reports[ended] = progress_document(gather_progress(self.desk, ended))
            if len(self.reports) <= _SENT:
                submit_progress(self.desk, ended, SECOND)
            ended = ended.following()

    def open_next(self) -> None:
        """Open the next round under its notice, and fill in what it leaves open."""
        open_round(self.desk, NOTICES[self.village.opened])
        self.village.opened += 1
        self.desk = self.desk.refreshed()
        self._fill_in_government()

    def revise(self, year: int, amount_fen: int) -> None:
        """Let a document revise the standard of a levy year from today on."""
        record_figure(self.desk, "medical.personal", str(amount_fen // 100), f"鲁医保〔{year}〕9号")
        self.desk = self.desk.refreshed()
        self.village.revised[year] = (self.day, amount_fen)

    def act(self) -> None:
        """Do one thing that happens at a station."""
        acts = (
            (self._pay, 12), (self._certify, 2), (self._be_born, 1), (self._die, 1),
            (self._move, 1), (self._refund, 1), (self._settle, 2),
        )  # fmt: skip
        kinds, weights = zip(*acts, strict=True)
        self.dice.choices(kinds, weights)[0]()

    def present(self) -> list[Villager]:
        """Return who is on the roster."""
        return [each for each in self.village.people.values() if each.left_on is None]

    def _someone(self) -> Villager:
        return self.dice.choice(self.present())

    def _person_id(self, who: Villager) -> int:
        return person_meant(self.desk, who.id_number)

    def _pay(self) -> None:
        """A family pays every year that somebody in it wants, on one slip."""
        home = self._someone().home
        wanted: dict[tuple[str, int], Bought] = {}
        for who in self.present():
            if who.home == home and self.dice.random() < 0.9:
                offers = self.village.years_on_offer(who, self.day)
                for year, offer in offers.items():
                    if not offer.is_late or self.dice.random() < 0.5:
                        wanted[who.id_number, year] = offer
        if not wanted:
            return
        home_id = household_numbered(self.desk, home)
        years = sorted({year for _, year in wanted})
        parts = tuple(
            Part(home_id, "medical", year, frozenset(who for who, of in wanted if of == year))
            for year in years
        )
        due_fen = sum(each.amount_fen for each in wanted.values())
        paper = (slip(next(self._traces), self.day),) if due_fen else ()
        receipt = take_payment(self.desk, PaymentRequest(parts, paper, amount_fen=due_fen))
        for (number, year), offer in wanted.items():
            bought = replace(offer, receipt=receipt.receipt)
            self.village.people[number].bought[year] = bought

    def _certify(self) -> None:
        who, category = self._someone(), self.dice.choice(EXEMPT)
        if category in who.held:
            return
        until = self.day + dt.timedelta(days=365) if self.dice.random() < 0.5 else None
        certify(self.desk, self._person_id(who), category, self.day, until, "民政", "名单")
        who.held[category] = (self.day, until)

    def _be_born(self) -> None:
        born = self.day - dt.timedelta(days=self.dice.randrange(200))
        number = made_up_number(born.isoformat())
        name = "丙" + str(next(self._births)).translate(_NUMERALS)
        home = self._someone().home
        birth(self.desk, household_numbered(self.desk, home), number, name)
        self.village.people[number] = Villager(number, name, born, home)

    def _die(self) -> None:
        leave = self.dice.choice((death, move_out))
        who = self._someone()
        leave(self.desk, self._person_id(who), Occasion(self.day, "测试"))
        who.left_on = self.day

    def _move(self) -> None:
        who, home = self._someone(), self._someone().home
        if home == who.home:
            return
        target = household_numbered(self.desk, home)
        marry_out(self.desk, self._person_id(who), target, "", Occasion(self.day, "测试"))
        who.home = home

    def _refund(self) -> None:
        receipts = sorted(
            {each.receipt for who in self.village.people.values() for each in who.bought.values()}
        )
        if not receipts:
            return
        receipt = self.dice.choice(receipts)
        reverse(self.desk, receipt, "refund")
        for who in self.village.people.values():
            who.bought = {y: each for y, each in who.bought.items() if each.receipt != receipt}

    def _settle(self) -> None:
        """A family settles what a revision or a certification changed for its members."""
        homes = {
            who.home for who in self.village.people.values() if self.village.owed(who, self.day)
        }
        if not homes:
            return
        home = self.dice.choice(sorted(homes))
        owed = {
            who.id_number: self.village.owed(who, self.day)
            for who in self.village.people.values()
            if who.home == home
        }
        due_fen = sum(fen for years in owed.values() for fen in years.values())
        paper = slip(next(self._traces), self.day) if due_fen > 0 else None
        pay_difference(
            self.desk,
            DifferenceRequest(
                household_numbered(self.desk, home),
                "medical",
                paper,
                "转账 1" if due_fen < 0 else "",
                abs(due_fen),
            ),
        )
        for number, years in owed.items():
            for year, fen in years.items():
                self.village.people[number].bought[year].amount_fen += fen
