"""What is told of a paste: to its sender once, to a program as JSON, to a person as a page.

Each depends on the paste and on what it was asked with alone. This module knows no requests, no store and no cipher.
"""

import io
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from apps.paste.display import legend, passages
from apps.paste.pastes import Links, Paste
from shared.library import version_of
from shared.web import SANDBOX, render


def created_reply(links: Links, paste: Paste) -> dict[str, Any]:
    """What the sender is told, once."""
    return {
        "id": links.id,
        "view_path": links.view_path,
        "reveal_path": links.reveal_path,
        "fragment_path": links.fragment_path,
        "delete_path": links.delete_path,
        "created": iso(paste.created),
        "expires": iso(paste.expires),
        "findings": len(paste.view.spans) + len(paste.view.removed),
        "by_label": paste.view.by_label(),
        "engine": paste.engine,
        "policy": {"name": paste.policy.name, "version": version_of(paste.policy)} if paste.policy else None,
    }


def paste_reply(paste: Paste) -> dict[str, Any]:
    """A paste as JSON; `original`, or what it waits for, is there under the right token alone. Offsets: code points."""
    reply: dict[str, Any] = {
        "id": paste.id,
        "text": paste.view.text,
        "spans": [{"start": span.start, "end": span.end, "label": span.label} for span in paste.view.spans],
        "created": iso(paste.created),
        "expires": iso(paste.expires),
        "engine": paste.engine,
    }
    if paste.original is not None:
        reply["original"] = {"text": paste.original.text, "spans": [asdict(span) for span in paste.original.spans]}
    if paste.waiting is not None:
        reply["waiting"] = asdict(paste.waiting) | {"reveal_path": f"/api/paste/{paste.id}/reveal"}
    if paste.reveals_left is not None:
        reply["reveals_left"] = paste.reveals_left
    return reply


def view_page(paste: Paste, token: str = "", problem: str = "", status: int = 200) -> HTMLResponse:
    """The page of a link. It depends on the paste alone, so a wrong token cannot be told from none.

    `token` is put into the form of a paste that is waiting, for a browser that keeps no cookie of it; `problem` says
    what was wrong with a form that was sent.
    """
    original = paste.original
    return render(
        "paste/view.html",
        status=status,
        paste_id=paste.id,
        token=token if paste.waiting else "",
        problem=problem,
        waiting=paste.waiting,
        reveals_left=paste.reveals_left,
        redacted=list(passages(paste.view.text, paste.view.spans)),
        original=list(passages(original.text, original.spans)) if original else None,
        legend=legend(paste.view.by_label().items()),
        paste_engine=paste.engine,
        created=_spoken(paste.created),
        created_iso=iso(paste.created),
        expires=_spoken(paste.expires),
        expires_iso=iso(paste.expires),
    )


def raw_reply(paste: Paste, download: bool) -> PlainTextResponse:
    """The redacted text and nothing else, in a sandbox: a browser neither runs nor frames it."""
    headers = {"Content-Security-Policy": SANDBOX.decode()}
    if download:
        headers["Content-Disposition"] = 'attachment; filename="redacted.txt"'
    return PlainTextResponse(paste.view.text, headers=headers)


def qr_reply(address: str) -> Response:
    """The address as a picture for a telephone's camera, dark on white whatever the page's colours."""
    import segno

    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=4, dark="#000", light="#fff", scale=4)
    return Response(
        picture.getvalue(), media_type="image/svg+xml", headers={"Content-Security-Policy": SANDBOX.decode()}
    )


def gone_page() -> HTMLResponse:
    """The one answer for a paste that is not there, whatever the reason."""
    return render("paste/gone.html", status=404)


def delete_page(paste_id: str, problem: str = "", status: int = 200) -> HTMLResponse:
    """The page that asks for the delete key and, by its form, deletes."""
    return render("paste/delete.html", status=status, paste_id=paste_id, problem=problem)


def deleted_page() -> HTMLResponse:
    """What the sender sees when the paste is gone."""
    return render("paste/deleted.html")


def iso(seconds: float | None) -> str | None:
    """A moment as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds") if seconds is not None else None


def _spoken(seconds: float | None) -> str:
    if seconds is None:
        return ""
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
