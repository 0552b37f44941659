"""A request under a key of its own is answered the same again, and what was answered can be read by nobody."""

import pytest

from shared.errors import AskedOtherwise, BadValue, Unavailable
from shared.store import AlreadyAnswered, Answers, PasteStore, SealedPaste

KEY = "2d9f8f3e-order-4711"
PASTE = SealedPaste(b"row".ljust(32, b"."), b"view", b"original", b"v" * 32, None)


@pytest.fixture
def answers(any_store, tmp_path):
    return Answers(any_store, tmp_path / "server.key")


def test_what_was_answered_is_found_by_the_same_request_alone(any_store, answers):
    assert answers.find(KEY, b"asked") is None
    any_store.create(PASTE, answers.sealed(KEY, b"asked", b"answered", None))

    assert answers.find(KEY, b"asked") == b"answered"
    assert answers.find(KEY + "x", b"asked") is None
    with pytest.raises(AskedOtherwise, match="Take a new one"):
        answers.find(KEY, b"asked otherwise")


def test_a_second_paste_under_the_same_key_is_not_kept(any_store, answers):
    any_store.create(PASTE, answers.sealed(KEY, b"asked", b"answered", None))
    other = SealedPaste(b"other".ljust(32, b"."), b"view", b"original", b"v" * 32, None)

    with pytest.raises(AlreadyAnswered):
        any_store.create(other, answers.sealed(KEY, b"asked", b"other", None))
    assert any_store.get(other.row) is None
    assert answers.find(KEY, b"asked") == b"answered"


def test_after_a_day_or_with_its_paste_an_answer_is_forgotten_and_its_key_is_free(any_store, answers, clock):
    any_store.create(PASTE, answers.sealed(KEY, b"asked", b"answered", None))
    any_store.create(
        SealedPaste(b"short".ljust(32, b"."), b"", b"", b"", clock.now + 5),
        answers.sealed(KEY + "2", b"asked", b"", clock.now + 5),
    )
    clock.now += 5
    assert answers.find(KEY + "2", b"asked") is None
    assert answers.find(KEY, b"asked")
    clock.now += 86_400 - 5
    assert answers.find(KEY, b"asked otherwise") is None
    again = SealedPaste(b"again".ljust(32, b"."), b"view", b"original", b"v" * 32, None)
    any_store.create(again, answers.sealed(KEY, b"asked otherwise", b"new", None))

    assert answers.find(KEY, b"asked otherwise") == b"new"


def test_a_sweep_takes_expired_answers_out_of_the_files(store, file, clock, tmp_path):
    answers = Answers(store, tmp_path / "server.key")
    store.create(PASTE, kept := answers.sealed(KEY, b"asked", b"answered", None))
    clock.now += 86_400
    assert store.sweep() == 0
    on_disk = b"".join(part.read_bytes() for part in file.parent.iterdir())

    assert kept.sealed not in on_disk
    assert kept.row not in on_disk


@pytest.mark.parametrize("key", ["x" * 15, "x" * 201, "\u00e9" * 20, "x" * 16 + "\n", "x" * 16 + "\0"])
def test_a_key_that_others_could_use_too_is_refused(answers, key):
    with pytest.raises(BadValue, match="a random UUID"):
        answers.find(key, b"asked")


def test_the_database_alone_tells_neither_key_nor_request_nor_answer(store, file, tmp_path):
    answers = Answers(store, tmp_path / "server.key")
    store.create(PASTE, answers.sealed(KEY, b"SENTINEL-asked", b"SENTINEL-answered", None))
    on_disk = b"".join(part.read_bytes() for part in file.parent.iterdir())

    assert KEY.encode() not in on_disk
    assert b"SENTINEL" not in on_disk
    assert Answers(store, tmp_path / "other.key").find(KEY, b"SENTINEL-asked") is None


def test_a_damaged_answer_is_not_given(file, store, tmp_path):
    import sqlite3

    answers = Answers(store, tmp_path / "server.key")
    store.create(PASTE, answers.sealed(KEY, b"asked", b"answered", None))
    with sqlite3.connect(file) as database:
        database.execute("update answers set sealed = zeroblob(1100)")

    with pytest.raises(Unavailable, match="Take a new"):
        answers.find(KEY, b"asked")


def test_it_outlives_a_restart(store, file, clock, tmp_path):
    store.create(PASTE, Answers(store, tmp_path / "server.key").sealed(KEY, b"asked", b"answered", None))
    store.close()
    again = PasteStore(f"sqlite:///{file}", clock)

    assert Answers(again, tmp_path / "server.key").find(KEY, b"asked") == b"answered"
    again.close()
