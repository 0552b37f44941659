"""A request that is sent twice, because its answer was lost on the way, is done once and answered the same.

Its sender gives it a name (an `Idempotency-Key`). The answer is kept for a day, sealed: it opens only under the
server's own key, with the same name and the same request. Neither name nor request is kept. This module does not know
what is asked for or answered.
"""

from pathlib import Path

from shared.errors import AskedOtherwise, BadValue, Unavailable
from shared.store.pastes import PasteStore, SealedAnswer
from shared.store.sealing import SealBroken, is_same, keys_of_request, seal, unseal
from shared.store.server_key import server_key

KEPT_SECONDS = 86_400.0
LEAST_CHARACTERS, MOST_CHARACTERS = 16, 200

_BAD_NAME = (
    f"An Idempotency-Key is {LEAST_CHARACTERS} to {MOST_CHARACTERS} visible ASCII characters that nobody else uses:"
    " a random UUID, say."
)
_OTHER = "This Idempotency-Key came before with another request. Take a new one for each new paste."


class Answers:
    """The answers beside a paste store, sealed under the server's key in `key_file`."""

    def __init__(self, store: PasteStore, key_file: Path) -> None:
        self._store = store
        self._server_key = server_key(key_file)

    def find(self, name: str, request: bytes) -> bytes | None:
        """What was answered to this request; None if it is new. Raises AskedOtherwise if the name was another's."""
        if not (LEAST_CHARACTERS <= len(name) <= MOST_CHARACTERS and name.isascii() and name.isprintable()):
            raise BadValue(_BAD_NAME)
        keys = keys_of_request(self._server_key, name, request)
        found = self._store.answer(keys.row)
        if found is None:
            return None
        if not is_same(found.verifier, keys.verifier):
            raise AskedOtherwise(_OTHER)
        try:
            return unseal(found.sealed, keys.answer, "answer")
        except SealBroken:
            raise Unavailable("The first answer was damaged in the store. Take a new Idempotency-Key.") from None

    def sealed(self, name: str, request: bytes, answer: bytes, expires: float | None) -> SealedAnswer:
        """The answer as it is kept: for a day, or until what it speaks of `expires`."""
        keys = keys_of_request(self._server_key, name, request)
        end = self._store.now() + KEPT_SECONDS
        return SealedAnswer(
            keys.row, keys.verifier, seal(answer, keys.answer, "answer"), min(end, expires if expires else end)
        )
