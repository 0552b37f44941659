"""A store that is full says so in one sentence, keeps what it has, and takes pastes again when there is room."""

import secrets
import sqlite3

import pytest
from sqlalchemy import event

from shared.errors import OutOfSpace
from shared.store import PasteStore, SealedPaste
from shared.store import pastes as module

SENTENCE = "There is no room for more here at the moment. Try again when something older has expired."


def paste(number: int, expires: float | None = None) -> SealedPaste:
    return SealedPaste(
        b"%d" % number + b"." * 30, secrets.token_bytes(50_000), secrets.token_bytes(50_000), b"v" * 32, expires
    )


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_past_its_cap_a_store_takes_no_more_until_something_has_gone(kind, file, clock, request, monkeypatch):
    monkeypatch.setattr(module, "_SIZE_SECONDS", 0.0)
    url = request.getfixturevalue("new_database")() if kind == "postgresql" else f"sqlite:///{file}"
    store = PasteStore(url, clock, most_bytes=1_000_000)
    kept = []
    with pytest.raises(OutOfSpace) as full:
        for number in range(30):
            store.create(paste(number, clock.now + 60))
            kept.append(number)

    assert str(full.value) == SENTENCE
    assert 5 <= len(kept) <= 11
    assert all(store.get(paste(number).row) for number in kept)
    with pytest.raises(OutOfSpace):
        store.check_room()
    clock.now += 60
    store.sweep()
    store.create(paste(99))
    assert store.get(paste(99).row)
    store.close()


def test_a_full_disk_is_told_as_what_it_is(file, clock):
    store = PasteStore(f"sqlite:///{file}", clock)
    with sqlite3.connect(file) as database:
        pages = database.execute("pragma page_count").fetchone()[0]

    def narrow(connection, record, proxy):
        connection.execute(f"pragma max_page_count={pages + 2}")

    event.listen(store._database, "checkout", narrow)
    with pytest.raises(OutOfSpace, match="no room"):
        store.create(paste(1))
    assert store.get(paste(1).row) is None
    store.close()
