"""The search for duplicates, in a process of its own: it looks at everybody of the station."""

from models.people.duplicates.find import find_duplicates
from models.people.duplicates.record import Found
from models.store.connect import open_store
from tui.background.process import Address
from tui.frame.notices import sit_down


def find_in_process(address: Address) -> Found:
    """Search the roster at a desk; what is new is recorded there, in one transaction."""
    store = open_store(address.location, address.key_file)
    return find_duplicates(sit_down(store, address.day, address.operator))
