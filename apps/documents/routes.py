"""Open documents over HTTP, for whoever knows a document's name: pictures and boxes of its pages, pictures in it, and
what a copy would say.

What is not there answers like any address that is not: who guesses learns nothing. Knows no file format.
"""

import asyncio
import math
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from apps.documents.desk import Desk, Kept
from apps.documents.export import preview
from apps.documents.sheets import figure_of, page_of, picture_sheet, sheet
from shared.errors import Abandoned, BadValue, NotFound
from shared.formats.document import ReadDocument
from shared.formats.viewing import render_page, render_picture
from shared.services import Services
from shared.web import Server, Workers, is_abandoned

DRAWN_AT_ONCE, MOST_WAITING = 2, 200
"""Pages drawn side by side, and how many may wait: a page with all its thumbnails asks for as many."""


def add_routes(server: Server, services: Services, desk: Desk) -> None:
    """`/documents/d/{name}/…` of this desk."""
    workers = Workers(DRAWN_AT_ONCE, MOST_WAITING)

    def opened(name: str) -> Kept:
        try:
            return desk.get(name)
        except NotFound:
            raise HTTPException(404) from None

    async def page(request: Request, document: str, number: str, scale: str = "1") -> Response:
        kept, wanted, zoom = opened(document), _number(number), _scale(scale)
        _known(page_of, kept.document, wanted)
        return await drawn(request, lambda: render_page(kept.data, wanted - 1, zoom, services.settings, is_abandoned))

    async def picture(request: Request, document: str, number: str) -> Response:
        kept = opened(document)
        part = _known(figure_of, kept.document, _number(number)).part
        return await drawn(request, lambda: render_picture(kept.data, part, services.settings, is_abandoned))

    async def drawn(request: Request, draw: Callable[[], bytes]) -> Response:
        """A PNG, unless whoever asked for it has left."""
        drawing = asyncio.create_task(workers.run(draw))
        leaving = asyncio.create_task(_left(request))
        try:
            await asyncio.wait({drawing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not drawing.done():
                raise Abandoned("The call was ended.")
            return Response(drawing.result(), media_type="image/png")
        finally:
            for task in (drawing, leaving):
                task.cancel()

    def boxes(document: str, number: str) -> Response:
        return JSONResponse(_known(sheet, opened(document), _number(number)))

    def picture_boxes(document: str, number: str) -> Response:
        return JSONResponse(_known(picture_sheet, opened(document), _number(number)))

    async def before_and_after(request: Request, document: str) -> Response:
        kept = opened(document)
        decisions, policy = await _asked(request)
        return JSONResponse(await asyncio.to_thread(lambda: preview(kept, decisions, services.policy(policy))))

    def is_open(document: str) -> Response:
        opened(document)
        return JSONResponse({"open": True})

    def close(document: str) -> Response:
        if not desk.close(document):
            raise HTTPException(404)
        return Response(status_code=204)

    address = "/documents/d/{document}"
    options: dict[str, Any] = {"include_in_schema": False}
    server.add_api_route(address, is_open, methods=["GET"], **options)
    server.add_api_route(f"{address}/page/{{number}}.png", page, methods=["GET"], **options)
    server.add_api_route(f"{address}/page/{{number}}.json", boxes, methods=["GET"], **options)
    server.add_api_route(f"{address}/picture/{{number}}.png", picture, methods=["GET"], **options)
    server.add_api_route(f"{address}/picture/{{number}}.json", picture_boxes, methods=["GET"], **options)
    server.add_api_route(f"{address}/preview", before_and_after, methods=["POST"], **options)
    server.add_api_route(f"{address}/close", close, methods=["POST"], **options)


Answer = TypeVar("Answer")
Of = TypeVar("Of", Kept, ReadDocument)


def _known(find: Callable[[Of, int], Answer], where: Of, number: int) -> Answer:
    """What is found there; what is not is like any address that is not."""
    try:
        return find(where, number)
    except NotFound:
        raise HTTPException(404) from None


async def _asked(request: Request) -> tuple[Any, str]:
    """The decisions and the name of the policy that a preview is asked for."""
    try:
        body = await request.json()
    except (ValueError, RecursionError):
        body = None
    policy = body.get("policy", "default") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(policy, str):
        raise BadValue('This is no question. Send {"decisions": …, "policy": "default"}.')
    return body.get("decisions"), policy


async def _left(request: Request) -> None:
    """Returns when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise HTTPException(404)
    return int(text)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = math.nan
    if not 0 < scale < 100:
        raise HTTPException(400)
    return scale
