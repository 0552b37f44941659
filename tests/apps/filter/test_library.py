"""Policies by name: stored ones before ready ones, read once in a while."""

import pytest

from apps.filter.library import READ_AGAIN_SECONDS, Library
from shared.errors import BadValue, NotFound
from shared.policies import READY, Sources
from shared.store import PolicyStore

DICTIONARY = '{"name": "words", "identifiers": {"dictionaries": [{"files": ["words.txt"]}]}}'


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def library(tmp_path, clock):
    store = PolicyStore(f"sqlite:///{tmp_path / 'store.sqlite'}", tmp_path / "server.key")
    yield Library(store, Sources(tmp_path), clock)
    store.close()


def test_ready_policies_are_there_from_the_start(library):
    assert library.names() == sorted(READY)
    assert all(library.policy(name).name == name for name in READY)


def test_a_policy_goes_by_the_name_it_was_asked_for(library):
    library.save('{"name": "one", "identifiers": {}}', "two")

    assert library.names() == sorted([*READY, "two"])
    assert library.policy("two").name == "two"


def test_what_cannot_be_read_is_not_stored(library):
    for text in ("", "[]", '{"name": "x"}', '{"identifiers": {}}', '{"name": "x", "identifiers": {"ssm": {}}}'):
        with pytest.raises(BadValue):
            library.save(text)
    assert library.names() == sorted(READY)


def test_a_ready_policy_cannot_be_deleted(library):
    with pytest.raises(NotFound):
        library.delete("default")


def test_a_word_list_that_changes_counts_after_a_minute(library, clock, tmp_path):
    (tmp_path / "words.txt").write_text("alpha\n")
    library.save(DICTIONARY)
    [first] = library.policy("words").lookups
    (tmp_path / "words.txt").write_text("beta\n")

    assert library.policy("words").lookups == (first,)
    clock.now = READ_AGAIN_SECONDS
    [second] = library.policy("words").lookups
    assert (first.terms, second.terms) == ({"alpha"}, {"beta"})
