"""By which names this server is asked for, and whose pages may ask it: against other sites, and against DNS rebinding.

A page of another site can make its own name lead to this machine; the browser then takes us for that site, but asks
for us by its name. So without a key only names are answered that nobody else can have: loopback, the address that is
listened on, this machine's own name, a Space's, any bare IP address where other machines may ask, and those that the
operator has named. With a key such a page learns nothing: the cookie belongs to the name it was given under.

This module knows the headers of one request and nothing of what is asked for.
"""

import ipaddress
import socket
from collections.abc import Mapping

from shared.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_ANY = ("0.0.0.0", "::", "[::]", "")


class Hosts:
    """The names of one server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        named = {name.strip().lower().rstrip(".") for name in settings.hosts.split(",") if name.strip()}
        bound = settings.host.lower()
        own = {f"[{bound}]" if ":" in bound and not bound.startswith("[") else bound} - set(_ANY)
        if settings.is_public:
            machine = socket.gethostname().lower()
            own |= {machine, f"{machine}.local"}
        if settings.space_host:
            own.add(settings.space_host.lower())
        self._names = {*LOOPBACK, *own, *named}
        # A proxy of the operator's, as that of a Space, passes on what it was asked for by; it knows its own names.
        behind_proxy = settings.trust_proxy or bool(settings.space_host)
        self._takes_any = not named and (behind_proxy or (settings.is_public and bool(settings.key)))
        self._takes_addresses = settings.is_public

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = _name(host)
        return self._takes_any or name in self._names or (self._takes_addresses and _is_address(name))

    def is_ours(self, headers: Mapping[bytes, str], host: str) -> bool:
        """Whether a request with an Origin comes from a page of this server."""
        origin = headers[b"origin"].lower()
        if origin == "null":
            # A form on a page with `no-referrer` sends null, and the browser vouches for it with Sec-Fetch-Site.
            return headers.get(b"sec-fetch-site") == "same-origin"
        scheme, _, name = origin.partition("://")  # not urlsplit, which raises on some that anyone can send
        ours = {host, self._settings.space_host.lower()}
        if self._settings.trust_proxy:
            ours.add(headers.get(b"x-forwarded-host", "").partition(",")[0].strip().lower())
        return scheme in ("http", "https") and bool(name) and name in ours


def _name(host: str) -> str:
    """A Host header without its port, and without the dot that an absolute name may end with."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).rstrip(".")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name[1:-1] if name.startswith("[") and name.endswith("]") else name)
    except ValueError:
        return False
    return True
