"""The page that lists the faces, in a browser."""

from tests.browser.conftest import Watch


def test_the_landing_page_has_no_barriers_and_asks_nobody_else(live, page, axe):
    page.goto(live + "/")

    axe(page)
    assert isinstance(page.watch, Watch)
    assert page.watch.requests
