"""Who guesses at links and keys is slowed down, each client by itself.

Counts keys that do not fit, pastes that are not there and originals that were shown. Does not know what is answered.
"""

from collections.abc import Callable
from typing import TypeVar

from fastapi import Request

from apps.paste.pastes import Paste, read, remove, reveal
from shared.errors import Forbidden, NotFound
from shared.settings import Settings
from shared.store import PasteStore
from shared.web import Rate, client_of

T = TypeVar("T")


class Guard:
    """The pastes, as far as one client may try its luck: look, reveal, remove."""

    def __init__(self, settings: Settings, store: PasteStore) -> None:
        self._settings = settings
        self._store = store
        self._wrong = Rate(settings.wrong_keys_per_minute, "wrong keys")
        self._missing = Rate(settings.missing_per_minute, "links without a paste")
        self._opened = Rate(settings.reveals_per_minute, "originals")

    def look(self, request: Request, paste_id: str, token: str = "") -> Paste:
        """The paste; a token that does not fit is counted and is otherwise as good as none."""
        client = client_of(request, self._settings)
        if token:
            self._opened.check(client)
        paste = self._watched(request, lambda: read(self._store, paste_id, token))
        if paste.original is not None:
            self._opened.count(client)
        elif token and not paste.is_owners:
            self._wrong.count(client)
        return paste

    def reveal(self, request: Request, paste_id: str, token: str, passphrase: str) -> Paste:
        """The paste with its original. It is counted first: what is refused here has used nothing up."""
        self._opened.count(client_of(request, self._settings))
        return self._watched(request, lambda: reveal(self._store, paste_id, token, passphrase))

    def remove(self, request: Request, paste_id: str, token: str) -> None:
        """Delete the paste, with its owner's token."""
        self._watched(request, lambda: remove(self._store, paste_id, token))

    def _watched(self, request: Request, look: Callable[[], T]) -> T:
        """The result of `look()`, unless this client has guessed too often already."""
        client = client_of(request, self._settings)
        self._wrong.check(client)
        self._missing.check(client)
        try:
            found = look()
        except Forbidden:
            self._wrong.count(client)
            raise
        except NotFound:
            self._missing.count(client)
            raise
        return found
