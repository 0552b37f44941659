"""The paste app over HTTP and through gradio's Python client, with the fake engine."""

import html
import itertools
import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.request import HTTPErrorProcessor, Request, build_opener

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

TEXT = "please ask Jane Doe, her code is SENTINEL-41."
REDACTED = "please ask <PRIVATE_PERSON>, her code is <SECRET>."


class _AnyStatus(HTTPErrorProcessor):
    def http_response(self, request, response):
        return response


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        self.text = self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def main(self) -> str:
        return re.search(r"<main.*?</main>", self.text, re.S).group()


@pytest.fixture(scope="module")
def paste(run_server):
    return run_server("paste", pastes_per_minute=0, wrong_keys_per_minute=0, missing_per_minute=0)


@pytest.fixture(scope="module")
def ask(paste):
    opener = build_opener(_AnyStatus)

    def send(path: str, body: object = None, **headers: str) -> Answer:
        data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if data is not None and not isinstance(body, bytes):
            headers["Content-Type"] = "application/json"
        with opener.open(Request(paste.url + path, data, headers)) as response:
            return Answer(response)

    return send


@pytest.fixture(scope="module")
def client(paste):
    return Client(paste.url, analytics_enabled=False, verbose=False)


@pytest.fixture(scope="module")
def made(ask) -> dict:
    return ask("/api/paste", {"text": TEXT, "ttl": "1d"}).json


def token_of(made: dict) -> str:
    return made["reveal_path"].partition("?token=")[2]


def test_a_text_goes_in_through_gradio_and_comes_out_of_both_links(client, ask):
    made = client.predict(TEXT, "1h", api_name="/create_paste")

    assert made["view_path"] == f"/view/{made['id']}"
    assert made["reveal_path"].startswith(f"/view/{made['id']}?token=")
    assert made["expires"]
    assert (made["findings"], made["engine"]) == (2, "fake")
    assert len(made["by_label"]) == 8
    assert made["by_label"]["private_person"] == made["by_label"]["secret"] == 1
    assert html.escape(REDACTED) in re.sub("</?mark[^>]*>", "", ask(made["view_path"]).main)
    assert "Jane Doe" not in ask(made["view_path"]).text
    assert TEXT in re.sub("</?mark[^>]*>", "", ask(made["reveal_path"]).main)


def test_the_answer_of_create_paste_does_not_repeat_the_text(client):
    made = client.predict(text=TEXT, api_name="/create_paste")

    assert made["expires"] is None
    assert "Jane" not in json.dumps(made)


def test_the_sender_looks_first_and_says_what_is_replaced(client, ask):
    preview = client.predict(TEXT, api_name="/preview_paste")
    assert [TEXT[s["start"] : s["end"]] for s in preview["spans"]] == ["Jane Doe", "SENTINEL-41"]
    assert preview["engine"] == "fake"

    _, right = preview["spans"]
    missed = {"start": 0, "end": 6, "label": "private_address"}
    made = client.predict(text=TEXT, findings=[missed, right], api_name="/create_paste")
    paste = ask(f"/api/paste/{made['id']}?token={token_of(made)}").json

    assert paste["text"] == "<PRIVATE_ADDRESS> ask Jane Doe, her code is <SECRET>."
    assert [(s["start"], s["source"]) for s in paste["original"]["spans"]] == [(0, "person"), (right["start"], "model")]
    assert paste["original"]["spans"][1] == {name: right[name] for name in paste["original"]["spans"][1]}
    assert (made["findings"], made["engine"]) == (2, "fake")
    assert client.predict(text=TEXT, findings=[], api_name="/create_paste")["findings"] == 0


@pytest.mark.parametrize(
    "findings",
    [
        [{}], ["x"], [{"start": 0, "end": 99, "label": "secret"}], [{"start": -1, "end": 2, "label": "secret"}],
        [{"start": 3, "end": 3, "label": "secret"}], [{"start": 0, "end": 3, "label": "password"}],
        [{"start": 0, "end": True, "label": "secret"}], [{"start": 0.0, "end": 3, "label": "secret"}],
        [{"start": 0, "end": 3, "label": []}], [{"start": 0, "end": 3, "label": "secret", "source": "x"}],
        [{"start": 0, "end": 3, "label": "secret", "kind": "<b>"}],
        [{"start": 0, "end": 3, "label": "secret", "kind": 1}],
        [{"start": 0, "end": 3, "label": "secret", "score": 2}],
        [{"start": 0, "end": 3, "label": "secret", "score": "x"}],
        [{"start": 0, "end": 3, "label": "secret"}] * 20_001, {"start": 0}, "all",
    ],
)  # fmt: skip
def test_findings_that_are_not_in_the_text_are_refused(client, findings):
    with pytest.raises(AppError, match="findings must be a list"):
        client.predict(text=TEXT, findings=findings, api_name="/create_paste")


@pytest.mark.parametrize("ttl", [90, "90", "10m", "never"])
def test_gradio_takes_every_form_of_ttl(client, ttl):
    assert client.predict(TEXT, ttl, api_name="/create_paste")["id"]


@pytest.mark.parametrize(
    ("text", "ttl", "sentence"),
    [
        ("", "1h", "There is no text yet"),
        (" \n", "1h", "There is no text yet"),
        (TEXT, "soon", "ttl may be 10m, 1h, 1d, 7d, 30d, never, or a whole number of seconds"),
        (TEXT, -5, "ttl may be"),
        (TEXT, 10**12, "ttl may be"),
        ({"a": 1}, "1h", "text must be text"),
        (TEXT, {"a": 1}, "ttl must be"),
        ("x" * 200_001, "1h", "200,001 characters; a paste may have 200,000"),
    ],
)
def test_what_cannot_be_taken_gets_one_sentence(client, text, ttl, sentence):
    with pytest.raises(AppError, match=re.escape(sentence)):
        client.predict(text, ttl, api_name="/create_paste")


def test_json_of_a_paste_shows_the_original_only_with_the_token(ask, made):
    public = ask(f"/api/paste/{made['id']}")
    by_query = ask(f"/api/paste/{made['id']}?token={token_of(made)}")
    by_header = ask(f"/api/paste/{made['id']}", Authorization=f"Bearer {token_of(made)}")

    assert public.status == 200
    assert public.json["text"] == REDACTED
    assert [REDACTED[s["start"] : s["end"]] for s in public.json["spans"]] == ["<PRIVATE_PERSON>", "<SECRET>"]
    assert "original" not in public.json
    assert by_query.json == by_header.json
    assert by_query.json["original"]["text"] == TEXT
    assert [s["label"] for s in by_query.json["original"]["spans"]] == ["private_person", "secret"]
    assert {name: value for name, value in by_query.json.items() if name != "original"} == public.json
    assert public.headers["Cache-Control"] == by_query.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/view/{id}", "/api/paste/{id}"])
@pytest.mark.parametrize("token", ["", "x", "A" * 43, "%00", "%ED%A0%80", "a&token=b"])
def test_a_wrong_token_gives_exactly_the_public_answer(ask, made, path, token):
    path = path.format(id=made["id"])
    public, wrong = ask(path), ask(f"{path}?token={token}")

    assert (wrong.status, wrong.body) == (public.status, public.body) == (200, public.body)
    assert {n.lower() for n in wrong.headers} == {n.lower() for n in public.headers}


@pytest.mark.parametrize("path", ["/view/{}", "/api/paste/{}"])
def test_an_expired_and_an_unknown_paste_are_one_and_the_same(ask, paste, monkeypatch, path):
    made = ask("/api/paste", {"text": TEXT, "ttl": 1}).json
    now = paste.services.store.now()
    monkeypatch.setattr(paste.services.store, "_clock", lambda: now + 2)
    expired = [ask(path.format(made["id"])), ask(f"{path.format(made['id'])}?token={token_of(made)}")]
    unknown = [ask(path.format("A" * 22)), ask(path.format("x")), ask(path.format("A" * 22) + "?token=x")]

    assert {answer.status for answer in expired + unknown} == {404}
    assert len({answer.body for answer in expired + unknown}) == 1
    if path.startswith("/view"):
        assert "There is no paste here" in expired[0].text


def test_curl_sends_plain_text_and_gets_both_addresses(ask, paste):
    made = ask("/api/paste?ttl=1d", TEXT.encode(), Content_Type="application/x-www-form-urlencoded")
    lines = dict(line.split() for line in made.text.splitlines())

    assert made.status == 201
    assert made.headers["Content-Type"].startswith("text/plain")
    assert lines["public"].startswith(f"{paste.url}/view/")
    assert ask(lines["reveal"].removeprefix(paste.url)).main.count("<mark") == 4
    assert lines["expires"].endswith("+00:00")


def test_json_gets_json(ask, paste):
    made = ask("/api/paste", {"text": TEXT})

    assert made.status == 201
    assert made.json["expires"] is None
    assert made.json["view_url"] == paste.url + made.json["view_path"]
    assert made.json["reveal_url"] == paste.url + made.json["reveal_path"]


@pytest.mark.parametrize(
    ("body", "kind", "status", "sentence"),
    [
        (b"", "text/plain", 400, "no text yet"),
        (b"\xff\xfe", "text/plain", 400, "not UTF-8"),
        (b"{", "application/json", 400, "not valid JSON"),
        (b"[" * 5000, "application/json", 400, "not valid JSON"),
        (b"[]", "application/json", 400, "must be an object with a text"),
        (b'{"txt": 1}', "application/json", 400, "must be an object with a text"),
        (b'{"text": 1}', "application/json", 400, "must be a string"),
        (b'{"text": "x", "ttl": []}', "application/json", 400, "ttl may be"),
        (b'{"text": "x", "ttl": null}', "application/json", 400, "ttl may be"),
        (b"<x/>", "application/xml", 415, "text/plain"),
        (b"x" * 200_001, "text/plain", 413, "200,000"),
        (b"x" * 5_000_000, "text/plain", 413, "2 MB"),
    ],
)
def test_what_cannot_be_posted_gets_one_sentence(ask, body, kind, status, sentence):
    answer = ask("/api/paste", body, Content_Type=kind)

    assert answer.status == status
    assert sentence in answer.json["error"]


def test_half_a_character_and_nul_go_in_and_come_out(ask):
    made = ask("/api/paste", b'{"text": "a\\ud83d b\\u0000c"}', Content_Type="application/json").json

    assert ask(f"/api/paste/{made['id']}").json["text"] == "a\ufffd b\0c"
    assert "\0" not in ask(made["view_path"]).text


def test_the_longest_paste_goes_in_whole_however_json_writes_it(ask):
    made = ask("/api/paste", {"text": "😀" * 200_000})

    assert made.status == 201
    assert len(ask(f"/api/paste/{made.json['id']}").json["text"]) == 200_000


def test_more_than_may_wait_are_told_to_come_back(run_server):
    from tests.fakes import EngineThatWaits

    engine = EngineThatWaits()
    server = run_server("paste", engine=engine, max_queue=2)
    opener = build_opener(_AnyStatus)

    def post() -> int:
        with opener.open(Request(f"{server.url}/api/paste", b"text", {"Content-Type": "text/plain"})) as response:
            return response.status

    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(post) for _ in range(2)]
        for _ in waiting:
            assert engine.entered.acquire(timeout=10)
        refused = post()
        engine.go.set()

    assert refused == 503
    assert [one.result() for one in waiting] == [201, 201]


HOSTILE = [
    "</mark><script>alert(1)</script>",
    "</pre></main><img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "&lt;script&gt; &#60;b&#62;",
    "<!--",
    "\u202egnp.exe \u2066x\u2069",
    "e\u0301\u0301 👩‍👩‍👧 ‏שלום‏",
    "\nfirst line is empty",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_and_never_obeyed(ask, hostile):
    text = f"{hostile} Jane Doe {hostile}"
    made = ask("/api/paste", {"text": text}).json
    for path in (made["view_path"], made["reveal_path"]):
        shown = ask(path).main
        inside = "".join(re.findall(r"<pre[^>]*>\n(.*?)</pre>", shown, re.S))

        assert set(re.findall(r"<(/?[a-zA-Z!]+)", inside)) <= {"mark", "/mark", "span", "/span"}
        assert "49" not in inside
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    assert ask(f"/api/paste/{made['id']}?token={token_of(made)}").json["original"]["text"] == text


def test_overlapping_findings_with_marks_in_them_stay_text_in_both_views_and_in_json(run_server):
    from tests.fakes import FakeEngine

    parts = {
        "</mark><script>alert(1)</script> e\u0301\u0301x": "secret",
        "script> e\u0301\u0301x\u202e<b>": "private_person",
        "\u0301x\u202e<b>\0": "private_address",
    }
    text = "a </mark><script>alert(1)</script> e\u0301\u0301x\u202e<b>\0 b"
    server = run_server("paste", engine=FakeEngine(parts))
    opener = build_opener(_AnyStatus)

    def get(path: str, data: bytes | None = None) -> str:
        with opener.open(Request(server.url + path, data, {"Content-Type": "application/json"})) as response:
            return response.read().decode()

    made = json.loads(get("/api/paste", json.dumps({"text": text + "\ud83d"}).encode()))
    public, private = get(made["view_path"]), get(made["reveal_path"])
    reply = json.loads(get(f"/api/paste/{made['id']}?token={token_of(made)}"))

    for page in (public, private):
        inside = "".join(re.findall(r"<pre[^>]*>\n(.*?)</pre>", page, re.S))
        assert set(re.findall(r"<(/?[a-zA-Z!]+)", inside)) <= {"mark", "/mark", "span", "/span"}
        assert inside.count("<mark") == inside.count("</mark>") > 0
        assert not re.search("[\0\u202a-\u202e]", page)
    assert reply["original"]["text"] == text + "\ufffd"
    spans = reply["original"]["spans"]
    assert all(one["end"] <= next_["start"] for one, next_ in itertools.pairwise(spans))
    found = set().union(*(range(at := text.index(part), at + len(part)) for part in parts))
    assert set().union(*(range(span["start"], span["end"]) for span in spans)) == found
    assert re.sub("<(SECRET|PRIVATE_PERSON|PRIVATE_ADDRESS)>", "", reply["text"]) == "a  b\ufffd"


def test_a_hostile_finding_stays_inside_its_mark(run_server):
    from tests.fakes import FakeEngine

    hostile = "</mark><script>alert(1)</script>"
    server = run_server("paste", engine=FakeEngine({hostile: "secret"}))
    opener = build_opener(_AnyStatus)

    def get(path: str, data: bytes | None = None) -> str:
        with opener.open(Request(server.url + path, data, {"Content-Type": "text/plain"})) as response:
            return response.read().decode()

    reveal = re.search(r"reveal +\S+(/view/\S+)", get("/api/paste", f"a {hostile} b".encode())).group(1)

    assert f'data-name="Secret">{html.escape(hostile)}</mark> b' in get(reveal)


def test_the_page_of_a_link_works_without_javascript(ask, made):
    public = ask(made["view_path"])

    assert public.status == 200
    assert "<noscript>" not in public.text
    assert '<mark class="placeholder" data-label="secret">&lt;SECRET&gt;</mark>' in public.text


def test_a_wrong_path_is_no_traceback(ask):
    for path in ("/view/", "/view/a/b", "/view/%00", "/view/..%2f..%2fetc", "/view/" + "a" * 5000):
        answer = ask(path)
        assert answer.status == 404
        assert "Traceback" not in answer.text


def test_head_answers_like_get(paste, made):
    opener = build_opener(_AnyStatus)
    with opener.open(Request(paste.url + made["view_path"], method="HEAD")) as response:
        assert response.status == 200


def test_no_text_id_or_token_reaches_the_log(ask, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    made = ask("/api/paste", {"text": TEXT}).json
    ask(made["reveal_path"])
    ask("/api/paste", {"text": TEXT, "ttl": "SENTINEL-ttl"})
    ask("/view/SENTINEL-id?token=SENTINEL-token")
    written = caplog.text + "".join(capfd.readouterr())

    for needle in ("Jane Doe", "SENTINEL", made["id"], token_of(made)):
        assert needle not in written


def test_the_store_of_a_running_server_shows_nothing_of_what_it_keeps(ask, paste, made):
    kept = b"".join(p.read_bytes() for p in paste.settings.data.rglob("*") if p.is_file())

    assert len(kept) > 1000
    for needle in ("Jane Doe", "SENTINEL-41", "PRIVATE_PERSON", "her code is", made["id"], token_of(made)):
        assert needle.encode() not in kept


def test_the_sweeper_is_at_work(paste):
    assert paste.services.store._sweeper.is_alive()
