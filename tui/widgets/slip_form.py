"""The fields of a POS slip, one to a line, filled in as far as the last slip allows."""

import datetime as dt

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from models.text import squeeze
from models.till.slip import PosSlip, check_slip, next_trace
from tui.widgets.field import Field

_FIELDS = (
    ("terminal", "终端号", 8),
    ("batch", "批次号", 6),
    ("trace", "凭证号", 6),
    ("reference", "参考号", 12),
)


class SlipForm(Vertical):
    """Terminal, batch, trace and reference number of one slip."""

    DEFAULT_CSS = """
    SlipForm, SlipForm Horizontal { height: auto; }
    SlipForm Static { width: 12; }
    SlipForm Field { width: 16; }
    """

    def compose(self) -> ComposeResult:
        """Each number on a line of its own."""
        for name, label, length in _FIELDS:
            with Horizontal():
                yield Static(f"  {label}：", markup=False)
                yield Field(max_length=length, id=name, digits_only=True)

    def propose(self, last: PosSlip | None, *, with_trace: bool) -> None:
        """Fill in the numbers of the slip after ``last``; the cursor goes to its trace.

        Without ``with_trace`` the trace is left to be typed, so that keys typed ahead
        post nothing that nobody has seen.
        """
        if last is not None:
            trace = next_trace(last.trace) if with_trace else ""
            proposed = {"terminal": last.terminal, "batch": last.batch, "trace": trace}
            for name, value in proposed.items():
                self.query_one(f"#{name}", Field).value = value
        self.query_one("#trace" if last else "#terminal").focus()

    def slip(self, day: dt.date) -> PosSlip:
        """Return the slip as typed; raises BadInput naming the first number that is wrong."""
        terminal, batch, trace, reference = (
            squeeze(self.query_one(f"#{name}", Field).value) for name, _, _ in _FIELDS
        )
        return check_slip(terminal, batch, trace, day, reference)
