"""How the rules' word lists are written down, and how they become patterns that respect each script's word borders."""

import re


def listed(text: str, sign: str = "|") -> tuple[str, ...]:
    """The words of a list, in order."""
    return tuple(text.split(sign))


def unspaced(char: str) -> bool:
    """Whether a character belongs to a script that does not put spaces between words (or glues particles on)."""
    return "\u0e00" <= char <= "\u0eff" or "\u2e80" <= char <= "\ud7ff" or "\uf900" <= char <= "\ufaff"


def words(*entries: str) -> re.Pattern[str]:
    """A pattern for any of the words, in lower case: `tele*` is every word that begins so, `*date` that ends so."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for entry in sorted(
        {entry for group in entries for entry in group.split("|")}, key=lambda word: (-len(word), word)
    ):
        bare = entry.strip("*")
        left = "" if entry.startswith("*") or unspaced(bare[0]) else r"(?<![^\W\d_])"
        right = "" if entry.endswith("*") or unspaced(bare[-1]) or not bare[-1].isalpha() else r"(?![^\W\d_])"
        grouped.setdefault((left, right), []).append(re.escape(bare))
    # One look to the left for all words: in the middle of a word none of them is tried.
    parts = {
        left: "|".join(f"(?:{'|'.join(bare)}){right}" for (side, right), bare in grouped.items() if side == left)
        for left, _ in grouped
    }
    return re.compile("|".join(f"{left}(?:{choices})" for left, choices in parts.items()))


def stands_alone(label: str, word: str) -> bool:
    """Whether the word that a label ends with is a word of its own there, not the end of a longer one."""
    before = len(label) - len(word) - 1
    return before < 0 or unspaced(word[0]) or not label[before].isalpha() or unspaced(label[before])
