"""The search for duplicates, in a process of its own: it looks at everybody of the station."""

from models.desk import open_desk
from models.duplicates.find import find_duplicates
from models.duplicates.record import Found
from models.store.connect import open_store
from tui.apart import Address
from tui.notices import find_notice


def find_apart(address: Address) -> Found:
    """Search the roster at a desk; what is new is recorded there, in one transaction."""
    store = open_store(address.location, address.key_file)
    return find_duplicates(open_desk(store, find_notice, address.day, address.operator))
