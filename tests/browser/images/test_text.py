"""Bars over words: by two clicks, by three, and everywhere a text stands."""

from playwright.sync_api import expect

from tests.browser.images.easel import assert_exactly_covered, changed_box


def grown(word: dict) -> tuple[int, int, int, int]:
    return word["x"] - 2, word["y"] - 2, word["w"] + 4, word["h"] + 4


def test_a_double_click_switches_a_bar(easel):
    x, y, w, h = easel.rects[0]
    easel.page.mouse.dblclick(*easel.at(x + w / 2, y + h / 2))

    assert_exactly_covered(easel.exported(), easel.rects[1:])
    assert easel.undos() == 1


def test_a_double_click_covers_the_word_under_it(easel):
    easel.page.mouse.dblclick(*easel.over("movers"))

    assert_exactly_covered(easel.exported(), [*easel.rects, grown(easel.word("movers"))])
    expect(easel.page.locator("#selection-title")).to_have_text("movers")


def test_a_third_click_covers_the_line_instead_and_is_one_step(easel):
    easel.page.mouse.click(*easel.over("movers"), click_count=3)

    line = [one for one in easel.words if one["line"] == easel.word("movers")["line"]]
    x, y = min(one["x"] for one in line) - 2, min(one["y"] for one in line) - 2
    right, bottom = max(one["x"] + one["w"] for one in line) + 2, max(one["y"] + one["h"] for one in line) + 2
    assert len(line) > 3
    assert changed_box(easel.exported(), easel.rects) == (x, y, right - x, bottom - y)
    assert easel.undos() == 1


def test_a_text_is_found_and_covered_wherever_it_stands(easel):
    page = easel.page
    words = [one for one in easel.words if one["text"].strip("?.,!").lower() == "the"]
    assert len(words) >= 3
    page.locator("#canvas-box").focus()
    page.keyboard.press("f")
    page.keyboard.type("THE")
    expect(page.locator("#find-said")).to_have_text(f"{len(words)} places, not covered.")
    page.keyboard.press("Enter")

    expect(page.locator("#find-said")).to_have_text(f"{len(words)} places, all covered.")
    assert_exactly_covered(easel.exported(), [*easel.rects, *map(grown, words)])
    assert easel.undos() == 1


def test_a_found_text_is_copied_into_the_search_and_its_category_goes_along(easel):
    page = easel.page
    page.get_by_role("button", name="None", exact=True).click()
    page.get_by_role("list", name="Person").get_by_role("checkbox").first.focus()
    page.keyboard.press("c")
    page.locator("#category").select_option("secret")
    page.keyboard.press("Enter")
    page.get_by_role("list", name="Secret").get_by_role("checkbox").focus()
    page.get_by_role("button", name="Find everywhere").click()
    expect(page.locator("#find")).to_have_value("Marta Okonkwo")
    page.get_by_role("button", name="Cover it").click()

    expect(page.get_by_role("list", name="Secret").get_by_role("checkbox")).to_be_checked()
    expect(page.locator("#find-said")).to_contain_text("all covered")


def test_what_is_not_there_is_said(easel):
    easel.page.locator("#find").fill("Nobody Nowhere")

    expect(easel.page.locator("#find-said")).to_have_text("Not found.")
    expect(easel.page.locator("#find-cover")).to_be_disabled()


def test_a_bar_drawn_over_words_is_listed_by_them(easel):
    page = easel.page
    word = easel.word("movers")
    page.get_by_role("button", name="Draw", exact=True).click()
    easel.drag((word["x"] - 5, word["y"] - 5), (word["x"] + word["w"] + 5, word["y"] + word["h"] + 5))

    expect(page.get_by_role("list", name="Other").get_by_role("listitem")).to_contain_text("movers")
    assert page.get_by_role("checkbox", name="Other, bar 1 of 1: movers").count() == 1
