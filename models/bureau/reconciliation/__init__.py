"""Reconciliation (对账): the acquirer's statement against the POS slips in the ledger.

``match`` decides, a pure function over frozen values; ``suggest`` says what a person
might look at, and why; ``run`` reads, clears what agrees and numbers what does not.
"""
