"""What is behind a paste's links: for browsers, for programs, for guessers and for those who come too late."""

import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import segno

TEXT = "please ask Jane Doe, her code is SENTINEL-41."
VISIT = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"}
FORM = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin", "Origin": "null"}


@pytest.fixture(scope="module")
def server(run_server):
    return run_server("paste", wrong_keys_per_minute=0, missing_per_minute=0, pastes_per_minute=0)


@pytest.fixture
def client(server):
    with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
def make(client):
    def make(**asked: object) -> dict:
        return client.post("/api/paste", json={"text": TEXT, **asked}).json()

    return make


def token_of(made: dict) -> str:
    return made["fragment_path"].partition("#")[2]


def bearer(made: dict, path: str = "fragment_path") -> dict[str, str]:
    return {"Authorization": f"Bearer {made[path].partition('#')[2]}"}


def test_a_browser_is_sent_to_the_clean_address_with_a_cookie_for_it_alone(client, make):
    made = make(ttl="1d")
    sent = client.get(made["reveal_path"], headers=VISIT)

    assert (sent.status_code, sent.headers["location"]) == (303, made["view_path"])
    cookie = sent.headers["set-cookie"]
    assert cookie.startswith(f"blackbar_reveal={token_of(made)}; ")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert attributes == {"httponly", "samesite=lax", f"path={made['view_path']}".lower(), "max-age=900"}
    assert "Jane Doe" in client.get(made["view_path"]).text
    assert "Jane Doe" not in client.get(f"{made['view_path']}x").text
    client.cookies.clear()
    assert "Jane Doe" not in client.get(made["view_path"]).text


def test_the_cookie_does_not_outlive_the_paste(client, make):
    cookie = client.get(make(ttl=60)["reveal_path"], headers=VISIT).headers["set-cookie"]

    assert 1 <= int(cookie.partition("Max-Age=")[2].partition(";")[0]) <= 60


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin"}, VISIT | {"Sec-Fetch-Dest": "iframe"}]
)
def test_whoever_keeps_no_cookies_is_answered_at_once(client, make, headers):
    shown = client.get(make()["reveal_path"], headers=headers)

    assert (shown.status_code, "set-cookie" in shown.headers) == (200, False)
    assert "Jane Doe" in shown.text


def test_a_browser_with_a_wrong_token_sees_exactly_the_public_page(client, make):
    made = make()
    wrong = client.get(f"{made['view_path']}?token={'A' * 43}", headers=VISIT)
    public = client.get(made["view_path"], headers=VISIT)

    assert (wrong.status_code, wrong.content) == (public.status_code, public.content) == (200, public.content)
    assert "set-cookie" not in wrong.headers


def test_behind_https_the_cookie_is_sent_over_nothing_else(run_server):
    server = run_server("paste", trust_proxy=True)
    with httpx.Client(base_url=server.url, trust_env=False, headers={"X-Forwarded-Proto": "https"}) as client:
        made = client.post("/api/paste", json={"text": TEXT}).json()
        cookie = client.get(made["reveal_path"], headers=VISIT).headers["set-cookie"]
        name, _, rest = cookie.partition("=")
        back = {"Cookie": f"{name}={token_of(made)}"}

        assert made["view_url"].startswith("https://")
        assert name == "__Secure-blackbar_reveal"
        assert "; Secure" in rest
        assert f"; Path={made['view_path']}" in rest
        assert "Jane Doe" in client.get(made["view_path"], headers=back).text
        assert "Jane Doe" not in client.get(made["view_path"], headers={"Cookie": back["Cookie"][9:]}).text


def test_a_key_that_is_posted_opens_the_page_and_a_wrong_one_says_so(client, make):
    made = make()
    opened = client.post(made["view_path"], data={"token": f" {token_of(made)} "}, headers=FORM)
    wrong = client.post(made["view_path"], data={"token": "x" * 43}, headers=FORM)

    assert (opened.status_code, opened.headers["location"]) == (303, made["view_path"])
    assert "Jane Doe" in client.get(made["view_path"]).text
    assert wrong.status_code == 403
    assert "This key does not open the original" in wrong.text
    assert "Jane Doe" not in wrong.text


def test_another_site_cannot_post_to_a_link(client, make):
    made = make(reveals=1)
    client.get(made["reveal_path"], headers=VISIT)
    for headers in ({**FORM, "Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post(made["view_path"], data={"reveal": "1"}, headers=headers).status_code == 403

    assert "Show the original" in client.get(made["view_path"]).text


def test_no_get_shows_a_counted_original_or_uses_it_up(client, make):
    made = make(reveals=1)
    for _ in range(3):
        for answer in (
            client.get(made["reveal_path"]),
            client.get(made["reveal_path"], headers=VISIT, follow_redirects=True),
            client.head(made["reveal_path"]),
            client.get(f"/api/paste/{made['id']}", headers=bearer(made)),
            client.get(f"/api/paste/{made['id']}/reveal", headers=bearer(made)),
            client.post(made["view_path"], data={"token": token_of(made)}),
        ):
            assert "Jane Doe" not in answer.text
    assert client.get(f"/api/paste/{made['id']}", headers=bearer(made)).json()["waiting"] == {
        "reveals_left": 1,
        "has_passphrase": False,
        "reveal_path": f"/api/paste/{made['id']}/reveal",
    }
    assert "waiting" not in client.get(f"/api/paste/{made['id']}").json()

    assert client.post(f"/api/paste/{made['id']}/reveal", headers=bearer(made)).json()["original"]["text"] == TEXT


def test_a_person_reveals_once_and_then_the_link_is_as_if_it_never_was(client, make):
    made = make(reveals=1)
    ready = client.get(made["reveal_path"], headers=VISIT, follow_redirects=True)
    assert "It can be shown once." in ready.text
    assert token_of(made) not in ready.text

    shown = client.post(made["view_path"], data={"reveal": "1"}, headers=FORM)
    assert shown.status_code == 200
    assert "Jane Doe" in shown.text
    assert "This was the last time." in shown.text
    assert "Max-Age=0" in shown.headers["set-cookie"]

    unknown = client.get(f"/view/{'A' * 22}")
    for answer in (
        client.get(made["view_path"]),
        client.get(made["reveal_path"], headers=VISIT),
        client.post(made["view_path"], data={"reveal": "1", "token": token_of(made)}, headers=FORM),
        client.get(f"{made['view_path']}/delete"),
    ):
        assert (answer.status_code, answer.content) == (404, unknown.content)


def test_without_cookies_the_form_carries_the_key(client, make):
    made = make(reveals=2)
    assert f'name="token" value="{token_of(made)}"' in client.get(made["reveal_path"]).text

    shown = client.post(made["view_path"], data={"token": token_of(made), "reveal": "1"})
    assert "Jane Doe" in shown.text
    assert "1 more time." in shown.text


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_fifty_clients_at_once_exactly_one_sees_the_original(kind, request, run_server):
    where = {"store": request.getfixturevalue("new_database")()} if kind == "postgresql" else {}
    server = run_server("paste", wrong_keys_per_minute=0, missing_per_minute=0, **where)
    assert server.services.store._database.dialect.name == kind
    made = httpx.post(f"{server.url}/api/paste", json={"text": TEXT, "reveals": 1}, trust_env=False).json()
    start = threading.Barrier(50)

    def race(number: int) -> tuple[int, bool]:
        start.wait()
        if number % 2:
            answer = httpx.post(
                f"{server.url}/api/paste/{made['id']}/reveal", headers=bearer(made), timeout=60, trust_env=False
            )
        else:
            form = {"token": token_of(made), "reveal": "1"}
            answer = httpx.post(server.url + made["view_path"], data=form, timeout=60, trust_env=False)
        return answer.status_code, "Jane Doe" in answer.text

    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(race, range(50)))

    assert answers.count((200, True)) == 1
    assert answers.count((404, False)) == 49


def test_a_passphrase_is_asked_for_and_a_wrong_one_costs_nothing(client, make):
    made = make(passphrase="sesame", reveals=1)
    reveal = f"/api/paste/{made['id']}/reveal"
    client.get(made["reveal_path"], headers=VISIT)
    assert 'name="passphrase"' in client.get(made["view_path"]).text

    wrong = client.post(made["view_path"], data={"reveal": "1", "passphrase": "x"}, headers=FORM)
    assert wrong.status_code == 403
    assert "This passphrase does not open the original" in wrong.text
    assert client.post(reveal, headers=bearer(made)).status_code == 403
    assert client.post(reveal, headers=bearer(made), json={"passphrase": "y"}).status_code == 403
    right = client.post(reveal, headers=bearer(made), json={"passphrase": "sesame"}).json()

    assert right["original"]["text"] == TEXT
    assert right["reveals_left"] == 0


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"passphrase": 1}', b"[" * 5000, b"x" * 20_000])
def test_what_is_no_passphrase_gets_one_sentence(client, make, body):
    made = make(passphrase="sesame")
    answer = client.post(f"/api/paste/{made['id']}/reveal", headers=bearer(made), content=body)

    assert answer.status_code in (400, 413)
    assert answer.json()["error"]


def test_the_sender_deletes_and_nobody_else(client, make):
    made, other = make(), make()
    asked = client.get(f"{made['view_path']}/delete")
    assert "Delete this paste?" in asked.text
    assert client.get(made["view_path"]).status_code == 200
    for wrong in ("", "x", token_of(made), other["delete_path"].partition("#")[2]):
        refused = client.post(f"{made['view_path']}/delete", data={"token": wrong}, headers=FORM)
        assert refused.status_code == 403
        assert (
            client.delete(f"/api/paste/{made['id']}", headers={"Authorization": f"Bearer {wrong}".strip()}).status_code
            == 403
        )

    deleted = client.post(
        f"{made['view_path']}/delete", data={"token": made["delete_path"].partition("#")[2]}, headers=FORM
    )
    assert (deleted.status_code, "The paste is deleted" in deleted.text) == (200, True)
    assert client.get(made["reveal_path"]).status_code == 404
    assert client.delete(f"/api/paste/{other['id']}", headers=bearer(other, "delete_path")).status_code == 204
    assert client.delete(f"/api/paste/{other['id']}", headers=bearer(other, "delete_path")).status_code == 404


def test_the_redacted_text_is_there_alone_and_can_do_nothing(client, make):
    made = make()
    raw = client.get(
        f"{made['view_path']}/raw?token={token_of(made)}", headers={"Cookie": f"blackbar_reveal={token_of(made)}"}
    )
    saved = client.get(f"{made['view_path']}/raw?download=true")

    assert raw.text == saved.text == "please ask <PRIVATE_PERSON>, her code is <SECRET>."
    assert raw.headers["content-type"] == "text/plain; charset=utf-8"
    assert raw.headers.get_list("content-security-policy") == ["default-src 'none'; sandbox; frame-ancestors 'none'"]
    assert raw.headers["x-content-type-options"] == "nosniff"
    assert saved.headers["content-disposition"] == 'attachment; filename="redacted.txt"'
    assert client.get(f"/view/{'A' * 22}/raw").status_code == 404
    assert "sandbox" not in client.get(made["view_path"]).headers["content-security-policy"]


def test_the_qr_code_is_of_the_public_link_alone(client, make, server):
    made = make()
    picture = client.get(f"{made['view_path']}/qr.svg?token={token_of(made)}")
    expected = io.BytesIO()
    segno.make(server.url + made["view_path"], error="m", micro=False).save(
        expected, kind="svg", border=4, dark="#000", light="#fff", scale=4
    )

    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.content == expected.getvalue()
    assert client.get(f"/view/{'A' * 22}/qr.svg").status_code == 404


def test_a_form_may_not_be_a_book(client, make):
    made = make()

    assert client.post(made["view_path"], data={"token": "x" * 20_000}).status_code == 413
    assert client.post(made["view_path"], content="&".join("a=b" for _ in range(100))).status_code == 400
    assert client.post(made["view_path"], content=b"\xff\x00=%ff").status_code == 403


def test_curl_may_ask_for_one_reveal_and_is_given_the_delete_link(client):
    made = client.post("/api/paste?ttl=1d&reveals=1", content=TEXT, headers={"Content-Type": "text/plain"}).text
    lines = dict(line.split() for line in made.splitlines())

    assert "/delete#" in lines["delete"]
    assert "It can be shown once." in client.get(lines["reveal"]).text


@pytest.mark.parametrize(
    "asked", [{"reveals": -1}, {"reveals": "x"}, {"reveals": 1.5}, {"passphrase": 1}, {"reveals": None}]
)
def test_terms_that_cannot_be_are_refused(client, asked):
    answer = client.post("/api/paste", json={"text": TEXT, **asked})

    assert answer.status_code == 400
    assert answer.json()["error"].startswith(("reveals may be 0", "A passphrase is text"))


def limited(run_server, **limits):
    server = run_server("paste", **{"wrong_keys_per_minute": 0, "missing_per_minute": 0, **limits})
    return httpx.Client(base_url=server.url, trust_env=False, timeout=60)


def refused(answer: httpx.Response) -> bool:
    return answer.status_code == 429 and 1 <= int(answer.headers["retry-after"]) <= 61


def test_too_many_pastes_of_one_client_are_refused_until_later(run_server):
    from gradio_client import Client
    from gradio_client.exceptions import AppError

    with limited(run_server, pastes_per_minute=3) as client:
        queued = Client(str(client.base_url), analytics_enabled=False, verbose=False)
        queued.predict(TEXT, api_name="/create_paste")
        for _ in range(2):
            assert client.post("/api/paste", content=TEXT).status_code == 201
        last = client.post("/api/paste", content=TEXT, headers={"X-Forwarded-For": "203.0.113.9"})

        assert refused(last)
        assert last.json()["error"] == "Too many new pastes. Wait a minute and try again."
        with pytest.raises(AppError, match="Too many new pastes"):
            queued.predict(TEXT, api_name="/create_paste")


def test_guessing_keys_ends_but_reading_goes_on_for_others(run_server):
    with limited(run_server, wrong_keys_per_minute=3, trust_proxy=True) as client:
        made = client.post("/api/paste", json={"text": TEXT, "passphrase": "x"}).json()
        guesser, other = {"X-Forwarded-For": "10.0.0.1, 203.0.113.9"}, {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
        tries = [
            client.get(f"{made['view_path']}?token=x", headers=guesser),
            client.post(f"/api/paste/{made['id']}/reveal", headers=guesser | bearer(made)),
            client.post(f"{made['view_path']}/delete", data={"token": "x"}, headers=guesser),
        ]

        assert [one.status_code for one in tries] == [200, 403, 403]
        assert refused(client.get(f"{made['view_path']}?token=y", headers=guesser))
        assert refused(client.post(f"/api/paste/{made['id']}/reveal", headers=guesser | bearer(made)))
        assert client.get(made["reveal_path"], headers=other).status_code == 200


def test_looking_for_pastes_that_are_not_there_ends(run_server):
    with limited(run_server, missing_per_minute=3) as client:
        answers = [client.get(f"/{where}/{'A' * 22}") for where in ("view", "api/paste", "view", "api/paste")]

    assert [one.status_code for one in answers[:3]] == [404] * 3
    assert refused(answers[3])


def test_no_token_or_passphrase_of_any_path_reaches_the_log(client, make, caplog, capfd):
    caplog.set_level("DEBUG")
    made = make(reveals=2, passphrase="SENTINEL-pass")
    client.get(made["reveal_path"], headers=VISIT, follow_redirects=True)
    client.post(made["view_path"], data={"reveal": "1", "passphrase": "SENTINEL-pass"}, headers=FORM)
    client.post(f"/api/paste/{made['id']}/reveal", headers=bearer(made), json={"passphrase": "SENTINEL-pass"})
    client.delete(f"/api/paste/{made['id']}", headers=bearer(made, "delete_path"))
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    written = "".join(ours) + "".join(capfd.readouterr())

    for needle in ("SENTINEL", "Jane Doe", made["id"], token_of(made), json.dumps(made["delete_path"])[-44:-1]):
        assert needle not in written
