"""Reversals (负数、退费、冲正): each takes back the row it is of, in whatever order they come."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from models.bureau.self_paid.exceptions import open_rows, resolve_row, retry_rows
from models.bureau.self_paid.record import preview_paid
from models.bureau.self_paid.values import PaidFile, PaidRow
from models.checks.check_store import check_store
from models.ledger.collected import collected
from models.ledger.journal import balances
from models.people.changes.number import correct_number
from models.people.changes.occasion import Occasion
from models.people.person_meant import person_meant
from models.station.desk import Desk
from tests.bureau.self_paid.making import PAID_ON, back, bring, everything, row, states
from tests.making import made_up_number, pay, person, register_people, reverse


def enrolled(desk: Desk) -> int:
    """Return how many people are enrolled."""
    return desk.store.number("SELECT count(*) FROM in_force")


def entries(desk: Desk) -> list[tuple[object, ...]]:
    """Return what stands in the ledger."""
    return desk.store.rows("SELECT kind, channel, amount_fen FROM payment ORDER BY id")


def waiting(desk: Desk) -> list[tuple[str, int]]:
    """Return what the open exceptions are, and how much there is to be decided on."""
    return [(each.finding.state, each.open_fen) for each in open_rows(desk)]


def is_sound(desk: Desk) -> bool:
    """Whether every invariant of the store holds."""
    return all(each.is_sound for each in check_store(desk.store).findings)


def test_a_reversal_takes_back_the_enrolment_and_moves_only_the_bureaus_money(desk: Desk) -> None:
    one, other = register_people(desk, person("张三"), person("李四"))
    pay(desk, members=frozenset({other.id_number}))
    bring(desk, row(one.id_number, voucher="1"))
    before = balances(desk)
    later = desk.on(dt.date(2019, 11, 20))
    result = bring(later, back(one.id_number, voucher="1"))
    assert [each.state for each in result.returned] == ["returned"] and result.exceptions == ()
    assert entries(desk)[1:] == [("payment", "alipay", 25000), ("refund", "alipay", -25000)]
    moved = {name: fen - balances(desk).get(name, 0) for name, fen in before.items()}
    assert moved == {"bureau": 25000, "levy:medical": -25000, "pos_clearing": 0}
    assert (enrolled(desk), waiting(desk)) == (1, [])
    (gone,) = collected(desk, later.business_date, later.business_date)
    assert (gone.is_own, gone.people_back, gone.back_fen) == (False, 1, 25000)
    assert is_sound(desk)


def test_one_that_comes_before_its_row_waits_and_then_nobody_is_entered(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    (found,) = bring(desk, back(one.id_number)).exceptions
    assert found.state == "reversal" and "导入以后自动冲回" in found.reason
    result = bring(desk, row(one.id_number))
    assert (len(result.returned), result.posted, result.exceptions) == (2, (), ())
    assert (entries(desk), waiting(desk)) == ([], [])


def test_both_in_one_file_enter_nobody_and_the_file_again_changes_nothing(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    file = [row(one.id_number, voucher="1"), back(one.id_number, voucher="1", row=3)]
    bring(desk, *file)
    before = everything(desk)
    again = bring(desk, *file)
    assert (again.known, again.returned, everything(desk)) == (2, (), before)
    assert (enrolled(desk), waiting(desk), is_sound(desk)) == (0, [], True)


def test_what_is_paid_again_after_it_is_entered(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, voucher="1"))
    again = row(one.id_number, voucher="2", paid_on=dt.date(2019, 11, 8))
    assert states(bring(desk, again)) == ["paid_twice"]
    result = bring(desk, back(one.id_number, voucher="9", original="1"))
    assert [each.row.voucher for each in result.posted] == ["2"]
    assert (enrolled(desk), waiting(desk), is_sound(desk)) == (1, [], True)


def test_of_two_payments_the_one_that_enrolled_nobody_goes_first(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    pay(desk)
    bring(desk, row(one.id_number))
    bring(desk, back(one.id_number))
    assert (len(entries(desk)), enrolled(desk), waiting(desk)) == (1, 1, [])


def test_a_row_that_was_settled_by_word_or_at_the_counter_is_only_ticked_off(desk: Desk) -> None:
    one, other = register_people(desk, person("张三"), person("李四"))
    bring(desk, row(one.id_number, amount_fen=28000), row(other.id_number, "李四", row=3))
    resolve_row(desk, 1, "税务说会退")
    reverse(desk, "2019-000001", "void", "重复")
    before = entries(desk)
    result = bring(desk, back(one.id_number, amount_fen=28000), back(other.id_number, "李四"))
    assert (len(result.returned), result.exceptions, entries(desk)) == (2, (), before)


def test_what_fits_nothing_is_kept_with_the_reason_until_it_is_decided(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number))
    result = bring(
        desk, back(one.id_number, amount_fen=10000), back(made_up_number(), "赵六", row=3)
    )
    assert states(result) == ["reversal", "reversal"]
    assert "250.00 元）对不上" in result.exceptions[0].reason
    assert enrolled(desk) == 1
    resolve_row(desk, 2, "税务部分退费，已核实")
    assert waiting(desk) == [("reversal", 25000)]


def test_a_reversal_of_nobody_known_finds_the_row_of_nobody_known(desk: Desk) -> None:
    number = made_up_number()
    bring(desk, row(number, "赵六"))
    assert waiting(desk) == [("unknown", 25000)]
    bring(desk, back(number, "赵六"))
    assert waiting(desk) == []


def test_a_reversal_under_a_former_number_finds_the_row_of_the_person(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    right = made_up_number()
    bring(desk, row(one.id_number))
    whose = person_meant(desk, one.id_number)
    correct_number(desk, whose, right, Occasion(PAID_ON, "录错", "户口簿"))
    bring(desk, back(right))
    assert (enrolled(desk), waiting(desk)) == (0, [])


def test_one_for_a_row_entered_on_a_later_business_date_waits_for_that_day(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk.on(dt.date(2019, 11, 20)), row(one.id_number))
    (found,) = bring(desk, back(one.id_number)).exceptions
    assert "2019-11-20 入账" in found.reason
    retry_rows(desk.on(dt.date(2019, 11, 21)))
    assert (enrolled(desk), waiting(desk)) == (0, [])


def test_a_preview_says_the_same_and_changes_nothing(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, voucher="1"))
    before = everything(desk)
    rows = (back(one.id_number, voucher="1"), row(one.id_number, voucher="2"))
    preview = preview_paid(desk, PaidFile("x", "0" * 64, rows))
    assert everything(desk) == before
    done = bring(desk, *rows)
    assert (preview.posted, preview.returned) == (done.posted, done.returned)
    assert enrolled(desk) == 1


def test_any_order_of_files_ends_in_the_same_state(sqlite_desk: Desk) -> None:
    """Five files of one person: paid, taken back, paid again, too much, and that taken back."""
    people = register_people(sqlite_desk, *[person(f"张{place}") for place in range(120)])
    ends: Counter[object] = Counter()
    for order, one in zip(permutations(range(5)), people, strict=True):
        files: Sequence[PaidRow] = (
            row(one.id_number, one.name, voucher=f"{one.id_number}1"),
            back(one.id_number, one.name, original=f"{one.id_number}1"),
            row(one.id_number, one.name, paid_on=dt.date(2019, 11, 9)),
            row(one.id_number, one.name, amount_fen=28000, paid_on=dt.date(2019, 11, 10)),
            back(one.id_number, one.name, amount_fen=28000, paid_on=dt.date(2019, 11, 12)),
        )
        for place in order:
            bring(sqlite_desk, files[place])
        own = sqlite_desk.store.rows(
            "SELECT insurance, levy_year FROM in_force WHERE id_number = ?", (one.id_number,)
        )
        left = sqlite_desk.store.number(
            "SELECT sum(amount_fen) FROM payment_line WHERE person_id = "
            "(SELECT id FROM person WHERE id_number = ?)",
            (one.id_number,),
        )
        ends[(tuple(own), left, tuple(waiting(sqlite_desk)))] += 1
    assert ends == {((("medical", 2020),), 25000, ()): 120}
    assert is_sound(sqlite_desk)
