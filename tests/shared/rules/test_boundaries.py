import pytest

from shared.rules.boundaries import at_the_ends_of_rules, without_labels
from shared.spans import Span
from tests.shared.rules.marked import unmark


def ends(marked: str) -> list[tuple[int, int]]:
    return unmark(marked)[1]


@pytest.mark.parametrize(
    ("label", "found", "true"),
    [
        ("private_person", "«Name: Eleanor Whitcombe»", "Name: «Eleanor Whitcombe»"),
        ("private_phone", "«Phone: 415-555-0132»", "Phone: «415-555-0132»"),
        ("private_address", "«Anschrift: Lindenweg 5»", "Anschrift: «Lindenweg 5»"),
        ("private_date", "«生年月日：1985年3月12日»", "生年月日：«1985年3月12日»"),
        ("account_number", "«Kundennummer: 4711»", "Kundennummer: «4711»"),
        ("private_person", "«الاسم: سارة أحمد»", "الاسم: «سارة أحمد»"),
        ("private_person", "«Eleanor: Steven»", "«Eleanor: Steven»"),
        ("private_person", "«Name:»", "«Name:»"),
        ("secret", "«password: hunter2»", "«password: hunter2»"),
        ("private_person", "«Call Jane Doe»", "Call «Jane Doe»"),
        ("private_person", "«Dear Ms Fine»", "Dear «Ms Fine»"),
        ("private_person", "«Ask Petersen»", "«Ask Petersen»"),
        ("private_person", "«Liebe Anna-Lena»", "Liebe «Anna-Lena»"),
        ("private_person", "«Caro Emerald Moss»", "«Caro Emerald Moss»"),
        (
            "private_address",
            "«27 Mill Street, Leeds LS1 4DT (the Landlord»)",
            "«27 Mill Street, Leeds LS1 4DT» (the Landlord)",
        ),
        ("private_person", "«Jonas Albrecht („der Vermieter»“)", "«Jonas Albrecht» („der Vermieter“)"),
        ("private_person", "«Claire Aubry (la locataire», née à Lyon)", "«Claire Aubry» (la locataire, née à Lyon)"),
        ("private_address", "«27 Mill Lane (The Grange», Leeds)", "«27 Mill Lane (The Grange», Leeds)"),
        ("private_person", "«Anna Bakker (de Vries»)", "«Anna Bakker (de Vries»)"),
        ("private_person", "«Sam (Tenant»)", "«Sam» (Tenant)"),
    ],
)
def test_a_label_or_a_role_is_no_part_of_its_value(label: str, found: str, true: str) -> None:
    text, [(start, end)] = unmark(found)
    [span] = without_labels(text, [Span(start, end, label)])

    assert [(span.start, span.end)] == ends(true)


@pytest.mark.parametrize(
    ("label", "found", "rule", "true"),
    [
        ("private_email", "«stimmt elene@kanzlei.de»", "stimmt «elene@kanzlei.de»", "stimmt «elene@kanzlei.de»"),
        ("private_email", "«البريد^j.ross@163.com»", "البريد^«j.ross@163.com»", "البريد^«j.ross@163.com»"),
        ("private_email", "«e.powell@ziggo.nl. توقيع»", "«e.powell@ziggo.nl». توقيع", "«e.powell@ziggo.nl». توقيع"),
        ("private_phone", "«służbowy 84 921 03 54»", "służbowy «84 921 03 54»", "służbowy «84 921 03 54»"),
        ("account_number", "«CPF 92598092902»", "CPF «92598092902»", "CPF «92598092902»"),
        # the name beside an address is somebody's
        ("private_email", "«Jane Doe jane@x.org»", "Jane Doe «jane@x.org»", "«Jane Doe jane@x.org»"),
        ("private_email", "«anna anna.s@x.org»", "anna «anna.s@x.org»", "«anna anna.s@x.org»"),
        ("private_phone", "«سارة أحمد 0501234567»", "سارة أحمد «0501234567»", "«سارة أحمد 0501234567»"),
        ("account_number", "«AB CDE 123456»", "AB CDE «123456»", "«AB CDE 123456»"),
        # more than words
        (
            "private_email",
            "«furner.james 38@aabid.info»",
            "furner.james «38@aabid.info»",
            "«furner.james 38@aabid.info»",
        ),
        ("private_phone", "«(351) 964 954 542»", "(351) «964 954 542»", "«(351) 964 954 542»"),
        ("account_number", "«** 3870 0988 5586»", "«** 3870» 0988 5586", "«** 3870 0988 5586»"),
        ("account_number", "«gb47 okkj 5882 7481»", "gb47 okkj «5882 7481»", "«gb47 okkj 5882 7481»"),
        # the model sees more of a date or an address
        ("private_date", "«2 Nisan 2011 Pazartesi»", "«2 Nisan 2011» Pazartesi", "«2 Nisan 2011 Pazartesi»"),
    ],
)
def test_a_rule_knows_the_ends_of_a_number_better(label: str, found: str, rule: str, true: str) -> None:
    text, [(start, end)] = unmark(found)
    rules = [Span(a, b, label, source="rule") for a, b in ends(rule)]
    [span] = at_the_ends_of_rules(text, [Span(start, end, label)], rules)

    assert [(span.start, span.end)] == ends(true)


def test_two_numbers_in_one_finding_stay_in_it() -> None:
    text = "tel 415-555-0132 or 415-555-0133"
    rules = [Span(4, 16, "private_phone", source="rule"), Span(20, 32, "private_phone", source="rule")]

    assert at_the_ends_of_rules(text, [Span(0, 32, "private_phone")], rules) == [Span(0, 32, "private_phone")]
