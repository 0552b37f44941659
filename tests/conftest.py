"""What many tests share: running servers, each started once, on loopback and on a free port."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.settings import Settings, harden_environment

harden_environment()


@dataclass(frozen=True)
class Running:
    """A server at work and what it was made of."""

    url: str
    server: object
    services: object
    settings: Settings


@pytest.fixture(scope="session")
def run_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Running]]:
    """`run_server("documents", engine=…, key="…", install=…)` starts faces and gives back where they are.

    Faces are named as in `apps/`; `install` may add more to the server before it starts. Everything is
    stopped when the tests are over.
    """
    from apps.all.__main__ import install_faces
    from shared.services import Services
    from shared.store import PasteStore
    from shared.web import build_server
    from tests.fakes import FakeEngine

    started: list[Running] = []

    def run(*faces: str, engine: object = None, install: Callable | None = None, **changed: object) -> Running:
        data = tmp_path_factory.mktemp("data")
        settings = Settings(**{"port": 0, "data": data, **changed})
        engine = engine or FakeEngine()

        def ocr() -> tuple[bool, str]:
            from shared.formats.ocr import ocr_available

            return ocr_available()

        services = Services(settings, lambda: engine, PasteStore(settings.store_url), ocr).start()
        server = build_server(settings, services)
        install_faces(server, services, faces)
        if install is not None:
            install(server, services)
        running = Running(server.start(), server, services, settings)
        started.append(running)
        return running

    yield run
    for one in started:
        one.server.stop()
        one.services.close()
    logging.getLogger("uvicorn").handlers.clear()


@pytest.fixture(scope="session")
def all_faces(run_server: Callable[..., Running]) -> Running:
    """Every face in one server, with the fake engine."""
    from apps.all.__main__ import installed_faces

    return run_server(*installed_faces())


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).parents[1]
