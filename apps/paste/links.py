"""What is behind a paste's links: its pages, their forms, and the same as JSON for programs.

GET shows and changes nothing. What uses something up or deletes is a POST, or a DELETE for programs. A browser that
came with the token in the address is sent on to the clean address with a cookie; other clients are answered at once.
"""

import json
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from apps.paste.pastes import Paste, read, remove, reveal
from apps.paste.replies import delete_page, deleted_page, gone_page, paste_reply, qr_reply, raw_reply, view_page
from shared.errors import BadInput, BadValue, Forbidden, NotFound, TooLarge
from shared.settings import Settings
from shared.store import PasteStore
from shared.web import Rate, address_of, came_by_https, client_of, is_page_visit

T = TypeVar("T")

MOST_FORM_BYTES = 16 * 1024
COOKIE_SECONDS = 900


class _Counter:
    """Counts what guessing looks like, keys that do not fit and pastes that are not there, and originals shown."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wrong = Rate(settings.wrong_keys_per_minute, "wrong keys")
        self._missing = Rate(settings.missing_per_minute, "links without a paste")
        self._opened = Rate(settings.reveals_per_minute, "originals")

    def watch(self, request: Request, look: Callable[[], T]) -> T:
        """The result of `look()`, unless this client has guessed too often already."""
        client = client_of(request, self._settings)
        self._wrong.check(client)
        self._missing.check(client)
        try:
            found = look()
        except Forbidden:
            self._wrong.count(client)
            raise
        except NotFound:
            self._missing.count(client)
            raise
        return found

    def look(self, request: Request, store: PasteStore, paste_id: str, token: str) -> Paste:
        """The paste; a token that does not fit is counted and is otherwise as good as none."""
        client = client_of(request, self._settings)
        if token:
            self._opened.check(client)
        paste = self.watch(request, lambda: read(store, paste_id, token))
        if paste.original is not None:
            self._opened.count(client)
        elif token and not paste.is_owners:
            self._wrong.count(client)
        return paste

    def reveal(self, request: Request, store: PasteStore, paste_id: str, token: str, passphrase: str) -> Paste:
        """The paste with its original. It is counted first: what is refused here has used nothing up."""
        self._opened.count(client_of(request, self._settings))
        return self.watch(request, lambda: reveal(store, paste_id, token, passphrase))


def link_routes(settings: Settings, store: PasteStore) -> APIRouter:
    """`/view/…` for people, `/api/paste/…` for programs."""
    router = APIRouter()
    counter = _Counter(settings)

    @router.api_route("/view/{paste_id}", methods=["GET", "HEAD"])
    def view(request: Request, paste_id: str, token: str = "") -> Response:
        try:
            paste = counter.look(request, store, paste_id, token or _cookie(request))
        except NotFound:
            return gone_page()
        if token and paste.is_owners and is_page_visit(request):
            return _to_clean_address(request, paste, token)
        return view_page(paste, token)

    @router.post("/view/{paste_id}")
    async def answer_form(request: Request, paste_id: str) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_answered, request, paste_id, form)

    def _answered(request: Request, paste_id: str, form: dict[str, str]) -> Response:
        given = form.get("token", "").strip()
        token = given or _cookie(request)
        try:
            if form.get("reveal"):
                return _revealed(request, paste_id, token, form.get("passphrase", ""), given)
            paste = counter.look(request, store, paste_id, token)
        except NotFound:
            return gone_page()
        if not paste.is_owners:
            sentence = "This key does not open the original. Check that all of it was copied: it has 43 characters."
            return view_page(paste, problem=sentence, status=403)
        return _to_clean_address(request, paste, token) if is_page_visit(request) else view_page(paste, token)

    def _revealed(request: Request, paste_id: str, token: str, passphrase: str, given: str) -> Response:
        try:
            paste = counter.reveal(request, store, paste_id, token, passphrase)
        except Forbidden as error:
            return view_page(read(store, paste_id, token), given, error.message, status=403)
        page = view_page(paste)
        if paste.reveals_left == 0:
            page.delete_cookie(_cookie_name(request), path=f"/view/{paste_id}")
        return page

    def _to_clean_address(request: Request, paste: Paste, token: str) -> Response:
        answer = RedirectResponse(f"/view/{paste.id}", status_code=303)
        seconds = COOKIE_SECONDS
        if paste.expires is not None:
            seconds = max(1, min(seconds, int(paste.expires - store.now())))
        # Lax, because Strict is not sent on the redirect of a link that was followed from another site.
        answer.set_cookie(
            _cookie_name(request),
            token,
            max_age=seconds,
            path=f"/view/{paste.id}",
            secure=came_by_https(request, settings),
            httponly=True,
            samesite="lax",
        )
        return answer

    def _cookie_name(request: Request) -> str:
        return f"{'__Secure-' if came_by_https(request, settings) else ''}blackbar_reveal"

    def _cookie(request: Request) -> str:
        return request.cookies.get(_cookie_name(request), "")

    @router.api_route("/view/{paste_id}/raw", methods=["GET", "HEAD"])
    def raw(request: Request, paste_id: str, download: bool = False) -> Response:
        return raw_reply(counter.look(request, store, paste_id, ""), download)

    @router.api_route("/view/{paste_id}/qr.svg", methods=["GET", "HEAD"])
    def qr(request: Request, paste_id: str) -> Response:
        paste = counter.look(request, store, paste_id, "")
        return qr_reply(f"{address_of(request, settings)}/view/{paste.id}")

    @router.api_route("/view/{paste_id}/delete", methods=["GET", "HEAD"])
    def ask_to_delete(request: Request, paste_id: str) -> HTMLResponse:
        try:
            counter.look(request, store, paste_id, "")
        except NotFound:
            return gone_page()
        return delete_page(paste_id)

    @router.post("/view/{paste_id}/delete")
    async def delete_by_form(request: Request, paste_id: str) -> HTMLResponse:
        token = (await _form(request)).get("token", "").strip()

        def deleted() -> HTMLResponse:
            try:
                counter.watch(request, lambda: remove(store, paste_id, token))
            except NotFound:
                return gone_page()
            except Forbidden as error:
                return delete_page(paste_id, error.message, status=403)
            return deleted_page()

        return await run_in_threadpool(deleted)

    @router.get("/api/paste/{paste_id}")
    def paste_json(request: Request, paste_id: str, token: str = "") -> JSONResponse:
        return JSONResponse(paste_reply(counter.look(request, store, paste_id, token or _bearer(request))))

    @router.post("/api/paste/{paste_id}/reveal")
    async def reveal_json(request: Request, paste_id: str) -> JSONResponse:
        passphrase = _passphrase(await _body(request))
        paste = await run_in_threadpool(counter.reveal, request, store, paste_id, _bearer(request), passphrase)
        return JSONResponse(paste_reply(paste))

    @router.delete("/api/paste/{paste_id}", status_code=204)
    def delete(request: Request, paste_id: str) -> Response:
        counter.watch(request, lambda: remove(store, paste_id, _bearer(request)))
        return Response(status_code=204)

    return router


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_FORM_BYTES:
            raise TooLarge(f"A form here has at most {MOST_FORM_BYTES // 1024} KB.")
    return body


async def _form(request: Request) -> dict[str, str]:
    try:
        fields = parse_qs((await _body(request)).decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        raise BadInput("The form has more fields than are asked for here.") from None
    return {name: values[0] for name, values in fields.items()}


def _passphrase(body: bytes) -> str:
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
