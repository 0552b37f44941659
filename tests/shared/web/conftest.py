"""Servers to attack: each face alone, all together, and all together behind a proxy's name."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from apps.all.__main__ import installed_faces
from shared.web import FileData, endpoint, take_upload
from tests.conftest import Running

FACES = tuple(name for name in installed_faces() if name in ("documents", "images", "paste"))
PLACES = (*FACES, "together", "app.example.org")

FILE_ENDPOINTS = {"documents": "analyze_document", "images": "anonymize_screenshot"}


def install_probes(server: Any, services: Any) -> None:
    """Small endpoints that do what faces do, without the faces' own care."""

    @endpoint(server, "probe_file")
    def probe_file(file: FileData) -> dict[str, Any]:
        return {"text": take_upload(file, services.settings).decode("latin-1")}

    @endpoint(server, "probe_text")
    def probe_text(text: str, times: int = 1) -> dict[str, Any]:
        return {"text": text * times, "found": len(services.engine().find([text])[0])}

    @endpoint(server, "probe_optional")
    def probe_optional(text: str, more: list[Any] | None = None) -> dict[str, Any]:
        return {"text": text, "more": more}

    @endpoint(server, "probe_failure")
    def probe_failure(text: str) -> dict[str, Any]:
        raise ValueError(text)

    @endpoint(server, "probe_failure_with_file")
    def probe_failure_with_file(file: FileData) -> dict[str, Any]:
        raise ValueError(file)

    @server.get("/probe/failure")
    def plain_failure(text: str) -> dict[str, Any]:
        raise ValueError(text)


@dataclass(frozen=True)
class Place:
    """A server and how a client addresses it."""

    running: Running
    client: httpx.Client
    faces: tuple[str, ...]

    @property
    def file_endpoints(self) -> list[str]:
        return ["probe_file", *(FILE_ENDPOINTS[face] for face in self.faces if face in FILE_ENDPOINTS)]

    @property
    def server(self) -> Any:
        return self.running.server

    def upload(self, data: bytes = b"some text", name: str = "Jane Doe.txt") -> str:
        answer = self.client.post("/gradio_api/upload", files={"files": (name, data)})
        answer.raise_for_status()
        return str(answer.json()[0])

    def call(self, name: str, *data: Any) -> tuple[str, Any]:
        """The event that ends the call, `complete` or `error`, and what it carries."""
        body = json.dumps({"data": list(data)}).encode()  # httpx's own JSON refuses half a surrogate pair
        headers = {"Content-Type": "application/json"}
        joined = self.client.post(f"/gradio_api/call/{name}", content=body, headers=headers)
        assert joined.status_code == 200, joined.text
        return self.collect(name, joined.json()["event_id"])

    def collect(self, name: str, event_id: str) -> tuple[str, Any]:
        with self.client.stream("GET", f"/gradio_api/call/{name}/{event_id}") as stream:
            event = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif line.startswith("data: ") and event in ("complete", "error"):
                    return event, json.loads(line.removeprefix("data: "))
        raise AssertionError("the stream ended without a result")


@pytest.fixture(scope="session")
def make_place(run_server: Callable[..., Running]) -> Iterator[Callable[..., Place]]:
    """`make_place("together")`, with anything that `run_server` takes."""
    clients: list[httpx.Client] = []

    def make(name: str, install_more: Callable[[Any, Any], None] = lambda *_: None, **options: Any) -> Place:
        def install(server: Any, services: Any) -> None:
            install_probes(server, services)
            install_more(server, services)

        faces = (name,) if name in FACES else FACES
        behind = {"trust_proxy": True} if name not in (*FACES, "together") else {}
        running = run_server(*faces, install=install, **behind, **options)
        headers = {"Host": name} if behind else {}
        client = httpx.Client(base_url=running.url, headers=headers, timeout=30, trust_env=False)
        clients.append(client)
        return Place(running, client, faces)

    yield make
    for client in clients:
        client.close()


@pytest.fixture(scope="session", params=PLACES)
def place(request: pytest.FixtureRequest, make_place: Callable[..., Place]) -> Place:
    """Every way to run the faces, one after the other."""
    return make_place(request.param)


@pytest.fixture(scope="session")
def together(make_place: Callable[..., Place]) -> Place:
    """All faces, for what does not depend on which are installed."""
    return make_place("together")
