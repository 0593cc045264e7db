"""Whatever is on the lists: entries add up to their slips, nobody pays twice, no family by half."""

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import RefusedByRule
from models.counter.village.plan import plan_village
from models.counter.village.take import take_village
from models.counter.village.values import HOLDS_FAMILY, TAKEN, ListedRow, VillageRequest
from models.station.desk import Desk
from tests.counter.village.making import faults, listed, of_amount, plain, rows_of, village_of

_FAMILIES = 5
_villages = itertools.count(1)
_MISTAKES = ("none", "name", "amount", "household", "nobody", "twice", "unread")

picked = st.lists(st.tuples(st.integers(0, 2 * _FAMILIES), st.sampled_from(_MISTAKES)), max_size=12)


def _rows(people: list[ListedRow], choice: list[tuple[int, str]]) -> tuple[ListedRow, ...]:
    rows = []
    for place, mistake in choice:
        row = people[place % len(people)]
        wrong: dict[str, dict[str, object]] = {
            "name": {"name": "错别字"},
            "amount": {"amount_fen": 1},
            "household": {"id_number": "", "name": "", "household": "0003"},
            "nobody": {"id_number": "431198199001019999"},
            "unread": {"fault": "金额“二百五”不认识", "household": "0002"},
        }
        rows += [replace(row, **wrong.get(mistake, {}))] * (2 if mistake == "twice" else 1)  # type: ignore[arg-type]
    return tuple(rows)


@settings(max_examples=25)
@given(lists=st.lists(st.tuples(picked, st.booleans()), min_size=1, max_size=3))
def test_lists_of_all_kinds(
    sqlite_desk: Desk, lists: list[tuple[list[tuple[int, str]], bool]]
) -> None:
    number = next(_villages)
    village = f"第{number}村"
    people = list(rows_of(village_of(sqlite_desk, _FAMILIES, village)))
    for place, (choice, with_exempt) in enumerate(lists):
        who = listed(_rows(people, choice), village=village, with_exempt=with_exempt)
        plan = plan_village(sqlite_desk, who)
        taken = [each for each in plan.people if each.kind in TAKEN]
        assert sum(each.due_fen or 0 for each in taken) == plan.amount_fen
        assert {each.id_number for each in taken} == {line.id_number for line in plan.lines}
        assert len(taken) == len(plan.lines), "nobody twice"
        held = {each.household for each in plan.people if each.kind in HOLDS_FAMILY}
        assert not held & {each.household.number for each in plan.families}, "none by half"
        told = [each for each in plan.people if each.kind != "unlisted"]
        assert len(told) >= len(who.rows), "no row is dropped in silence"
        slips = (of_amount(10 * number + place),) if plan.amount_fen else ()
        request = VillageRequest(who, slips, leaves_out=True)
        before = plain(sqlite_desk, "SELECT count(*), sum(amount_fen) FROM payment")[0]
        try:
            done = take_village(sqlite_desk, request)
        except RefusedByRule as refused:
            assert refused.code == "nothing_to_pay" and not plan.families
            continue
        assert [each.household for each in done.receipts] == [
            each.household.number for each in plan.families
        ], "a preview is what is then done"
        assert sum(each.amount_fen for each in done.receipts) == plan.amount_fen
        after = plain(sqlite_desk, "SELECT count(*), sum(amount_fen) FROM payment")[0]
        assert after == (
            int(str(before[0])) + len(plan.families),
            int(str(before[1] or 0)) + plan.amount_fen,
        )
    assert faults(sqlite_desk) == []
