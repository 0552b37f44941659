"""On Hugging Face ZeroGPU a graphics card is lent for the length of a call; elsewhere this does nothing.

ZeroGPU runs the call in another process: arguments and results are copied there and back, and what it
changes is lost. So only a pure step goes through here. Off ZeroGPU the `spaces` package is not imported.
This module knows nothing of models.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def on_lent_gpu(step: Callable[P, R], zero_gpu: bool, seconds: Callable[P, int]) -> Callable[P, R]:
    """`step` as it must be called: with a lent graphics card on ZeroGPU, as it is elsewhere.

    `seconds` says, from the step's own arguments, for how long at most: who asks for less waits less.
    """
    if not zero_gpu:
        return step
    import spaces

    return cast(Callable[P, R], spaces.GPU(duration=seconds)(step))
