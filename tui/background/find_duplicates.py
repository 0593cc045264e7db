"""The search for duplicates, in a process of its own: it looks at everybody of the station."""

from models.people.duplicates.find import find_duplicates
from models.people.duplicates.record import Found
from models.station.desk import open_desk
from models.store.connect import open_store
from tui.background.process import Address
from tui.frame.notices import find_notice


def find_in_process(address: Address) -> Found:
    """Search the roster at a desk; what is new is recorded there, in one transaction."""
    store = open_store(address.location, address.key_file)
    return find_duplicates(open_desk(store, find_notice, address.day, address.operator))
