"""A gradio server that gives nothing away: every face is installed into one of these.

A plain `gradio.Server` reads any path a client names, keeps uploads, inputs and results, answers every origin
and offers some sixty addresses of its own. Here gradio keeps what it is good at, the queue and the protocol of
its clients, and nothing else. Private parts of gradio are used: it is pinned exactly, and tests hold each promise.

This module knows nothing of any face.
"""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import gradio
from fastapi import Request
from fastapi.routing import APIRoute
from gradio import processing_utils, queueing, routes
from gradio.events import api as register_api
from gradio.state_holder import SessionState, StateHolder
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from shared.errors import BadInput, BadSetup, BadValue, BlackbarError
from shared.logs import QuietTraceback, take_over_uvicorn
from shared.services import Services, open_services, prepare_data
from shared.settings import VERSION, Settings, harden_environment, read_settings
from shared.web import source
from shared.web.answers import install_answers
from shared.web.forms import read_files
from shared.web.gate import Gate
from shared.web.key import Key
from shared.web.pages import FRONTENDS, Face, Statics, as_context, home
from shared.web.uploads import RECEIVED_SECONDS, UPLOADS

log = logging.getLogger(__name__)

SWEEP_SECONDS = 30.0
RESULT_KEPT_SECONDS = 600.0

# All that gradio's two clients need. Whatever else gradio registers is taken out again before the first request.
GRADIO_ROUTES = frozenset(
    {
        "/config",
        "/config/",
        "/gradio_api/app_id",
        "/gradio_api/app_id/",
        "/gradio_api/info",
        "/gradio_api/info/",
        "/gradio_api/startup-events",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/call/{api_name}",
        "/gradio_api/call/{api_name}/",
        "/gradio_api/call/{api_name}/{event_id}",
        "/gradio_api/call/v2/{api_name}",
        "/gradio_api/call/v2/{api_name}/",
        "/gradio_api/call/v2/{api_name}/{event_id}",
        "/gradio_api/cancel",
        "/gradio_api/reset",
        "/gradio_api/reset/",
    }
)


class _NothingKept(StateHolder):  # type: ignore[misc]
    """Session state that is new on every look: gradio would keep each session's inputs and outputs in it."""

    def __getitem__(self, session_id: str) -> SessionState:
        return SessionState(self.blocks)

    def __contains__(self, session_id: str) -> bool:
        return False


class _Blocks(gradio.Blocks):  # type: ignore[misc]
    """gradio's machine without its file handling: no path is looked at, copied, fetched, kept or offered."""

    async def preprocess_data(self, block_fn: Any, inputs: list[Any], *_: Any, **__: Any) -> list[Any]:
        wanted = [component.value for component in block_fn.inputs]
        if len(inputs) > len(wanted) or any(value is None for value in wanted[len(inputs) :]):
            # gradio's own message would print the values that came
            problem = BadValue(f"{block_fn.api_name} takes {len(wanted)} values, and {len(inputs)} came.")
            raise gradio.Error(problem.message, duration=None, print_exception=False)
        return list(inputs) + wanted[len(inputs) :]

    async def postprocess_data(self, block_fn: Any, predictions: Any, *_: Any, **__: Any) -> list[Any]:
        return [predictions]


def _forget_finished(queue: queueing.Queue) -> None:
    """gradio's loops hold on to the last event they saw, and with it to the body of its request."""
    process = queue.process_events

    async def process_and_forget(events: list[queueing.Event], *rest: Any, **more: Any) -> None:
        try:
            await process(events, *rest, **more)
        finally:
            for event in events:
                event.data = event.request = None

    queue.process_events = process_and_forget


async def _never_download(*_: Any, **__: Any) -> None:
    raise BadValue("This server fetches nothing. Send the file itself.")


class Server(gradio.Server):  # type: ignore[misc]
    """A hardened `gradio.Server`. Faces add routes to it as to FastAPI, and queued calls with `endpoint`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        super().__init__(title="Blackbar", docs_url=None, redoc_url=None, openapi_url=None)
        self.settings = settings
        self.services = services
        self.key = Key(settings.key)
        self.faces: list[Face] = []
        self.face_pages: dict[str, Callable[[], Any]] = {}
        self.state_holder = _NothingKept()
        largest = max(settings.max_document_bytes, settings.max_image_bytes)
        self.body_limits: dict[str, int] = {"/gradio_api/upload": largest + 64 * 1024}  # the form around the file
        self._seen_results: dict[str, float] = {}
        self._own_routes: set[int] = set()
        self.close_with: list[Callable[[], None]] = []
        install_answers(self)

    def build_middleware_stack(self) -> ASGIApp:
        # gradio adds CORS, which reflects every origin, and compression, which runs on the event loop
        # and lets the length of an answer tell what is in it.
        self.user_middleware.clear()
        return Gate(super().build_middleware_stack(), self, self.settings, self.key)

    def page_context(self) -> dict[str, Any]:
        """What every template is given."""
        return {
            "engine": self.services.engine_info,
            "faces": as_context(self.faces),
            "ocr": self.services.ocr_info,
            "limits": limits(self.settings),
            "source_url": self.settings.source_url or source.ADDRESS,
            "version": VERSION,
            "key_required": self.key.required,
        }

    def start(self) -> str:
        """Listen, without waiting for the end; returns the address. Raises BadSetup when the port is taken."""
        host = "0.0.0.0" if self.settings.space_host else self.settings.host
        port = self.settings.port or _free_port()
        if ":" in host and not host.startswith("["):  # as gradio wants IPv6
            host = f"[{host}]"
        self._own_routes = {id(route) for route in self.router.routes}
        with _Blocks(mode="server", analytics_enabled=False) as blocks:
            for function, options in self._deferred_apis:
                register_api(fn=function, **options)
        try:
            _, address, _ = blocks.launch(
                _app=self,
                server_name=host,
                server_port=port,
                prevent_thread_lock=True,
                quiet=True,
                inbrowser=False,
                inline=False,
                run_history=False,
                enable_monitoring=False,
                show_error=False,
                share=False,
                mcp_server=False,
                ssr_mode=False,
                pwa=False,
                footer_links=[],
                # 39: with gradio's default of 40, calls share a pool with every plain route and stall them.
                max_threads=39,
                state_session_capacity=1,
                strict_cors=True,
                allowed_paths=[],
                _frontend=False,
                app_kwargs={"lifespan": self._life},
            )
        except OSError as error:
            raise BadSetup(f"Port {port} is taken. Stop what uses it, or choose another with --port.") from error
        take_over_uvicorn()
        return str(address).rstrip("/")

    def stop(self) -> None:
        """Stop listening and forget what is waiting."""
        if self.blocks is not None:
            self.blocks.close(verbose=False)
        UPLOADS.sweep(0)

    @contextlib.asynccontextmanager
    async def _life(self, _: Any) -> AsyncIterator[None]:
        self._prune(self.router)
        queue = self.get_blocks()._queue
        queue.max_size = self.settings.max_queue
        _forget_finished(queue)
        sweeper = asyncio.create_task(self._sweep_forever())
        try:
            yield
        finally:
            sweeper.cancel()
            UPLOADS.sweep(0)

    def _prune(self, router: Any, prefix: str = "") -> None:
        """Take out every route that is neither ours nor on the list."""
        kept: list[BaseRoute] = []
        for route in router.routes:
            inner = getattr(route, "original_router", None)
            if id(route) in self._own_routes:
                kept.append(route)
            elif inner is not None:
                self._prune(inner)
                kept.append(route)
            elif isinstance(route, APIRoute) and route.path in GRADIO_ROUTES:
                kept.append(route)
        router.routes[:] = kept
        router._mark_routes_changed()

    async def _sweep_forever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.sweep()

    def sweep(self, kept_seconds: float = RESULT_KEPT_SECONDS) -> None:
        """Forget uploads and results that nobody came for."""
        UPLOADS.sweep(kept_seconds)
        queue = self.get_blocks()._queue
        now = time.monotonic()
        busy = {event.session_hash for event in list(queue.event_ids_to_events.values())}
        for session in list(queue.pending_messages_per_session):
            since = self._seen_results.setdefault(session, now)
            if session in busy:
                self._seen_results[session] = now
            elif now - since >= kept_seconds:
                queue.pending_messages_per_session.pop(session, None)
                queue.pending_event_ids_session.pop(session, None)
                self._seen_results.pop(session, None)
        for session in set(self._seen_results) - set(queue.pending_messages_per_session):
            del self._seen_results[session]
            queue.pending_event_ids_session.pop(session, None)


def limits(settings: Settings) -> dict[str, int]:
    """The limits a page names."""
    return {
        "document_bytes": settings.max_document_bytes,
        "document_pages": settings.max_document_pages,
        "document_characters": settings.max_document_characters,
        "image_bytes": settings.max_image_bytes,
        "image_pixels": settings.max_image_pixels,
        "paste_characters": settings.max_paste_characters,
    }


def build_server(settings: Settings, services: Services) -> Server:
    """A server with what all faces share; install faces into it, then `serve` it."""
    harden_environment(settings)
    prepare_data(settings)
    processing_utils.async_ssrf_protected_download = _never_download
    queueing.traceback = QuietTraceback
    routes.DEFAULT_TEMP_DIR = str(settings.uploads)  # read from the environment at import, before settings are known
    server = Server(settings, services)

    async def upload(request: Request) -> JSONResponse:
        most = max(settings.max_document_bytes, settings.max_image_bytes)
        kind = request.headers.get("content-type", "")
        with UPLOADS.receiving(settings.max_uploads_bytes) as make_room:
            try:
                async with asyncio.timeout(RECEIVED_SECONDS):
                    files = await read_files(kind, request.stream(), most, make_room)
            except TimeoutError:
                raise BadInput("The file took too long to arrive. Send it over a faster connection.") from None
            return JSONResponse([UPLOADS.put(data) for data in files])

    def status(request: Request) -> JSONResponse:
        answer: dict[str, Any] = {"status": services.status, "version": VERSION}
        if request.scope.get("admitted", True):
            answer |= {
                "engine": services.engine_info,
                "ocr": services.ocr_info,
                "faces": [face.name for face in server.faces],
            }
        return JSONResponse(answer, status_code=503 if services.status == "Unhealthy" else 200)

    def front() -> Response:
        return home(server)

    def icon() -> Response:
        return RedirectResponse("/common/icon.svg", status_code=308)

    def give_source() -> Response:
        headers = {"Content-Disposition": f'attachment; filename="blackbar-{VERSION}.tar.gz"'}
        return Response(source.source_archive(), media_type="application/gzip", headers=headers)

    def robots() -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    get: dict[str, Any] = {"methods": ["GET", "HEAD"], "include_in_schema": False}
    server.add_api_route("/gradio_api/upload", upload, methods=["POST"], include_in_schema=False)
    server.add_api_route("/api/status", status, **get)
    server.add_api_route("/", front, **get)
    server.add_api_route("/favicon.ico", icon, **get)
    server.add_api_route("/robots.txt", robots, **get)
    server.add_api_route(source.ADDRESS, give_source, **get)
    server.mount("/common", Statics(directory=FRONTENDS / "common"))
    return server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    def ask(*_: object) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def serve(server: Server, settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C, then forget everything that is waiting and go, within ten seconds."""
    stop = threading.Event()
    with _signals(stop):
        address = server.start()
        _announce(server, settings, address)
        while not stop.wait(1.0):
            pass
        _leave_soon()
        server.stop()
        server.services.close()


def run(install: Callable[[Server, Services], None], settings: Settings) -> None:
    """A whole program: open the services, install one face or several, serve until the end."""
    services = open_services(settings)
    server = build_server(settings, services)
    install(server, services)
    serve(server, settings)


def run_alone(install: Callable[[Server, Services], None]) -> None:
    """The `main` of a face on its own: settings from the environment, and what is wrong with them in one sentence."""
    try:
        run(install, read_settings())
    except BlackbarError as error:
        sys.exit(error.message)


def _announce(server: Server, settings: Settings, address: str) -> None:
    print(f"Blackbar {VERSION} is at {address}/", flush=True)
    for face in server.faces if len(server.faces) > 1 else []:
        print(f"  {face.title}: {address}{face.path}", flush=True)
    if settings.is_public and not settings.key:
        print(
            f"Warning: listening on {settings.host} without a key: anyone who reaches this machine can use it. "
            "Set one with --key.",
            flush=True,
        )


def _leave_soon(seconds: float = 8.0) -> None:
    """A thread deep in a model or a parser cannot be asked to stop; it does not keep the program alive."""

    def leave() -> None:
        time.sleep(seconds)
        os._exit(0)

    threading.Thread(target=leave, daemon=True).start()
