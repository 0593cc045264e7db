"""Refund applications (退费申请): money that lies with the bureau is asked back on paper.

Nothing of it moves the station's own money or its ledger: what the counter took and still holds
is refunded there.
"""
