"""Who has no key is asked for it: people by a page at the very address they asked for, programs by a status.

A wrong key costs a second, and one address may have only a few waiting. Does not know what the key opens.
"""

import asyncio
from collections import Counter
from urllib.parse import parse_qs

from shared.settings import Settings
from shared.web.answers import refuse, sentence_for, sign_in_page
from shared.web.asgi import Receive, Scope, Send
from shared.web.key import Key

MOST_SIGN_IN_BYTES = 4096
WRONG_KEY_SECONDS = 1.0
MOST_WRONG_KEYS = 4
"""Wrong keys that one address may have waiting for their answer; more are refused at once. The right one never is."""


class SignIn:
    """Asks for the key, and lets in whoever has it."""

    def __init__(self, key: Key, settings: Settings) -> None:
        self._key = key
        self._settings = settings
        self._wrong: Counter[str] = Counter()

    async def ask(self, scope: Scope, receive: Receive, answer: Send, headers: dict[bytes, str]) -> None:
        """The sign-in page, whose form posts back to the address that was asked for, or a program's 401."""
        is_browser = "text/html" in headers.get(b"accept", "") and b"authorization" not in headers
        is_form = headers.get(b"content-type", "").startswith("application/x-www-form-urlencoded")
        if is_browser and is_form and scope["method"] == "POST":
            await self._take(scope, receive, answer, headers)
        elif is_browser:
            # A link followed from another site comes without our strict cookie; one reload from here brings it.
            again = headers.get(b"sec-fetch-site") == "cross-site"
            await sign_in_page(scope, "", reload=again)(scope, receive, answer)
        else:
            status = 401
            if self._key.is_offered(headers):
                status = await self._status_for_wrong(scope)
            await refuse(scope, status, sentence_for(status))(scope, receive, answer)

    async def _take(self, scope: Scope, receive: Receive, answer: Send, headers: dict[bytes, str]) -> None:
        if self._key.matches(await _posted_key(receive)):
            await self._let_in(scope, headers, answer)
        elif await self._status_for_wrong(scope) == 429:
            await sign_in_page(scope, "Too many wrong keys at once. Wait a moment.", 429)(scope, receive, answer)
        else:
            await sign_in_page(scope, "This is not the key. Check it and try again.")(scope, receive, answer)

    async def _status_for_wrong(self, scope: Scope) -> int:
        """401 after a second, or 429 at once where several of this address are waiting already."""
        client = scope.get("client")
        address = str(client[0]) if client else ""
        if self._wrong[address] >= MOST_WRONG_KEYS:
            return 429
        self._wrong[address] += 1
        try:
            await asyncio.sleep(WRONG_KEY_SECONDS)
        finally:
            self._wrong[address] -= 1
            self._wrong += Counter()  # drops those at zero
        return 401

    async def _let_in(self, scope: Scope, headers: dict[bytes, str], answer: Send) -> None:
        proxied = self._settings.trust_proxy and headers.get(b"x-forwarded-proto", "").startswith("https")
        secure = bool(self._settings.space_host) or proxied or scope.get("scheme") == "https"
        query = scope.get("query_string", b"")
        where = scope.get("raw_path", b"/").split(b"?")[0] + (b"?" + query if query else b"")
        location = b"/" + where.lstrip(b"/\\")  # never `//host`: a redirect stays here
        cookie = self._key.cookie(secure, is_framed=bool(self._settings.space_host)).encode()
        start_headers = [(b"location", location), (b"set-cookie", cookie), (b"content-length", b"0")]
        await answer({"type": "http.response.start", "status": 303, "headers": start_headers})
        await answer({"type": "http.response.body", "body": b""})


async def _posted_key(receive: Receive) -> str:
    body = b""
    while len(body) <= MOST_SIGN_IN_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    values = parse_qs(body[:MOST_SIGN_IN_BYTES].decode("utf-8", "replace")).get("key", [""])
    return values[0]
