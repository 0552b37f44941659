"""What is written right after a name agrees with its last sound.

Knows which form of a Korean particle or a Turkish suffix follows a value. Does not know the values.
"""

from __future__ import annotations

import re

PARTICLES = (
    *(("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"), ("아", "야"), ("이랑", "랑")),
    *(("이나", "나"), ("이에요", "예요"), ("이라는", "라는"), ("이라고", "라고")),
    *(("이고", "고"), ("이고요", "고요"), ("이요", "요"), ("이며", "며"), ("이여", "여")),
)
PARTICLE = re.compile(r"(" + "|".join(form for pair in PARTICLES for form in pair) + r")(?=[\s,.?!]|$)")
SUFFIX = re.compile(r"(['’]?)(?:(n?[ıiuü]n)|(y?l[ae])|(y?[ae])|(y?[ıiuü])|([dt][ae])|([dt][ae]n)|(l[ıiuü]))(?!\w)")
HARMONY = {"a": "ı", "ı": "ı", "e": "i", "i": "i", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}


def agree(value: str, following: str, language: str) -> str:
    """The text after a value, its first particle or suffix in the form that the value's ending asks for."""
    if language == "ko" and value and "가" <= value[-1] <= "힣" and (found := PARTICLE.match(following)):
        closed = (ord(value[-1]) - ord("가")) % 28
        forms = next(pair for pair in PARTICLES if found[1] in pair)
        open_form = closed == 0 or (closed == 8 and forms[1] == "로")  # a final ㄹ takes 로
        return forms[open_form] + following[found.end() :]
    if language == "tr" and value[-1:].isalpha() and (found := SUFFIX.match(following)) and found[0]:
        return found[1] + turkish(value.lower(), found) + following[found.end() :]
    return following


def turkish(value: str, found: re.Match[str]) -> str:
    vowel = next((char for char in reversed(value) if char in HARMONY), "e")
    wide, narrow = ("a" if vowel in "aıou" else "e"), HARMONY[vowel]
    opened, stop = value[-1] in HARMONY, "t" if value[-1] in "fstkçşhp" else "d"
    forms = (
        ("n" if opened else "") + narrow + "n",
        ("y" if opened else "") + "l" + wide,
        ("y" if opened else "") + wide,
        ("y" if opened else "") + narrow,
        stop + wide,
        stop + wide + "n",
        "l" + narrow,
    )
    return forms[next(index for index in range(7) if found[index + 2] is not None)]
