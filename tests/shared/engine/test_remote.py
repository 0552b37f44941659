"""An engine elsewhere gives what one here gives; what goes wrong on the way is a sentence, never "nothing found"."""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shared.engine.batching import BatchingEngine
from shared.engine.local import LocalEngine
from shared.engine.opening import open_engine
from shared.engine.remote import open_remote
from shared.errors import BadInput, BadSetup, BadValue, BlackbarError, Busy, TooLarge, Unavailable, Unverified
from tests.contracts.engine_contract import check_engine
from tests.shared.engine.tiny import SAMPLES

Answer = tuple[int, object]
ABOUT = {"name": "other", "reason": "it was there"}


class Elsewhere:
    """A server on loopback that answers as a test wants, and remembers what it was asked."""

    def __init__(self, answer: Callable[[str, Any], Answer]) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Any, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(handler) -> None:
                self._give(handler, None)

            def do_POST(handler) -> None:
                self._give(handler, json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))

            def log_message(handler, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _give(self, handler: BaseHTTPRequestHandler, question: Any) -> None:
        self.asked.append((handler.path, question, handler.headers.get("Authorization", "")))
        status, content = self.answer(handler.path, question)
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        with contextlib.suppress(OSError):  # who asked has hung up
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)


@pytest.fixture
def elsewhere() -> Iterator[Callable[[Callable[[str, Any], Answer]], Elsewhere]]:
    started: list[Elsewhere] = []

    def start(answer: Callable[[str, Any], Answer]) -> Elsewhere:
        started.append(Elsewhere(answer))
        return started[-1]

    yield start
    for one in started:
        one.server.shutdown()
        one.server.server_close()


Start = Callable[[Callable[[str, Any], Answer]], Elsewhere]


def blackbar(finding: Answer) -> Callable[[str, Any], Answer]:
    return lambda path, question: (200, ABOUT) if question is None else finding


MOST = 64


def vllm(
    engine: LocalEngine, folder: Path, as_probabilities: bool = False, spoil: Callable[[Any], Any] = lambda data: data
) -> Callable[[str, Any], Answer]:
    """What a vLLM server answers that holds the same checkpoint, by its sources as `shared.engine.remote` names them.

    `as_probabilities` is one that does not heed `use_activation`.
    """

    def answer(path: str, question: Any) -> Answer:
        if path == "/v1/models":
            model = {"id": "filter", "object": "model", "created": 1790000000, "owned_by": "vllm", "root": str(folder)}
            return 200, {"object": "list", "data": [{**model, "parent": None, "max_model_len": MOST, "permission": []}]}
        if path != "/pooling":
            return 404, {"detail": "Not Found"}
        if question["model"] != "filter":
            return 404, refusal("The model does not exist.", 404, "NotFoundError")
        assert question["task"] == "token_classify" and question["encoding_format"] == "float"
        assert question["input"] and all(type(token) is int for ids in question["input"] for token in ids)
        if any(len(ids) > MOST for ids in question["input"]):
            return 400, refusal(f"This model's maximum context length is {MOST} tokens.", 400, "BadRequestError")
        logits = [one + 3.0 for one in engine._infer([np.array(ids) for ids in question["input"]])]
        activated = as_probabilities or question.get("use_activation") is not False
        given = [np.exp(one - 3.0) if activated else one for one in logits]
        data = [{"index": index, "object": "pooling", "data": one.tolist()} for index, one in enumerate(given)]
        tokens = sum(map(len, question["input"]))
        usage = {"prompt_tokens": tokens, "total_tokens": tokens, "completion_tokens": 0, "prompt_tokens_details": None}
        about = {"id": "pool-0f", "object": "list", "created": 1790000001, "model": "filter", "usage": usage}
        return 200, {**about, "data": spoil(data)}

    return answer


def refusal(sentence: str, status: int, kind: str) -> dict[str, Any]:
    return {"error": {"message": sentence, "type": kind, "param": None, "code": status}}


@pytest.mark.parametrize("as_probabilities", [False, True])
def test_a_vllm_server_gives_scores_and_the_decoding_is_ours(
    as_probabilities: bool, elsewhere: Start, tiny_engine: LocalEngine, dense_checkpoint: Path
) -> None:
    there = elsewhere(vllm(tiny_engine, dense_checkpoint, as_probabilities))
    engine = open_engine(there.url)

    assert engine.name == f"tiny-dense at {there.url.removeprefix('http://')}"
    assert "vLLM" in engine.reason and engine.device == "remote"  # type: ignore[attr-defined]
    texts = [*SAMPLES, "\n".join(SAMPLES)]  # the last one is longer than the server takes at once
    for point in ("", "recall"):
        found, expected = engine.find(texts, None, point), tiny_engine.find(texts, None, point)
        assert [[(s.start, s.end, s.label) for s in spans] for spans in found] == [
            [(s.start, s.end, s.label) for s in spans] for spans in expected
        ]
    sent = [len(ids) for path, asked, _ in there.asked if path == "/pooling" for ids in asked["input"]]
    assert max(sent) <= MOST


def test_what_a_vllm_server_refuses_is_a_sentence_without_its_words(
    elsewhere: Start, tiny_engine: LocalEngine, dense_checkpoint: Path
) -> None:
    known = vllm(tiny_engine, dense_checkpoint)

    def shrunk(path: str, question: Any) -> Answer:  # started anew with less room since we asked
        if path != "/pooling":
            return known(path, question)
        return 400, refusal("Your request has SENTINEL tokens.", 400, "BadRequestError")

    engine = open_engine(elsewhere(shrunk).url)
    with pytest.raises(BadValue, match=r"refuses this\.$") as refused:
        engine.find(SAMPLES)
    assert "SENTINEL" not in refused.value.message


def test_a_vllm_server_behind_the_batcher_holds_to_the_contract(
    elsewhere: Start, tiny_engine: LocalEngine, dense_checkpoint: Path
) -> None:
    with BatchingEngine(open_engine(elsewhere(vllm(tiny_engine, dense_checkpoint)).url)) as engine:
        check_engine(engine)


@pytest.mark.parametrize(
    "spoil",
    [lambda data: data[1:], lambda data: [*data, *data], lambda data: None,
     lambda data: [{**one, "data": one["data"][1:]} for one in data],
     lambda data: [{**one, "data": "AAAA"} for one in data],
     lambda data: [{**one, "data": [[10**400] * len(row) for row in one["data"]]} for one in data],
     lambda data: [{**one, "data": [[float("nan")] * len(row) for row in one["data"]]} for one in data]],
)  # fmt: skip
def test_scores_that_are_not_one_row_a_token_are_refused(
    spoil: Callable[[Any], Any], elsewhere: Start, tiny_engine: LocalEngine, dense_checkpoint: Path
) -> None:
    engine = open_engine(elsewhere(vllm(tiny_engine, dense_checkpoint, spoil=spoil)).url)

    with pytest.raises(Unverified, match="vLLM server"):
        engine.find(["Harry Potter"])


def test_a_vllm_server_of_a_checkpoint_that_is_not_here_says_which_setting_helps(
    elsewhere: Start, tiny_engine: LocalEngine, dense_checkpoint: Path, tmp_path: Path
) -> None:
    there = elsewhere(vllm(tiny_engine, tmp_path))

    with pytest.raises(BadSetup, match="BLACKBAR_ENGINE_CHECKPOINT"):
        open_engine(there.url)
    assert open_engine(there.url, checkpoint=str(dense_checkpoint)).find(SAMPLES) == tiny_engine.find(SAMPLES)


GOOD = {"start": 0, "end": 5, "label": "private_person", "score": 0.9}


@pytest.mark.parametrize(
    "content",
    [{}, [], {"findings": []}, {"findings": [[{**GOOD, "end": 99}]]}, {"findings": [[{**GOOD, "label": "thing"}]]},
     {"findings": [[{**GOOD, "start": 5}]]}, {"findings": [[{**GOOD, "score": 7}]]}, {"findings": [[{"start": 0}]]},
     {"findings": [[{**GOOD, "end": 4.5}]]}, {"findings": [[], []]}, {"findings": None},
     {"findings": [[{**GOOD, "score": 10**400}]]}],
)  # fmt: skip
def test_an_answer_that_is_no_findings_of_this_text_is_refused(content: object, elsewhere: Start) -> None:
    engine = open_remote(elsewhere(blackbar((200, content))).url)

    with pytest.raises(Unverified, match="something else than findings"):
        engine.find(["Harry"])


@pytest.mark.parametrize(
    ("answer", "error", "sentence"),
    [
        ((401, {}), Unavailable, "BLACKBAR_ENGINE_KEY"),
        ((503, {"error": "x"}), Busy, "busy"),
        ((429, {}), Busy, "busy"),
        ((413, {"error": "This text has 9 tokens."}), TooLarge, "This text has 9 tokens"),
        ((400, {"error": "a\nb"}), BadInput, "refuses this.$"),
        ((500, {}), Unavailable, "status 500"),
        ((302, {}), Unavailable, "status 302"),
        ((200, b"<html>"), Unavailable, "did not answer as an engine"),
        ((200, b"[" * 200_000), Unavailable, "did not answer as an engine"),
    ],
)
def test_every_refusal_is_a_sentence(
    answer: Answer, error: type[BlackbarError], sentence: str, elsewhere: Start
) -> None:
    engine = open_remote(elsewhere(blackbar(answer)).url)

    with pytest.raises(error, match=sentence):
        engine.find(["SENTINEL"])


def test_who_is_asked_is_shown_and_only_with_the_key_that_was_given(elsewhere: Start) -> None:
    there = elsewhere(blackbar((200, {"findings": [[GOOD]]})))

    engine = open_remote(there.url + "/", key="secret-key")
    [[span]] = engine.find(["Harry"])

    assert (span.start, span.end, span.label, span.score, span.source) == (0, 5, "private_person", 0.9, "model")
    assert engine.name == f"other at 127.0.0.1:{there.server.server_port}"
    assert "it was there" in engine.reason  # type: ignore[attr-defined]
    assert "secret-key" not in engine.name + engine.reason + repr(vars(engine))  # type: ignore[attr-defined]
    assert {key for _, _, key in there.asked} == {"Bearer secret-key"}
    with pytest.raises(BadValue, match="there are default, recall, precision"):
        engine.find(["Harry"], None, "eager")


def test_who_gives_up_does_not_wait_for_the_answer(elsewhere: Start) -> None:
    go = threading.Event()

    def slow(path: str, question: Any) -> Answer:
        if question is not None:
            go.wait(30)
        return 200, ABOUT

    engine = open_remote(elsewhere(slow).url)

    def give_up(done: float) -> None:
        raise KeyboardInterrupt

    try:
        with pytest.raises(KeyboardInterrupt):
            engine.find(["Harry"], give_up)
        assert not go.is_set()
    finally:
        go.set()


def test_an_answer_that_never_comes_has_an_end(elsewhere: Start) -> None:
    go = threading.Event()

    def never(path: str, question: Any) -> Answer:
        go.wait(30)
        return 200, ABOUT

    there = elsewhere(never)
    try:
        with pytest.raises(Unavailable, match=r"took longer than 0\.2 seconds"):
            open_remote(there.url, seconds=0.2)
    finally:
        go.set()


def test_headers_that_never_end_have_an_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        over = threading.Event()

        def trickle() -> None:
            with contextlib.suppress(OSError):
                there, _ = listening.accept()
                there.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.05):
                    there.sendall(b"a")

        threading.Thread(target=trickle, daemon=True).start()
        try:
            with pytest.raises(Unavailable, match=r"took longer than 0\.3 seconds"):
                open_remote(f"http://127.0.0.1:{listening.getsockname()[1]}", seconds=0.3)
        finally:
            over.set()


def test_what_another_machine_calls_itself_is_one_short_line(elsewhere: Start) -> None:
    about = {"name": "a\nb" + "x" * 9_999, "reason": "\x1b[2J"}
    engine = open_remote(elsewhere(lambda path, question: (200, about)).url)

    assert engine.name.isprintable() and len(engine.name) < 400
    assert engine.reason.isprintable()  # type: ignore[attr-defined]


def test_nobody_there_is_a_sentence(elsewhere: Start) -> None:
    there = elsewhere(blackbar((200, {})))
    there.server.shutdown()
    there.server.server_close()

    with pytest.raises(Unavailable, match="cannot be reached"):
        open_remote(there.url)


def test_a_certificate_that_is_not_trusted_ends_it_before_anything_is_sent(elsewhere: Start, tmp_path: Path) -> None:
    import ssl
    import subprocess

    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "1",
         "-keyout", tmp_path / "key", "-out", tmp_path / "certificate"], capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("openssl is not installed")
    there = elsewhere(blackbar((200, {})))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")
    there.server.socket = context.wrap_socket(there.server.socket, server_side=True)

    with pytest.raises(Unavailable, match="certificate that this machine does not trust"):
        open_remote(there.url.replace("http://127.0.0.1", "https://localhost"))
    assert there.asked == []


@pytest.mark.parametrize(
    "address", ["http://", "https://host:port", "http://user:secret@host", "http://host/?q=1", "http://host:99999"]
)
def test_an_address_that_is_none_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(BadSetup) as refused:
        open_engine(address)
    assert "secret@" not in refused.value.message


def test_something_else_at_the_address_is_refused(elsewhere: Start) -> None:
    with pytest.raises(BadSetup, match="neither a Blackbar nor a vLLM server"):
        open_engine(elsewhere(lambda path, question: (404, {})).url)
    with pytest.raises(BadSetup, match="no engine that is ready"):
        open_engine(elsewhere(lambda path, question: (200, {"name": ""})).url)
