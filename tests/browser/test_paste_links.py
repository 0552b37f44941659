"""What a private link leaves behind in a browser."""

import httpx
import pytest

pytestmark = pytest.mark.browser


def test_a_private_link_opened_where_its_public_link_is_open_shows_the_original_and_leaves_no_token(live, page):
    made = httpx.post(f"{live}/api/paste", json={"text": "ask Jane Doe"}, trust_env=False).json()
    page.goto(live + made["view_path"])
    page.goto(live + made["fragment_path"])
    page.wait_for_selector("#original")

    assert page.text_content("#original") == "ask Jane Doe"
    assert page.url == live + made["view_path"]
