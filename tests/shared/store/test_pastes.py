"""What every paste store keeps to, and what SQLite's files must not keep."""

import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from shared.errors import BadSetup, Unavailable
from shared.store import PasteStore, SealedPaste


def paste(name: bytes = b"row", expires: float | None = None, view: bytes = b"view") -> SealedPaste:
    return SealedPaste(name.ljust(32, b"."), view, b"original", b"v" * 32, expires)


def on_disk(file) -> bytes:
    return b"".join(part.read_bytes() for part in sorted(file.parent.iterdir()))


def test_what_was_kept_is_found_again(any_store):
    any_store.create(paste())

    assert any_store.get(paste().row) == paste()


def test_a_row_that_never_was_is_not_found(any_store):
    assert any_store.get(paste().row) is None


def test_pastes_survive_a_restart(store, file, clock):
    store.create(paste(expires=clock.now + 60))
    store.close()
    again = PasteStore(f"sqlite:///{file}", clock)

    assert again.get(paste().row) == paste(expires=clock.now + 60)
    again.close()


def test_a_paste_lives_until_its_last_moment_and_not_beyond(any_store, clock):
    any_store.create(paste(expires=clock.now + 60))
    clock.now += 59.9

    assert any_store.get(paste().row)

    clock.now += 0.1

    assert any_store.get(paste().row) is None


def test_an_expired_paste_is_not_found_even_if_no_sweeper_ever_comes(any_store, clock):
    any_store.create(paste(expires=clock.now - 1))

    assert any_store.get(paste().row) is None
    assert not any_store.delete(paste().row)


def test_a_paste_without_expiry_outlives_every_sweep(any_store, clock):
    any_store.create(paste())
    clock.now += 1e9

    assert any_store.sweep() == 0
    assert any_store.get(paste().row)


def test_deleting_says_whether_there_was_one(any_store):
    any_store.create(paste())

    assert any_store.delete(paste().row)
    assert not any_store.delete(paste().row)
    assert any_store.get(paste().row) is None


def test_a_sweep_takes_exactly_the_expired_in_any_number_of_batches(any_store, clock, monkeypatch):
    monkeypatch.setattr("shared.store.pastes._SWEEP_BATCH", 7)
    for n in range(30):
        any_store.create(paste(b"%d" % n, clock.now + (10 if n % 3 else 1000)))
    clock.now += 10

    assert any_store.sweep() == 20
    assert any_store.sweep() == 0
    assert sum(any_store.get(paste(b"%d" % n).row) is not None for n in range(30)) == 10


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


def test_many_threads_write_and_read_at_once(any_store):
    def one(n: int) -> bool:
        any_store.create(paste(b"%d" % n))
        return any_store.get(paste(b"%d" % n).row) == paste(b"%d" % n)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(one, range(80)))


def test_stores_that_start_at_once_over_one_database_see_the_same_pastes(make_store):
    barrier = threading.Barrier(4)

    def start(n: int) -> PasteStore:
        barrier.wait()
        return make_store()

    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(start, range(4)))
    stores[0].create(paste())

    assert all(store.get(paste().row) for store in stores)


def test_two_sweepers_at_once_do_no_harm(make_store, clock):
    stores = make_store(), make_store()
    for n in range(40):
        stores[0].create(paste(b"%d" % n, clock.now))
    with ThreadPoolExecutor(2) as threads:
        swept = sum(threads.map(lambda store: store.sweep(), stores))

    assert swept == 40


def test_the_background_sweeper_sweeps_and_ends_with_the_store(file, clock):
    swept = threading.Event()

    class Watched(PasteStore):
        def sweep(self) -> int:
            swept.set()
            return super().sweep()

    others = set(threading.enumerate())  # servers of other tests sweep too
    store = Watched(f"sqlite:///{file}", clock)
    store.sweep_every(0.01)
    store.sweep_every(0.01)
    sweepers = {thread for thread in threading.enumerate() if thread.name == "paste-sweeper"} - others
    assert swept.wait(10)
    store.close()

    assert len(sweepers) == 1
    assert not any(thread.is_alive() for thread in sweepers)


def test_the_version_of_the_tables_is_recorded(store, file):
    with sqlite3.connect(file) as database:
        assert database.execute("select version from paste_schema").fetchall() == [(5,)]


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


def test_a_paste_whose_reveals_are_not_counted_has_none_to_take(any_store):
    any_store.create(paste())

    assert any_store.use_up(paste().row) is None
    assert any_store.get(paste().row)


def test_each_reveal_is_taken_once_and_the_last_takes_the_paste(any_store):
    any_store.create(replace(paste(), most_reveals=3))

    assert [any_store.use_up(paste().row) for _ in range(4)] == [2, 1, 0, None]
    assert any_store.get(paste().row) is None


def test_an_expired_paste_has_no_reveals_left(any_store, clock):
    any_store.create(replace(paste(expires=clock.now + 1), most_reveals=3))
    clock.now += 1

    assert any_store.use_up(paste().row) is None


def test_of_fifty_at_once_exactly_as_many_win_as_there_are_reveals(any_store, make_store):
    stores = [any_store, make_store(), make_store()]
    for name, most in ((b"once", 1), (b"thrice", 3)):
        any_store.create(replace(paste(name), most_reveals=most))
        start = threading.Barrier(50)

        def take(n: int, row: bytes = paste(name).row, start: threading.Barrier = start) -> int | None:
            start.wait()
            return stores[n % 3].use_up(row)

        with ThreadPoolExecutor(50) as threads:
            won = [left for left in threads.map(take, range(50)) if left is not None]

        assert sorted(won) == list(range(most))
        assert any_store.get(paste(name).row) is None
