"""Each face has its page at the same address alone and together; what a template is given is escaped."""

import pytest

from shared.web.pages import render
from tests.shared.web.conftest import FACES

PAGE = {"Accept": "text/html"}


def test_a_face_is_at_its_own_address_alone_and_together(place):
    for face in place.faces:
        page = place.client.get(f"/{face}/", headers=PAGE)

        assert page.status_code == 200
        assert f'data-face="{face}"' in page.text
        moved = place.client.get(f"/{face}", headers=PAGE)
        assert (moved.status_code, moved.headers["location"]) == (308, f"/{face}/")
        assert place.client.head(f"/{face}/").status_code == 200


def test_the_first_page_is_the_only_face_or_lists_them_all(place):
    page = place.client.get("/", headers=PAGE).text

    if len(place.faces) == 1:
        assert page == place.client.get(f"/{place.faces[0]}/").text
    else:
        assert all(f'href="/{face}/"' in page for face in place.faces)


def test_every_page_says_which_engine_works_and_that_a_person_should_look(place):
    for path in ("/", *(f"/{face}/" for face in place.faces), "/nowhere"):
        page = place.client.get(path, headers=PAGE).text

        assert "fake" in page
        assert "Detection is never complete" in page


def test_no_page_names_another_host_or_holds_a_script(place):
    for path in ("/", *(f"/{face}/" for face in place.faces)):
        page = place.client.get(path, headers=PAGE).text

        assert 'src="http' not in page
        assert '<link rel="stylesheet" href="http' not in page
        assert "<script>" not in page
        assert "<style" not in page
        assert " style=" not in page


@pytest.mark.parametrize("name", ["common/tokens.css", "common/api.js", "common/vendor/gradio-client/index.min.js"])
def test_files_come_with_their_type(together, name):
    answer = together.client.get("/" + name)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(("text/css", "text/javascript", "application/javascript"))


def test_what_a_template_is_given_is_escaped():
    page = render("error.html", sentence="<script>alert(1)</script>", engine={"ready": False, "name": "", "reason": ""})

    assert b"<script>alert" not in page.body
    assert b"&lt;script&gt;alert" in page.body


def test_status_says_what_is_installed_and_at_work(place):
    status = place.client.get("/api/status").json()

    assert status["status"] == "Healthy"
    assert status["engine"]["name"] == "fake"
    assert status["faces"] == [face for face in FACES if face in place.faces]
    assert isinstance(status["ocr"]["available"], bool)


def test_search_engines_are_asked_to_stay_away(together):
    assert together.client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    assert "noindex" in together.client.get("/").headers["x-robots-tag"]
    assert together.client.get("/favicon.ico").headers["location"] == "/common/icon.svg"
