"""Of gradio there is what its two clients need, and it keeps nothing of what passes through."""

import gc
import logging
from collections import deque
from typing import Any

import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

from shared.web.machine import GRADIO_ROUTES

GONE = [
    *("/gradio_api/runs", "/gradio_api/run-history/buckets", "/gradio_api/openapi.json", "/gradio_api/queue/status"),
    *("/gradio_api/proxy=http://x", "/gradio_api/user", "/gradio_api/token", "/gradio_api/heartbeat/x"),
    *(
        "/gradio_api/theme.css",
        "/gradio_api/upload_progress?upload_id=x",
        "/gradio_api/dev/reload",
        "/gradio_api/vibe-code",
    ),
    *(
        "/gradio_api/deep_link?session_hash=x",
        "/gradio_api/mcp",
        "/gradio_api/mcp/sse",
        "/gradio_api/profiling/summary",
    ),
    *("/gradio_api/stream/a/b/1/playlist.m3u8", "/gradio_api/custom_component/a/b/c/d"),
    *("/monitoring", "/monitoring/summary", "/monitoring/x", "/docs", "/redoc", "/openapi.json", "/login", "/logout"),
    *("/theme.css", "/manifest.json", "/pwa_icon", "/static/img/logo.svg", "/assets/index.js", "/svelte/svelte.js"),
]
NOT_POSTED = [
    *("/gradio_api/run/create_paste", "/gradio_api/api/create_paste", "/gradio_api/run/probe_text"),
    *("/gradio_api/process_recording", "/gradio_api/component_server", "/gradio_api/stream/x", "/gradio_api/vibe-edit"),
    *("/gradio_api/run-history/connect", "/login", "/gradio_api/login"),
]


def test_what_clients_do_not_need_does_not_exist(place):
    assert {path: place.client.get(path).status_code for path in GONE} == dict.fromkeys(GONE, 404)
    assert {path: place.client.post(path, json={"data": ["x"]}).status_code for path in NOT_POSTED} == dict.fromkeys(
        NOT_POSTED, 404
    )


def paths(router: Any) -> set[str]:
    found = set()
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        found |= paths(inner) if inner is not None else {route.path}
    return found


def test_every_address_is_known(place):
    ours = {
        "/",
        "/api/status",
        "/gradio_api/upload",
        "/favicon.ico",
        "/robots.txt",
        "/common",
        "/probe/failure",
        "/source.tar.gz",
        "/policies",
        "/policies/check",
    }
    faces = tuple(f"/{name}" for name in ("documents", "images", "paste", "filter", "view", "examples", "api"))
    unknown = {path for path in paths(place.server.router) - ours - GRADIO_ROUTES if not path.startswith(faces)}

    assert unknown == set()


def test_nothing_of_a_session_is_kept_and_no_link_leads_to_it(place):
    joined = place.client.post(
        "/gradio_api/queue/join",
        json={"data": ["Jane Doe", 1], "fn_index": index_of(place, "probe_text"), "session_hash": "v"},
    )
    assert joined.status_code == 200
    with place.client.stream("GET", "/gradio_api/queue/data", params={"session_hash": "v"}) as stream:
        assert "Jane Doe" in "".join(stream.iter_text())

    assert place.client.get("/gradio_api/deep_link", params={"session_hash": "v"}).status_code == 404
    linked = place.client.get("/config", params={"deep_link": "x"})
    assert "Jane Doe" not in linked.text
    assert linked.json().get("deep_link_state") in (None, "invalid")
    assert not place.server.state_holder.session_data
    assert "v" not in place.server.state_holder
    assert not (place.running.settings.uploads / "deep_links").exists()


def index_of(place: Any, name: str) -> int:
    return next(one["id"] for one in place.client.get("/config").json()["dependencies"] if one["api_name"] == name)


def texts_in_memory(backwards: str) -> list[str]:
    """Where in this process a text is held; it comes backwards, so that the question is no answer.

    Tuples are not looked into: one that another thread is still filling has empty places, which end the process.
    """
    wanted = backwards[::-1]
    found = []
    for thing in gc.get_objects():
        try:
            inside = [*thing.keys(), *thing.values()] if type(thing) is dict else thing
            if type(inside) in (list, set, deque) and any(type(one) is str and wanted in one for one in inside):
                found.append(f"{type(thing).__name__} of {len(thing)}")
        except RuntimeError:  # changed by another thread meanwhile
            continue
    return found


def test_a_result_nobody_collects_is_forgotten(place):
    def leave_behind(backwards: str) -> None:
        joined = place.client.post("/gradio_api/call/probe_text", json={"data": [backwards[::-1]]})
        assert joined.status_code == 200
        queue = place.server.get_blocks()._queue
        event = joined.json()["event_id"]
        for _ in range(500):
            if event not in queue.event_ids_to_events:
                break
            place.client.get("/api/status")
        assert event in queue.pending_messages_per_session
        place.server.sweep(kept_seconds=0)
        assert event not in queue.pending_messages_per_session
        assert event not in queue.pending_event_ids_session

    backwards = "1174-detcellocnu-LENITNES"  # forwards it would be found in the source of this test
    leave_behind(backwards)
    gc.collect()

    assert texts_in_memory(backwards) == []


def test_a_result_that_is_waited_for_is_not_swept(together):
    joined = together.client.post("/gradio_api/call/probe_text", json={"data": ["wait"]}).json()["event_id"]
    together.server.sweep(kept_seconds=600)

    assert together.collect("probe_text", joined) == ("complete", [{"text": "wait", "found": 0}])


def test_an_unexpected_error_says_nothing_of_what_was_sent(place, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        event, answer = place.call("probe_failure", "SENTINEL-7f3a")
        plain = place.client.get("/probe/failure", params={"text": "SENTINEL-7f3a"})

    assert event == "error"
    assert plain.status_code == 500
    assert answer["error"] == plain.json()["error"]
    assert "SENTINEL-7f3a" not in str(answer) + plain.text
    said = caplog.text.replace("/probe/failure?text=SENTINEL-7f3a", "")  # httpx, the client of this test, logs its own
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert "SENTINEL-7f3a" not in "".join(record.getMessage() + str(record.exc_text) for record in ours)
    assert "SENTINEL-7f3a" not in "".join(capfd.readouterr())
    assert "(ValueError)" in said


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([{"a": 1}, 1], "text must be text."),
        (["x", "soon"], "times must be a whole number."),
        (["x", True], "times must be a whole number."),
        ([None, 1], "text must be text."),
        ([["x"], 1], "text must be text."),
        (["\ud800", 1], "text holds characters that are not valid Unicode."),
        ([], "probe_text takes 2 values, and 0 came."),
        (["x", 1, 1], "probe_text takes 2 values, and 3 came."),
    ],
)
def test_a_wrong_type_is_named(together, data, sentence):
    event, answer = together.call("probe_text", *data)

    assert (event, answer["error"]) == ("error", sentence)


def test_a_parameter_left_out_takes_its_default(together):
    assert together.call("probe_text", "Jane Doe") == ("complete", [{"text": "Jane Doe", "found": 1}])
    assert together.call("probe_optional", "Jane Doe") == ("complete", [{"text": "Jane Doe", "more": None}])


def test_create_paste_names_what_is_wrong(place):
    if "paste" not in place.faces:
        pytest.skip("the paste app is not in this server")
    for data in ([{"a": 1}, "soon"], ["text", "soon"], ["text", {"a": 1}], ["text", -5]):
        event, answer = place.call("create_paste", *data)

        assert event == "error"
        assert answer["error"].endswith(".")


def test_a_result_that_was_never_asked_for_is_not_waited_for(together):
    answer = together.client.get("/gradio_api/call/probe_text/00000000000000000000000000000000")

    assert answer.text.startswith("event: error")


def test_an_unknown_endpoint_or_body_is_an_error_without_a_traceback(together, capfd):
    answers = [
        together.client.post("/gradio_api/call/nothing", json={"data": []}),
        together.client.post("/gradio_api/call/v2/nothing", json={"x": 1}),
        together.client.post("/gradio_api/call/v2/probe_text", json={"no_such_value": 1}),
        together.client.post("/gradio_api/call/v2/probe_text", json={}),
        together.client.post("/gradio_api/queue/join", json={"data": [], "fn_index": 999, "session_hash": "x"}),
        together.client.post("/gradio_api/queue/join", json={"data": []}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 422, 422, 404, 400]
    assert all(answer.json()["error"].endswith(".") for answer in answers)
    assert "Traceback" not in "".join(capfd.readouterr())


def test_gradios_python_client_works_and_hears_our_sentences(together, tmp_path):
    file = tmp_path / "Jane Doe.txt"
    file.write_text("from a file")
    client = Client(together.running.url, analytics_enabled=False, verbose=False)
    try:
        assert client.predict(file=handle_file(file), api_name="/probe_file") == {"text": "from a file"}
        assert client.predict("a", times=2, api_name="/probe_text") == {"text": "aa", "found": 0}
        with pytest.raises(AppError, match="This is not a file that was sent here"):
            client.predict(file={"path": "/etc/passwd"}, api_name="/probe_file")
        with pytest.raises(AppError, match="times must be a whole number"):
            client.predict("a", "b", api_name="/probe_text")
    finally:
        client.close()


def test_a_call_may_name_its_values(together):
    joined = together.client.post("/gradio_api/call/v2/probe_text", json={"text": "Jane Doe", "times": 2})
    assert joined.status_code == 200

    answer = together.collect("probe_text", joined.json()["event_id"])
    assert answer == ("complete", [{"text": "Jane DoeJane Doe", "found": 1}])


def test_the_clients_are_told_what_each_endpoint_takes(place):
    endpoints = place.client.get("/gradio_api/info").json()["named_endpoints"]

    for face, (name, parameters) in {
        "documents": ("/analyze_document", ["file"]),
        "images": ("/anonymize_screenshot", ["image"]),
        "paste": ("/create_paste", ["text", "ttl"]),
    }.items():
        if face in place.faces:
            assert [one["parameter_name"] for one in endpoints[name]["parameters"]][: len(parameters)] == parameters
            assert endpoints[name]["description"]
