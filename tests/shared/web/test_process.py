"""The process as a whole: it asks nobody, leaves nothing, and goes when told."""

import re
import signal
import socket
import stat

import httpx
import pytest
from gradio_client import Client


def half_an_upload(url: str) -> socket.socket:
    """An upload that has begun, on a connection that stays open."""
    host, port = url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)))
    head = f"POST /gradio_api/upload HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 100000\r\n"
    part = '--b\r\nContent-Disposition: form-data; name="files"; filename="x"\r\n\r\nSENTINEL-half'
    connection.sendall((head + "Content-Type: multipart/form-data; boundary=b\r\n\r\n" + part).encode())
    return connection


def test_nobody_outside_is_asked_and_a_stop_leaves_nothing(run_process):
    one = run_process()
    client = Client(one.url, analytics_enabled=False, verbose=False)
    assert client.predict("Write to Jane Doe", api_name="/create_paste")["findings"] == 1
    client.close()
    assert httpx.get(one.url, trust_env=False).status_code == 200
    sent = httpx.post(f"{one.url}/gradio_api/upload", files={"files": ("Jane.txt", b"SENTINEL-whole")}, trust_env=False)
    assert sent.status_code == 200
    assert stat.S_IMODE(one.data.stat().st_mode) == 0o700

    with half_an_upload(one.url):
        assert one.stop(signal.SIGTERM) == 0

    assert set(re.findall(r"looked up: (\S+)", one.said)) <= {"127.0.0.1", "localhost", "::1", "None"}
    assert [path for path in (one.data / "uploads").rglob("*") if path.is_file()] == []
    assert not list((one.folder / "tmp").iterdir())
    files = [path for path in one.folder.rglob("*") if path.is_file()]
    assert [path for path in files if b"SENTINEL" in path.read_bytes()] == []
    assert not re.search(r"Traceback|GET /|POST /", one.said)


@pytest.mark.slow
def test_a_stop_does_not_wait_for_a_model_that_is_deep_in_work(run_process):
    one = run_process("--engine", "EngineThatWaits")
    joined = httpx.post(f"{one.url}/gradio_api/call/create_paste", json={"data": ["Jane Doe"]}, trust_env=False)
    assert joined.status_code == 200

    assert one.stop(signal.SIGINT) == 0


def test_a_port_that_is_taken_is_one_sentence(capsys, tmp_path):
    from apps.all.__main__ import main

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["paste", "--port", str(port), "--data", str(tmp_path), "--model", str(tmp_path)]) == 1

    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last == f"Port {port} is taken. Stop what uses it, or choose another with --port."
