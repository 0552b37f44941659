"""One random key for each context, so that its documents agree on their replacements, also after a restart.

Replacements follow from the key and the text alone: no original and no replacement is ever stored, and once a
context is deleted nobody can tell any more what became of what. The name of a context is not stored either.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from shared.errors import BadValue, Unavailable
from shared.store.failing import in_plain_words
from shared.store.sealing import SealBroken, seal, unseal
from shared.store.server_key import server_key
from shared.store.tables import contexts, open_database, truncate_log

CONTEXT_KEY_BYTES = 32
MOST_CHARACTERS = 500
NO_CONTEXT = ("", "none")
"""The names that name no context: strangers who give none never share values."""


class ContextStore:
    """The keys of contexts in a database given by its URL, sealed under the server's key in `key_file`."""

    def __init__(self, url: str, key_file: Path) -> None:
        self._server_key = server_key(key_file)
        self._database = open_database(url)

    def key(self, name: str) -> bytes | None:
        """The key of a context, made when it is first asked for; None for a name that names none."""
        if name.strip().lower() in NO_CONTEXT:
            return None
        if len(name) > MOST_CHARACTERS:
            raise BadValue(f"The name of a context is at most {MOST_CHARACTERS} characters long.")
        row = self._row(name)
        found = self._get(row)
        if found is None:
            self._make(row)
            found = self._get(row)
        if found is None:
            raise Unavailable("The context was deleted at this very moment. Try again.")
        return found

    def delete(self, name: str) -> bool:
        """Forgets a context; whether there was one. Asked for again, it starts anew with other replacements."""
        with in_plain_words():
            with self._database.begin() as connection:
                gone = connection.execute(delete(contexts).where(contexts.c.row == self._row(name))).rowcount > 0
            truncate_log(self._database)
        return gone

    def close(self) -> None:
        """Lets the database go."""
        self._database.dispose()

    def _get(self, row: bytes) -> bytes | None:
        with in_plain_words(), self._database.connect() as connection:
            sealed = connection.scalar(select(contexts.c.sealed).where(contexts.c.row == row))
        if sealed is None:
            return None
        try:
            return unseal(sealed, self._server_key, f"context|{row.hex()}")
        except SealBroken:
            raise Unavailable(
                "This context was made under another server key. Put that key back, or delete it."
            ) from None

    def _make(self, row: bytes) -> None:
        sealed = seal(secrets.token_bytes(CONTEXT_KEY_BYTES), self._server_key, f"context|{row.hex()}")
        with in_plain_words():
            try:
                with self._database.begin() as connection:
                    connection.execute(insert(contexts).values(row=row, sealed=sealed))
            except IntegrityError:  # another caller was first: both use that key
                pass

    def _row(self, name: str) -> bytes:
        return hmac.digest(self._server_key, b"context name|" + name.encode("utf-8", "surrogatepass"), hashlib.sha256)
