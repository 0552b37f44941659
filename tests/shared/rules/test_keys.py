"""Keys and tokens by their own format: found whole, samples and lookalikes left."""

import pytest

from tests.shared.rules.drawn import HEX, KEY, UUID
from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "key",
    [
        "AKIAI44QH8DHBZ3KQ7PL",
        "ASIAI44QH8DHBZ3KQ7PL",
        f"ghp_{KEY}Qz81",
        f"github_pat_{KEY}_{KEY}",
        f"glpat-{KEY[:20]}",
        f"xoxb-123456789012-{KEY}",
        f"sk_live_{KEY}",
        f"rk_test_{KEY}",
        f"AIza{KEY}a-9",
        f"sk-proj-{KEY}{KEY}",
        f"sk-ant-api03-{KEY}{KEY}",
        f"sk-{KEY}{KEY[:16]}",
        f"npm_{KEY}Ab12",
        f"pypi-AgEIcHlwaS5vcmc{KEY}{KEY}",
        f"SG.{KEY[:22]}.{KEY}{KEY[:11]}",
        f"AC{HEX}",
        f"SK{HEX}",
        f"hf_{KEY}Zq",
        f"dop_v1_{HEX}{HEX}",
        f"shpat_{HEX}",
        f"123456789:AA{KEY}x",
        f"hvs.{KEY}",
        f"https://hooks.slack.com/services/T0AB12CD3/B0EF45GH6/{KEY[:24]}",
        f"key-{HEX}",
        f"GOCSPX-{KEY[:28]}",
        f"dckr_pat_{KEY[:27]}",
        f"gsk_{KEY}{KEY[:20]}",
        "ABIAI44QH7DHBZ3KQ7PL",
        f"glagent-{KEY}{KEY[:18]}",
        f"GR1348941{KEY[:20]}",
        f"xoxc-123456789012-123456789012-{HEX}",
        f"https://acme.webhook.office.com/webhookb2/{UUID}@{UUID}/IncomingWebhook/{HEX}/{UUID}",
        f"1//0{KEY}{KEY}",
        f"sk-ant-oat01-{KEY}{KEY}",
        f"rk_prod_{KEY}",
        f"dckr_oat_{KEY}",
        f"NRII-{KEY}",
        f"{HEX}9f8eNRAL",
        f"ATBB{KEY[:24]}9F8E7D6C",
        f"nfp_{KEY}Ab12",
        f"pat-eu1-{UUID}",
        f"tskey-auth-{KEY[:17]}-{KEY}",
        f"CCIPAT_{KEY[:22]}_{HEX}9f8e7d6c",
        f"re_{KEY[:8]}_{KEY[:24]}",
        f"lsv2_pt_{HEX}_9f8e7d6c5b",
        f"sb_secret_{KEY[:31]}",
        f"dt0c01.{KEY.upper()[:24]}.{KEY.upper()}{KEY.upper()}",
        f"squ_{HEX}9f8e7d6c",
        f"sha256~{KEY}{KEY[:11]}",
        f"oy2{KEY.lower()}{KEY.lower()[:11]}",
        f"AKCp8{KEY}{KEY}Ab12",
        f"sk_{HEX}{HEX[:16]}",
        f"access-sandbox-{UUID}",
        f"v1.0-{HEX[:24]}-{HEX * 4}{HEX[:18]}",
        f"nvapi-{KEY}{KEY}",
    ],
)
def test_a_key_shows_what_it_is(key: str) -> None:
    for text in (f"key «{key}» leaked", f"见«{key}»。", f'export X="«{key}»"'):
        assert found(text) == expected(text, "api_key")


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk_live_your_key_here",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
        "npm_install",
        "AKIA",
        f"x{KEY}",
        "task-force-one-two-three",
        "SG.something",
        "AC/DC",
        "hf_hub_download",
        "sk-learn",
        HEX,
        "eyJ.eyJ.",
        "xoxo-love-and-kisses",
        "sdk-tools-linux-4333796",
        "API-GATEWAYTIMEOUTEXCEPTIONCL",
        "access-control-allow-origin",
        "rnd_generator_state_for_all_of_it",
        "re_compile_pattern_list_of_all_names",
        "GR1348941",
        "v1.0-rc1",
        "sha256~",
        f"ico-{KEY.lower()}x",
        "ABIAxxxxxxxxxxxxxxxx",
        "/bot123456:AA",
    ],
)
def test_a_sample_or_a_lookalike_is_no_key(text: str) -> None:
    assert found(text) == []


def test_a_jwt_is_found() -> None:
    token = (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
    )
    text = f"cookie jwt «{token}»; path=/"

    assert found(text) == expected(text, "jwt")


def test_an_encrypted_jwt_is_found_to_its_end() -> None:
    for key in (f"{KEY}{KEY}", ""):
        text = f"jwt «eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.{key}.{KEY[:16]}.{KEY}{KEY}.{KEY[:22]}» sent"
        assert found(text) == expected(text, "jwt")


def test_the_private_parts_of_a_json_web_key_are_found_and_the_public_ones_left() -> None:
    public = f'{{"kty":"RSA","n":"{KEY * 6}","e":"AQAB","kid":"{HEX}"}}'
    private = f'{{"kty": "EC", "crv": "P-256", "x": "{KEY}q1", "d": "«{KEY}q2»"}}'

    assert found(public) == []
    assert found(private) == expected(private, "private_key")


def test_a_key_of_putty_is_found_and_its_public_lines_left() -> None:
    text = (
        f"PuTTY-User-Key-File-3: ssh-rsa\nPublic-Lines: 1\n{KEY}{KEY}\n"
        f"Private-Lines: 2\n«{KEY}{KEY}\n{KEY}=»\nPrivate-MAC: x"
    )

    assert found(text) == expected(text, "private_key")


@pytest.mark.parametrize(
    "kind", ["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"]
)
def test_a_private_key_is_found_whole_and_torn(kind: str) -> None:
    body = "\n".join([f"{KEY}{KEY}"] * 4)

    whole = f"a\n«-----BEGIN {kind}-----\n{body}\n-----END {kind}-----»\nb"
    torn = f"a\n«-----BEGIN {kind}-----\n{body}»"

    assert found(whole) == expected(whole, "private_key")
    assert found(torn) == expected(torn, "private_key")
    assert found(f"-----BEGIN {kind}-----\n...\n-----END {kind}-----") == []
    assert found("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----") == []
