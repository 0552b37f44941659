"""Documents that are open: nobody guesses their names, old ones go, and together they take no more than they may."""

import threading

import pytest

from apps.documents.desk import Desk, Kept
from shared.errors import NotFound
from shared.formats.plain import read_plain


def kept(size: int) -> Kept:
    return Kept(bytes(size), read_plain(b"Jane", 100), ())


def test_a_document_is_there_until_it_is_closed():
    desk = Desk(10_000)
    name, expires = desk.put(kept(100))

    assert desk.get(name).document.map.text == "Jane"
    assert expires.endswith("Z")
    assert desk.close(name) and not desk.close(name)
    with pytest.raises(NotFound):
        desk.get(name)
    assert desk.bytes_held == 0


def test_a_document_goes_by_itself():
    desk = Desk(10_000, kept_seconds=0.05)
    gone = threading.Event()
    close = desk.close
    desk.close = lambda name="": (close(name), gone.set())[0]  # type: ignore[method-assign]
    name, _ = desk.put(kept(100))

    assert gone.wait(30)
    with pytest.raises(NotFound):
        desk.get(name)


def test_the_one_looked_at_longest_ago_makes_room():
    size = kept(1_000).size
    desk = Desk(2 * size + 10)
    first, second = desk.put(kept(1_000))[0], desk.put(kept(1_000))[0]
    desk.get(first)
    third, _ = desk.put(kept(1_000))

    assert len(desk) == 2 and desk.get(first) and desk.get(third)
    with pytest.raises(NotFound):
        desk.get(second)


def test_what_is_larger_than_all_room_is_not_kept_and_costs_nobody_a_place():
    desk = Desk(5_000)
    name, _ = desk.put(kept(100))

    assert desk.put(kept(9_000)) == ("", "")
    assert desk.get(name)


def test_closing_without_a_name_forgets_all():
    desk = Desk(10_000)
    for _ in range(3):
        desk.put(kept(10))

    desk.close()

    assert len(desk) == 0
