"""What is behind a paste's links: its pages, their forms, and the same as JSON for programs.

GET shows and changes nothing. What uses something up or deletes is a POST, or a DELETE for programs. A browser that
came with the token in the address is sent on to the clean address with a cookie; other clients are answered at once.
"""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from apps.paste.bodies import bearer_of, form_of, passphrase_of
from apps.paste.cookie import forget, remember, token_of
from apps.paste.guessing import Guard
from apps.paste.pastes import Paste, read
from apps.paste.replies import delete_page, deleted_page, gone_page, paste_reply, qr_reply, raw_reply, view_page
from shared.errors import Forbidden, NotFound
from shared.settings import Settings
from shared.store import PasteStore
from shared.web import address_of, is_page_visit


def link_routes(settings: Settings, store: PasteStore) -> APIRouter:
    """`/view/…` for people, `/api/paste/…` for programs. Guesses at both are counted together."""
    guard = Guard(settings, store)
    router = APIRouter()
    router.include_router(_page_routes(_Pages(settings, store, guard)))
    router.include_router(_deletion_routes(guard))
    router.include_router(_program_routes(guard))
    return router


class _Pages:
    """The pages of a paste and of its original."""

    def __init__(self, settings: Settings, store: PasteStore, guard: Guard) -> None:
        self._settings = settings
        self._store = store
        self._guard = guard

    def shown(self, request: Request, paste_id: str, token: str) -> Response:
        try:
            paste = self._guard.look(request, paste_id, token or token_of(request, self._settings))
        except NotFound:
            return gone_page()
        if token and paste.is_owners and is_page_visit(request):
            return self._to_clean_address(request, paste, token)
        return view_page(paste, token)

    def answered(self, request: Request, paste_id: str, form: dict[str, str]) -> Response:
        given = form.get("token", "").strip()
        token = given or token_of(request, self._settings)
        try:
            if form.get("reveal"):
                return self._revealed(request, paste_id, token, form.get("passphrase", ""), given)
            paste = self._guard.look(request, paste_id, token)
        except NotFound:
            return gone_page()
        if not paste.is_owners:
            sentence = "This key does not open the original. Check that all of it was copied: it has 43 characters."
            return view_page(paste, problem=sentence, status=403)
        return self._to_clean_address(request, paste, token) if is_page_visit(request) else view_page(paste, token)

    def raw(self, request: Request, paste_id: str, download: bool) -> Response:
        return raw_reply(self._guard.look(request, paste_id), download)

    def qr(self, request: Request, paste_id: str) -> Response:
        paste = self._guard.look(request, paste_id)
        return qr_reply(f"{address_of(request, self._settings)}/view/{paste.id}")

    def _revealed(self, request: Request, paste_id: str, token: str, passphrase: str, given: str) -> Response:
        try:
            paste = self._guard.reveal(request, paste_id, token, passphrase)
        except Forbidden as error:
            return view_page(read(self._store, paste_id, token), given, error.message, status=403)
        page = view_page(paste)
        if paste.reveals_left == 0:
            forget(page, request, self._settings, paste_id)
        return page

    def _to_clean_address(self, request: Request, paste: Paste, token: str) -> Response:
        answer = RedirectResponse(f"/view/{paste.id}", status_code=303)
        remember(answer, request, self._settings, paste, token, self._store.now())
        return answer


def _page_routes(pages: _Pages) -> APIRouter:
    router = APIRouter()

    @router.api_route("/view/{paste_id}", methods=["GET", "HEAD"])
    def view(request: Request, paste_id: str, token: str = "") -> Response:
        return pages.shown(request, paste_id, token)

    @router.post("/view/{paste_id}")
    async def answer_form(request: Request, paste_id: str) -> Response:
        return await run_in_threadpool(pages.answered, request, paste_id, await form_of(request))

    @router.api_route("/view/{paste_id}/raw", methods=["GET", "HEAD"])
    def raw(request: Request, paste_id: str, download: bool = False) -> Response:
        return pages.raw(request, paste_id, download)

    @router.api_route("/view/{paste_id}/qr.svg", methods=["GET", "HEAD"])
    def qr(request: Request, paste_id: str) -> Response:
        return pages.qr(request, paste_id)

    return router


def _deletion_routes(guard: Guard) -> APIRouter:
    router = APIRouter()

    @router.api_route("/view/{paste_id}/delete", methods=["GET", "HEAD"])
    def ask_to_delete(request: Request, paste_id: str) -> HTMLResponse:
        try:
            guard.look(request, paste_id)
        except NotFound:
            return gone_page()
        return delete_page(paste_id)

    @router.post("/view/{paste_id}/delete")
    async def delete_by_form(request: Request, paste_id: str) -> HTMLResponse:
        token = (await form_of(request)).get("token", "").strip()
        return await run_in_threadpool(deleted, request, paste_id, token)

    def deleted(request: Request, paste_id: str, token: str) -> HTMLResponse:
        try:
            guard.remove(request, paste_id, token)
        except NotFound:
            return gone_page()
        except Forbidden as error:
            return delete_page(paste_id, error.message, status=403)
        return deleted_page()

    return router


def _program_routes(guard: Guard) -> APIRouter:
    router = APIRouter(prefix="/api/paste")

    @router.get("/{paste_id}")
    def paste_json(request: Request, paste_id: str, token: str = "") -> JSONResponse:
        return JSONResponse(paste_reply(guard.look(request, paste_id, token or bearer_of(request))))

    @router.post("/{paste_id}/reveal")
    async def reveal_json(request: Request, paste_id: str) -> JSONResponse:
        passphrase = await passphrase_of(request)
        paste = await run_in_threadpool(guard.reveal, request, paste_id, bearer_of(request), passphrase)
        return JSONResponse(paste_reply(paste))

    @router.delete("/{paste_id}", status_code=204)
    def delete(request: Request, paste_id: str) -> Response:
        guard.remove(request, paste_id, bearer_of(request))
        return Response(status_code=204)

    return router
