"""Calls wait their turn, are bounded, can be cancelled, and never keep a page from answering."""

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from shared.engine import asking
from shared.errors import Busy
from shared.web import endpoint, progress
from shared.web.endpoints import Workers
from tests.fakes import EngineThatWaits, FakeEngine

LIMIT = 2


@pytest.fixture
def slow(run_server: Any, make_place: Any) -> Iterator[Any]:
    """A server whose endpoint waits for its engine, two at a time, with room for three more."""
    engine = EngineThatWaits()
    place = make_place(
        "together", engine=engine, max_queue=3, install_more=lambda server, services: install(server, engine)
    )
    yield place, engine
    engine.go.set()


def install(server: Any, engine: EngineThatWaits) -> None:
    @endpoint(server, "wait", limit=LIMIT)
    def wait(text: str) -> dict[str, Any]:
        return {"found": len(engine.find([text], progress("Waiting"))[0])}


def join(place: Any, session: str = "s") -> Any:
    index = next(one["id"] for one in place.client.get("/config").json()["dependencies"] if one["api_name"] == "wait")
    body = {"data": ["Jane Doe"], "fn_index": index, "session_hash": session}
    return place.client.post("/gradio_api/queue/join", json=body), index


def entered(engine: EngineThatWaits, count: int) -> int:
    return sum(engine.entered.acquire(timeout=5 if number < count else 0.2) for number in range(count + 1))


def test_what_the_queue_cannot_hold_is_told_that_we_are_busy(slow):
    place, engine = slow
    first = [join(place)[0].status_code for _ in range(LIMIT)]
    assert entered(engine, LIMIT) == LIMIT
    answers = [join(place)[0] for _ in range(5)]

    assert first == [200] * LIMIT
    assert [answer.status_code for answer in answers] == [200, 200, 200, 503, 503]
    assert answers[-1].json()["error"].startswith("Busy: ")
    assert answers[-1].json()["detail"] == answers[-1].json()["error"]


def test_a_cancelled_call_frees_its_slot_only_when_its_work_has_ended(slow):
    place, engine = slow
    joined, index = join(place, "one")
    assert entered(engine, 1) == 1
    body = {"session_hash": "one", "fn_index": index, "event_id": joined.json()["event_id"]}
    assert place.client.post("/gradio_api/cancel", json=body).json() == {"success": True}
    for session in ("two", "three"):
        assert join(place, session)[0].status_code == 200

    # Both may run now, as progress told the first one to end; never are there three.
    assert entered(engine, LIMIT) == LIMIT


def test_a_call_whose_client_has_gone_ends_at_its_next_step(slow):
    place, engine = slow
    assert join(place, "gone")[0].status_code == 200
    assert entered(engine, 1) == 1
    with place.client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "gone"}) as stream:
        next(stream.iter_lines())
    queue = place.server.get_blocks()._queue
    for _ in range(400):
        if not queue.event_ids_to_events:
            break
        time.sleep(0.05)

    assert not queue.event_ids_to_events
    assert not engine.go.is_set()


def test_pages_answer_while_forty_two_calls_are_slow(run_server, make_place):
    engine = EngineThatWaits()

    def crowd(server: Any, services: Any) -> None:
        @endpoint(server, "wait", limit=42)
        def wait(text: str) -> dict[str, Any]:
            return {"found": len(engine.find([text])[0])}

    place = make_place("together", engine=engine, install_more=crowd)
    try:
        joined = [join(place, f"s{number}")[0].status_code for number in range(42)]
        assert joined == [200] * 42
        assert engine.entered.acquire(timeout=10)

        answered = threading.Event()

        def ask() -> None:
            if all(place.client.get(path).status_code == 200 for path in ("/", "/api/status", "/common/tokens.css")):
                answered.set()

        threading.Thread(target=ask, daemon=True).start()
        assert answered.wait(5), "a plain route waited for the calls"
        assert not engine.go.is_set()
    finally:
        engine.go.set()


async def _too_many(workers: Workers, go: threading.Event) -> None:
    running = [asyncio.create_task(workers.run(go.wait)) for _ in range(2)]
    while not workers._waiting:
        await asyncio.sleep(0)
    with pytest.raises(Busy):
        await workers.run(go.wait)
    go.set()
    assert await asyncio.gather(*running) == [True, True]


def test_plain_routes_may_bound_how_many_wait():
    def run() -> None:
        asyncio.run(_too_many(Workers(1, most_waiting=1), threading.Event()))

    with ThreadPoolExecutor(1) as thread:  # after a browser test, the main thread has an event loop already
        thread.submit(run).result()


def test_an_endpoint_without_type_hints_is_refused_when_it_is_made(together):
    with pytest.raises(TypeError, match="needs type hints for text, return"):

        @endpoint(together.server, "bare")
        def bare(text):
            return text


class EngineThatNotes(FakeEngine):
    """Remembers for whom it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.clients: list[str] = []

    def find(self, texts, progress=None):
        self.clients.append(asking.get())
        return super().find(texts, progress)


def test_the_engine_is_told_who_asks_so_that_each_has_their_turn(make_place):
    engine = EngineThatNotes()
    place = make_place("app.example.org", engine=engine)  # a proxy of ours says who it is

    for client in ("203.0.113.7", "198.51.100.9"):
        place.client.headers["X-Forwarded-For"] = client
        assert place.call("probe_text", "Jane Doe")[0] == "complete"
        assert place.client.post("/api/engine", json={"texts": ["Jane Doe"]}).status_code == 200
        assert place.client.post("/api/paste", content=b"Jane Doe").status_code == 201
        assert engine.clients == [client] * 3
        engine.clients.clear()
