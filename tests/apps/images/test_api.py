"""What clients get: the shape of the answer, the examples and nothing beside them, refusals in one sentence."""

import base64
import io
import json
import urllib.error
import urllib.request

import pytest
from PIL import Image

from apps.images.examples import EXAMPLES
from shared.formats.ocr import ocr_available
from tests.shared.formats.pictures import chunk_kinds, encoded, written
from tests.shared.formats.test_image_marks import qr_code

needs_tesseract = pytest.mark.skipif(not ocr_available()[0], reason="Tesseract is not installed")


@pytest.fixture(scope="module")
def images(run_server):
    """The Image Anonymizer alone, with the fake engine."""
    return run_server("images").url


@pytest.fixture(scope="module")
def client(images):
    from gradio_client import Client

    return Client(images, analytics_enabled=False, verbose=False)


def anonymize(client, path):
    from gradio_client import handle_file

    return client.predict(image=handle_file(str(path)), api_name="/anonymize_screenshot")


def fetch(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@needs_tesseract
def test_a_policy_says_which_bars_cover_and_how_they_look(client, tmp_path):
    from gradio_client import handle_file

    path = tmp_path / "shot.png"
    path.write_bytes(encoded(written("please ask Jane Doe", "or mail jane.doe@example.com")))
    policy = {
        "identifiers": {"emailAddress": {"emailAddressFilterStrategies": [{"strategy": "REDACT", "color": "red"}]}},
        "config": {"pdf": {"redactionColor": "blue", "showReplacement": True}},
    }

    answer = client.predict(image=handle_file(str(path)), policy=json.dumps(policy), api_name="/anonymize_screenshot")

    assert {box["label"]: box["on"] for box in answer["boxes"]} == {"private_person": False, "private_email": True}
    assert answer["look"] == {"fill": "blue", "word": True}
    assert answer["looks"] == {"private_email": {"fill": "red"}}


@needs_tesseract
def test_a_client_asks_for_a_page_of_several_and_says_what_is_covered(client, tmp_path):
    from gradio_client import handle_file

    qr = Image.new("RGB", (400, 300), "white")
    qr.paste(qr_code("opening hours"), (60, 40))
    path = tmp_path / "scan.tiff"
    path.write_bytes(encoded(Image.new("RGB", (60, 40)), "TIFF", save_all=True, append_images=[qr]))

    def asked(**more):
        return client.predict(image=handle_file(str(path)), page=2, api_name="/anonymize_screenshot", **more)

    answer = asked()
    assert (answer["page"], answer["pages"], answer["width"]) == (2, 2, 400)
    assert [box["label"] for box in answer["boxes"]] == ["qr_code"]
    assert asked(codes="off", faces=False)["boxes"] == []


@needs_tesseract
def test_a_client_gets_the_picture_and_its_boxes(client, tmp_path):
    path = tmp_path / "shot.png"
    path.write_bytes(encoded(written("please ask Jane Doe", "or mail jane.doe@example.com")))

    answer = anonymize(client, path)

    assert answer.keys() == {
        "image_data_url",
        "width",
        "height",
        "boxes",
        "words",
        "look",
        "looks",
        "page",
        "pages",
        "text",
        "engine",
        "seconds",
        "read",
        "notes",
    }
    png = base64.b64decode(answer["image_data_url"].removeprefix("data:image/png;base64,"))
    assert Image.open(io.BytesIO(png)).size == (answer["width"], answer["height"]) == Image.open(path).size
    assert set(chunk_kinds(png)) == {b"IHDR", b"IDAT", b"IEND"}
    box = answer["boxes"][0]
    shape = {"id", "finding", "x", "y", "w", "h", "line"}
    assert box.keys() == {*shape, "label", "kind", "text", "on", "score", "source"} and box["on"] is True
    assert all(isinstance(box[key], int) for key in ("id", "finding", "x", "y", "w", "h", "line"))
    first, *_, last = answer["words"]
    assert first.keys() == {"x", "y", "w", "h", "line", "text"}
    assert (first["text"], first["line"], last["text"], last["line"]) == ("please", 0, "jane.doe@example.com", 1)
    assert (box["label"], box["text"]) == ("private_person", "Jane Doe")
    assert answer["text"].startswith("please ask Jane Doe\n")
    assert answer["engine"] == "fake" and answer["read"] is True


@needs_tesseract
def test_a_client_gets_the_redacted_picture(client, tmp_path):
    from gradio_client import handle_file

    path = tmp_path / "shot.png"
    path.write_bytes(encoded(written("please ask Jane Doe", "about the invoice")))

    answer = client.predict(image=handle_file(str(path)), format="webp", api_name="/redact_image")

    assert answer["name"] == "redacted.webp" and answer["type"] == "image/webp"
    assert answer["verdict"]["removed"] == 1 and all(check["passed"] for check in answer["verdict"]["checks"])
    copy = Image.open(io.BytesIO(base64.b64decode(answer["file"]))).convert("L")
    assert copy.crop((230, 52, 330, 66)).getextrema() == (0, 0)

    box = {"x": 0, "y": 0, "w": 30, "h": 30, "label": "private_person"}
    by_hand = client.predict(image=handle_file(str(path)), decisions=[box], api_name="/redact_image")
    assert by_hand["verdict"]["by_label"] == {"private_person": 1}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"nothing that is a picture", "not a picture"),
        (b"<svg><script>alert(1)</script></svg>", "SVG"),
        (b"\x89PNG\r\n\x1a\n broken", "damaged"),
    ],
)
def test_what_is_no_picture_gets_one_sentence(client, tmp_path, data, sentence):
    from gradio_client.exceptions import AppError

    path = tmp_path / "shot.png"
    path.write_bytes(data)

    with pytest.raises(AppError, match=sentence):
        anonymize(client, path)


def test_there_are_at_least_four_examples_and_each_is_a_picture(images):
    status, body = fetch(f"{images}/examples/")
    listed = json.loads(body)

    assert status == 200 and len(listed) >= 4
    for example in listed:
        status, png = fetch(images + example["url"])
        assert status == 200
        assert Image.open(io.BytesIO(png)).size == (example["width"], example["height"])
        assert example["alt"] and example["title"]


@pytest.mark.parametrize(
    "path",
    [
        "/examples/..%2f..%2fapp.py",
        "/examples/%2e%2e/app.py",
        "/examples/draw.py",
        "/examples/draw.png",
        "/examples/chat",
        "/examples/..%2fexamples%2fchat.png",
        "/examples//etc/passwd",
        "/examples/%00.png",
    ],
)
def test_nothing_but_the_examples_is_served(images, path):
    status, body = fetch(images + path)

    assert status in (400, 404)
    assert b"import" not in body


def test_the_examples_hold_no_metadata():
    for example in EXAMPLES.values():
        assert set(chunk_kinds(example.png())) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
