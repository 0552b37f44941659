import sqlite3
import threading

import pytest

from shared.errors import BadSetup, BadValue, Unavailable
from shared.store import ContextStore, PasteStore


@pytest.fixture
def open_store(tmp_path):
    stores = []

    def open_store(key="server.key"):
        stores.append(ContextStore(f"sqlite:///{tmp_path / 'pastes.sqlite'}", tmp_path / key))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


def test_a_context_keeps_its_key_through_restarts(open_store):
    key = open_store().key("ward 7")

    assert len(key) == 32
    assert open_store().key("ward 7") == key


def test_each_context_has_a_key_of_its_own(open_store):
    store = open_store()

    assert store.key("ward 7") != store.key("ward 8")


@pytest.mark.parametrize("name", ["", "none", "None", "  "])
def test_no_context_has_no_key(open_store, name):
    assert open_store().key(name) is None


def test_a_deleted_context_starts_anew(open_store):
    store = open_store()
    key = store.key("ward 7")

    assert store.delete("ward 7")
    assert not store.delete("ward 7")
    assert store.key("ward 7") != key


def test_many_at_once_get_the_same_key(open_store):
    store = open_store()
    keys = []
    threads = [threading.Thread(target=lambda: keys.append(store.key("ward 7"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_neither_key_nor_name_stands_in_the_database(open_store, tmp_path):
    store = open_store()
    key = store.key("ward SENTINEL")
    store.close()
    data = b"".join(path.read_bytes() for path in tmp_path.glob("pastes.sqlite*"))

    assert key not in data
    assert b"SENTINEL" not in data


def test_the_server_s_key_is_its_owner_s_alone(open_store, tmp_path):
    open_store()

    assert (tmp_path / "server.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.glob(".key-*")] == []


def test_under_another_server_key_a_context_cannot_be_had(open_store, tmp_path):
    open_store().key("ward 7")
    store = open_store("other.key")

    assert store.key("ward 7") is not None  # the row's name follows from the key too: another context
    with sqlite3.connect(tmp_path / "pastes.sqlite") as database:
        database.execute("update contexts set sealed = x'0102'")
    with pytest.raises(Unavailable, match="another server key"):
        store.key("ward 7")


def test_a_broken_server_key_is_refused_and_left(open_store, tmp_path):
    (tmp_path / "server.key").write_bytes(b"short")

    with pytest.raises(BadSetup, match="does not hold one"):
        open_store()
    assert (tmp_path / "server.key").read_bytes() == b"short"


def test_a_name_without_end_is_refused(open_store):
    with pytest.raises(BadValue, match="500"):
        open_store().key("x" * 501)


def test_a_database_of_version_1_is_brought_forward(open_store, tmp_path):
    file = tmp_path / "pastes.sqlite"
    PasteStore(f"sqlite:///{file}").close()
    with sqlite3.connect(file) as database:
        database.execute("drop table policies")
        database.execute("drop table contexts")
        database.execute("update paste_schema set version = 1")

    assert open_store().key("ward 7")
    with sqlite3.connect(file) as database:
        assert database.execute("select version from paste_schema").fetchall() == [(5,)]
