"""How much is free is what the machine says, and no more than its container is given."""

from pathlib import Path

import pytest

from shared.engine.architecture import read_architecture
from shared.engine.room import TOKEN_BYTES, Room, forward_bytes, free_bytes, row_bytes
from shared.errors import TooLarge


def container(folder: Path, most: str) -> Path:
    (folder / "memory.max").write_text(most, encoding="ascii")
    (folder / "memory.current").write_text("700000", encoding="ascii")
    (folder / "memory.stat").write_text("anon 5\ninactive_file 100000\nactive_file 7\n", encoding="ascii")
    return folder


@pytest.mark.parametrize(("most", "free"), [("1000000", 400_000), ("max", 2_048_000), ("600000", 0)])
def test_the_container_counts_where_it_gives_less(most: str, free: int, tmp_path: Path) -> None:
    (tmp_path / "meminfo").write_text("MemTotal: 9000 kB\nMemAvailable:    2000 kB\n", encoding="ascii")

    assert free_bytes(tmp_path / "meminfo", container(tmp_path, most)) == free
    assert free_bytes(tmp_path / "meminfo", tmp_path / "none") == 2_048_000


def test_where_nobody_knows_nothing_is_refused(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "none", tmp_path / "none") is None
    room = Room(0, lambda: None)
    room.admit(10**12)
    room.admit_characters(10**12)
    assert room.tokens() is None


def test_the_forward_passs_own_memory_is_kept_free() -> None:
    room = Room(forward_bytes=50_000_000, free=lambda: 100_000_000)

    room.admit(40_000)
    with pytest.raises(TooLarge, match="40,001 tokens, and this machine has memory for 40,000"):
        room.admit(40_001)


def test_what_a_row_holds_is_kept_free_for_its_tokens_and_for_no_more_than_the_longest_rows() -> None:
    def room(free: int) -> int | None:
        return Room(50_000_000, lambda: free, row_bytes=4_000, longest=10_000).tokens()

    assert room(100_000_000) == 8_000
    assert room(200_000_000) == 90_000


def test_the_official_context_takes_less_than_two_gigabytes(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")  # all defaults: the official sizes
    one = read_architecture(tmp_path / "config.json")

    assert 0.5e9 < forward_bytes(one, 16_384, 2) + 131_072 * (row_bytes(one, 2) + TOKEN_BYTES) < 2e9
