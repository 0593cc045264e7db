"""The day on which somebody paid, where that is not the day of the entry.

Paid data arrive later than the money, and a correction later than the entry it puts right: the
entry has the business date, and what was due is reckoned for the day of the payment.
"""

PAID_ON = (
    "coalesce((SELECT w.paid_on FROM self_paid_row w "
    "WHERE w.station_id = y.station_id AND w.payment_id = y.id), "
    "(SELECT w.paid_on FROM self_paid_decision d "
    "JOIN self_paid_row w ON w.station_id = d.station_id AND w.id = d.row_id "
    "WHERE d.station_id = y.station_id AND d.payment_id = y.id), "
    "(SELECT k.paid_on FROM correction k "
    "WHERE k.station_id = y.station_id AND k.entry_id = y.id), y.business_date)"
)
"""The day of payment ``y``, in SQL."""
