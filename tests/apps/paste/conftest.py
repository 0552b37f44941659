"""A small stand-in for the installation: it finds the words it was told are secret, wherever they are."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shared.detection import Detection
from shared.spans import Span, settle
from shared.store import PasteStore

SECRETS = {
    "Harry Potter": ("private_person", "person"),
    "harry@hogwarts.edu": ("private_email", "email_address"),
    "4 Privet Drive": ("private_address", "street_address"),
}
TEXT = "My name is Harry Potter, write to harry@hogwarts.edu or 4 Privet Drive."
REDACTED = "My name is <PRIVATE_PERSON>, write to <PRIVATE_EMAIL> or <PRIVATE_ADDRESS>."


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.25

    def __call__(self) -> float:
        return self.now


class FakeServices:
    def __init__(self, store: PasteStore) -> None:
        self.store = store

    def detect(
        self,
        text: str,
        progress: Callable[[float], None] | None = None,
        lookups: object = (),
        operating_point: str = "",
    ) -> Detection:
        found = [
            Span(match.start(), match.end(), label, kind, 0.9)
            for secret, (label, kind) in SECRETS.items()
            for match in re.finditer(re.escape(secret), text)
        ]
        if progress:
            progress(1.0)
        return Detection(tuple(settle(found)), tuple(found), "fake", 0.0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "pastes.sqlite"


@pytest.fixture
def services(file: Path, clock: Clock) -> Iterator[FakeServices]:
    store = PasteStore(f"sqlite:///{file}", clock)
    yield FakeServices(store)
    store.close()
