"""The key that lets people in: typed once in a browser, or sent along by a program.

The key itself is kept only as a keyed hash. A browser gets a cookie that says until when it is good, signed
under a key derived from the key: it survives a restart, holds for every replica, and ends when the key changes.
This module knows nothing of pages.
"""

import base64
import contextlib
import hashlib
import hmac
import secrets
import time
from collections.abc import Iterator, Mapping
from http.cookies import CookieError, SimpleCookie

COOKIE = "blackbar_key"
HEADER = b"x-blackbar-key"
COOKIE_SECONDS = 7 * 24 * 3600


class Key:
    """Whether a caller knows the key. Without a key everybody does."""

    def __init__(self, key: str) -> None:
        self.required = bool(key)
        self._salt = secrets.token_bytes(32)
        self._hash = self._digest(key)
        # scrypt, about 40 ms once: a cookie that leaks must not be a quick way to guess the key.
        self._signing = hashlib.scrypt(key.encode(), salt=b"blackbar cookie 1", n=2**14, r=8, p=1)

    def __repr__(self) -> str:
        return f"<Key required={self.required}>"

    def _digest(self, key: str) -> bytes:
        return hashlib.blake2b(key.encode(), key=self._salt).digest()

    def matches(self, candidate: str) -> bool:
        """Whether this is the key; takes the same time whatever the answer."""
        return hmac.compare_digest(self._digest(candidate), self._hash)

    def _sign(self, until: str) -> str:
        return hmac.new(self._signing, until.encode(), hashlib.sha256).hexdigest()

    def cookie(self, secure: bool, is_framed: bool = False) -> str:
        """The Set-Cookie header for someone who typed the key.

        A Space lives in a frame of Hugging Face's, where no browser keeps a strict cookie; there it is kept apart for
        each site that frames us, and other sites are held off by their Origin alone.
        """
        until = str(int(time.time()) + COOKIE_SECONDS)
        value = f"{COOKIE}={until}.{self._sign(until)}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly"
        if is_framed:
            return f"{value}; SameSite=None; Secure; Partitioned"
        return f"{value}; SameSite=Strict" + ("; Secure" if secure else "")

    def is_offered(self, headers: Mapping[bytes, str]) -> bool:
        """Whether a program sent something that may be the key."""
        return self.required and (b"authorization" in headers or HEADER in headers)

    def admits(self, headers: Mapping[bytes, str]) -> bool:
        """Whether a request with these headers may pass: `Authorization`, `X-Blackbar-Key`, or the cookie.

        The second is there because a paste's own token comes as `Authorization: Bearer` too.
        """
        if not self.required:
            return True
        for candidate in (*_offered(headers.get(b"authorization", "")), headers.get(HEADER, "")):
            # the gate reads headers as Latin-1, as HTTP has it; programs send UTF-8
            if candidate and self.matches(candidate.encode("latin-1").decode("utf-8", "replace")):
                return True
        try:
            morsel = SimpleCookie(headers.get(b"cookie", "")).get(COOKIE)
        except CookieError:
            return False
        until, _, signature = morsel.value.partition(".") if morsel else ("", "", "")
        if not until.isdigit() or not until.isascii():
            return False
        return hmac.compare_digest(self._sign(until).encode(), signature.encode()) and int(until) > time.time()


def _offered(authorization: str) -> Iterator[str]:
    """What an Authorization header may mean as a key: `Bearer KEY`, and what Philter's clients of all ages send."""
    value = authorization.strip()
    scheme, _, rest = value.partition(" ")
    if scheme.lower() == "bearer":
        yield rest.strip()
        return
    yield value
    yield value.removeprefix("token:")
    with contextlib.suppress(ValueError):
        user, _, password = base64.b64decode(value, validate=True).decode("latin-1").partition(":")
        if user == "token":
            yield password
