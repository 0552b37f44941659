"""What the sender of a paste may ask for: how long it lives, how often it is shown, a passphrase.

Knows what may be asked and says what may not; knows nothing of how a paste is kept.
"""

from dataclasses import dataclass, field

from shared.errors import BadValue

LIFETIMES: dict[str, int | None] = {
    "10m": 600,
    "1h": 3_600,
    "1d": 86_400,
    "7d": 604_800,
    "30d": 2_592_000,
    "never": None,
}
"""How long a paste may be asked to live, in seconds; None is for ever."""

MAX_LIFETIME_SECONDS = 31_536_000

MOST_REVEALS = 1_000
MOST_PASSPHRASE_CHARACTERS = 1_000

_BAD_REVEALS = f"reveals may be 0, for any number of times, or a whole number from 1 to {MOST_REVEALS}."
_BAD_PASSPHRASE = f"A passphrase is text of at most {MOST_PASSPHRASE_CHARACTERS:,} characters."
_BAD_TTL = f"ttl may be {', '.join(LIFETIMES)}, or a whole number of seconds from 1 to {MAX_LIFETIME_SECONDS}."


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sender asks for: seconds to live (None: for ever), reveals (None: any number), a passphrase or none."""

    lifetime: int | None = None
    reveals: int | None = None
    passphrase: str = field(default="", repr=False)


def lifetime_of(ttl: object) -> int | None:
    """The lifetime in seconds, None for ever. Raises BadValue for what is neither a name nor a number of seconds."""
    if isinstance(ttl, str):
        name = ttl.strip().lower()
        if name in LIFETIMES:
            return LIFETIMES[name]
        # isdecimal alone would take other scripts' digits; ten digits are beyond the limit anyway.
        seconds = int(name) if name.isascii() and name.isdecimal() and len(name) <= 10 else 0
    elif isinstance(ttl, int | float) and not isinstance(ttl, bool) and ttl == ttl // 1:
        seconds = int(ttl)
    else:
        seconds = 0
    if not 1 <= seconds <= MAX_LIFETIME_SECONDS:
        raise BadValue(_BAD_TTL)
    return seconds


def terms_of(ttl: object, reveals: object = 0, passphrase: object = "") -> Terms:
    """What was asked for, if it may be. Raises BadValue with what it may be instead."""
    if isinstance(reveals, str) and reveals.strip().isascii() and reveals.strip().isdecimal() and len(reveals) <= 10:
        reveals = int(reveals)
    if isinstance(reveals, bool) or not isinstance(reveals, int) or not 0 <= reveals <= MOST_REVEALS:
        raise BadValue(_BAD_REVEALS)
    if not isinstance(passphrase, str) or len(passphrase) > MOST_PASSPHRASE_CHARACTERS:
        raise BadValue(_BAD_PASSPHRASE)
    return Terms(lifetime_of(ttl), reveals or None, passphrase)
