"""Addresses of machines: IPv4, IPv6 and MAC, but not versions, netmasks, loopback or what every network has one of."""

import ipaddress
import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, CONTEXT, Reading
from shared.rules.vocabulary import words
from shared.spans import Span

_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = re.compile(
    rf"[0-9](?<![0-9A-Za-z_.-].)(?<=(?={_BYTE}\.).)[0-9]{{0,2}}\.(?:{_BYTE}\.){{2}}{_BYTE}(?![0-9A-Za-z_]|"
    rf"\.[0-9]|-[0-9A-Za-z])"
)
_IPV6 = re.compile(
    r"[0-9A-Fa-f:](?<![0-9A-Za-z_:.].)(?<=(?=[0-9A-Fa-f]{0,4}:).)[0-9A-Fa-f:]{3,44}(?:(?<=:)[0-9]{1,3}(?:\.[0-9]{1,3}){3})?(?![0-9A-Za-z_:/.-]*[G-Zg-z_])"
)
_MAC = re.compile(
    r"[0-9A-Fa-f](?<![0-9A-Za-z_:.-].)[0-9A-Fa-f](?:(?P<sign>[:-])(?:[0-9A-Fa-f]{2}(?P=sign)){4}[0-9A-Fa-f]{2}"
    r"|[0-9A-Fa-f]{2}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![0-9A-Za-z_]|[:.-][0-9A-Fa-f])"
)
_DOTTED = re.compile(r"(?:\.[0-9]{1,3}){3}(?![0-9A-Za-z_])")
_PREFIX = re.compile(r"/([0-9]{1,3})(?![0-9A-Za-z_/]|\.[0-9])")
_EVERYBODYS = frozenset(
    ("8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "2001:4860:4860::8888", "169.254.169.254", "fe80::1")
)
"""The resolvers that everybody uses, and what a cloud and a home router call themselves in every network."""
_INSIDE = re.compile(
    r"(?:10|192\.168|172\.(?:1[6-9]|2[0-9]|3[01])|169\.254|192\.0\.2|198\.(?:51\.100|1[89])|203\.0\.113)\.|"
    r"(?:fe80|fd[0-9a-f]{2}|2001:0?db8):",
    re.IGNORECASE,
)
"""An address that means something only inside one network or in one manual (RFC 1918, 2544, 3849, 3927, 4193, 5737)."""
_PLUMBING = words(
    "gateway|default via|next hop|nexthop|route|router|broadcast|netmask|neighbor|neighbour|adjacency with|hop|"
    "nameserver|dns|resolver|pod|pod ip|node|clusterip|cluster ip|upstream|load balancer|passerelle|routeur|"
    "standardgateway|puerta de enlace|enrutador|roteador|шлюз|маршрутизатор|网关|ゲートウェイ|게이트웨이"
)
"""What a network is built of, and nobody's own machine."""
_CONTAINER = "0242ac"
"""How the hardware addresses of containers begin, the rest being counted up."""
_VERSION = re.compile(
    r"(?:(?<![a-z])(?:v|ver|vers|version|versione|versión|versão|wersja|"
    r"версия|sürüm|release|"
    r"firmware|固件|прошивк|펌웨어|ファームウェア|फर्मवेयर|build|upgrade|update|kernel|chapter|section|clause|oid|版本|"
    r"バージョン)[a-z]*|==|>=|<=|~=|[a-z]@)"
    r"[\s:=\"'.]{0,3}(?:number |no |to |from )?\Z"
)
_MACHINE = words(
    "ip",
    "ipv4",
    "ip*",
    "addr*",
    "host*",
    "server*",
    "client*",
    "login*",
    "from",
    "ping",
    "ssh",
    "remote*",
    "peer",
    "gateway",
)


def find(reading: Reading) -> Iterator[Span]:
    """The machine addresses of a text."""
    for match in _IPV4.finditer(reading.text):
        if not _is_block(match[0], reading.text, match.end()) and (score := _ipv4_score(reading, match)):
            yield finding(match.start(), match.end(), "ip_address", score)
    if "::" in reading.text or reading.text.count(":") > 5:
        for match in _IPV6.finditer(reading.text):
            end = match.end() - (match[0].endswith(":") and not match[0].endswith("::"))
            if dotted := _DOTTED.match(reading.text, end):
                end = dotted.end()  # ::ffff:10.2.3.4
            address = reading.text[match.start() : end]
            if (
                _is_ipv6(address)
                and not _is_block(address, reading.text, end)
                and not is_of_a_network(reading.text, match.start(), end)
            ):
                yield finding(match.start(), end, "ip_address", CHECKED)
    for match in _MAC.finditer(reading.text):
        if _is_mac(match[0]):
            yield finding(match.start(), match.end(), "mac_address", CHECKED)


def _ipv4_score(reading: Reading, match: re.Match[str]) -> float:
    first, *rest = parts = [int(part) for part in match[0].split(".")]
    if first in (0, 127, 255) or 224 <= first <= 239 or match[0] in _EVERYBODYS or rest == [255, 255, 0]:
        return 0.0
    before = reading.lower[max(0, match.start() - 40) : match.start()]
    if _VERSION.search(before) or is_of_a_network(reading.text, match.start(), match.end()):
        return 0.0
    if max(parts) < 100 and first != 10:  # 4.1.12.3 is a version or a section until somebody calls it a host
        return CONTEXT if _MACHINE.search(before) else 0.0
    return CHECKED if max(parts) > 99 else CONTEXT


def is_of_a_network(text: str, start: int, end: int) -> bool:
    """Whether an address inside a network is its router's, its broadcast or its name, and nobody's machine."""
    if not _INSIDE.match(text, start, end):
        return False
    before = text[max(0, start - 24) : start].rpartition("\n")[2].lower()
    return text.endswith((".0", ".255"), start, end) or bool(_PLUMBING.search(before))


def _is_block(address: str, text: str, end: int) -> bool:
    """Whether a prefix makes of the address a whole network: 10.2.0.0/16; but 10.2.3.4/16 is a machine in it."""
    if text[end : end + 1] != "/" or not text[end + 1 : end + 2].isdigit():
        return False
    prefix = _PREFIX.match(text, end)
    longest = 128 if ":" in address else 32
    if not prefix or int(prefix[1]) >= longest:
        return not prefix or int(prefix[1]) > longest
    try:
        ipaddress.ip_network(f"{address}/{prefix[1]}")
    except ValueError:
        return False
    return True


def _is_ipv6(text: str) -> bool:
    if text.count(":") < 3 and not text.startswith(("fe80:", "FE80:", "2", "fd", "fc")):
        return False
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_multicast) and text not in _EVERYBODYS


def _is_mac(text: str) -> bool:
    digits = text.translate({ord(sign): None for sign in ":.-"}).lower()
    if len(set(digits)) < 3:
        return False  # 00:00:00:00:00:00, ff:ff:ff:ff:ff:ff
    if int(digits[1], 16) % 2 or digits.startswith(_CONTAINER):
        return False  # a group of machines, as 01:00:5e:00:00:fb
    return ":" in text or (any(char in "abcdef" for char in digits) and any(char.isdigit() for char in digits))
