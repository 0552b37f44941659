"""What is said when a database fails: never what it was given."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from shared.errors import OutOfSpace, Unavailable

FULL = "There is no room for more here at the moment. Try again when something older has expired."

_POSTGRESQL_DISK_FULL = "53100"

log = logging.getLogger("blackbar.store")


@contextmanager
def in_plain_words() -> Iterator[None]:
    """A database's own message may quote what it was given, so only the name of the error is kept."""
    try:
        yield
    except SQLAlchemyError as error:
        log.error("the store failed: %s", type(error).__name__)
        if _is_full(getattr(error, "orig", None)):
            raise OutOfSpace(FULL) from None
        raise Unavailable("The store cannot be used at the moment. Try again in a minute.") from None


def _is_full(error: object) -> bool:
    # An extended code carries the plain one in its last byte.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code == sqlite3.SQLITE_FULL or getattr(error, "sqlstate", None) == _POSTGRESQL_DISK_FULL
