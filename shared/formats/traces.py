"""What is looked for in a redacted file: the removed words in every shape they could have been left in.

Words are compared without case, blanks, hyphens and ligatures, so that "Fitz-\\ngerald" is one name however a
program spaces it. Words that were also meant to stay somewhere may be there as often as that. Knows no file format.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

SHORTEST = 5
"""Shorter traces are looked for as whole words only: "Ann" is in "annual"."""

SHORTEST_IN_BYTES = 6
"""Compressed pictures and fonts hold any four letters by chance: once in every four gigabytes per place, and a file
has millions of places. Six letters are chance once in 10^14."""

PDF_CHECKS = (
    "no removed word in the text that PDFium reads",
    "none in the text that MuPDF reads",
    "none in the file's bytes",
    "no part but the known ones",
)
"""What a redacted PDF is looked through for, as a reader is told it."""

_ENCODINGS = ("utf-8", "latin-1", "utf-16-be", "utf-16-le")


def folded(text: str) -> str:
    """Words of letters and digits, one blank between them."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\ufffe", "")).casefold()
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


class Needles:
    """What was removed, and how often each of it was meant to stay all the same."""

    def __init__(self, removed: Iterable[str], kept: Sequence[str]) -> None:
        texts = [folded(text) for text in kept]
        dense = ["".join(text.split()) for text in texts]
        self._allowed: dict[str, int] = {}
        self._plain: dict[str, str] = {}
        for word in removed:
            needle = folded(word)
            if needle and needle not in self._allowed:
                self._allowed[needle] = sum(_count(needle, *pair) for pair in zip(texts, dense, strict=True))
                self._plain[needle] = word

    def left_in(self, text: str) -> bool:
        """Whether folded `text` holds more of what was removed than was meant to stay."""
        dense = "".join(text.split())
        return any(_count(needle, text, dense) > allowed for needle, allowed in self._allowed.items())

    def gone_everywhere(self) -> list[str]:
        """What must be nowhere in the file, as it was written."""
        return [word for needle, word in self._plain.items() if not self._allowed[needle]]


def bytes_of(words: Iterable[str]) -> Mapping[bytes, str]:
    """The words as they may stand in a file, in lower case, whole and without blanks."""
    found: dict[bytes, str] = {}
    for word in words:
        for shape in {word, "".join(word.split())}:
            if len(shape) >= SHORTEST_IN_BYTES:
                for encoding in _ENCODINGS:
                    found[shape.lower().encode(encoding, "ignore")] = word
                found[shape.lower().encode("latin-1", "ignore").hex().encode()] = word
    return {needle: word for needle, word in found.items() if len(needle) >= SHORTEST_IN_BYTES}


def _count(needle: str, text: str, dense: str) -> int:
    packed = needle.replace(" ", "")
    if len(packed) >= SHORTEST:
        return dense.count(packed)
    return f" {text} ".count(f" {needle} ")
