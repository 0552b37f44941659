"""The policies a page offers, and what it is told of one that a person brings along, before anything is sent by it.

This module knows nothing of what a policy does; the library knows the policies.
"""

import asyncio
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from shared.errors import BadValue
from shared.library import Offer
from shared.services import Services


def policy_routes(services: Services) -> APIRouter:
    """`GET /policies`, and `POST /policies/check` with the JSON of one."""
    router = APIRouter(include_in_schema=False)

    @router.get("/policies")
    def offered() -> Response:
        offers, left_out = services.library.offers()
        return JSONResponse({"policies": [_told(offer) for offer in offers], "left_out": left_out})

    @router.post("/policies/check")
    async def check(request: Request) -> Response:
        try:
            text = (await request.body()).decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadValue("This policy is not UTF-8 text. Save it as UTF-8 and choose it again.") from None
        return JSONResponse(_told(await asyncio.to_thread(services.library.offer, text)))

    return router


def _told(offer: Offer) -> dict[str, Any]:
    told = asdict(offer)
    return told | {"ready": told.pop("is_ready")}
