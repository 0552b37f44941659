"""Addresses by what is said of them: "I live at 14 Larkspur Close", "Jag bor på Storgatan 14", "живу на Лесной, 5".

`shared.rules.addresses` knows streets by their own word and their post code. Here a verb of living, moving or
delivering stands before, so that a street with a doubtful word ("Close", "Way"), one without any, or one in small
letters is an address too. Every finding has a house number: it is where looking begins.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, FORMAT, Reading
from shared.rules.vocabulary import listed
from shared.spans import Span

_NUMBER = re.compile(
    r"(?<=[^\W\d_][ ,:])[ ]?([0-9]{1,4}[A-Za-z]?)(?![\w%€$£°]|[.:/][0-9])|^([0-9]{1,4}[A-Za-z]?)(?=,? [A-Z])",
    re.MULTILINE,
)
_REACH = 96


# In English the number comes first.

_LIVES = (
    r"(?i:(?<![^\W\d_])(?:liv(?:e|es|ed|ing)|resid(?:es?|ed|ing)|resident|stay(?:s|ed|ing)?|mov(?:es?|ed|ing)|"
    r"meet(?:ing)?|met|deliver(?:ed|y|ies)?|sen[dt]|shipp?(?:ed|ing)?|post(?:ed)?|mail(?:ed)?|pick(?:ed)?|"
    r"collect(?:ed)?|dropp?(?:ed)?|com(?:e|ing)|came|visit(?:ed|ing)?|address|home|house|flat|born|found|arrested|"
    r"called)(?![^\W\d_])[^.\n!?;0-9]{0,24}?"
    r"(?:(?<![^\W\d_])(?:at|to|from|in|is|was|of)[ ,]|:[ ]|,[ ]))"
)
_LIVES_AT = re.compile(rf"{_LIVES}\Z")
_AT = re.compile(r"(?i:(?<![^\W\d_])(?:at|of))[ ]\Z")
_NAME = r"[A-Z][a-z'’-]{1,20}"
_TOWN = rf"(?:,[ ](?!(?:I|We|He|She|The|And|But|Then|So|If|It|On|In|At)(?![a-z])){_NAME}(?:[ -]{_NAME})?(?![\w@]))?"
_ENDS = (
    r"(?=[,;:!?)\n]|\.(?![0-9A-Za-z])|[ ]*\Z|[ ](?:and|but|with|since|until|till|for|near|in|on|by|at|when|where|so|"
    r"who|if|or|from|around|about|before|after|this|next|last|tomorrow|tonight|today|please|thanks|she|he|they|we|i)"
    r"(?![^\W\d_]))"
)
_SURELY = "Gardens|Grove|Mews|Rd|Ln|Crescent"
_DOUBTFUL = (
    f"{_SURELY}|Close|Street|Road|Avenue|Lane|St|Ave|Drive|Dr|Court|Ct|Way|Place|Pl|Circle|Trail|Square|Walk|Row|Hill|"
    "Park|Rise|View|Approach|Paddock|Croft|Green|Vale|Parade|Wharf|Quay|Yard|Terrace|Heights|Meadows?|Fields?|End|"
    "Bank|Lea|Path"
)
_NAMES = rf",?[ ](?:(?:The|St\.?|Old|{_NAME})[ ]){{1,3}}"
_STREET = re.compile(rf"(?:{_NAMES}(?:{_DOUBTFUL})\.?|,?[ ]The[ ]{_NAME}){_TOWN}{_ENDS}")
_SURE_STREET = re.compile(rf"{_NAMES}(?:{_SURELY})\.?{_TOWN}{_ENDS}")
_SMALL = re.compile(
    r"[ ](?:(?!(?:the|of|in|on|an?|and|for|with|to|per|people|men|women|kids|cars?|houses?|days?|weeks?|months?|years?|"
    r"hours?|mins?|minutes?|miles?|other|more|busy|different|new|long|dead)[ ])[a-z'’]{2,14}[ ]){1,3}"
    rf"(?:street|st|road|rd|avenue|ave|lane|drive|close|court|crescent|gardens|grove|terrace|square|mews|way|place){_ENDS}"
)


# Elsewhere it follows the street.

_VERBS = "|".join(
    listed(
        "wohne|wohnt|wohnst|wohnen|wohnte|wohnhaft|umgezogen|woon|woont|wonen|woonde|verhuisd|"
        "bor|bodde|bott|boede|boet|flyttade|flyttat|flyttede|flyttet|asun|asuu|asumme|bydlím|bydlí|bydlíme|bydlel|bydlela|"
        "bývám|bývam|býva|lakom|lakik|lakunk|stanujem|stanuje|živim|živi|locuiesc|locuiește|domiciliat|domiciliată|"
        "μένω|μένει|μένουμε|κατοικεί|vivo|vive|viven|vivimos|vivía|mudé|mudamos|abito|abita|abitiamo|residente|trasferito|"
        "trasferita|moro|mora|moramos|morava|mudei|mieszkam|mieszka|mieszkamy|mieszkał|mieszkała|zamieszkały|zamieszkała|"
        "przeprowadziłem się|przeprowadziłam się|живу|живёт|живет|живём|живем|жил|жила|проживает|проживаю|переехал|"
        "переехала|мешкаю|мешкає|живе"
    )
)
_LARGE = "[A-ZÀ-ÞĀ-ŽΑ-ΩА-ЯЁІЇЄҐ]"
_WORD = rf"{_LARGE}(?:[^\W\d_]|[.'’-]){{1,24}}"
_SAID = re.compile(
    rf"(?i:(?<![^\W\d_])(?:{_VERBS})) (?:(?!seit |sinds |sedan |siden |desde |dal |od |с )[^\W\d_A-Z]{{1,11}} ){{0,3}}?"
    rf"(?:(?<= )(?=(?:Am|An|Auf|Im|In|Zum|Zur|Unter|Hinter|Vor) )|(?<=[^\W\d_A-Z] ))"
    rf"({_WORD}(?: (?:[^\W\d_]{{1,6}}|{_WORD})){{0,3}}),?[ ]\Z"
)
_ROOM = re.compile(
    r"(?:,?[ ](?:[0-9]{1,2}[.ºª°]?[ ]?)?(?:tr|th|tv|mf|bl|ap|apt|sc|et|etg|lok|m|bus|int|piso|apto|кв|корп)"
    r"(?![^\W\d_])\.?(?:[ ]?[0-9]{1,4}[A-Za-z]?)?(?![\w]))*"
)
_STOPS = re.compile(
    r"[,;:!?)\n]|\.(?![0-9])|-[a-zà-ÿ]|[ ]*\Z|[ ](?:in|bei|und|mit|seit|en|met|i|och|og|med|ja|v|ve|a|s|u|w|na|z|és|și|"
    r"pe|la|y|con|desde|a|e|em|com|di|da|et|à|и|в|с|у|та|με|και|στο|στη)(?![^\W\d_])"
)


def find(reading: Reading) -> Iterator[Span]:
    """The addresses of a text that somebody lives at, moves to or gets something at."""
    text = reading.text
    for match in _NUMBER.finditer(text):
        start, end = match.span(match.lastindex or 0)
        before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
        yield from _number_first(text, start, end, before)
        yield from _number_last(text, start, end, before)


def _number_first(text: str, start: int, end: int, before: str) -> Iterator[Span]:
    street = _STREET.match(text, end) or _SMALL.match(text, end)
    if street and _LIVES_AT.search(before):
        yield finding(start, _end(street), "street_address", CONTEXT)
    elif (not before.strip() or _AT.search(before)) and (street := _SURE_STREET.match(text, end)):
        yield finding(start, _end(street), "street_address", FORMAT)


def _end(street: re.Match[str]) -> int:
    return street.end() - street[0].endswith(".")


def _number_last(text: str, start: int, end: int, before: str) -> Iterator[Span]:
    named = any(word[:1].isupper() for word in before.rstrip(" ,").split(" ")[-2:])  # cheap, and mostly not so
    said = _SAID.search(before) if named and end - start < 5 else None
    if said:
        room = _ROOM.match(text, end)
        stop = room.end() if room else end
        if _STOPS.match(text, stop):
            yield finding(start - len(before) + said.start(1), stop, "street_address", CONTEXT)
