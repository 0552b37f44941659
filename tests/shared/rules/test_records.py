"""Who is named in records of hospitals and insurers, by the field it stands in; and that forms without people stay."""

import pytest

from tests.shared.rules.marked import expected, found, unmark


def pieces(text: str, *kinds: str) -> list[tuple[str, str]]:
    """Each finding's kind and its characters."""
    return [(item.partition(": ")[0], item.partition("«")[2].partition("»")[0]) for item in found(text, *kinds)]


def test_a_patient_of_an_hl7_message() -> None:
    message = (
        "MSH|^~\\&|ADT1|GOOD HEALTH|GHH LAB|ELAB-3|202005061200||ADT^A01|MSG00001|P|2.4\r"
        "PID|1||PATID1234^5^M11||JONES^WILLIAM^A^III||19610615|M||C|1200 N ELM STREET^^GREENSBORO^NC^27401-1020|GL|"
        "(919)379-1212|(919)271-3434||S||PATID12345001^2^M10|123456789|9-87654^NC\r"
        'NK1|1|JONES^BARBARA^K|WIFE|""|(919)555-0100\r'
        "PV1|1|I|2000^2012^01||||004777^ATTEND^AARON^A|||SUR||||ADM|A0\r"
    )

    assert pieces(message) == [
        ("health_number", "PATID1234^5^M11"),
        ("person", "JONES^WILLIAM^A^III"),
        ("date", "19610615"),
        ("street_address", "1200 N ELM STREET^^GREENSBORO^NC^27401-1020"),
        ("phone_number", "(919)379-1212"),
        ("phone_number", "(919)271-3434"),
        ("bank_account", "PATID12345001^2^M10"),
        ("ssn", "123456789"),
        ("driving_licence", "9-87654^NC"),
        ("person", "JONES^BARBARA^K"),
        ("phone_number", "(919)555-0100"),
        ("physician_name", "004777^ATTEND^AARON^A"),
    ]


def test_a_subscriber_of_an_x12_claim() -> None:
    claim = (
        "NM1*41*2*PREMIER BILLING SERVICE*****46*TGJ23~PER*IC*JERRY SMITH*TE*3055552222~"
        "NM1*IL*1*DOE*JOHN*T***MI*11122333301~N3*236 N MAIN ST~N4*MIAMI*FL*33413~DMG*D8*19430501*M~"
        "REF*SY*123456789~NM1*PR*2*KEY INSURANCE COMPANY*****PI*999996666~N3*3333 OCEAN ST~N4*SOUTH MIAMI*FL*33000~"
    )

    assert pieces(claim) == [
        ("person", "JERRY SMITH"),
        ("phone_number", "3055552222"),
        ("surname", "DOE"),
        ("first_name", "JOHN"),
        ("health_number", "11122333301"),
        ("street_address", "236 N MAIN ST"),
        ("city", "MIAMI"),
        ("zip_code", "33413"),
        ("date", "19430501"),
        ("ssn", "123456789"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"name":[{"family":"«Chalmers»","given":["«Peter»","«James»"]}]}',
        '"given": [ "«Nguyễn»" ],\n  "use": "official",\n  "family": "«Trần»"',
    ],
)
def test_a_name_of_a_fhir_record(text: str) -> None:
    assert [piece for _, piece in pieces(text, "surname", "first_name")] == _ranges(text)


def _ranges(marked: str) -> list[str]:
    text, ranges = unmark(marked)
    return [text[start:end] for start, end in ranges]


@pytest.mark.parametrize(
    "text",
    [
        '{"family": "serif", "size": 12}',
        '{"socket": {"family": "inet"}}, {"given": 4}',
        "| PID | user | %CPU | ^C |",
        "PID|USER|PR|NI",
        "MSH|^~\\&|ADT1|GOOD HEALTH|GHH LAB",
        'PID|1||""|""|^^||""|M',
        "NM1*41*2*PREMIER BILLING SERVICE*****46*TGJ23~N3*3333 OCEAN~",
        "a*b*PER*c",
    ],
)
def test_records_of_nobody_stay(text: str) -> None:
    assert found(text, "person", "surname", "first_name", "date", "street_address", "health_number") == []


def test_a_message_pasted_into_a_program_is_read() -> None:
    text = 'msg = "PID|1||«12345»||DOE^JANE"'

    assert expected(text, "health_number")[0] in found(text)
