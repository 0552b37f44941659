"""Telephone numbers of many countries, and numbers that are none."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "call «+1 415-555-2671» now",
        "«+49 30 901820»",
        "«+49 (0)30 901820»",
        "«+44 20 7946 0958»",
        "«0049 30 901820»",
        "«+33 6 12 34 56 78».",
        "«+8613812345678»",
        "«+91 98765 43210»",
        "«+55 11 91234-5678»",
        "«+7 (916) 123-45-67»",
        "(«(415) 555-2671»)",
        "«415-555-2671»",
        "«415.555.2671»",
        "«(415) 555-2671 x123»",
        "«001-415-555-2671»",
        "«1-800-356-9377»",
        "«06 12 34 56 78»",
        "«06.12.34.56.78»",
        "«020 7946 0958»",
        "«07700 900123»",
        "Tel. «030/901820»",
        "«0171 2345678» ist mobil",
        "Móvil: «612 345 678»",
        "«612 34 56 78»",
        "Cell: «333 1234567»",
        "Telefoon: «06-12345678»",
        "tel. «601 234 567»",
        "Тел.: «8 (916) 123-45-67»",
        "«8-916-123-45-67»",
        "Cep: «0532 123 45 67»",
        "«0 (532) 123 45 67»",
        "手机号：«13812345678»",
        "请拨打«138-1234-5678»联系",
        "電話番号：«03-3234-5678»",
        "携帯は«090-1234-5678»です",
        "연락처: «010-1234-5678»",
        "मोबाइल: «98765 43210»",
        "هاتف: «0501234567»",
        "هاتف: «٠٥٠١٢٣٤٥٦٧»",
        "«(11) 91234-5678»",
        "Tel: «55 1234 5678»",
        "phone=«4155552671»",
        "Call me on «4155552671» today",
        "电话：«０１０-６２３４５６７８»",
        "Phone: «(234)567-8901x5521»",
        "Phone is «555-0134-22»",
        "| Phone | «4155552671» |",
        "<phone>«4155552671»</phone>",
        '"phone": "«415 555 2671»"',
        "Telephone\n«020 7946 0958»",
        "Phone «4l5-555-2671» (typed by hand)",
        "tel. «O20 7946 0958»",
        "you can reach me at «555-0134» after six",
        "mobil «+1 (212) 555-0147» / «0033 6 12 34 56 78»",
        "Telfs.: «918823884» / «918823984», «619 128 686» y «956 203 146»",
        "unter «089 / 12 34 56 78» oder",
        "Τηλ.: «210 1234567»",
        "dzwoń: «601-234-567»",
        "تلفن: «۰۹۱۲۱۲۳۴۵۶۷»",
    ],
)
def test_a_phone_is_found(text: str) -> None:
    assert found(text) == expected(text, "phone_number")


@pytest.mark.parametrize(
    "text", ["Fax: «030 901821»", "Telefax «+49 30 901821»", "传真：«010-62345679»", "FAX: «(415) 555-2672»"]
)
def test_a_fax_is_told_from_a_phone(text: str) -> None:
    assert found(text) == expected(text, "fax")


def test_an_extension_belongs_to_its_phone_or_stands_alone() -> None:
    for text, kind in [
        ("«+1 415-555-2671 ext. 22»", "phone_number"),
        ("ask for Ext. «4412»", "phone_number_extension"),
        ("or ring ext «4417».", "phone_number_extension"),
    ]:
        assert found(text) == expected(text, kind)


def test_a_number_behind_a_time_of_day_is_still_a_phone() -> None:
    for text in ("08:14:02 «+41 44 668 18 00» missed call", "08:14:02.117 call from «0151 23456789»"):
        assert found(text) == expected(text, "phone_number")


def test_a_column_named_phone_makes_phones() -> None:
    text = "name;phone;city\nDoe;«4155552671»;Rome\nRoe;«4155552672»;Bonn\n"

    assert found(text) == expected(text, "phone_number")


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-11 08:14:02",
        "1710144854",
        "epoch 1700000000000",
        "order 4155552671",
        "081109 203518 143 INFO",
        "3.14159265358979",
        "1 204 331 people",
        "123 456 789 bytes",
        "12 34 56 78 90",
        "978-3-16-148410-0",
        "pages 211-245",
        "1920x1080",
        "192.168.100.200",
        "0.0.12.3456",
        "SKU 12-3456-789",
        "2023-2024",
        "123e4567-e89b-12d3-a456-426614174000",
        "id=123456789",
        "$1,234,567.00",
        "+1234567",
        "x = +12345678901234567890",
        "100000 200000",
        "ISSN 2049-3630",
        "9999999999",
        "Clause 252.227-7013",
        "CEP 01202-001",
        "Processo: 0082-017625/1999",
        "televisão, fls. 1852-1888",
        "03-11 08:14:02.117  98123 98123 W Tuner: gain lowered",
        "[unit 0151 2019-03-11 08:14:02] valve closed",
        "#define TLS_R_ERROR_IN_EXTENSION 128",
    ],
)
def test_a_number_that_is_no_phone_is_left(text: str) -> None:
    assert found(text, "phone_number", "fax", "phone_number_extension") == []


@pytest.mark.parametrize(
    "text",
    [
        "+100 000 000 users",
        "〒760-8758",
        "@@ -12,7 +123456 @@",
        "serial 123-456-78901",
        "x = 89758319393",
        "v+1.204.331",
    ],
)
def test_what_only_begins_like_a_number_to_call_is_left(text: str) -> None:
    assert found(text, "phone_number", "fax") == []


@pytest.mark.parametrize(
    ("number", "phone"),
    [
        ("The call stack depth reached 123456789", "Call «4155552671» about the stack"),
        ("Call returned error code 2147942405", "Call returned to «4155552671»"),
        ("The call took 1234567890 nanoseconds", "It took long, call «4155552671»"),
        ("system call 4294967295 is unknown", "The system is down: call «4155552671»"),
        ("timestamp of the call: 1710144854", "missed call: «4155552671»"),
        ("roll call vote 202 555 014", "call «202 555 0143» to vote"),
        ("cell A1 = 4155552671", "cell: «4155552671»"),
        ("The cell contains 3125550198 molecules", "my cell is «3125550198»"),
        ("The reach was 212555014 people", "reach Anna at «2125550147»"),
        ("phone model 9780306406", "phone «2025550143»"),
        ("Serial number of the phone: 2125550147", "Phone of the owner: «2125550147»"),
        ("Der Anruf der Methode dauerte 3012345678 Sekunden", "Anruf von «01711234567»"),
        ("L'appel système 0612345678 a échoué", "appel manqué de «0612345678»"),
        ("La llamada a la función devolvió 612345678", "la llamada de Ana, «612345678»"),
        ("La chiamata di sistema 3331234567", "chiamata persa da «3331234567»"),
        ("Numer seryjny telefonu 601234567", "telefon Anny «601234567»"),
        ("Серийный номер телефона 9161234567", "телефон Анны «9161234567»"),
        ("手机序列号13812345678", "手机号码«13812345678»"),
        ("携帯の製造番号09012345678", "携帯は«09012345678»です"),
        ("margin call of 212555014 dollars", "My number is «415-555-2671»"),
        ("1710144854 calls", "Bei Fehlern bitte «01711234567» anrufen"),
        ("bytes in the mobile cache: 2025550143 bytes", "Llámame al «612345678»"),
        ("phone calls: 4155552671 people", "Telefon «01711234567» Personen: 4"),
        ("library call 2025550143", "Caller ID: «4155552671»"),
    ],
)
def test_a_word_of_telephones_that_means_another_thing_makes_no_phone(number: str, phone: str) -> None:
    assert (found(number, "phone_number"), found(phone)) == ([], expected(phone, "phone_number"))
