"""What many tests share: running servers, each started once, on loopback and on a free port."""

import functools
import logging
import os
import re
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from shared.settings import Settings, harden_environment

harden_environment()

# Tests listen at DEBUG for what servers say; their own HTTP clients, in the same process, say what they ask for.
for _client in ("httpx", "httpcore"):
    logging.getLogger(_client).setLevel(logging.WARNING)

# How long one example takes depends on what else this machine does.
hypothesis.settings.register_profile("blackbar", deadline=None)
hypothesis.settings.load_profile("blackbar")

ROOT = Path(__file__).parents[1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The quick ones first, then the slow ones, and Chromium last: what is broken shows early.

    Playwright also keeps an event loop running in the main thread, in which no other test can start its own.
    """
    items.sort(key=lambda item: ("/browser/" in str(item.path), item.get_closest_marker("slow") is not None))


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

        store = PasteStore(settings.store_url, most_bytes=settings.max_pastes_bytes)
        services = Services(settings, lambda: engine, store, ocr).start()
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


@dataclass
class Process:
    """All faces in a process of their own, with a home and a temporary folder of its own."""

    process: subprocess.Popen[bytes]
    url: str
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def said(self) -> str:
        """Everything the process has written to standard output and standard error."""
        return (self.folder / "said").read_text(encoding="utf-8", errors="replace")

    def stop(self, with_signal: int = signal.SIGTERM) -> int:
        """Ask it to end, and wait; its exit status. Raises when it takes more than ten seconds."""
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        return self.process.wait(timeout=10)


@pytest.fixture(scope="session")
def start_process() -> Iterator[Callable[..., Process]]:
    """`start_process(folder, "--engine", "FragileEngine")` starts `tests.serving` below a folder, until all is over."""
    started: list[Process] = []

    def start(folder: Path, *options: str) -> Process:
        for name in ("home", "tmp", "data"):
            (folder / name).mkdir(parents=True)
        environment = os.environ | {
            "HOME": str(folder / "home"),
            "TMPDIR": str(folder / "tmp"),
            "PYTHONPATH": str(ROOT),
        }
        environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "tests.serving", "--data", str(folder / "data"), *options]
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        one = Process(process, "", folder)
        started.append(one)
        for _ in range(6000):
            if found := re.search(r"is at (http://\S+?)/?\s", one.said):
                one.url = found[1]
                return one
            assert process.poll() is None, one.said
            time.sleep(0.05)
        raise AssertionError(f"the server did not start: {one.said}")

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait(timeout=10)


@pytest.fixture
def run_process(start_process: Callable[..., Process], tmp_path: Path) -> Callable[..., Process]:
    """`run_process("--engine", "EngineThatFails")`: the same in this test's own folder."""
    return functools.partial(start_process, tmp_path / "process")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL of our own, that only this machine's sockets reach."""
    from benchmarks.postgresql import installed, temporary_postgresql

    pytest.importorskip("psycopg", reason="psycopg is not installed")
    if installed() is None:
        pytest.skip("PostgreSQL is not installed; ./test installs it")
    with temporary_postgresql() as url:
        yield url


@pytest.fixture
def new_database(postgresql: str) -> Callable[[], str]:
    """`new_database()` makes an empty database in it, and gives its address."""
    from sqlalchemy import create_engine, text

    def make() -> str:
        name = f"one_{secrets.token_hex(8)}"
        server = create_engine(postgresql, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        server.dispose()
        return postgresql.replace("/postgres?", f"/{name}?")

    return make


@pytest.fixture(scope="session")
def all_faces(run_server: Callable[..., Running]) -> Running:
    """Every face in one server, with the fake engine."""
    from apps.all.__main__ import installed_faces

    return run_server(*installed_faces())


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT
