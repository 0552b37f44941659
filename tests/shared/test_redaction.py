import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.decision import decide
from shared.policy import Clause, Policy, Treatment, uniform
from shared.redaction import Redaction, pieces, redact_text
from shared.spans import Span, cover
from tests.strategies import span_lists

TEXT = "My name is Harry Potter and my email is harry@hogwarts.edu."
NAME = Span(11, 23, "private_person", "person", 0.9)
EMAIL = Span(40, 58, "private_email", "email_address", 0.9)


def test_every_finding_becomes_its_placeholder():
    assert (
        redact_text(TEXT, decide(TEXT, [NAME, EMAIL])) == "My name is <PRIVATE_PERSON> and my email is <PRIVATE_EMAIL>."
    )


@given(span_lists, st.text(alphabet="abc é😀\n", min_size=40, max_size=60))
def test_all_that_was_not_found_stays_and_all_that_was_found_goes(spans, text):
    redactions = decide(text, spans)
    kept = [piece.text for piece in pieces(text, redactions) if piece.redaction is None]

    found = {i for start, end in cover(spans) for i in range(start, end)}
    assert "".join(kept) == "".join(c for i, c in enumerate(text) if i not in found)


@given(span_lists, st.text(alphabet="abc\n", min_size=40, max_size=60))
def test_a_mask_keeps_the_length(spans, text):
    masked = redact_text(text, decide(text, spans, uniform("bars", "mask", character="█")))

    assert len(masked) == len(text)


@given(span_lists)
def test_a_kept_category_never_hides_a_removed_one(spans):
    policy = Policy("no phones", (Clause("private_phone", (Treatment("remove"),)), Clause("*", ())))
    redactions = decide("x" * 40, spans, policy)

    assert cover(r.span for r in redactions) == cover(s for s in spans if s.label == "private_phone")


@given(span_lists)
def test_a_removed_kind_is_removed_even_where_a_kept_kind_overlaps_it(spans):
    policy = Policy("ssn", (Clause("ssn", (Treatment("remove"),)), Clause("*", ())))
    redactions = decide("x" * 40, spans, policy)

    assert cover(r.span for r in redactions) == cover(s for s in spans if s.kind == "ssn")


def test_overlapping_redactions_are_refused_rather_than_skipped():
    with pytest.raises(ValueError, match="overlap"):
        redact_text(TEXT, [Redaction(Span(0, 5, "secret"), ""), Redaction(Span(4, 8, "secret"), "")])


def test_a_redaction_past_the_end_is_refused_rather_than_cut():
    with pytest.raises(ValueError, match="past"):
        redact_text("short", [Redaction(Span(0, 6, "secret"), "")])
