"""The fields of a cash payment: the bureau's levy list and the voucher."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from models.ledger.cash_papers import CashPaper, check_cash_paper, next_voucher
from tui.widgets.field import Field

_FIELDS = (("levy-list", "征集流水号"), ("voucher", "票据号"))


class CashForm(Vertical):
    """The levy list's serial number, and the number of the voucher the payer gets."""

    DEFAULT_CSS = """
    CashForm, CashForm Horizontal { height: auto; }
    CashForm Static { width: 14; }
    CashForm Field { width: 40; }
    """

    def compose(self) -> ComposeResult:
        """Each number on a line of its own."""
        for name, label in _FIELDS:
            yield Horizontal(Static(f"  {label}：", markup=False), Field(max_length=40, id=name))

    def propose(self, last: CashPaper | None) -> None:
        """Fill in the numbers after the last ones; the cursor goes to the levy list."""
        if last is not None:
            self.query_one("#levy-list", Field).value = last.levy_list
            self.query_one("#voucher", Field).value = next_voucher(last.voucher)
        self.query_one("#levy-list").focus()

    def paper(self) -> CashPaper:
        """Return the papers as typed; raises BadInput naming the one that is wrong."""
        return check_cash_paper(*(self.query_one(f"#{name}", Field).value for name, _ in _FIELDS))
