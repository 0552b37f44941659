"""Philter's filtering API as plain routes: its clients work unchanged, and each refusal is one sentence of text.

From request to pipeline to reply, and no further: it knows nothing of models, files or SQL.
"""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect

from apps.filter import wire
from apps.filter.asking import (
    MISSING,
    PDF_ANSWERS,
    body_kind,
    check_length,
    check_name,
    check_pdf,
    choose,
    read_text,
)
from apps.filter.metrics import CONTENT_TYPE
from apps.filter.pipeline import Desk
from apps.filter.wire import Asked
from shared.errors import BadInput, BadValue, BlackbarError, EmptyInput, NotFound
from shared.formats.raster import Form
from shared.library import version_of
from shared.settings import Settings
from shared.web import Workers, client_of, progress
from shared.web.uploads import RECEIVED_SECONDS, UPLOADS

log = logging.getLogger(__name__)
T = TypeVar("T")

TEXTS_AT_ONCE = 16
"""How many texts are filtered at a time; they share the model's batches."""

PDFS_AT_ONCE = 2
"""PDFs have threads of their own, so that short texts do not wait behind long files."""

LOOK_SECONDS = 1.0
"""How often it is looked whether the caller is still there."""

_FAILED = "This could not be filtered, and nothing of it was kept. Try again in a minute, or send less of it at once."


class _InPlainWords(APIRoute):
    """Philter's clients show the body of a refusal as it is, so here it is plain text."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await inner(request)
            except BlackbarError as error:
                return _refusal(error)

        return answer


def _refusal(error: BlackbarError) -> Response:
    status = error.status if error.status < 500 or error.status == 503 else 503  # a 500 tells a program nothing
    headers = {"Retry-After": "5"} if status == 503 else {}
    return _text(error.message, status, headers)


def _text(body: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(body, status, headers=dict(headers or {}))


def routes(desk: Desk, settings: Settings) -> APIRouter:
    """Everything below `/api` that Philter has."""
    router = APIRouter(route_class=_InPlainWords)
    texts, pdfs = Workers(TEXTS_AT_ONCE, settings.max_queue), Workers(PDFS_AT_ONCE, settings.max_queue)

    @router.post("/api/filter")
    async def filter_(request: Request) -> Response:
        check_length(request.headers)
        kind = body_kind(request.headers.get("content-type", ""), "text", "pdf")
        offers = ("text/plain",) if kind == "text" else PDF_ANSWERS
        wanted = choose(request.headers.get("accept", ""), offers)
        async with _body(request, settings) as body:
            if kind == "text":
                text = read_text(body)
                asked = await _asked(desk, request)
                filtered = await _work(texts, request, lambda: desk.text(text, asked, progress()))
                return _text(filtered.redacted, headers=_headers(asked))
            pdf = check_pdf(body)
            asked = await _asked(desk, request)
            form: Form = "pdf" if wanted == "application/pdf" else "zip"
            made = await _work(pdfs, request, lambda: desk.pdf(pdf, asked, form, progress()))
            headers = _headers(asked) | {"X-Blackbar-Pages": "text" if made.keeps_text else "pictures"}
            return Response(made.data, media_type=f"application/{form}", headers=headers)

    @router.post("/api/explain")
    async def explain(request: Request) -> Response:
        check_length(request.headers)
        body_kind(request.headers.get("content-type", ""), "text")
        choose(request.headers.get("accept", ""), ("application/json",))
        async with _body(request, settings) as body:
            text = read_text(body)
            asked = await _asked(desk, request)
            told = await _work(texts, request, lambda: wire.explanation(desk.text(text, asked, progress()), asked))
            return JSONResponse(told, headers=_headers(asked))

    for path in ("/api/policies", "/api/profiles"):
        _add_policies(router, desk, path)

    @router.get("/api/alerts")
    def alerts() -> Response:
        return JSONResponse(desk.raised())

    @router.delete("/api/alerts/{alert_id}")
    def delete_alert(alert_id: str) -> Response:
        if not desk.alerts.delete(alert_id):
            raise NotFound("There is no such alert.")
        return Response()

    @router.delete("/api/contexts/{name:path}")
    def forget(name: str) -> Response:
        if not desk.contexts.delete(name):
            raise NotFound("There is no such context.")
        return Response()

    @router.get("/api/replacements")
    def replacements() -> Response:
        # Philter 1 could keep what it replaced; its clients take 503 for a server that does not.
        return _text("The replacement store is disabled: what was replaced is never kept.", 503)

    return router


def _add_policies(router: APIRouter, desk: Desk, path: str) -> None:
    library = desk.library

    @router.get(path)
    def names() -> Response:
        return JSONResponse(library.names())

    @router.get(path + "/{name:path}")
    def get(name: str) -> Response:
        try:
            return Response(library.text(name), media_type="application/json")
        except NotFound:
            raise BadValue(MISSING) from None

    @router.post(path)
    async def post(request: Request, name: str = "") -> Response:
        await _save(desk, request, name)
        return Response(status_code=201)

    @router.put(path + "/{name:path}")
    async def put(request: Request, name: str) -> Response:
        return Response(status_code=201 if await _save(desk, request, name) else 200)

    @router.delete(path + "/{name:path}")
    def delete(name: str) -> Response:
        try:
            library.delete(name)
        except NotFound:
            raise BadValue(MISSING) from None
        return Response()


async def _save(desk: Desk, request: Request, name: str) -> bool:
    check_length(request.headers)
    body = await request.body()
    if not body:
        raise EmptyInput(MISSING)
    text = read_text(body)
    try:
        return await asyncio.to_thread(desk.library.save, text, name)
    except BadInput as error:
        raise type(error)(f"{MISSING}\n{error.message}") from None


def metrics_route(desk: Desk) -> APIRouter:
    """`/metrics` for Prometheus."""
    router = APIRouter()

    @router.get("/metrics")
    def metrics() -> Response:
        return Response(desk.metrics.text(), media_type=CONTENT_TYPE)

    return router


@asynccontextmanager
async def _body(request: Request, settings: Settings) -> AsyncIterator[bytes]:
    """The body, which counts as an upload for as long as it is worked on: many at once cannot fill the memory."""
    client = client_of(request, settings)
    with UPLOADS.receiving(settings.max_uploads_bytes, client, settings.max_client_bytes) as make_room:
        body = bytearray()
        try:
            async with asyncio.timeout(RECEIVED_SECONDS):
                async for chunk in request.stream():
                    make_room(len(chunk))
                    body += chunk
        except TimeoutError:
            raise BadValue("The body took too long to arrive. Send it over a faster connection.") from None
        yield bytes(body)


async def _asked(desk: Desk, request: Request) -> Asked:
    query = request.query_params
    context = check_name(query.get("c", "none"))
    document_id = check_name(query.get("d", "")) or secrets.token_hex(16)
    name = check_name(query.get("p", "")) or "default"
    try:
        return await asyncio.to_thread(desk.ask, context, document_id, name)
    except NotFound:
        raise BadValue(MISSING) from None
    except BadInput as error:
        raise BadValue(f"{MISSING}\n{error.message}") from None


async def _work(workers: Workers, request: Request, work: Callable[[], T]) -> T:
    """The result of `work` on a thread, given up when nobody waits for it any more. What fails is never a 500."""
    running = asyncio.ensure_future(workers.run(work))
    looking = asyncio.ensure_future(_until_gone(request))
    try:
        await asyncio.wait({running, looking}, return_when=asyncio.FIRST_COMPLETED)
        if not running.done():
            raise ClientDisconnect
        return running.result()
    except (BlackbarError, ClientDisconnect):
        raise
    except Exception as error:  # its message may carry what somebody sent
        log.error("Filtering failed (%s).", type(error).__name__)
        raise _Failed(_FAILED) from None
    finally:
        running.cancel()
        looking.cancel()


class _Failed(BlackbarError):
    """Something broke; whoever asked may ask again."""

    status = 503


async def _until_gone(request: Request) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(LOOK_SECONDS)


def _headers(asked: Asked) -> dict[str, str]:
    return {
        "x-document-id": _in_header(asked.document_id),
        "X-Philter-Policy-Name": _in_header(asked.policy_name),
        "X-Philter-Policy-Version": version_of(asked.policy),
        "X-Philter-Policy-Hash": asked.policy.digest,
    }


def _in_header(value: str) -> str:
    """As UTF-8, which is written to a header byte by byte; blanks at its ends no header can hold."""
    return value.strip().encode().decode("latin-1")
