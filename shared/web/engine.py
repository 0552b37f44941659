"""The engine for programs, and for another Blackbar that has none of its own: texts in, the model's findings out.

Behind the key like everything else. Rules, policies and documents are the asking program's business.
"""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from shared.engine import OPERATING_POINTS, find_at
from shared.errors import Abandoned, BadValue, TooLarge
from shared.services import Services
from shared.settings import Settings

PATH = "/api/engine"
WATCH_SECONDS = 0.25
MOST_TEXTS = 10_000


def most_bytes(settings: Settings) -> int:
    """The largest request: the longest text a document may have, in any script."""
    return 4 * settings.max_document_characters + 65_536


def engine_routes(services: Services) -> APIRouter:
    """`GET /api/engine` says what it is; `POST` takes `{"texts": [...], "operating_point": ""}`."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    def about() -> Response:
        return JSONResponse({**services.engine_info, "operating_points": OPERATING_POINTS})

    @router.post(PATH)
    async def find(request: Request) -> Response:
        try:
            question = await request.json()
        except (ValueError, RecursionError):
            raise BadValue('This is no JSON. Send {"texts": ["…"]}.') from None
        texts, point = _asked(question, services.settings)
        gone = False

        def watch(_: float) -> None:
            if gone:
                raise Abandoned("Nobody waits for this any more.")

        def work() -> dict[str, Any]:
            engine = services.engine(progress=watch)
            found = find_at(engine, texts, watch, point)
            findings = [
                [{"start": s.start, "end": s.end, "label": s.label, "score": s.score} for s in spans] for spans in found
            ]
            return {"engine": engine.name, "findings": findings}

        task = asyncio.ensure_future(asyncio.to_thread(work))
        while not (await asyncio.wait({task}, timeout=WATCH_SECONDS))[0]:
            gone = gone or await request.is_disconnected()
        return JSONResponse(task.result())

    return router


def _asked(question: object, settings: Settings) -> tuple[list[str], str]:
    texts = question.get("texts") if isinstance(question, dict) else None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadValue('texts must be a list of strings: {"texts": ["…"]}.')
    assert isinstance(question, dict)
    point = question.get("operating_point") or ""
    if point and point not in OPERATING_POINTS:
        raise BadValue(f"operating_point must be one of {', '.join(OPERATING_POINTS)}.")
    if len(texts) > MOST_TEXTS:
        raise TooLarge(f"There are {len(texts):,} texts; at most {MOST_TEXTS:,} are taken at once.")
    characters = sum(map(len, texts))
    if characters > settings.max_document_characters:
        raise TooLarge(
            f"The texts have {characters:,} characters; at most {settings.max_document_characters:,} are taken at once."
        )
    return texts, point
