"""The digest of a list of earlier years: what the sealed list remembers of its rows."""

import hashlib
from collections.abc import Iterable

from models.store.tables.people import EnrolledYear


def digest_of(rows: Iterable[EnrolledYear]) -> str:
    """Return the digest of a list's rows, given in the order of their numbers."""
    digest = hashlib.sha256()
    for each in rows:
        paid_on = each.paid_on.isoformat() if each.paid_on else "-"
        line = (
            f"{each.person_id} {each.insurance} {each.levy_year} {each.is_enrolled:d} {paid_on}\n"
        )
        digest.update(line.encode())
    return digest.hexdigest()
