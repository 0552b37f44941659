"""One step of making a redacted copy, in a process of its own that can be killed.

Knows what a step may take and which share of the way it is; nothing of what is done there.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.settings import Settings

Progress = Callable[[float], None]

ADVICE = "Print or save a fresh copy in its own program and try again, or take the redacted text away instead."
"""What a person can do whose copy could not be proven clean."""


def run_step(
    function: str, data: bytes, options: dict[str, Any], settings: "Settings", say: Progress, start: float,
    share: float,
) -> bytes:  # fmt: skip
    """What `function`, "module:name" of this room, makes of `data`; `say` hears shares from `start` on."""
    from shared.formats.isolation import POOL, Limits

    limits = Limits(settings.parse_seconds, settings.parse_memory_bytes, 2 * settings.max_document_pages)
    return POOL.run(
        f"shared.formats.{function}", data, options, limits, lambda done: say(min(1.0, start + share * done))
    )
