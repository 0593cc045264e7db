"""Receipts: what stands on one, its check code, and every time it was printed."""
