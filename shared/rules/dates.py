"""Dates of letters and forms: in figures, in words in sixteen languages, in Chinese, Japanese and Korean style.

A birth date is sure; a date with nothing personal around it is found with a low score, so that a policy can let
administrative dates stand. A log line's timestamp, a version, a release date and a bare year are not findings.
"""

import re
from collections.abc import Iterator
from datetime import date as Date

from shared.rules.affairs import has_name_beside, is_of_public_affairs
from shared.rules.date_words import BIRTH, BUILT, EXPIRES, FIELD, OF_LIFE, OFFICIAL, OWN, PERSONAL, PUBLIC, SOMEBODY
from shared.rules.finding import finding
from shared.rules.months import months
from shared.rules.reading import CHECKED, CONTEXT, FORMAT, WEAK, Reading, read
from shared.spans import Span

# The first digit stands before the look to its left: so the search skips from digit to digit.
_EDGE = r"(?<![0-9A-Za-z_/\\=@#-].)(?<![0-9][.:,].)"
_STOP = r"(?![0-9A-Za-z_]|[./:-][0-9A-Za-z])"
_FIGURES = re.compile(
    rf"([0-9]{_EDGE}[0-9]{{0,3}})( ?[./] ?|-)([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}|[0-9])(?![0-9A-SU-Za-z_]|"
    rf"[./-][0-9]|T[0-9])"
)
_WORD = r"[^\s\d_.,;:/()\[\]{}<>|\"'=-]{3,14}"
_DAY_FIRST = re.compile(
    rf"([0-9]{_EDGE}[0-9]?)(?:st|nd|rd|th|er|º|ª|°|e|\")?\.?[ -]{{0,2}}(?:de |of |d'|di |"
    rf"del )?({_WORD}(?: ال(?:أول|ثاني))?)\.?,?[ -]{{0,2}}(?:de |del |di |van |सन )?"
    rf"('?[0-9]{{2}}(?![0-9])|[0-9]{{4}})?(?![0-9:])"
)
_DAY_SECOND = re.compile(
    r"([0-9](?<![0-9A-Za-z_:./-].)[0-9]?)(?:st|nd|rd|th)?(?:, ?| ,| )([0-9]{4})(?![0-9:A-Za-z_-]|\.[0-9])"
)
_MONTH_BEFORE = re.compile(rf"(?<![^\W_])({_WORD})\.?[ -]{{1,2}}\Z")
_YEAR_FIRST = re.compile(rf"([0-9]{_EDGE}[0-9]{{3}})[.,]?[ -]({_WORD})\.?[ -]([0-9]{{1,2}}){_STOP}")
_HAN_DIGITS = "〇零一二三四五六七八九十"
_HAN = re.compile(
    rf"(?:(?:令和|平成|昭和|大正|明治|民國|民国|公元|西元) ?(?:[0-9]{{1,3}}|元|[{_HAN_DIGITS}]{{1,3}})|"
    rf"(?<![0-9])[0-9]{{2,4}}|[{_HAN_DIGITS}]{{4}}) ?年 ?"
    rf"(?:[0-9]{{1,2}}|[{_HAN_DIGITS}]{{1,2}}) ?月(?: ?(?:[0-9]{{1,2}}|[{_HAN_DIGITS}]{{1,3}}) ?[日号號])?"
    r"|(?<![0-9])[0-9]{2,4} ?년 ?[0-9]{1,2} ?월(?: ?[0-9]{1,2} ?일)?|"
    r"(?<![0-9A-Za-z])[MTSHR][0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}(?![0-9.])"
)
_COMPACT = re.compile(
    r"([12](?<![0-9A-Za-z_./-].)(?:9|0)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z_]|"
    r"[./-][0-9A-Za-z])"
)
_KOREAN_BIRTH = re.compile(
    r"생(?:년월일|일)\s?[:=|]?\s?([0-9]{2})\.?(0[1-9]|1[0-2])\.?(0[1-9]|[12][0-9]|3[01])(?![0-9-])"
)
"""Six figures, as Koreans write them: 생년월일 850312."""
_BARE_YEAR = re.compile(r"[12](?<![0-9A-Za-z_./-].)(?:9|0)[0-9]{2}(?![0-9A-Za-z_]|[./-][0-9])")
_EXPIRY = re.compile(
    r"[01](?<![0-9A-Za-z_./-].)(?:(?<=0)[1-9]|(?<=1)[0-2]) ?[/-] ?(?:20)?[0-9]{2}(?![0-9A-Za-z_/-]|\.[0-9])"
)

_VALUES = re.compile("[0-9()=]")
_EPOCH = frozenset(("1970-01-01", "1900-01-01", "0001-01-01", "9999-12-31", "1/1/1970", "01/01/1970"))
"""Days on which nothing happened: where calendars of machines begin or end."""
_LOG = re.compile(
    r"\A[\s\[({\"<|]*(?:[a-z_@\"]{0,20}[\"':= ]{1,4})?(?:19|20)?[0-9]{2}[-/.](?:[0-9]{1,2}|"
    r"[a-z]{3})[-/.][0-9]{2,4}[t ,_:-]+[0-9]{1,2}:[0-9]{2}"
    r"|[0-9]{2}:[0-9]{2}:[0-9]{2}[.,][0-9]{3}|\[(?:info|warn|error|debug|trace|main|notice|fatal)\w*\]|"
    r"(?<![a-z])(?:info|warn|error|debug|trace|fatal|notice)(?: |:|\])[ \[:-]"
    r"|(?:\A|\s)v?[0-9]+\.[0-9]+\.[0-9]+(?![0-9])(?!\.?[0-9]{3})"
)
_TIME_AFTER = re.compile(r"[T ,]{0,2}(?:at )?[0-9]{1,2}:[0-9]{2}:[0-9]{2}")
_CHAT_STAMP = re.compile(r",? ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[apAP]\.?[mM]\.?)?\]")
"""When a message was sent: "[27/1/23, 20:20] Lena: …"."""
_SHORT_DASHED = re.compile("[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}")
_LITERAL = re.compile(r"(?:[<>]=?|(?<![^\W_])(?:date|timestamp|datetime|between)) ?'\Z")
"""Before a value of a query: "WHERE day >= '2024-01-31'", "DATE '2024-01-31'"."""
_OPTION = re.compile(r"(?<![\w-])--([a-z][a-z-]{0,30})[ =][\"']?\Z")
"""Before the argument of a command's option: "--since 2024-01-31"."""
_LOG_EDGE = re.compile(r"[\n\[]?\Z")
_CODE = re.compile(r"[{};=]\s*\Z|[\"']\s*[,)\]};]|[a-z_]\(|<\?|</|\bselect\b|\A\s*(?://|#|\*|--|/\*)|=>|:=|\+\+|==")


def find(reading: Reading) -> Iterator[Span]:
    """The dates of a text."""
    for start, end, year in _all(reading):
        if (score := _score(reading, start, end, year)) > 0:
            yield finding(start, end, "date", score)
    for match in _EXPIRY.finditer(reading.text):
        if EXPIRES.search(reading.before(match.start(), 24)):
            yield finding(match.start(), match.end(), "date", CONTEXT)
    for match in _BARE_YEAR.finditer(reading.text):
        if BIRTH.search(reading.before(match.start(), 24).rpartition("\n")[2]) or re.match(
            r" ?(?:年生|г\. ?р|년생)", reading.text[match.end() : match.end() + 6]
        ):
            yield finding(match.start(), match.end(), "date", CONTEXT)
    for match in _COMPACT.finditer(reading.text):
        if not _is_date(int(match[1]), int(match[2]), int(match[3])):
            continue
        label = reading.label(match.start())
        named = label.naming and FIELD.search(f"{label.words[-24:]} {label.column}") and not PUBLIC.search(label.words)
        if named or BIRTH.search(reading.before(match.start(), 30)):
            yield finding(match.start(), match.end(), "date", CONTEXT)
    if "생" in reading.text:
        for match in _KOREAN_BIRTH.finditer(reading.text):
            if _is_date(1900 + int(match[1]), int(match[2]), int(match[3])):
                yield finding(match.start(1), match.end(3), "date", CONTEXT)


def is_nobodys(text: str, start: int, end: int) -> bool:
    """Whether what is found at `[start, end)` is a date that speaks of no person: a log's, a law's, a release's.

    Sees the line and what stands above it; says no wherever the figures are no date that it knows.
    """
    above = text.rfind("\n", max(0, start - 240), start)
    left = max(0, start - 240, text.rfind("\n", max(0, start - 480), above) + 1 if above >= 0 else 0)
    stop = text.find("\n", end, end + 240)
    reading = read(text[left : stop if stop >= 0 else end + 240])
    if reading.offsets is not None:
        return False
    found = [date for date in _all(reading) if date[0] < end - left and date[1] > start - left]
    return bool(found) and all(_is_public(reading, *date) for date in found)


def is_claimed(text: str, start: int) -> bool:
    """Whether the line around a date speaks of somebody, named or not: "my visit on …", "the wedding was on …"."""
    reading = read(text[max(0, start - 64) : start + 64])
    around = reading.line(min(start, 64), 64)
    return any(words.search(around) for words in (OWN, SOMEBODY, OF_LIFE))


def _is_public(reading: Reading, start: int, end: int, year: int) -> bool:
    """Whether a date is a log's, a release's or a law's, or older than anybody who lives."""
    before = reading.before(start, 48)
    if BIRTH.search(before) or BIRTH.search(reading.after(end, 10)) or not year:
        return False
    timed = _TIME_AFTER.match(reading.text, end)
    if timed and _LOG_EDGE.match(reading.text[start - 1 : start]):
        return True
    line = reading.line(start, 48)
    if not 1900 <= year <= 2100:
        return True
    if PUBLIC.search(line):
        return not (OWN.search(line) or OF_LIFE.search(line))
    return _speaks_of_laws(line) and not OF_LIFE.search(line) and not has_name_beside(reading, start)


def _all(reading: Reading) -> Iterator[tuple[int, int, int]]:
    """Every date as `(start, end, year)`; a year of 0 when none is written."""
    text, lower, names = reading.text, reading.lower, months()
    for match in _FIGURES.finditer(text):
        if year := _year_of_figures(match):
            yield match.start(), match.end(), max(year, 0)
    for match in _DAY_FIRST.finditer(lower):
        if (month := names.get(match[2])) and _is_date(2000, month, int(match[1])):
            # "22 March 38" may be a row of a table; a birth date it is only where somebody says so.
            year = _year(match[3].lstrip("'")) if match[3] and len(match[3]) > 2 else 0
            yield match.start(), match.end() if match[3] else match.end(2), year
    for match in _DAY_SECOND.finditer(lower):
        before = _MONTH_BEFORE.search(lower[max(0, match.start() - 18) : match.start()])
        if before and (month := names.get(before[1])) and _is_date(2000, month, int(match[1])):
            yield match.start() - len(before[0]), match.end(), _year(match[2])
    for match in _YEAR_FIRST.finditer(lower):
        if (month := names.get(match[2])) and _is_date(2000, month, int(match[3])):
            yield match.start(), match.end(), _year(match[1])
    if not text.isascii():
        for match in _HAN.finditer(text):
            yield (
                match.start(),
                match.end(),
                2000 if re.search("[日号號일]", match[0]) or (match[0][0].isascii() and match[0][0].isalpha()) else 0,
            )


_UNSURE = -1
"""A date only where somebody says so."""


def _year_of_figures(match: re.Match[str]) -> int:
    """The year, 0 when the figures are no date. All the usual orders are tried: 31.12.1999, 12/31/1999, 1999-12-31."""
    first, sign, second, third = match.groups()
    if len(first) == 4 and len(third) < 3:
        return _year(first) if _is_date(int(first), int(second), int(third)) else 0
    if len(first) > 2 or len(third) < 2:
        return 0
    if len(third) == 2 and (len(first) < 2 or len(second) < 2) and "/" not in sign:
        return _UNSURE if _is_date(2000, int(second), int(first)) else 0  # 1.2.33 is a version or a section
    if len(third) == 2 and int(first) > 31 and sign.strip() != ".":
        return _year(first) if _is_date(2000, int(second), int(third)) else 0
    year = _year(third)
    usual = _is_date(year, int(second), int(first)) or (
        sign.strip() in "/-" and _is_date(year, int(first), int(second))
    )
    return year if usual else 0


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < 50 else 1900 + year


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        Date(year, month, day)
    except ValueError:
        return False
    return 1000 <= year <= 2150


def _speaks_of_laws(around: str) -> bool:
    """Whether a line is about a law and about nobody: Italian "lei" is somebody, Portuguese "Lei nº" is none."""
    without, laws = OFFICIAL.subn(" ", around)
    return bool(laws) and not (OWN.search(without) or SOMEBODY.search(without))


def _is_argument(before: str) -> bool:
    """Whether a date is a query's or an option's, and not of a field that is somebody's: "--hired 2024-01-31"."""
    if option := _OPTION.search(before):
        name = option[1].replace("-", " ")
    elif literal := _LITERAL.search(before):
        name = before[: literal.start()][-24:]
    else:
        return False
    return not any(words.search(name) for words in (FIELD, OF_LIFE, SOMEBODY))


def _score(reading: Reading, start: int, end: int, year: int) -> float:
    timed = _TIME_AFTER.match(reading.text, end)
    if timed and _LOG_EDGE.match(reading.text[start - 1 : start]):
        return 0.0
    if reading.text[start - 1 : start] == "[" and _CHAT_STAMP.match(reading.text, end):
        return 0.0
    before = reading.before(start, 48)
    if BIRTH.search(before) or BIRTH.search(reading.after(end, 10)) or reading.text.startswith("생", end):
        return CHECKED if year else CONTEXT
    if not 1900 <= year <= 2100:
        if year or not FIELD.search(before[-24:]):
            return 0.0
        figures = reading.text[start:end].replace(" ", "")
        return FORMAT if reading.label(start).naming else 0.0 if figures[-1] in "0123456789年月월" else WEAK
    if _is_argument(before):
        return 0.0
    # The date itself must not pass for a version number.
    line = reading.line(start).replace(reading.lower[start:end], "")
    if timed or _LOG.search(line) or reading.text[start:end] in _EPOCH:
        return 0.0
    around = reading.line(start, 64)
    of_life = OF_LIFE.search(around)
    laws = not of_life and _speaks_of_laws(around)
    if (not of_life and PUBLIC.search(line)) or (laws and not has_name_beside(reading, start)):
        return 0.0
    personal = of_life or PERSONAL.search(before)
    if not personal and _SHORT_DASHED.fullmatch(reading.text, start, end):
        return 0.0
    label = reading.label(start)
    if label.naming and not _VALUES.search(label.words[-24:]) and FIELD.search(label.words[-24:] + " " + label.column):
        return CONTEXT
    if _CODE.search(line):
        return 0.0
    if not personal and BUILT.search(around) and not OWN.search(around):
        return 0.0
    return FORMAT if of_life or (personal and not laws and not is_of_public_affairs(reading, start)) else WEAK
