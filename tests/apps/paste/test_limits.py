"""What one client may do a minute, and what is said when the store is full."""

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

TEXT = "please ask Jane Doe, her code is SENTINEL-41."


@pytest.fixture
def serve(run_server):
    opened = []

    def serve(**limits: object) -> httpx.Client:
        one = httpx.Client(base_url=run_server("paste", **limits).url, trust_env=False, timeout=60)
        opened.append(one)
        return one

    yield serve
    for one in opened:
        one.close()


def refused(answer: httpx.Response, of: str) -> bool:
    said = f"Too many {of}. Wait a minute and try again."
    return answer.status_code == 429 and 1 <= int(answer.headers["retry-after"]) <= 61 and said in answer.text


def test_opening_originals_ends_for_one_client_and_uses_nothing_up(serve):
    client = serve(reveals_per_minute=3, trust_proxy=True)
    one, other = {"X-Forwarded-For": "203.0.113.9"}, {"X-Forwarded-For": "198.51.100.7"}
    open_, counted = (client.post("/api/paste", json={"text": TEXT, "reveals": most}).json() for most in (0, 1))
    bearer = {"Authorization": f"Bearer {counted['fragment_path'][-43:]}"}
    for path in ("/api/paste/", "/view/", "/api/paste/"):
        shown = client.get(f"{path}{open_['id']}?token={open_['fragment_path'][-43:]}", headers=one)
        assert "Jane Doe" in shown.text

    assert refused(client.get(open_["reveal_path"], headers=one), "originals")
    assert refused(client.post(f"/api/paste/{counted['id']}/reveal", headers=one | bearer), "originals")
    assert client.get(open_["view_path"], headers=one).status_code == 200
    assert client.post(f"/api/paste/{counted['id']}/reveal", headers=other | bearer).json()["original"]["text"] == TEXT


def test_an_address_that_no_proxy_of_ours_vouches_for_is_not_believed(serve):
    client = serve(pastes_per_minute=2)
    answers = [
        client.post("/api/paste", content=TEXT, headers={"X-Forwarded-For": f"203.0.113.{number}"})
        for number in range(3)
    ]

    assert [one.status_code for one in answers[:2]] == [201, 201]
    assert refused(answers[2], "new pastes")


def test_previews_are_counted_for_themselves(serve):
    client = serve(previews_per_minute=2)
    queued = Client(str(client.base_url), analytics_enabled=False, verbose=False)
    for _ in range(2):
        queued.predict(TEXT, api_name="/preview_paste")

    with pytest.raises(AppError, match="Too many previews"):
        queued.predict(TEXT, api_name="/preview_paste")
    assert queued.predict(TEXT, api_name="/create_paste")["id"]


def test_a_full_store_says_so_and_still_shows_what_it_keeps(serve):
    client = serve(max_pastes_bytes=400_000)
    queued = Client(str(client.base_url), analytics_enabled=False, verbose=False)
    made = client.post("/api/paste", json={"text": TEXT}).json()
    while (last := client.post("/api/paste", json={"text": "Jane Doe " * 5_000})).status_code == 201:
        pass

    assert last.status_code == 507
    sentence = "There is no room for more here at the moment. Try again when something older has expired."
    assert last.json() == {"error": sentence} or last.json()["error"] == sentence
    with pytest.raises(AppError, match="There is no room for more here"):
        queued.predict(TEXT, api_name="/create_paste")
    assert "Jane Doe" in client.get(made["reveal_path"]).text
    assert client.delete(
        f"/api/paste/{made['id']}", headers={"Authorization": f"Bearer {made['delete_path'][-43:]}"}
    ).is_success
