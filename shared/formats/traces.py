"""What is looked for in a redacted file: the removed words in every shape they could have been left in.

Words are compared without case, blanks, hyphens and ligatures, so that "Fitz-\\ngerald" is one name however a
program spaces it. Words that were also meant to stay somewhere may be there as often as that. Knows no file format.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from shared.formats.finder import Finder

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
    "one color in the pixels under every box",
)
"""What a redacted PDF is looked through for, as a reader is told it."""

_APART = re.compile(r"[\W_]+")
_ENCODINGS = ("utf-8", "latin-1", "utf-16-be", "utf-16-le")


def folded(text: str) -> str:
    """Words of letters and digits, one blank between them."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\ufffe", "")).casefold()
    return _APART.sub(" ", plain).strip()


class Needles:
    """What was removed, and how often each of it was meant to stay all the same."""

    def __init__(self, removed: Iterable[str], kept: Sequence[str]) -> None:
        self._words: dict[bytes, dict[str, None]] = defaultdict(dict)
        for word in removed:
            if needle := folded(word):
                self._words[_shape(needle)][word] = None
        self._dense = Finder(shape for shape in self._words if not shape.startswith(b" "))
        self._apart = Finder(shape for shape in self._words if shape.startswith(b" "))
        self._allowed: Counter[bytes] = Counter()
        for text in kept:
            self._allowed += self._counts(folded(text))

    def left_in(self, text: str) -> bool:
        """Whether folded `text` holds more of what was removed than was meant to stay."""
        return any(count > self._allowed[shape] for shape, count in self._counts(text).items())

    def gone_everywhere(self) -> list[str]:
        """What must be nowhere in the file, as it was written."""
        return [word for shape, words in self._words.items() if not self._allowed[shape] for word in words]

    def _counts(self, text: str) -> Counter[bytes]:
        """How often each stands in folded `text`; those that do not are left out."""
        dense, apart = "".join(text.split()).encode(), f" {text} ".encode()
        counts = {shape: dense.count(shape) for shape in self._dense.found_in(dense)}
        return Counter(counts | {shape: apart.count(shape) for shape in self._apart.found_in(apart)})


def _shape(needle: str) -> bytes:
    """How it is looked for: a long one in the text without blanks, a short one as a word."""
    packed = needle.replace(" ", "")
    return packed.encode() if len(packed) >= SHORTEST else f" {needle} ".encode()


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
