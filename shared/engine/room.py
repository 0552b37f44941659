"""How much text fits in this machine's memory, so that too much is refused with a number and nobody is killed for it.

Knows the memory that is free now, the container's limit included, and what a token costs on its way through; knows
nothing of texts and models.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shared.engine.architecture import Architecture
from shared.errors import TooLarge

# What a token costs beside the forward pass: its 33 scores twice while it is decoded, ids, places, paths, findings.
TOKEN_BYTES = 1_000
# What the tokenizer takes for a character of a long text, while it cuts it.
CHARACTER_BYTES = 200
# What stays free for everything else.
RESERVE = 0.1
# Less is never worth asking the system for.
SMALL_TOKENS = 8_192


@dataclass(frozen=True, slots=True)
class Room:
    """What a forward pass takes, and how many bytes are free, where that can be known.

    It takes some at any length, and some for each token of a row, of which none is longer than `longest`.
    """

    forward_bytes: int
    free: Callable[[], int | None]
    row_bytes: int = 0
    longest: int = 0

    def tokens(self) -> int | None:
        """How many tokens fit now; None where nobody knows how much memory is free."""
        free = self.free()
        if free is None:
            return None
        left = max(0, int(free * (1 - RESERVE)) - self.forward_bytes)
        fit = left // (TOKEN_BYTES + self.row_bytes)
        return fit if fit < self.longest else (left - self.longest * self.row_bytes) // TOKEN_BYTES

    def admit(self, tokens: int) -> None:
        """Raises TooLarge when so many tokens do not fit."""
        if tokens <= SMALL_TOKENS:
            return
        fit = self.tokens()
        if fit is not None and tokens > fit:
            raise TooLarge(
                f"This text has {tokens:,} tokens, and this machine has memory for {fit:,} at the moment;"
                " please send it in smaller parts."
            )

    def admit_characters(self, characters: int) -> None:
        """Raises TooLarge when so many characters cannot even be cut into tokens."""
        if characters <= SMALL_TOKENS:
            return
        free = self.free()
        if free is not None and characters * CHARACTER_BYTES > free * (1 - RESERVE):
            raise TooLarge(
                f"This text has {characters:,} characters, and this machine has memory for"
                f" {int(free * (1 - RESERVE)) // CHARACTER_BYTES:,} at the moment; please send it in smaller parts."
            )


def forward_bytes(one: Architecture, tokens: int, value_bytes: int) -> int:
    """The most that a forward pass holds for a slice of so many tokens while it goes through a layer."""
    inputs = one.hidden * (4 + value_bytes)
    answers = one.experts_per_token * (one.hidden * value_bytes + 40) if one.experts > 1 else 0
    # What the workers hold of their chunks, be it scores or what is between two products.
    return tokens * (inputs + answers) + 64_000_000


def row_bytes(one: Architecture, value_bytes: int) -> int:
    """What each token of a row holds from the first layer to the last: state, queries, keys, values, turns, places."""
    return one.hidden * 4 + (one.heads + 2 * one.key_heads) * one.head * value_bytes + one.head * 4 + 16


def free_bytes(meminfo: Path = Path("/proc/meminfo"), container: Path = Path("/sys/fs/cgroup")) -> int | None:
    """The memory that this process may still take; None on a system that does not say."""
    found = [number for number in (_of_machine(meminfo), _of_container(container)) if number is not None]
    return min(found, default=None)


def _of_machine(meminfo: Path) -> int | None:
    try:
        for line in meminfo.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return 1024 * int(line.split()[1])
    except (OSError, ValueError, IndexError):
        pass
    return None


def _of_container(folder: Path) -> int | None:
    try:
        most = int((folder / "memory.max").read_text(encoding="ascii"))  # "max" where there is no limit
        used = int((folder / "memory.current").read_text(encoding="ascii"))
        lines = (folder / "memory.stat").read_text(encoding="ascii").splitlines()
        cache = next((int(line.split()[1]) for line in lines if line.startswith("inactive_file ")), 0)
        return max(0, most - used + cache)  # what was read from files makes room
    except (OSError, ValueError, IndexError):
        return None
