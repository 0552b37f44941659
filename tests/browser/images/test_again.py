"""A picture that is open is read once more when another care is chosen: what a person made of its bars stays."""

from playwright.sync_api import expect

from tests.shared.formats.pictures import encoded, written

PICTURE = encoded(written("it was read to Jane Doe", "and then to PERHAPS-Bob"))


def choose(page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).check(force=True)


def test_bars_follow_the_choice_and_those_of_a_person_stay(page, live, axe):
    page.goto(f"{live}/images/")
    axe(page)
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": PICTURE})
    people = page.get_by_role("list", name="Person").get_by_role("checkbox")
    own = page.get_by_role("list", name="Other").get_by_role("checkbox")
    expect(people).to_have_count(1)
    page.locator("#add").click()
    expect(own).to_have_count(1)
    page.get_by_text("What is looked for").click()

    choose(page, "Find more")
    expect(page.locator(".care-said")).to_have_text("One bar more than before. Yours stay as they are.")
    expect(people).to_have_count(2)
    expect(own).to_have_count(1)
    axe(page)
    choose(page, "Only sure")
    expect(people).to_have_count(0)
    expect(own).to_have_count(1)
    page.locator("#undo").click()
    expect(people).to_have_count(2)


def test_what_is_chosen_first_holds_for_the_first_picture(page, live):
    page.goto(f"{live}/images/")
    choose(page, "Find more")
    page.set_input_files("#file", {"name": "x.png", "mimeType": "image/png", "buffer": PICTURE})

    expect(page.get_by_role("list", name="Person").get_by_role("checkbox")).to_have_count(2)
