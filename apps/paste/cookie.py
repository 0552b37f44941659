"""The key of a paste, kept by the browser for a quarter of an hour so that it need not stand in the address."""

from fastapi import Request
from fastapi.responses import Response

from apps.paste.pastes import Paste
from shared.settings import Settings
from shared.web import came_by_https

SECONDS = 900


def name_of(request: Request, settings: Settings) -> str:
    return f"{'__Secure-' if came_by_https(request, settings) else ''}blackbar_reveal"


def token_of(request: Request, settings: Settings) -> str:
    """The key that this browser was given for this paste, empty where it has none."""
    return request.cookies.get(name_of(request, settings), "")


def remember(answer: Response, request: Request, settings: Settings, paste: Paste, token: str, now: float) -> None:
    """Have the browser keep the key, never for longer than the paste lives."""
    seconds = SECONDS if paste.expires is None else max(1, min(SECONDS, int(paste.expires - now)))
    answer.set_cookie(
        name_of(request, settings),
        token,
        max_age=seconds,
        path=f"/view/{paste.id}",
        secure=came_by_https(request, settings),
        httponly=True,
        samesite="lax",  # strict is not sent on the redirect of a link that was followed from another site
    )


def forget(answer: Response, request: Request, settings: Settings, paste_id: str) -> None:
    """Have the browser drop the key."""
    answer.delete_cookie(name_of(request, settings), path=f"/view/{paste_id}")
