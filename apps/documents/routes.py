"""The pages of open documents over HTTP: pictures and boxes, for whoever knows the document's name.

What is not there answers like any address that is not: who guesses learns nothing. Knows no file format.
"""

import asyncio
import math
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from apps.documents.desk import Desk, Kept
from apps.documents.sheets import page_of, sheet
from shared.errors import Abandoned, NotFound
from shared.formats.viewing import render_page
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

    async def picture(request: Request, document: str, number: str, scale: str = "1") -> Response:
        kept, page, zoom = opened(document), _number(number), _scale(scale)
        try:
            page_of(kept.document, page)
        except NotFound:
            raise HTTPException(404) from None
        drawing = asyncio.create_task(
            workers.run(lambda: render_page(kept.data, page - 1, zoom, services.settings, is_abandoned))
        )
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
        kept, page = opened(document), _number(number)
        try:
            return JSONResponse(sheet(kept, page))
        except NotFound:
            raise HTTPException(404) from None

    def close(document: str) -> Response:
        if not desk.close(document):
            raise HTTPException(404)
        return Response(status_code=204)

    address = "/documents/d/{document}"
    options: dict[str, Any] = {"include_in_schema": False}
    server.add_api_route(f"{address}/page/{{number}}.png", picture, methods=["GET"], **options)
    server.add_api_route(f"{address}/page/{{number}}.json", boxes, methods=["GET"], **options)
    server.add_api_route(f"{address}/close", close, methods=["POST"], **options)


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
