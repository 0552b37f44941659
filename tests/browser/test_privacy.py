"""What a browser keeps and sends: nothing of a text, no token, and to nobody but the server the page came from."""

import re
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from apps.all.__main__ import installed_faces

CALL_WITH_DEFAULTS = """async ([name, parameters, parameter]) => {
  const { Client } = await import("/common/vendor/gradio-client/index.min.js");
  const client = await Client.connect(location.origin);
  if (parameter === "file") parameters.file = new File(["Jane Doe keeps SENTINEL-browser"], "Jane Doe.txt");
  if (parameter === "image") {
    const canvas = Object.assign(document.createElement("canvas"), { width: 90, height: 30 });
    canvas.getContext("2d").fillText("Jane Doe", 5, 20);
    parameters.image = new File([await new Promise((done) => canvas.toBlob(done))], "Jane Doe.png");
  }
  const answer = await client.predict(name, parameters);
  return JSON.stringify(answer.data);
}"""

CALLS = {
    "documents": ("/analyze_document", {}, "file", "SENTINEL-browser"),
    "images": ("/anonymize_screenshot", {}, "image", "data:image/png"),
    "paste": ("/create_paste", {"text": "Jane Doe keeps SENTINEL-browser"}, "", "view_path"),
}

STORED = "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"

needs_paste = pytest.mark.skipif("paste" not in installed_faces(), reason="the paste app is not here")


def is_clean(page) -> bool:
    """Nothing is stored, and every request went to this server."""
    stored = page.evaluate(STORED)
    hosts = {urlsplit(one.url).netloc for one in page.watch.requests if not one.url.startswith(("data:", "blob:"))}
    return "SENTINEL" not in stored and "Jane" not in stored and hosts == {urlsplit(page.url).netloc}


@pytest.mark.parametrize("place", ["alone", "together", "app.example.org"])
@pytest.mark.parametrize("face", [face for face in CALLS if face in installed_faces()])
def test_gradios_client_with_its_defaults_stores_no_text_and_asks_only_us(all_faces, run_server, page, face, place):
    if place == "together":
        url = all_faces.url
    else:
        url = run_server(face, trust_proxy=place != "alone").url.replace(
            "127.0.0.1", place.replace("alone", "127.0.0.1")
        )
    name, parameters, parameter, expected = CALLS[face]
    page.goto(f"{url}/{face}/")
    answer = page.evaluate(CALL_WITH_DEFAULTS, [name, parameters, parameter])

    assert expected in answer
    assert is_clean(page)


@needs_paste
def test_a_token_goes_nowhere_but_into_its_own_address(live, page):
    made = httpx.post(live + "/api/paste", json={"text": "Jane Doe keeps SENTINEL-browser"}, trust_env=False).json()
    token = re.search(r"token=([^&]+)", made["reveal_path"])[1]
    page.goto(live + made["reveal_path"])
    page.wait_for_load_state("networkidle")

    assert "SENTINEL-browser" in page.locator("main").inner_text()
    first, *others = page.watch.requests
    assert token in first.url
    assert [one.url for one in others if token in one.url] == []
    assert [one.url for one in page.watch.requests if token in one.headers.get("referer", "")] == []
    page.click("a.wordmark")
    assert page.watch.requests[-1].headers.get("referer", "") == ""
    assert is_clean(page)


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_key_page_and_the_error_page_have_no_barriers(run_server, new_page, axe, color_scheme, width):
    locked = run_server(*installed_faces(), key="a key for the browser")
    page = new_page(color_scheme=color_scheme, viewport={"width": width, "height": 800})
    page.goto(locked.url + "/nowhere?x=1")
    axe(page)
    page.get_by_label("Key", exact=True).fill("wrong")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)

    page.get_by_label("Key", exact=True).fill("a key for the browser")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="That did not work").wait_for()
    assert page.url == locked.url + "/nowhere?x=1"
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(locked.url + "/")
    assert page.get_by_role("heading", level=1).is_visible()


def test_a_page_of_another_site_cannot_read_or_post(live, page, run_server):
    other = run_server("paste").url.replace("127.0.0.1", "localhost")
    page.goto(other + "/")
    outcome = page.evaluate(
        """async (there) => {
          const tries = [
            fetch(there + "/config"),
            fetch(there + "/gradio_api/upload", { method: "POST", body: new FormData(), mode: "no-cors" }),
          ];
          return (await Promise.allSettled(tries)).map((one) => one.status);
        }""",
        live,
    )

    assert outcome == ["rejected", "rejected"]
    page.watch.problems.clear()  # the page's own policy stopped it, and said so


def test_a_link_from_another_site_opens_without_asking_for_the_key_again(run_server, page):
    locked = run_server("paste", key="a key for links")
    page.goto(locked.url + "/paste/")
    page.get_by_label("Key", exact=True).fill("a key for links")
    page.keyboard.press("Enter")
    page.locator("[data-face=paste]").wait_for()
    elsewhere = run_server("paste").url.replace("127.0.0.1", "localhost")
    page.goto(elsewhere + "/nowhere")
    page.evaluate("(url) => { location.href = url }", locked.url + "/paste/?from=link")

    page.locator("#form").wait_for()
    assert page.url == locked.url + "/paste/?from=link"


def test_this_watch_sees_what_it_is_there_for(live, page):
    page.goto(live + "/")
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://192.0.2.1/x.png' }))")
    refused = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>' } catch (error) { return error.name } }"
    )
    page.evaluate("setTimeout(() => { throw new Error('uncaught here') })")
    page.wait_for_timeout(300)

    assert refused == "TypeError"
    seen = " ".join(page.watch.problems)
    assert "Content Security Policy" in seen
    assert "uncaught here" in seen
    page.watch.problems.clear()


def test_axe_sees_what_it_is_there_for(live, page, axe):
    page.goto(live + "/")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")

    with pytest.raises(AssertionError, match="label"):
        axe(page)
