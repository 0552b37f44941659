import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.decision import Surroundings, consider, decide
from shared.errors import BadValue
from shared.policy import Clause, Condition, Ignore, Policy, Treatment, Trim, of_no_kind, uniform
from shared.redaction import redact_text
from shared.replacements import build
from shared.spans import Span, cover
from tests.strategies import span_lists

TEXT = "Born on 03/09/1985, John Smith (john smith) lives at 12 High Street, 90210 Beverly Hills."


def span_of(part, label="private_person", **fields):
    start = TEXT.index(part)
    return Span(start, start + len(part), label, **fields)


NAME = span_of("John Smith", kind="person", score=0.8)
BIRTH = span_of("03/09/1985", "private_date", kind="date", score=0.9)
ZIP = span_of("90210", "private_address", kind="zip_code", score=0.9)


def policy_when(*conditions, target="*"):
    return Policy("test", (Clause(target, (Treatment("static", {"text": "#"}, tuple(conditions)),)),))


@pytest.mark.parametrize(
    ("condition", "span", "holds"),
    [
        (Condition("confidence", ">", 0.7), NAME, True),
        (Condition("confidence", ">", 0.8), NAME, False),
        (Condition("confidence", ">=", 0.8), NAME, True),
        (Condition("confidence", "<", 0.8), NAME, False),
        (Condition("confidence", "<=", 0.8), NAME, True),
        (Condition("confidence", "==", 0.8), NAME, True),
        (Condition("confidence", "!=", 0.8), NAME, False),
        (Condition("token", "==", "john SMITH"), NAME, True),
        (Condition("token", "!=", "john smith"), NAME, False),
        (Condition("token", "!=", "jane"), NAME, True),
        (Condition("token", "startswith", "902"), ZIP, True),
        (Condition("token", "startswith", "100"), ZIP, False),
        (Condition("token", "is", "birthdate"), BIRTH, True),
        (Condition("token", "is not", "birthdate"), BIRTH, False),
        (Condition("token", "is", "deathdate"), BIRTH, False),
        (Condition("token", "is", "birthdate or deathdate"), BIRTH, True),
        (Condition("type", "==", "zip_code"), ZIP, True),
        (Condition("classification", "==", "person"), NAME, True),
        (Condition("context", "==", "ward 7"), NAME, True),
        (Condition("context", "is not", "ward 7"), NAME, False),
        (Condition("confidence", ">", "high"), NAME, False),
        (Condition("population", "<", 20000), ZIP, False),
        (Condition("population", ">", 20000), ZIP, True),
    ],
)
def test_a_condition_decides_whether_a_treatment_speaks(condition, span, holds):
    decision = consider(TEXT, [span], policy_when(condition), Surroundings(context_name="ward 7"))

    assert bool(decision.redactions) == holds
    assert (span in decision.kept) == (not holds)


def test_the_first_treatment_whose_conditions_hold_speaks():
    sure = Treatment("static", {"text": "sure"}, (Condition("confidence", ">", 0.9),))
    rest = Treatment("static", {"text": "rest"})

    assert decide(TEXT, [NAME], Policy("two", (Clause("*", (sure, rest)),)))[0].replacement == "rest"


def test_a_kind_speaks_before_its_label_and_the_label_before_all():
    policy = Policy(
        "three",
        tuple(Clause(t, (Treatment("static", {"text": t}),)) for t in ("*", "private_address", "zip_code")),
    )
    address = span_of("12 High Street", "private_address", kind="street_address")

    assert [r.replacement for r in decide(TEXT, [NAME, address, ZIP], policy)] == ["*", "private_address", "zip_code"]


@pytest.mark.parametrize(
    ("ignore", "is_ignored"),
    [
        (Ignore(frozenset({"JOHN SMITH"})), True),
        (Ignore(frozenset({"JOHN SMITH"}), case_sensitive=True), False),
        (Ignore(frozenset({"John"})), False),
        (Ignore(patterns=(r"john \w+",)), True),
        (Ignore(patterns=("john",)), False),
        (Ignore(patterns=(r"john \w+",), case_sensitive=True), False),
    ],
)
def test_what_is_on_an_ignore_list_stays_and_is_told(ignore, is_ignored):
    for policy in (Policy(ignored=(ignore,)), Policy(clauses=(Clause("*", (Treatment(),), (ignore,)),))):
        decision = consider(TEXT, [NAME], policy)

        assert (NAME in decision.ignored) == is_ignored
        assert bool(decision.redactions) == (not is_ignored)


def test_a_pattern_that_backtracks_is_refused_and_does_not_hang(monkeypatch):
    monkeypatch.setattr("shared.decision.PATTERN_SECONDS", 0.1)
    text = "a" * 5000 + "!"
    policy = Policy(ignored=(Ignore(patterns=("(a|aa)+(b|bb)*(a|aa|b)+$",)),))

    with pytest.raises(BadValue, match="pattern"):
        decide(text, [Span(0, len(text), "secret")], policy)


def test_replacements_cannot_be_made_to_fill_the_memory():
    policy = uniform("long", "static", text="x" * 100_000)
    spans = [Span(start, start + 1, "secret") for start in range(0, 600, 2)]

    with pytest.raises(BadValue, match="more than 20,000,000 characters"):
        consider("1 " * 300, spans, policy)
    with pytest.raises(BadValue, match="%v"):
        build("placeholder", {"format": "%v" * 1000})


def test_a_broken_pattern_is_refused_in_one_sentence():
    with pytest.raises(BadValue, match="pattern"):
        decide(TEXT, [NAME], Policy(ignored=(Ignore(patterns=("(",)),)))


def test_an_ignored_finding_beneath_another_is_still_redacted():
    address = span_of("12 High Street, 90210 Beverly Hills", "private_address")
    policy = Policy(ignored=(Ignore(frozenset({"90210"})),))

    assert "90210" not in redact_text(TEXT, decide(TEXT, [ZIP, address], policy))


def test_equal_texts_get_equal_fakes_within_a_document_and_others_in_the_next():
    other = span_of("john smith")
    fakes = uniform("fakes", "fake")
    first, second = decide(TEXT, [NAME, other], fakes)
    again = decide(TEXT, [NAME], fakes)[0]

    assert first.replacement.casefold() == second.replacement.casefold()
    assert first.replacement != again.replacement


def test_a_context_gives_equal_fakes_across_documents_and_no_context_shares_none():
    policy = Policy("fakes", (Clause("*", (Treatment("fake", scope="context"),)),))
    here = Surroundings(context=b"k" * 32, context_name="ward 7")
    also_here = Surroundings(context=b"k" * 32, context_name="ward 7")

    assert decide(TEXT, [NAME], policy, here) == decide(TEXT, [NAME], policy, also_here)
    assert decide(TEXT, [NAME], policy) != decide(TEXT, [NAME], policy)


def test_an_unknown_replacement_is_refused():
    with pytest.raises(BadValue, match="no such replacement"):
        decide(TEXT, [NAME], uniform("odd", "vanish"))


def test_an_unknown_option_is_refused():
    with pytest.raises(BadValue, match="does not know"):
        decide(TEXT, [NAME], uniform("odd", "mask", colour="red"))


def test_each_redaction_has_its_treatment():
    ours, theirs = Treatment("static", {"text": "a"}, alert=True), Treatment("static", {"text": "b"})
    decision = consider(TEXT, [ZIP, NAME], Policy("two", (Clause("person", (ours,)), Clause("zip_code", (theirs,)))))

    assert [(r.span, t) for r, t in zip(decision.redactions, decision.treatments, strict=True)] == [
        (NAME, ours),
        (ZIP, theirs),
    ]


def test_a_clause_may_speak_for_findings_of_no_kind_alone():
    policy = Policy("url", (Clause(of_no_kind("private_person")),))
    nameless = span_of("John Smith")

    assert consider(TEXT, [nameless], policy).redactions
    assert consider(TEXT, [NAME], policy).kept == (NAME,)


def test_a_finding_that_fails_a_required_check_is_none():
    policy = Policy("strict", (Clause("zip_code", requires=("zip-delimiter", "zip-prefix")),))

    assert consider(TEXT, [ZIP], policy).redactions
    assert consider("00000", [Span(0, 5, "private_address", "zip_code")], policy).kept


def test_trimming_lets_go_of_ends_alone():
    span = Span(TEXT.index("Beverly"), len(TEXT), "private_address", "city")
    policy = Policy(trim=Trim(periods=True, spaces=True, new_lines=True))

    assert redact_text(TEXT, decide(TEXT, [span], policy)).endswith("90210 <PRIVATE_ADDRESS>.")
    assert not consider("...", [Span(0, 3, "secret")], policy).redactions


def test_a_cipher_is_set_up_once_for_a_document(monkeypatch):
    built = []
    monkeypatch.setattr("shared.decision.build", lambda *of: built.append(of) or build(*of))
    decide(TEXT, [NAME, BIRTH, ZIP], uniform("hash", "hash"))

    assert len(built) == 1


def test_slow_ignored_patterns_share_one_time_limit(monkeypatch):
    monkeypatch.setattr("shared.decision.PATTERN_SECONDS", 0.2)
    text = ("a" * 24 + "! ") * 1_000
    spans = [Span(n * 26, n * 26 + 25, "secret") for n in range(1_000)]

    with pytest.raises(BadValue, match="too slow"):
        decide(text, spans, Policy(ignored=(Ignore(patterns=("(a|aa)+(b|bb)*(a|aa|b)+$",)),)))


def test_long_ignore_lists_are_folded_once():
    terms = frozenset(f"term{n}" for n in range(100_000))
    spans = [Span(n, n + 1, "secret") for n in range(2_000)]

    assert len(consider("x" * 2_000, spans, Policy(ignored=(Ignore(terms),))).redactions) == 2_000


UNITED = "card 4111 1111 1111 1111 CVV 123"


@pytest.mark.parametrize(
    ("replacement", "expected"),
    [("last", "1111"), ("placeholder", "<ACCOUNT_NUMBER>"), ("mask", "*" * len(UNITED))],
)
def test_a_value_that_was_found_more_exactly_is_what_a_replacement_is_made_of(replacement, expected):
    spans = [
        Span(0, len(UNITED), "account_number"),
        Span(5, 24, "account_number", "credit_card", 0.97, "rule"),
    ]

    assert redact_text(UNITED, decide(UNITED, spans, uniform("one", replacement))) == expected


def test_a_value_has_the_same_stand_in_however_much_was_found_around_it():
    text = "IP 10.20.30.40 and 10.20.30.40"
    spans = [
        Span(0, 14, "private_url"),
        Span(3, 14, "private_url", "ip_address", 0.9, "rule"),
        Span(19, 30, "private_url", "ip_address", 0.9, "rule"),
    ]
    first, second = decide(text, spans, uniform("fakes", "fake"))

    assert first.replacement == second.replacement
    assert first.span == Span(0, 14, "private_url", "ip_address", 1.0, "rule")


@given(span_lists, st.sampled_from(["placeholder", "mask", "last", "fake", "hash", "truncate"]))
def test_whatever_was_found_is_covered_by_its_redactions(spans, replacement):
    text = "Ab1 " * 11

    assert cover(r.span for r in decide(text, spans, uniform("all", replacement))) == cover(spans)


def test_what_holds_for_a_name_holds_for_its_fragments():
    first, last, whole = span_of("John"), span_of("Smith"), span_of("John Smith")
    decision = consider(TEXT, [first, last, whole], Policy(ignored=(Ignore(frozenset({"John Smith"})),)))

    assert not decision.redactions
    assert decision.ignored == (whole,)
    assert not consider(TEXT, [first, last, whole], policy_when(Condition("token", "!=", "john smith"))).redactions
    assert consider(TEXT, [first, whole], Policy(ignored=(Ignore(frozenset({"John"})),))).redactions


def test_a_piece_that_is_surer_than_the_whole_counts_for_itself():
    whole = Span(0, 14, "private_phone", "phone_number", 0.6, "rule")
    piece = Span(1, 14, "private_phone", "phone_number", 0.95, "rule")

    assert consider("(304) 555-5555", [whole, piece], policy_when(Condition("confidence", ">", 0.7))).redactions
