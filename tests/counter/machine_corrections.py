"""The part of the money machine that puts mistakes right: corrections, refunds of all or some."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from models.base.errors import RefusedByRule
from models.counter.correct import correct_payment
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.counter.request import Part, PaymentRequest
from tests.counter.machine_days import Days, Paid
from tests.making import SECOND, household_id

HOUSEHOLDS = ("0001", "0002", "0003", "0004", "0006", "0007", "0005")
PAYING = HOUSEHOLDS[:-1]
"""Whoever owes something; 0005 owes nothing."""
FEN = {"三": 125_00, "五": 0}
"""What people owe whose category counts at once; everybody else owes the whole."""


class Corrections(Days):
    """What the model knows of people: whom a receipt insures, who waits for a refund."""

    def __init__(self) -> None:
        super().__init__()
        self.entries = 0
        self.asked: dict[str, frozenset[str] | None] = {}
        self.people: dict[str, dict[str, int]] = {number: {} for number in HOUSEHOLDS}

    @property
    def in_force(self) -> set[str]:
        """Whoever is insured by some receipt."""
        return {who for each in self.paid.values() for who in each.people}

    def due(self, household: str, without: Paid | None = None) -> dict[str, int]:
        """Return who of a household still owes what, as if a payment had not been."""
        gone = self.in_force - set(without.people if without else ())
        return {who: fen for who, fen in self.people[household].items() if who not in gone}

    @precondition(lambda self: self.paid)
    @rule(data=st.data(), is_fitting=st.booleans(), is_second=st.booleans())
    def correct(self, data: st.DataObject, is_fitting: bool, is_second: bool) -> None:
        """The paper belongs to another family: no money moves, whatever the day."""
        whole = [no for no, each in self.paid.items() if each.is_whole and is_fitting]
        receipt = data.draw(st.sampled_from(sorted(whole or self.paid)))
        wrong = self.paid[receipt]
        fitting = [
            each
            for each in HOUSEHOLDS
            if is_fitting
            and self.due(each, wrong) != wrong.people
            and sum(self.due(each, wrong).values()) == wrong.fen
        ]
        household = data.draw(st.sampled_from(fitting or HOUSEHOLDS))
        due = self.due(household, wrong)
        part = Part(household_id(self.desk, household), "medical")
        needs_two = {wrong.day, wrong.booked} != {self.day} or self.day in self.own_closes
        second = SECOND if is_second else None
        try:
            request = PaymentRequest(parts=(part,))
            done = correct_payment(self.desk, receipt, request, "录错户", second)
        except RefusedByRule as refused:
            wanted = self._why_not_corrected(receipt, due)
            assert refused.code == wanted
            assert wanted != "second_operator" or (needs_two and not is_second)
            return
        assert wrong.is_whole and receipt not in self.asked and due != wrong.people
        assert done.amount_fen == wrong.fen == sum(due.values())
        assert bool(done.approved_by) == needs_two
        self.entries += 2
        self.paid[done.receipt] = replace(wrong, household=household, booked=self.day, people=due)
        wrong.people, wrong.is_corrected = {}, True

    def _why_not_corrected(self, receipt: str, due: dict[str, int]) -> str:
        wrong = self.paid[receipt]
        return (
            "already_reversed" if not wrong.people
            else "partly_refunded" if wrong.was_refunded
            else "refund_waiting" if receipt in self.asked
            else "already_paid" if not due
            else "nothing_to_correct" if due == wrong.people
            else "amount_not_due" if sum(due.values()) != wrong.fen
            else "second_operator"
        )  # fmt: skip

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
                assert self.is_deposited(paid, sum(paid.people[who] for who in meant))
            else:
                assert refused.code == "already_reversed" and not meant
            return
        assert way != "alone" and done.amount_fen == sum(paid.people[who] for who in meant)
        del self.asked[receipt]
        self.taken_back(paid, meant)
        paid.was_refunded = True

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def decline(self, data: st.DataObject) -> None:
        receipt = data.draw(st.sampled_from(sorted(self.asked)))
        decline_refund(self.desk, receipt, "查无此事")
        del self.asked[receipt]

    def is_deposited(self, paid: Paid, fen: int) -> bool:
        """Whether so much cash of a payment is no longer in the till."""
        return paid.channel == "till" and fen > self.expected["till"]

    def taken_back(self, paid: Paid, whose: set[str]) -> None:
        """Forget people of a payment, and the money that went back for them."""
        self.entries += 1
        if paid.channel:
            self.expected[paid.channel] -= sum(paid.people[who] for who in whose)
        paid.people = {who: fen for who, fen in paid.people.items() if who not in whose}
