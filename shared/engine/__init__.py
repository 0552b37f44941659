"""Finds personal data in text with the Privacy Filter model.

In: texts of any language. Out: for each text its findings, as spans that point at characters. The engine
knows nothing of documents, pictures, pastes or rules, nor of what is done about a finding. Importing this
package costs nothing; torch is loaded by `shared.engine.local.load_engine`.

    opening                          what a setting means: one of those, or an engine elsewhere
    remote  link                     an engine on another machine, where one was asked for
    checkpoint  device               which checkpoint, where it runs, and why
    local  batching  zero_gpu        the checkpoint at work, for many callers, on ZeroGPU
    turns                            whose turn it is
    tokenizer  windows               text -> tokens, to the byte; long texts in pieces, exactly
    architecture  weights            config.json and the weight files
    original_names                   the same as the model was first released
    forward  band  experts  rows     tokens -> logits
    compiled  products               the same as machine code, where it can be
    viterbi  scan  walk  labels      logits -> the best legal labels -> spans
    compiling                        C files -> machine code
    confidence                       what a score turned out to mean
    room                             how much text the memory holds
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Protocol

from shared.spans import Span

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1. An exception it raises ends the work."""


OPERATING_POINTS = ("default", "recall", "precision")
"""How a checkpoint may be asked to decide: balanced, rather finding too much, rather finding too little."""


asking: ContextVar[str] = ContextVar("asking", default="")
"""Who asks, whatever tells clients apart: of those who ask at the same time, each has their turn. Only compared."""


class Engine(Protocol):
    """Whatever finds personal data in texts; `tests/contracts/engine_contract.py` says what it must hold to."""

    @property
    def name(self) -> str:
        """The checkpoint at work, as it is shown to people: `openai/privacy-filter`, `embedded`, a folder's name."""

    def find(
        self, texts: Sequence[str], progress: Progress | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        """The findings of each text, in the order of the texts, sorted, in code points.

        `operating_point` is one of `OPERATING_POINTS`, or empty for the engine's own. Raises BadValue for another.
        """


def find_at(engine: Engine, texts: Sequence[str], progress: Progress | None, operating_point: str) -> list[list[Span]]:
    """`engine.find`; an engine that has one operating point only need not know of others."""
    if not operating_point:
        return engine.find(texts, progress)
    return engine.find(texts, progress, operating_point)
