"""Telephone and fax numbers of all regions, with their extensions.

International numbers stand for themselves. A national number is found where a label names it, or where it is
written the way its country writes phones and the country's number plan (phonenumbers) knows it; bare runs of digits
need a word about telephones near them.
"""

import re
from collections.abc import Iterator
from functools import cache

from shared.rules.dumps import is_of_a_dump
from shared.rules.finding import finding
from shared.rules.labels import label_at_end
from shared.rules.phone_context import means_otherwise, speaks_of_phones
from shared.rules.phone_words import FAX, LABELS, OTHER_NUMBERS, REGIONS, WAYS_TO_WRITE
from shared.rules.reading import CHECKED, CONTEXT, FORMAT, Label, Reading
from shared.rules.vocabulary import listed
from shared.spans import Span

_CANDIDATE = re.compile(
    r"[+(0-9](?<![0-9A-Za-z_/$€£].)(?<![0-9][.,:-].)(?:(?<=\+)[ ]?\(?[0-9]|(?<=\()\+?[0-9]|"
    r"(?<=[0-9]))(?:[ .\-()]{0,3}[0-9]){0,5}(?: ?/ ?[0-9])?(?:(?:[ .\-()]|/(?<! /)(?! )){0,3}[0-9]){1,17}"
    r"(?![0-9_]|[A-WYZa-wyz]|[xX](?![0-9])|[.,:-][0-9]|[ ]?[%€])"
)
_EXTENSION = re.compile(
    r"[ ,;/-]{0,3}\(?(?:ext(?:ension|n)?|poste|interno|int|ramal|anexo|durchwahl|dw|toestel|доб|dahili|"
    r"wew|内線|分机|转|내선|x|#)"
    r"[.:]?[ ]?([0-9]{1,6})(?![0-9A-Za-z])\)?",
    re.IGNORECASE,
)
_LONE_EXTENSION = re.compile(
    r"(?<![A-Za-z._])(?:ext(?:ension|n)?|poste|interno|ramal|anexo|durchwahl|toestel|доб|dahili|内線|分机|"
    r"내선)[.:]? ?([0-9]{2,6})(?![0-9A-Za-z_]|\.[0-9A-Za-z_])",
    re.IGNORECASE,
)

_DATE = re.compile(
    r"(?:19|20)[0-9]{2} ?- ?(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?(?:0[1-9]|"
    r"[12][0-9]|3[01])(?:[ -].*)?|[0-9]{1,2}[-./][0-9]{1,2}[-./](?:19|20)[0-9]{2}.*"
)
_THEN_DATE = re.compile(r".*[0-9][ -](?:19|20)[0-9]{2}[-./](?:0[1-9]|1[0-2])[-./](?:0[1-9]|[12][0-9]|3[01])")
_CLOCK = re.compile("[T ,]{1,2}[0-9]{2}:[0-9]{2}")
_COLUMNS = re.compile("([0-9]{3,6}) {1,6}([0-9]{3,6})")
_STAMP_BEFORE = re.compile(r":[0-9]{2}[.,][0-9]{3} {1,6}\Z")
"""The end of a log's time of day, to the thousandth of a second."""
_AMOUNT = re.compile(r"\+[0-9]{1,3}(?:[ .][0-9]{3})+")
_AND = re.compile(r" ?(?:/|,|;| y| e| o| or| and| u| und| oder| et| ou| en| i| и| ve|、|和|और| و) ?")
_NANP = re.compile(r"1?[2-9][0-9]{2}[2-9][0-9]{6}")
_AS_IN_AMERICA = re.compile(r"(?:1[ .-]|001[ .-])?(?:\([0-9]{3}\) ?[0-9]{3}-|[0-9]{3}-[0-9]{3}-)[0-9]{4}")
"""Written as Americans do: whoever made the number up did not look at the number plan."""
_KOREAN = re.compile(r"0[2-6][0-9]?\)[ ]?[0-9]{3,4}-[0-9]{4}")
"""The area code before a bracket that nothing opened: 02)312-3456."""
_PART_BEFORE = re.compile(r"(?:[0-9][A-Za-z]{1,3}|[A-Z]{1,3}[0-9]{1,3})[ -]\Z")
"""What stands before the rest of a part number: 8EA 012 527-611."""
_LOCAL = re.compile("[2-9][0-9]{2}-[0-9]{4}")
_POSTCODE = re.compile("[0-9]{2}[.]?[0-9]{3}-[0-9]{3}")
"""A Brazilian one: its name, CEP, is Turkish for a mobile phone."""

_GROUPS_BEFORE = re.compile(r"(?:[0-9]{4}|[A-Z]{1,4}[0-9]{2}|[A-Z]{4}) ?\Z")
"""What an IBAN or a card looks like up to here: the groups that follow are no phone."""
_CYRILLIC = re.compile("[а-я]{3}")
_CJK = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def find(reading: Reading) -> Iterator[Span]:
    """The telephone numbers of a text."""
    done = 0
    for match in _CANDIDATE.finditer(reading.text):
        for start, end in _parts(match):
            if start < done:
                continue
            span = _number(reading, start, end)
            if not span and done and _AND.fullmatch(reading.text, done, start) and end - start > 6:
                span = _span(reading, start, end, "phone_number", CONTEXT)  # "Tel. 918 823 984 / 619 128 686"
            if span:
                done = span.end
                yield span
    for match in _LONE_EXTENSION.finditer(reading.text):
        yield finding(match.start(1), match.end(1), "phone_number_extension", FORMAT)


def _parts(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The candidate, then what is left without its first or last groups: a house number may stand before a phone."""
    text, start, end = match[0], match.start(), match.end()
    first, slash, second = text.partition(" / ")
    if slash and sum(map(str.isdigit, first)) > 7:  # two numbers, not an area code and the rest
        yield start, start + len(first)
        yield end - len(second), end
        return
    yield start, end
    if len(text) < 15 or " " not in text:
        return
    cuts = [cut.start() for cut in re.finditer(" ", text)][:6]
    for cut in reversed(cuts):
        yield start, start + len(text[:cut].rstrip(" .-/()"))
    for cut in cuts:
        yield start + cut + 1, end


def _number(reading: Reading, start: int, end: int) -> Span | None:
    raw = reading.text[start:end]
    digits = "".join(char for char in raw if "0" <= char <= "9")
    if not 6 <= len(digits) <= 17 or (len(set(digits)) < 3 and not raw.startswith("+")):
        return None
    if _KOREAN.fullmatch(raw):
        return _span(reading, start, end, "phone_number", CONTEXT)
    if raw.count("(") != raw.count(")"):
        if not raw.startswith("(") or ")" in raw:
            return None
        start, raw = start + 1, raw[1:]
    if is_of_a_dump(reading.text, start, end):
        return None
    if "+" in raw or (raw.startswith("00") and not _GROUPS_BEFORE.search(reading.text, max(0, start - 12), start)):
        score = _international(raw.lstrip("("), digits)
        if score:
            return _span(reading, start, end, "phone_number", score)
    if reading.text[max(0, start - 2) : start].rstrip().endswith("〒"):
        return None
    if "+" in raw[1:] or _DATE.fullmatch(raw) or _POSTCODE.fullmatch(raw):
        return None
    if means_otherwise(reading, start) or _is_of_a_log(reading, start, end):
        return None
    label = reading.label(start)
    if label.ends_with(LABELS) and (label.naming or len(digits) > 6) and len(digits) <= 15:
        return _span(reading, start, end, "phone_number", CONTEXT if len(digits) > 6 else FORMAT)
    if (
        label.ends_with(OTHER_NUMBERS)
        or label_at_end(label.words) not in ("", "my number")
        or _GROUPS_BEFORE.search(reading.text, max(0, start - 12), start)
    ):
        return None
    if len(digits) < 8:
        local = _LOCAL.fullmatch(raw) and speaks_of_phones(reading, start)
        return _span(reading, start, end, "phone_number", FORMAT) if local else None
    if raw == digits:
        return _bare(reading, start, end, digits)
    score = _as_written(raw, digits)
    if score and _PART_BEFORE.search(reading.text, max(0, start - 6), start) and not speaks_of_phones(reading, start):
        return None
    if score < CONTEXT and len(digits) > 8 and speaks_of_phones(reading, start) and _exists(digits, REGIONS):
        score = CONTEXT
    return _span(reading, start, end, "phone_number", score) if score else None


def _is_of_a_log(reading: Reading, start: int, end: int) -> bool:
    """Whether figures run into a time stamp, or are a process and its thread behind one: "0412 2024-01-31 09:15:02"."""
    if _THEN_DATE.fullmatch(reading.text, start, end):
        return bool(_CLOCK.match(reading.text, end))
    columns = _COLUMNS.fullmatch(reading.text, start, end)
    if not columns or len(columns[1]) != len(columns[2]):
        return False
    return bool(_STAMP_BEFORE.search(reading.text, max(0, start - 16), start))


def _international(raw: str, digits: str) -> float:
    import phonenumbers

    plain = "+" + (digits if "+" in raw else digits[2:])
    plain = (
        re.sub(r"\A(\+(?:49|44|43|41|33|31|32|39|46|90|61|20|966|971))0(?=[1-9])", r"\1", plain)
        if "(0)" in raw
        else plain
    )
    try:
        number = phonenumbers.parse(plain, None)
    except phonenumbers.NumberParseException:
        return 0.0
    if phonenumbers.is_valid_number(number) and ("+" in raw or (raw != digits and "/" not in raw)):
        return CHECKED if "+" in raw else CONTEXT
    if "+" not in raw and (raw == digits or "/" in raw):
        return 0.0  # an account or a file number may begin with two zeros
    possible, grouped = phonenumbers.is_possible_number(number), re.search(r"[0-9][ .()/-]", raw)
    if possible and grouped:
        return CONTEXT if raw.startswith("+") else FORMAT
    # Nobody writes other numbers so, except amounts: +100 000 000.
    return FORMAT if "+" in raw and len(digits) > 9 and not _AMOUNT.fullmatch(raw) and (possible or grouped) else 0.0


def _bare(reading: Reading, start: int, end: int, digits: str) -> Span | None:
    """A run of digits: only where the words near it speak of telephones, or a Chinese mobile in Chinese text."""
    if not 9 <= len(digits) <= 12:
        return None
    mobile = re.fullmatch("1[3-9][0-9]{9}", digits)
    if re.fullmatch("[78]9[0-9]{9}", digits) and _CYRILLIC.search(reading.text, max(0, start - 60), end + 20):
        return _span(reading, start, end, "phone_number", FORMAT)
    if mobile and _CJK.search(reading.text, max(0, start - 30), end + 10):
        return _span(reading, start, end, "phone_number", CONTEXT)
    if speaks_of_phones(reading, start) and _exists(digits, REGIONS):
        return _span(reading, start, end, "phone_number", CONTEXT)
    return None


def _as_written(raw: str, digits: str) -> float:
    for pattern, regions, score in _ways_to_write():
        if pattern.fullmatch(raw):
            if regions == ("NANP",):
                if _NANP.fullmatch(digits):
                    return score if _exists(digits, ("US",)) else FORMAT
            elif _exists(digits, regions):
                return score
            elif score == CONTEXT and "(" in raw:
                return FORMAT  # peculiar enough, though no plan has the number
    return FORMAT if _AS_IN_AMERICA.fullmatch(raw) else 0.0


def _span(reading: Reading, start: int, end: int, kind: str, score: float) -> Span:
    label: Label = reading.label(start)
    if label.ends_with(FAX):
        kind = "fax"
    if extension := _EXTENSION.match(reading.text, end):
        end = extension.end(1)
    return finding(start, end, kind, score)


def _exists(digits: str, regions: tuple[str, ...]) -> bool:
    import phonenumbers

    for region in regions:
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
    return False


@cache
def _ways_to_write() -> tuple[tuple[re.Pattern[str], tuple[str, ...], float], ...]:
    return tuple((re.compile(pattern), listed(regions, " "), score) for pattern, regions, score in WAYS_TO_WRITE)
