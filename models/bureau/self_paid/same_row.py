"""What makes a row of paid data the same row in another file."""

from collections import Counter
from collections.abc import Sequence

from models.bureau.self_paid.values import PaidRow


def identities(rows: Sequence[PaidRow]) -> list[str]:
    """Return what identifies each row of a file, within a station.

    With a voucher it is the voucher, the person, the insurance and the year: one voucher
    may stand for a whole family, and a line copied twice is one payment. Without a voucher
    it is everything about the payment, and which of several such rows it is: the same
    person may really have paid twice on one day.
    """
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        whose = f"{row.id_number}|{row.insurance}|{row.levy_year}"
        if row.voucher:
            found.append(f"v|{row.voucher}|{whose}")
            continue
        content = f"{whose}|{row.amount_fen}|{row.paid_on}|{row.channel}"
        seen[content] += 1
        found.append(f"c|{content}|{seen[content]}")
    return found
