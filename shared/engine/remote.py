"""An engine on another machine: another Blackbar, or a vLLM server that holds a Privacy Filter.

Nobody is asked but the address that a person gave, and it is shown wherever the engine is. Another Blackbar is sent
texts and gives findings. A vLLM server is sent tokens and gives scores; cutting, decoding and confidence stay here,
by the tables of the checkpoint that it serves.

What vLLM answers is from its sources: entrypoints/pooling/pooling/protocol.py and serving.py (`/pooling`, a row of
numbers for each token), layers/pooler/tokwise/heads.py (logits where `use_activation` is false, else their softmax),
models/openai_privacy_filter.py; more tokens than `max_model_len` get 400, and nothing is cut off unless asked for.
"""

import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from shared.engine import OPERATING_POINTS, Engine, Progress
from shared.engine.architecture import read_architecture
from shared.engine.checkpoint import find_tables
from shared.engine.decoding import read_decoding
from shared.engine.labels import read_labels
from shared.engine.link import Link
from shared.engine.local import LocalEngine
from shared.engine.room import Room, free_bytes
from shared.engine.tokenizer import ByteTokenizer
from shared.engine.viterbi import Scores
from shared.engine.windows import Plan, choose_plan
from shared.errors import BadSetup, BadValue, NotFound, Unverified
from shared.spans import LABELS, Span

_log = logging.getLogger(__name__)

ENGINE_PATH = "/api/engine"
"""Where a Blackbar tells of its engine, and is asked for findings."""

_LONGEST_NAME = 300
_MOST_CHARACTERS = 200_000
"""How many characters of short texts go in one request; between requests progress is told."""


def is_address(model: str) -> bool:
    """Whether a setting means an engine on another machine."""
    return model.lower().startswith(("http://", "https://"))


def open_remote(address: str, key: str = "", checkpoint: str = "", seconds: float = 120.0) -> Engine:
    """The engine at an address, asked what it is. Raises Unavailable or BadSetup with what is wrong.

    `checkpoint` is for a vLLM server: the folder, or the name in the Hub's cache, of the checkpoint that it serves.
    """
    link = Link(address, key, seconds)
    how = f"asked for; texts go to {link.place}"
    if not link.encrypted and not link.is_local:
        how += ", not encrypted"
    try:
        about = link.ask(ENGINE_PATH)
    except NotFound:
        return _open_vllm(link, how, checkpoint)
    if not isinstance(about, dict) or not isinstance(about.get("name"), str) or not about["name"]:
        raise BadSetup(f"What answers at {link.place} is no engine that is ready; please look at it, then start again.")
    _log.info("engine at %s: another Blackbar", link.place)
    return BlackbarEngine(link, _line(about["name"]), f"{how}; there: {_line(about.get('reason', ''))}")


def _line(said: object) -> str:
    """What another machine calls itself, as one short line."""
    return "".join(c if c.isprintable() else " " for c in str(said)[:_LONGEST_NAME])


class BlackbarEngine:
    """Another Blackbar's engine. Safe to use from many threads: what comes together is batched over there."""

    device = "remote"
    dtype = ""
    in_callers_thread = True

    def __init__(self, link: Link, name: str, reason: str) -> None:
        self.name = f"{name} at {link.place}"
        self.reason = reason
        self._link = link

    def find(
        self, texts: Sequence[str], progress: Progress | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        """The findings of each text, as the other machine's engine gives them."""
        if operating_point and operating_point not in OPERATING_POINTS:
            raise BadValue(f"There is no such operating point; there are {', '.join(OPERATING_POINTS)}.")
        found: list[list[Span]] = []
        total, done = max(1, sum(map(len, texts))), 0
        for some in _together(texts):
            share = done / total
            question = {"texts": some, "operating_point": operating_point}
            answer = self._link.ask(ENGINE_PATH, question, (lambda: progress(share)) if progress else None)  # noqa: B023
            found += self._findings(some, answer)
            done += sum(map(len, some))
            if progress and done < total:
                progress(done / total)
        if progress:
            progress(1.0)
        return found

    def _findings(self, texts: Sequence[str], answer: Any) -> list[list[Span]]:
        """An answer that is not as it must be would pass for nothing found: it is refused."""
        try:
            listed = answer["findings"]
            spans = [
                sorted(Span(one["start"], one["end"], one["label"], score=float(one["score"])) for one in of_text)
                for of_text in listed
            ]
            whole = len(spans) == len(texts) and all(
                type(span.start) is type(span.end) is int
                and 0 <= span.start < span.end <= len(text)
                and span.label in LABELS
                and 0 <= span.score <= 1
                for text, of_text in zip(texts, spans, strict=True)
                for span in of_text
            )
        except (KeyError, TypeError, ValueError, OverflowError):
            whole = False
        if not whole:
            raise Unverified(f"The engine at {self._link.place} answered something else than findings of this text.")
        return spans


def _together(texts: Sequence[str]) -> list[list[str]]:
    parts: list[list[str]] = []
    size = 0
    for text in texts:
        if not parts or size + len(text) > _MOST_CHARACTERS:
            parts.append([])
            size = 0
        parts[-1].append(text)
        size += len(text)
    return parts


def _open_vllm(link: Link, how: str, checkpoint: str) -> LocalEngine:
    """A vLLM server, by the tables (config, tokenizer, calibrations) of the checkpoint it serves."""
    try:
        models = link.ask("/v1/models")["data"]
        served, root = str(models[0]["id"]), str(models[0].get("root") or models[0]["id"])
        longest = int(models[0].get("max_model_len") or 0)
    except (NotFound, KeyError, IndexError, TypeError, ValueError, OverflowError):
        raise BadSetup(
            f"What answers at {link.place} is neither a Blackbar nor a vLLM server; please correct --model."
        ) from None
    folder, name = find_tables(checkpoint or root)
    architecture = read_architecture(folder / "config.json")
    labels = read_labels(architecture.id2label)
    tokenizer = ByteTokenizer(folder / "tokenizer.json")
    usual = choose_plan(architecture.halo, "cuda")
    most = min(usual.batch, longest or usual.batch)
    if most <= 2 * architecture.halo:
        raise BadSetup(
            f"The vLLM server takes {longest:,} tokens at once, and this model needs more than"
            f" {2 * architecture.halo:,} to be exact; please start it with a larger --max-model-len."
        )
    plan = Plan(halo=architecture.halo, core=most - 2 * architecture.halo, batch=usual.batch)

    def infer(pieces: list[npt.NDArray[np.int64]]) -> list[Scores]:
        question = {
            "model": served,
            "input": [piece.tolist() for piece in pieces],
            "task": "token_classify",
            "add_special_tokens": False,  # of no effect on tokens; said for servers that think otherwise
            "use_activation": False,
            "encoding_format": "float",
        }
        return _scores(link.ask("/pooling", question), [len(piece) for piece in pieces], len(labels), link.place)

    _log.info("engine at %s: a vLLM server", link.place)
    reason = f"{how}, a vLLM server that serves {name}; decoded here"
    room = Room(0, free_bytes)
    decoding = read_decoding(folder, labels)
    return LocalEngine(f"{name} at {link.place}", "remote", "", reason, tokenizer, decoding, plan, infer, room)


def _scores(answer: Any, lengths: Sequence[int], labels: int, place: str) -> list[Scores]:
    """The log-probabilities of each piece. Raises Unverified unless there is a row for each token."""
    try:
        rows = sorted(answer["data"], key=lambda one: int(one["index"]))
        found = [np.asarray(one["data"], dtype=np.float64) for one in rows]
    except (KeyError, TypeError, ValueError, OverflowError):
        found = []
    if [one.shape for one in found] != [(length, labels) for length in lengths]:
        raise Unverified(f"The vLLM server at {place} gave no row of {labels} scores for each token.")
    if not all(np.isfinite(one).all() for one in found):
        raise Unverified(f"The vLLM server at {place} gave scores that are no numbers.")
    return [_log_softmax(one) for one in found]


def _log_softmax(scores: npt.NDArray[np.float64]) -> Scores:
    """Of logits, or of probabilities, which some versions give although logits are asked for."""
    if len(scores) and scores.min() >= 0 and np.abs(scores.sum(axis=1) - 1).max() < 1e-2:
        return np.log(np.maximum(scores, 1e-30)).astype(np.float32)
    shifted = scores - scores.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), dtype=np.float32)
