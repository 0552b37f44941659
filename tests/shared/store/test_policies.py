import hashlib
import sqlite3

import pytest

from shared.errors import BadValue, NotFound, Unavailable
from shared.store import PolicyStore

TEXT = '{ "name":"mine",\n "identifiers": {"ssn": {}} , "ignored": [{"terms": ["SENTINEL", "é😀"]}]}'


@pytest.fixture
def store(tmp_path):
    store = PolicyStore(f"sqlite:///{tmp_path / 'pastes.sqlite'}", tmp_path / "server.key")
    yield store
    store.close()


def test_a_policy_comes_back_to_the_letter_with_its_hash(store):
    assert store.put("mine", TEXT)
    stored = store.get("mine")

    assert stored.text == TEXT
    assert stored.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert "SENTINEL" not in repr(stored)


def test_storing_again_overwrites(store):
    store.put("mine", TEXT)

    assert not store.put("mine", "{}")
    assert store.get("mine").text == "{}"
    assert store.list() == ["mine"]


def test_policies_are_listed_in_order_and_can_be_deleted(store):
    for name in ("b", "a.json", "C_1"):
        store.put(name, TEXT)

    assert store.list() == sorted(["b", "a.json", "C_1"])
    assert store.delete("b")
    assert not store.delete("b")
    with pytest.raises(NotFound):
        store.get("b")


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/b", "a\\b", "x" * 101, "a\n", "\0", "é", " a", "\ud800"])
def test_a_name_that_could_mean_something_else_is_refused(store, name):
    with pytest.raises(BadValue, match="name"):
        store.put(name, TEXT)
    assert not store.list()
    assert not store.delete(name)
    with pytest.raises(NotFound):
        store.get(name)


def test_many_policies_are_listed(store):
    for n in range(200):
        store.put(f"p{n}", TEXT)

    assert len(store.list()) == 200


def test_the_text_does_not_stand_in_the_database(store, tmp_path):
    store.put("mine", TEXT)
    store.close()

    assert b"SENTINEL" not in b"".join(path.read_bytes() for path in tmp_path.glob("pastes.sqlite*"))


def test_a_policy_that_was_changed_in_the_database_is_not_believed(store, tmp_path):
    store.put("mine", TEXT)
    store.put("yours", "{}")
    with sqlite3.connect(tmp_path / "pastes.sqlite") as database:
        database.execute("update policies set sealed = (select sealed from policies where name = 'yours')")

    with pytest.raises(Unavailable, match="another server key"):
        store.get("mine")
