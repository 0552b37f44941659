"""Noise that keeps the spans true: case, typing and scanning errors, spaced digits, lost accents, line breaks.

Every change is a replacement of single characters, so the new offsets are sums of lengths.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

from training.pieces import Mark, Piece

SCAN = {
    "l": "1I",
    "1": "lI",
    "I": "l1",
    "O": "0",
    "0": "O",
    "o": "0",
    "S": "5",
    "5": "S",
    "B": "8",
    "8": "B",
    "e": "c",
    "c": "e",
    "a": "o",
    "m": "rn",
    "u": "ii",
    "n": "ri",
    "h": "b",
    "t": "f",
    "i": "j",
    "Z": "2",
    "2": "Z",
    "g": "9",
    ".": ",",
    ",": ".",
    "日": "曰",
    "未": "末",
    "ー": "一",
    "口": "ロ",
}


def rebuild(piece: Piece, change: Callable[[int, str], str]) -> Piece:
    """The piece with each character replaced by `change(index, character)`."""
    parts = [change(index, char) for index, char in enumerate(piece.text)]
    at, total = [0], 0
    for part in parts:
        total += len(part)
        at.append(total)
    text = "".join(parts)

    def moved(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        out = []
        for mark in marks:
            start, end = at[mark.start], at[mark.end]
            while end > start and text[end - 1].isspace():
                end -= 1
            if end > start:
                out.append(Mark(start, end, mark.label))
        return tuple(out)

    return Piece(text, moved(piece.spans), moved(piece.ignore), piece.lang, piece.source)


def unaccented(char: str) -> str:
    if not "\u00c0" <= char <= "\u024f":
        return char
    return {"ł": "l", "ø": "o", "ı": "i", "ß": "ss", "ñ": "n"}.get(char) or unicodedata.normalize("NFD", char)[0]


def typing(rng: Random, rate: float) -> Callable[[int, str], str]:
    def change(index: int, char: str) -> str:
        if char.isalpha() and rng.random() < rate:
            return rng.choice(("", char * 2, rng.choice("aeioutrns"), char.swapcase()))
        return char

    return change


def scanning(rng: Random, rate: float) -> Callable[[int, str], str]:
    def change(index: int, char: str) -> str:
        draw = rng.random()
        if draw > rate:
            return char
        if char in SCAN:
            return rng.choice((SCAN[char], rng.choice(SCAN[char])))
        if char == " ":
            return rng.choice(("", "  ", "\n"))
        return char if draw > rate / 3 else rng.choice(("", char + " ", char + "."))

    return change


def spaced(piece: Piece, rng: Random) -> Piece:
    """Digits of numbers and phones pulled apart."""
    inside = {
        index
        for mark in piece.spans
        if mark.label in ("account_number", "private_phone")
        for index in range(mark.start, mark.end - 1)
    }
    gap, rate = rng.choice((" ", " ", ".", "-", "  ")), rng.choice((1.0, 1.0, 0.4))
    return rebuild(
        piece,
        lambda index, char: (
            char + gap
            if index in inside and char.isdigit() and piece.text[index + 1].isdigit() and rng.random() < rate
            else char
        ),
    )


def augmented(piece: Piece, rng: Random) -> Piece:
    """The piece, changed in about a third of all cases."""
    draw = rng.random()
    if draw < 0.05:
        return rebuild(piece, lambda index, char: char.lower() if len(char.lower()) == 1 else char)
    if draw < 0.075:
        return rebuild(piece, lambda index, char: char.upper() if len(char.upper()) == 1 else char)
    if draw < 0.105:
        return rebuild(piece, typing(rng, rng.choice((0.01, 0.03, 0.06))))
    if draw < 0.155:
        return rebuild(piece, scanning(rng, rng.choice((0.02, 0.05, 0.1))))
    if draw < 0.18:
        return spaced(piece, rng)
    if draw < 0.20:
        return rebuild(piece, lambda index, char: unaccented(char))
    if draw < 0.235:
        return rebuild(piece, lambda index, char: "\n" if char == " " and rng.random() < 0.12 else char)
    if draw < 0.25 and piece.lang in ("zh", "ja", "ko"):
        return rebuild(piece, lambda index, char: "" if char == " " else char)
    if draw < 0.26 and piece.lang in ("zh", "ja"):
        return rebuild(
            piece, lambda index, char: chr(ord(char) + 0xFEE0) if char.isdigit() and char.isascii() else char
        )
    if draw < 0.27 and piece.lang == "ar":
        return rebuild(piece, lambda index, char: chr(0x660 + int(char)) if char.isdigit() and char.isascii() else char)
    if draw < 0.28 and piece.lang == "hi":
        return rebuild(piece, lambda index, char: chr(0x966 + int(char)) if char.isdigit() and char.isascii() else char)
    return piece
