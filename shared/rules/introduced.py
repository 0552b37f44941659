"""Who says their own name: "My name is Jane Doe", "Ich heiße Mehmet", "Меня зовут Анна", "我叫王小明".

The words are those that nothing but a name follows; how names are written in each script says where one ends.
"""

import re
from collections.abc import Iterator
from functools import cache

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.rules.vocabulary import listed, unspaced
from shared.spans import Span

_WORDS = listed(
    "my name is|my name's|my full name is|his name is|her name is|my son's name is|my daughter's name is|"
    "ich heiße|ich heisse|mein name ist|er heißt|sie heißt|mein sohn heißt|meine tochter heißt|"
    "je m'appelle|mon nom est|il s'appelle|elle s'appelle|me llamo|mi nombre es|se llama|mi chiamo|il mio nome è|"
    "si chiama|me chamo|meu nome é|chamo-me|ik heet|mijn naam is|nazywam się|mam na imię|меня зовут|его зовут|"
    "её зовут|ее зовут|benim adım|jag heter|mitt namn är|jeg heter|jeg hedder|nimeni on|jmenuji se|mă numesc|"
    "numele meu este|a nevem|με λένε|мене звати|我叫|我的名字是|我姓名是|私の名前は|わたしの名前は|제 이름은|내 이름은|"
    "저는 이름이|اسمي|मेरा नाम"
)
_SPACED = re.compile(
    r"[ :]{1,2}((?:[A-ZÀ-ÞĀ-ŽƏΑ-ΩА-ЯЁІЇЄҐ][\w'-]{1,24})(?: (?:(?:de|del|van|von|der|den|da|di|la|bin|al|el|dos) )?"
    r"[A-ZÀ-ÞĀ-ŽƏΑ-ΩА-ЯЁІЇЄҐ](?:[\w'-]{1,24}|\.(?= [A-Z]))){0,3})(?![\w@/\\])"
)
_UNSPACED = re.compile(
    r"[ :]{0,2}([\u4e00-\u9fff]{2,4}?)(?=[,.;!?、,。!? \n(和]|\Z)|"
    r" ?([\u4e00-\u9fff\u30a0-\u30ff]{2,8}?)(?=です|と申|だ|といい)|"
    r" ([\uac00-\ud7a3]{2,4}?)(?=입니다|이에요|예요|이고|이야|라고|[ ,.\n]|\Z)"
)
_OTHER = re.compile(
    r" ([\u0621-\u064a]{2,14}(?: [\u0621-\u064a]{2,14})?|[\u0900-\u097f]{2,16}(?: [\u0900-\u097f]{3,16})?)"
)
_HINDI_IS = " है"


def find(reading: Reading) -> Iterator[Span]:
    """The names of a text that somebody introduces."""
    for word in _WORDS:
        position = reading.lower.find(word)
        while position >= 0:
            if not position or unspaced(word[0]) or not reading.lower[position - 1].isalnum():
                yield from _name(reading, word, position + len(word))
            position = reading.lower.find(word, position + len(word))


def _name(reading: Reading, word: str, position: int) -> Iterator[Span]:
    match = _shape(word).match(reading.text, position)
    if match:
        group = match.lastindex or 0
        name = match[group].removesuffix(_HINDI_IS)
        yield finding(match.start(group), match.start(group) + len(name), "person", CONTEXT)


@cache
def _shape(word: str) -> re.Pattern[str]:
    """How a name is written in the language of the word."""
    if unspaced(word[-1]):
        return _UNSPACED
    return _OTHER if word[-1] >= "\u0600" else _SPACED
