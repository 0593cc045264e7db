"""Whatever happens at the counter, in any order, the books stay whole.

Hypothesis plays a clerk: pays, retries, voids, refunds all or some of a receipt, corrects what was
entered for another family, takes cash, closes the day, is cut off in the middle of an action and
opens the store again. After every step the store must say
what a few dictionaries say; after every tenth and at the end all its invariants must hold.
"""

import datetime as dt
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from models.base.errors import Denied, RefusedByRule
from models.bureau.reconciliation.values import StatementLine
from models.cash.day_close.close import close_day
from models.cash.day_close.expected import drawers_on
from models.cash.deposit import Deposited, deposit_cash
from models.cash.remittance_accounts import register_account
from models.checks.check_store import check_store
from models.counter.pay import Receipt
from models.counter.pending_refunds import pending_refunds
from models.counter.replay import find_voucher
from models.counter.reverse import Reversal
from models.counter.void import void_payment
from models.ledger.cash_papers import CashPaper
from models.ledger.journal import balances
from models.ledger.slip import PosSlip
from models.station.desk import Desk, open_desk
from models.station.founding import found_station
from models.store.connect import create_store, open_store
from models.store.key import create_key_file
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.bureau.reconciliation.making import arrive, line
from tests.counter.machine_corrections import FEN, PAYING, Corrections
from tests.counter.machine_days import TERMINAL, Card, Paid
from tests.making import BUSINESS_DATE, SECOND, pay, person, register_people, with_others
from tests.soak import DICE, campaign, times

_RUNS, _STEPS, _PARTS = times(40, 200), 50, times(2, 4)
_CHECKED_EVERY = 10
_ACCOUNT = "6222000011112222"


class PowerCut(BaseException):
    """The program ends here, in the middle of what it was doing."""


def template(folder: Path) -> tuple[Path, Path]:
    """Return a store with seven families, and its key, to be copied for every run."""
    key_file = folder / "key"
    create_key_file(key_file)
    path = folder / "template.db"
    store = create_store(str(path), key_file)
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "first")
    with_others(desk)
    register_people(
        desk,
        person("一", household="0001"),
        person("二", household="0002"),
        person("二二", household="0002"),
        person("三", household="0003", categories=("建档立卡贫困人口",)),
        person("三三", household="0003"),
        person("四", household="0004", categories=("低保",)),
        person("五", household="0005", categories=("特困供养人员",)),
        person("六", household="0006"),
        person("七", household="0007"),
    )
    register_account(desk, "农业银行", "待报解专户", _ACCOUNT, "税发1号", SECOND)
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path, key_file


class Counter(Corrections):
    """One clerk, one store, and what the clerk remembers."""

    source: Path
    key_file: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "station.db"
        shutil.copy(self.source, self.path)
        self.day = BUSINESS_DATE
        self.paid = {}
        self.steps = 0
        self.expected = {"till": 0, "pos_clearing": 0, "pending_remittance": 0}
        self.statement: list[StatementLine] = []
        self.files = 0
        self.desk = self.open()
        for number, who, name in self.store.rows(
            "SELECT h.number, q.id_number, q.name FROM person q "
            "JOIN household h ON h.id = q.household_id"
        ):
            self.people[number][who] = FEN.get(name, 250_00)

    def open(self) -> Desk:
        self.store: Store = open_store(str(self.path), self.key_file)
        return open_desk(self.store, load_notice, self.day, "first")

    def teardown(self) -> None:
        assert check_store(self.store).broken == ()
        self.store.close()
        shutil.rmtree(self.folder)

    def _take(self, household: str, kind: str, number: int, card: Card | None = None) -> None:
        # A voucher is used once, a trace once a batch and day.
        paper = (kind, card or number)
        known = next(
            (no for no, each in self.paid.items() if each.paper == paper and not each.is_corrected),
            None,
        )
        due = self.due(household)
        try:
            receipt = self._pay(household, kind, number, card)
        except RefusedByRule as refused:
            if known is not None:
                same = self.paid[known].household == household
                wanted = "slip_reversed" if same else "slip_used"
                assert refused.code == wanted
                assert not same or not self.paid[known].is_whole
            else:
                assert not due and refused.code == "already_paid"
            return
        if known is not None:
            assert receipt.replayed and receipt.receipt == known
            assert self.paid[known].household == household
            return
        assert not receipt.replayed and due
        assert receipt.amount_fen == sum(due.values())
        self.entries += 1
        channel = {"pos": "pos_clearing", "cash": "till"}.get(kind, "")
        self.paid[receipt.receipt] = Paid(
            household, receipt.amount_fen, paper, channel, self.day, self.day, due, card
        )
        if channel:
            self.expected[channel] += receipt.amount_fen

    def _pay(self, household: str, kind: str, number: int, card: Card | None = None) -> Receipt:
        more: dict[str, object] = {"trace": None}
        if kind == "cash":
            more["cash"] = CashPaper("L1", f"V{number:04d}")
        if card is not None:
            more["slip"] = PosSlip(TERMINAL, card.batch, f"{card.trace:06d}", card.day)
        try:
            receipt = self._confirmed(household, card, more)
        except Denied as denied:
            self.needs_second(denied)
            return self._confirmed(household, card, {**more, "second": SECOND})
        assert receipt.replayed or self.day not in self.closed
        return receipt

    def _confirmed(self, household: str, card: Card | None, more: dict[str, object]) -> Receipt:
        """Pay; numbers that stand under another date are refused until they were confirmed."""
        try:
            return pay(self.desk, household, **more)  # type: ignore[arg-type]
        except RefusedByRule as refused:
            if refused.code != "another_slip":
                raise
            assert card is not None and self.another(card)
            confirmed = frozenset({"another_slip"})
            return pay(self.desk, household, confirmed=confirmed, **more)  # type: ignore[arg-type]

    @rule(
        household=st.sampled_from(PAYING),
        trace=st.integers(1, 6),
        batch=st.sampled_from(["000001", "000001", "000002"]),
        back=st.sampled_from([0, 0, 0, 1, 2]),
    )
    def take_by_card(self, household: str, trace: int, batch: str, back: int) -> None:
        """The slip is of today, or of a day before: a batch spans days."""
        card = Card(trace, batch, self.day - dt.timedelta(days=back))
        self._take(household, "pos", trace, card)

    @rule(household=st.sampled_from(PAYING), voucher=st.integers(1, 6))
    def take_cash(self, household: str, voucher: int) -> None:
        self._take(household, "cash", voucher)

    @precondition(lambda self: self.due("0005"))
    @rule()
    def register_who_owes_nothing(self) -> None:
        self._take("0005", "free", len(self.paid))

    @precondition(lambda self: self.paid)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        receipt = data.draw(st.sampled_from(sorted(self.paid)))
        paid = self.paid[receipt]
        try:
            result = self._void(receipt, paid)
        except RefusedByRule as refused:
            if refused.code == "more_than_cash":
                assert self.is_deposited(paid, paid.fen) and paid.people
                return
            if refused.code == "pos_settled":
                assert paid.card is not None and paid.day == self.day
                assert self.is_settled(paid.card)
                return
            if refused.code == "day_closed":
                assert paid.day == self.day and paid.is_in_close
                return
            wanted = "not_same_day" if paid.day != self.day else "already_reversed"
            assert refused.code == wanted
            assert paid.day != self.day or not paid.people
            return
        assert paid.people and paid.day == self.day
        assert not paid.is_in_close and not (paid.card and self.is_settled(paid.card))
        assert result.amount_fen == paid.fen
        paid.voided_fen = paid.fen
        self.taken_back(paid, set(paid.people))

    def _void(self, receipt: str, paid: Paid) -> Reversal:
        try:
            return void_payment(self.desk, receipt, "录错")
        except Denied as denied:
            if denied.code != "day_closed" or paid.is_in_close:
                raise
            self.needs_second(denied)
            return void_payment(self.desk, receipt, "录错", None, SECOND)

    @rule(yuan=st.integers(1, 600), slip=st.integers(1, 9))
    def take_cash_to_the_bank(self, yuan: int, slip: int) -> None:
        """Never more than is in the till; a bank's slip counts once."""
        known = self.deposits.get(slip)
        try:
            done = self._deposit(yuan, slip)
        except RefusedByRule as refused:
            if known is not None:
                assert refused.code == "slip_used" and known != yuan
            else:
                assert refused.code == "more_than_cash" and yuan * 100 > self.expected["till"]
            return
        assert done.replayed == (known == yuan)
        if not done.replayed:
            self.deposits[slip] = yuan
            self.expected["till"] -= yuan * 100
            self.expected["pending_remittance"] += yuan * 100

    def _deposit(self, yuan: int, slip: int) -> Deposited:
        try:
            return deposit_cash(self.desk, yuan * 100, f"B{slip}", _ACCOUNT)
        except Denied as denied:
            self.needs_second(denied)
            return deposit_cash(self.desk, yuan * 100, f"B{slip}", _ACCOUNT, SECOND)

    @rule(
        is_station=st.booleans(),
        found=st.sampled_from([0, 0, 0, -100, 100]),
        leaves=st.sampled_from([False, False, True]),
    )
    def the_day_is_closed(self, is_station: bool, found: int, leaves: bool) -> None:
        """Whatever is counted, the books stay as they are; a difference needs its reason."""
        own = drawers_on(self.desk, self.day)
        assert own.total_fen == self.expected["till"]
        held = own.total_fen if is_station else own.of(self.operator_id("first"))
        counted = max(0, held + found)
        code = self.close(self.day, "station" if is_station else "operator", counted, leaves=leaves)
        if code:
            assert code == "operators_open" and is_station
            close_day(replace(self.desk, operator="second"), "operator", 0, {}, "清点")

    def operator_id(self, login: str) -> int:
        rows = self.store.rows("SELECT id FROM operator WHERE login = ?", (login,))
        return int(rows[0][0]) if rows else 0

    @rule(data=st.data(), is_overlapping=st.booleans())
    def a_statement_comes(self, data: st.DataObject, is_overlapping: bool) -> None:
        """The acquirer reports some card payments, perhaps with all it has reported before."""
        open_cards = sorted(
            no
            for no, each in self.paid.items()
            if each.channel == "pos_clearing" and each.is_whole and not each.is_cleared
        )
        chosen = data.draw(st.lists(st.sampled_from(open_cards), unique=True)) if open_cards else []
        new = []
        for receipt in chosen:
            paid = self.paid[receipt]
            paid.is_cleared = True
            fen = paid.due_fen
            assert paid.card is not None
            card = paid.card
            new.append(line(card.trace, fen, day=card.day, batch=card.batch))
            self.expected["pos_clearing"] -= fen
            self.expected["pending_remittance"] += fen
        self.statement += new
        lines = self.statement if is_overlapping else new
        if lines:
            self.files += 1
            name = f"{self.files}.xlsx"
            assert arrive(self.desk, *lines, name=name).new == len(new)
            assert arrive(self.desk, *lines, name=name).new == 0

    @precondition(lambda self: self.day < dt.date(2019, 12, 20))
    @rule(days=st.integers(1, 3))
    def another_day(self, days: int) -> None:
        self.day += dt.timedelta(days=days)
        self.desk = self.desk.on(self.day)

    @rule(
        household=st.sampled_from(PAYING),
        is_cash=st.booleans(),
        statement=st.integers(1, 25),
    )
    def power_cut(self, household: str, is_cash: bool, statement: int) -> None:
        """The power goes at some statement of a payment: all of it is lost, nothing else."""
        due = self.due(household)
        if not due:
            return
        left = statement

        def cut(run: object) -> object:
            def counted(*words: object, **more: object) -> object:
                nonlocal left
                left -= 1
                if not left:
                    raise PowerCut
                return run(*words, **more)

            return counted

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.store, "run", cut(self.store.run))
            patch.setattr(self.store, "insert", cut(self.store.insert))
            try:
                kind = "cash" if is_cash else "pos"
                number = 900 + self.entries
                card = None if is_cash else Card(number, "000001", self.day)
                receipt = self._pay(household, kind, number, card)
            except PowerCut:
                pass
            else:
                self.entries += 1
                channel = "till" if is_cash else "pos_clearing"
                fen, paper = receipt.amount_fen, (kind, card or number)
                self.paid[receipt.receipt] = Paid(
                    household, fen, paper, channel, self.day, self.day, due, card
                )
                self.expected[channel] += receipt.amount_fen
        self.open_again()

    @rule()
    def open_again(self) -> None:
        self.store.close()
        self.desk = self.open()

    @invariant()
    def the_books_say_what_the_clerk_remembers(self) -> None:
        found = balances(self.desk)
        assert {name: found.get(name, 0) for name in self.expected} == self.expected
        assert sum(found.values()) == 0

    @invariant()
    def exactly_those_are_in_force_who_paid(self) -> None:
        rows = self.store.rows("SELECT id_number FROM in_force")
        assert {row[0] for row in rows} == self.in_force

    @invariant()
    def receipts_are_numbered_without_a_gap(self) -> None:
        rows = self.store.rows("SELECT serial FROM payment ORDER BY serial")
        assert [row[0] for row in rows] == list(range(1, self.entries + 1))

    @invariant()
    def every_invariant_of_the_store_holds(self) -> None:
        self.steps += 1
        if self.steps % _CHECKED_EVERY == 0:
            assert check_store(self.store).broken == ()

    @invariant()
    def the_requests_that_wait_are_those_asked_for(self) -> None:
        assert {each.receipt for each in pending_refunds(self.desk)} == set(self.asked)

    @invariant()
    def every_paper_stands_for_one_receipt(self) -> None:
        """However often it was corrected: the one that carries it now."""
        for no, each in self.paid.items():
            if each.paper[0] == "cash" and not each.is_corrected:
                found = find_voucher(self.desk, CashPaper("L1", f"V{each.paper[1]:04d}"))
                assert found is not None and found.receipt == no


@campaign
@pytest.mark.parametrize("part", range(_PARTS))
def test_the_counter_in_any_order(tmp_path: Path, part: int) -> None:
    Counter.source, Counter.key_file = template(tmp_path)
    run_state_machine_as_test(
        seed(DICE * _PARTS + part)(Counter),
        settings=settings(
            max_examples=_RUNS // _PARTS,
            stateful_step_count=_STEPS,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
