import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import BadValue
from shared.policy import Dictionary, Pattern, Section
from shared.rules.lookups import find_lookups


def found(text, *lookups):
    return [text[span.start : span.end] for span in find_lookups(text, lookups)]


@pytest.mark.parametrize(
    ("lookup", "text", "expected"),
    [
        (Pattern("id", r"\b[A-Z]{2}\d{4}\b"), "AB1234, ab1234 and CD5678", ["AB1234", "CD5678"]),
        (Pattern("id", r"\b[A-Z]{2}\d{4}\b", case_sensitive=False), "ab1234", ["ab1234"]),
        (Pattern("id", r"case (\d+)", group=1), "case 77", ["77"]),
        (Pattern("id", r"x*"), "ab", []),
        (Dictionary("custom", frozenset({"Project Heron"})), "project heron, not Project Herons", ["project heron"]),
        (Dictionary("custom", frozenset({"鈴木", "o'neil"})), "担当は鈴木です。O'Neil", ["鈴木", "O'Neil"]),
        (Dictionary("custom", frozenset({"heron", "a+b"}), distance=1), "a hexon; a+b", ["hexon", "a+b"]),
        (Dictionary("custom", frozenset()), "anything", []),
        (Dictionary("custom", frozenset({" "})), "a b", []),
        (Section("section", "BEGIN", "END"), "x BEGIN a\nb END y END", ["BEGIN a\nb END"]),
    ],
)
def test_a_lookup_finds_what_it_names(lookup, text, expected):
    assert found(text, lookup) == expected


def test_findings_carry_the_lookup_s_own_kind():
    [span] = find_lookups("AB1234", [Pattern("id", r"AB\d+", score=0.7)])

    assert (span.label, span.kind, span.score, span.source) == ("id", "id", 0.7, "rule")


@pytest.mark.parametrize("expression", ["(a|(?1))*", "(?R)?a", "(?<x>a(?&x))", "(?P<x>a(?P>x))", "(a)(?-1)", r"\\(?0)"])
def test_a_pattern_that_calls_itself_is_refused(expression):
    with pytest.raises(BadValue, match="calls itself"):
        find_lookups("b", [Pattern("x", expression)])


@pytest.mark.parametrize("expression", ["(?i)x(?-i:y)", r"\(\?1\)", "(?P<n>a)(?P=n)", "(?<!1)a(?=R)"])
def test_a_pattern_with_other_brackets_is_taken(expression):
    assert find_lookups("", [Pattern("x", expression)]) == []


def test_a_pattern_that_backtracks_is_refused_and_does_not_hang(monkeypatch):
    monkeypatch.setattr("shared.rules.lookups.SECONDS", 0.01)
    with pytest.raises(BadValue, match="too long"):
        found("a" * 50_000 + "!", Pattern("id", "(a|aa)+(b|bb)*(a|aa|b)+$"))


def test_many_slow_patterns_share_one_time_limit(monkeypatch):
    monkeypatch.setattr("shared.rules.lookups.SECONDS", 0.2)
    slow = [Pattern(f"id-{n}", rf"(a|aa)+(b|bb)*(a|aa|b)+{n}$") for n in range(1_000)]

    with pytest.raises(BadValue, match="too long"):
        found("a" * 26 + "!", *slow)


def test_a_lookup_may_be_of_a_category_and_ask_for_a_check():
    pattern = Pattern("credit_card", r"[0-9]{16}", label="account_number", check="luhn")
    [span] = find_lookups("4111111111111111 4111111111111112", [pattern])

    assert (span.start, span.label, span.kind) == (0, "account_number", "credit_card")


def test_capitalized_terms_are_found_as_they_are_capitalized():
    assert found("Heron heron", Dictionary("custom", frozenset({"heron"}), capitalized=True)) == ["Heron"]


@pytest.mark.parametrize("broken", [Pattern("id", "("), Pattern("id", "a", group=2), Section("section", "(?:", ")")])
def test_a_pattern_that_cannot_be_run_is_refused_in_one_sentence(broken):
    with pytest.raises(BadValue, match="pattern"):
        found("aaa", broken)


def test_ten_thousand_terms_are_looked_up_together():
    terms = frozenset(f"term{i}" for i in range(10_000))

    assert found("a term9999 and a term10000", Dictionary("custom", terms)) == ["term9999"]


def test_more_fuzzy_terms_than_can_be_tried_are_refused():
    with pytest.raises(BadValue, match="1000"):
        found("x", Dictionary("custom", frozenset(f"term{i}" for i in range(1001)), distance=1))


@given(st.text(max_size=60), st.frozensets(st.text(min_size=1, max_size=8), max_size=4), st.integers(0, 2))
def test_any_term_can_be_looked_up_in_any_text(text, terms, distance):
    for span in find_lookups(text, [Dictionary("custom", terms, distance)]):
        assert 0 <= span.start < span.end <= len(text)
