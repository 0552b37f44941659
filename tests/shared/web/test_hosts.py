"""By which names a server answers: another site's name that leads to this machine is none of them."""

import socket

import httpx
import pytest

from shared.settings import Settings
from shared.web.hosts import Hosts

MACHINE = socket.gethostname().lower()
HERE = ("localhost", "localhost:7860", "127.0.0.1:7860", "[::1]:7860", "localhost.", "LOCALHOST".lower())
BARE = ("192.168.1.20", "192.168.1.20:7860", "[fe80::1]:7860", "10.0.0.3:80")
FOREIGN = (
    *("evil.example", "evil.example:7860", "127.0.0.1.evil.example", "localhost.evil.example", "evil.localhost"),
    *("", ":7860", "[::1", "0x7f.1", "127.0.0.1:7860:80", "127.0.0.1@evil.example", "xn--evil"),
)


def known(asked: tuple[str, ...], **changed: object) -> set[str]:
    names = Hosts(Settings(**changed))
    return {host for host in asked if names.knows(host)}


def test_on_loopback_only_loopback_names_are_answered():
    assert known((*HERE, *BARE, *FOREIGN, MACHINE)) == set(HERE) | ({MACHINE} & set(HERE))


@pytest.mark.parametrize("listening", ["0.0.0.0", "::", "192.168.1.20"])
def test_open_to_others_without_a_key_no_foreign_name_is_answered(listening):
    everything = (*HERE, *BARE, *FOREIGN, MACHINE, f"{MACHINE}.local:7860")

    assert known(everything, host=listening) == {*HERE, *BARE, MACHINE, f"{MACHINE}.local:7860"}


def test_the_address_that_is_listened_on_is_a_name():
    assert known(("box.lan", "other.lan"), host="box.lan") == {"box.lan"}


def test_the_operator_names_more_and_then_nothing_else_is_answered():
    several = ("blackbar.example.org", "blackbar.example.org:443", "b.example.org", "evil.example", "localhost")
    named = {"blackbar.example.org", "blackbar.example.org:443", "b.example.org", "localhost"}
    hosts = "Blackbar.Example.org, b.example.org"

    assert known(several, hosts=hosts) == named
    assert known(several, hosts=hosts, trust_proxy=True) == named
    assert known(several, hosts=hosts, host="0.0.0.0", key="a long key") == named


@pytest.mark.parametrize(
    "changed",
    [{"trust_proxy": True}, {"SPACE_HOST": "x.hf.space"}, {"host": "0.0.0.0", "key": "a long key"}],
    ids=["behind a proxy", "on a Space", "with a key"],
)
def test_where_a_name_opens_nothing_any_is_answered(changed):
    assert known(("blackbar.example.org",), **changed) == {"blackbar.example.org"}


def test_a_foreign_name_is_refused_in_a_sentence(run_server):
    url = run_server("documents", host="0.0.0.0").url.replace("0.0.0.0", "127.0.0.1")
    refused = httpx.get(f"{url}/api/status", headers={"Host": "evil.example"}, trust_env=False)

    assert refused.status_code == 421
    assert "BLACKBAR_HOSTS" in refused.json()["error"]
    assert httpx.get(f"{url}/api/status", trust_env=False).status_code == 200
