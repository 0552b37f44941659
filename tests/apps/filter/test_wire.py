"""What requests say and what answers say, apart from any server."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.filter.asking import PDF_ANSWERS, NotAcceptable, body_kind, check_name, choose, read_text
from apps.filter.metrics import Metrics
from apps.filter.wire import Asked, explanation, utf16_offsets
from shared.errors import BadInput, BadValue, TooLarge
from shared.filtering import filter_text
from shared.policies import read_policy, ready_policy
from tests.fakes import FakeEngine

ASKED = Asked("none", "d", "default", ready_policy("default"))


@given(st.text(), st.lists(st.integers(0, 100)))
def test_offsets_are_those_of_utf_16(text, positions):
    places = [min(position, len(text)) for position in positions]

    assert utf16_offsets(text, places) == {p: len(text[:p].encode("utf-16-le", "surrogatepass")) // 2 for p in places}


def test_offsets_of_a_long_text_are_quick():
    text = "😀 Jane Doe, " * 100_000
    offsets = utf16_offsets(text, range(0, len(text), 3))

    assert offsets[12] == 13


@given(st.text(st.characters(categories=["L", "N", "Z", "So"]), max_size=80))
def test_an_explanation_points_at_what_it_names(around):
    text = f"{around} Jane Doe 123-45-6789 {around}"
    told = explanation(filter_text(text, ASKED.policy, FakeEngine()), ASKED)
    units = text.encode("utf-16-le")

    for span in told["explanation"]["identifiedSpans"]:
        named = units[2 * span["characterStart"] : 2 * span["characterEnd"]].decode("utf-16-le")
        assert named == span["text"]
    assert len(told["explanation"]["appliedSpans"]) >= 2


def test_more_findings_than_an_answer_holds_are_refused(monkeypatch):
    monkeypatch.setattr("apps.filter.wire.MOST_EXPLAINED", 2)
    filtered = filter_text("Jane Doe, Mark Twain and John Smith", ASKED.policy, FakeEngine())

    with pytest.raises(TooLarge, match="at most 2"):
        explanation(filtered, ASKED)


def test_a_kind_goes_by_philters_name_of_it():
    text = "Jane Doe 4111 1111 1111 1111, 192.168.7.5, jane@example.com, https://example.com/x"
    told = explanation(filter_text(text, ASKED.policy, FakeEngine()), ASKED)
    kinds = {span["text"]: span["filterType"] for span in told["explanation"]["appliedSpans"]}

    assert kinds["4111 1111 1111 1111"] == "CREDIT_CARD"
    assert kinds["Jane Doe"] == "PERSON"
    assert kinds["jane@example.com"] == "EMAIL_ADDRESS"


def test_a_salt_is_told():
    strategy = '{"ssnFilterStrategies": [{"strategy": "HASH_SHA256_REPLACE", "salt": true}]}'
    policy = read_policy(f'{{"identifiers": {{"ssn": {strategy}}}}}')
    asked = Asked("none", "d", "salted", policy)
    [span] = explanation(filter_text("ssn 123-45-6789", policy, FakeEngine()), asked)["explanation"]["appliedSpans"]

    assert len(span["salt"]) == 16
    assert len(span["replacement"]) == 64


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/zip"),
        ("*/*", "application/zip"),
        ("*", "application/zip"),
        ("application/pdf", "application/pdf"),
        ("application/pdf, */*", "application/pdf"),
        ("*/*, application/pdf;q=0.5", "application/zip"),
        ("application/zip;q=0.1, application/pdf;q=0.2", "application/pdf"),
        ("application/*", "application/zip"),
        ("image/jpeg", "image/jpeg"),
        ("APPLICATION/PDF ; q=1.0", "application/pdf"),
        ("application/zip;q=0, */*", "application/pdf"),
        ("text/html, application/pdf;q=0.9", "application/pdf"),
    ],
)
def test_the_answer_is_what_the_caller_likes_best(accept, expected):
    assert choose(accept, PDF_ANSWERS) == expected


@pytest.mark.parametrize("accept", ["text/plain", "application/json", "application/pdf;q=0", "nonsense", "*/*;q=0"])
def test_a_caller_who_likes_nothing_is_told_so(accept):
    with pytest.raises(NotAcceptable):
        choose(accept, PDF_ANSWERS)


@given(st.text())
def test_any_accept_header_is_an_offer_or_a_refusal(accept):
    with contextlib.suppress(NotAcceptable):
        assert choose(accept, PDF_ANSWERS) in PDF_ANSWERS


@given(st.binary())
def test_any_body_is_text_or_a_refusal(body):
    try:
        assert read_text(body).encode() == body
    except BadInput as refusal:
        assert refusal.status in (400, 415)


@given(st.text())
def test_any_content_type_is_a_kind_or_a_refusal(kind):
    try:
        assert body_kind(kind, "text", "pdf") in ("text", "pdf")
    except BadInput as refusal:
        assert refusal.status == 415


@given(st.text())
def test_a_name_that_passes_can_stand_in_a_header(name):
    try:
        checked = check_name(name)
    except BadValue:
        return
    assert checked == name
    assert not set(name.encode()) & {*range(32), 127}


def test_the_charset_a_caller_names_is_not_asked_for():
    assert body_kind("text/plain; charset=ISO-8859-1", "text") == "text"


def test_a_type_named_by_a_policy_cannot_break_the_counters():
    metrics = Metrics()
    metrics.filtered("text", ['a"} 1\nb{x="'], 0.1)

    assert 'type="a\\"} 1\\nb{x=\\""' in metrics.text()
