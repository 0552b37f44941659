"""What a request to a paste's link carries: a bearer key, a short form, a passphrase as JSON."""

import json
from urllib.parse import parse_qs

from fastapi import Request

from shared.errors import BadInput, BadValue, TooLarge

MOST_FORM_BYTES = 16 * 1024


def bearer_of(request: Request) -> str:
    """The key of a program's `Authorization: Bearer …`, empty where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_FORM_BYTES:
            raise TooLarge(f"A form here has at most {MOST_FORM_BYTES // 1024} KB.")
    return body


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a page's form, the first value of each."""
    try:
        fields = parse_qs((await _body(request)).decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        raise BadInput("The form has more fields than are asked for here.") from None
    return {name: values[0] for name, values in fields.items()}


async def passphrase_of(request: Request) -> str:
    """The passphrase of a body such as {"passphrase": "…"}, empty where there is no body."""
    body = await _body(request)
    if not body:
        return ""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("The body is not valid JSON.") from None
    passphrase = value.get("passphrase", "") if isinstance(value, dict) else None
    if not isinstance(passphrase, str):
        raise BadValue('The JSON must be an object such as {"passphrase": "…"}.')
    return passphrase
