"""Whether the words around a number are about telephones, or about calls of functions, cells of a table and the like.

Knows the words alone; whether the number can be a telephone's is for `shared.rules.phones` to say.
"""

import re

from shared.rules.phone_words import NEAR
from shared.rules.reading import Reading, read

_REACH = 40
_BEHIND = re.compile(r"[0-9 ()./+-]{6,24}([^0-9\n]{1,24})")
"""Where the verb comes last: "पहले 09565229399 पर फोन करें", "01064018105로 먼저 전화"."""
_TO_CALL = re.compile(r"(?<![^\W_])(?:anrufen|anzurufen|bellen|erreichbar|zu erreichen)(?![^\W_])")
_COMPOUND = re.compile(
    r"(?:system|function|method|api|library|roll|margin|excel|spreadsheet|solar|fuel|battery|stem|"
    r"(?:timestamp|duration|length|latency|time|cost) of (?:the|this|each|a))[ -]\Z"
)
"""Before the word: "roll call", "fuel cell"."""
_GOES_ON = re.compile(
    r"[ -](?:stack|dropped:|depth|graph|tree|sign|option|vote|count|took|takes|lasted|overflow\w*|value|"
    r"contains?|contained|tower|volume|return(?:ed|s)?(?!\w| to )|to [a-z_]{2,20}(?:\(\))? (?:returned|failed|took)|"
    r"[a-z]{1,2}[0-9]{1,5}(?!\w)|system(?:e|a)?(?!\w)|système|d'offres|di sistema|de sistema|do sistema|"
    r"(?:a|à|de|der|die|alla|di|al) (?:la |l')?(?:función|fonction|méthode|método|methode|funktion|funzione|metodo)|"
    r"retornou|devolvió|dauerte|вернул\w*|длил\w*|sürdü)"
)
"""After the word: "call stack", "cell A1", "llamada a la función"."""
_PAUSE = re.compile(r"[,;.!?](?!\w)")
_REST = re.compile(r"[^\W\d_]*")
_REACH_OF = re.compile(r" (?:of|was|is|grew)(?!\w)")
_SERIAL = re.compile(
    r"(?<![^\W_])(?:serial(?: number| no\.?)?|numéro de série|número de série|número de serie|numero di serie|"
    r"seriennummer|serienummer|numer seryjny|серийный номер|seri no|seri numarası|序列号|序號|製造番号|일련번호|"
    r"error code|exit code|part number|part no\.?|teilenummer)"
    r"(?: (?:of|del|du|de la|der|des|do|della) (?:the |my )?[^\W\d_]{3,12}| telefonu| телефона)?"
    r"[ :#=|\"']{0,4}(?:sn )?\Z"
)
"""Right before the number, of whatever thing: "serial number of the phone: "."""
_UNIT = re.compile(
    r"[0-9 ().-]{6,24}? ?(?:nano|micro|milli)?(?:seconds?|sekunden?|secondes|segundos|saniye\w*|секунд\w*|"
    r"bytes?|octets|bits|"
    r"samples|times|impressions|people|users|visitors|molecules|cells|rows|lines|records|dollars|euros?|rupiah|yen|"
    r"pixels|cycles|instructions|requests|messages|views|downloads|meters?|metres?|kilometers?|tons?|tonnes|"
    r"personen|menschen|nutzer|zeilen|personnes|utilisateurs|lignes|personas|usuarios|persone|utenti|pessoas|"
    r"человек|байт\w*|字节|バイト|바이트)(?!\w| ?[:=0-9])"
)
_SAID_BEFORE = re.compile(r"(?:error|fehler|erreur|errore|erro|błąd|ошибка|hata)[ :#]{1,2}\Z")


def speaks_of_phones(reading: Reading, start: int) -> bool:
    """Whether the words before a position are about telephones."""
    before = reading.before(start, _REACH)
    if NEAR.search(before):
        return not means_otherwise(reading, start)
    behind = _BEHIND.match(reading.lower, start)
    if behind and _TO_CALL.search(behind[1]):
        return True
    if reading.text.isascii() or _SAID_BEFORE.search(before):
        return False
    return bool(behind and NEAR.search(behind[1]))


def means_otherwise(reading: Reading, start: int) -> bool:
    """Whether a number at a position is a serial number or a quantity, or the word before it means another thing."""
    before = reading.before(start, _REACH)
    if _SERIAL.search(before) or _UNIT.match(reading.lower, start):
        return True
    near = list(NEAR.finditer(before))[-1:]
    if not near:
        return False
    [word] = near
    rest = _REST.match(before, word.end())
    end = rest.end() if rest else word.end()
    if word[0].startswith("reach") and _REACH_OF.match(before, end):
        return True
    if _COMPOUND.search(before, 0, word.start()):
        return True
    return not _PAUSE.search(before, end) and bool(_GOES_ON.match(before, end))


def is_nobodys(text: str, start: int, end: int) -> bool:
    """Whether digits that were called a telephone number are a serial number, a quantity or the result of a call."""
    left, found = max(0, start - 120), text[start:end]
    if "+" in found or not found.strip().isascii():
        return False
    reading = read(text[left : end + 40])
    return reading.offsets is None and means_otherwise(reading, start - left + len(found) - len(found.lstrip()))
