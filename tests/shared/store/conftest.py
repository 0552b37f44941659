"""Stores to try: a file of SQLite in each test's own folder, and a PostgreSQL of our own where one is installed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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


@pytest.fixture(params=["sqlite", "postgresql"])
def make_store(request: pytest.FixtureRequest, file: Path, clock: Clock) -> Iterator[Callable[[], PasteStore]]:
    """`make_store()` opens one more store over this test's own, empty database, of either kind."""
    url = request.getfixturevalue("new_database")() if request.param == "postgresql" else f"sqlite:///{file}"
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
