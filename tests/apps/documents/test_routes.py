"""Open documents: their pages as pictures and boxes, for whoever knows the name, until they are closed."""

import base64
import io
import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import httpx
import pytest
from PIL import Image

from shared.formats import open_document
from shared.settings import Settings
from tests.shared.formats import docxs, pdfs
from tests.shared.formats.test_docx_looks import with_picture

PDF = pdfs.written([(72, 100, "dear Jane Miller, please ask Bob Smith.")], [(72, 100, "Page two.")])


DOCX = docxs.build(docxs.p("dear Jane Miller, please ask Bob Smith."))


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


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", PDF), ("a.docx", DOCX), ("a.txt", b"dear Jane Miller, dear Bob Smith")]
)
@pytest.mark.parametrize("style", ["pseudonyms", "labels", "boxes", "policy"])
def test_a_preview_says_what_the_copy_says(running, client, analyze, name, data, style):
    answer = analyze(name, data)
    decisions = {"accepted": "all", "style": style, "seed": "0123456789abcdef", "threshold": 0}
    url = f"{running.url}/documents/d/{answer['document']['id']}"
    said = httpx.post(f"{url}/preview", json={"decisions": decisions, "policy": "mask"}).json()["redactions"]
    again = httpx.post(f"{url}/preview", json={"decisions": decisions, "policy": "mask"}).json()["redactions"]
    made = client.predict(None, decisions, "mask", answer["document"]["id"], api_name="/redact_document")
    text = open_document(base64.b64decode(made["file"]), Settings(), name.partition(".")[2]).map.text

    assert said == again and len(said) == 2
    for one in said:
        words = one.get("drawn", "") if name == "a.pdf" else one["replacement"]
        assert words in text
        assert (style == "boxes" or style == "policy") or words


def test_what_is_made_up_without_a_seed_differs_and_a_seed_that_can_be_guessed_is_refused(running, analyze):
    url = f"{running.url}/documents/d/{analyze('a.docx', DOCX)['document']['id']}/preview"

    def asked(**more: object) -> httpx.Response:
        return httpx.post(url, json={"decisions": {"threshold": 0, "style": "pseudonyms", **more}})

    assert asked().json() != asked().json()
    refused = asked(seed="short")
    assert refused.status_code == 400 and "seed must be" in refused.text
    assert httpx.post(url, content=b"no json").status_code == 400
    assert httpx.post(url.replace("/documents/d/", "/documents/d/0"), json={}).status_code == 404


def test_a_picture_of_a_word_file_comes_as_pixels_alone(running, analyze):
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "JPEG", comment=b"SENTINEL-4471")
    answer = analyze("a.docx", with_picture(out.getvalue()))
    url = f"{running.url}/documents/d/{answer['document']['id']}/picture"

    [picture] = answer["document"]["pictures"]
    assert picture == {"number": 1, "width": 100.0, "height": 50.0, "shown": True, "ocr": False}
    assert [block.get("picture") for block in answer["blocks"]] == [None, 1, None]
    status, png, headers = ask(f"{url}/1.png")
    assert (status, headers["content-type"], headers["cache-control"]) == (200, "image/png", "no-store")
    assert b"SENTINEL" not in png and Image.open(io.BytesIO(png)).size == (40, 20)
    assert json.loads(ask(f"{url}/1.json")[1])["words"] == []
    for missing in ("0.png", "2.png", "x.png", "2.json", "1.gif"):
        assert ask(f"{url}/{missing}")[0] == 404


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
    name = httpx.post(f"{running.url}/gradio_api/upload", files={"files": ("a.pdf", pdfs.locked())}).json()[0]
    data = {"data": [{"path": name, "meta": {"_type": "gradio.FileData"}}]}
    event = httpx.post(f"{running.url}/gradio_api/call/analyze_document", json=data).json()["event_id"]
    said = httpx.get(f"{running.url}/gradio_api/call/analyze_document/{event}", timeout=60).text

    assert '"title": "password_needed"' in said


OWN = json.dumps(
    {
        "identifiers": {
            "everything": {},
            "identifiers": [{"classification": "lot", "pattern": "lot [a-z]+-[a-z]+"}],
        }
    }
)
LETTER = b"dear Jane Miller, lot crimson-fox of PERHAPS-Bob, and SENTINEL-4471."


def words(answer) -> list[str]:
    return [answer["text"][span["start"] : span["end"]] for span in answer["spans"]]


def test_an_open_document_is_looked_through_again_without_its_file(client, analyze):
    first = analyze("a.txt", LETTER)
    name = first["document"]["id"]

    def again(**chosen: str):
        return client.predict(file=None, document=name, **chosen, api_name="/analyze_document")

    assert words(first) == ["Jane Miller", "SENTINEL-4471"]
    assert words(again(operating_point="recall")) == ["Jane Miller", "PERHAPS-Bob", "SENTINEL-4471"]
    assert words(again(operating_point="precision")) == ["SENTINEL-4471"]
    assert words(again(policy=OWN)) == ["Jane Miller", "lot crimson-fox", "SENTINEL-4471"]
    last = again()
    assert (words(last), last["text"]) == (words(first), first["text"])
    assert last["document"]["id"] != name, "whoever looks at the first still sees what was told of it"


def test_by_another_policy_that_looks_for_the_same_nothing_is_searched_again(client, analyze, running):
    first = analyze("a.txt", LETTER)
    calls = len(running.services.engine().calls)
    masked = client.predict(
        file=None, document=first["document"]["id"], policy="secrets-only", api_name="/analyze_document"
    )

    assert len(running.services.engine().calls) == calls
    assert words(masked) == words(first)
    assert [span["replacement"] for span in masked["spans"]] == [None, "<SECRET>"]


def test_what_a_policy_looks_for_is_found_and_goes_as_it_says(client, analyze, tmp_path):
    found = analyze("a.txt", LETTER, policy=OWN)
    [number] = [span for span in found["spans"] if span["kind"]]
    copy = client.predict(
        file=None, decisions=[number], document=found["document"]["id"], policy=OWN, api_name="/redact_document"
    )

    assert (number["label"], number["replacement"]) == ("custom", "{{{REDACTED-id}}}")
    assert base64.b64decode(copy["file"]).decode() == LETTER.decode().replace("lot crimson-fox", "{{{REDACTED-id}}}")


def test_a_document_that_is_closed_cannot_be_looked_through_again(client, analyze):
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match="not open here any more"):
        client.predict(file=None, document="0" * 32, api_name="/analyze_document")
