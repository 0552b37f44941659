"""Policies by name: stored ones before ready ones, read once in a while; told in a sentence."""

import json

import pytest
from sqlalchemy import insert

from shared.errors import BadValue, Full, NotFound, TooLarge
from shared.library import MOST_OFFERED, READ_AGAIN_SECONDS, Library
from shared.policies import READY, Sources, describe, describing, read_policy, ready_policy
from shared.replacements import REPLACEMENTS
from shared.store import PolicyStore
from shared.store.sealing import seal
from shared.store.tables import policies

DICTIONARY = '{"name": "words", "identifiers": {"dictionaries": [{"files": ["words.txt"]}]}}'
OWN = '{"name": "own", "identifiers": {"ssn": {"ssnFilterStrategies": [{"strategy": "MASK"}]}}}'


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
    yield Library(store, Sources(tmp_path), clock=clock)
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


def test_a_name_or_the_json_itself_is_the_policy(library):
    library.save(OWN)

    assert library.resolve("own") == library.policy("own")
    assert library.resolve(f"\ufeff \n{OWN}").clauses == library.policy("own").clauses
    assert library.resolve("") == library.resolve("default")


@pytest.mark.parametrize(
    ("given", "kind", "sentence"),
    [
        ("nothing of this name", BadValue, "There is no policy of this name"),
        ("../etc/passwd", BadValue, "There is no policy of this name"),
        ('{"identifiers": {"ssm": {}}}', BadValue, "ssm"),
        ("{", BadValue, "not JSON"),
        ("{" + " " * 3_000_000, TooLarge, "2 MB"),
    ],
)
def test_what_is_no_policy_is_told_to_whoever_gave_it(library, given, kind, sentence):
    with pytest.raises(kind, match=sentence):
        library.resolve(given)


def test_a_stored_policy_whose_list_has_gone_is_offered_with_the_reason(library, tmp_path, clock):
    (tmp_path / "words.txt").write_text("alpha\n")
    library.save(DICTIONARY)
    (tmp_path / "words.txt").unlink()
    clock.now = READ_AGAIN_SECONDS
    [offer] = [offer for offer in library.offers()[0] if offer.name == "words"]

    assert offer.description.startswith("Cannot be used now: ")


def test_no_more_policies_are_stored_than_may_be(tmp_path):
    store = PolicyStore(f"sqlite:///{tmp_path / 'few.sqlite'}", tmp_path / "server.key")
    library = Library(store, Sources(), most_stored=2)
    library.save(OWN, "a")
    library.save(OWN, "b")

    with pytest.raises(Full, match="2 policies are stored"):
        library.save(OWN, "c")
    assert not library.save(OWN, "a")
    library.delete("b")
    assert library.save(OWN, "c")
    store.close()


def test_policies_together_take_no_more_room_than_they_may(library, monkeypatch):
    monkeypatch.setattr("shared.store.policies.MOST_BYTES", 3_000)
    library.save(OWN, "a")

    with pytest.raises(Full, match="together"):
        library.save(OWN + " " * 3_000, "b")


@pytest.mark.parametrize(
    ("policy", "sentence"),
    [
        ({}, "Looks for nothing, so everything stays as it is."),
        ({"ssn": {}}, "Looks for ssn and replaces them by placeholders. The rest stays as it is."),
        (
            {"everything": {"everythingFilterStrategies": [{"strategy": "MASK"}, {"strategy": "REDACT"}]}},
            "Looks for everything and masks them or replaces them by placeholders.",
        ),
        (
            {name: {} for name in ("age", "city", "county", "ein", "ssn", "vin")},
            "Looks for age, city, county, ein and 2 more kinds and replaces them by placeholders. "
            "The rest stays as it is.",
        ),
    ],
)
def test_a_policy_is_told_in_a_sentence(policy, sentence):
    assert describe(read_policy(json.dumps({"identifiers": policy}))) == sentence


def test_every_replacement_has_its_words_and_every_ready_policy_its_sentence():
    assert describing._BECOMES.keys() == REPLACEMENTS.keys()
    assert describing.READY_SENTENCES.keys() == set(READY)


def test_a_ready_ones_name_means_the_ready_one_but_to_philters_clients(library):
    library.save(OWN, "default")

    assert library.resolve("default") == ready_policy("default")
    assert library.policy("default").clauses == read_policy(OWN).clauses
    assert [offer.name for offer in library.offers()[0]] == list(READY)


@pytest.mark.slow
def test_ten_thousand_policies_are_named_offered_and_full(tmp_path):
    store = PolicyStore(f"sqlite:///{tmp_path / 'many.sqlite'}", tmp_path / "server.key")
    rows = [
        {"name": name, "sealed": seal(OWN.encode(), store._server_key, f"policy|{name}")}
        for name in (f"p{number:05}" for number in range(10_000))
    ]
    with store._database.begin() as connection:
        connection.execute(insert(policies), rows)
    library = Library(store, Sources(), most_stored=10_000)
    offers, left_out = library.offers()

    assert len(library.names()) == 10_000 + len(READY)
    assert (len(offers), left_out) == (MOST_OFFERED + len(READY), 10_000 - MOST_OFFERED)
    assert library.resolve("p09999").name == "p09999"
    with pytest.raises(Full, match="10,000 policies are stored"):
        library.save(OWN, "one more")
    assert library.delete("p00000") is None
    assert library.save(OWN, "one more")
    store.close()
