"""A gradio server that gives nothing away: every face is installed into one of these.

A plain `gradio.Server` reads any path a client names, keeps uploads, inputs and results, answers every origin
and offers some sixty addresses of its own. Here gradio keeps what it is good at, the queue and the protocol of
its clients, and nothing else (`machine`).

This module knows nothing of any face.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import gradio
from fastapi import Request
from gradio.events import api as register_api
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from shared.errors import BadInput, BadSetup
from shared.logs import take_over_uvicorn
from shared.services import Services, prepare_data
from shared.settings import VERSION, Settings, harden_environment
from shared.web import engine, source
from shared.web.answers import install_answers
from shared.web.clients import client_of
from shared.web.engine import engine_routes
from shared.web.forms import read_files
from shared.web.gate import Gate
from shared.web.key import Key
from shared.web.machine import Leftovers, Machine, NothingKept, forget_finished, prune, tame
from shared.web.pages import FRONTENDS, Face, Statics, as_context, home
from shared.web.policies import policy_routes
from shared.web.uploads import RECEIVED_SECONDS, UPLOADS

SWEEP_SECONDS = 30.0
RESULT_KEPT_SECONDS = 600.0


class Server(gradio.Server):  # type: ignore[misc]
    """A hardened `gradio.Server`. Faces add routes to it as to FastAPI, and queued calls with `endpoint`."""

    def __init__(self, settings: Settings, services: Services) -> None:
        super().__init__(title="Blackbar", docs_url=None, redoc_url=None, openapi_url=None)
        self.settings = settings
        self.services = services
        self.key = Key(settings.key)
        self.faces: list[Face] = []
        self.face_pages: dict[str, Callable[[], Any]] = {}
        self.state_holder = NothingKept()
        largest = max(settings.max_document_bytes, settings.max_image_bytes)
        # What asks for no key, because its address is the capability: a paste's link with its forms, and its looks.
        self.open_links: list[str] = []
        # Below these a refusal is its sentence and nothing else, as some programs show it to people.
        self.plain_refusals: list[str] = []
        self.body_limits: dict[str, int] = {"/gradio_api/upload": largest + 64 * 1024}  # the form around the file
        self._leftovers = Leftovers()
        self._own_routes: set[int] = set()
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
        with Machine(mode="server", analytics_enabled=False) as blocks:
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
        prune(self.router, self._own_routes)
        queue = self.get_blocks()._queue
        queue.max_size = self.settings.max_queue
        forget_finished(queue)
        sweeper = asyncio.create_task(self._sweep_forever())
        try:
            yield
        finally:
            sweeper.cancel()
            UPLOADS.sweep(0)

    async def _sweep_forever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.sweep()

    def sweep(self, kept_seconds: float = RESULT_KEPT_SECONDS) -> None:
        """Forget uploads and results that nobody came for."""
        UPLOADS.sweep(kept_seconds)
        self._leftovers.sweep(self.get_blocks()._queue, kept_seconds)


def limits(settings: Settings) -> dict[str, int]:
    """The limits a page names."""
    return {
        "document_bytes": settings.max_document_bytes,
        "document_pages": settings.max_document_pages,
        "document_characters": settings.max_document_characters,
        "image_bytes": settings.max_image_bytes,
        "image_pixels": settings.max_image_pixels,
        "paste_characters": settings.max_paste_characters,
        "filter_bytes": settings.max_filter_bytes,
    }


def build_server(settings: Settings, services: Services) -> Server:
    """A server with what all faces share; install faces into it, then `serve` it."""
    harden_environment(settings)
    prepare_data(settings)
    tame(str(settings.uploads))
    server = Server(settings, services)

    async def upload(request: Request) -> JSONResponse:
        most = max(settings.max_document_bytes, settings.max_image_bytes)
        kind = request.headers.get("content-type", "")
        client = client_of(request, settings)
        with UPLOADS.receiving(settings.max_uploads_bytes, client, settings.max_client_bytes) as make_room:
            try:
                async with asyncio.timeout(RECEIVED_SECONDS):
                    files = await read_files(kind, request.stream(), most, make_room)
            except TimeoutError:
                raise BadInput("The file took too long to arrive. Send it over a faster connection.") from None
            return JSONResponse([UPLOADS.put(data, client) for data in files])

    def status(request: Request) -> JSONResponse:
        # Both names of the version: clients of Philter read one or the other.
        answer: dict[str, Any] = {"status": services.status, "version": VERSION, "applicationVersion": VERSION}
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
    server.include_router(policy_routes(services))
    server.include_router(engine_routes(services))
    server.body_limits[engine.PATH] = engine.most_bytes(settings)
    server.mount("/common", Statics(directory=FRONTENDS / "common"))
    return server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
