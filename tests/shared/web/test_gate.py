"""Who may ask, how much they may send, and what every answer carries."""

import re
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from shared.settings import Settings
from shared.web.headers import security_headers

EVIL = "https://evil.example"


@pytest.mark.parametrize("origin", [EVIL, "null", "http://evil.example", "http://127.0.0.1:1", "file://", "http://["])
def test_another_site_can_neither_post_nor_upload_nor_read(place, origin):
    headers = {"Origin": origin}
    answers = [
        place.client.post("/gradio_api/upload", files={"files": b"x"}, headers=headers),
        place.client.post("/gradio_api/queue/join", json={"data": []}, headers=headers),
        place.client.post("/gradio_api/call/probe_text", json={"data": ["x"]}, headers=headers),
        place.client.post("/api/paste", content="x", headers=headers),
        place.client.get("/config", headers=headers),
        place.client.options("/config", headers=headers | {"Access-Control-Request-Method": "POST"}),
    ]

    assert [answer.status_code for answer in answers] == [403] * len(answers)
    assert not [name for answer in answers for name in answer.headers if name.startswith("access-control-")]


def test_the_page_itself_may_ask(place):
    host = place.client.headers.get("host") or f"{place.client.base_url.host}:{place.client.base_url.port}"
    answer = place.client.get("/config", headers={"Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"})

    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_a_browser_that_tells_of_another_site_is_refused_unless_someone_follows_a_link(together):
    def status(method: str, **headers: str) -> int:
        return together.client.request(
            method, "/", headers={k.replace("_", "-"): v for k, v in headers.items()}
        ).status_code

    assert status("GET", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate") == 200
    assert status("GET", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors") == 403
    assert status("GET", Sec_Fetch_Site="same-site", Sec_Fetch_Mode="cors") == 403
    assert status("POST", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate") == 403


def test_a_form_of_our_own_page_may_post_though_its_origin_is_null(together):
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}

    assert together.client.post("/api/status", headers=headers).status_code == 405


def test_a_server_on_loopback_is_asked_for_by_a_loopback_name(together):
    assert together.client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert together.client.get("/", headers={"Host": "localhost:7860"}).status_code == 200
    assert together.client.get("/", headers={"Host": "[::1]:7860"}).status_code == 200
    assert together.client.get("/", headers={"Host": "127.0.0.1.evil.example"}).status_code == 421


def test_every_answer_carries_the_headers_whatever_its_status(place):
    for path in (
        "/",
        "/config",
        "/api/status",
        "/nowhere",
        "/gradio_api/nowhere",
        "/common/tokens.css",
        "/probe/failure?text=x",
    ):
        headers = place.client.get(path).headers

        policy = headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert headers["cache-control"] == ("no-cache" if path.startswith("/common/") else "no-store")


def test_a_file_of_the_page_is_sent_again_only_when_it_changed(together):
    first = together.client.get("/common/tokens.css")
    again = together.client.get("/common/tokens.css", headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize(
    "path", ["/common/shell.html", "/common/../shell.html", "/common/%2e%2e/common/shell.html", "/common/.x"]
)
def test_templates_and_what_lies_beside_them_are_not_served(together, path):
    assert together.client.get(path).status_code == 404


def test_on_a_space_the_frame_is_hugging_faces():
    headers = security_headers(Settings(_env_file=None, SPACE_HOST="someone-blackbar.hf.space"))

    assert b"frame-ancestors https://huggingface.co;" in headers[b"content-security-policy"]
    assert b"x-frame-options" not in headers


def test_on_a_space_its_own_address_is_our_origin(make_place):
    space = make_place("together", SPACE_HOST="someone-blackbar.hf.space", host="127.0.0.1")
    own = {"Origin": "https://someone-blackbar.hf.space"}

    assert space.client.get("/config", headers=own).status_code == 200
    assert space.client.get("/config", headers={"Origin": EVIL}).status_code == 403


@pytest.fixture(scope="session")
def small(make_place: Any) -> Any:
    """A server with limits that a test reaches quickly."""
    return make_place(
        "together",
        max_document_bytes=2 * 1024**2,
        max_image_bytes=1024**2,
        max_json_bytes=64 * 1024,
        max_paste_characters=1000,
    )


def chunks(total: int) -> Iterator[bytes]:
    for _ in range(total // 8192):
        yield b" " * 8192


def test_bodies_past_the_limit_are_refused_with_and_without_a_length(small):
    form = {"Content-Type": "multipart/form-data; boundary=b"}
    json = {"Content-Type": "application/json"}
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="x"\r\n\r\n'

    def framed() -> Iterator[bytes]:
        yield head
        yield from chunks(4 * 1024**2)

    too_large = [
        small.client.post("/gradio_api/upload", files={"files": b"x" * 4 * 1024**2}),
        small.client.post("/gradio_api/upload", content=framed(), headers=form),
        small.client.post("/gradio_api/queue/join", content=b" " * 100_000, headers=json),
        small.client.post("/gradio_api/queue/join", content=chunks(200_000), headers=json),
        small.client.post("/gradio_api/call/probe_text", content=chunks(200_000), headers=json),
        small.client.post("/api/paste", content=chunks(200_000), headers={"Content-Type": "text/plain"}),
    ]

    assert [answer.status_code for answer in too_large] == [413] * len(too_large)
    sentences = [answer.json()["error"] for answer in too_large]
    assert all(re.match(r"(This|The file) is larger than ", sentence) for sentence in sentences), sentences


def test_bodies_that_never_end_cannot_fill_the_memory_together(make_place):
    crowded = make_place("together", max_uploads_bytes=300_000)
    head = b"POST /api/paste HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 250000\r\n\r\n"
    address = (crowded.client.base_url.host, crowded.client.base_url.port)
    for _ in range(20):  # whoever comes second is turned away: now and then that is the body meant to wait
        with socket.create_connection(address, timeout=5) as waiting:
            waiting.sendall(head + b"x" * 200_000)
            time.sleep(0.5)
            answer = crowded.client.post("/api/paste", content=b" " * 150_000)
        if answer.status_code == 503:
            break
    assert answer.status_code == 503
    assert answer.json()["error"].startswith("Busy")

    for _ in range(100):  # the server needs a moment to see that the sender has gone
        answer = crowded.client.post("/api/paste", content=b" " * 150_000)
        if answer.status_code != 503:
            break
        time.sleep(0.1)
    assert answer.status_code == 400


def test_a_body_that_does_not_arrive_is_not_waited_for_without_end(together, monkeypatch):
    monkeypatch.setattr("shared.web.exchange.RECEIVED_SECONDS", 0.2)
    head = b"POST /api/paste HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nx"
    with socket.create_connection((together.client.base_url.host, together.client.base_url.port), timeout=20) as raw:
        raw.sendall(head)

        assert raw.recv(100).startswith(b"HTTP/1.1 408 ")


def test_the_real_limits_hold(together):
    assert together.client.post("/gradio_api/queue/join", content=b" " * 3_000_000).status_code == 413
    with socket.create_connection((together.client.base_url.host, together.client.base_url.port), timeout=5) as raw:
        head = f"POST /gradio_api/upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: {51 * 1024**2}\r\n"
        raw.sendall(head.encode() + b"Expect: 100-continue\r\n\r\n")

        assert raw.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, identity"])
def test_a_packed_body_is_refused_before_it_is_unpacked(together, encoding):
    answer = together.client.post("/api/paste", content=b"x", headers={"Content-Encoding": encoding})

    assert answer.status_code == 415


def test_x_forwarded_host_moves_nothing_unless_a_proxy_is_trusted(together):
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}

    assert together.client.get("/config", headers=headers).json()["root"] == str(together.client.base_url).rstrip("/")


def test_nothing_but_http_is_spoken(together):
    answer = together.client.get(
        "/gradio_api/queue/join",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        },
    )

    assert answer.status_code in (403, 404, 405, 426)


@pytest.mark.parametrize("path", ["/nowhere", "/api/nowhere", "/gradio_api/nowhere"])
def test_what_is_not_there_is_one_sentence_for_programs_and_a_page_for_people(together, path):
    assert together.client.get(path).json()["error"] == "There is nothing at this address, or no longer."

    page = together.client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert ("<h1" in page.text) == (path == "/nowhere")


def test_a_wrong_method_and_a_wrong_body_are_one_sentence_that_repeats_nothing(together):
    assert together.client.delete("/api/status").json() == {"error": "This address does not take that kind of request."}
    answer = together.client.post("/gradio_api/queue/join", json={"data": "SENTINEL", "fn_index": "SENTINEL"})

    assert answer.status_code == 422
    assert answer.json()["error"] == "The request is not in the form this address expects."
    assert "SENTINEL" not in answer.text
