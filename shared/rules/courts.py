"""File numbers of courts and authorities, by the shape each country gives them: "2:24-cv-00118", "12 O 345/24".

American dockets, Russian commercial courts and Chinese file numbers show what they are; a German one is
found where a word announces it. Ids that only a label tells belong to another rule.
"""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.spans import Span

_DOCKET = re.compile(
    r"[0-9](?<![0-9A-Za-z.:-].)[0-9]?:[0-9]{2}-(?:cv|cr|mc|md|mj|bk|ap|po|sw)-[0-9]{3,6}(?:-[A-Z]{2,4}){0,3}"
)
_RUSSIAN = re.compile(r"(?<![0-9A-Za-zА-я])[АA][0-9]{2}-[0-9]{2,6}/(?:19|20)[0-9]{2}(?![0-9])")
_CHINESE = re.compile(
    r"[(〔]?(?:19|20)[0-9]{2}[)〕] ?[\u4e00-\u9fff]{1,3}[0-9]{0,4}[民刑行执破赔知财仲][\u4e00-\u9fff]{0,3}[0-9]{1,6}号"
)
_JAPANESE = re.compile(r"(?:令和|平成|昭和)[0-9]{1,2}年\((?:[ァ-ヶ]|[\u4e00-\u9fff]){1,3}\)第[0-9]{1,6}号")
_GERMAN = re.compile(
    r"[0-9IVX](?<![0-9A-Za-z/.-].)[0-9IVX]{0,4}[a-z]? (?:0|[A-Z][A-Za-z]{0,3}|[A-Z]{1,2} [A-Z][a-z]?)"
    r" [0-9]{1,5}/[0-9]{2}(?:\.[A-Z]{1,3})?(?![0-9])"
)
_ANNOUNCED = re.compile(
    r"(?:aktenzeichen|geschäftszeichen|az|gesch\.-nr|gz|beschluss|urteil|verfahren|rechtssache|zaaknummer|sygn\. akt|"
    r"sygnatura|sygnatura akt|sp\. zn|č\. j)[\s.:\"'|*]{0,6}(?:nr\.? )?\Z"
)


def find(reading: Reading) -> Iterator[Span]:
    """The file numbers of a text."""
    text = reading.text
    patterns = [_DOCKET] if text.isascii() else [_DOCKET, _RUSSIAN, _CHINESE, _JAPANESE]
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield finding(match.start(), match.end(), "case_id", CONTEXT)
    for match in _GERMAN.finditer(text) if "/" in text else ():
        if _ANNOUNCED.search(reading.before(match.start(), 32)):
            yield finding(match.start(), match.end(), "case_id", CONTEXT)
