"""Choosing a policy on a page: what each does is said, one's own is checked, and the links are made by it."""

import json

import pytest
from playwright.sync_api import expect

TEXT = "Jane Doe pays with 4111 1111 1111 1111, order ORD-204771."
OWN = {
    "name": "orders",
    "identifiers": {
        "person": {},
        "identifiers": [{"pattern": "ORD-\\d{6}", "identifierFilterStrategies": [{"strategy": "MASK"}]}],
    },
}
SCHEMES = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
]


def choose_file(page, content, name="clinic.json"):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Use a policy file").click()
    chooser.value.set_files({"name": name, "mimeType": "application/json", "buffer": content})


@pytest.mark.parametrize("options", SCHEMES, ids=["light", "dark", "narrow"])
def test_a_policy_is_chosen_explained_previewed_and_carried_out(live, new_page, axe, options):
    page = new_page(**options)
    page.goto(f"{live}/paste/")
    policy = page.get_by_label("Policy", exact=True)
    about = page.locator(".policy-about")
    expect(about).to_contain_text("Every finding becomes the name of its category")
    page.fill("#text", TEXT)
    expect(page.locator("#review-text")).to_contain_text("<PRIVATE_PERSON> pays with <ACCOUNT_NUMBER>")

    policy.select_option("last4")
    expect(about).to_contain_text("keep their last four characters")
    expect(about).to_contain_text("Version ")
    expect(page.locator("#review-text")).to_contain_text("pays with 1111, order")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)

    page.click("#send")
    page.wait_for_selector("#preview:not([hidden])")
    assert page.text_content("#preview") == "<PRIVATE_PERSON> pays with 1111, order ORD-204771."


def test_a_policy_of_ones_own_is_a_file_from_this_computer(live, page, axe):
    page.goto(f"{live}/paste/")
    page.fill("#text", TEXT)
    choose_file(page, json.dumps(OWN).encode())

    expect(page.locator(".policy-about")).to_contain_text("Looks for person and id")
    expect(page.get_by_label("Policy", exact=True).locator("option:checked")).to_have_text("orders (clinic.json)")
    expect(page.locator("#review-text")).to_have_text(
        "{{{REDACTED-person}}} pays with 4111 1111 1111 1111, order **********."
    )
    axe(page)

    page.click("#send")
    page.wait_for_selector("#preview:not([hidden])")
    assert page.text_content("#preview") == "{{{REDACTED-person}}} pays with 4111 1111 1111 1111, order **********."
    assert "Custom" in page.inner_text("#legend")
    assert not [one for one in page.watch.requests if "clinic" in one.url or b"clinic" in (one.post_data_buffer or b"")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"identifiers": {"ssm": {}}}', "ssm"),
        (b"not JSON", "The policy is not JSON: line 1, column 1."),
        (b"\xff\xfe\x00", "This file is not a policy: it is not text in UTF-8."),
        (b" " * 2_100_000, "This file is larger than the 2 MB"),
    ],
    ids=["a wrong key", "no JSON", "no text", "too large"],
)
def test_a_file_that_is_no_policy_is_told_and_the_choice_stays(live, page, axe, content, sentence):
    page.goto(f"{live}/paste/")
    policy = page.get_by_label("Policy", exact=True)
    expect(page.locator(".policy-about")).not_to_be_empty()
    policy.select_option("mask")
    choose_file(page, content)

    expect(page.locator(".policy-problem")).to_contain_text(sentence)
    assert policy.input_value() == "mask"
    axe(page)
    policy.select_option("logs")
    expect(page.locator(".policy-problem")).to_be_hidden()


def test_without_its_list_the_default_is_used_and_that_is_said(live, page):
    page.route("**/policies", lambda route: route.fulfill(status=503, json={"error": "Busy: try again in a minute."}))
    page.goto(f"{live}/paste/")

    expect(page.locator(".policy-problem")).to_contain_text("the default is used. Busy: try again in a minute.")
    page.fill("#text", TEXT)
    page.click("#send")
    page.wait_for_selector("#preview:not([hidden])")
    assert page.text_content("#preview").startswith("<PRIVATE_PERSON> pays with <ACCOUNT_NUMBER>")
