"""Policies that people have stored, by name, each with the hash of its text as its version.

The text is given back to the letter. It is sealed under the server's key, because a policy may list the very terms
that must not be seen. This module does not read policies.
"""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from shared.errors import BadValue, Full, NotFound, Unavailable
from shared.store.failing import in_plain_words
from shared.store.sealing import SealBroken, seal, unseal
from shared.store.server_key import server_key
from shared.store.tables import open_database, policies, truncate_log

MOST_BYTES = 256 * 1024 * 1024
"""How much all policies may take together: each may be two megabytes long."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._@+-]{0,99}")


@dataclass(frozen=True, slots=True)
class StoredPolicy:
    """A policy's text and the SHA-256 of it in hex, which is its version."""

    text: str = field(repr=False)
    digest: str


def check_name(name: str) -> str:
    """The name, if a policy may have it. Raises BadValue otherwise."""
    if not _NAME.fullmatch(name):
        raise BadValue(
            "The name of a policy is 1 to 100 Latin letters, digits, blanks or any of . _ @ + - and begins with a"
            " letter or digit."
        )
    return name


class PolicyStore:
    """Policies in a database given by its URL, sealed under the server's key in `key_file`."""

    def __init__(self, url: str, key_file: Path) -> None:
        self._server_key = server_key(key_file)
        self._database = open_database(url)

    def get(self, name: str) -> StoredPolicy:
        """The policy of that name. Raises NotFound where there is none."""
        sealed = None
        if _NAME.fullmatch(name):  # what can be no name is not asked for: databases stumble over some of it
            with in_plain_words(), self._database.connect() as connection:
                sealed = connection.scalar(select(policies.c.sealed).where(policies.c.name == name))
        if sealed is None:
            raise NotFound("There is no policy of that name.")
        try:
            data = unseal(sealed, self._server_key, f"policy|{name}")
        except SealBroken:
            raise Unavailable(
                "This policy was stored under another server key. Put that key back, or store it anew."
            ) from None
        return StoredPolicy(data.decode("utf-8", "surrogatepass"), hashlib.sha256(data).hexdigest())

    def put(self, name: str, text: str, most: int = 0) -> bool:
        """Stores a policy, over one of the same name; whether the name is new.

        Raises Full when a new one would be one more than `most` (0: any number), or all would take too much room.
        """
        sealed = seal(text.encode("utf-8", "surrogatepass"), self._server_key, f"policy|{check_name(name)}")
        self._check_room(name, len(sealed), most)
        with in_plain_words():
            try:
                with self._database.begin() as connection:
                    connection.execute(insert(policies).values(name=name, sealed=sealed))
                return True
            except IntegrityError:
                with self._database.begin() as connection:
                    connection.execute(update(policies).where(policies.c.name == name).values(sealed=sealed))
                return False

    def _check_room(self, name: str, size: int, most: int) -> None:
        others = select(func.count(), func.coalesce(func.sum(func.length(policies.c.sealed)), 0))
        with in_plain_words(), self._database.connect() as connection:
            count, taken = connection.execute(others.where(policies.c.name != name)).one()
            is_new = connection.scalar(select(policies.c.name).where(policies.c.name == name)) is None
        if is_new and most and count >= most:
            raise Full(f"{count:,} policies are stored, and no more are kept. Delete one that is not used any more.")
        if taken + size > MOST_BYTES:
            raise Full(
                f"All stored policies together may take {MOST_BYTES // 1024**2} MB, and this one is too much. Delete "
                "one that is not used any more, or put its long lists into files."
            )

    def delete(self, name: str) -> bool:
        """Takes a policy away; whether there was one."""
        if not _NAME.fullmatch(name):
            return False
        with in_plain_words():
            with self._database.begin() as connection:
                gone = connection.execute(delete(policies).where(policies.c.name == name)).rowcount > 0
            truncate_log(self._database)
        return gone

    def list(self) -> list[str]:
        """The names of all policies, in order."""
        with in_plain_words(), self._database.connect() as connection:
            return list(connection.scalars(select(policies.c.name).order_by(policies.c.name)))

    def close(self) -> None:
        """Lets the database go."""
        self._database.dispose()
