"""Stores to try: a file of SQLite in each test's own folder, and a PostgreSQL of our own where one is installed."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from shared.store import PasteStore


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.25

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "pastes.sqlite"


@pytest.fixture
def store(file: Path, clock: Clock) -> Iterator[PasteStore]:
    """A store in a file of SQLite."""
    store = PasteStore(f"sqlite:///{file}", clock)
    yield store
    store.close()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a fresh PostgreSQL that only this machine's sockets reach: Debian's, started here in a second."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        pytest.skip("PostgreSQL is not installed; ./test installs it")
    binaries = programs[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="blackbar-pg-"))
    options: dict[str, object] = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/"}
    if os.getuid() == 0:  # PostgreSQL refuses to run as root
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    data = ["-D", str(folder / "data")]
    subprocess.run([binaries / "initdb", *data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync"], **options)
    server = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=80"
    subprocess.run([binaries / "pg_ctl", *data, "-w", "-l", folder / "log", "-o", server, "start"], **options)
    yield f"postgresql+psycopg://tester@/postgres?host={folder}"
    subprocess.run([binaries / "pg_ctl", *data, "-m", "immediate", "stop"], **options)
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def make_store(request: pytest.FixtureRequest, file: Path, clock: Clock) -> Iterator[Callable[[], PasteStore]]:
    """`make_store()` opens one more store over this test's own, empty database, of either kind."""
    url = f"sqlite:///{file}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql")
        server = create_engine(url, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS one WITH (FORCE)"))
            connection.execute(text("CREATE DATABASE one"))
        server.dispose()
        url = url.replace("/postgres?", "/one?")
    opened: list[PasteStore] = []

    def make() -> PasteStore:
        opened.append(PasteStore(url, clock))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def any_store(make_store: Callable[[], PasteStore]) -> PasteStore:
    """A store in either kind of database: what is true of it is true of both."""
    return make_store()
