"""Whether figures are bytes as a machine prints them: a row of a dump, a frame of a bus, the head of a record.

In a row of bytes a few will always look like a telephone number or an account. What tells it from a number that is
written in pairs, as the French write theirs, is its length and a byte with a letter in it.
"""

import re

_ROW = re.compile(
    r"(?<![^\W_])(?:[0-9A-Fa-f]{2}(?: {1,2}[0-9A-Fa-f]{2}){7,255}|[0-9A-Fa-f]{4}(?: [0-9A-Fa-f]{4}){7,127})(?![^\W_])"
)
"""Eight bytes, or eight words of two as `xxd` prints them."""
_MIXED = re.compile(r"(?:[0-9][A-Fa-f]|[A-Fa-f][0-9])[0-9A-Fa-f]{0,2} ")
"""A figure and a letter, and the row goes on: "2e" alone is French for the second floor, "de" for "of"."""
_GUARDED = re.compile(
    r"(?<![^\W_])(?:[a-z]*keys?|secret|token|pass\w*|pin|otp|seed|uid|card|badge|account|iban|schlüssel|clé|clave|"
    r"chiave|chave|sleutel|klucz|ключ\w*|密钥|鍵)(?![^\W_])"
)
_BYTES = re.compile(r"[0-9A-Fa-f ]+")
_REACH = 1_000


def is_of_a_dump(text: str, start: int, end: int) -> bool:
    """Whether the characters lie in a row of bytes that nothing before them calls a key or a card."""
    if not _BYTES.fullmatch(text, start, end):
        return False
    left = max(text.rfind("\n", max(0, start - _REACH), start) + 1, start - _REACH, 0)
    line = text[left : end + _REACH].partition("\n")[0]
    return any(
        row.start() <= start - left and end - left <= row.end()
        for row in _ROW.finditer(line)
        if _MIXED.search(row[0]) and not _GUARDED.search(line[: row.start()].lower())
    )
