"""Every request passes here first, and every answer last: who may ask, how much they may send, what an answer carries.

Pure ASGI and the outermost layer, so that nothing inside can add to an answer after it. The gate knows
nothing of routes, gradio or faces; an address that should not exist is not registered in the first place.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

from shared.engine import asking
from shared.errors import BlackbarError
from shared.settings import Settings
from shared.web.answers import refuse, sentence_for, sign_in_page
from shared.web.clients import client_of
from shared.web.framing import body_length
from shared.web.headers import security_headers, with_headers
from shared.web.hosts import Hosts
from shared.web.key import Key
from shared.web.room import Room
from shared.web.serving import serving
from shared.web.source import ADDRESS
from shared.web.uploads import RECEIVED_SECONDS

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = logging.getLogger(__name__)

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
DRAIN_BYTES = 128 * 1024 * 1024
DRAIN_SECONDS = 10.0
MOST_SIGN_IN_BYTES = 4096
WRONG_KEY_SECONDS = 1.0
MOST_WRONG_KEYS = 4
"""Wrong keys that one address may have waiting for their answer; more are refused at once. The right one never is."""

# gradio would upload inputs to a bucket when asked by this header; X-Forwarded-* move addresses.
_STRIPPED = (b"x-gradio-", b"x-forwarded-", b"forwarded")

# Reachable without the key: what the sign-in page is made of, gradio's own call while it starts, a bare
# status, and the source.
_OPEN = ("/gradio_api/startup-events", "/api/status", "/favicon.ico", "/robots.txt", ADDRESS)


class Gate:
    """The outermost layer of a server."""

    def __init__(self, app: App, server: Any, settings: Settings, key: Key) -> None:
        self.app = app
        self.server = server
        self.settings = settings
        self.key = key
        self.headers = security_headers(settings)
        self.body_limits: dict[str, int] = server.body_limits
        self._wrong_keys: Counter[str] = Counter()
        self.hosts = Hosts(settings)
        self._arrived = Room()  # what has come of all requests at hand: many that never end cannot fill the memory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            token = serving.set(self.server)
            try:
                await self._http(scope, receive, send)
            finally:
                serving.reset(token)
        else:  # WebSockets: nobody here speaks them
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        sent = {"started": False, "all read": False, "events": False}
        path = self._path(scope)
        limit = self._limit(path)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["started"] = True
                message = {**message, "headers": with_headers(self.headers, path, message.get("headers", []))}
                sent["events"] = any(value.startswith(b"text/event-stream") for _, value in message["headers"])
                if sent["events"]:  # nginx would hold events back until its buffer is full
                    message["headers"].append((b"x-accel-buffering", b"no"))
            await send(message)

        async def guarded(message: Message) -> None:
            if not over:  # past a limit, what the inside says about its broken input is of no interest
                await answer(message)

        received = over = 0
        client = client_of(Request(scope), self.settings)
        asking.set(client)  # this request's own context, and that of the threads it starts
        deadline = asyncio.get_running_loop().time() + RECEIVED_SECONDS

        async def counted() -> Message:
            nonlocal received, over
            try:
                async with asyncio.timeout_at(None if sent["all read"] else deadline):
                    message = await receive()
            except TimeoutError:
                over = 408
                raise _TooMuch from None
            if message["type"] == "http.request":
                came = len(message.get("body", b""))
                sent["all read"] = not message.get("more_body", False)
                if received + came > limit:
                    over = 413
                    raise _TooMuch
                try:
                    self._arrived.take(client, came, self.settings.max_uploads_bytes, self.settings.max_client_bytes)
                except BlackbarError as error:
                    over = error.status
                    raise _TooMuch from None
                received += came
            return message

        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            refusal = self._refusal(scope, headers, limit)
            if refusal is not None:
                if refusal == 413 and b"expect" not in headers:
                    await _drain(receive)
                refused = refuse(scope, refusal, sentence_for(refusal, limit))
                if refusal == 400:  # nobody can tell where the next request on this connection begins
                    refused.headers["Connection"] = "close"
                await refused(scope, receive, answer)
            elif (admitted := self.key.admits(headers)) or self._is_open(path):
                scope["admitted"] = admitted
                self._clean(scope)
                await self.app(scope, counted, guarded)
            else:
                await self._ask_for_key(scope, receive, answer, headers)
        except (_TooMuch, ClientDisconnect):
            pass
        except Exception as error:  # its message may carry what somebody sent
            if sent["events"]:  # gradio says what is wrong as an event and then raises; the stream may end well
                await answer({"type": "http.response.body", "body": b""})
                return
            log.error("A request failed (%s).", type(error).__name__)
            if not sent["started"] and not over:
                await refuse(scope, 500, sentence_for(500))(scope, receive, answer)
        finally:
            self._arrived.give(client, received)
        if over and not sent["started"]:
            if not sent["all read"] and over != 408:
                await _drain(receive)
            await refuse(scope, over, sentence_for(over, limit))(scope, receive, answer)

    @staticmethod
    def _path(scope: Scope) -> str:
        path, root = str(scope["path"]), str(scope.get("root_path", ""))
        return path[len(root) :] if root and path.startswith(root) else path

    def _limit(self, path: str) -> int:
        for prefix, most in self.body_limits.items():
            if path == prefix or path.startswith(prefix + "/"):
                return most
        return self.settings.max_json_bytes

    def _refusal(self, scope: Scope, headers: dict[bytes, str], limit: int) -> int | None:
        """The status to refuse this request with, or None."""
        length = body_length(scope["headers"])
        if length is None:
            return 400
        host = headers.get(b"host", "").lower()
        if not self.hosts.knows(host):
            return 421
        if b"origin" in headers and not self.hosts.is_ours(headers, host):
            return 403
        site = headers.get(b"sec-fetch-site", "none")
        if site not in ("same-origin", "none") and not (
            scope["method"] in SAFE_METHODS and headers.get(b"sec-fetch-mode") == "navigate"
        ):
            return 403
        if headers.get(b"content-encoding", "identity").lower() != "identity":
            return 415
        return 413 if length > limit else None

    def _clean(self, scope: Scope) -> None:
        if not (self.settings.trust_proxy or self.settings.space_host):
            scope["scheme"] = "http"  # uvicorn believes X-Forwarded-Proto of anyone on this machine
            scope["headers"] = [pair for pair in scope["headers"] if not pair[0].lower().startswith(_STRIPPED)]
        else:
            scope["headers"] = [pair for pair in scope["headers"] if not pair[0].lower().startswith(b"x-gradio-")]

    def _is_open(self, path: str) -> bool:
        if path in _OPEN:
            return True
        return path.startswith((*self.server.open_links, "/common/")) and ".." not in path

    async def _ask_for_key(self, scope: Scope, receive: Receive, answer: Send, headers: dict[bytes, str]) -> None:
        """The sign-in page at the very address that was asked for; its form posts back to that address."""
        is_browser = "text/html" in headers.get(b"accept", "") and b"authorization" not in headers
        is_form = headers.get(b"content-type", "").startswith("application/x-www-form-urlencoded")
        if is_browser and is_form and scope["method"] == "POST":
            offered = await _posted_key(receive)
            if self.key.matches(offered):
                await self._let_in(scope, headers, answer)
            elif self._is_guessing(scope):
                await sign_in_page(scope, "Too many wrong keys at once. Wait a moment.", 429)(scope, receive, answer)
            else:
                await self._make_wait(scope)
                await sign_in_page(scope, "This is not the key. Check it and try again.")(scope, receive, answer)
        elif not is_browser:
            if self.key.is_offered(headers):
                if self._is_guessing(scope):
                    await refuse(scope, 429, sentence_for(429))(scope, receive, answer)
                    return
                await self._make_wait(scope)
            await refuse(scope, 401, sentence_for(401))(scope, receive, answer)
        else:
            # A link followed from another site comes without our strict cookie; one reload from here brings it.
            again = headers.get(b"sec-fetch-site") == "cross-site"
            await sign_in_page(scope, "", reload=again)(scope, receive, answer)

    @staticmethod
    def _address(scope: Scope) -> str:
        client = scope.get("client")
        return str(client[0]) if client else ""

    def _is_guessing(self, scope: Scope) -> bool:
        return self._wrong_keys[self._address(scope)] >= MOST_WRONG_KEYS

    async def _make_wait(self, scope: Scope) -> None:
        """A wrong key costs a second, and only a few may be tried at once."""
        address = self._address(scope)
        self._wrong_keys[address] += 1
        try:
            await asyncio.sleep(WRONG_KEY_SECONDS)
        finally:
            self._wrong_keys[address] -= 1
            self._wrong_keys += Counter()  # drops those at zero

    async def _let_in(self, scope: Scope, headers: dict[bytes, str], answer: Send) -> None:
        proxied = self.settings.trust_proxy and headers.get(b"x-forwarded-proto", "").startswith("https")
        secure = bool(self.settings.space_host) or proxied or scope.get("scheme") == "https"
        query = scope.get("query_string", b"")
        where = scope.get("raw_path", b"/").split(b"?")[0] + (b"?" + query if query else b"")
        location = b"/" + where.lstrip(b"/\\")  # never `//host`: a redirect stays here
        cookie = self.key.cookie(secure, is_framed=bool(self.settings.space_host)).encode()
        start_headers = [(b"location", location), (b"set-cookie", cookie), (b"content-length", b"0")]
        await answer({"type": "http.response.start", "status": 303, "headers": start_headers})
        await answer({"type": "http.response.body", "body": b""})


class _TooMuch(Exception):
    """More came than this address takes, than all may take together, or it took too long."""


async def _posted_key(receive: Receive) -> str:
    body = b""
    while len(body) <= MOST_SIGN_IN_BYTES:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    values = parse_qs(body[:MOST_SIGN_IN_BYTES].decode("utf-8", "replace")).get("key", [""])
    return values[0]


async def _drain(receive: Receive) -> None:
    """Read on for a while before refusing: a client that is still sending would see a broken connection instead."""
    drained = 0
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while drained < DRAIN_BYTES:
                message = await receive()
                drained += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body"):
                    return
    except TimeoutError:
        return
