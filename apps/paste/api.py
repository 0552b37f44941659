"""What the paste app answers: the queued `create_paste`, the pages behind the links, and plain JSON for programs.

From request to pipeline to reply, and no further: it knows nothing of models, ciphers or SQL.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from apps.paste.display import legend, passages
from apps.paste.pastes import Links, Paste, read
from apps.paste.pipeline import make_paste
from shared.errors import BadInput, BadValue, Busy, NotFound, WrongType
from shared.services import Services
from shared.store import PasteStore
from shared.web import Workers, endpoint, progress, render

CALLS_AT_ONCE = 8
"""How many pastes are searched at a time; they share the model's batches."""


def install_endpoint(server: Any, services: Services, store: PasteStore) -> None:
    """`create_paste`, for the page and for gradio's clients."""
    limit = services.settings.max_paste_characters

    @endpoint(server, "create_paste", limit=CALLS_AT_ONCE)
    def create_paste(text: str, ttl: str | int | float = "never") -> dict[str, Any]:
        """Redacts a text and keeps it: gives a public link to the redacted text and a private one to the original.

        `ttl` is 10m, 1h, 1d, 7d, 30d, never, or a number of seconds.
        """
        report = progress("Looking for personal data")
        report(0.0)
        links, paste = make_paste(text, ttl, services.detect, store, limit, report)
        return created_reply(links, paste)


def routes(services: Services, store: PasteStore) -> APIRouter:
    """The plain routes: pages at `/view/…`, JSON at `/api/paste…`."""
    router = APIRouter()
    limit = services.settings.max_paste_characters
    line = _Line(services.settings.max_queue)

    @router.api_route("/view/{paste_id}", methods=["GET", "HEAD"])
    def view(paste_id: str, token: str = "") -> HTMLResponse:
        try:
            return view_page(read(store, paste_id, token))
        except NotFound:
            return render("paste/gone.html", status=404)

    @router.get("/api/paste/{paste_id}")
    def paste_json(request: Request, paste_id: str, token: str = "") -> JSONResponse:
        return JSONResponse(paste_reply(read(store, paste_id, token or _bearer(request))))

    @router.post("/api/paste", status_code=201)
    async def create(request: Request, ttl: str = "never") -> Response:
        text, asked_ttl, is_json = await _text_of(request, ttl)
        links, paste = await line.run(lambda: make_paste(text, asked_ttl, services.detect, store, limit))
        reply = created_reply(links, paste)
        base = str(request.base_url).rstrip("/")
        view_url, reveal_url = base + links.view_path, base + links.reveal_path
        headers = {"Location": links.view_path}
        if is_json or "application/json" in request.headers.get("accept", ""):
            body = reply | {"view_url": view_url, "reveal_url": reveal_url}
            return JSONResponse(body, status_code=201, headers=headers)
        lines = f"public  {view_url}\nreveal  {reveal_url}\nexpires {reply['expires'] or 'never'}\n"
        return PlainTextResponse(lines, status_code=201, headers=headers)

    return router


class _Line:
    """Where plain requests wait for the model, as gradio's queue does for its own: so many at work, so many waiting."""

    def __init__(self, most: int) -> None:
        self._workers = Workers(CALLS_AT_ONCE)
        self._most = most
        self._inside = 0

    async def run(self, work: Callable[[], tuple[Links, Paste]]) -> tuple[Links, Paste]:
        if self._inside >= self._most:
            raise Busy("The server is busy with other texts. Try again in a minute.")
        self._inside += 1
        try:
            return await self._workers.run(work)
        finally:
            self._inside -= 1


def created_reply(links: Links, paste: Paste) -> dict[str, Any]:
    """What the sender is told, once."""
    return {
        "id": links.id,
        "view_path": links.view_path,
        "reveal_path": links.reveal_path,
        "created": iso(paste.created),
        "expires": iso(paste.expires),
        "findings": len(paste.view.spans),
        "by_label": paste.view.by_label(),
        "engine": paste.engine,
    }


def paste_reply(paste: Paste) -> dict[str, Any]:
    """A paste as JSON; `original` is there only under the right token. Offsets are code points."""
    reply: dict[str, Any] = {
        "id": paste.id,
        "text": paste.view.text,
        "spans": [{"start": span.start, "end": span.end, "label": span.label} for span in paste.view.spans],
        "created": iso(paste.created),
        "expires": iso(paste.expires),
        "engine": paste.engine,
    }
    if paste.original is not None:
        reply["original"] = {"text": paste.original.text, "spans": [asdict(span) for span in paste.original.spans]}
    return reply


def view_page(paste: Paste) -> HTMLResponse:
    """The page of a link. It depends on the paste alone, so a wrong token cannot be told from none."""
    original = paste.original
    return render(
        "paste/view.html",
        redacted=list(passages(paste.view.text, paste.view.spans)),
        original=list(passages(original.text, original.spans)) if original else None,
        legend=legend(paste.view.by_label().items()),
        paste_engine=paste.engine,
        created=_spoken(paste.created),
        created_iso=iso(paste.created),
        expires=_spoken(paste.expires),
        expires_iso=iso(paste.expires),
    )


def iso(seconds: float | None) -> str | None:
    """A moment as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds") if seconds is not None else None


def _spoken(seconds: float | None) -> str:
    if seconds is None:
        return ""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _text_of(request: Request, ttl: str) -> tuple[object, object, bool]:
    """Text and ttl of a POST, and whether it came as JSON. `curl --data-binary` calls plain text a form; so be it."""
    kind = request.headers.get("content-type", "text/plain").partition(";")[0].strip().lower()
    body = await request.body()
    if kind in ("text/plain", "application/x-www-form-urlencoded", "application/octet-stream"):
        return _decoded(body), ttl, False
    if kind != "application/json":
        raise WrongType('Send the text as text/plain, or as JSON: {"text": …, "ttl": …}.')
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("The body is not valid JSON.") from None
    if not isinstance(value, dict) or "text" not in value:
        raise BadValue('The JSON must be an object with a text, such as {"text": "…", "ttl": "1d"}.')
    return value["text"], value.get("ttl", ttl), True


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadValue("The text is not UTF-8. Convert it, for example with iconv, and send it again.") from None
