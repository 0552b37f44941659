"""What is said when a database fails: never what it was given."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from shared.errors import Unavailable

log = logging.getLogger("blackbar.store")


@contextmanager
def in_plain_words() -> Iterator[None]:
    """A database's own message may quote what it was given, so only the name of the error is kept."""
    try:
        yield
    except SQLAlchemyError as error:
        log.error("the store failed: %s", type(error).__name__)
        raise Unavailable("The store cannot be used at the moment. Try again in a minute.") from None
