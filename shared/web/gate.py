"""Every request passes here first, and every answer last: who may ask, how much they may send, what an answer carries.

Pure ASGI and the outermost layer, so that nothing inside can add to an answer after it. The gate knows
nothing of routes, gradio or faces; an address that should not exist is not registered in the first place.
"""

import logging
from typing import Any

from starlette.requests import ClientDisconnect, Request

from shared.engine import asking
from shared.settings import Settings
from shared.web.answers import refuse, sentence_for
from shared.web.asgi import App, Receive, Scope, Send
from shared.web.clients import client_of
from shared.web.exchange import Exchange, Limits, TooMuch
from shared.web.framing import body_length
from shared.web.headers import security_headers
from shared.web.hosts import Hosts
from shared.web.key import Key
from shared.web.room import Room
from shared.web.serving import serving
from shared.web.sign_in import SignIn
from shared.web.source import ADDRESS

log = logging.getLogger(__name__)

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

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
        self._sign_in = SignIn(key, settings)
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
        path = self._path(scope)
        limit = self._limit(path)
        client = client_of(Request(scope), self.settings)
        asking.set(client)  # this request's own context, and that of the threads it starts
        limits = Limits(limit, self.settings.max_client_bytes, self.settings.max_uploads_bytes)
        exchange = Exchange(receive, send, path, self.headers, client, self._arrived, limits)
        try:
            await self._admitted(scope, receive, exchange, path, limit)
        except (TooMuch, ClientDisconnect):
            pass
        except Exception as error:  # its message may carry what somebody sent
            if exchange.is_stream:  # gradio says what is wrong as an event and then raises; the stream may end well
                await exchange.answer({"type": "http.response.body", "body": b""})
                return
            log.error("A request failed (%s).", type(error).__name__)
            if not exchange.is_begun and not exchange.over:
                await refuse(scope, 500, sentence_for(500))(scope, receive, exchange.answer)
        finally:
            exchange.close()
        if exchange.over and not exchange.is_begun:
            await exchange.drain()
            await refuse(scope, exchange.over, sentence_for(exchange.over, limit))(scope, receive, exchange.answer)

    async def _admitted(self, scope: Scope, receive: Receive, exchange: Exchange, path: str, limit: int) -> None:
        """Refuse, ask for the key, or let the application answer."""
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers, limit)
        if refusal is not None:
            if refusal == 413 and b"expect" not in headers:
                await exchange.drain()
            refused = refuse(scope, refusal, sentence_for(refusal, limit))
            if refusal == 400:  # nobody can tell where the next request on this connection begins
                refused.headers["Connection"] = "close"
            await refused(scope, receive, exchange.answer)
        elif (admitted := self.key.admits(headers)) or self._is_open(path):
            scope["admitted"] = admitted
            self._clean(scope)
            await self.app(scope, exchange.receive, exchange.send)
        else:
            await self._sign_in.ask(scope, receive, exchange.answer, headers)

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
