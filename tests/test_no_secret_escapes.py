"""A secret goes through every face, on good and on bad ways, and is nowhere afterwards: no log, no file, no database.

Run one face's part with `pytest tests/test_no_secret_escapes.py -k images`.
"""

import io
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from apps.all.__main__ import installed_faces

FOUND = "SENTINEL-4f9c1d7a"
"""A secret that the engine finds."""

MISSED = "quibblewort4f9c1d7a"
"""A secret that nothing finds: it is personal all the same."""

TEXT = f"Jane Doe keeps {FOUND} and {MISSED} to herself."

META = {"_type": "gradio.FileData"}


def forms_of(secret: str) -> list[bytes]:
    return [secret.encode(), secret.encode("utf-16-le"), secret.encode("utf-16-be")]


NEEDLES = [form for secret in (FOUND, MISSED) for form in forms_of(secret)]


def holds_a_secret(data: bytes) -> bool:
    return any(needle in data for needle in NEEDLES)


class Watch(threading.Thread):
    """Looks again and again at every file below a folder, as a secret may be there for a moment only."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder = folder
        self.found: set[str] = set()
        self.stopped = threading.Event()

    def look(self) -> None:
        for folder, folders, files in os.walk(self.folder):
            for name in (*folders, *files):
                path = Path(folder, name)
                try:
                    # a link leads to a file that lies in memory only, or to one that is seen for itself
                    is_written = path.is_file() and not path.is_symlink()
                    if holds_a_secret(str(path).encode()) or (is_written and holds_a_secret(path.read_bytes())):
                        self.found.add(str(path.relative_to(self.folder)))
                except OSError:  # it was there for a moment only
                    continue

    def run(self) -> None:
        while not self.stopped.wait(0.02):
            self.look()


class Caller:
    """Sends things to the server and says what came back."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=60, trust_env=False)

    def upload(self, data: bytes, name: str) -> dict[str, Any]:
        sent = self.client.post("/gradio_api/upload", files={"files": (name, data)})
        assert sent.status_code == 200, sent.text
        return {"path": sent.json()[0], "orig_name": name, "meta": META}

    def call(self, endpoint: str, *data: Any) -> tuple[bool, Any]:
        joined = self.client.post(f"/gradio_api/call/{endpoint}", json={"data": list(data)})
        if joined.status_code != 200:
            return False, joined.text
        answer = self.client.get(f"/gradio_api/call/{endpoint}/{joined.json()['event_id']}").text
        event, _, rest = answer.rpartition("event: ")[2].partition("\n")
        return event == "complete", json.loads(rest.partition("data: ")[2])

    def works(self, endpoint: str, *data: Any) -> Any:
        good, answer = self.call(endpoint, *data)
        assert good, answer
        return answer[0]

    def is_refused(self, endpoint: str, *data: Any) -> None:
        good, answer = self.call(endpoint, *data)
        assert not good
        assert not holds_a_secret(json.dumps(answer).encode()), "an error repeats what was sent"

    def fails(self, method: str, path: str, **options: Any) -> None:
        answer = self.client.request(method, path, **options)
        assert answer.status_code >= 400
        assert not holds_a_secret(answer.content), f"{method} {path.partition('?')[0]} repeats what was sent"


def documents(caller: Caller) -> None:
    docx, pdf = a_docx(), a_pdf()
    for name, data in {"txt": TEXT.encode(), "md": f"# {TEXT}\n\n- {TEXT}".encode(), "docx": docx, "pdf": pdf}.items():
        answer = caller.works("analyze_document", caller.upload(data, f"{FOUND} {MISSED}.{name}"))
        assert FOUND in answer["text"], f"the {name} was not read at all"
    broken = {
        "cut.pdf": pdf[: len(pdf) // 2],
        "not.pdf": b"%PDF-1.7\n" + TEXT.encode(),
        "cut.docx": docx[: len(docx) // 2],
        "not.docx": b"PK\x03\x04" + TEXT.encode(),
        "unknown.bin": b"\x00\x01\x02\xff" + TEXT.encode(),
        "breaks.txt": f"break the engine: {TEXT}".encode(),
    }
    for name, data in broken.items():
        good, answer = caller.call("analyze_document", caller.upload(data, f"{FOUND}-{name}"))
        assert good or not holds_a_secret(json.dumps(answer).encode()), name
    caller.is_refused("analyze_document", {"path": f"/tmp/{FOUND}", "meta": META})
    caller.is_refused("analyze_document", {"url": f"http://127.0.0.1:9/{FOUND}"})
    open_documents(caller, pdf, docx)


def open_documents(caller: Caller, pdf: bytes, docx: bytes) -> None:
    """What a page asks for while somebody reviews, and the copy that follows."""
    for name, data in {"pdf": pdf, "docx": docx}.items():
        found = caller.works("analyze_document", caller.upload(data, f"{FOUND}.{name}"))
        document = found["document"]["id"]
        address, at = f"/documents/d/{document}", found["text"].index(MISSED)
        missed = {"start": at, "end": at + len(MISSED), "reason": FOUND}
        asked = {"decisions": {"accepted": "all", "spans": [missed]}, "policy": "default"}
        assert caller.client.post(f"{address}/preview", json=asked).status_code == 200
        assert caller.client.get(f"{address}/page/1.png").status_code == (200 if name == "pdf" else 404)
        copy = caller.works("redact_document", None, asked["decisions"], "default", document)
        assert not holds_a_secret(json.dumps(copy["verdict"]).encode())
        for wrong in (
            [{"start": FOUND, "end": MISSED}],
            [{**missed, "label": FOUND}],
            {FOUND: MISSED},
            {"spans": [{**missed, "reason": f"{MISSED}\x00"}]},
            {"accepted": [FOUND]},
            {"areas": [{"page": 1, "box": [FOUND, 0, 0, 10**400]}]},
            {"style": FOUND},
            {"options": {MISSED: True}},
            {"seed": FOUND + MISSED * 9},
        ):
            caller.is_refused("redact_document", None, wrong, "default", document)
            caller.fails("POST", f"{address}/preview", json={"decisions": wrong})
        caller.is_refused("redact_document", None, None, FOUND, document)
        caller.is_refused("analyze_document", None, FOUND, MISSED, "auto", "", document)
        caller.is_refused("redact_document", caller.upload(data, f"{FOUND}.{name}"), None, "default", "", MISSED, FOUND)
        caller.fails("POST", f"{address}/preview", content=f'{{"decisions": "{FOUND}'.encode())
        caller.fails("POST", f"{address}/preview", content=b"[" * 100_000)
        caller.fails("GET", f"{address}/page/{MISSED}.png")
        caller.fails("GET", f"{address}/page/1.png?scale={FOUND}")
        assert caller.client.post(f"{address}/close").status_code == 204
    caller.fails("GET", f"/documents/d/{FOUND}/page/1.json")


def images(caller: Caller) -> None:
    png = a_png()
    answer = caller.works("anonymize_screenshot", caller.upload(png, f"{FOUND} {MISSED}.png"))
    assert answer["width"] > 0
    for name, data in {"cut.png": png[: len(png) // 2], "not.png": b"\x89PNG\r\n\x1a\n" + TEXT.encode()}.items():
        good, refused = caller.call("anonymize_screenshot", caller.upload(data, f"{FOUND}-{name}"))
        assert good or not holds_a_secret(json.dumps(refused).encode())
    caller.is_refused("anonymize_screenshot", {"path": f"/tmp/{FOUND}"})
    box = {"x": 0, "y": 0, "w": 900, "h": 120, "label": FOUND, "kind": MISSED, "text": TEXT}
    tiff = a_tiff()
    for data, form in ((png, "png"), (tiff, "tiff"), (tiff, "pdf")):
        made = caller.works("redact_image", caller.upload(data, f"{FOUND}.{form}"), [box], "default", form)
        assert made["file"]
    for wrong in (
        [{**box, "x": FOUND}],
        [FOUND],
        [{**box, "polygon": [[FOUND, 1]]}],
        [{**box, "page": MISSED}],
        [{**box, "w": 10**400, "x": 10**400}],
    ):
        caller.is_refused("redact_image", caller.upload(png, f"{FOUND}.png"), wrong)
    caller.is_refused("redact_image", caller.upload(png, f"{FOUND}.png"), [box], FOUND)
    caller.is_refused("redact_image", caller.upload(png, f"{FOUND}.png"), [box], "default", MISSED)
    caller.is_refused("redact_image", caller.upload(tiff[: len(tiff) // 2], f"{FOUND}.tiff"), [box])


def paste(caller: Caller) -> None:
    made = caller.works("create_paste", TEXT, "1h")
    assert MISSED in caller.client.get(made["view_path"]).text
    assert FOUND in caller.client.get(made["reveal_path"]).text
    assert FOUND not in caller.client.get(f"{made['view_path']}?token={FOUND}").text
    assert caller.client.post("/api/paste", content=TEXT.encode()).status_code == 201
    assert caller.client.post("/api/paste", json={"text": TEXT, "ttl": "1d"}).status_code == 201
    caller.works("create_paste", TEXT, 1)
    own = {"identifiers": {"dictionaries": [{"terms": [FOUND]}]}}
    assert caller.client.post("/api/paste", json={"text": TEXT, "policy": own}).status_code == 201
    caller.fails("POST", "/api/paste", json={"text": TEXT, "policy": FOUND})
    for data in (
        (TEXT, FOUND),
        ({"text": TEXT}, "1h"),
        (f"break the engine: {TEXT}", "1h"),
        (TEXT * 6000, "never"),
        ([TEXT], "never"),
    ):
        caller.is_refused("create_paste", *data)
    caller.fails("POST", "/api/paste", content=f"break the engine: {TEXT}".encode())
    caller.fails("POST", "/api/paste", content=b"\xff\xfe" + TEXT.encode())
    caller.fails("POST", "/api/paste", content=f'{{"text": "{TEXT}', headers={"Content-Type": "application/json"})
    caller.fails("POST", f"/api/paste?ttl={FOUND}", content=TEXT.encode())
    caller.fails("GET", f"/view/{MISSED}", headers={"Accept": "text/html"})
    caller.fails("GET", f"/api/paste/{MISSED}?token={FOUND}")


def filter_api(caller: Caller) -> None:
    text, pdf = {"Content-Type": "text/plain"}, {"Content-Type": "application/pdf"}
    for query in ("", "?c=clinic&d=one", f"?c=case%20{MISSED}&p=pseudonymize"):
        redacted = caller.client.post(f"/api/filter{query}", content=TEXT.encode(), headers=text)
        assert redacted.status_code == 200
        assert FOUND not in redacted.text
        assert MISSED in redacted.text
    assert caller.client.post("/api/explain?c=clinic", content=TEXT.encode(), headers=text).status_code == 200
    assert caller.client.post("/api/filter", content=a_pdf(), headers=pdf).status_code == 200
    caller.fails("POST", "/api/filter", content=f"break the engine: {TEXT}".encode(), headers=text)
    caller.fails("POST", "/api/explain", content=f"break the engine: {TEXT}".encode(), headers=text)
    caller.fails("POST", "/api/filter", content=b"%PDF-1.7 " + TEXT.encode(), headers=pdf)
    caller.fails("POST", f"/api/filter?p={MISSED}", content=TEXT.encode(), headers=text)
    caller.fails("POST", "/api/filter", content=b"\xff\xfe" + TEXT.encode(), headers={"Content-Type": f"x/{MISSED}"})
    caller.fails("POST", "/api/policies", content=f'{{"name": "{MISSED}", "identifiers": "{FOUND}'.encode())
    caller.fails("GET", f"/api/policies/{MISSED}")
    caller.fails("DELETE", f"/api/contexts/{MISSED}")
    assert not holds_a_secret(caller.client.get("/api/alerts").content)
    caller.fails("POST", f"/api/filter?d={FOUND}%0A", content=TEXT.encode(), headers=text)
    policy = {"name": "mine", "identifiers": {"dictionaries": [{"terms": [FOUND, MISSED]}]}}
    assert caller.client.post("/api/policies", json=policy).status_code == 201
    assert not holds_a_secret(caller.client.post("/api/filter?p=mine", content=TEXT.encode(), headers=text).content)
    watched = {"name": "watch", "identifiers": {"secret": {"secretFilterStrategies": [{"alert": True}]}}}
    assert caller.client.post("/api/policies", json=watched).status_code == 201
    named = f"/api/filter?p=watch&c=case-{MISSED}&d={FOUND}"  # kept with the alert, and sealed
    assert caller.client.post(named, content=TEXT.encode(), headers=text).status_code == 200
    assert FOUND in caller.client.get("/api/alerts").text


def everywhere(caller: Caller) -> None:
    """What anybody can send to any server."""
    own = {"name": "own", "identifiers": {"dictionaries": [{"terms": [FOUND, MISSED]}]}}
    assert not holds_a_secret(caller.client.post("/policies/check", json=own).content)
    caller.fails("POST", "/policies/check", json={"identifiers": {"ssn": FOUND}})
    caller.fails("POST", "/policies/check", content=TEXT.encode())
    waiting = {"Content-Type": "application/json"}
    caller.fails("GET", f"/{MISSED}?q={FOUND}")
    caller.fails("GET", f"/{MISSED}?q={FOUND}", headers={"Accept": "text/html", "Referer": f"http://x/{FOUND}"})
    caller.fails("POST", f"/gradio_api/call/{MISSED}", json={"data": [FOUND]})
    caller.fails("POST", "/gradio_api/call/create_paste", json={"data": FOUND})
    caller.fails("POST", "/gradio_api/call/v2/create_paste", json={MISSED: FOUND})
    caller.fails("POST", "/gradio_api/queue/join", json={"data": [TEXT], "fn_index": FOUND})
    caller.fails("POST", "/gradio_api/queue/join", json={"data": [TEXT], "fn_index": 999, "session_hash": FOUND})
    caller.fails("POST", "/gradio_api/queue/join", content=f'{{"data": ["{TEXT}"', headers=waiting)
    caller.fails("POST", "/gradio_api/upload", files={MISSED: (FOUND, TEXT.encode())})
    caller.fails("POST", "/gradio_api/upload", content=TEXT.encode(), headers={"Content-Type": f"text/{MISSED}"})
    caller.upload(TEXT.encode(), f"{FOUND}-left-behind.txt")
    caller.client.post("/gradio_api/cancel", json={"session_hash": FOUND, "fn_index": 0, "event_id": MISSED})
    caller.client.get(f"/gradio_api/call/{MISSED}/{FOUND}")


WAYS: dict[str, Callable[[Caller], None]] = {
    "documents": documents,
    "images": images,
    "paste": paste,
    "filter": filter_api,
    "everywhere": everywhere,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, start_process: Any) -> Iterator[Any]:
    one = start_process(tmp_path_factory.mktemp("secrets"), "--engine", "FragileEngine")
    watch = Watch(one.folder)
    watch.start()
    yield one, watch
    watch.stopped.set()


@pytest.mark.parametrize("way", WAYS)
def test_a_secret_that_was_sent_is_nowhere_afterwards(server, way):
    if way != "everywhere" and way not in installed_faces():
        pytest.skip("this face is not here")
    one, watch = server
    WAYS[way](Caller(one.url))
    watch.look()

    assert watch.found == set()
    assert "Traceback" not in one.said


def test_after_the_stop_nothing_is_left_of_it_either(server):
    one, watch = server
    assert one.stop() == 0
    watch.look()

    assert watch.found == set()
    assert (one.data / "pastes.sqlite").exists() or "paste" not in installed_faces()


def test_this_search_finds_a_secret_that_is_there(tmp_path):
    (tmp_path / "log").write_text(f"failed on {TEXT}")
    watch = Watch(tmp_path)
    watch.look()

    assert watch.found == {"log"}


def a_docx() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = FOUND
    document.add_heading("A letter", 1)
    document.add_paragraph(TEXT)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def a_pdf() -> bytes:
    import pymupdf

    with pymupdf.open() as document:
        document.new_page().insert_text((72, 100), TEXT, fontsize=11)
        document.set_metadata({"author": FOUND})
        data: bytes = document.tobytes()
        return data


def a_picture() -> Any:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (900, 120), "white")
    ImageDraw.Draw(image).text((20, 40), TEXT, fill="black", font_size=24)
    return image


def a_tiff() -> bytes:
    image, buffer = a_picture(), io.BytesIO()
    image.save(buffer, "TIFF", save_all=True, append_images=[image], description=FOUND)
    return buffer.getvalue()


def a_png() -> bytes:
    from PIL import PngImagePlugin

    image = a_picture()
    comment = PngImagePlugin.PngInfo()
    comment.add_text("Author", FOUND)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", pnginfo=comment)
    return buffer.getvalue()
