"""The best path through labels as machine code, on any processor, where there is a C compiler.

The same path as by `shared.engine.scan`, ties included, in a fiftieth of its time. Knows nothing of texts.
"""

import ctypes
from functools import cache

import numpy as np
import numpy.typing as npt

from shared.engine.compiling import compiled
from shared.engine.scan import Ints, Steps, Structure

OPTIONS = ("-O2", "-ffp-contract=off")  # every sum exactly as it is written


class Walk:
    """The compiled walk. Safe to use from many threads, which it does not hold up."""

    def __init__(self, library: ctypes.CDLL) -> None:
        number, address = ctypes.c_int64, ctypes.c_void_p
        self._best_path = library.best_path
        self._best_path.argtypes = [address, *[number] * 5, *[address] * 7]
        self._best_path.restype = None

    def best_labels(self, scores: npt.NDArray[np.float32], structure: Structure, steps: Steps) -> Ints:
        """The labels of the best path through a text. Scores: (tokens, labels), of which there is one or more."""
        one, scores = structure, np.ascontiguousarray(scores)
        openers = np.zeros_like(one.closers)
        openers[one.ends] = 2 + np.arange(len(one.ends))
        values = np.array([steps.stay, steps.start, steps.go_on, steps.end, steps.back, steps.again])
        trace = np.empty((len(scores), 3 + len(one.begins)), dtype=np.uint8)
        path = np.empty(len(scores), dtype=np.int64)
        self._best_path(
            *(scores.ctypes.data, *scores.shape, one.outside, len(one.begins), len(one.closers)),
            *(part.ctypes.data for part in (one.closers, openers, one.begins, one.insides, values, trace, path)),
        )
        return path


@cache
def load_walk() -> Walk | None:
    """The walk, where it can be compiled."""
    library = compiled(["walk.c"], OPTIONS)
    return Walk(library) if library else None
