"""The matcher, a pure function: what belongs together, what agrees, and where the rest ends."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.bureau.reconciliation.match import match
from models.bureau.reconciliation.suggest import Suggestions
from models.bureau.reconciliation.values import BookEntry, Coverage, Matching, StatementLine
from tests.bureau.reconciliation.making import TERMINAL, entry, line, void_of
from tests.making import BUSINESS_DATE

_NEXT = BUSINESS_DATE + dt.timedelta(days=1)
_COVERED: Coverage = {TERMINAL: ((BUSINESS_DATE, _NEXT),)}


def _match(
    lines: list[StatementLine], entries: list[BookEntry], covered: Coverage = _COVERED
) -> Matching:
    return match(lines, entries, covered)


def _kinds(matching: Matching) -> list[str]:
    return sorted(each.kind for each in matching.findings)


def _why(matching: Matching, position: int = 0) -> str:
    return Suggestions(matching, _COVERED).of(matching.findings[position]).why


def test_the_same_terminal_batch_trace_and_day_match():
    found = _match([line(1)], [entry(1)])
    assert [(each.line.trace, each.entry.trace) for each in found.pairs] == [("000001", "000001")]
    assert found.findings == ()


@pytest.mark.parametrize(
    "other",
    [{"terminal": "99999999"}, {"batch": "000002"}, {"trace": "000002"}],
    ids=lambda each: next(iter(each)),
)
def test_any_other_number_does_not_match_however_alike(other: dict[str, str]):
    assert _kinds(_match([line(1, **other)], [entry(1)])) == ["only_in_books", "only_in_statement"]


def test_another_amount_is_reported():
    assert _kinds(_match([line(1, 200_00)], [entry(1)])) == ["amount_differs"]


def test_a_difference_of_just_the_fee_is_said_to_be_one():
    found = _match([line(1, 248_50, fee_fen=1_50)], [entry(1)])
    assert "手续费" in _why(found)


@pytest.mark.parametrize("name", ["merchant", "reference"])
def test_another_merchant_or_reference_is_reported_only_where_both_have_one(name: str):
    differs = _match([line(1, **{name: "111"})], [entry(1, **{name: "222"})])
    assert _kinds(differs) == ["reference_differs"]
    for ours, theirs in (("111", ""), ("", "222"), ("111", "111")):
        found = _match([line(1, **{name: ours})], [entry(1, **{name: theirs})])
        assert len(found.pairs) == 1


def test_a_slip_of_a_day_no_statement_covers_waits():
    late = entry(1, day=_NEXT + dt.timedelta(days=1))
    elsewhere = entry(2, terminal="99999999")
    found = _match([line(3)], [late, elsewhere, entry(3)])
    assert found.waiting == (late, elsewhere) and found.findings == ()


def test_a_second_line_of_the_same_slip_is_a_duplicate():
    found = _match([line(1), line(1, line_id=2, occurrence=2)], [entry(1)])
    assert _kinds(found) == ["duplicated"] and len(found.pairs) == 1


def test_of_two_lines_of_one_slip_the_one_that_agrees_matches():
    found = _match([line(1, 200_00), line(1, line_id=2)], [entry(1)])
    assert _kinds(found) == ["duplicated"] and found.pairs[0].line.line_id == 2


@pytest.mark.parametrize("days", [1, -1])
def test_a_neighbouring_day_is_reported_and_never_matched(days: int):
    covered = {TERMINAL: ((BUSINESS_DATE - dt.timedelta(days=1), _NEXT),)}
    other = line(1, day=BUSINESS_DATE + dt.timedelta(days=days))
    assert _kinds(_match([other], [entry(1)], covered)) == ["date_differs"]


def test_a_day_further_off_or_two_neighbours_are_no_date_difference():
    far = line(1, day=BUSINESS_DATE + dt.timedelta(days=2))
    covered = {TERMINAL: ((BUSINESS_DATE, BUSINESS_DATE + dt.timedelta(days=2)),)}
    assert "date_differs" not in _kinds(_match([far], [entry(1)], covered))
    both = [entry(1), entry(1, day=BUSINESS_DATE + dt.timedelta(days=2), payment_id=2, slip_id=2)]
    assert "date_differs" not in _kinds(_match([line(1, day=_NEXT)], both, covered))


VOIDED = entry(1)


@pytest.mark.parametrize(
    ("said", "in_books"),
    [
        ({"trace": "000020"}, {"trace": "000020"}),
        ({"trace": "000020", "original_trace": "000001"}, {}),
        ({"trace": "000001"}, {}),
        ({"trace": "000020", "card_tail": "1234"}, {}),
    ],
    ids=["own slip", "original's trace", "carries the trace", "card"],
)
def test_a_void_on_both_sides_cancels(said: dict[str, str], in_books: dict[str, str]):
    swiped = line(1, card_tail="1234")
    void = line(20, -250_00, **said)
    found = _match([swiped, void], [VOIDED, void_of(VOIDED, **in_books)])
    assert found.findings == () and found.voids_that_cancel == 1 and len(found.pairs) == 2


def test_a_void_by_the_originals_reference_cancels():
    swiped = line(1, reference="111")
    void = line(20, -250_00, original_reference="111")
    paid = entry(1, reference="111")
    assert _match([swiped, void], [paid, void_of(paid)]).voids_that_cancel == 1


def test_a_purchase_and_its_void_of_which_the_books_know_nothing_cancel():
    found = _match([line(1), line(20, -250_00, original_trace="000001")], [])
    assert found.findings == () and len(found.cancelled) == 1


def test_a_payment_and_its_void_of_which_the_statement_knows_nothing_cancel():
    found = _match([line(5)], [entry(5), VOIDED, void_of(VOIDED)])
    assert found.findings == () and len(found.cancelled_entries) == 1


def test_a_void_only_at_the_terminal_names_the_receipt_it_takes_back():
    found = _match([line(1), line(20, -250_00, original_trace="000001")], [VOIDED])
    assert _kinds(found) == ["reversal_only_in_statement"] and "2019-000001" in _why(found)


def test_a_void_only_in_the_books_is_reported():
    found = _match([line(1)], [VOIDED, void_of(VOIDED)])
    assert _kinds(found) == ["reversal_only_in_books"] and "没有撤销" in _why(found)


def test_a_void_that_says_nothing_of_what_it_takes_back_is_not_guessed():
    """Same terminal, batch, day and amount, but no trace, reference or card to go by."""
    found = _match([line(1), line(20, -250_00)], [VOIDED, void_of(VOIDED)])
    assert _kinds(found) == ["reversal_only_in_books", "reversal_only_in_statement"]


def test_a_void_of_another_card_than_the_one_voided_in_the_books_is_reported():
    """The books void A, the terminal voided B of the same amount: money went to the wrong card."""
    lines = [
        line(1, card_tail="0001"),
        line(2, card_tail="0002"),
        line(20, -250_00, card_tail="0002"),
    ]
    found = _match(lines, [entry(1), entry(2), void_of(entry(1))])
    assert _kinds(found) == ["reversal_only_in_books", "reversal_only_in_statement"]


def test_swiped_voided_and_swiped_again_the_books_know_the_last():
    """A void takes back what was swiped before it, not after."""
    lines = [
        line(1, card_tail="0001", time="09:00:00"),
        line(2, -250_00, card_tail="0001", time="09:01:00"),
        line(3, card_tail="0001", time="09:02:00"),
    ]
    found = _match(lines, [entry(3)])
    assert found.findings == () and found.cancelled == ((lines[0], lines[1]),)


def test_which_of_two_equal_purchases_a_void_takes_back_the_books_may_say():
    lines = [line(1, card_tail="0001"), line(2, card_tail="0001")]
    lines.append(line(20, -250_00, card_tail="0001"))
    told = _match(lines, [entry(1), entry(2), void_of(entry(2))])
    assert told.findings == () and told.voids_that_cancel == 1
    untold = _match(lines, [entry(1), entry(2)])
    assert _kinds(untold) == ["reversal_only_in_statement"]


def test_a_void_whose_slip_was_mistyped_is_a_difference_of_numbers():
    void = line(20, -250_00, original_trace="000001")
    found = _match([line(1), void], [VOIDED, void_of(VOIDED, trace="000021")])
    assert _kinds(found) == ["reference_differs"] and "凭证号" in _why(found)


@pytest.mark.parametrize(
    "said",
    [{"original_reference": "111"}, {"original_trace": "000001"}],
    ids=["reference", "trace"],
)
def test_a_refund_matches_the_refund_of_the_slip_it_names(said: dict[str, str]):
    paid = entry(1, reference="111")
    back = line(20, -250_00, kind="refund", day=_NEXT, **said)
    refund = void_of(paid, kind="refund", day=_NEXT)
    assert _match([line(1), back], [paid, refund]).findings == ()
    other = replace(refund, amount_fen=-100_00)
    assert _kinds(_match([line(1), back], [paid, other])) == ["amount_differs"]
    assert _kinds(_match([line(1), back], [paid])) == ["reversal_only_in_statement"]


def test_a_refund_that_names_nothing_is_suggested_with_its_why():
    paid = entry(1)
    back = line(20, -250_00, kind="refund", day=_NEXT)
    found = _match([line(1), back], [paid, void_of(paid, kind="refund")])
    suggestions = [Suggestions(found, _COVERED).of(each) for each in found.findings]
    assert _kinds(found) == ["reversal_only_in_books", "reversal_only_in_statement"]
    assert all("终端号、金额相同" in each.why for each in suggestions)
    assert {bool(each.line) for each in suggestions} == {True, False}


def test_a_void_that_names_nothing_lists_what_it_may_take_back():
    found = _match([line(1), line(2), line(20, -250_00)], [entry(1), entry(2)])
    assert "有 2 笔（收据 2019-000001、2019-000002）" in _why(found)


def test_of_several_candidates_none_is_suggested():
    found = _match([line(7)], [entry(1), entry(2)])
    mine = next(each for each in found.findings if each.kind == "only_in_statement")
    suggestion = Suggestions(found, _COVERED).of(mine)
    assert suggestion.entry is None and "2 笔" in suggestion.why


def test_sides_whose_references_differ_are_not_suggested_for_their_amount():
    found = _match([line(7, reference="111")], [entry(1, reference="222")])
    assert all(Suggestions(found, _COVERED).of(each).entry is None for each in found.findings)


def test_a_card_swiped_twice_is_said_to_be():
    lines = [line(1, card_tail="0001"), line(2, card_tail="0001")]
    assert "重复刷卡" in _why(_match(lines, [entry(1)]))


def test_cleared_pairs_stay_whatever_comes_later():
    lines = [line(1, 200_00), line(1, line_id=2)]
    found = match(lines, [entry(1)], _COVERED, {1: (1, 1)})
    assert found.pairs[0].line.line_id == 1 and _kinds(found) == ["duplicated"]


_DAYS = st.sampled_from([BUSINESS_DATE, _NEXT])
_TRACES = st.integers(1, 5)
_AMOUNTS = st.sampled_from([250_00, 280_00])
_CARDS = st.sampled_from(["", "0001", "0002"])
_REFERENCES = st.sampled_from(["", "111", "222"])


@st.composite
def _statements(draw: st.DrawFn) -> list[StatementLine]:
    found = []
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["purchase", "purchase", "void", "refund"]))
        amount = draw(_AMOUNTS)
        found.append(
            line(
                draw(_TRACES), amount if kind == "purchase" else -amount, kind=kind,
                day=draw(_DAYS), card_tail=draw(_CARDS), reference=draw(_REFERENCES),
                original_trace=draw(st.sampled_from(["", "000001", "000002"])),
                line_id=number + 1,
            )
        )  # fmt: skip
    return found


@st.composite
def _books(draw: st.DrawFn) -> list[BookEntry]:
    keys = draw(st.lists(st.tuples(_TRACES, _DAYS), max_size=6, unique=True))
    found = []
    for number, (trace, day) in enumerate(keys, 1):
        paid = entry(
            trace, draw(_AMOUNTS), day=day, payment_id=number, slip_id=number,
            reference=draw(_REFERENCES),
        )  # fmt: skip
        found.append(paid)
        kind = draw(st.sampled_from(["", "void", "refund"]))
        if kind:
            own = draw(st.sampled_from(["", f"{100 + number:06d}", f"{trace:06d}"]))
            found.append(void_of(paid, 100 + number, kind=kind, trace=own))
    return found


@given(_statements(), _books(), st.sampled_from([_COVERED, {}]), st.randoms())
def test_everything_ends_in_one_class_and_the_sums_agree(
    lines: list[StatementLine], entries: list[BookEntry], covered: Coverage, dice: object
):
    found = _match(lines, entries, covered)
    placed = [each.line for each in found.pairs]
    placed += [each for pair in found.cancelled for each in pair]
    placed += [each.line for each in found.findings if each.line]
    assert sorted(each.line_id for each in placed) == sorted(each.line_id for each in lines)
    booked = [each.entry for each in found.pairs] + list(found.waiting)
    booked += [each for pair in found.cancelled_entries for each in pair]
    booked += [each.entry for each in found.findings if each.entry]
    assert sorted(each.entry_key for each in booked) == sorted(each.entry_key for each in entries)
    assert all(each.line.amount_fen == each.entry.amount_fen for each in found.pairs)
    assert sum(each.amount_fen for pair in found.cancelled for each in pair) == 0
    assert sum(each.amount_fen for pair in found.cancelled_entries for each in pair) == 0


@given(_statements(), _books(), st.randoms())
def test_the_order_of_lines_and_entries_changes_nothing(
    lines: list[StatementLine], entries: list[BookEntry], dice
):
    first = _match(lines, entries)
    dice.shuffle(lines)
    dice.shuffle(entries)
    second = _match(lines, entries)
    assert {each.subject for each in first.findings} == {each.subject for each in second.findings}
    assert set(first.pairs) == set(second.pairs) and set(first.waiting) == set(second.waiting)
    assert set(first.cancelled) == set(second.cancelled)


@given(_statements(), _books())
def test_every_exception_has_a_reason_to_look_at_it(
    lines: list[StatementLine], entries: list[BookEntry]
):
    found = _match(lines, entries)
    suggestions = Suggestions(found, _COVERED)
    assert all(suggestions.of(each).why for each in found.findings)


@given(_statements(), _books())
def test_what_was_cleared_is_matched_again(lines: list[StatementLine], entries: list[BookEntry]):
    """Run again with its own result as cleared, the matcher answers the same."""
    first = _match(lines, entries)
    cleared = {each.line.line_id: each.entry.entry_key for each in first.pairs}
    second = match(lines, entries, _COVERED, cleared)
    assert {each.subject for each in first.findings} == {each.subject for each in second.findings}
    assert set(first.pairs) == set(second.pairs)
