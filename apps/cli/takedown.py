"""The operator takes a paste down by its public address, for instance after a complaint.

The store cannot be searched: it keeps neither ids nor texts in clear. The address itself says which row it is, and
nothing of the paste is read. This module knows nothing of arguments.
"""

import re

from shared.errors import BadInput
from shared.settings import Settings

_IN_ADDRESS = re.compile(r"/(?:view|api/paste)/([A-Za-z0-9_-]{8,64})(?=[/?#]|$)")
_ALONE = re.compile(r"[A-Za-z0-9_-]{22}")


def paste_id_of(address: str) -> str:
    """The id in a paste's address, of whatever form. Raises BadInput when there is none."""
    found = _IN_ADDRESS.search(address.strip())
    if found:
        return found[1]
    if _ALONE.fullmatch(address.strip()):
        return address.strip()
    raise BadInput("This is no address of a paste: it has /view/ and 22 characters after it. Copy the whole link.")


def take_down(address: str, settings: Settings) -> bool:
    """Deletes the paste at this address, also from the free space of SQLite's files; whether there was one."""
    paste_id = paste_id_of(address)
    if not settings.store and not settings.paste_file.is_file():
        return False  # nothing was ever kept, and looking does not make a database
    from shared.store import PasteStore
    from shared.store.sealing import keys_of_id

    store = PasteStore(settings.store_url)
    try:
        was_there = store.delete(keys_of_id(paste_id).row)
        store.sweep()
    finally:
        store.close()
    return was_there
