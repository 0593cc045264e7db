"""Money in: POS slips, payments, and the reversals that undo them. The ledger only grows."""
