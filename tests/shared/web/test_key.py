"""With a key, every page and every call asks for it, and nobody learns it."""

import base64
import re
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from gradio_client import Client

from shared.web.key import COOKIE, Key
from shared.web.sign_in import MOST_WRONG_KEYS

KEY = "correct horse bättery staple"
PAGE = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture(scope="session")
def locked(make_place):
    return make_place("together", key=KEY)


def test_nothing_is_answered_without_the_key(locked):
    paths = [
        "/",
        "/config",
        "/gradio_api/info",
        "/api/paste",
        *(f"/{face}/" for face in locked.faces),
    ]
    paths += [f"/{face}/index.html" for face in locked.faces]

    assert {path: locked.client.get(path).status_code for path in paths} == dict.fromkeys(paths, 401)
    assert locked.client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 401
    assert locked.client.post("/gradio_api/call/probe_text", json={"data": ["x"]}).status_code == 401
    assert locked.client.post("/api/paste", content="x").status_code == 401
    assert locked.client.get("/api/status").json().keys() <= {"status", "version", "applicationVersion"}


def test_a_link_is_for_people_who_have_no_key(locked):
    headers = {"X-Blackbar-Key": KEY.encode()}
    made = locked.client.post("/api/paste", json={"text": "Jane Doe"}, headers=headers).json()
    page = locked.client.get(made["view_path"])

    assert page.status_code == 200
    assert "Jane" not in page.text
    assert "Jane Doe" in locked.client.get(made["reveal_path"]).text
    assert locked.client.get(f"/api/paste/{made['id']}").json()["text"] == "<PRIVATE_PERSON>"
    for looks in re.findall(r'(?:href|src)="(/(?:common|paste)/[^"]+\.\w+|/source[^"]+)"', page.text):
        assert locked.client.get(looks).status_code == 200, looks
    assert locked.client.get("/view/../paste/").status_code != 200
    assert locked.client.get("/view/%2e%2e/paste/").status_code != 200
    assert locked.client.get("/view/nobody-knows-this-one").status_code == 404
    assert locked.client.post(made["view_path"], data={"token": "x"}).status_code == 403
    assert locked.client.post("/api/paste/", content="x").status_code in (307, 401)
    assert locked.client.post("/api/paste/", content="x", follow_redirects=True).status_code == 401
    assert locked.client.delete(made["view_path"]).status_code == 405


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": f"Bearer {KEY}".encode()},
        {"Authorization": f"bearer  {KEY}".encode()},
        {"X-Blackbar-Key": KEY.encode()},
        {"Authorization": KEY.encode()},
        {"Authorization": f"token:{KEY}".encode()},
        {"Authorization": base64.b64encode(f"token:{KEY}".encode())},
    ],
    ids=str,
)
def test_a_program_sends_the_key_along(locked, headers):
    assert locked.client.get("/", headers=headers).status_code == 200
    assert "engine" in locked.client.get("/api/status", headers=headers).json()


@pytest.mark.parametrize("wrong", ["x", KEY + "x", KEY[:-1], "Bearer", "ключ"])
def test_a_wrong_key_is_refused(locked, wrong):
    headers = {"Authorization": f"Bearer {wrong}".encode()}

    assert locked.client.get("/", headers=headers).status_code == 401
    assert locked.client.get("/", headers={"Cookie": f"{COOKIE}={wrong}".encode()}).status_code == 401
    assert locked.client.get("/", headers={"Cookie": f'{COOKIE}="1.{wrong}"'.encode()}).status_code == 401


def test_guessing_keys_is_slow_and_soon_refused(locked):
    def guess(number: int) -> int:
        headers = {"Authorization": f"Bearer guess-{number}"}
        return httpx.get(locked.running.url, headers=headers, trust_env=False, timeout=30).status_code

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(guess, range(12)))

    assert set(answers) == {401, 429}
    assert answers.count(401) < 12
    assert locked.client.get("/", headers={"X-Blackbar-Key": KEY.encode()}).status_code == 200


def test_wrong_keys_of_somebody_at_the_same_address_do_not_lock_out_the_right_one(locked):
    url, right, wrong = locked.running.url, {"X-Blackbar-Key": KEY.encode()}, {"X-Blackbar-Key": b"wrong"}
    guesses = locked.server.middleware_stack._sign_in._wrong
    guesses["127.0.0.1"] += MOST_WRONG_KEYS
    try:
        with httpx.Client(base_url=url, headers=PAGE, trust_env=False) as browser:
            assert locked.client.get("/", headers=wrong).status_code == 429
            assert locked.client.get("/", headers=right).status_code == 200
            assert browser.post("/", data={"key": "wrong"}).status_code == 429
            assert browser.post("/", data={"key": KEY}).status_code == 303
            assert browser.get("/").status_code == 200
    finally:
        guesses["127.0.0.1"] -= MOST_WRONG_KEYS


def test_in_the_frame_of_a_space_the_cookie_is_one_that_browsers_keep():
    assert "SameSite=Strict" in Key("a key").cookie(secure=True)
    assert Key("a key").cookie(secure=True, is_framed=True).endswith("SameSite=None; Secure; Partitioned")


def test_gradios_python_client_takes_the_key_as_a_header(locked):
    client = Client(
        locked.running.url, headers={"Authorization": f"Bearer {KEY}".encode()}, analytics_enabled=False, verbose=False
    )
    try:
        assert client.predict("Jane Doe", api_name="/probe_text") == {"text": "Jane Doe", "found": 1}
    finally:
        client.close()


def test_a_person_types_it_once_and_stays_where_they_were(locked):
    with httpx.Client(base_url=locked.running.url, headers=PAGE, trust_env=False) as browser:
        asked = browser.get("/paste/?x=1")
        assert asked.status_code == 401
        assert 'method="post"' in asked.text
        assert "WWW-Authenticate" not in asked.headers

        wrong = browser.post("/paste/?x=1", data={"key": "wrong"})
        assert wrong.status_code == 401
        assert "This is not the key." in wrong.text

        right = browser.post("/paste/?x=1", data={"key": KEY})
        assert (right.status_code, right.headers["location"]) == (303, "/paste/?x=1")
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert KEY not in cookie

        assert browser.get("/paste/").status_code == 200


def test_the_redirect_after_the_key_stays_here(locked):
    with httpx.Client(base_url=locked.running.url, headers=PAGE, trust_env=False) as browser:
        answer = browser.post(httpx.URL(locked.running.url + "//evil.example/%5cx"), data={"key": KEY})

    assert answer.headers["location"].startswith("/evil.example")


def test_a_link_from_another_site_asks_once_more_for_the_strict_cookie(locked):
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}

    assert locked.client.get("/", headers=PAGE | link).headers["refresh"] == "0"
    assert "refresh" not in locked.client.get("/", headers=PAGE | {"Sec-Fetch-Site": "same-origin"}).headers


def test_a_cookie_ends_and_cannot_be_lengthened(monkeypatch):
    key = Key("secret")
    value = key.cookie(secure=True).partition("=")[2].partition(";")[0]
    headers = {b"cookie": f"{COOKIE}={value}"}
    assert key.admits(headers)
    assert Key("secret").admits(headers)
    assert not Key("another").admits(headers)

    until, _, signature = value.partition(".")
    assert not key.admits({b"cookie": f"{COOKIE}={int(until) + 1}.{signature}"})
    monkeypatch.setattr("shared.web.key.time.time", lambda: int(until) + 1)
    assert not key.admits(headers)


def test_a_key_does_not_show_itself():
    key = Key("secret")

    assert "secret" not in repr(key)
    assert "secret" not in str(vars(key))


def test_without_a_key_nobody_is_asked():
    assert Key("").admits({})
