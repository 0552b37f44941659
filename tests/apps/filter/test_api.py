"""The Filter API over HTTP: each refusal has its status and its sentence, and nothing answers 500."""

import io
import json
import re
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import httpx
import pymupdf
import pytest

from shared.store import AlertStore
from tests.fakes import EngineThatFails, EngineThatWaits
from tests.shared.formats.pdfs import written

SENTENCE = "A required parameter is missing or contains an invalid value."
PLAIN = {"Content-Type": "text/plain"}
PDF = {"Content-Type": "application/pdf"}


@pytest.fixture(scope="module")
def ask(client):
    def send(path: str = "/api/filter", body: bytes | str = "Jane Doe", **headers: str) -> httpx.Response:
        headers = PLAIN | {name.replace("_", "-"): value for name, value in headers.items()}
        return client.post(path, content=body, headers=headers)

    return send


def test_the_default_is_placeholders(ask):
    answer = ask(body="Jane Doe, jane.doe@example.com, SENTINEL-1")

    assert answer.text == "<PRIVATE_PERSON>, <PRIVATE_EMAIL>, <SECRET>"


def test_a_text_without_findings_comes_back_as_it_was(ask):
    text = "  nothing\r\n\r\n  here \t\x00 \ufeff 😀\n"

    assert ask(body=text).content == text.encode()


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "sentence"),
    [
        ("/api/filter", b"", {}, 400, SENTENCE),
        ("/api/explain", b"", {}, 400, SENTENCE),
        ("/api/filter", b"", PDF, 400, SENTENCE),
        ("/api/filter?p=nothing", b"x", {}, 400, SENTENCE),
        ("/api/filter?p=../default", b"x", {}, 400, SENTENCE),
        ("/api/explain?p=nothing", b"x", {}, 400, SENTENCE),
        ("/api/filter?d=a%0Ab", b"x", {}, 400, SENTENCE),
        ("/api/filter?c=%00", b"x", {}, 400, SENTENCE),
        ("/api/filter", b"abc\xffdef", {}, 400, "The text is not valid UTF-8: the byte at offset 3 is out of place."),
        ("/api/filter", "\ud800".encode("utf-8", "surrogatepass"), {}, 400, "The text is not valid UTF-8"),
        ("/api/filter", b"%PDF-1.7", {}, 415, "This is a PDF."),
        ("/api/filter", b"\x89PNG\r\n", {}, 415, "This is not text."),
        ("/api/filter", b"Jane Doe", PDF, 415, "This is not a PDF."),
        ("/api/explain", b"%PDF-1.7", PDF, 415, "This kind of body is not taken here. Send text as text/plain,"),
        ("/api/filter", b"{}", {"Content-Type": "application/json"}, 415, "This kind of body is not taken here."),
        ("/api/filter", b"x", {"Content-Type": ""}, 415, "This kind of body is not taken here."),
        ("/api/filter", b"x", {"Accept": "application/json"}, 406, "The answer can be had as text/plain"),
        ("/api/filter", b"%PDF-1.7", PDF | {"Accept": "text/plain"}, 406, "The answer can be had as application/zip"),
        ("/api/explain", b"x", {"Accept": "text/plain"}, 406, "The answer can be had as application/json"),
        ("/api/filter", b"%PDF-1.7\nbroken", PDF, 422, "This PDF is damaged"),
        ("/api/filter", b"x", {"Content-Encoding": "gzip"}, 415, ""),
        ("/api/filter", b"a" * (10 * 1024**2 + 1), {}, 413, ""),
        ("/api/policies", b"[1", {}, 400, SENTENCE + "\n"),
        ("/api/policies", b'{"identifiers": {}}', {}, 400, SENTENCE + "\nname "),
        ("/api/policies", b'{"name": "a/b", "identifiers": {}}', {}, 400, SENTENCE + "\n"),
        ("/api/policies", b'{"name": "x", "identifiers": {"wizardName": {}}}', {}, 400, SENTENCE + "\nidentifiers"),
        ("/api/policies", b"a" * (3 * 1024**2), {}, 413, ""),
    ],
    ids=str,
)
def test_a_request_that_cannot_be_served_is_told_why(client, path, body, headers, status, sentence):
    answer = client.post(path, content=body, headers=PLAIN | headers)

    assert (answer.status_code, answer.text[: len(sentence)]) == (status, sentence)
    if sentence == SENTENCE:
        assert answer.text == SENTENCE


def test_an_invalid_policy_is_told_which_key_is_wrong(client):
    answer = client.post("/api/policies", json={"name": "x", "identifiers": {"wizardName": {}}})

    assert '"wizardName"' in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/filter"),
        ("PUT", "/api/filter"),
        ("DELETE", "/api/explain"),
        ("PATCH", "/api/policies"),
        ("POST", "/api/alerts"),
        ("POST", "/api/status"),
    ],
)
def test_another_method_is_405(client, method, path):
    assert client.request(method, path).status_code == 405


def test_a_body_of_unknown_length_is_411(replay):
    head = b"POST /api/filter HTTP/1.1\r\nHost: {host}\r\nContent-Type: text/plain\r\n"

    assert replay(head + b"\r\n").status == 411
    assert replay(head + b"Transfer-Encoding: chunked\r\n\r\n8\r\nJane Doe\r\n0\r\n\r\n").text == "<PRIVATE_PERSON>"


@pytest.mark.parametrize("given", ["doc-1", "a b", "ä😀", "x" * 1000])
def test_a_document_id_is_echoed(client, given):
    answer = client.post("/api/explain", params={"d": given}, content="Jane Doe", headers=PLAIN)

    assert dict(answer.headers.raw)[b"x-document-id"].decode() == given
    assert answer.json()["documentId"] == given


def test_the_policy_at_work_is_named_by_its_hash(client):
    body = b'{"name": "first", "identifiers": {}}'
    client.put("/api/policies/versioned", content=body)
    first = client.post("/api/filter?p=versioned", content="x", headers=PLAIN)
    replaced = client.put("/api/policies/versioned", content=body + b" ")
    second = client.post("/api/filter?p=versioned", content="x", headers=PLAIN)

    assert replaced.status_code == 200
    assert first.headers["x-philter-policy-name"] == "versioned"
    assert len(first.headers["x-philter-policy-hash"]) == 64
    assert first.headers["x-philter-policy-hash"].startswith(first.headers["x-philter-policy-version"])
    assert first.headers["x-philter-policy-hash"] != second.headers["x-philter-policy-hash"]


@pytest.mark.parametrize("where", ["/api/policies", "/api/profiles"])
def test_policies_are_kept_to_the_letter(client, where):
    body = b'{"name":"kept",\n "identifiers": {"ssn": {}}}  '

    assert client.post(where, content=body).status_code == 201
    assert client.get(f"{where}/kept").content == body
    assert "kept" in client.get(where).json()
    assert client.post(f"{where}?name=other", content=body).status_code == 201
    assert client.delete(f"{where}/other").status_code == 200
    assert client.put(f"{where}/kept", content=body).status_code == 200
    assert client.delete(f"{where}/kept").status_code == 200
    assert client.delete(f"{where}/kept").status_code == 400
    assert client.put(f"{where}/kept", content=body).status_code == 201
    assert client.delete(f"{where}/kept").status_code == 200


def test_a_stored_policy_stands_before_the_ready_one_of_its_name(client):
    client.post("/api/policies", content=b'{"name": "mask", "identifiers": {}}')
    assert client.post("/api/filter?p=mask", content="Jane Doe", headers=PLAIN).text == "Jane Doe"

    client.delete("/api/policies/mask")
    assert client.post("/api/filter?p=mask", content="Jane Doe", headers=PLAIN).text == "********"


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "a/b", "%2e%2e", "%00", "a%0d%0ab", "\\", "x" * 3000, "ж"])
def test_a_name_that_could_be_a_path_is_refused(client, name):
    for method, path in (("GET", "/api/policies/"), ("DELETE", "/api/profiles/"), ("PUT", "/api/policies/")):
        answer = client.request(method, path + name, content=b'{"identifiers": {}}')
        assert answer.status_code in (400, 404, 405), (method, answer.text)


def test_a_context_shares_its_stand_ins_until_it_is_forgotten(client):
    def filtered(context: str) -> str:
        path = f"/api/filter?p=pseudonymize&c={context}"
        return client.post(path, content="jane.doe@example.com", headers=PLAIN).text

    first = filtered("case%2017")
    assert first == filtered("case%2017") != filtered("case%2018")
    assert filtered("none") != filtered("none")

    assert client.delete("/api/contexts/case%2017").status_code == 200
    assert filtered("case%2017") != first
    assert client.delete("/api/contexts/never").status_code == 404


def test_offsets_count_utf_16_code_units(ask):
    told = ask("/api/explain", "😀 Jane Doe ssn 123-45-6789").json()
    places = [(s["characterStart"], s["characterEnd"], s["text"]) for s in told["explanation"]["appliedSpans"]]

    assert places == [(3, 11, "Jane Doe"), (16, 27, "123-45-6789")]


def test_what_a_policy_lets_stand_is_explained(client):
    person = {"personFilterStrategies": [{"condition": 'token == "Mark Twain"'}], "ignored": ["Jane Doe"]}
    client.post("/api/policies", json={"name": "standing", "identifiers": {"person": person}})
    path = "/api/explain?p=standing"
    told = client.post(path, content="Jane Doe, Mark Twain, Ada Byron, SENTINEL", headers=PLAIN).json()["explanation"]

    assert [span["text"] for span in told["appliedSpans"]] == ["Mark Twain"]
    assert [(span["text"], span["ignored"], span["applied"]) for span in told["ignoredSpans"]] == [
        ("Jane Doe", True, False)
    ]
    assert [span["text"] for span in told["identifiedSpans"]] == ["Jane Doe", "Mark Twain", "Ada Byron", "SENTINEL"]


ALERTING = """{"name": "watch", "identifiers": {"person": {"personFilterStrategies": [
    {"id": "names", "strategy": "REDACT", "condition": "token == \\"Jane Doe\\"", "alert": true}]}}}"""


def test_alerts_outlive_the_process_and_are_deleted_once(client, running):
    client.post("/api/policies", content=ALERTING, headers={"Content-Type": "application/json"})
    for text in ("Jane Doe and Mark Twain", "Mark Twain alone"):
        client.post("/api/filter?p=watch&d=letter-7&c=ward", content=text, headers=PLAIN)
    again = AlertStore(running.settings.store_url, running.settings.server_key)
    kept = [json.loads(alert) for alert in again.every()]
    again.close()
    [alert] = [one for one in client.get("/api/alerts").json() if one["policy"] == "watch"]

    assert alert in kept
    assert {name: alert[name] for name in ("strategyId", "documentId", "context", "filterType", "filterProfile")} == {
        "strategyId": "names",
        "documentId": "letter-7",
        "context": "ward",
        "filterType": "person",
        "filterProfile": "watch",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", alert["date"])
    assert "Jane" not in json.dumps(alert)
    assert client.delete(f"/api/alerts/{alert['id']}").status_code == 200
    assert client.delete(f"/api/alerts/{alert['id']}").status_code == 404


def test_metrics_count_and_name_nothing(client, ask):
    ask(body="Jane Doe")
    counted = client.get("/metrics")

    assert counted.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'philter_redactions_total{type="person"}' in counted.text
    assert "Jane" not in counted.text


def test_metrics_are_not_there_unless_asked_for(all_faces):
    assert httpx.get(f"{all_faces.url}/metrics", trust_env=False).status_code == 404


def test_it_works_beside_the_other_faces_at_the_same_address(all_faces):
    all_faces.services.engine(wait_seconds=10)
    answer = httpx.post(f"{all_faces.url}/api/filter", content="Jane Doe", headers=PLAIN, trust_env=False)

    assert answer.text == "<PRIVATE_PERSON>"


def test_while_the_model_loads_it_is_503(run_server):
    one = run_server("filter")
    one.services._settled.clear()
    answer = httpx.post(f"{one.url}/api/filter", content="Jane Doe", headers=PLAIN, trust_env=False)
    loading = httpx.get(f"{one.url}/api/status", trust_env=False).json()["status"]
    one.services._settled.set()

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.text == "The engine is still loading. Try again in a minute."
    assert loading == "Loading"


def test_what_breaks_is_503_and_says_nothing_of_the_text(run_server, caplog):
    one = run_server("filter", engine=EngineThatFails())
    one.services.engine(wait_seconds=10)
    for path in ("/api/filter", "/api/explain"):
        answer = httpx.post(one.url + path, content="Jane Doe", headers=PLAIN, trust_env=False)
        assert answer.status_code == 503
        assert "Jane" not in answer.text + caplog.text


def test_a_slow_text_stalls_neither_status_nor_another_kind(run_server):
    engine = EngineThatWaits()
    one = run_server("filter", engine=engine)
    one.services.engine(wait_seconds=10)
    with ThreadPoolExecutor(24) as pool, httpx.Client(base_url=one.url, timeout=60, trust_env=False) as client:
        waiting = [pool.submit(client.post, "/api/filter", content="Jane Doe", headers=PLAIN) for _ in range(20)]
        waiting.append(pool.submit(client.post, "/api/filter", content=written([(72, 100, "Jane Doe")]), headers=PDF))
        for _ in range(17):
            assert engine.entered.acquire(timeout=20)
        assert client.get("/api/status").json()["status"] == "Healthy"
        assert client.get("/api/policies").status_code == 200
        engine.go.set()
        assert {one.result().status_code for one in waiting} == {200}


def test_work_that_nobody_waits_for_is_given_up(run_server):
    engine = EngineThatWaits()
    one = run_server("filter", engine=engine)
    one.services.engine(wait_seconds=10)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{one.url}/api/filter", content="Jane Doe", headers=PLAIN, timeout=0.5, trust_env=False)
    assert engine.entered.acquire(timeout=10)
    until = time.monotonic() + 15
    while any(thread.name == "blackbar-call" for thread in threading.enumerate()) and time.monotonic() < until:
        time.sleep(0.05)

    assert time.monotonic() < until


def test_a_pdf_keeps_its_text_and_a_zip_holds_pictures(client):
    pdf = written([(72, 100, "Signed by Jane Doe in March.")])
    kept = client.post("/api/filter", content=pdf, headers=PDF | {"Accept": "application/pdf"})
    pictures = client.post("/api/filter", content=pdf, headers=PDF)

    assert (kept.headers["Content-Type"], kept.headers["X-Blackbar-Pages"]) == ("application/pdf", "text")
    with pymupdf.open(stream=kept.content) as copy:
        assert "Signed by" in copy[0].get_text() and "Jane" not in copy[0].get_text()
    assert (pictures.headers["Content-Type"], pictures.headers["X-Blackbar-Pages"]) == ("application/zip", "pictures")
    with zipfile.ZipFile(io.BytesIO(pictures.content)) as archive:
        assert archive.namelist() == ["page-0.png"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/filter", b"a" * (10 * 1024**2 + 1), 413),
        ("POST", "/api/explain", b"a" * (10 * 1024**2 + 1), 413),
        ("POST", "/api/policies", b"a" * (3 * 1024**2), 413),
        ("GET", "/api/filter", b"", 405),
        ("PATCH", "/api/policies", b"", 405),
        ("GET", "/api/alerts/x/y", b"", 404),
        ("DELETE", "/api/contexts/never-was", b"", 404),
        ("POST", "/api/filter?p=nothing", b"x", 400),
    ],
)
def test_a_refusal_is_its_sentence_and_nothing_else(client, method, path, body, status):
    answer = client.request(method, path, content=body, headers=PLAIN)

    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.text.endswith(".") and "{" not in answer.text


def test_without_the_key_the_refusal_is_a_sentence_too(run_server):
    url = run_server("filter", key="a long key").url
    refused = httpx.post(f"{url}/api/filter", content="x", headers=PLAIN, trust_env=False)

    assert refused.status_code == 401
    assert refused.text.startswith("A key is needed here.")


def test_more_policies_than_are_kept_are_refused_in_a_sentence(run_server):
    url = run_server("filter", max_policies=1).url
    for name, status in (("a", 201), ("b", 409), ("a", 201)):
        body = json.dumps({"name": name, "identifiers": {}})
        answer = httpx.post(f"{url}/api/policies", content=body, trust_env=False)
        assert answer.status_code == status

        if status == 409:
            assert answer.text.startswith("1 policies are stored, and no more are kept.")
