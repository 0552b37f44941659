"""Who asks, from where and how: what limits count by and what a cookie must know of the way.

Only a proxy that the operator has named is believed. This module knows nothing of what is asked for.
"""

import ipaddress
from collections.abc import Mapping

from gradio.context import LocalContext
from starlette.requests import Request

from shared.settings import Settings

NOBODY = "unknown"


def client_of(request: Request, settings: Settings) -> str:
    """The address to count by: of the connection, or what our own proxy says. An IPv6 home is one client."""
    connection = request.client.host if request.client else ""
    return (
        _counted_as(_said_by_proxy(request.headers) if settings.trust_proxy else "")
        or _counted_as(connection)
        or NOBODY
    )


def caller(settings: Settings) -> str:
    """The same for the queued call at hand."""
    request = LocalContext.request.get(None)
    inner = getattr(request, "request", None)
    return client_of(inner, settings) if isinstance(inner, Request) else NOBODY


def came_by_https(request: Request, settings: Settings) -> bool:
    """Whether the browser's own connection is encrypted, as far as we can know."""
    if settings.space_host:
        return True
    by_proxy = settings.trust_proxy and request.headers.get("x-forwarded-proto", "").startswith("https")
    return by_proxy or request.url.scheme == "https"


def address_of(request: Request, settings: Settings) -> str:
    """This server as the client asked for it, without a slash at the end."""
    return f"{'https' if came_by_https(request, settings) else request.url.scheme}://{request.url.netloc}"


def is_page_visit(request: Request) -> bool:
    """Whether a browser asks in order to show the answer as a page of its own, so that it keeps cookies."""
    headers = request.headers
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _said_by_proxy(headers: Mapping[str, str]) -> str:
    # The last entry is our proxy's own; what stands before it anyone can have written.
    return headers.get("x-forwarded-for", "").rpartition(",")[2].strip()


def _counted_as(said: str) -> str:
    try:
        address = ipaddress.ip_address(said.strip("[]").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))  # a home has as many addresses as it likes
    return str(address)
