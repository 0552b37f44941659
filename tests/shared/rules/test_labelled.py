"""Numbers that only a label tells."""

import pytest

from shared.rules import find
from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("employee_id", "Employee ID: «E-10423»"),
        ("employee_id", "badge of «EMP-12345» was lost"),
        ("employee_id", "Personalnummer: «4711823»"),
        ("employee_id", "matricule : «A10423»"),
        ("employee_id", "Número de empleado «20391»"),
        ("employee_id", "табельный номер: «00451»"),
        ("employee_id", "员工编号：«A10293»"),
        ("employee_id", "社員番号：«00123»"),
        ("employee_id", "사번: «20210045»"),
        ("employee_id", "कर्मचारी आईडी: «EK1023»"),
        ("employee_id", "الرقم الوظيفي: «10233»"),
        ("employee_id", "Sicil No: «88412»"),
        ("customer_id", "Customer No. «483920»"),
        ("customer_id", "customer #«88213»"),
        ("customer_id", "Kundennummer «K-2291-88»"),
        ("customer_id", "customer_id=«99182211»"),
        ("customer_id", "Policy number: «PX-9912-3341»"),
        ("customer_id", "N° client : «12 345 678»"),
        ("customer_id", "会员号：«88123456»"),
        ("customer_id", "Mitgliedsnummer ist «778812»"),
        ("case_id", "Case No. «2023-CV-00123»"),
        ("case_id", "Aktenzeichen: «12 O 345/21»".replace("12 O 345/21", "4711/21")),
        ("case_id", "Número de expediente: «2021/004512»"),
        ("case_id", "re: «CASE-2024-0118» closed"),
        ("case_id", "your «REQ-20418» is open"),
        ("health_number", "NHC: «368503»."),
        ("health_number", "Medicare no. «2123 45670 1», Lee"),
        ("health_number", "MRN «4412» 3 visits"),
        ("health_number", "MRN: «00482913»"),
        ("health_number", "NºCol: «28 28 70973»."),
        ("health_number", "病历号：«0012345»"),
        ("national_id", "NASS: «26 63514095»."),
        ("passport", "Passport No: «X1234567»"),
        ("passport", "Reisepass-Nr. «C01X00T47»"),
        ("passport", "паспорт: «45 08 123456»"),
        ("passport", "护照号：«E12345678»"),
        ("passport", "여권번호: «M12345678»"),
        ("driving_licence", "Driver's license: «D1234567»"),
        ("driving_licence", "Führerschein-Nr.: «B072RRE2I55»"),
        ("passport", "flies with passport «533380006»"),
        ("passport", "паспорт «4509 123456» выдан"),
        ("driving_licence", "Führerschein «B072RRE2I55»"),
        ("customer_id", "Kfz-Kennzeichen «M-AB 1234»"),
        ("customer_id", "Vertragsnummer «V 2291 8831»."),
        ("customer_id", "confirmation code «QX7RT2»"),
        ("employee_id", "lost badge «B-2291»"),
        ("bank_account", "wire to account «000123456789» today"),
        ("bank_account", "계좌번호 국민은행 «123456-01-234567»"),
        ("pin", "PIN: «4821»"),
        ("pin", "your PIN is «4821»"),
        ("pin", "CVV: «123»"),
        ("pin", "验证码：«482913»"),
    ],
)
def test_a_labelled_number_is_found(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "PROJ-1234 is done",
        "the case 12 of the switch",
        "case 1:",
        "account for 1200 items",
        "REQ-12",
        "page 482913",
        "pin 13 of the chip",
        "ticket to Rome for 120",
        "the passport was issued",
        "Order No. 1055812",
        "Order number: 1055812",
        "Invoice no.: 2024-10442",
        "Tracking number: 794612345678",
        "UPS 1Z999AA10123456784",
        "parcel RB123456785GB",
        "快递单号：SF1234567890123",
        "订单号：20240118001",
        "주문번호: 2024-0118552",
        "Sendungsnummer: 00340434161094042557",
        "Ticket number: 889123",
        "TKT-889123 is closed",
        "INC0012345 reopened",
        "Our reference: 2024/118-22",
        "employee count: 120",
        "customer number",
        "file 20391.txt",
        "member function at 0x1234",
        "MAX-1000",
        "policy 3.2.1",
        "Case: 12",
        "UTF-16",
        "Account: 3.50",
        "DIN 5008",
        "request_id=12345",
        '"Support": 12654',
        "<dl class=a>10.3.1",
    ],
)
def test_what_no_label_names_is_left(text: str) -> None:
    assert [span for span in find(text) if span.label in ("account_number", "secret")] == []


def test_a_form_with_the_label_above_and_a_table_with_the_label_over_the_column() -> None:
    for text in [
        "Customer number\n«48392011»\n",
        "| Name | Employee ID | City |\n|---|---|---|\n| Doe | «E-10423» | Rome |\n",
        "name\tmrn\tward\nDoe\t«00482913»\t3B\n",
    ]:
        assert [item.partition(": ")[2] for item in found(text)] == [
            item.partition(": ")[2] for item in expected(text, "x")
        ]
