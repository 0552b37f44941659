from collections.abc import Iterator
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
    store = PasteStore(f"sqlite:///{file}", clock)
    yield store
    store.close()
