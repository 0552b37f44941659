"""What every paste store keeps to, and what SQLite's files must not keep."""

import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.errors import BadSetup, Unavailable
from shared.store import PasteStore, SealedPaste


def paste(name: bytes = b"row", expires: float | None = None, view: bytes = b"view") -> SealedPaste:
    return SealedPaste(name.ljust(32, b"."), view, b"original", b"v" * 32, expires)


def on_disk(file) -> bytes:
    return b"".join(part.read_bytes() for part in sorted(file.parent.iterdir()))


def test_what_was_kept_is_found_again(store):
    store.create(paste())

    assert store.get(paste().row) == paste()


def test_a_row_that_never_was_is_not_found(store):
    assert store.get(paste().row) is None


def test_pastes_survive_a_restart(store, file, clock):
    store.create(paste(expires=clock.now + 60))
    store.close()
    again = PasteStore(f"sqlite:///{file}", clock)

    assert again.get(paste().row) == paste(expires=clock.now + 60)
    again.close()


def test_a_paste_lives_until_its_last_moment_and_not_beyond(store, clock):
    store.create(paste(expires=clock.now + 60))
    clock.now += 59.9

    assert store.get(paste().row)

    clock.now += 0.1

    assert store.get(paste().row) is None


def test_an_expired_paste_is_not_found_even_if_no_sweeper_ever_comes(store, clock):
    store.create(paste(expires=clock.now - 1))

    assert store.get(paste().row) is None
    assert not store.delete(paste().row)


def test_a_paste_without_expiry_outlives_every_sweep(store, clock):
    store.create(paste())
    clock.now += 1e9

    assert store.sweep() == 0
    assert store.get(paste().row)


def test_deleting_says_whether_there_was_one(store):
    store.create(paste())

    assert store.delete(paste().row)
    assert not store.delete(paste().row)
    assert store.get(paste().row) is None


def test_a_sweep_takes_exactly_the_expired_in_any_number_of_batches(store, clock, monkeypatch):
    monkeypatch.setattr("shared.store.pastes._SWEEP_BATCH", 7)
    for n in range(30):
        store.create(paste(b"%d" % n, clock.now + (10 if n % 3 else 1000)))
    clock.now += 10

    assert store.sweep() == 20
    assert store.sweep() == 0
    assert sum(store.get(paste(b"%d" % n).row) is not None for n in range(30)) == 10


def test_after_a_sweep_no_byte_of_an_expired_or_deleted_paste_is_left_in_the_files(store, file, clock):
    needle = b"NEEDLE-7f3a" * 3000
    store.create(paste(b"a", clock.now + 10, needle))
    store.create(paste(b"b", None, needle))
    store.create(paste(b"c", None, b"STAYS"))
    before = on_disk(file)
    store.delete(paste(b"b").row)
    clock.now += 10
    store.sweep()
    after = on_disk(file)

    assert b"NEEDLE-7f3a" in before
    assert b"NEEDLE-7f3a" not in after
    assert b"STAYS" in after


def test_the_files_are_readable_by_their_owner_alone(store, file):
    store.create(paste())

    modes = {part.name: stat.S_IMODE(part.stat().st_mode) for part in file.parent.iterdir()}
    assert "pastes.sqlite-wal" in modes
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_an_existing_file_that_others_could_read_is_closed_to_them(file, clock):
    file.parent.mkdir()
    file.touch(0o644)
    PasteStore(f"sqlite:///{file}", clock).close()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_many_threads_write_and_read_at_once(store):
    def one(n: int) -> bool:
        store.create(paste(b"%d" % n))
        return store.get(paste(b"%d" % n).row) == paste(b"%d" % n)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(one, range(80)))


def test_several_stores_over_one_file_see_the_same_pastes(store, file, clock):
    barrier = threading.Barrier(4)

    def start(n: int) -> PasteStore:
        barrier.wait()
        return PasteStore(f"sqlite:///{file}", clock)

    with ThreadPoolExecutor(4) as threads:
        others = list(threads.map(start, range(4)))
    others[0].create(paste())

    assert all(other.get(paste().row) for other in (store, *others))
    for other in others:
        other.close()


def test_two_sweepers_at_once_do_no_harm(store, file, clock):
    for n in range(40):
        store.create(paste(b"%d" % n, clock.now))
    other = PasteStore(f"sqlite:///{file}", clock)
    with ThreadPoolExecutor(2) as threads:
        swept = sum(threads.map(lambda s: s.sweep(), (store, other)))

    assert swept == 40
    other.close()


def test_the_background_sweeper_sweeps_and_ends_with_the_store(file, clock):
    swept = threading.Event()

    class Watched(PasteStore):
        def sweep(self) -> int:
            swept.set()
            return super().sweep()

    store = Watched(f"sqlite:///{file}", clock)
    store.sweep_every(0.01)
    store.sweep_every(0.01)
    assert swept.wait(10)
    store.close()

    assert not any(thread.name == "paste-sweeper" for thread in threading.enumerate())


def test_the_version_of_the_tables_is_recorded(store, file):
    with sqlite3.connect(file) as database:
        assert database.execute("select version from paste_schema").fetchall() == [(2,)]


def test_a_store_of_a_newer_program_is_left_alone(store, file, clock):
    store.close()
    with sqlite3.connect(file) as database:
        database.execute("update paste_schema set version = 99")

    with pytest.raises(BadSetup, match="version 99"):
        PasteStore(f"sqlite:///{file}", clock)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "nonsense", "nosuch://x/y", ""])
def test_an_address_that_cannot_hold_pastes_is_refused_in_words(url):
    with pytest.raises(BadSetup, match=r"sqlite:///FILE"):
        PasteStore(url)


def test_a_folder_that_cannot_be_written_is_refused_in_words():
    with pytest.raises(BadSetup, match="--data"):
        PasteStore("sqlite:////proc/nowhere/pastes.sqlite")


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(file):
    file.parent.mkdir()
    file.write_bytes(b"someone's diary " * 200)

    with pytest.raises(BadSetup, match="cannot be opened"):
        PasteStore(f"sqlite:///{file}")
    assert file.read_bytes() == b"someone's diary " * 200


def test_a_store_that_fails_says_so_without_repeating_what_it_was_given(store, file, caplog):
    with sqlite3.connect(file) as database:
        database.execute("drop table pastes")

    with pytest.raises(Unavailable) as failure:
        store.create(paste(view=b"NEEDLE"))
    assert "NEEDLE" not in str(failure.value) + repr(failure.value.__context__) + caplog.text
    assert failure.value.__cause__ is None


def test_a_paste_shows_nothing_in_its_repr():
    assert repr(paste(expires=5.0)) == "SealedPaste(expires=5.0)"
