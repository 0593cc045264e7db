"""The fields of a POS slip in two columns, filled in as far as the last slip allows."""

import datetime as dt
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from models.base.dates import typed_date
from models.base.money import parse_yuan
from models.base.text import squeeze
from models.ledger.slip import PosSlip, check_slip, next_trace
from tui.widgets.field import Field

_NEEDED = (("terminal", "终端号", 8), ("batch", "批次号", 6), ("trace", "凭证号", 6))
_AMOUNT = ("slip-amount", "金额", 12)
_DATE = ("slip-date", "签购单日期", 10)
_HINTS = {"slip-date": "默认业务日期", "slip-amount": "几张才填，F6 记下"}
_REST = (
    ("reference", "参考号", 12),
    ("authorisation", "授权码", 6),
    ("card", "卡号末四位", 4),
    ("time", "交易时间", 8),
    ("merchant", "商户号", 15),
)


class SlipForm(Horizontal):
    """The numbers of one slip: those it needs on the left, what else it prints on the right.

    ``has_amount``: several slips may pay together, each with its amount.
    """

    DEFAULT_CSS = """
    SlipForm, SlipForm Horizontal, SlipForm Vertical { height: auto; }
    SlipForm Static { width: 14; }
    SlipForm Field { width: 18; }
    """

    def __init__(self, *, has_amount: bool = False) -> None:
        super().__init__()
        self._has_amount = has_amount
        self._proposed: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Each number on a line of its own."""
        with Vertical():
            yield from _fields([*_NEEDED, *([_AMOUNT] if self._has_amount else [])])
        with Vertical():
            yield from _fields([*_REST, _DATE])

    def propose(self, last: PosSlip | None, *, with_trace: bool) -> None:
        """Fill in the numbers of the slip after ``last``; the cursor goes to its trace.

        Of a batch that is settled only the terminal is known: the cursor goes to the batch.
        Without ``with_trace`` the trace is left to be typed, so that keys typed ahead post
        nothing that nobody has seen.
        """
        if last is not None:
            self._fill_in(last, with_trace=with_trace)
        empty = "#terminal" if last is None else "#trace" if last.batch else "#batch"
        self.query_one(empty).focus()

    def follow(self, last: PosSlip) -> None:
        """Go on after the last slip of another terminal, where nothing was typed over."""
        numbers = ("batch", "trace", "merchant")
        if all(self._typed(each) in ("", self._proposed.get(each)) for each in numbers):
            self._fill_in(last, with_trace=True)

    def _fill_in(self, last: PosSlip, *, with_trace: bool) -> None:
        self._proposed = {
            "terminal": last.terminal,
            "batch": last.batch,
            "trace": next_trace(last.trace) if with_trace and last.trace else "",
            "merchant": last.merchant,
        }
        for name, value in self._proposed.items():
            self.query_one(f"#{name}", Field).value = value

    @property
    def proposed_terminal(self) -> str:
        """The terminal whose numbers are proposed."""
        return self._proposed.get("terminal", "")

    @property
    def amount_fen(self) -> int | None:
        """The amount typed for this slip alone; raises BadInput for what is not one."""
        typed = self._typed("slip-amount") if self._has_amount else ""
        return parse_yuan(typed, "签购单金额") if typed else None

    def slip(self, day: dt.date) -> PosSlip:
        """Return the slip as typed, of ``day`` unless its own date is; raises BadInput.

        The first number that is wrong is named.
        """
        slip_date = self._typed("slip-date")
        return check_slip(
            self._typed("terminal"),
            self._typed("batch"),
            self._typed("trace"),
            typed_date(slip_date, "签购单日期", near=day) if slip_date else day,
            self._typed("reference"),
            merchant=self._typed("merchant"),
            authorisation=self._typed("authorisation"),
            card_tail=self._typed("card"),
            time=self._typed("time"),
            amount_fen=self.amount_fen,
        )

    def clear_for(self, slip: PosSlip) -> None:
        """Make room for the next of several slips."""
        for name in ("slip-amount", "reference", "authorisation", "card", "time"):
            self.query_one(f"#{name}", Field).value = ""
        self.propose(slip, with_trace=True)

    def _typed(self, name: str) -> str:
        return squeeze(self.query_one(f"#{name}", Field).value)


def _fields(
    fields: list[tuple[str, str, int]] | tuple[tuple[str, str, int], ...],
) -> Iterator[Widget]:
    for name, label, length in fields:
        is_number = name not in ("time", "slip-amount", "slip-date")
        yield Horizontal(
            Static(f"  {label}：", markup=False),
            Field(
                "",
                _HINTS.get(name, ""),
                length,
                id=name,
                digits_only=is_number,
                is_amount=name == "slip-amount",
            ),
        )
