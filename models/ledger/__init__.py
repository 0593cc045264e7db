"""The ledger only grows: entries, the papers behind them, their numbers, and the books."""
