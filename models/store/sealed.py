"""Which tables the chain seals: everything that is only ever added to.

A new append-only table joins ``SEALED``, before ``audit``. Of a sealed table no column may
be renamed or dropped, and a new column may be empty: older rows then keep their seals.
"""

SEALED = (
    "payment",
    "payment_line",
    "line_share",
    "slip",
    "cash_paper",
    "journal",
    "refund_request",
    "refund_decision",
    "transfer",
    "repayment",
    "filled_figure",
    "category_list",
    "posting",
    "posting_line",
    "objection",
    "objection_outcome",
    "filing",
    "duplicate",
    "duplicate_decision",
    "family_event",
    "former_number",
    "boundary_change",
    "boundary_household",
    "statement_file",
    "statement_coverage",
    "statement_line",
    "statement_clearing",
    "statement_exception",
    "statement_decision",
    "receipt_print",
    "paid_file",
    "paid_row",
    "paid_decision",
    "bureau_account",
    "bureau_account_end",
    "deposit",
    "day_close",
    "day_close_pos",
    "remote_village",
    "submission",
    "collector",
    "contact",
    "audit",
)
"""The order in which the rows of one transaction are sealed; ``audit`` ends each."""

NOT_SEALED = {
    "in_force": "follows from the lines, and is compared with them",
    "seal": "the chain itself",
    "seal_head": "the end of the chain, compared with it",
}
"""Guarded tables that the chain leaves out, and why."""
