"""The station's lists: the unpaid (催缴名单), the insured, the payment ledger, the uncovered."""
