"""Streets with their house numbers, and the post code and town that follow: as nine languages and countries write them.

A street's own word ("Street", "rue", "ul.", "路") has to stand beside a name and a number. Where the post code follows
the finding is sure; towns alone, post boxes and farms without a street are the model's to find.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, FORMAT, Reading
from shared.rules.vocabulary import listed
from shared.spans import Span


@dataclass(frozen=True, slots=True)
class Manner:
    """How a country writes a street: what stands before and after the street's word, and the place that may follow.

    `sure` is whether the street alone is an address, without a post code; `place_of_word` whether the street's word
    stands alone, ends another ("Hauptstraße") or stands inside, in scripts without blanks.
    """

    words: tuple[str, ...]
    before: re.Pattern[str]
    after: re.Pattern[str]
    place: re.Pattern[str]
    sure: bool = True
    place_of_word: str = "alone"


_CAPITAL = "[A-ZÀ-ÞĀ-ŽΑ-ΩА-Я]"
_NAME = rf"{_CAPITAL}[\w'’.-]{{1,24}}"
_NUMBER = r"[0-9]{1,5}(?:[ ]?[a-zA-Z](?![\w]))?(?:[/-][0-9]{1,4}[a-zA-Z]?)?(?![0-9])"
_LITTLE = "am|an der|im|de|del|la|le|les|sur|upon|on|bei|den|aan|[a-z]{2}"
_REST = r"(?:-[a-zà-ÿ][\w'’]{0,15}){0,2}"
# A hyphen stands between two words and within none: "12 Main St-A-A-A-A-A…" could be cut in millions of ways.
_TOWN = (
    rf"(?:Ste?\.|{_CAPITAL}[\w'’]{{1,24}}{_REST})"
    rf"(?:[ -](?:(?:{_LITTLE})[ -])?(?:Ste?\.|[A-ZÀ-ÞĀ-Ž0-9][\w'’]{{0,24}}{_REST})(?<!E-mail)){{0,4}}"
)
_BREAK = r"(?:,[ ]?|[ ]?\n|[ ](?:[-–·|/][ ]?)?|[–·|/][ ]?|-[ ])"
_ROOM = "Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Rm|Room"
_FLAT = rf"(?:,?[ ](?:(?:{_ROOM})\.?[ ]?#?|#[ ]?)[0-9A-Za-z-]{{1,6}})?"
_ZIP = "[0-9]{5}(?:-[0-9]{4})?(?![0-9])"
_STATE = r"(?:[A-Z]{2}|[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?)"
_UK_CODE = r"[A-Z]{1,2}[0-9][0-9A-Z]?[ ][0-9][A-Z]{2}(?![0-9A-Za-z])"
_ABROAD = r"(?:NSW|VIC|QLD|ON|BC|QC|AB)[ ](?:[0-9]{4}|[A-Z][0-9][A-Z][ ][0-9][A-Z][0-9])(?![0-9A-Za-z])"
_ENGLISH_PLACE = re.compile(
    rf"{_BREAK}(?:{_TOWN}{_BREAK})?{_STATE}[ ]{{1,2}}{_ZIP}|{_BREAK}(?:{_TOWN}{_BREAK}){{0,3}}{_UK_CODE}|"
    rf"{_BREAK}{_TOWN},?[ ]{_ABROAD}"
)
_ENGLISH_BEFORE = re.compile(
    r"(?<![\w.,:/$-])[0-9]{1,6}[A-Za-z]?(?:[-/][0-9]{1,4})?,?[ ](?:(?:[NSEW]|[NS][EW])\.?[ ])?"
    rf"(?:(?:{_NAME}|[0-9]{{1,3}}(?:st|nd|rd|th))[ ]){{1,4}}\Z"
)
_ENGLISH_AFTER = re.compile(rf"\.?(?:[ ](?:[NS]?[EW]|[NS]|North|South|East|West)(?![A-Za-z]))?{_FLAT}")
_NUMBER_FIRST = re.compile(r"(?<![\w.,:/$-])[0-9]{1,4}(?:[ ]?(?:bis|ter|quater|[A-D]))?,?[ ]\Z")
_ARTICLE = "de|del|de la|de las|de los|di|della|dei|degli|da|do|das|dos|du|des|la|le|les|l['’]|d['’]|el|y|e|i"
_ROMANCE_NAME = rf"(?:(?:{_ARTICLE})[ ]?){{0,3}}(?:{_NAME}|[0-9]{{1,2}}(?= (?:de|di) )|[IVX]+(?![a-z]))"
_ROMANCE = rf"\.?[ ]{_ROMANCE_NAME}(?:[ -]{_ROMANCE_NAME}){{0,4}}"
_CODE_AND_TOWN = re.compile(
    rf"(?:{_BREAK}(?:[^\n,]{{1,24}}),)?{_BREAK}(?:[A-Z]{{1,2}}-)?[0-9]{{4,5}}(?:-[0-9]{{3}})?[ ]{_TOWN}"
)
_NONE = re.compile(r"(?!)")
_NUMBER_AFTER = re.compile(r" (?=[0-9])")

MANNERS = (
    Manner(
        listed("Street|Avenue|Ave|Road|Boulevard|Blvd|Lane|Terrace|Parkway|Pkwy|Crescent|Highway|Hwy"),
        _ENGLISH_BEFORE,
        _ENGLISH_AFTER,
        _ENGLISH_PLACE,
    ),
    Manner(
        listed(
            "St|Rd|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Circle|Cir|Trail|Square|Close|Gardens|Grove|Mews|Walk|Row|"
            "Hill|Park"
        ),
        _ENGLISH_BEFORE,
        _ENGLISH_AFTER,
        _ENGLISH_PLACE,
        sure=False,
    ),
    Manner(
        listed("straße|strasse|Straße|Strasse|str.|Str.|gasse|allee|Allee"),
        re.compile(
            r"(?:(?:Am|An|Auf|Im|In|Zum|Zur|Alte|Neue|Große|Kleine)[ ](?:de[nrm][ ])?)?"
            r"(?:[A-ZÄÖÜ][\wäöüß.]{1,24}-){0,3}[A-ZÄÖÜ][\wäöüß.]{1,24}[ -]?\Z"
        ),
        re.compile(rf"[ ]{_NUMBER}"),
        _CODE_AND_TOWN,
        place_of_word="end",
    ),
    Manner(
        listed(
            "weg|platz|ring|damm|ufer|chaussee|steig|markt|hof|graben|berg|straat|laan|gracht|plein|kade|dijk|"
            "singel|dreef"
        ),
        re.compile(r"[A-ZÄÖÜ][\wäöüß.'’-]{1,24}\Z"),
        re.compile(rf"[ ]{_NUMBER}"),
        re.compile(rf"{_BREAK}(?:[A-Z]{{1,2}}-)?[0-9]{{4,5}}(?:[ ]?[A-Z]{{2}}(?![a-z]))?[ ]{{1,2}}{_TOWN}"),
        sure=False,
        place_of_word="end",
    ),
    Manner(
        listed("straat|laan|gracht|plein"),
        re.compile(r"[A-Z][\w'’-]{1,24}\Z"),
        re.compile(rf"[ ]{_NUMBER}(?=[,\n]|[ ]?\Z)"),
        _NONE,
        place_of_word="end",
    ),
    Manner(
        listed(
            "rue|avenue|av.|boulevard|bd|place|allée|chemin|impasse|quai|cours|route|passage|square|Rue|Avenue|"
            "Boulevard|Place|Allée|Chemin|Impasse|Quai"
        ),
        _NUMBER_FIRST,
        re.compile(_ROMANCE),
        _CODE_AND_TOWN,
    ),
    Manner(
        listed(
            "Calle|C/|Avenida|Avda.|Avda|Av.|Plaza|Paseo|Carrer|Camino|Ronda|Rua|Travessa|Praça|Alameda|Calz.|"
            "Calzada|Via|Viale|Piazza|Corso|Vicolo|Largo|calle|avenida|rua|via|viale|piazza"
        ),
        re.compile(r"(?<![\w/])\Z"),
        re.compile(
            rf"{_ROMANCE},?[ ](?:n[º°.o]{{0,2}}[ ]?|núm\.?[ ]|#)?{_NUMBER}(?:,?[ ][0-9]{{1,2}}[ºª°]"
            rf"(?:[ ][A-Za-z]{{1,4}}\.?(?![^\W_]))?)?"
        ),
        re.compile(
            rf"(?:{_BREAK}[^\n,0-9]{{2,28}}){{0,2}}{_BREAK}(?:CEP[ ]|C\.?P\.?[ ])?[0-9]{{4,5}}(?:-[0-9]{{3}})?"
            rf"(?:[ ]{_TOWN}(?:[ ]\([A-Z]{{2}}\))?)?"
        ),
    ),
    Manner(
        listed("ul.|al.|os.|pl."),
        re.compile(r"(?<![\w.])\Z"),
        re.compile(rf"[ ]?(?:{_NAME}[ -]){{1,4}}[0-9]{{1,4}}[A-Za-z]?(?:[ ]?(?:/|m\.|lok\.)[ ]?[0-9]{{1,4}})?"),
        re.compile(rf"{_BREAK}[0-9]{{2}}-[0-9]{{3}}[ ]{_TOWN}"),
    ),
    Manner(
        listed("ул.|улица|проспект|пр-т|пр.|переулок|пер.|шоссе|бульвар|б-р|наб.|набережная|площадь|пл."),
        re.compile(r"(?<![\w.])(?:[0-9]{6},[ ])?(?:(?:г\.|город)[ ]?[А-ЯЁ][\w-]+,[ ])?\Z"),
        re.compile(
            r"[ ]?(?:[0-9]{0,2}(?:-[а-я]{1,2})?[ ]?[А-ЯЁ][\w.-]+[ ]?){1,3},?[ ](?:д\.?|дом)?[ ]?[0-9]{1,4}"
            r"(?:[а-яА-Я]|[/-][0-9]{1,3})?(?:,?[ ](?:к\.|корп\.|корпус|стр\.)[ ]?[0-9]{1,3})?(?:,?[ ]"
            r"(?:кв\.|квартира|оф\.|офис)[ ]?[0-9]{1,4})?"
        ),
        re.compile(r",[ ](?:г\.[ ]?)?[А-ЯЁ][\w-]+(?:,[ ][0-9]{6})?|,[ ][0-9]{6}"),
    ),
    Manner(
        listed("Cad.|Caddesi|Cd.|Sok.|Sokak|Sokağı|Sk.|Bulvarı|Blv.|Mah.|Mahallesi"),
        re.compile(r"(?:(?:[A-ZÇĞİÖŞÜ][\wçğıöşü.'’-]{1,24}|[0-9]{1,4}\.?)[ ]){1,4}\Z"),
        re.compile(
            r"(?:,?[ ](?:[\wçğıöşüÇĞİÖŞÜ.'’-]{1,24}[ ]){0,4}"
            r"(?:Cad\.|Caddesi|Cd\.|Sok\.|Sokak|Sokağı|Sk\.))?,?[ ](?:No|NO|no|Nu)[.:]?[ ]?[0-9]{1,4}"
            r"(?:[/-][0-9A-Za-z]{1,4})?(?:,?[ ](?:D|Daire|Kat|K)[.:]?[ ]?[0-9]{1,3}){0,2}"
        ),
        re.compile(
            r",?[ ](?:[0-9]{5},?[ ][A-ZÇĞİÖŞÜ]\w{1,24}(?:[ ]?/[ ]?[A-ZÇĞİÖŞÜ]\w{1,24})?|"
            r"[A-ZÇĞİÖŞÜ]\w{1,24}[ ]?/[ ]?[A-ZÇĞİÖŞÜ]\w{1,24})"
        ),
    ),
    Manner(
        listed("路|街|大道|胡同|巷"),
        re.compile(
            r"(?![住在于位址是到去往])(?:[\u4e00-\u9fff]{2,3}(?:省|自治区|市|特别行政区|縣))?(?:[\u4e00-\u9fff]{1,4}"
            r"(?:市|州|盟|区|县|區|縣|镇|鎮|乡)){1,3}[\u4e00-\u9fffA-Za-z]{1,10}\Z"
        ),
        re.compile(
            r"(?:[东西南北中一二三四五六七八九十]段)?[ ]?(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,5})"
            r"(?:弄|巷|之[0-9]{1,2})?[ ]?"
            r"(?:[0-9]{1,4}[ ]?)?[号號](?:[0-9A-Za-z]{0,4}(?:号楼|栋|幢|座|楼|樓|单元|室|户|层|之[0-9]{1,2})){0,4}"
        ),
        _NONE,
        place_of_word="inside",
    ),
    Manner(
        listed("都|道|府|県"),
        re.compile(r"(?:〒[ ]?[0-9]{3}-[0-9]{4}[ \n]{0,2})?(?:東京|北海|京都|大阪|[\u4e00-\u9fff]{2,3})\Z"),
        re.compile(
            r"[\u3041-\u30ff\u4e00-\u9fff]{1,9}?[市区町村郡][\u3005\u3041-\u30ff\u4e00-\u9fff]{0,16}[0-9]{1,4}"
            r"(?:-[0-9]{1,4}){1,3}(?:[ ]?[\u30a0-\u30ff\u4e00-\u9fffA-Za-z]{2,16}[0-9]{1,4}(?:号室|号)?)?|"
            r"[\u3041-\u30ff\u4e00-\u9fff]{1,9}?[市区町村郡][\u3005\u3041-\u30ff\u4e00-\u9fff]{0,16}[0-9一二三四五六七八九十]{1,3}丁目(?:[0-9]{1,4}番地?(?:[0-9]{1,4}号?|の[0-9]{1,3})?|[0-9]{1,4}(?:-[0-9]{1,4})?)?"
        ),
        _NONE,
        place_of_word="inside",
    ),
    Manner(
        listed("로|길"),
        re.compile(
            r"(?:[가-힣]{2,4}(?:특별자치시|특별시|광역시|특별자치도|도|시|북도|남도)?[ ])?"
            r"(?:[가-힣]{1,4}(?:시|군|구)[ ]){1,2}(?:[가-힣]{1,4}"
            r"(?:읍|면)[ ])?[가-힣0-9]{1,9}\Z"
        ),
        re.compile(
            r"(?:[ ]?[0-9]{1,3}번?[가나다라]?길)?[ ][0-9]{1,4}(?:-[0-9]{1,4})?(?:,?[ ]?[0-9]{1,4}동)?"
            r"(?:,?[ ]?[0-9]{1,4}호)?(?:[ ]?\([가-힣0-9, ]{2,24}\))?"
        ),
        _NONE,
        place_of_word="inside",
    ),
)
_UNABBREVIATED = listed("Street|Avenue|Road|Boulevard|Lane|Terrace|Parkway|Crescent|Highway")
"""After these a full stop ends the sentence, after "Ave" perhaps only the word."""
_REACH = 72
_UNSPACED = re.compile("[\u3000-\u9fff\uac00-\ud7af]")


def find(reading: Reading) -> Iterator[Span]:
    """The addresses of a text."""
    text = reading.text
    for position, word in _street_words(text):
        for manner in _manners()[word]:
            if span := _address(text, position, word, manner):
                yield span


def _street_words(text: str) -> Iterator[tuple[int, str]]:
    """Where the words for streets stand. The whole list in one look at each beginning of a word: 10 ns a character."""
    plain, foreign = _scanners()
    for scanner in (plain,) if text.isascii() else (plain, foreign):
        if first := scanner.match(f"\n{text[:16]}"):  # nothing stands before the first word
            yield 0, first[1]
        for match in scanner.finditer(text):
            yield match.start(1), match[1]
    for number in _NUMBER_AFTER.finditer(text):
        if text.endswith(_endings(), max(0, number.start() - 12), number.start()):
            word = next(word for word in _endings() if text.endswith(word, 0, number.start()))
            yield number.start() - len(word), word
    if not text.isascii() and _UNSPACED.search(text):
        for word in _inner():
            position = text.find(word)
            while position >= 0:
                yield position, word
                position = text.find(word, position + len(word))


@cache
def _manners() -> dict[str, tuple[Manner, ...]]:
    every = {word for manner in MANNERS for word in manner.words}
    return {word: tuple(manner for manner in MANNERS if word in manner.words) for word in every}


@cache
def _endings() -> tuple[str, ...]:
    """Words that end another: Hauptstraße, Keizersgracht; the longest first."""
    found = {word for manner in MANNERS if manner.place_of_word == "end" for word in manner.words}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _inner() -> tuple[str, ...]:
    """Words of scripts without blanks between words."""
    return tuple(word for manner in MANNERS if manner.place_of_word == "inside" for word in manner.words)


@cache
def _scanners() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the words that stand alone: those in ASCII, and the others."""
    alone = {word for manner in MANNERS if manner.place_of_word == "alone" for word in manner.words}
    return _scanner({word for word in alone if word.isascii()}), _scanner({w for w in alone if not w.isascii()})


def _scanner(found: set[str]) -> re.Pattern[str]:
    by_letter: dict[str, list[str]] = {}
    for word in sorted(found, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    choices = "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"[\s(\[,:;\"'>|=*/.„“»«-]({choices})")


def _address(text: str, position: int, word: str, manner: Manner) -> Span | None:
    after = manner.after.match(text, position + len(word))
    follows = text[position + len(word) : position + len(word) + 1]
    if not after or (word[-1].isalpha() and word[-1].isascii() and follows.isalpha()):
        return None
    left = max(0, position - _REACH)
    zone = text[left:position].rpartition("\n")[2]
    before = manner.before.search(zone)
    if not before:
        return None
    start = position - len(zone) + before.start()
    place = manner.place.match(text, after.end())
    if place:
        return finding(start, place.end(), "street_address", CONTEXT)
    end = after.end() - (after[0] == "." and word in _UNABBREVIATED)
    return finding(start, end, "street_address", FORMAT) if manner.sure else None
