"""The parts of a name or an address that was found whole: given and family name, street, city, state, ZIP code.

A policy may know only the parts. Which part is which is read from order, commas and formats: the family name comes
last (first before a comma, and in Chinese, Japanese and Korean), a city stands before the state or beside the post
code. **Where that cannot tell, the part goes to the one that the policy speaks of: too much rather than too little.**
Cities and names outside a finding of the model are not looked for. This module knows no policy and finds nothing new.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from shared.rules.states import STATES
from shared.spans import Span

REFINED = frozenset(
    ("first_name", "surname", "physician_name", "city", "county", "state", "state_abbreviation", "zip_code", "hospital")
)
"""The kinds that only a part of a finding has."""

_NAMES = frozenset(("first_name", "surname"))
_WORD = re.compile(r"[^\s,;]+")
_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|mx|sir|dame|lord|lady|rev|fr|herr|frau|dr|doctor|doktor|prof|professor|med|dipl|ing|m|mme|mlle|"
    r"sr|sra|srta|don|doña)\.?",
    re.I,
)
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv|ph\.?d|m\.?d|d\.?o|r\.?n|esq|mba|msc|bsc|dds|np|pa-c|facp)\.?", re.I)
_PARTICLE = re.compile(
    r"(?:van|von|vom|zu|zur|de|del|della|di|da|dos|das|du|la|le|el|al|bin|ibn|ben|bint|der|den|ter|ten|af|av|mac|san|st\.?)",
    re.I,
)
_PHYSICIAN_BEFORE = re.compile(
    r"(?:\b(?:dr|doctor|doktor|docteur|physician|surgeon|prof\.? dr)\.?(?: med\.?)?[ :]+)\Z", re.I
)
_PHYSICIAN_TITLE = re.compile(r"\A(?:prof\.? )?(?:dr|doctor|doktor|docteur)\b", re.I)
_PHYSICIAN_AFTER = re.compile(r"(?:\A|.*[\s,])(?:m\.?d\.?|d\.?o\.?|mbbs|mbchb|frcs|facp|facs)\.?\Z", re.I | re.S)
_BEHIND = re.compile(r"\A,? ?(?:M\.?D\.?|D\.?O\.?|MBBS|FRCS|FACP|FACS)(?![A-Za-z])")
_CJK_NAME = re.compile("[\u3400-\u9fff\uac00-\ud7a3]{2,4}")
_DOUBLE_SURNAME = re.compile("欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|남궁|황보|제갈|선우")

_PART = re.compile(r"[^,;\n\r|]+")
_ZIP = re.compile(r"(?<![\w-])[0-9]{5}(?:-[0-9]{4})?(?![\w-])")
_POSTCODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]|[A-Z]{1,2}-[0-9]{4,5}|"
    r"[0-9]{4} ?[A-Z]{2}|[0-9]{2}-[0-9]{3}|[0-9]{3} [0-9]{2}|〒?[0-9]{3}-[0-9]{4})(?![\w-])"
)
_FOUR_DIGITS = re.compile(r"(?<![\w-])[0-9]{4}(?= [^\W\d_])")
_AT_THE_END = (
    "st|street|ave|avenue|rd|road|blvd|boulevard|ln|lane|dr|drive|ct|court|pl|place|way|terrace|pkwy|parkway|cir|circle|"
    "trl|trail"
)
_STREET = re.compile(
    rf"\b(?:{_AT_THE_END}|sq|square|ter|hwy|highway|apt|apartment|suite|ste|unit|floor|box|plaza|row|close|crescent|"
    r"broadway|alley|loop|pike|rue|allée|quai|chemin|calle|avenida|paseo|via|viale|piazza|corso|rua|travessa|ulica|ul|"
    r"улица|ул|weg|gasse|allee|platz|ring|damm|ufer)\b\.?"
    r"|\w(?:stra(?:ß|ss)e|str\.|gasse|weg|allee|platz|damm|ufer|ring|straat|laan|gracht|plein|gatan|vägen|vej|gade)\b",
    re.I,
)
_COUNTY = re.compile(r"\b(?:county|parish|borough|landkreis|kreis)\b", re.I)
_HOSPITAL = re.compile(
    r"\b(?:hospital|medical cent(?:er|re)|health cent(?:er|re)|clinic|infirmary|hospice|klinik(?:um)?|krankenhaus|"
    r"hôpital|ospedale)\b",
    re.I,
)
_STATE = re.compile("|".join(sorted(map(re.escape, STATES.values()), key=len, reverse=True)))
_ABBREVIATION = re.compile(rf"(?<![\w'’.-])(?:{'|'.join(STATES)})(?![\w'’-])")
_STREET_THEN_CITY = re.compile(
    rf"(?P<street>.*\d.*\b(?:{_AT_THE_END})\b\.?(?:\s+(?:[NSEW]{{1,2}}|(?:apt|unit|suite|ste|#)\.? ?\w+))?)\s+"
    r"(?P<city>[^\W\d_][^\d]{2,})",
    re.I | re.S,
)


def refine(text: str, span: Span, wanted: frozenset[str]) -> list[Span]:
    """The finding cut into the parts whose kinds are wanted and the stretches between, which keep no kind.

    Together they cover the finding but for blanks and commas. A finding of a kind of its own stays as it is.
    """
    if span.kind not in ("", "person", "street_address"):
        return [span]
    if span.label == "private_person":
        parts = list(_name(text, span, wanted))
    elif span.label == "private_address":
        parts = list(_address(text, span, wanted))
    else:
        return [span]
    return _cut(text, span, [part for part in parts if part.kind in wanted])


def _cut(text: str, span: Span, parts: list[Span]) -> list[Span]:
    if not parts:
        return [span]
    pieces: list[Span] = []
    position = span.start
    for part in sorted(parts):
        pieces += _rest(text, span, position, part.start)
        pieces.append(part)
        position = part.end
    return [*pieces, *_rest(text, span, position, span.end)]


def _rest(text: str, span: Span, start: int, end: int) -> list[Span]:
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    return [replace(span, start=start, end=end)] if start < end else []


def _name(text: str, span: Span, wanted: frozenset[str]) -> Iterator[Span]:
    if "physician_name" in wanted and _is_physician(text, span):
        yield replace(span, kind="physician_name")
        return
    words = [word for word in _WORD.finditer(text, span.start, span.end) if _counts(word[0])]
    comma = text.find(",", span.start, span.end)
    if not words:
        return
    if len(words) == 1:
        yield from _single(words[0], span, wanted)
    elif 0 <= comma < words[-1].start() and comma > words[0].start():
        yield from _part(span, "surname", [word for word in words if word.start() < comma])
        yield from _part(span, "first_name", [word for word in words if word.start() > comma])
    else:
        first = len(words) - 1
        while first > 1 and _PARTICLE.fullmatch(words[first - 1][0]):
            first -= 1
        yield from _part(span, "first_name", words[:first])
        yield from _part(span, "surname", words[first:])


def _counts(word: str) -> bool:
    return any(c.isalpha() for c in word) and not _TITLE.fullmatch(word) and not _SUFFIX.fullmatch(word)


def _part(span: Span, kind: str, words: list[re.Match[str]]) -> Iterator[Span]:
    if words:
        yield replace(span, start=words[0].start(), end=words[-1].end(), kind=kind)


def _single(word: re.Match[str], span: Span, wanted: frozenset[str]) -> Iterator[Span]:
    """A name of one word: of one script's customs, or whichever the policy speaks of."""
    if _CJK_NAME.fullmatch(word[0]):
        cut = word.start() + (2 if _DOUBLE_SURNAME.match(word[0]) else 1)
        yield replace(span, start=word.start(), end=cut, kind="surname")
        if cut < word.end():
            yield replace(span, start=cut, end=word.end(), kind="first_name")
        return
    named = wanted & _NAMES
    kind = next(iter(named)) if len(named) == 1 else "surname"
    yield replace(span, start=word.start(), end=word.end(), kind=kind)


def _is_physician(text: str, span: Span) -> bool:
    """Whether a title before, in or behind the name says that it is a physician's."""
    token = text[span.start : span.end]
    return bool(
        _PHYSICIAN_BEFORE.search(text, max(0, span.start - 24), span.start)
        or _PHYSICIAN_TITLE.match(token)
        or _PHYSICIAN_AFTER.match(token)
        or _BEHIND.match(text[span.end : span.end + 8])
    )


def _address(text: str, span: Span, wanted: frozenset[str]) -> Iterator[Span]:
    taken: list[Span] = []
    for pattern in (_ZIP, _POSTCODE, _FOUR_DIGITS):
        # A house number leads its line; a post code of bare digits does not stand there alone.
        every = pattern.finditer(text, span.start, span.end)
        codes = [code for code in every if pattern is _POSTCODE or _is_code(text, span, code)]
        if codes:
            taken.append(replace(span, start=codes[-1].start(), end=codes[-1].end(), kind="zip_code"))
            break
    for part in _PART.finditer(text, span.start, span.end):
        taken += _component(text, span, part.start(), part.end(), taken, wanted)
    return iter(taken)


def _is_code(text: str, span: Span, code: re.Match[str]) -> bool:
    """Whether five digits are a post code: at the end, or with no street behind them on their part of the line."""
    parts = _PART.finditer(text, span.start, span.end)
    part = next(part for part in parts if part.start() <= code.start() < part.end())
    return not _STREET.search(text, code.end(), part.end())


def _component(
    text: str, span: Span, start: int, end: int, taken: Iterable[Span], wanted: frozenset[str]
) -> Iterator[Span]:
    """One part of an address between commas or lines, without the post code in it."""
    for code in taken:
        if start <= code.start and code.end <= end and code.kind == "zip_code":
            yield from _component(text, span, start, code.start, (), wanted)
            start = code.end
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    if start == end:
        return
    words = text[start:end]
    if _HOSPITAL.search(words):
        yield replace(span, start=start, end=end, kind="hospital")
    elif _COUNTY.search(words) and not any(c.isdigit() for c in words):
        yield replace(span, start=start, end=end, kind="county")
    else:
        followed = bool(_ABBREVIATION.search(text, end, span.end) or _STATE.search(text, end, span.end))
        yield from _place(span, start, words, wanted, followed)


def _place(span: Span, start: int, words: str, wanted: frozenset[str], followed: bool) -> Iterator[Span]:
    """Street, city and state of one part, in this order, each of which may be missing."""
    end = len(words)
    for pattern, kind in ((_ABBREVIATION, "state_abbreviation"), (_STATE, "state")):
        found = [m for m in pattern.finditer(words) if m.end() == len(words)]
        # "New York" is the city where another part follows it, or where the policy speaks of cities alone.
        alone = kind == "state" and found and found[0].start() == 0
        is_city = alone and (followed or wanted & {"city", "state"} == {"city"})
        if found and not is_city:
            yield replace(span, start=start + found[0].start(), end=start + found[0].end(), kind=kind)
            end = found[0].start()
            break
    words = words[:end].rstrip(" ,")
    behind = _STREET_THEN_CITY.fullmatch(words)
    if behind:
        yield replace(span, start=start + behind.start("city"), end=start + behind.end("city"), kind="city")
    elif len(words) > 2 and not any(c.isdigit() for c in words) and not _STREET.search(words):
        yield replace(span, start=start, end=start + len(words), kind="city")
