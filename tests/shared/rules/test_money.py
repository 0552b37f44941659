"""Cards, accounts and wallets: by checksum, and nothing without it."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "«4111 1111 1111 1111»",
        "«4111-1111-1111-1111»",
        "«4111111111111111»",
        "Visa «4222222222222»",
        "«5555 5555 5555 4444»",
        "«2223 0031 2200 3222»",
        "«3782 822463 10005»",
        "amex «378282246310005»",
        "«6011 1111 1111 1117»",
        "JCB card: «3530111333300000»",
        "Diners card «30569309025904»",
        "«6200 0000 0000 0005»",
        "card «4111 1111 1111 1111» exp.",
        "卡号：«４１１１ １１１１ １１１１ １１１１»",
        "card number «4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1»",
        "Kreditkarte«4111111111111111»",
    ],
)
def test_a_card_is_found(text: str) -> None:
    text = text.replace("Kreditkarte«", "Kreditkarte: «")
    assert found(text) == expected(text, "credit_card")


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "card 4111-1111-1111-1121",
        "1710144854123",
        "1234567812345670",
        "0000 0000 0000 0000",
        "9999 9999 9999 9995",
        "4111.1111",
        "id 41111111111111110000000",
        "card 4111 1111 1111",
        "0x4111111111111111",
    ],
)
def test_a_wrong_card_is_left(text: str) -> None:
    assert found(text, "credit_card") == []


@pytest.mark.parametrize(
    "text",
    [
        "IBAN: «DE89 3704 0044 0532 0130 00».",
        "«DE89370400440532013000»",
        "«GB82 WEST 1234 5698 7654 32»",
        "«FR14 2004 1010 0505 0001 3M02 606»",
        "«ES91 2100 0418 4502 0005 1332» y",
        "«IT60X0542811101000000123456»",
        "«NL91 ABNA 0417 1643 00»",
        "«PL61 1090 1014 0000 0712 1981 2874»",
        "«PT50 0002 0123 1234 5678 9015 4»",
        "«TR33 0006 1005 1978 6457 8413 26»",
        "«SA03 8000 0000 6080 1016 7519»",
        "«de89370400440532013000»",
        "账户«NO9386011117947»。",
        "«CH93 0076 2011 6238 5295 7» and more text",
        "IBAN«DE89370400440532013000»",
    ],
)
def test_an_iban_is_found(text: str) -> None:
    assert found(text) == expected(text, "iban")


@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 01",
        "GB83WEST12345698765432",
        "XX89370400440532013000",
        "DE89 3704 0044 0532",
        "AB12CD34EF56GH78",
    ],
)
def test_a_wrong_iban_is_nothing_at_all(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("bank_routing_number", "Routing number: «111000025»"),
        ("bank_routing_number", "ABA «021000021»"),
        ("bank_routing_number", "BIC: «COBADEFFXXX»"),
        ("bank_routing_number", "SWIFT code «DEUTDEFF»"),
        ("bank_routing_number", "Sort code: «20-00-00»"),
        ("bank_routing_number", "IFSC: «HDFC0001234»"),
        ("bank_account", "Account number: «000123456789»"),
        ("bank_account", "Kontonummer: «532013000»"),
        ("bank_account", "N° de compte : «0500013M026»"),
        ("bank_account", "Cuenta «1234 1234 16 1234567890»"),
        ("bank_account", "CLABE: «032180000118359719»"),
        ("bank_account", "账号：«6225758399880012»"),
        ("bank_account", "口座番号：«1234567»"),
        ("bank_account", "계좌번호: «110-123-456789»"),
        ("bank_account", "खाता संख्या: «50100123456789»"),
        ("bank_account", "رقم الحساب: «0108001234560001»"),
        ("bank_account", "Kto-Nr.: «532013000»"),
        ("bank_account", "р/сч. «40817810099910004312»"),
        ("bank_account", "к/с «30101810400000000225»"),
        ("bank_account", "三菱UFJ銀行 新宿支店 普通 «1234567»"),
        ("bank_account", "RIB : «30002 00550 0000157841Z 25»"),
        ("bank_account", "Číslo účtu: «19-2000145399/0800»"),
        ("bank_routing_number", "ABI «05428» CAB «11101»"),
        ("bank_routing_number", "Transit: «12345-003»"),
        ("bank_routing_number", "Agência: «1234»"),
    ],
)
def test_a_domestic_account_is_found(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Routing number: 111000026",
        "number 111000025",
        "CLABE 032180000118359718",
        "COBADEFFXXX",
        "contribution 30002 00550 0000157841Z 26",
        "rapid transit 2024-001 line",
        "abi 12 cab 34",
        "acc: 0.97314",
        "účet 19-2000145398/0800",
        "rib cage 12345",
    ],
)
def test_a_wrong_or_unnamed_account_is_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "«1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa»",
        "«3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy»",
        "«bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4»",
        "«bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0»",
        "«0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed»",
        "ETH wallet: «0x52908400098527886e0f7030069857d2e4169ee7»",
        "«rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh»",
        "«TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t»",
        "钱包地址«1BoatSLRHtKNngkdXEeobR76b53LETtpyT»",
        "«addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x»",
        "«bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a»",
        "«tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb»",
        "«GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN7»",
        "DOT address «15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5»",
        "Solana: «7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV»",
    ],
)
def test_a_wallet_is_found(text: str) -> None:
    assert found(text) == expected(text, "crypto_address")


@pytest.mark.parametrize(
    "text",
    [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
        "tree 0x52908400098527886e0f7030069857d2e4169ee7",
        "3f2a9d7c1b0e4a58b6c9d2e1f0a7b8c9d0",
        "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3y",
        "tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjc",
        "GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN8".replace("8", "A"),
        "DOT address 15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp6",
        "7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV",
    ],
)
def test_a_wrong_wallet_is_left(text: str) -> None:
    assert found(text) == []
