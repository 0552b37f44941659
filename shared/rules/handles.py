"""Names on social networks, where the network is named: "Instagram: @jane.doe", "Twitter: jdoe_84"."""

import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CONTEXT, Reading
from shared.rules.vocabulary import listed
from shared.spans import Span

_NETWORK = (
    r"(?:twitter|instagram|insta|telegram|tiktok|snapchat|snap|skype|discord|mastodon|bluesky|twitch|"
    r"linkedin|facebook|github|gitlab|reddit|line id|"
    r"wechat|weibo|kakaotalk|kakao|steam|youtube|pinterest|твиттер|телеграм|инстаграм|微信|微信号|微博|"
    r"qq|qq号|카카오톡|인스타그램|ライン|インスタ)"
)
_NAMED = re.compile(
    rf"(?<![^\W_])(?:{_NETWORK}(?: (?:id|handle|name|user|username|"
    rf"account))?\s{{0,2}}[:：(]\s{{0,2}}(@?[a-z0-9_][a-z0-9_.-]{{2,31}})|"
    rf"(?:{_NETWORK}|x)[ :(]{{1,3}}(@[a-z0-9_][a-z0-9_.-]{{1,31}})|(@[a-z0-9_][a-z0-9_.-]{{1,31}}) (?:on|"
    rf"auf|sur|en|su|no|op) {_NETWORK}(?![a-z]))(?![@/\w(:]|\.[a-z])"
)
_NAMES = listed(_NETWORK[3:-1])
_HANDLE = re.compile(r"@|[_0-9]")


def find(reading: Reading) -> Iterator[Span]:
    """The social names of a text."""
    if "@" not in reading.lower and not any(name in reading.lower for name in _NAMES):
        return
    for match in _NAMED.finditer(reading.lower):
        group = next(number for number in (1, 2, 3) if match[number])
        name = match[group].rstrip(".-")
        if len(name) > 2 and _HANDLE.search(name) and not name.isdigit():
            yield finding(match.start(group), match.start(group) + len(name), "social_handle", CONTEXT)
