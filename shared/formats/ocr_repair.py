"""Words as they must have stood there, where a reader's slip is certain: the O in a card number is a zero.

One character is put for one, so that every character keeps its place. What might be right is left as it is. Knows
neither pixels nor what is personal.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from shared.formats.ocr_words import Word

_AS_DIGIT = str.maketrans("OoQDlI|!iZzSsB", "00001111122558")
_LOOKS_LIKE_DIGITS = re.compile(r"[(\[+#]*[0-9OoQDlI|!iZzSsB]+(?:[-./:()][0-9OoQDlI|!iZzSsB]+)*[-.,;:)\]]*")
_AT_SIGN = re.compile(r"(?<=[\w.+-])[©®](?=[A-Za-z0-9-]+\.[A-Za-z]{2,})")
_G_FOR_AT = re.compile(
    r"(?<=[a-z0-9])G(?=[a-z0-9-]{2,}(?:\.[a-z0-9-]+)*\.(?:com|net|org|edu|gov|example|uk|de|fr|eu)[.,;:>)\]\"']*$)"
)
"""In small letters, before a name that ends as addresses do: no file of a program ends so."""

_AWS_KEY = re.compile(r"(?<![A-Za-z0-9])A[KS][Il1|]A[A-Za-z0-9|]{16}(?![A-Za-z0-9])")
_AS_BASE_32 = str.maketrans("018l|", "OIBII")
"""What an AWS key cannot hold, and what it is then: it is written in A to Z and 2 to 7."""


def repaired(words: Sequence[Word]) -> list[Word]:
    """The words with certain slips put right, each as long as it was."""
    mended = []
    for number, word in enumerate(words):
        text = word.text
        if _is_number(text) or (_may_be_number(text) and _stands_among_numbers(words, number)):
            text = text.translate(_AS_DIGIT)
        text = _AT_SIGN.sub("@", text)
        if "@" not in text and "/" not in text:
            text = _G_FOR_AT.sub("@", text, count=1)
        text = _AWS_KEY.sub(_aws_key, text)
        mended.append(word if text == word.text else replace(word, text=text))
    return mended


def _aws_key(match: re.Match[str]) -> str:
    return "A" + match[0][1] + "IA" + match[0][4:].translate(_AS_BASE_32).upper()


def _may_be_number(text: str) -> bool:
    return bool(_LOOKS_LIKE_DIGITS.fullmatch(text)) and any(sign.isdigit() for sign in text)


def _is_number(text: str) -> bool:
    """Whether most of it are digits already: `2O26` and `4S12-77l3`, not `B12` nor `I5`."""
    if not _may_be_number(text):
        return False
    digits, letters = sum(sign.isdigit() for sign in text), sum(sign.isalpha() or sign in "|!" for sign in text)
    return letters > 0 and digits >= 3 and digits >= 2 * letters


def _stands_among_numbers(words: Sequence[Word], number: int) -> bool:
    """Whether it is one group of a longer number: as long as the groups of digits on either side of its line."""
    word = words[number]
    beside = [words[at] for at in (number - 1, number + 1) if 0 <= at < len(words)]
    groups = [one for one in beside if _line(one) == _line(word) and one.text.isdigit()]
    return len(word.text) >= 3 and any(len(one.text) == len(word.text) for one in groups)


def _line(word: Word) -> tuple[int, int, int]:
    return word.block, word.paragraph, word.line
