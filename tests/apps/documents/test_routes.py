"""Open documents: their pages as pictures and boxes, for whoever knows the name, until they are closed."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.shared.formats import docxs, pdfs

PDF = pdfs.written([(72, 100, "dear Jane Miller, please ask Bob Smith.")], [(72, 100, "Page two.")])


@pytest.fixture(scope="module")
def running(run_server):
    return run_server("documents")


@pytest.fixture(scope="module")
def client(running):
    from gradio_client import Client

    return Client(running.url, analytics_enabled=False, verbose=False)


@pytest.fixture
def analyze(client, tmp_path: Path):
    from gradio_client import handle_file

    def asked(name: str, data: bytes, **parameters: object):
        path = tmp_path / name
        path.write_bytes(data)
        return client.predict(file=handle_file(str(path)), api_name="/analyze_document", **parameters)

    return asked


def ask(url: str, method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, method=method, data=b"" if method == "POST" else None)
    try:
        with urllib.request.urlopen(request) as reply:
            return reply.status, reply.read(), dict(reply.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def test_a_pdf_stays_open_under_a_name_of_128_bits(analyze):
    document = analyze("a.pdf", PDF)["document"]

    assert re.fullmatch("[0-9a-f]{32}", document["id"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["expires"])
    page = {"number": 1, "width": 595.0, "height": 842.0, "rotation": 0, "has_image": False, "ocr": False}
    assert document["pages"] == [page, page | {"number": 2}]
    held = analyze("a.docx", docxs.everything())["document"]
    assert re.fullmatch("[0-9a-f]{32}", held["id"]) and held["pages"] == held["pictures"] == []


def test_a_page_comes_as_a_picture_as_sharp_as_it_is_asked_for(running, analyze):
    name = analyze("a.pdf", PDF)["document"]["id"]

    sizes = {}
    for scale in ("1", "2", "0.1", "99"):
        status, png, headers = ask(f"{running.url}/documents/d/{name}/page/1.png?scale={scale}")
        assert (status, headers["content-type"], headers["cache-control"]) == (200, "image/png", "no-store")
        assert png.startswith(b"\x89PNG")
        sizes[scale] = int.from_bytes(png[16:20])
    assert sizes == {"1": 595, "2": 1190, "0.1": 60, "99": 2380}


def test_words_and_findings_of_a_page_have_boxes(running, analyze):
    answer = analyze("a.pdf", PDF)
    status, body, _ = ask(f"{running.url}/documents/d/{answer['document']['id']}/page/1.json")
    page = json.loads(body)

    assert status == 200
    words = {answer["text"][word["start"] : word["end"]]: word for word in page["words"]}
    assert list(words) == ["dear", "Jane", "Miller,", "please", "ask", "Bob", "Smith."]
    left, top, right, bottom = words["Jane"]["box"]
    assert 72 < left < right < 140 and 80 < top < 100 < bottom < 110
    assert len(words["Jane"]["x"]) == 5 and words["Jane"]["x"] == sorted(words["Jane"]["x"])
    assert set(page["findings"]) == {"0", "1"}
    [box] = page["findings"]["0"]
    assert box[0] == pytest.approx(left, abs=0.1) and box[2] > words["Miller,"]["box"][0]


def test_what_is_not_there_answers_like_any_address_that_is_not(running, analyze):
    name = analyze("a.pdf", PDF)["document"]["id"]
    base = f"{running.url}/documents/d"
    _, nothing, _ = ask(f"{running.url}/nothing/at/all")

    assert ask(f"{base}/{name}/close", "POST")[0] == 204
    for path in (
        f"{name}/page/1.png", f"{name}/page/1.json", f"{'0' * 32}/page/1.png", f"{'0' * 32}/page/1.json",
        "x/page/1.png", f"{name}/nothing",
    ):  # fmt: skip
        status, body, _ = ask(f"{base}/{path}")
        assert (status, body) == (404, nothing), path
    assert ask(f"{base}/{name}/close", "POST")[:2] == (404, nothing)


@pytest.mark.parametrize("page", ["3.png", "0.png", "-1.png", "x.png", "3.json", "1.gif"])
def test_a_page_that_is_not_there_is_not_found(running, analyze, page):
    name = analyze("a.pdf", PDF)["document"]["id"]

    assert ask(f"{running.url}/documents/d/{name}/page/{page}")[0] == 404


def test_the_key_is_asked_for_here_as_everywhere(run_server):
    locked = run_server("documents", key="hush")

    assert ask(f"{locked.url}/documents/d/{'0' * 32}/page/1.png")[0] == 401


def test_a_locked_pdf_asks_for_its_password_in_a_word_that_the_page_knows(analyze):
    from gradio_client.exceptions import AppError

    data = pdfs.locked("hush")
    with pytest.raises(AppError, match="needs a password") as needed:
        analyze("a.pdf", data)
    with pytest.raises(AppError, match="not the password") as wrong:
        analyze("a.pdf", data, password="loud")
    answer = analyze("a.pdf", data, password="hush")

    assert "hush" not in str(needed.value) + str(wrong.value) + str(answer)
    assert answer["text"] == "Jane Miller"
    assert any("locked with a password" in note for note in answer["notes"])


def test_reasons_of_refusals_reach_the_page_as_words(running, client):
    """What gradio's JavaScript client reads as `title`."""
    import httpx

    name = httpx.post(f"{running.url}/gradio_api/upload", files={"files": ("a.pdf", pdfs.locked())}).json()[0]
    data = {"data": [{"path": name, "meta": {"_type": "gradio.FileData"}}]}
    event = httpx.post(f"{running.url}/gradio_api/call/analyze_document", json=data).json()["event_id"]
    said = httpx.get(f"{running.url}/gradio_api/call/analyze_document/{event}", timeout=60).text

    assert '"title": "password_needed"' in said
