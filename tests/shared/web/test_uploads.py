"""A client can make the server read what it sent, and nothing else; and what it sent is gone after one reading."""

import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from shared.errors import Busy, TooMany
from shared.web.uploads import MOST_FILES_EACH, UPLOADS, Uploads

META = {"_type": "gradio.FileData"}
PASSWD = Path("/etc/passwd").read_text().splitlines()[0]


def files_under(place: Any) -> list[Path]:
    return [path for path in place.running.settings.uploads.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "value",
    [
        {"path": "/etc/passwd"},
        {"path": "/etc/passwd", "meta": META},
        {"path": "/etc/passwd", "meta": {"_type": "something.else"}},
        {"path": "../../../../../../etc/passwd", "meta": META},
        {"path": "upload/../../../etc/passwd"},
        {"path": "upload/" + "0" * 64},
        {"path": "upload/" + "0" * 64 + "\n"},
        {"path": "file:///etc/passwd", "meta": META},
        {"path": "", "meta": META},
        {"path": None},
        {"path": ["/etc/passwd"]},
        {"url": "/gradio_api/file=/etc/passwd", "meta": META},
        {"orig_name": "passwd"},
        "/etc/passwd",
        ["/etc/passwd"],
        None,
        7,
        True,
    ],
    ids=str,
)
def test_no_path_of_the_server_is_read_however_it_is_dressed(place, value):
    for name in place.file_endpoints:
        event, answer = place.call(name, value)

        assert event == "error"
        assert answer["error"].endswith(".")
        assert PASSWD not in str(answer)


def test_a_link_planted_where_an_upload_would_lie_is_never_followed(place):
    path = place.upload(b"the real upload")
    planted = place.running.settings.uploads / path
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.symlink_to("/etc/passwd")
    try:
        for name in place.file_endpoints:
            for asked in (str(planted), f"{place.running.settings.uploads.name}/{path}"):
                event, answer = place.call(name, {"path": asked, "meta": META})

                assert event == "error"
                assert PASSWD not in str(answer)
        assert place.call("probe_file", {"path": path})[1] == [{"text": "the real upload"}]
    finally:
        planted.unlink()
        planted.parent.rmdir()


def test_no_address_is_fetched_for_a_client(place):
    heard = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        port = listener.getsockname()[1]
        addresses = (f"http://127.0.0.1:{port}/x", "https://example.com/x")
        values = [
            {key: address} | extra for address in addresses for key in ("path", "url") for extra in ({}, {"meta": META})
        ]
        for name in place.file_endpoints:
            for value in values:
                event, _ = place.call(name, value)

                assert event == "error"
        try:
            listener.accept()
            heard.set()
        except TimeoutError:
            pass

    assert not heard.is_set()


@pytest.mark.parametrize("route", ["file=", "file%3D", "%66ile=", "/file=", "file/", "stream/", "proxy="])
def test_an_upload_cannot_be_fetched_back(place, route):
    path = place.upload(b"nobody else's")
    for asked in (path, "/" + path, f"{place.running.settings.uploads}/{path}"):
        answer = place.client.get(f"/gradio_api/{route}{asked}")

        assert answer.status_code == 404
        assert "nobody else's" not in answer.text


def test_an_upload_has_a_random_name_even_for_the_same_content(place):
    first, second = place.upload(b"the same"), place.upload(b"the same")

    assert first != second
    assert re.fullmatch(r"upload/[0-9a-f]{64}", first)


def test_people_who_send_the_same_file_at_the_same_moment_do_not_meet(together):
    def send_and_read(_: int) -> object:
        return together.call("probe_file", {"path": together.upload(b"the same")})

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send_and_read, range(24)))

    assert answers == [("complete", [{"text": "the same"}])] * 24


def test_an_upload_is_read_once_and_is_gone_after_success_and_after_failure(place):
    path = place.upload(b"once")
    assert place.call("probe_file", {"path": path, "meta": META}) == ("complete", [{"text": "once"}])
    assert place.call("probe_file", {"path": path, "meta": META})[0] == "error"

    failing = place.upload(b"never read")
    assert place.call("probe_failure_with_file", {"path": failing, "meta": META})[0] == "error"
    assert place.call("probe_file", {"path": failing, "meta": META})[0] == "error"

    assert UPLOADS.take(path) is None
    assert UPLOADS.take(failing) is None
    assert files_under(place) == []


def test_every_file_endpoint_takes_an_upload_away_whatever_becomes_of_it(place):
    for name in place.file_endpoints:
        path = place.upload(b"\x00\x01 neither a document nor a picture")
        place.call(name, {"path": path, "meta": META})

        assert UPLOADS.take(path) is None
    assert files_under(place) == []


def test_an_aborted_upload_and_one_under_another_name_leave_nothing(place):
    before = len(UPLOADS)
    address = (place.client.base_url.host, place.client.base_url.port)
    with socket.create_connection(address) as connection:
        head = f"POST /gradio_api/upload HTTP/1.1\r\nHost: {place.client.headers.get('host', '127.0.0.1')}\r\n"
        head += "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
        part = '--b\r\nContent-Disposition: form-data; name="files"; filename="x.txt"\r\n\r\nhalf of it'
        connection.sendall((head + part).encode())
    answer = place.client.post("/gradio_api/upload", files={"other": ("x.txt", b"not for us")})

    assert answer.status_code == 400
    assert len(UPLOADS) == before
    assert files_under(place) == []


def test_an_upload_that_nobody_comes_for_is_swept():
    uploads = Uploads()
    name = uploads.put(b"forgotten")
    uploads.sweep(kept_seconds=60)
    assert len(uploads) == 1

    uploads.sweep(kept_seconds=0)
    assert uploads.take(name) is None


def test_uploads_that_wait_never_take_more_memory_than_they_may():
    uploads = Uploads()
    uploads.put(b"x" * 60)
    with uploads.receiving(100) as make_room, uploads.receiving(100) as make_more_room:
        make_room(30)
        with pytest.raises(Busy):
            make_more_room(11)
        make_more_room(10)
        assert uploads.bytes_held == 100

    assert uploads.bytes_held == 60


def test_one_client_holds_its_share_and_no_more():
    uploads = Uploads()
    with uploads.receiving(100, "one", 40) as make_room:
        make_room(30)
        uploads.put(b"x" * 30, "one")
    with uploads.receiving(100, "one", 40) as again, uploads.receiving(100, "two", 40) as of_another:
        with pytest.raises(TooMany, match="of yours"):
            again(11)
        of_another(40)
    uploads.sweep(kept_seconds=0)
    with uploads.receiving(100, "one", 40) as make_room:
        make_room(40)

    assert uploads.bytes_held == 0


def test_one_client_keeps_so_many_files_waiting_and_no_more():
    uploads = Uploads()
    names = [uploads.put(b"", "one") for _ in range(MOST_FILES_EACH)]
    with pytest.raises(TooMany):
        uploads.put(b"", "one")
    uploads.put(b"", "two")
    uploads.take(names[0])

    assert uploads.put(b"", "one")


def test_a_client_that_sends_files_and_never_comes_for_them_is_told_to_wait(make_place):
    small = make_place("together", max_client_bytes=100_000)
    statuses = [
        small.client.post("/gradio_api/upload", files={"files": ("x", b"x" * 40_000)}).status_code for _ in range(3)
    ]
    held = small.client.post("/gradio_api/upload", files={"files": ("x", b"x" * 40_000)})
    UPLOADS.sweep(0)

    assert statuses == [200, 200, 429]
    assert held.json()["error"].startswith("Many files of yours are waiting")
    assert held.headers["Retry-After"] == "30"


def test_an_upload_in_memory_does_not_show_itself():
    uploads = Uploads()
    uploads.put(b"SENTINEL")

    assert "SENTINEL" not in repr(vars(uploads))


def test_an_empty_file_and_a_body_that_is_no_form_get_one_sentence(place):
    event, answer = place.call("probe_file", {"path": place.upload(b"")})
    assert (event, answer["error"]) == ("error", "The file is empty. Choose one with something in it.")

    for kind, body in [("text/plain", b"x"), ("multipart/form-data", b"x"), ("multipart/form-data; boundary=b", b"x")]:
        refused = place.client.post("/gradio_api/upload", content=body, headers={"Content-Type": kind})

        assert refused.status_code == 400
        assert refused.json()["error"].endswith(".")


def test_a_form_that_ends_too_early_is_not_taken_for_whole(together):
    before = len(UPLOADS)
    whole = b'--b\r\nContent-Disposition: form-data; name="files"; filename="x"\r\n\r\nall of it\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    statuses = [
        together.client.post("/gradio_api/upload", content=whole[:end], headers=headers).status_code
        for end in (0, 10, 40, len(whole) - 14, len(whole) - 8, len(whole) - 3, len(whole))
    ]

    assert statuses[-1] == 200
    assert set(statuses[:-1]) == {400}
    assert len(UPLOADS) == before + 1


def test_many_files_and_endless_headers_are_refused(together):
    many = [("files", (f"{number}.txt", b"x")) for number in range(17)]
    assert together.client.post("/gradio_api/upload", files=many).status_code == 413

    endless = b"--b\r\n" + b"A" * 5000 + b": x\r\n\r\nx\r\n--b--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert together.client.post("/gradio_api/upload", content=endless, headers=headers).status_code == 400
