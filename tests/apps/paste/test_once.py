"""The same request sent twice under an Idempotency-Key, as a program does whose connection broke."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

TEXT = "please ask Jane Doe, her code is SENTINEL-41."


@pytest.fixture(scope="module")
def server(run_server):
    return run_server("paste", pastes_per_minute=0)


@pytest.fixture
def client(server):
    with httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client:
        yield client


@pytest.fixture
def key():
    return {"Idempotency-Key": str(uuid.uuid4())}


def count(server) -> int:
    with server.services.store._database.connect() as connection:
        return connection.exec_driver_sql("select count(*) from pastes").scalar()


def test_the_same_request_is_answered_the_same_and_makes_one_paste(client, server, key):
    asked = {"text": TEXT, "ttl": "1d", "reveals": 2, "passphrase": "sesame"}
    before = count(server)
    first, second = (client.post("/api/paste", json=asked, headers=key) for _ in range(2))

    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (201, first.json())
    assert count(server) == before + 1
    plain = [client.post("/api/paste?ttl=1d", content=TEXT, headers={"Idempotency-Key": "p" * 20}) for _ in range(2)]
    assert plain[0].text == plain[1].text
    assert plain[0].text.startswith("public ")
    assert count(server) == before + 2
    assert client.post("/api/paste", json=asked).json()["id"] != first.json()["id"]


@pytest.mark.parametrize("other", [{"text": TEXT + "!"}, {"ttl": "1h"}, {"reveals": 1}, {"passphrase": "x"}])
def test_the_same_key_with_another_request_is_refused_and_gives_nothing_away(client, server, key, other):
    made = client.post("/api/paste", json={"text": TEXT, "ttl": "1d"}, headers=key).json()
    before = count(server)
    refused = client.post("/api/paste", json={"text": TEXT, "ttl": "1d"} | other, headers=key)

    assert refused.status_code == 422
    assert refused.json()["error"].startswith("This Idempotency-Key came before with another request.")
    assert made["id"] not in refused.text
    assert count(server) == before


def test_a_key_that_is_none_is_refused_before_anything_is_made(client, server):
    before = count(server)
    answer = client.post("/api/paste", content=TEXT, headers={"Idempotency-Key": "1"})

    assert (answer.status_code, count(server)) == (400, before)
    assert "a random UUID" in answer.json()["error"]


def test_a_refused_request_leaves_its_key_free(client, key):
    assert client.post("/api/paste", json={"text": " "}, headers=key).status_code == 400
    assert client.post("/api/paste", json={"text": TEXT}, headers=key).status_code == 201


def test_of_many_at_once_under_one_key_one_is_made_and_all_are_told_of_it(server, key):
    before, start = count(server), threading.Barrier(16)

    def send(_: int) -> str:
        start.wait()
        answer = httpx.post(f"{server.url}/api/paste", json={"text": TEXT}, headers=key, timeout=60, trust_env=False)
        assert answer.status_code == 201
        return answer.json()["id"]

    with ThreadPoolExecutor(16) as threads:
        ids = set(threads.map(send, range(16)))

    assert len(ids) == 1
    assert count(server) == before + 1


def test_the_queued_endpoint_takes_a_key_too(server):
    queued = Client(server.url, analytics_enabled=False, verbose=False)
    key = str(uuid.uuid4())
    first, second = (queued.predict(text=TEXT, idempotency_key=key, api_name="/create_paste") for _ in range(2))

    assert first == second
    with pytest.raises(AppError, match="came before with another request"):
        queued.predict(text=TEXT, findings=[], idempotency_key=key, api_name="/create_paste")


def test_no_key_or_token_of_it_reaches_the_database_or_the_log(client, server, key, caplog, capfd):
    caplog.set_level("DEBUG")
    made = client.post("/api/paste", json={"text": TEXT}, headers=key).json()
    client.post("/api/paste", json={"text": TEXT}, headers=key)
    client.post("/api/paste", json={"text": TEXT + "x"}, headers=key)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    written = "".join(ours) + "".join(capfd.readouterr())
    kept = b"".join(path.read_bytes() for path in server.settings.data.rglob("*") if path.is_file())

    for needle in (key["Idempotency-Key"], made["fragment_path"][-43:], made["delete_path"][-43:]):
        assert needle not in written
        assert needle.encode() not in kept
