"""Noise that keeps the spans true: case, typing errors, spaced digits, lost accents, line breaks, and scans (scans.py).

Every change is a replacement of single characters, so the new offsets are sums of lengths.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from random import Random

from training.pieces import Piece, rebuild
from training.scans import scanned, share


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
    if rng.random() < share(piece):
        return scanned(piece, rng)
    draw = rng.random()
    if draw < 0.05:
        return rebuild(piece, lambda index, char: char.lower() if len(char.lower()) == 1 else char)
    if draw < 0.075:
        return rebuild(piece, lambda index, char: char.upper() if len(char.upper()) == 1 else char)
    if draw < 0.105:
        return rebuild(piece, typing(rng, rng.choice((0.01, 0.03, 0.06))))
    if draw < 0.135:
        return spaced(piece, rng)
    if draw < 0.155:
        return rebuild(piece, lambda index, char: unaccented(char))
    if draw < 0.19:
        return rebuild(piece, lambda index, char: "\n" if char == " " and rng.random() < 0.12 else char)
    if draw < 0.205 and piece.lang in ("zh", "ja", "ko"):
        return rebuild(piece, lambda index, char: "" if char == " " else char)
    if draw < 0.215 and piece.lang in ("zh", "ja"):
        return rebuild(
            piece, lambda index, char: chr(ord(char) + 0xFEE0) if char.isdigit() and char.isascii() else char
        )
    if draw < 0.225 and piece.lang == "ar":
        return rebuild(piece, lambda index, char: chr(0x660 + int(char)) if char.isdigit() and char.isascii() else char)
    if draw < 0.235 and piece.lang == "hi":
        return rebuild(piece, lambda index, char: chr(0x966 + int(char)) if char.isdigit() and char.isascii() else char)
    return piece
