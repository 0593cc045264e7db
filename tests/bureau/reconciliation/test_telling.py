"""One transaction told by several files: known again, completed, and the same in any order."""

import datetime as dt
import itertools
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.bureau.reconciliation.choose import Choice, choice_of
from models.bureau.reconciliation.telling import COLUMNS, Told, facts_of, is_made
from models.bureau.reconciliation.values import StatementLine
from tests.bureau.reconciliation.making import line
from tests.cases import for_each
from tests.making import BUSINESS_DATE

_SILENT = ("batch", "time", "merchant", "reference", "card_tail", "fee_fen", "original_reference")


def _tell(told: Told, lines: list[StatementLine]) -> int:
    """Let a file come; return how many of its lines were new."""
    told.begin()
    new = 0
    for each in lines:
        known = told.find(each)
        if known is None:
            new += 1
            told.learn(each._replace(line_id=1 + len(told.lines)))
        else:
            told.complete(known.line_id, facts_of(each))
    return new


def _known(files: list[list[StatementLine]]) -> list[StatementLine]:
    told = Told()
    for each in files:
        _tell(told, each)
    return sorted(each._replace(line_id=0, row=0) for each in told.lines)


def test_a_line_without_a_batch_is_the_one_with_it() -> None:
    told = Told([line(1)])
    assert _tell(told, [line(1, batch="")]) == 0
    assert _tell(told, [line(1, batch="000009")]) == 1


def test_a_line_that_a_file_tells_twice_is_two() -> None:
    told = Told()
    assert _tell(told, [line(1), line(1)]) == 2
    assert _tell(told, [line(1, batch=""), line(1, batch="")]) == 0
    assert _tell(told, [line(1)] * 3) == 1


def test_a_refund_told_by_its_sign_is_a_refund_when_another_file_says_so() -> None:
    said = line(20, -250_00, kind="refund")
    for files in itertools.permutations([[said._replace(kind="void")], [said]]):
        assert [each.kind for each in _known(list(files))] == ["refund"]


def test_a_void_made_of_a_state_is_the_one_with_its_own_slip() -> None:
    made = line(1, -250_00, original_trace="000001", card_tail="0001")
    own = line(20, -250_00, card_tail="0001")
    named = own._replace(original_trace="000001")
    assert is_made(made) and not is_made(named)
    for void in (own, named):
        for files in itertools.permutations([[made], [void], [void._replace(batch="")]]):
            (known,) = _known(list(files))
            assert (known.trace, known.original_trace) == ("000020", "000001")
    other = own._replace(card_tail="0002")
    assert len(_known([[made], [other]])) == 2


@st.composite
def _files(draw: st.DrawFn) -> list[list[StatementLine]]:
    """Up to four files of stretches of some transactions, each silent in some columns."""
    truth = [
        line(
            draw(st.integers(1, 4)),
            draw(st.sampled_from([250_00, 280_00, -250_00])),
            batch=draw(st.sampled_from(["000001", "000002"])),
            time="09:00:00", merchant="111", reference=f"{number:012d}", card_tail="0001",
            fee_fen=1_50,
        )
        for number in range(draw(st.integers(1, 6)))
    ]  # fmt: skip
    alone = {(each.trace, each.amount_fen): each for each in truth}
    files = []
    for _ in range(draw(st.integers(2, 4))):
        silent = draw(st.sets(st.sampled_from(_SILENT)))
        empty = {name: 0 if name == "fee_fen" else "" for name in silent}
        told = draw(st.lists(st.sampled_from(list(alone.values())), unique=True))
        files.append([each._replace(**empty) for each in told])  # type: ignore[arg-type]
    return files


@given(_files(), st.randoms())
def test_files_complete_each_other_in_any_order(
    files: list[list[StatementLine]], dice: Random
) -> None:
    known = _known(files)
    shuffled = [dice.sample(each, len(each)) for each in dice.sample(files, len(files))]
    assert _known(shuffled) == known
    for each in known:
        said = [other for file in files for other in file if other.trace == each.trace]
        for name in COLUMNS:
            values = {getattr(other, name) for other in said if other.amount_fen == each.amount_fen}
            assert getattr(each, name) in values
    assert _known([*files, *files]) == known


@for_each("text, choice", [
    ("", Choice()),
    ("仅台账有", Choice(kind="only_in_books")),
    ("已处理 12345678", Choice(state="settled", terminal="12345678")),
    ("11-01至11-15", Choice(first=dt.date(2019, 11, 1), last=dt.date(2019, 11, 15))),
    ("2019-11-14", Choice(first=BUSINESS_DATE, last=BUSINESS_DATE)),
    ("11-14至 等对账单", Choice(state="waiting", first=BUSINESS_DATE)),
    ("全部，金额不符", Choice(kind="amount_differs", state="all"))])  # fmt: skip
def test_a_line_of_words_says_which_exceptions(text: str, choice: Choice) -> None:
    assert choice_of(text, BUSINESS_DATE) == choice
    assert choice_of(choice.words, BUSINESS_DATE) == choice


@for_each("text", ["怪事", "11-31", "11-15至11-01", "至x"])
def test_a_word_that_says_nothing_is_one_line(text: str) -> None:
    try:
        choice_of(text, BUSINESS_DATE)
    except BadInput as error:
        assert "\n" not in error.message
    else:
        raise AssertionError(text)
