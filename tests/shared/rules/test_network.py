"""Machine addresses, and the versions that look like them."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ip_address", "Login from «203.0.113.77» failed"),
        ("ip_address", "client «192.168.1.44», port 80"),
        ("ip_address", "from «10.1.2.3»:5432"),
        ("ip_address", "IP地址：«172.16.254.1»。"),
        ("ip_address", "Accepted for root from «85.12.7.9» port 22"),
        ("ip_address", "host «4.1.12.3» is down"),
        ("ip_address", "[«2001:db8:85a3::8a2e:370:7334»]:443"),
        ("ip_address", "addr «fe80::1ff:fe23:4567:890a»"),
        ("ip_address", "«2001:0db8:0000:0000:0000:ff00:0042:8329»"),
        ("ip_address", "«١٩٢.١٦٨.١.٤٤»"),
        ("ip_address", "the router gave 10.0.0.0/8 to my laptop, «10.0.3.17»"),
        ("ip_address", "gateway «81.2.69.142»"),
        ("ip_address", "gateway «2a02:8109:9a80:12::7»"),
        ("mac_address", "«00:1A:2B:3C:4D:5E»"),
        ("mac_address", "ether «a4-5e-60-c2-11-0f» brd"),
        ("mac_address", "«001a.2b3c.4d5e»"),
    ],
)
def test_a_machine_is_found(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.3.4",
        "v10.0.19045.404",
        "firmware 192.168.100.2",
        "package-1.2.3.4.tgz",
        "127.0.0.1",
        "0.0.0.0:80",
        "255.255.255.0",
        "8.8.8.8",
        "section 3.2.1.4",
        "256.1.1.1",
        "1.2.3",
        "10.0.0.0/8",
        "1.2.3.4.5",
        "pip install foo==21.33.40.50",
        "12:30:45",
        "std::vector::size",
        "::1",
        "::",
        "00:00:00:00:00:00",
        "ff:ff:ff:ff:ff:ff",
        "12-34-56-78-90-12",
        "a::b",
        "10:11:12:13",
        "SHA256 aa:bb:cc:dd:ee:ff:00:11:22:33",
    ],
)
def test_what_only_looks_like_a_machine_is_left(text: str) -> None:
    assert found(text, "ip_address", "mac_address") == []


@pytest.mark.parametrize(
    "text",
    [
        "default via 10.0.0.1 dev eth0",
        "next hop 172.16.0.1",
        "OSPF: adjacency with 10.255.255.1 on Gi0/0 lost",
        "netmask 255.255.255.0 broadcast 192.168.1.255",
        "RFC 1918: 10.0.0.0 to 10.255.255.255",
        "nameserver 192.168.0.53",
        "pod ip 10.244.1.17 assigned",
        "metadata of 169.254.169.254",
        "BGP neighbor 192.0.2.1 AS 64512 is idle",
        "next hop 2001:db8:12::7",
        "nameserver fd00:12::53",
        "fe80::1%eth0",
        "01:00:5e:00:00:fb",
        "link/ether 02:42:ac:11:00:02",
    ],
)
def test_what_every_network_has_one_of_is_nobodys(text: str) -> None:
    assert found(text, "ip_address", "mac_address") == []


@pytest.mark.parametrize(
    "text",
    ["allow 10.2.0.0/16;", "route fd00:12::/32", "precedence ::ffff:0:0/96 10", "10.2.3.4/2024/x", "固件10.1.19.13"],
)
def test_a_network_or_a_firmware_is_no_machine(text: str) -> None:
    assert found(text) == []
