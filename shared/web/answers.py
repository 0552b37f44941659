"""How the program says no: one plain sentence, as JSON for programs and as a page for people.

This module knows the sentence for each status and nothing of why it was chosen.
"""

from collections.abc import Iterator, MutableMapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from gradio.route_utils import FnIndexInferError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from shared.errors import BlackbarError, TooMany
from shared.web.serving import serving

UNEXPECTED = "Something went wrong here, and nothing you sent was kept. Try again, or try another file."

_SENTENCES = {
    400: "The request is not in a form that can be read.",
    401: "A key is needed here. Send it as `Authorization: Bearer KEY` or `X-Blackbar-Key: KEY`, or open a page "
    "and type it.",
    403: "Requests from other sites are refused.",
    404: "There is nothing at this address, or no longer.",
    405: "This address does not take that kind of request.",
    408: "The request took too long to arrive. Send it over a faster connection.",
    415: "This kind of body is not taken here; send it uncompressed and in the form this address expects.",
    421: "This server does not answer to the name it was asked for by. Name it in BLACKBAR_HOSTS, or, behind a proxy "
    "of your own, start it with BLACKBAR_TRUST_PROXY=true.",
    422: "The request is not in the form this address expects.",
    429: "Too many requests. Wait a moment and try again.",
    503: "Busy: too many requests are waiting. Try again in a minute.",
}


def sentence_for(status: int, limit: int = 0) -> str:
    """What a status means to the person who reads it."""
    if status == 413:
        most = f"{limit // 1024**2} MB" if limit >= 1024**2 else f"{limit} bytes"
        return f"This is larger than the {most} that this address takes." if limit else "This is too large."
    return _SENTENCES.get(status, UNEXPECTED if status >= 500 else _SENTENCES[400])


def _wants_page(scope: MutableMapping[str, Any]) -> bool:
    accept = next((value for name, value in scope["headers"] if name.lower() == b"accept"), b"")
    return b"text/html" in accept and not str(scope["path"]).startswith(("/api/", "/gradio_api/", "/config"))


def refuse(scope: MutableMapping[str, Any], status: int, sentence: str, reason: str = "") -> Response:
    """The answer that refuses: a page where a browser asks for one, else `{"error": sentence}`, with the `reason` in
    a word where there is one; or the sentence alone, where a face has promised that."""
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    if _wants_page(scope):
        from shared.web.pages import render

        return render("error.html", status=status, headers=headers, sentence=sentence)
    server = serving.get(None)
    if server is not None and str(scope["path"]).startswith(tuple(server.plain_refusals)):
        return PlainTextResponse(sentence, status_code=status, headers=headers)
    body = {"error": sentence} | ({"reason": reason} if reason else {})
    if str(scope["path"]).startswith("/gradio_api/"):
        body["detail"] = sentence  # where gradio's clients look
    return JSONResponse(body, status_code=status, headers=headers)


def sign_in_page(scope: MutableMapping[str, Any], problem: str, status: int = 401, reload: bool = False) -> Response:
    """The page that asks for the key."""
    from shared.web.pages import render

    # strict-origin, as a form on a no-referrer page posts `Origin: null`, which we refuse.
    headers = {"Referrer-Policy": "strict-origin"}
    if reload:
        headers["Refresh"] = "0"
    return render("sign-in.html", status=status, headers=headers, problem=problem, faces=[])


async def _named(request: Request, error: Exception) -> Response:
    if isinstance(error, BlackbarError):
        answer = refuse(request.scope, error.status, error.message, error.reason)
        if isinstance(error, TooMany):
            answer.headers["Retry-After"] = str(error.retry_after_seconds)
        return answer
    status = 422 if isinstance(error, RequestValidationError) else getattr(error, "status_code", 500)
    answer = refuse(request.scope, status, sentence_for(status))
    if status == 405:
        answer.headers["Allow"] = ", ".join(sorted(_methods(request.app.router, str(request.scope["path"]))))
    return answer


def _methods(router: Any, path: str) -> Iterator[str]:
    """What an address takes, over all its routes: each route alone knows only its own methods."""
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _methods(inner, path)
        elif getattr(route, "methods", None) and route.path_regex.match(path):
            yield from route.methods


async def _no_such_endpoint(request: Request, error: Exception) -> Response:
    """gradio looks an endpoint up and lets the KeyError, or its own error, go up."""
    if not request.scope["path"].startswith("/gradio_api/"):
        raise error
    return refuse(request.scope, 404, "There is no endpoint of this name here. GET /gradio_api/info lists them.")


async def _no_such_value(request: Request, error: Exception) -> Response:
    """gradio matches the names of values to an endpoint's own and lets the TypeError go up."""
    if not request.scope["path"].startswith("/gradio_api/call/v2/"):
        raise error
    sentence = "The values do not fit this endpoint. GET /gradio_api/info lists what it takes."
    return refuse(request.scope, 422, sentence)


async def _unexpected(request: Request, error: Exception) -> Response:
    return refuse(request.scope, 500, UNEXPECTED)  # it is raised on after this, and the gate logs it


def install_answers(app: FastAPI) -> None:
    """Whatever a route raises becomes one plain sentence."""
    app.add_exception_handler(BlackbarError, _named)
    app.add_exception_handler(HTTPException, _named)
    app.add_exception_handler(RequestValidationError, _named)
    app.add_exception_handler(KeyError, _no_such_endpoint)
    app.add_exception_handler(FnIndexInferError, _no_such_endpoint)
    app.add_exception_handler(TypeError, _no_such_value)
    app.add_exception_handler(Exception, _unexpected)
