"""Whether a line speaks of an election, a museum or a war, and of nobody: a date in it is everybody's.

Knows public affairs, the words for somebody, and what two names side by side look like; `shared.rules.dates` asks.
"""

import re

from shared.rules.date_words import AFFAIRS, OWN, SOMEBODY
from shared.rules.reading import Reading

_REACH = 64
_NAME = re.compile(
    r"(?<!\w)(?!(?:The|Die|Der|Das|Dem|Den|Des|Le|La|Les|El|Los|Las|Il|Lo|Gli|De|Het|As|Os)(?!\w))"
    r"[^\W\d_a-zà-ÿ\u0430-\u0451][^\W\d_]{1,20} [^\W\d_a-zà-ÿ\u0430-\u0451][a-zà-ÿ\u0430-\u0451]{1,20}(?!\w)"
)
"""Two words written large, one after the other: somebody's name, or nearly always."""
_VISITED = re.compile(
    r"(?:(?<!\w)(?:(?:at|in|to|for|from|after|during|auf|bei|nach|dans|à|en|nella|na|no|op|naar) "
    r"(?:the |a |der |dem |die |la |el |l'|het |de )?|"
    r"im |ins |beim |zur |zum |vom |au |aux |al |alla |all'|nel |nell'|do |w |na |в |на ))\Z"
)
"""Before an affair that somebody went to: "im Museum", "au salon"."""


def is_of_public_affairs(reading: Reading, start: int) -> bool:
    """Whether the line around a date speaks of public affairs and of nobody: "am" and "le" stand before every date."""
    around = reading.line(start, _REACH)
    if OWN.search(around.replace("eu lieu", "")) or SOMEBODY.search(around):
        return False
    if all(_VISITED.search(around, 0, affair.start()) for affair in AFFAIRS.finditer(around)):
        return False
    return not has_name_beside(reading, start)


def has_name_beside(reading: Reading, start: int) -> bool:
    """Whether two words in the line around a position may be somebody's name."""
    written = (reading.text[max(0, start - _REACH) : start].rpartition("\n")[2], reading.text[start : start + _REACH])
    return any(_NAME.search(part.partition("\n")[0]) for part in written)
