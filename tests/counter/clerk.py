"""A clerk of its own process: pays for every household in an order of its own.

``python -m tests.counter.clerk STORE KEY NUMBER``; prints ``paid HOUSEHOLD RECEIPT`` for every
acknowledged payment. A clerk that was killed starts again and tries the same slips.
"""

import random
import sys
from pathlib import Path

from models.base.errors import RefusedByRule
from models.station.desk import open_desk
from models.store.connect import open_store
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, pay, slip


def main(location: str, key_file: str, number: int) -> None:
    """Pay for every household, then end."""
    store = open_store(location, Path(key_file))
    desk = open_desk(store, load_notice, BUSINESS_DATE, f"clerk-{number}")
    households = [row[0] for row in store.rows("SELECT number FROM household ORDER BY id")]
    random.Random(number).shuffle(households)
    for household in households:
        own = slip(int(household), terminal=f"1234567{number}")
        try:
            receipt = pay(desk, household, slip=own)
        except RefusedByRule as refused:
            assert refused.code == "already_paid", refused
        else:
            print("paid", household, receipt.receipt, flush=True)
    store.close()
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
