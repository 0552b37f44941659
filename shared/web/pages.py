"""Pages and what they are made of: templates of `frontends/`, filled in, and files served as they are.

This module knows nothing of what a page does.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from shared.settings import VERSION
from shared.web.serving import serving

FRONTENDS = Path(__file__).resolve().parents[2] / "frontends"

TITLES = {
    "documents": "Document Privacy Explorer",
    "images": "Image Anonymizer",
    "paste": "SmartRedact Paste",
    "filter": "Filter API",
}


@dataclass(frozen=True, slots=True)
class Face:
    """An installed face, as the navigation shows it."""

    name: str
    title: str
    path: str


@cache
def _templates() -> Environment:
    loader = FileSystemLoader([FRONTENDS, FRONTENDS / "common"])
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=True)


def render(template: str, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any) -> HTMLResponse:
    """A page from `frontends/`: `render("paste/view.html", text=…)`. Everything is escaped.

    Every template is given `engine`, `faces`, `ocr`, `limits`, `source_url`, `version` and `key_required`.
    """
    server = serving.get(None)
    common = server.page_context() if server is not None else {"faces": [], "version": VERSION}
    text = _templates().get_template(template).render({**common, **context})
    return HTMLResponse(text, status_code=status, headers=dict(headers or {}))


class Statics(StaticFiles):
    """A folder of `frontends/` as it is: kept by browsers, asked for again each time, templates left out."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if path.endswith((".html", ".md")) or any(part.startswith(".") for part in Path(path).parts):
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def frontend(server: Any, name: str, title: str = "", page: str = "index.html") -> None:
    """Give a face its page at `/name/` and its files below it; alone in a server, `/` is its page too."""

    def show() -> HTMLResponse:
        return render(f"{name}/{page}", face=name)

    def move() -> RedirectResponse:
        return RedirectResponse(f"/{name}/", status_code=308)

    server.add_api_route(f"/{name}/", show, methods=["GET", "HEAD"], include_in_schema=False)
    server.add_api_route(f"/{name}", move, methods=["GET", "HEAD"], include_in_schema=False)
    server.mount(f"/{name}", Statics(directory=FRONTENDS / name, check_dir=False))
    server.faces.append(Face(name, title or TITLES.get(name, name.capitalize()), f"/{name}/"))
    server.face_pages[name] = show


def home(server: Any) -> HTMLResponse:
    """`/`: the page of the one face, or the page that lists them."""
    if len(server.face_pages) == 1:
        page: HTMLResponse = next(iter(server.face_pages.values()))()
        return page
    return render("home.html", face="home")


def as_context(faces: list[Face]) -> list[dict[str, str]]:
    """Faces as templates take them."""
    return [asdict(face) for face in faces]
