"""How pastes are made: the queued `create_paste` for the page and gradio's clients, and one plain line for curl.

From request to pipeline to reply, and no further: it knows nothing of models, ciphers or SQL.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from apps.paste.once import make_once
from apps.paste.pastes import Links, Paste, Remember
from apps.paste.pipeline import check_text, look, make_paste, make_reviewed_paste
from apps.paste.terms import terms_of
from shared.errors import BadInput, BadValue, Busy, WrongType
from shared.services import Services
from shared.spans import with_known_label
from shared.store import Answers, PasteStore
from shared.web import Rate, Workers, address_of, caller, client_of, endpoint, progress

T = TypeVar("T")

CALLS_AT_ONCE = 8
"""How many pastes are searched at a time; they share the model's batches."""


def install(server: Any, services: Services, store: PasteStore) -> None:
    """`create_paste` and `POST /api/paste`, which count a client's pastes together, and `preview_paste`."""
    made = Rate(services.settings.pastes_per_minute, "new pastes")
    answers = Answers(store, services.settings.server_key)
    _install_endpoints(server, services, store, answers, made)
    server.include_router(_routes(services, store, answers, made))


def _install_endpoints(server: Any, services: Services, store: PasteStore, answers: Answers, made: Rate) -> None:
    looked_at = Rate(services.settings.previews_per_minute, "previews")
    limit = services.settings.max_paste_characters

    @endpoint(server, "create_paste", limit=CALLS_AT_ONCE)
    def create_paste(
        text: str,
        ttl: str | int | float = "never",
        reveals: int = 0,
        passphrase: str = "",
        findings: list[dict[str, Any]] | None = None,
        idempotency_key: str = "",
        policy: str = "default",
        operating_point: str = "",
    ) -> dict[str, Any]:
        """Redacts a text and keeps it: gives a public link to the redacted text and a private one to the original.

        `ttl` is 10m, 1h, 1d, 7d, 30d, never, or a number of seconds. With `reveals` the original can be shown that
        often and then the paste is gone; 0 is any number of times. With a `passphrase` the private link alone shows
        nothing. `findings`, each with start, end and label, say what is replaced; without them it is looked for.
        `policy`, a name or the JSON of one, says what is looked for and what becomes of it, and `operating_point` how
        the model decides: default, recall (rather too much) or precision (rather too little).
        Asked for twice with one `idempotency_key`, a random one, a paste is made once and answered the same.
        """
        terms, by = terms_of(ttl, reveals, passphrase), services.policy(policy, operating_point)
        made.count(caller(services.settings))
        report = progress("Looking for personal data")
        report(0.0)

        def make(remember: Remember | None) -> tuple[Links, Paste]:
            if findings is None:
                return make_paste(text, terms, services.detect, store, limit, report, remember, by)
            engine = services.engine_info["name"]
            return make_reviewed_paste(text, findings, engine, terms, store, limit, remember, by)

        asked = {"text": text, "ttl": ttl, "reveals": reveals, "passphrase": passphrase, "findings": findings}
        asked |= {"policy": by.digest} | ({"operating_point": operating_point} if operating_point else {})
        return make_once(answers, idempotency_key, asked, make)

    @endpoint(server, "preview_paste", limit=CALLS_AT_ONCE)
    def preview_paste(text: str, policy: str = "default", operating_point: str = "") -> dict[str, Any]:
        """What would be replaced in a text, to be looked at before a paste is made. Nothing is kept.

        The spans, without those that are wrong and with those that were missed, are the `findings` of `create_paste`.
        """
        looked_at.count(caller(services.settings))
        report = progress("Looking for personal data")
        report(0.0)
        by = services.policy(policy, operating_point)
        redactions, engine = look(check_text(text, limit), services.detect, by, report)
        spans = [asdict(with_known_label(one.span)) | {"replacement": one.replacement} for one in redactions]
        return {"spans": spans, "engine": engine}


def _routes(services: Services, store: PasteStore, answers: Answers, made: Rate) -> APIRouter:
    router = APIRouter()
    limit = services.settings.max_paste_characters
    line = _Line(services.settings.max_queue)

    @router.post("/api/paste", status_code=201)
    async def create(request: Request, ttl: str = "never", reveals: str = "0", policy: str = "default") -> Response:
        said: dict[str, object] = {"ttl": ttl, "reveals": reveals, "passphrase": "", "policy": policy}
        text, asked, is_json = await _text_of(request, said)
        by = await asyncio.to_thread(services.policy, _policy_of(asked.pop("policy")))
        terms = terms_of(**asked)
        made.count(client_of(request, services.settings))
        key = request.headers.get("idempotency-key", "").strip()

        def make(remember: Remember | None) -> tuple[Links, Paste]:
            return make_paste(text, terms, services.detect, store, limit, remember=remember, policy=by)

        asked |= {"text": text, "findings": None, "policy": by.digest}
        reply = await line.run(lambda: make_once(answers, key, asked, make))
        base = address_of(request, services.settings)
        urls = {name.replace("_path", "_url"): base + path for name, path in reply.items() if name.endswith("_path")}
        headers = {"Location": reply["view_path"]}
        if is_json or "application/json" in request.headers.get("accept", ""):
            return JSONResponse(reply | urls, status_code=201, headers=headers)
        lines = (
            f"public  {urls['view_url']}\nreveal  {urls['reveal_url']}\ndelete  {urls['delete_url']}\n"
            f"expires {reply['expires'] or 'never'}\n"
        )
        return PlainTextResponse(lines, status_code=201, headers=headers)

    return router


_ASKED = ("ttl", "reveals", "passphrase", "policy")


def _policy_of(asked: object) -> str:
    """A policy's name, or its JSON as a text or as the object that it is."""
    if isinstance(asked, dict):
        return json.dumps(asked)
    if not isinstance(asked, str):
        raise BadValue("policy must be the name of one, or one as JSON.")
    return asked


class _Line:
    """Where plain requests wait for the model, as gradio's queue does for its own: so many at work, so many waiting."""

    def __init__(self, most: int) -> None:
        self._workers = Workers(CALLS_AT_ONCE)
        self._most = most
        self._inside = 0

    async def run(self, work: Callable[[], T]) -> T:
        if self._inside >= self._most:
            raise Busy("The server is busy with other texts. Try again in a minute.")
        self._inside += 1
        try:
            return await self._workers.run(work)
        finally:
            self._inside -= 1


async def _text_of(request: Request, asked: dict[str, object]) -> tuple[object, dict[str, object], bool]:
    """Text and terms of a POST, and whether it came as JSON. `curl --data-binary` calls plain text a form; so be it.

    A passphrase is taken from JSON alone: in an address it would stand in logs.
    """
    kind = request.headers.get("content-type", "text/plain").partition(";")[0].strip().lower()
    body = await request.body()
    if kind in ("text/plain", "application/x-www-form-urlencoded", "application/octet-stream"):
        return _decoded(body), asked, False
    if kind != "application/json":
        raise WrongType('Send the text as text/plain, or as JSON: {"text": …, "ttl": …}.')
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise BadInput("The body is not valid JSON.") from None
    if not isinstance(value, dict) or "text" not in value:
        raise BadValue('The JSON must be an object with a text, such as {"text": "…", "ttl": "1d"}.')
    return value["text"], asked | {name: value[name] for name in _ASKED if name in value}, True


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadValue("The text is not UTF-8. Convert it, for example with iconv, and send it again.") from None
