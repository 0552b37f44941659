"""A database of an older version is brought forward, and what it keeps is readable as before."""

import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from apps.paste.pastes import Original as Text
from apps.paste.pastes import View, keep, read, remove, reveal
from apps.paste.terms import Terms
from shared.errors import Forbidden, NotFound
from shared.store import PasteStore

FIRST = Path(__file__).parent / "first-version.sqlite"
"""Written by the program of version 1: a paste without end and one that ends 600 seconds after the clock below."""

TEXT = "please ask Jane Doe, her code is SENTINEL-41."
REDACTED = "please ask <PRIVATE_PERSON>, her code is <SECRET>."


@pytest.fixture
def old(file: Path) -> Path:
    file.parent.mkdir()
    shutil.copy(FIRST, file)
    return file


def test_pastes_of_the_first_version_open_as_they_did(old, clock):
    store = PasteStore(f"sqlite:///{old}", clock)

    assert read(store, "first-version-paste-01").view.text == REDACTED
    assert read(store, "first-version-paste-01", "T" * 43).original.text == TEXT
    assert reveal(store, "first-version-paste-02", "U" * 43).original.text == TEXT
    with pytest.raises(Forbidden):
        remove(store, "first-version-paste-01", "")
    clock.now += 601
    assert store.sweep() == 1
    with pytest.raises(NotFound):
        read(store, "first-version-paste-02")
    store.close()


def test_what_is_new_works_in_an_old_file(old, clock):
    store = PasteStore(f"sqlite:///{old}", clock)
    links, _ = keep(store, View("x", ()), Text("y", ()), "embedded", Terms(reveals=1))

    assert reveal(store, links.id, links.token).original.text == "y"
    with pytest.raises(NotFound):
        read(store, links.id)
    store.close()


def test_the_file_says_its_new_version_and_its_rows_are_untouched(old):
    def rows() -> list[tuple[object, ...]]:
        with sqlite3.connect(old) as database:
            return database.execute("select row, view, original, verifier, expires from pastes order by row").fetchall()

    before = rows()
    for _ in range(2):
        PasteStore(f"sqlite:///{old}").close()

    assert rows() == before
    with sqlite3.connect(old) as database:
        assert database.execute("select version from paste_schema").fetchall() == [(5,)]


def test_processes_that_start_at_once_bring_it_forward_together(old, clock):
    barrier = threading.Barrier(4)

    def start(_: int) -> PasteStore:
        barrier.wait()
        return PasteStore(f"sqlite:///{old}", clock)

    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(start, range(4)))

    assert all(read(store, "first-version-paste-01", "T" * 43).original for store in stores)
    for store in stores:
        store.close()
