"""Whatever happens at the counter, in any order, the books stay whole.

Hypothesis plays a clerk: pays, retries, voids, refunds all or some of a receipt, corrects what was
entered for another family, takes cash, closes the day, is cut off in the middle of an action and
opens the store again. After every step the store must say
what a few dictionaries say; after every tenth and at the end all its invariants must hold.
"""

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from models.base.errors import RefusedByRule
from models.bureau.reconciliation.values import StatementLine
from models.cash.day_close.close import close_day
from models.cash.day_close.expected import drawers_on
from models.cash.deposit import deposit_cash
from models.cash.pos_batches import Batch, open_batches
from models.cash.remittance_accounts import register_account
from models.checks.check_store import check_store
from models.counter.correct import correct_payment
from models.counter.pay import Receipt
from models.counter.refund import approve_refund, decline_refund, pending_refunds, request_refund
from models.counter.replay import find_voucher
from models.counter.request import Part, PaymentRequest
from models.counter.void import void_payment
from models.ledger.cash_papers import CashPaper
from models.ledger.journal import balances
from models.station.desk import Desk, open_desk
from models.station.founding import found_station
from models.store.connect import create_store, open_store
from models.store.key import create_key_file
from models.store.tables.cash import Scope
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.bureau.reconciliation.making import arrive, line
from tests.making import (
    BUSINESS_DATE,
    SECOND,
    household_id,
    pay,
    person,
    register_people,
    with_others,
)
from tests.soak import DICE, campaign, times

_RUNS, _STEPS, _PARTS = times(40, 200), 50, times(2, 4)
_CHECKED_EVERY = 10
_HOUSEHOLDS = ("0001", "0002", "0003", "0004", "0006", "0007", "0005")
_PAYING = _HOUSEHOLDS[:-1]
_FEN = {"三": 125_00, "五": 0}
"""What people owe whose category counts at once; everybody else owes the whole."""
_ACCOUNT = "6222000011112222"
_BATCH: Batch = ("12345678", "000001")


class PowerCut(BaseException):
    """The program ends here, in the middle of what it was doing."""


@dataclass
class Paid:
    """What the model knows of a payment: whom it insures, and what each of them paid.

    ``day`` is that of the money and its paper, ``booked`` that of the entry.
    """

    household: str
    paper: tuple[object, ...]
    channel: str
    day: dt.date
    booked: dt.date
    people: dict[str, int]
    entered_fen: int = 0
    voided_fen: int = 0
    is_cleared: bool = False
    is_corrected: bool = False
    was_refunded: bool = False

    def __post_init__(self) -> None:
        self.entered_fen = self.fen

    @property
    def fen(self) -> int:
        """What still stands of it."""
        return sum(self.people.values())

    @property
    def is_whole(self) -> bool:
        return bool(self.people) and not self.was_refunded


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
    register_account(desk, "农业银行", "待报解专户", _ACCOUNT, "税发1号")
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path, key_file


class Counter(RuleBasedStateMachine):
    """One clerk, one store, and what the clerk remembers."""

    source: Path
    key_file: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "station.db"
        shutil.copy(self.source, self.path)
        self.day = BUSINESS_DATE
        self.paid: dict[str, Paid] = {}
        self.asked: dict[str, frozenset[str] | None] = {}
        self.closed: set[dt.date] = set()
        self.entries = self.steps = 0
        self.expected = {"till": 0, "pos_clearing": 0, "pending_remittance": 0}
        self.statement: list[StatementLine] = []
        self.files = 0
        self.deposits: dict[int, int] = {}
        self.settled: set[tuple[dt.date, Batch]] = set()
        self.desk = self.open()
        self.people: dict[str, dict[str, int]] = {number: {} for number in _HOUSEHOLDS}
        for number, who, name in self.store.rows(
            "SELECT h.number, q.id_number, q.name FROM person q "
            "JOIN household h ON h.id = q.household_id"
        ):
            self.people[number][who] = _FEN.get(name, 250_00)

    def open(self) -> Desk:
        self.store: Store = open_store(str(self.path), self.key_file)
        return open_desk(self.store, load_notice, self.day, "first")

    def teardown(self) -> None:
        assert check_store(self.store).broken == ()
        self.store.close()
        shutil.rmtree(self.folder)

    @property
    def in_force(self) -> set[str]:
        """Whoever is insured by some receipt."""
        return {who for each in self.paid.values() for who in each.people}

    def due(self, household: str, without: Paid | None = None) -> dict[str, int]:
        """Return who of a household still owes what, as if a payment had not been."""
        gone = self.in_force - set(without.people if without else ())
        return {who: fen for who, fen in self.people[household].items() if who not in gone}

    def _take(self, household: str, kind: str, number: int) -> None:
        # A voucher is used once, a trace once a day.
        paper = (kind, number, self.day if kind == "pos" else None)
        known = next(
            (no for no, each in self.paid.items() if each.paper == paper and not each.is_corrected),
            None,
        )
        due = self.due(household)
        try:
            receipt = self._pay(household, kind, number)
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
        self.paid[receipt.receipt] = Paid(household, paper, channel, self.day, self.day, due)
        if channel:
            self.expected[channel] += receipt.amount_fen

    def _pay(self, household: str, kind: str, number: int) -> Receipt:
        if kind == "cash":
            return pay(self.desk, household, trace=None, cash=CashPaper("L1", f"V{number:04d}"))
        return pay(self.desk, household, trace=number if kind == "pos" else None)

    @rule(household=st.sampled_from(_PAYING), trace=st.integers(1, 6))
    def take_by_card(self, household: str, trace: int) -> None:
        self._take(household, "pos", trace)

    @rule(household=st.sampled_from(_PAYING), voucher=st.integers(1, 6))
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
            result = void_payment(self.desk, receipt, "录错")
        except RefusedByRule as refused:
            if refused.code == "more_than_cash":
                assert self._is_deposited(paid, paid.fen) and paid.people
                return
            if refused.code == "pos_settled":
                assert paid.channel == "pos_clearing" and paid.day == self.day
                assert (self.day, _BATCH) in self.settled
                return
            wanted = "not_same_day" if paid.day != self.day else "already_reversed"
            assert refused.code == wanted
            assert paid.day != self.day or not paid.people
            return
        assert paid.people and paid.day == self.day
        assert paid.channel != "pos_clearing" or (self.day, _BATCH) not in self.settled
        assert result.amount_fen == paid.fen
        paid.voided_fen = paid.fen
        self._taken_back(paid, set(paid.people))

    @precondition(lambda self: self.paid)
    @rule(data=st.data(), is_fitting=st.booleans(), is_second=st.booleans())
    def correct(self, data: st.DataObject, is_fitting: bool, is_second: bool) -> None:
        """The paper belongs to another family: no money moves, whatever the day."""
        whole = [no for no, each in self.paid.items() if each.is_whole and is_fitting]
        receipt = data.draw(st.sampled_from(sorted(whole or self.paid)))
        wrong = self.paid[receipt]
        fitting = [
            each
            for each in _HOUSEHOLDS
            if is_fitting
            and self.due(each, wrong) != wrong.people
            and sum(self.due(each, wrong).values()) == wrong.fen
        ]
        household = data.draw(st.sampled_from(fitting or _HOUSEHOLDS))
        due = self.due(household, wrong)
        part = Part(household_id(self.desk, household), "medical")
        needs_two = {wrong.day, wrong.booked} != {self.day} or self.day in self.closed
        request = PaymentRequest(parts=(part,))
        second = SECOND if is_second else None
        try:
            done = correct_payment(self.desk, receipt, request, "录错户", second)
        except RefusedByRule as refused:
            wanted = (
                "already_reversed" if not wrong.people
                else "partly_refunded" if wrong.was_refunded
                else "refund_waiting" if receipt in self.asked
                else "already_paid" if not due
                else "nothing_to_correct" if due == wrong.people
                else "amount_not_due" if sum(due.values()) != wrong.fen
                else "second_operator"
            )  # fmt: skip
            assert refused.code == wanted
            assert wanted != "second_operator" or (needs_two and not is_second)
            return
        assert wrong.is_whole and receipt not in self.asked and due != wrong.people
        assert done.amount_fen == wrong.fen == sum(due.values())
        assert bool(done.approved_by) == needs_two
        self.entries += 2
        self.paid[done.receipt] = replace(
            wrong, household=household, booked=self.day, people=due, was_refunded=False
        )
        wrong.people, wrong.is_corrected = {}, True

    @precondition(lambda self: self.paid)
    @rule(data=st.data(), is_partial=st.booleans())
    def ask_for_a_refund(self, data: st.DataObject, is_partial: bool) -> None:
        receipt = data.draw(st.sampled_from(sorted(self.paid)))
        paid, members = self.paid[receipt], None
        if is_partial and paid.people:
            some = st.lists(st.sampled_from(sorted(paid.people)), min_size=1, unique=True)
            members = frozenset(data.draw(some))
        try:
            asked = request_refund(self.desk, receipt, "死亡", members)
        except RefusedByRule as refused:
            assert refused.code == "already_reversed"
            assert not paid.people and receipt not in self.asked
            return
        self.asked.setdefault(receipt, members)
        assert asked.amount_fen == sum(paid.people[who] for who in self._meant(receipt))

    def _meant(self, receipt: str) -> set[str]:
        """Return whom a request would take back now."""
        people, asked = set(self.paid[receipt].people), self.asked[receipt]
        return people if asked is None else people & asked

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), way=st.sampled_from(["alone", "own session", "same terminal"]))
    def approve(self, data: st.DataObject, way: str) -> None:
        receipt = data.draw(st.sampled_from(sorted(self.asked)))
        paid, meant = self.paid[receipt], self._meant(receipt)
        desk = replace(self.desk, operator="second") if way == "own session" else self.desk
        try:
            done = approve_refund(desk, receipt, SECOND if way == "same terminal" else None)
        except RefusedByRule as refused:
            if way == "alone":
                assert refused.code == "second_operator"
            elif refused.code == "more_than_cash":
                assert self._is_deposited(paid, sum(paid.people[who] for who in meant))
            else:
                assert refused.code == "already_reversed" and not meant
            return
        assert way != "alone" and done.amount_fen == sum(paid.people[who] for who in meant)
        del self.asked[receipt]
        self._taken_back(paid, meant)
        paid.was_refunded = True

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def decline(self, data: st.DataObject) -> None:
        receipt = data.draw(st.sampled_from(sorted(self.asked)))
        decline_refund(self.desk, receipt, "查无此事")
        del self.asked[receipt]

    def _is_deposited(self, paid: Paid, fen: int) -> bool:
        """Whether so much cash of a payment is no longer in the till."""
        return paid.channel == "till" and fen > self.expected["till"]

    def _taken_back(self, paid: Paid, whose: set[str]) -> None:
        self.entries += 1
        if paid.channel:
            self.expected[paid.channel] -= sum(paid.people[who] for who in whose)
        paid.people = {who: fen for who, fen in paid.people.items() if who not in whose}

    @rule(yuan=st.integers(1, 600), slip=st.integers(1, 9))
    def take_cash_to_the_bank(self, yuan: int, slip: int) -> None:
        """Never more than is in the till; a bank's slip counts once."""
        known = self.deposits.get(slip)
        try:
            done = deposit_cash(self.desk, yuan * 100, f"B{slip}", _ACCOUNT)
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

    @rule(is_station=st.booleans(), found=st.sampled_from([0, 0, 0, -100, 100]))
    def the_day_is_closed(self, is_station: bool, found: int) -> None:
        """Whatever is counted, the books stay as they are; a difference needs its reason."""
        batches = open_batches(self.desk, self.day)
        on_terminals = sum(
            each.entered_fen - each.voided_fen
            for each in self.paid.values()
            if each.paper[0] == "pos" and each.day == self.day and not each.is_corrected
        )
        assert not batches or sum(each.amount_fen for each in batches) == on_terminals
        totals = {each.key: each.amount_fen for each in batches}
        own = drawers_on(self.desk, self.day)
        assert own.total_fen == self.expected["till"]
        held = own.total_fen if is_station else own.of(self.operator_id("first"))
        counted = max(0, held + found)
        scope: Scope = "station" if is_station else "operator"
        try:
            done = close_day(self.desk, scope, counted, totals)
        except RefusedByRule as refused:
            if refused.code == "operators_open":
                assert is_station
                close_day(replace(self.desk, operator="second"), "operator", 0, {}, "清点")
                return
            assert refused.code == "day_differs" and counted != held
            done = close_day(self.desk, scope, counted, totals, "查不清")
        assert done.close.expected_fen == held or done.replayed
        self.settled |= {(self.day, key) for key in totals}
        self.closed.add(self.day)

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
            fen = paid.entered_fen
            new.append(line(int(str(paid.paper[1])), fen, day=paid.day))
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
        household=st.sampled_from(_PAYING),
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
                receipt = self._pay(household, kind, 900 + self.entries)
            except PowerCut:
                pass
            else:
                self.entries += 1
                channel = "till" if is_cash else "pos_clearing"
                paper = (kind, 900 + self.entries - 1, None if is_cash else self.day)
                self.paid[receipt.receipt] = Paid(
                    household, paper, channel, self.day, self.day, due
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
