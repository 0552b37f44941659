import sqlite3

import pytest

from shared.store import AlertStore


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, file):
    return request.getfixturevalue("new_database")() if request.param == "postgresql" else f"sqlite:///{file}"


@pytest.fixture
def open_store(url, tmp_path):
    opened = []

    def open_(most=10_000, key="server.key"):
        opened.append(AlertStore(url, tmp_path / key, most))
        return opened[-1]

    yield open_
    for store in opened:
        store.close()


def test_alerts_are_kept_in_order_over_a_restart_until_they_are_deleted(open_store):
    open_store().add([("a", b"first"), ("b", b"second")])
    store = open_store()
    store.add([("c", b"third")])

    assert store.every() == [b"first", b"second", b"third"]
    assert store.delete("b")
    assert not store.delete("b")
    assert open_store().every() == [b"first", b"third"]


def test_the_newest_are_kept(open_store):
    store = open_store(most=3)
    store.add([(str(number), str(number).encode()) for number in range(10)])
    store.add([("10", b"10")])

    assert store.every() == [b"8", b"9", b"10"]


def test_nothing_of_an_alert_can_be_read_without_the_key(open_store, file, url):
    store = open_store()
    store.add([("SENTINEL-id", b"SENTINEL-context")])

    assert open_store(key="another.key").every() == []
    if url.startswith("sqlite"):
        with sqlite3.connect(file) as database:
            assert "SENTINEL" not in repr(database.execute("select * from alerts").fetchall())
        assert not any(b"SENTINEL" in path.read_bytes() for path in file.parent.iterdir())


def test_no_alerts_are_no_work(open_store):
    store = open_store()
    store.add([])

    assert store.every() == []
