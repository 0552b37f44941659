"""Whether a name is a host on the internet, by the list that tldextract carries. Never asks the network."""

from functools import cache
from typing import TYPE_CHECKING

from shared.rules.vocabulary import listed

if TYPE_CHECKING:
    from tldextract import TLDExtract

_INTERNAL = frozenset(
    listed("local internal intranet intra lan corp home localdomain localhost test example invalid onion", " ")
)


@cache
def _extract() -> "TLDExtract":
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)


@cache
def _top_level() -> frozenset[str]:
    return _INTERNAL | {suffix.rpartition(".")[2] for suffix in _extract().tlds}


def is_host(name: str) -> bool:
    """Whether the name ends in a top-level domain that exists, or in one kept for inner networks."""
    suffix = name.lower().rpartition(".")[2]
    if suffix.startswith("xn--"):
        try:
            suffix = suffix.encode("ascii").decode("idna")
        except UnicodeError:
            return False
    return suffix in _top_level()


def registrable(name: str) -> str:
    """The part of a host name that somebody registered: `example.co.uk` of `www.example.co.uk`."""
    found = _extract().extract_str(name.lower())
    return f"{found.domain}.{found.suffix}" if found.suffix and found.domain else name.lower()
