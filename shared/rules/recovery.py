"""What restores a wallet or an account: the twelve to twenty-four words of a seed phrase, and recovery codes.

A word about them has to stand before: twelve words of a list are a sentence elsewhere, and a code is an order's.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.rules.secrecy import has_grammar
from shared.rules.vocabulary import listed
from shared.spans import Span

_PHRASE_NAMES = listed(
    "seed phrase|seed words|seedphrase|seed_phrase|seed-phrase|wallet seed|recovery phrase|recovery words|"
    "recovery_phrase|secret phrase|backup phrase|wallet words|mnemonic|wiederherstellungsphrase|"
    "phrase de récupération|phrase secrète|phrase mnémonique|frase semilla|frase de recuperación|frase seme|"
    "frase di recupero|frase mnemonica|frase de recuperação|frase-semente|herstelzin|fraza odzyskiwania|"
    "сид-фраза|мнемоническая фраза|kurtarma ifadesi|助记词|恢复短语|シードフレーズ|リカバリーフレーズ|니모닉|"
    "복구 문구|시드 구문|सीड फ़्रेज़|العبارة الأولية|عبارة الاسترداد"
)
_TO_THE_PHRASE = re.compile(
    r"[^\n]{0,24}?(?:[:=\"'「>(]|(?<![a-z])(?:is|are|ist|lautet|est|es|é|è)(?![a-z])|は|是|\n)[\s\"'`(\[]{0,8}"
)
_WORD = r"(?:[0-9]{1,2}[.):] ?)?[\"'`]?[a-z]{3,8}(?![A-Za-z])[\"'`]?"
_PHRASE = re.compile(rf"{_WORD}(?:(?:,?\s{{1,4}}|,)(?:[*-] )?{_WORD}){{11,23}}")
_COUNTS = (24, 21, 18, 15, 12)

_CODE_NAMES = listed(
    "recovery code|backup code|rescue code|scratch code|backup verification code|2fa code|2fa backup|"
    "wiederherstellungscode|ersatzcode|notfallcode|code de secours|codes de secours|code de récupération|"
    "codes de récupération|código de recuperación|códigos de recuperación|código de respaldo|códigos de respaldo|"
    "codice di recupero|codici di recupero|codici di backup|código de recuperação|códigos de recuperação|"
    "códigos de backup|herstelcode|kod zapasowy|kody zapasowe|код восстановления|коды восстановления|"
    "резервные коды|резервный код|kurtarma kodu|yedek kod|恢复代码|恢复码|备用码|备份代码|リカバリーコード|"
    "バックアップコード|복구 코드|백업 코드|रिकवरी कोड|बैकअप कोड|رمز الاسترداد|رموز الاسترداد|رموز احتياطية"
)
_TO_THE_CODES = re.compile(
    r"[^\W\d_]{0,3}(?: \([^)\n]{1,30}\))?(?: ?[:=]| (?:is|are|ist|sind|lautet|est|sont|es|son|è|sono|é|são)(?![a-z])|"
    r"は|是)?\s{0,6}"
)
_CODE = re.compile(
    r"(?:[*•-] |[0-9]{1,2}[.)] )?[\"'`]?(?P<code>[0-9A-Za-z]{3,12}(?:[- ](?=[0-9A-Za-z]*[0-9])[0-9A-Za-z]{3,8}){0,5}|"
    r"[0-9A-Za-z]{4,12}(?:-[0-9A-Za-z]{3,8}){1,5})[\"'`]?(?P<gap>[ \t]{0,8}[,;/|]?\s{0,4})(?![^\s\"'`*•.-])?"
)
_MOST_CODES = 24
_ROOTS = ("phrase", "code", "seed", "frase", "cod", "kod")
"""Most of the names have one of these in them, and many texts none of these."""


def find(reading: Reading) -> Iterator[Span]:
    """The seed phrases and recovery codes of a text."""
    for position in _after(reading.lower, _PHRASE_NAMES):
        if (start := _TO_THE_PHRASE.match(reading.lower, position)) and (span := _phrase(reading, start.end())):
            yield span
    for position in _after(reading.lower, _CODE_NAMES):
        start = _TO_THE_CODES.match(reading.lower, position)
        yield from _codes(reading, start.end() if start else position)


def _after(lower: str, names: tuple[str, ...]) -> Iterator[int]:
    missing = [root for root in _ROOTS if root not in lower]
    for name in names:
        if any(root in name for root in missing) or (lower.isascii() and not name.isascii()):
            continue
        position = lower.find(name)
        while position >= 0:
            position += len(name)
            yield position
            position = lower.find(name, position)


def _phrase(reading: Reading, start: int) -> Span | None:
    match = _PHRASE.match(reading.text, start)
    if not match:
        return None
    found = list(re.finditer("[a-z]+", match[0]))
    for count in _COUNTS:
        words = [word[0] for word in found[: count + 1]]
        if len(words) >= count and not has_grammar(words[:count]) and (len(words) == count or has_grammar(words[-1:])):
            return finding(start + found[0].start(), start + found[count - 1].end(), "password", CONTEXT)
    return None


def _codes(reading: Reading, start: int) -> Iterator[Span]:
    """The codes of a list, one finding each."""
    for _ in range(_MOST_CODES):
        match = _CODE.match(reading.text, start)
        if not match or not _is_code(match["code"]):
            return
        yield finding(match.start("code"), match.end("code"), "password", CONTEXT)
        if not match["gap"]:
            return
        start = match.end()


def _is_code(code: str) -> bool:
    """Whether it may be one: eight characters or more with a digit in them, and no words beside a number."""
    bare = code.replace("-", "").replace(" ", "")
    digits = sum(map(str.isdigit, bare))
    words = [part for part in code.split(" ") if len(part) > 3 and part.isalpha()]
    return len(bare) > 5 and digits > 1 and not words
