"""Words that were seen on a picture, put in the order in which a person reads them.

Sums over boxes: merges the words of two looks at one picture, and makes a text of them that keeps lines, columns
and gaps. Knows neither pixels nor the program that read them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from shared.formats.textmap import Box, Run, TextMap

SURE_ENOUGH, SURE_IF_SHORT = 20.0, 75.0
"""From 0 to 100: what a word of the second look needs, and one of at most three letters."""

SAME_INK, SURER = 0.3, 8.0
"""Two looks read the same ink when so much of the smaller box lies in the other; the second one is believed when it is
surer by this much of 100."""

_JOINTS = ".@_-/:="

_TO_BE_GONE_ON, _GOES_ON = re.compile(r"\d\.$"), re.compile(r"\d{1,3}(\.\d{1,3})+")
"""An address of a machine, cut at a dot: "10." and "20.30.40"."""

_CELL_WIDTH, _CELL_HEIGHT = 256, 64


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read: `box` in pixels of the picture; `block`, `paragraph` and `line` say what it stands with."""

    text: str
    box: Box
    confidence: float
    block: int
    paragraph: int
    line: int


@dataclass(slots=True)
class _Line:
    words: list[Word]
    box: Box

    @classmethod
    def of(cls, words: list[Word]) -> "_Line":
        box = words[0].box
        for word in words[1:]:
            box = box.union(word.box)
        return cls(words, box)


class _Grid:
    """Words by where they are: with 3,000 of them, looking at each for each would take 13 seconds."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._cells: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            for cell in _cells(word.box):
                self._cells.setdefault(cell, []).append(word)

    def near(self, box: Box) -> list[Word]:
        """Every word that may touch the box, once."""
        found = {id(word): word for cell in _cells(box) for word in self._cells.get(cell, ())}
        return list(found.values())


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    for row in range(int(box.top) // _CELL_HEIGHT, int(box.bottom) // _CELL_HEIGHT + 1):
        for column in range(int(box.left) // _CELL_WIDTH, int(box.right) // _CELL_WIDTH + 1):
            yield row, column


def merge(words: Sequence[Word], further: Sequence[Word]) -> list[Word]:
    """The words of the first look in their order, and those of the second where the first saw nothing.

    A line of missed words goes where a reader meets it: into the line it is a part of, else beside the line at its
    height, else below the one above it.
    """
    words = _surer(words, further)
    read = _Grid(word for word in words if _letters(word))
    # Both looks count their blocks from one; two lines of one name must not become one.
    apart = (replace(word, block=-1 - word.block) for word in further)
    missed = [word for word in apart if _is_sure(word) and not _was_read(word, read.near(word.box))]
    found = _Grid(missed)
    # What the first look took for a lone dash or dot, the second one read as a word: one of the two is enough.
    lines = _lines(word for word in words if _letters(word) or _covered(word.box, found.near(word.box)) < 0.5)
    for line in _lines(missed):
        if not _join_line(lines, line) and not _is_corner(line):
            lines.insert(_place_of(lines, line.box), line)
    return [word for line in lines for word in line.words]


def text_map(words: Sequence[Word]) -> TextMap[Box]:
    """Words as text: a blank between words, a tab between columns, a line's end, an empty line where there is a gap."""
    parts: list[str] = []
    runs: list[Run[Box]] = []
    length = 0
    for before, word in zip([None, *words], words, strict=False):
        gap = "" if before is None else _gap(before, word)
        start = length + len(gap)
        length = start + len(word.text)
        parts += (gap, word.text)
        runs.append(Run(start, length, word.box))
    return TextMap("".join(parts), tuple(runs))


def _surer(words: Sequence[Word], further: Sequence[Word]) -> list[Word]:
    """The first look's words, but where the second look read the same ink with much more confidence, its own: the
    first one cuts columns of numbers where their digits happen to stand below one another."""
    near = _Grid(words)
    groups: list[tuple[set[int], list[Word]]] = []
    at = {id(word): number for number, word in enumerate(words)}
    for word in further:
        touched = {at[id(other)] for other in near.near(word.box) if _share(word.box, other.box) >= SAME_INK}
        if touched:
            joined = [group for group in groups if group[0] & touched]
            groups = [group for group in groups if not group[0] & touched]
            groups.append((touched.union(*(g[0] for g in joined)), [*(w for g in joined for w in g[1]), word]))
    better = dict(enumerate([[word] for word in words]))
    for numbers, others in groups:
        own = [words[number] for number in sorted(numbers)]
        if _confidence(others) < _confidence(own) + SURER or _length(others) < _length(own) or not _on_one_row(others):
            continue
        if any(_covered(one.box, others) < 0.5 for one in own):
            continue
        first = own[0]
        better |= {number: [] for number in numbers}
        better[min(numbers)] = [
            replace(one, block=first.block, paragraph=first.paragraph, line=first.line)
            for one in sorted(others, key=lambda one: one.box.left)
        ]
    return [word for number in range(len(words)) for word in better[number]]


def _share(a: Box, b: Box) -> float:
    """How much of the smaller of two boxes lies in the other."""
    width, height = min(a.right, b.right) - max(a.left, b.left), min(a.bottom, b.bottom) - max(a.top, b.top)
    smaller = min(a.width * a.height, b.width * b.height)
    return width * height / smaller if width > 0 and height > 0 and smaller else 0.0


def _confidence(words: Sequence[Word]) -> float:
    """The average over their letters."""
    return sum(word.confidence * len(_letters(word)) for word in words) / max(1, _length(words))


def _length(words: Sequence[Word]) -> int:
    return sum(len(_letters(word)) for word in words)


def _on_one_row(words: Sequence[Word]) -> bool:
    return all(_shares_height(words[0].box, word.box) for word in words)


def _gap(before: Word, word: Word) -> str:
    if (before.block, before.paragraph, before.line) == (word.block, word.paragraph, word.line):
        if _is_one_word(before, word):
            return ""
        # As wide as two lines are high: another column, as in a table. `unite_lines` draws the line at the same width.
        is_column = word.box.left - before.box.right > 2 * max(before.box.height, word.box.height)
        return "\t" if is_column else " "
    if before.block == word.block:
        return "\n"
    if word.box.left >= before.box.right and _shares_height(before.box, word.box):
        return "\t"
    # A block begins nearly anywhere; what stands right below is still the same address or sentence.
    below = word.box.top - before.box.bottom
    return "\n" if 0 <= below < max(before.box.height, word.box.height) else "\n\n"


def _is_one_word(before: Word, word: Word) -> bool:
    """Whether a word was cut at a dot: "billing@example." and "com" touch, "jane." and "doe@example.org" have no room
    for a blank of their size between them."""
    if word.box.left <= before.box.left or not (before.text[-1] in _JOINTS or word.text[0] in _JOINTS):
        return False
    gap = word.box.left - before.box.right
    is_address = (
        "@" in before.text + word.text
        or "://" in before.text
        or (_TO_BE_GONE_ON.search(before.text) and _GOES_ON.match(word.text))
    )
    return gap <= 0 or (bool(is_address) and 2 * gap <= max(before.box.height, word.box.height))


def _is_sure(word: Word) -> bool:
    """Texture and the edges of pictures are read as a few letters; long random keys are read with little confidence."""
    letters = len(_letters(word))
    return letters > 0 and word.confidence >= (SURE_IF_SHORT if letters <= 3 else SURE_ENOUGH)


def _was_read(word: Word, near: Sequence[Word]) -> bool:
    """Whether half of it lies under words of the first look, or these say about as much and lie under it."""
    if _covered(word.box, near) >= 0.5:
        return True
    same = [other for other in near if _covered(other.box, [word]) >= 0.5]
    return 2 * len(_letters(word)) <= 3 * sum(len(_letters(other)) for other in same)


def _letters(word: Word) -> str:
    return "".join(character for character in word.text if character.isalnum())


def _covered(box: Box, words: Iterable[Word]) -> float:
    """The share of the box that lies under the words, which hardly ever overlap one another."""
    total = 0.0
    for word in words:
        width = min(box.right, word.box.right) - max(box.left, word.box.left)
        height = min(box.bottom, word.box.bottom) - max(box.top, word.box.top)
        if width > 0 and height > 0:
            total += width * height
    area = box.width * box.height
    return total / area if area else 1.0


def _lines(words: Iterable[Word]) -> list[_Line]:
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault((word.block, word.paragraph, word.line), []).append(word)
    return [_Line.of(line) for line in lines.values()]


def _join_line(lines: Sequence[_Line], missed: _Line) -> bool:
    """Puts missed words into the line that they are a part of: at its height, and close by."""
    for line in lines:
        apart = max(line.box.left, missed.box.left) - min(line.box.right, missed.box.right)
        if _shares_height(line.box, missed.box) and apart <= 2 * max(line.box.height, missed.box.height):
            first = line.words[0]
            line.words += [
                replace(word, block=first.block, paragraph=first.paragraph, line=first.line) for word in missed.words
            ]
            line.words.sort(key=lambda word: word.box.left)
            line.box = line.box.union(missed.box)
            return True
    return False


def _is_corner(line: _Line) -> bool:
    """A letter all by itself is the corner of a frame; a digit may be one of a code in boxes."""
    return _length(line.words) == 1 and line.words[0].text.isalpha()


def _place_of(lines: Sequence[_Line], box: Box) -> int:
    middle = (box.top + box.bottom) / 2
    beside: list[tuple[float, int]] = []
    below = 0
    for index, line in enumerate(lines):
        if line.box.top <= middle <= line.box.bottom:
            is_right = box.right <= line.box.left
            beside.append((line.box.left - box.right, index) if is_right else (box.left - line.box.right, index + 1))
        elif line.box.bottom <= middle and line.box.left < box.right and box.left < line.box.right:
            below = index + 1
    return min(beside)[1] if beside else below


def _shares_height(a: Box, b: Box) -> bool:
    """Whether two boxes are on one line: they share half the height of the lower one."""
    return 2 * (min(a.bottom, b.bottom) - max(a.top, b.top)) >= min(a.height, b.height) > 0
