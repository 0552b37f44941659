"""National, tax, health and vehicle numbers: valid ones in their usual dress, and the same with a wrong digit."""

import pytest

from shared.rules import find
from tests.shared.rules.marked import expected, found, unmark


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ssn", "SSN «536-90-4399»"),
        ("ssn", "«536-90-4399»"),
        ("ssn", "social security number: «536904399»"),
        ("ssn", "SSN: «536 90 4399»"),
        ("tax_id", "ITIN «912-90-3456»"),
        ("tax_id", "EIN: «91-1144442»"),
        ("national_id", "SIN: «123-456-782»"),
        ("national_id", "DNI «54362315K»"),
        ("national_id", "DNI: «54.362.315-K»"),
        ("national_id", "con NIE «X2482300W» vive"),
        ("national_id", "n° de sécurité sociale «2 95 10 99 126 111 93»"),
        ("national_id", "«295109912611193»"),
        ("tax_id", "Steuer-ID: «36 574 261 809»"),
        ("tax_id", "Steuer-ID «36574261809»"),
        ("tax_id", "codice fiscale «RCCMNL83S18D969H»"),
        ("tax_id", "«RCCMNL83S18D969H»"),
        ("tax_id", "Partita IVA: «00743110157»"),
        ("tax_id", "NIF: «501964843»"),
        ("tax_id", "USt-IdNr.: «DE136695976»"),
        ("national_id", "BSN «111222333»"),
        ("national_id", "rijksregisternummer «85.07.30-033.28»"),
        ("national_id", "PESEL: «44051401359»"),
        ("tax_id", "NIP «856-734-62-15»"),
        ("national_id", "CPF «390.533.447-05»"),
        ("national_id", "«390.533.447-05»"),
        ("national_id", "CPF: «39053344705»"),
        ("tax_id", "«16.727.230/0001-97»"),
        ("tax_id", "ИНН: «500100732259»"),
        ("national_id", "СНИЛС: «112-233-445 95»"),
        ("national_id", "T.C. Kimlik No: «17291716060»"),
        ("national_id", "身份证号：«360426199101010071»"),
        ("national_id", "身份证«11010519491231002X»，"),
        ("national_id", "주민등록번호: «971013-9019902»"),
        ("national_id", "マイナンバー：«6214 9832 0257»"),
        ("national_id", "Aadhaar: «2341 2341 2346»"),
        ("national_id", "आधार संख्या: «२३४१ २३४१ २३४६»"),
        ("tax_id", "PAN: «ACUPA7085R»"),
        ("national_id", "CURP «BOXW310820HNERXN09»"),
        ("tax_id", "RFC: «GODE561231GR8»"),
        ("health_number", "NHS number: «943 476 5870»"),
        ("tax_id", "UTR «1955839661»"),
        ("national_id", "NI number «AB 12 34 56 C»"),
        ("national_id", "NINO: «AB123456C»"),
        ("national_id", "personnummer «880320-0016»"),
        ("national_id", "CPR: «211062-5629»"),
        ("national_id", "fødselsnummer «151086 95088»"),
        ("national_id", "henkilötunnus «131052-308T»"),
        ("national_id", "AHV-Nr. «756.9217.0769.85»"),
        ("national_id", "SVNR «1237 010180»"),
        ("national_id", "rodné číslo «710319/2745»"),
        ("national_id", "ID number «7503305044089»"),
        ("tax_id", "TFN «123 456 782»"),
        ("national_id", "RUT «12.531.909-2»"),
        ("tax_id", "CUIT: «20-05536168-2»"),
        ("national_id", "PPS number «6433435F»"),
        ("national_id", "NIK «3171011708450001»"),
        ("national_id", "NRIC «770305-02-1234»"),
        ("national_id", "CNIC «34201-0891231-8»"),
        ("national_id", "CNP «1630615123457»"),
        ("national_id", "OIB «33392005961»"),
        ("national_id", "ΑΜΚΑ «01013099997»"),
        ("national_id", "رقم الهوية: «1010101013»".replace("1010101013", "1000000008")),
        ("national_id", "Emirates ID «784-1990-1234567-6»"),
        ("national_id", "NRIC: «S1234567D»"),
        ("national_id", "身分證字號：«A123456789»"),
        ("national_id", "HKID «A123456(3)»"),
        ("health_number", "Versichertennummer «A123456780»"),
        ("national_id", "Rentenversicherungsnummer «65 170839 J 003»"),
        ("national_id", "dowód osobisty «ABA300000»"),
        ("tax_id", "«CHE-109.322.551»"),
        ("tax_id", "统一社会信用代码：«91110000600037341L»"),
        ("tax_id", "SIRET «732 829 320 00074»"),
        ("tax_id", "SIREN : «732 829 320»"),
        ("tax_id", "CVR «13585628»"),
        ("tax_id", "Adószám: «12892312-2-41»"),
        ("tax_id", "NPWP: «01.312.166.0-091.000»"),
        ("tax_id", "ОГРН «1022200525819»"),
        ("tax_id", "Org.nr «974 760 673»"),
        ("tax_id", "RUC «1792060346001»"),
        ("tax_id", "MST: «0100233488»"),
        ("tax_id", "統編：«00501503»"),
        ("tax_id", "NUIT: «400339910»"),
        ("national_id", "UPN «J307860676772»"),
        ("bank_account", "«01-0902-0068389-00»"),
        ("tax_id", "PTIN: «P-00634642»"),
        ("vin", "«1HGBH41JXMN109186»"),
        ("vin", "VIN: «1M8GDM9AXKP042788»"),
    ],
)
def test_a_valid_number_is_found(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "SSN 666-12-3456",
        "SSN 000-12-3456",
        "SSN 123-00-4567",
        "SSN 900-12-3456",
        "DNI 54362315X",
        "NIE X2482300A",
        "sécurité sociale 2 95 10 99 126 111 94",
        "codice fiscale RCCMNL83S18D969I",
        "NIF 501964842",
        "BSN 111222334",
        "PESEL 44051401358",
        "NIP 856-734-62-16",
        "CPF 390.533.447-06",
        "16.727.230/0001-98",
        "ИНН 500100732258",
        "СНИЛС 112-233-445 96",
        "T.C. Kimlik 17291716061",
        "身份证 360426199101010072",
        "971013-9019903",
        "マイナンバー 6214 9832 0258",
        "Aadhaar 2341 2341 2347",
        "CURP BOXW310820HNERXN08",
        "NHS 943 476 5871",
        "UTR 2955839661",
        "BG123456C",
        "AHV 756.9217.0769.84",
        "rodné číslo 710319/2746",
        "TFN 123 456 783",
        "RUT 12.531.909-3",
        "CUIT: 20-05536168-3",
        "HKID A123456(4)",
        "CHE-109.322.552",
        "SIRET 732 829 320 00075",
        "CVR 13585629",
        "Adószám 12892313-2-41",
        "ОГРН 1022200525818",
        "01-0902-0068388-00",
        "1HGBH41J0MN109186",
        "1Z999AA10123456784",
        "RB123456785GB",
        "RB123456786GB",
    ],
)
def test_a_wrong_check_digit_is_no_number_where_no_label_claims_it(text: str) -> None:
    assert [span for span in find(text) if span.label == "account_number"] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ssn", "SSN: «666-12-3456»"),
        ("ssn", "social security number «987-65-4321»"),
        ("iban", "IBAN: «DE12 3456 7890 1234 5678 91»"),
        ("iban", "IBAN «FR76 3000 6000 0112 3456 7890 188»"),
        ("credit_card", "Card number: «4111 1111 1111 1112»"),
        ("credit_card", "カード番号：«3566 0020 2036 0506»"),
        ("national_id", "| CPF |\n|---|\n| «123.456.789-00» |"),
        ("national_id", "PESEL: «90010112345»"),
        ("national_id", "身份证号：«110101199001011234»"),
        ("national_id", "T.C. Kimlik No: «12345678901»"),
        ("national_id", "NI number: «QQ 12 34 56 C»"),
        ("national_id", "الرقم القومي: «29001011234567»"),
        ("tax_id", "Codice fiscale: «RSSMRA85M01H501Z»"),
        ("tax_id", "PAN: «ABCDE1234F»"),
        ("tax_id", "Steuer-ID: «12 345 678 901»"),
    ],
)
def test_what_its_label_claims_is_found_though_its_check_digit_is_wrong(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "SSN: 12-34",
        "IBAN: required",
        "card: 4 of 16",
        "PAN: 00000000",
        "run: 123456",
        "RFC 9110 and RFC: 2119",
        "nas: 10.5",
    ],
)
def test_what_is_not_written_as_its_label_says_is_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "536904399",
        "44051401359",
        "111222333",
        "1955839661",
        "part 123-456-782",
        "17291716060 bytes",
        "6433435F",
        "39053344705",
        "build 20230415123000",
        "2341-2341-2345-9999-1",
        "abcdef12345678Z",
        "9fceb02d0ae598e95dc970b74767f19372d61af8",
        "SN74LS00N ATmega328P STM32F103C8T6",
        "ABCDEFGHJKLMNPRST",
        "1.2.3.4-5",
        "E12345678901234567",
        "0100233488",
        "13585628",
        "1022200525819",
        "J307860676772",
        "91110000600037341L",
        "732829320",
    ],
)
def test_a_weak_checksum_needs_a_word_near_it(text: str) -> None:
    assert [span for span in find(text) if span.label == "account_number"] == []


def test_a_number_is_found_next_to_chinese_letters() -> None:
    text, ranges = unmark("他的身份证号码是«360426199101010071»，请核对。")

    assert [(span.start, span.end) for span in find(text)] == ranges
