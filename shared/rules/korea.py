"""Numbers as Koreans write them in a message: a mobile without hyphens or in syllables, an account after its bank.

Other Korean numbers (with a label, with hyphens, with a checksum) are found where every country's are. Reads only texts
with Hangul in them, where eleven digits that begin with 010 are a mobile phone and no timestamp.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, FORMAT, Reading
from shared.spans import Span

_HANGUL = re.compile("[\uac00-\ud7a3]")
_MOBILE = re.compile(r"(?<![0-9A-Za-z_.,-])01[016789][0-9]{7,8}(?![0-9A-Za-z_-]|[.,][0-9])")
_SYLLABLES = re.compile("공[ -]?일[ -]?[공영일육륙칠팔구](?:[ -]{0,2}[공영일이삼사오육륙칠팔구]){7,8}")
_HIDDEN = re.compile(r"[0-9]{6} ?- ?[1-8][*●xX]{6}")
"""A resident number as forms show it, the birthday and the sex left readable."""
_ACCOUNT = re.compile(
    r"(?:국민|신한|우리|하나|농협|기업|산업|수협|신협|새마을금고|우체국|카카오|토스|케이|씨티|부산|대구|광주|전북|제주|경남|"
    r"SC제일|KB|NH|IBK|KEB)(?:은행|뱅크)?[ :/(]{0,3}(?:계좌(?:번호)?|통장)?[은는이가]?[ :/(]{0,3}"
    r"([0-9]{2,6}(?:[- ][0-9]{1,7}){1,3}|[0-9]{10,14})(?![0-9-])"
)
_CODE = re.compile(
    r"(?:현관|도어락|출입문|대문|비번|비밀번호)[은는이가]?(?: ?비밀번호[은는]?| ?비번[은는]?)?[ :]{0,3}"
    r"([*#]?[0-9]{4,8}[*#]{1,2})"
)


def find(reading: Reading) -> Iterator[Span]:
    """The numbers of a Korean text that no other rule knows."""
    if not _HANGUL.search(reading.text):
        return
    for match in _MOBILE.finditer(reading.text):
        yield finding(match.start(), match.end(), "phone_number", FORMAT)
    for match in _SYLLABLES.finditer(reading.text):
        yield finding(match.start(), match.end(), "phone_number", CONTEXT)
    for match in _HIDDEN.finditer(reading.text):
        yield finding(match.start(), match.end(), "national_id", CONTEXT)
    for match in _ACCOUNT.finditer(reading.text):
        if 10 <= sum(map(str.isdecimal, match[1])) <= 14:
            yield finding(match.start(1), match.end(1), "bank_account", CONTEXT)
    for match in _CODE.finditer(reading.text):
        yield finding(match.start(1), match.end(1), "pin", CONTEXT)
