"""Finds personal data in text with the Privacy Filter model.

In: texts of any language. Out: for each text its findings, as spans that point at characters. The engine
knows nothing of documents, pictures, pastes or rules, nor of what is done about a finding. Importing this
package costs nothing; torch is loaded by `shared.engine.local.load_engine`.

    checkpoint  device               which checkpoint, where it runs, and why
    local  batching  zero_gpu        the checkpoint at work, for many callers, on ZeroGPU
    tokenizer  windows               text -> tokens, to the byte; long texts in pieces, exactly
    architecture  weights            config.json and the weight files
    forward  band  products          tokens -> logits
    viterbi  scan  labels            logits -> the best legal labels -> spans
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from shared.spans import Span

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1. An exception it raises ends the work."""


class Engine(Protocol):
    """Whatever finds personal data in texts; `tests/contracts/engine_contract.py` says what it must hold to."""

    @property
    def name(self) -> str:
        """The checkpoint at work, as it is shown to people: `openai/privacy-filter`, `embedded`, a folder's name."""

    def find(self, texts: Sequence[str], progress: Progress | None = None) -> list[list[Span]]:
        """The findings of each text, in the order of the texts, sorted, in code points."""
