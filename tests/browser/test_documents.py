"""The Document Privacy Explorer in a browser: choose a file, read, step, switch, take away, get it wrong, go on."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from shared.formats import open_document
from shared.settings import Settings
from tests.shared.formats import docxs, pdfs

LETTER = """Lease

It binds Jane Doe and Mark Twain 😀, says Jane Doe.

Questions go to jane.doe@example.com. The door opens with SENTINEL-4471.
"""


def choose(page: Page, name: str, content: str | bytes) -> None:
    data = content.encode() if isinstance(content, str) else content
    page.set_input_files("#file", files=[{"name": name, "mimeType": "application/octet-stream", "buffer": data}])


def take_away(page: Page, form: str = ""):
    """The download that the dialog gives, in the format it offers first or in another."""
    page.keyboard.press("s")
    if form:
        page.locator(".format", has_text=form).click()
    with page.expect_download() as saved:
        page.click("#take-make")
    return saved


@pytest.fixture
def reading(page: Page, live: str) -> Page:
    """The page with the letter open."""
    page.goto(live + "/documents/")
    choose(page, "letter.txt", LETTER)
    expect(page.locator("#doc-name")).to_have_text("letter.txt")
    return page


def marked(page: Page, label: str) -> list[str]:
    return page.locator(f'#paper mark[data-label="{label}"]').all_text_contents()


def test_every_finding_is_marked_in_place_and_counted(reading):
    assert marked(reading, "private_person") == ["Jane Doe", "Mark Twain", "Jane Doe"]
    assert marked(reading, "private_email") == ["jane.doe@example.com"]
    assert marked(reading, "secret") == ["SENTINEL-4471"]
    expect(reading.locator('.category[data-label="private_person"] .category-count')).to_contain_text("3")
    expect(reading.locator("#count")).to_have_text("5 findings")
    expect(reading.locator(".dashboard")).to_contain_text("fake")


def test_a_category_is_switched_off_without_asking_the_server_again(reading):
    before = len(reading.watch.requests)
    tint = "element => getComputedStyle(element).backgroundColor"
    name = reading.locator('#paper mark[data-label="private_person"]').first
    assert name.evaluate(tint) != "rgba(0, 0, 0, 0)"

    reading.get_by_label("Person", exact=True).uncheck()

    assert name.evaluate(tint) == "rgba(0, 0, 0, 0)"
    expect(reading.locator("#count")).to_have_text("2 findings")
    reading.keyboard.press("s")
    expect(reading.locator("#take-sentence")).to_contain_text("Left readable: all that is switched off (Person)")
    assert len(reading.watch.requests) == before


def test_keys_step_from_finding_to_finding_and_what_each_is_stands_beside_the_text(reading):
    reading.keyboard.press("n")
    expect(reading.locator("mark:focus")).to_have_text("Jane Doe")
    expect(reading.locator("#inspector")).to_contain_text("Person, will be taken out")
    expect(reading.locator("#inspector")).to_contain_text("1 of 2")
    expect(reading.locator("#inspector")).to_contain_text("model")

    reading.keyboard.press("j")
    expect(reading.locator("mark:focus")).to_have_text("Mark Twain")
    reading.keyboard.press("k")
    reading.keyboard.press("p")
    expect(reading.locator("mark:focus")).to_have_text("SENTINEL-4471")
    expect(reading.locator("#count")).to_have_text("5 of 5")


def test_keys_can_be_switched_off(reading):
    reading.keyboard.press("?")
    reading.get_by_label("Use these keys").uncheck()
    reading.get_by_role("button", name="Close").click()
    reading.keyboard.press("n")

    expect(reading.locator("#count")).to_have_text("5 findings")
    reading.get_by_role("button", name="Next finding").click()
    expect(reading.locator("#count")).to_have_text("1 of 5")


def test_the_pointer_brings_a_card_that_escape_closes(reading):
    reading.locator('#paper mark[data-label="private_email"]').hover()
    expect(reading.locator("#card")).to_contain_text("Email")

    reading.keyboard.press("Escape")
    expect(reading.locator("#card")).to_be_hidden()


def test_the_list_of_a_category_leads_to_each_place_of_the_same_words(reading):
    reading.locator('.category[data-label="private_person"] summary').click()
    jane = reading.locator(".found-item", has_text="Jane Doe")
    jane.click()
    expect(reading.locator("#count")).to_have_text("1 of 5")
    jane.click()

    expect(reading.locator("#count")).to_have_text("3 of 5")


def test_the_redacted_text_holds_what_is_shown_and_nothing_that_is_marked(reading):
    reading.get_by_label("Email", exact=True).uncheck()
    saved = take_away(reading)

    assert saved.value.suggested_filename == "letter-redacted.txt"
    text = Path(saved.value.path()).read_text()
    assert "It binds <PRIVATE_PERSON> and <PRIVATE_PERSON> 😀, says <PRIVATE_PERSON>." in text
    assert "<SECRET>" in text
    assert "jane.doe@example.com" in text
    assert "SENTINEL" not in text
    expect(reading.locator("#take-sentence")).to_contain_text("switched off (Email)")


def test_the_findings_leave_as_json_in_code_points_with_their_words_only_if_wanted(reading):
    saved = take_away(reading, "JSON")
    assert "SENTINEL" not in Path(saved.value.path()).read_text()
    reading.get_by_label("With the words that were found").check()
    with reading.expect_download() as saved:
        reading.click("#take-make")

    assert saved.value.suggested_filename == "letter-findings.json"
    report = json.loads(Path(saved.value.path()).read_text())
    assert report["engine"]["name"] == "fake"
    secret = next(one for one in report["findings"] if one["label"] == "secret")
    assert secret["text"] == "SENTINEL-4471"
    assert secret["end"] - secret["start"] == len("SENTINEL-4471")


def test_an_error_is_one_sentence_and_takes_nothing_away(reading):
    choose(reading, "picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64))

    expect(reading.locator("#problem-text")).not_to_be_empty()
    assert "Traceback" not in reading.locator("#problem-text").inner_text()
    expect(reading.locator("#doc-name")).to_have_text("letter.txt")
    expect(reading.locator("#paper")).to_contain_text("Mark Twain")

    choose(reading, "second.txt", "Ada Lovelace wrote this.")
    expect(reading.locator("#doc-name")).to_have_text("second.txt")
    expect(reading.locator("#problem")).to_be_hidden()
    assert marked(reading, "private_person") == ["Ada Lovelace"]


def test_the_name_of_a_file_stays_on_this_side(page, live):
    page.goto(live + "/documents/")
    choose(page, "Jane Doe divorce.txt", LETTER)
    expect(page.locator("#doc-name")).to_have_text("Jane Doe divorce.txt")

    sent = [(one.url, one.post_data_buffer or b"") for one in page.watch.requests]
    assert not [url for url, body in sent if "divorce" in url or b"divorce" in body]
    assert take_away(page).value.suggested_filename == "document-redacted.txt"


def test_a_file_can_be_dropped_on_the_page(page, live):
    page.goto(live + "/documents/")
    transfer = page.evaluate_handle(
        """() => {
            const transfer = new DataTransfer();
            transfer.items.add(new File(["Grace Hopper was here."], "dropped.txt", { type: "text/plain" }));
            return transfer;
        }"""
    )
    page.dispatch_event("#zone", "dragenter", {"dataTransfer": transfer})
    expect(page.locator("#explorer")).to_have_attribute("data-over", "")
    page.dispatch_event("#zone", "drop", {"dataTransfer": transfer})

    expect(page.locator("#doc-name")).to_have_text("dropped.txt")
    assert marked(page, "private_person") == ["Grace Hopper"]


def test_no_file_slips_under_a_question_about_another(reading):
    def asked() -> int:
        return sum("/queue/join" in one.url for one in reading.watch.requests)

    expect(reading.locator("#count")).to_have_text("5 findings")
    before = asked()
    reading.keyboard.press("s")
    reading.locator("#take").evaluate(
        """dialog => {
            const data = new DataTransfer();
            data.items.add(new File(["It binds Ada Lovelace."], "other.txt"));
            dialog.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )

    expect(reading.locator(".toast")).to_contain_text("Close what is open over the page first")
    expect(reading.locator("#take")).to_be_visible()
    reading.wait_for_timeout(500)
    assert asked() == before
    reading.keyboard.press("Escape")
    expect(reading.locator("#doc-name")).not_to_have_text("other.txt")


def test_an_example_that_comes_late_takes_nothing_away(page, live):
    held = []
    page.route("**/documents/example.txt", lambda route: held.append(route))
    page.goto(live + "/documents/")
    page.get_by_role("button", name="Try an example").click()
    choose(page, "own.txt", "It binds Jane Doe.")
    expect(page.locator("#count")).to_have_text("1 finding")
    with page.expect_response("**/documents/example.txt"):
        held[0].continue_()

    page.keyboard.press("n")
    expect(page.locator("mark:focus")).to_have_text("Jane Doe")
    expect(page.locator("#doc-name")).to_have_text("own.txt")


def test_the_example_shows_what_there_is_to_see(page, live):
    page.goto(live + "/documents/")
    page.get_by_role("button", name="Try an example").click()

    expect(page.locator("#doc-name")).to_have_text("Tenancy agreement.md")
    expect(page.locator("#paper th").first).to_have_text("Name")
    assert "Priya Raman" in marked(page, "private_person")
    assert "4111 1111 1111 1111" in marked(page, "account_number")


def test_as_it_will_be_says_what_the_copy_says_and_leaves_the_rest(reading):
    reading.get_by_label("Email", exact=True).uncheck()
    reading.get_by_role("button", name="As it will be").click()
    secret = reading.locator('#paper mark[data-label="secret"]')
    expect(secret.locator(".after")).to_have_text("<SECRET>")
    expect(secret.locator(".before")).to_be_hidden()
    expect(reading.locator('#paper mark[data-label="private_email"]')).to_have_text("jane.doe@example.com")

    reading.select_option("#preview-style", "pseudonyms")
    person = reading.locator('#paper mark[data-label="private_person"] .after').first
    expect(person).not_to_have_text("<PRIVATE_PERSON>")
    shown = person.inner_text()
    text = Path(take_away(reading).value.path()).read_text()

    assert text.count(shown) == 2 and "Jane Doe" not in text
    assert reading.locator("#take-style").input_value() == "pseudonyms"


def test_a_long_document_is_there_to_its_end(page, live):
    page.goto(live + "/documents/")
    choose(page, "long.txt", "\n\n".join(f"Part {number} was written by Jane Doe." for number in range(3000)))
    expect(page.locator("#doc-name")).to_have_text("long.txt")
    expect(page.locator("#count")).to_have_text("3,000 findings")
    page.keyboard.press("p")

    expect(page.locator("mark:focus")).to_be_in_viewport()
    expect(page.locator("#count")).to_have_text("3,000 of 3,000")


BINDING = "It binds Jane Doe, says Mark Twain."


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("letter.pdf", pdfs.written([(72, 100, BINDING), (72, 130, "SENTINEL-4471")]), "PDF"),
        ("letter.docx", docxs.build(docxs.p(BINDING) + docxs.p("SENTINEL-4471")), "Word file"),
    ],
    ids=["pdf", "docx"],
)
def test_a_redacted_copy_leaves_in_the_files_own_format_with_its_verdict(page, live, name, data, form):
    page.goto(live + "/documents/")
    choose(page, name, data)
    page.get_by_label("Secret", exact=True).uncheck()
    saved = take_away(page, form)

    assert saved.value.suggested_filename == f"letter-redacted.{name.rpartition('.')[2]}"
    text = open_document(Path(saved.value.path()).read_bytes(), Settings()).map.text
    assert "It binds" in text and "SENTINEL-4471" in text
    assert "Jane" not in text and "Twain" not in text
    expect(page.locator("#verdict")).to_contain_text("2 findings were taken out")
    expect(page.locator("#export-work")).to_be_hidden()
