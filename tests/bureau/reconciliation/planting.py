"""Books and statements with differences planted in them, of twenty kinds, and what is to be found.

Nothing here is real. What a plant leaves to be found is told by kind, place, day and amounts,
not by numbers that follow from the order in which files came.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from models.bureau.reconciliation.run import Reconciliation
from models.bureau.reconciliation.values import BookEntry, StatementLine
from models.counter.void import void_payment
from models.ledger.slip import PosSlip
from models.station.desk import Desk
from tests.bureau.reconciliation.making import post_slips
from tests.making import reverse

FIRST = dt.date(2019, 11, 8)
LAST = FIRST + dt.timedelta(days=12)
TODAY = LAST + dt.timedelta(days=2)
TERMINALS = ("12345671", "12345672", "12345673")
_MERCHANT = "898430111110001"
_DAY = dt.timedelta(days=1)

PLANTS = (
    "unentered", "unswiped", "more", "less the fee", "reference", "merchant", "a day late",
    "a day early", "twice", "twice otherwise", "void at the terminal", "void in the books",
    "refund at the terminal", "refund in the books", "other terminal", "other trace", "other batch",
    "trace of the void", "terminal of no statement", "before all statements",
)  # fmt: skip
"""Twenty kinds of differences; some leave an exception on each side."""

AGREEING = (
    "void", "void with its slip", "refund", "void of what was not entered",
)  # fmt: skip
"""What both sides know, or need not: nothing of it is to be found."""

EACH = 4
Found = tuple[object, ...]


def key_of(kind: str, side: StatementLine | BookEntry, *fen: int) -> Found:
    """Return an exception as it is told here; what goes back by the slip it takes back."""
    trace = side.trace if side.amount_fen > 0 else side.original_trace or side.trace
    return kind, side.terminal, side.day, trace, fen


def found_in(found: Reconciliation) -> Counter[Found]:
    """Return the open exceptions of a reconciliation."""
    keys: Counter[Found] = Counter()
    for case in found.open_cases:
        line, entry = case.finding.line, case.finding.entry
        side = line or entry
        assert side is not None
        keys[key_of(case.finding.kind, side, *(x.amount_fen for x in (line, entry) if x))] += 1
    return keys


@dataclass
class Swipe:
    """One card payment: its slip as entered (None: not), the statement's lines of it."""

    slip: PosSlip | None
    fen: int
    lines: list[StatementLine]
    back: str = ""
    back_slip: PosSlip | None = None


@dataclass
class Season:
    """Books and statement of thirteen days; ``expected`` is what is to be found."""

    dice: Random
    size: int
    swipes: list[Swipe] = field(default_factory=list)
    expected: Counter[Found] = field(default_factory=Counter)
    waiting: int = 3

    def __post_init__(self) -> None:
        things = [each for each in (*PLANTS, *AGREEING) for _ in range(EACH)]
        at = self.dice.sample(range(self.size), len(things))
        planted = dict(zip(at, things, strict=True))
        for number in range(self.size):
            self._swipe(number, planted.get(number, ""))
        for number in range(self.size, self.size + self.waiting):
            swipe = self._plain(number, LAST)
            swipe.lines = []
            self.swipes.append(swipe)

    @property
    def lines(self) -> list[StatementLine]:
        """Every line of the statement, as the terminals made them."""
        lines = [line for swipe in self.swipes for line in swipe.lines]
        return sorted(lines, key=lambda each: (each.day, each.time, each.trace))

    def _plain(self, number: int, day: dt.date) -> Swipe:
        fen = 250_00 + 10_00 * (number % 7)
        seconds = 8 * 3600 + number * 37 % 30000
        time = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        slip = PosSlip(
            TERMINALS[number % 3], f"{day:%m%d}01", f"{number + 1:06d}", day,
            f"{day:%m%d}{number:08d}", merchant=_MERCHANT if number % 2 else "",
            card_tail=f"{number % 10000:04d}",
        )  # fmt: skip
        line = StatementLine(
            slip.terminal, slip.batch, slip.trace, day, "purchase", fen, time=time,
            merchant=_MERCHANT, reference=slip.reference, card_tail=slip.card_tail,
            fee_fen=fen * 6 // 1000,
        )  # fmt: skip
        return Swipe(slip, fen, [line])

    def _swipe(self, number: int, thing: str) -> None:
        day = FIRST + _DAY * (number % 13 if not thing else 1 + number % 9)
        swipe = self._plain(number, day)
        self.swipes.append(swipe)
        if thing:
            self._plant(swipe, number, thing)

    def _plant(self, swipe: Swipe, number: int, thing: str) -> None:
        self._alone(swipe, number, thing)
        self._differing(swipe, thing)
        self._taken_back(swipe, number, thing)

    def _alone(self, swipe: Swipe, number: int, thing: str) -> None:
        """Plant what stands on one side only, or under other numbers on the other."""
        slip, line = swipe.slip, swipe.lines[0]
        assert slip is not None
        entered = {
            "unswiped": slip,
            "other terminal": replace(slip, terminal=TERMINALS[(number + 1) % 3]),
            "other trace": replace(slip, trace=f"{500000 + number:06d}"),
            "other batch": replace(slip, batch=f"99{slip.batch[2:]}"),
            "terminal of no statement": replace(slip, terminal="99999999"),
            "before all statements": replace(slip, date=FIRST - 5 * _DAY),
        }
        if thing == "unentered":
            swipe.slip = None
        elif thing in entered:
            swipe.slip = slip = entered[thing]
            told = line._replace(terminal=slip.terminal, trace=slip.trace, day=slip.date)
            self._expect("only_in_books", told)
            if not thing.startswith("other"):
                swipe.lines = []
        if thing == "unentered" or thing.startswith("other"):
            self._expect("only_in_statement", line)

    def _differing(self, swipe: Swipe, thing: str) -> None:
        """Plant two sides that are not equal, and lines that stand twice."""
        slip, fen = swipe.slip, swipe.fen
        if slip is None or not swipe.lines:
            return
        line = swipe.lines[0]
        match thing:
            case "more" | "less the fee":
                more = 10_00 if thing == "more" else -line.fee_fen
                swipe.lines = [line._replace(amount_fen=fen + more)]
                self._expect("amount_differs", line, fen + more, fen)
            case "reference":
                swipe.slip = replace(slip, reference=f"9{slip.reference[1:]}")
                self._expect("reference_differs", line, fen, fen)
            case "merchant":
                swipe.slip = replace(slip, merchant="898430111110009")
                self._expect("reference_differs", line, fen, fen)
            case "a day late" | "a day early":
                off = _DAY if thing == "a day late" else -_DAY
                swipe.lines = [line._replace(day=line.day + off)]
                self._expect("date_differs", swipe.lines[0], fen, fen)
            case "twice":
                swipe.lines = [line, line]
                self._expect("duplicated", line)
            case "twice otherwise":
                other = line._replace(amount_fen=fen + 7_00, reference=f"8{line.reference[1:]}")
                swipe.lines = [line, other]
                self._expect("duplicated", line, fen + 7_00)

    def _taken_back(self, swipe: Swipe, number: int, thing: str) -> None:
        """Plant voids and refunds, on one side or on both."""
        if not thing.startswith(("void", "refund", "trace of")):
            return
        slip, line = swipe.slip, swipe.lines[0]
        assert slip is not None
        void = line._replace(
            kind="void", amount_fen=-swipe.fen, trace=f"{800000 + number:06d}", reference="",
            fee_fen=0, time="18:30:00", original_trace=line.trace,
        )  # fmt: skip
        refund = void._replace(
            kind="refund", day=line.day + 2 * _DAY, reference=f"77{number:010d}",
            original_reference=line.reference,
        )  # fmt: skip
        told = refund if thing.startswith("refund") else void
        if not thing.endswith("in the books"):
            swipe.lines = [line, told]
        if thing == "void of what was not entered":
            swipe.slip = None
        elif not thing.endswith("at the terminal"):
            swipe.back = "refund" if told is refund else "void"
        if thing == "void with its slip":
            swipe.back_slip = replace(slip, trace=void.trace, reference="")
        elif thing == "trace of the void":
            swipe.back_slip = replace(slip, trace=f"{810000 + number:06d}", reference="")
            self._expect("reference_differs", void, -swipe.fen, -swipe.fen)
        elif thing.endswith("in the books"):
            self._expect("reversal_only_in_books", told)
        elif thing.endswith("at the terminal"):
            self._expect("reversal_only_in_statement", told)

    def _expect(self, kind: str, side: StatementLine, *fen: int) -> None:
        self.expected[key_of(kind, side, *(fen or (side.amount_fen,)))] += 1

    def book(self, desk: Desk) -> None:
        """Enter everything at a station."""
        entered = [each for each in self.swipes if each.slip is not None]
        receipts = post_slips(desk, [(each.slip, each.fen) for each in entered if each.slip])
        for swipe, receipt in zip(entered, receipts, strict=True):
            assert swipe.slip is not None
            day = swipe.slip.date
            if swipe.back == "refund":
                reverse(desk.on(day + 2 * _DAY), receipt, "refund")
            elif swipe.back:
                void_payment(desk.on(day), receipt, "刷错", swipe.back_slip)


def three_parts(dice: Random, lines: Sequence[StatementLine]) -> list[list[StatementLine]]:
    """Return three overlapping stretches of a statement; the first may end at noon."""
    ends, begins = 5 + dice.randrange(3), 3 + dice.randrange(3)
    last_begins = 8 + dice.randrange(2)
    noon = dice.choice(("12:00:00", "24"))
    cut = FIRST + ends * _DAY

    def between(first: int, last: int) -> list[StatementLine]:
        days = FIRST + first * _DAY, FIRST + last * _DAY
        return [each for each in lines if days[0] <= each.day <= days[1]]

    morning = [each for each in between(0, ends) if each.day < cut or each.time < noon]
    return [morning, between(begins, last_begins + 1), between(last_begins, 12)]


def span_of(lines: Iterable[StatementLine]) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of lines."""
    days = [each.day for each in lines]
    return min(days), max(days)
