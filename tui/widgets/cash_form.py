"""The fields of a cash payment: the bureau's levy list, the voucher, and what the payer gave."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from models.base.errors import BadInput
from models.base.money import format_yuan, parse_yuan
from models.ledger.cash_papers import CashPaper, change_fen, check_cash_paper, next_voucher
from tui.widgets.field import Field

_FIELDS = (("levy-list", "征集流水号"), ("voucher", "票据号"))


class CashForm(Vertical):
    """The levy list's serial number, the number of the voucher the payer gets, and the change.

    What was received is not kept: it only says what to give back. Empty stands for what is due.
    """

    DEFAULT_CSS = """
    CashForm, CashForm Horizontal { height: auto; }
    CashForm Static { width: 14; }
    CashForm Field { width: 40; }
    CashForm #received { width: 12; }
    CashForm #change { width: 1fr; text-style: bold; }
    """

    def compose(self) -> ComposeResult:
        """Each number on a line of its own; the change beside what was received."""
        for name, label in _FIELDS:
            yield Horizontal(Static(f"  {label}：", markup=False), Field(max_length=40, id=name))
        yield Horizontal(
            Static("  实收：", markup=False),
            Field("", "正好空着", 12, id="received", is_amount=True),
            Static(id="change", markup=False),
        )

    def propose(self, last: CashPaper | None) -> None:
        """Fill in the numbers after the last ones; the cursor goes to the one that changes."""
        if last is not None:
            self.query_one("#levy-list", Field).value = last.levy_list
            self.query_one("#voucher", Field).value = next_voucher(last.voucher)
        self.query_one("#levy-list" if last is None else "#voucher").focus()

    def paper(self) -> CashPaper:
        """Return the papers as typed; raises BadInput naming the one that is wrong."""
        return check_cash_paper(*(self.query_one(f"#{name}", Field).value for name, _ in _FIELDS))

    def change_fen(self, due_fen: int) -> int:
        """Return what goes back; raises BadInput for what is no amount, or less than is due."""
        typed = self.query_one("#received", Field).value.strip()
        return change_fen(parse_yuan(typed, "实收"), due_fen) if typed else 0

    def show_change(self, due_fen: int) -> None:
        """Show what goes back of what is typed so far, or how much is missing."""
        typed = self.query_one("#received", Field).value.strip()
        try:
            received_fen = parse_yuan(typed, "实收") if typed else due_fen
        except BadInput:
            received_fen = due_fen  # F2 says what is wrong with it
        more_fen = received_fen - due_fen
        words = f"找零 {format_yuan(more_fen)} 元" if more_fen > 0 else ""
        if more_fen < 0:
            words = f"还差 {format_yuan(-more_fen)} 元"
        self.query_one("#change", Static).update(words)
