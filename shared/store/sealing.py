"""How a paste is locked so that only its links open it, and a copy of the database opens nothing.

A paste has two capabilities. Its **id** (128 random bits, in every link) names its row and unlocks the redacted
view. Its **token** (256 random bits, in the reveal link alone) unlocks the original. Neither is ever stored::

    HKDF-SHA256(id,    info="row")          ->  row          the database's key
    HKDF-SHA256(id,    info="view")         ->  key          of the redacted view
    HKDF-SHA256(token, info="original|id")  ->  key,         of the original
                                                verifier     tells a right token from a wrong one

    sealed = format (1 byte) || nonce (12) || AES-256-GCM(key, padded content)

Both are random and long, so HKDF is enough: nothing can be guessed offline. A passphrase is neither, so where one is
given, the original's key is mixed with what Argon2id makes of it: the token alone then opens nothing. A third
capability, the **delete token**, only proves itself and opens nothing at all. Each key seals one message once, so
nonces cannot repeat. The redacted view is sealed too, because what detection missed is still in it.

This module knows neither databases nor what a paste is made of: it seals bytes.
"""

import hashlib
import hmac
import secrets
import threading
import unicodedata
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ID_BYTES = 16
TOKEN_BYTES = 32
ID_LENGTH = 22
"""The characters of an id: 16 bytes in URL-safe base 64."""

_SALT = b"blackbar paste, format 1"
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_KEY_BYTES = 32
_LEAST_PADDED = 1024

SALT_BYTES = 16
# The second recommendation of RFC 9106, for machines where 2 GB a guess are too much, but in one lane instead of four:
# OpenSSL gives several calls at once so few threads for their lanes that all of them wait for ever.
_PASSES, _LANES, _MEMORY_KB = 3, 1, 64 * 1024

_FEW = threading.BoundedSemaphore(4)
"""As many passphrases are stretched at a time, so that many at once cannot fill the memory."""


class SealBroken(Exception):
    """The sealed bytes are not what was sealed: another key, another paste, or changed since."""


@dataclass(frozen=True, slots=True)
class IdKeys:
    """What follows from an id: the row it names and the key of the redacted view."""

    row: bytes = field(repr=False)
    view: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenKeys:
    """What follows from a token: the key of the original, and what proves the token without giving it away."""

    original: bytes = field(repr=False)
    verifier: bytes = field(repr=False)

    def proves(self, verifier: bytes) -> bool:
        """Whether this is the token that `verifier` was made from, in the same time for any answer."""
        return hmac.compare_digest(self.verifier, verifier)


def new_id() -> str:
    """A fresh paste id."""
    return secrets.token_urlsafe(ID_BYTES)


def new_token() -> str:
    """A fresh reveal token."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def keys_of_id(paste_id: str) -> IdKeys:
    """The keys of an id. Any text is taken: a malformed id simply names no row."""
    secret = _bytes(paste_id)
    return IdKeys(_derive(secret, b"row", _KEY_BYTES), _derive(secret, b"view", _KEY_BYTES))


def keys_of_token(token: str, paste_id: str) -> TokenKeys:
    """The keys of a token for one paste; under another paste the same token gives other keys."""
    derived = _derive(_bytes(token), b"original|" + _bytes(paste_id), 2 * _KEY_BYTES)
    return TokenKeys(derived[:_KEY_BYTES], derived[_KEY_BYTES:])


@dataclass(frozen=True, slots=True)
class RequestKeys:
    """What follows from a request that may come twice: its row, what tells it from others, and its answer's key."""

    row: bytes = field(repr=False)
    verifier: bytes = field(repr=False)
    answer: bytes = field(repr=False)


def keys_of_request(server_key: bytes, name: str, body: bytes) -> RequestKeys:
    """The keys of a request by the name that its sender gave it. Its answer opens for the same body alone.

    The server's own key is in all of them, because such a name need not be random: a copy of the database without it
    leaves nothing to guess.
    """
    row = _derive(server_key, b"request row|" + _bytes(name), _KEY_BYTES)
    secret = server_key + hashlib.sha256(body).digest()
    derived = _derive(secret, b"request|" + _bytes(name), 2 * _KEY_BYTES)
    return RequestKeys(row, derived[:_KEY_BYTES], derived[_KEY_BYTES:])


def delete_verifier(token: str, paste_id: str) -> bytes:
    """What proves a delete token without giving it away. It opens nothing."""
    return _derive(_bytes(token), b"delete|" + _bytes(paste_id), _KEY_BYTES)


def is_same(verifier: bytes, other: bytes) -> bool:
    """Whether two verifiers are one, in the same time for any answer."""
    return hmac.compare_digest(verifier, other)


def new_salt() -> bytes:
    """What keeps one passphrase from having the same key in two pastes."""
    return secrets.token_bytes(SALT_BYTES)


def with_passphrase(key: bytes, passphrase: str, salt: bytes) -> bytes:
    """The key that needs both: the token's key and the passphrase, however it was typed. Costs 64 MB for a moment."""
    typed = _bytes(unicodedata.normalize("NFC", passphrase))
    kdf = Argon2id(salt=salt, length=_KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KB)
    with _FEW:
        stretched = kdf.derive(typed)
    return _derive(key + stretched, b"original with passphrase", _KEY_BYTES)


def seal(content: bytes, key: bytes, context: str) -> bytes:
    """`content` locked under `key`, its length blurred. It opens only in the same `context`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, _pad(content), _FORMAT + _bytes(context))


def unseal(sealed: bytes, key: bytes, context: str) -> bytes:
    """What was sealed. Raises SealBroken when key or context differ or a single bit was changed."""
    if sealed[:1] != _FORMAT:
        raise SealBroken("not a format that this version knows")
    nonce, ciphertext = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return _unpad(AESGCM(key).decrypt(nonce, ciphertext, _FORMAT + _bytes(context)))
    except (InvalidTag, ValueError):
        raise SealBroken("the seal does not fit") from None


def padded_length(length: int) -> int:
    """The length that is stored instead of `length`: at most an eighth longer, and shared by many lengths.

    A kilobyte at least, then steps of a sixteenth to an eighth of the length. A reader of the database learns the
    size of a paste to about a tenth, not whether a name was six or seven letters long.
    """
    if length <= _LEAST_PADDED:
        return _LEAST_PADDED
    step = 1 << max(0, length.bit_length() - 4)
    return -(-length // step) * step


def _pad(content: bytes) -> bytes:
    # The marker ends the content, so any bytes can be padded and unpadded without a length field.
    marked = content + b"\x80"
    return marked.ljust(padded_length(len(marked)), b"\x00")


def _unpad(padded: bytes) -> bytes:
    content, marker, _ = padded.rpartition(b"\x80")
    if not marker:
        raise ValueError("no end marker")
    return content


def _derive(secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=_SALT, info=info).derive(secret)


def _bytes(text: str) -> bytes:
    # Ids and tokens come from addresses, which may hold anything; no input may raise here.
    return text.encode("utf-8", "surrogatepass")
