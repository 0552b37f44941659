"""What Philter's own clients put on the wire, byte for byte, gets what these clients parse.

Java: philter-sdk-java 1.4.0 (Retrofit over OkHttp); Go: philter-sdk-golang; Python: philter-sdk-python (requests);
.NET: philter-sdk-net (RestSharp), which drops `c` and `p` from a POST that has a body.
"""

import io
import json
import re
import zipfile

import pytest

from tests.shared.formats.pdfs import written

TEXT = "Jane Doe has 123-45-6789."
REDACTED = "<PRIVATE_PERSON> has <ACCOUNT_NUMBER>."
POLICY = '{"name":"java","identifiers":{"ssn":{"ssnFilterStrategies":[{"strategy":"REDACT","redactionFormat":"{{{REDACTED-%t}}}"}]}}}'  # noqa: E501


def post(path: str, body: bytes, agent: str, *headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", *headers, f"Content-Length: {len(body)}", "Host: {host}", agent]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def java(path: str, body: bytes, *headers: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", *headers, f"Content-Length: {len(body)}", "Host: {host}"]
    lines += ["Connection: Keep-Alive", "Accept-Encoding: gzip", "User-Agent: okhttp/4.9.0"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def java_get(path: str, *headers: str, method: str = "GET") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", *headers, "Host: {host}", "Connection: Keep-Alive", "Accept-Encoding: gzip"]
    return "\r\n".join([*lines, "User-Agent: okhttp/4.9.0"]).encode() + b"\r\n\r\n"


def go(method: str, path: str, body: bytes | None = None, *headers: str) -> bytes:
    length = [] if body is None else [f"Content-Length: {len(body)}"]
    lines = [f"{method} {path} HTTP/1.1", "Host: {host}", "User-Agent: Go-http-client/1.1", *length, *headers]
    return "\r\n".join([*lines, "Accept-Encoding: gzip"]).encode() + b"\r\n\r\n" + (body or b"")


def python(path: str, text: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: {host}", "User-Agent: python-requests/2.31.0"]
    lines += ["Accept-Encoding: gzip, deflate", "Accept: */*", "Connection: keep-alive", "Content-Type: text/plain"]
    lines += [f"Content-Length: {len(text.encode())}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + text.encode()


ANY_DOTNET = "application/json, text/json, text/x-json, text/javascript, application/xml, text/xml"


def dotnet(method: str, path: str, body: bytes | None = None, accept: str = ANY_DOTNET, kind: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"accept: {accept}"]
    lines += ["User-Agent: RestSharp/106.11.7.0", "Host: {host}", "Accept-Encoding: gzip, deflate"]
    if body is not None:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


def is_a_span(span: dict) -> None:
    for name in ("id", "filterType", "context", "documentId", "text", "replacement", "salt"):
        assert isinstance(span[name], str)
    assert isinstance(span["characterStart"], int) and isinstance(span["characterEnd"], int)
    assert isinstance(span["confidence"], float) and isinstance(span["ignored"], bool)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return written([(72, 100, "Jane Doe signed this.")], [(72, 100, "Nothing here.")])


def test_java_filters_a_text(replay):
    headers = ("Accept: text/plain", "Content-Type: text/plain")
    answer = replay(java("/api/filter?c=context&d=documentid&p=default", TEXT.encode(), *headers))

    assert (answer.status, answer.text) == (200, REDACTED)
    assert answer.headers["x-document-id"] == "documentid"
    assert answer.headers["content-type"].startswith("text/plain")


def test_java_filters_a_text_without_naming_a_document(replay):
    headers = ("Accept: text/plain", "Content-Type: text/plain")
    one = replay(java("/api/filter?c=none&p=default", TEXT.encode(), *headers))
    two = replay(java("/api/filter?c=none&p=default", TEXT.encode(), *headers))

    assert re.fullmatch("[0-9a-f]{32}", one.headers["x-document-id"])
    assert one.headers["x-document-id"] != two.headers["x-document-id"]


def test_java_filters_a_pdf_to_a_zip_of_pictures(replay, pdf):
    headers = ("Accept: application/zip", "Content-Type: application/pdf")
    answer = replay(java("/api/filter?c=none&d=x&p=default", pdf, *headers))

    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.namelist() == ["page-0.png", "page-1.png"]
        assert archive.read("page-0.png").startswith(b"\x89PNG\r\n\x1a\n")


def test_java_explains(replay):
    headers = ("Accept: application/json", "Content-Type: text/plain")
    answer = replay(java("/api/explain?c=context&d=documentid&p=default", TEXT.encode(), *headers))
    told = json.loads(answer.body)

    assert (told["filteredText"], told["context"], told["documentId"]) == (REDACTED, "context", "documentid")
    assert [span["filterType"] for span in told["explanation"]["appliedSpans"]] == ["PERSON", "SSN"]
    for span in told["explanation"]["appliedSpans"]:
        is_a_span(span)
    assert told["explanation"]["ignoredSpans"] == []


def test_java_reads_the_status_as_a_string_or_as_an_object(replay):
    told = json.loads(replay(java_get("/api/status")).body)

    assert told["status"] == "Healthy"
    assert told["version"] == told["applicationVersion"]


def test_java_keeps_policies(replay):
    saved = replay(java("/api/policies", POLICY.encode(), "Content-Type: application/json"))
    names = replay(java_get("/api/policies", "Accept: application/json"))
    read = replay(java_get("/api/policies/java", "Accept: text/plain"))
    used = replay(java("/api/filter?p=java", TEXT.encode(), "Accept: text/plain", "Content-Type: text/plain"))
    deleted = replay(java_get("/api/policies/java", method="DELETE"))
    gone = replay(java_get("/api/policies/java", "Accept: text/plain"))

    assert (saved.status, saved.body) == (201, b"")
    assert "java" in json.loads(names.body)
    assert read.text == POLICY
    assert used.text == "Jane Doe has {{{REDACTED-ssn}}}."
    assert (deleted.status, deleted.body) == (200, b"")
    assert (gone.status, gone.text) == (400, "A required parameter is missing or contains an invalid value.")


def test_java_is_told_of_alerts(replay):
    policy = json.loads(POLICY) | {"name": "alerting"}
    policy["identifiers"]["ssn"]["ssnFilterStrategies"][0] |= {"alert": True, "id": "strategy-1"}
    replay(java("/api/policies", json.dumps(policy).encode(), "Content-Type: application/json"))
    headers = ("Accept: text/plain", "Content-Type: text/plain")
    replay(java("/api/filter?c=ctx&d=doc-1&p=alerting", TEXT.encode(), *headers))
    [alert] = json.loads(replay(java_get("/api/alerts")).body)
    deleted = replay(java_get(f"/api/alerts/{alert['id']}", method="DELETE"))

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", alert["date"])
    assert alert["policy"] == alert["filterProfile"] == "alerting"
    assert (alert["context"], alert["documentId"], alert["filterType"]) == ("ctx", "doc-1", "ssn")
    assert alert["strategyId"] == "strategy-1"
    assert TEXT.split()[3][:11] not in json.dumps(alert)
    assert deleted.status == 200
    assert json.loads(replay(java_get("/api/alerts")).body) == []


def test_go_filters_and_explains(replay):
    path = "?c=context&d=&p=default"
    filtered = replay(go("POST", f"/api/filter{path}", TEXT.encode(), "Content-Type: text/plain"))
    explained = replay(go("POST", f"/api/explain{path}", TEXT.encode(), "Content-Type: text/plain"))

    assert (filtered.status, filtered.text) == (200, REDACTED)
    assert re.fullmatch("[0-9a-f]{32}", filtered.headers["x-document-id"])
    for span in json.loads(explained.body)["explanation"]["appliedSpans"]:
        is_a_span(span)


def test_go_reads_status_and_profiles(replay):
    assert json.loads(replay(go("GET", "/api/status")).body)["status"] == "Healthy"
    assert "default" in json.loads(replay(go("GET", "/api/profiles")).body)
    assert json.loads(replay(go("GET", "/api/profiles/default")).body)["name"] == "default"


def test_go_stores_a_profile(replay):
    body = POLICY.replace("java", "go").encode()
    stored = replay(go("POST", "/api/profiles", body, "Content-Type: application/json"))

    assert stored.status == 201  # as Philter says, and its Go client does not expect
    assert replay(go("GET", "/api/profiles/go")).body == body
    assert replay(go("DELETE", "/api/profiles")).status == 405  # the client forgets the name


def test_python_filters_and_explains(replay):
    assert replay(python("/api/filter", TEXT)).text == REDACTED
    assert json.loads(replay(python("/api/explain", TEXT)).body)["filteredText"] == REDACTED


def test_dotnet_filters_and_explains(replay):
    filtered = replay(dotnet("POST", "/api/filter", TEXT.encode(), "text/plain", "text/plain"))
    explained = replay(dotnet("POST", "/api/explain", TEXT.encode(), "application/json", "text/plain"))

    assert (filtered.status, filtered.text) == (200, REDACTED)
    for span in json.loads(explained.body)["explanation"]["appliedSpans"]:
        is_a_span(span)


def test_dotnet_filters_a_pdf_by_what_it_accepts(replay, pdf):
    as_pdf = replay(dotnet("POST", "/api/filter", pdf, "application/pdf", "application/pdf"))
    as_pictures = replay(dotnet("POST", "/api/filter", pdf, "image/jpeg", "application/pdf"))

    assert as_pdf.body.startswith(b"%PDF-")
    assert as_pictures.body.startswith(b"PK")


def test_dotnet_reads_status_alerts_and_profiles(replay):
    body = POLICY.replace("java", "net").encode()
    stored = replay(dotnet("POST", "/api/profiles", body, kind="application/json"))

    assert stored.status == 201
    assert json.loads(replay(dotnet("GET", "/api/status")).body)["status"] == "Healthy"
    assert json.loads(replay(dotnet("GET", "/api/alerts")).body) == []
    assert "net" in json.loads(replay(dotnet("GET", "/api/profiles", accept="application/json")).body)
    assert replay(dotnet("GET", "/api/profiles/net", accept="application/json")).body == body
    assert replay(dotnet("DELETE", "/api/profiles/net")).status == 200
    assert replay(dotnet("GET", "/api/replacements?d=x", accept="application/json")).status == 503


def test_the_guides_curl_saves_a_zip(replay, pdf):
    answer = replay(post("/api/filter", pdf, "User-Agent: curl/7.88.1", "Accept: */*", "Content-type: application/pdf"))

    assert answer.body.startswith(b"PK")
