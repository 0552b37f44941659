"""What you ask of the model waits its turn, runs on a thread, tells how far it is, and fails in one sentence.

`endpoint` turns a plain function into a queued gradio endpoint. This module knows nothing of what a face does.
"""

import asyncio
import contextlib
import contextvars
import functools
import inspect
import logging
import threading
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

import gradio
from gradio.context import LocalContext
from gradio.data_classes import FileData

from shared.engine import asking
from shared.errors import BadValue, BlackbarError, Busy
from shared.web.answers import UNEXPECTED, sentence_for
from shared.web.clients import caller
from shared.web.uploads import UPLOADS

log = logging.getLogger(__name__)
T = TypeVar("T")

CALLS_AT_ONCE = 4
"""How many calls of one endpoint run at a time. gradio's default of one would leave the model's batches empty."""

_WORDS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "an object",
    list: "a list",
}

_ended: contextvars.ContextVar[threading.Event] = contextvars.ContextVar("ended")


class _Abandoned(Exception):
    """Nobody waits for the result any more."""


class Workers:
    """Threads for slow work, at most `limit` at a time.

    A cancelled call gives up waiting at once, but keeps its slot until its thread has truly ended: gradio
    frees the slot at once and so runs more threads than it was told. Threads are daemons, so that a stop of
    the program does not wait for a model.
    """

    def __init__(self, limit: int, most_waiting: int | None = None) -> None:
        self._slots = asyncio.Semaphore(limit)
        self._waiting = 0
        self._most_waiting = most_waiting

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work()`, run on a thread of its own. Cancelling is told to `progress` inside.

        Raises Busy when more than `most_waiting` calls wait for a slot.
        """
        if self._most_waiting is not None and self._waiting >= self._most_waiting:
            raise Busy(sentence_for(503))
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[T] = loop.create_future()
        ended = threading.Event()
        context = contextvars.copy_context()
        context.run(_ended.set, ended)

        def settle(result: Any, error: BaseException | None) -> None:
            self._slots.release()
            if outcome.done():
                return
            if error is None:
                outcome.set_result(result)
            else:
                outcome.set_exception(error)

        def body() -> None:
            result, error = None, None
            try:
                result = context.run(work)
            except Exception as raised:
                error = raised
            with contextlib.suppress(RuntimeError):  # the server has closed meanwhile
                loop.call_soon_threadsafe(settle, result, error)

        threading.Thread(target=body, name="blackbar-call", daemon=True).start()
        try:
            return await outcome
        except asyncio.CancelledError:
            ended.set()
            raise


def progress(what: str = "") -> Callable[..., None]:
    """Tells the person who waits how far it is: `report = progress("Reading"); report(0.5)`.

    `report(fraction, what)` also ends the work when nobody waits for it any more. Never put a user's words
    in `what`: it travels and may be shown anywhere.
    """
    bar = gradio.Progress()

    def report(fraction: float, what: str = what) -> None:
        if is_abandoned():
            raise _Abandoned
        bar(min(1.0, max(0.0, float(fraction))), desc=what or None)

    return report


def is_abandoned() -> bool:
    """Whether nobody waits for the result of the call at hand any more. For work that cannot tell how far it is."""
    ended = _ended.get(None)
    return (ended is not None and ended.is_set()) or _is_gone()


def _is_gone() -> bool:
    blocks, event_id = LocalContext.blocks.get(None), LocalContext.event_id.get(None)
    if blocks is None or event_id is None:
        return False
    event = blocks._queue.event_ids_to_events.get(event_id)
    return event is not None and not event.alive


def endpoint(
    server: Any, name: str, *, limit: int = CALLS_AT_ONCE, description: str | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer a function as `/name` to gradio's clients.

    The function is plain and synchronous, has type hints for everything and returns one JSON value. What it
    raises from `shared.errors` reaches the caller as its sentence; anything else as one fixed sentence, with
    the class name in the log. A file parameter is annotated `FileData` and read by `take_upload`.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        hints = typing.get_type_hints(function)
        parameters = list(inspect.signature(function).parameters)
        if missing := [one for one in (*parameters, "return") if one not in hints]:
            raise TypeError(f"endpoint {name} needs type hints for {', '.join(missing)}")
        workers = Workers(limit)

        @functools.wraps(function)
        async def call(*args: Any, **kwargs: Any) -> Any:
            given = {**dict(zip(parameters, args, strict=False)), **kwargs}
            asking.set(caller(server.settings))  # gradio's queue has a context of its own
            try:
                for parameter, value in given.items():
                    _check(parameter, value, hints[parameter])
                return await workers.run(lambda: function(**given))
            except BlackbarError as error:
                # The title is where gradio's clients look; ours is a word that the page can go by.
                raise gradio.Error(error.message, None, title=error.reason, print_exception=False) from None
            except _Abandoned:
                raise gradio.Error("The call was ended.", duration=None, print_exception=False) from None
            except Exception as error:
                log.error("%s failed (%s).", name, type(error).__name__)
                raise gradio.Error(UNEXPECTED, duration=None, print_exception=False) from None
            finally:
                for value in given.values():
                    if isinstance(value, dict):
                        UPLOADS.take(value.get("path"))

        summary = description or (inspect.getdoc(function) or "").partition("\n\n")[0]
        server.api(call, name=name, concurrency_limit=limit, description=summary)
        return function

    return decorate


def _check(parameter: str, value: object, hint: Any) -> None:
    """gradio's hints are documentation only: a list reaches a function that asked for text."""
    kinds = (
        typing.get_args(hint)
        if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union
        else (hint,)
    )
    if FileData in kinds:
        return  # take_upload says what is wrong with a file
    plain = tuple(typing.get_origin(kind) or kind for kind in kinds)
    allowed = tuple(kind for kind in plain if isinstance(kind, type))
    if len(allowed) < len(plain):  # Any, Literal and the like: the function looks for itself
        return
    is_bool_as_number = isinstance(value, bool) and bool not in allowed
    if not isinstance(value, (*allowed, int) if float in allowed else allowed) or is_bool_as_number:
        words = " or ".join(_WORDS.get(kind, "nothing") for kind in allowed)
        raise BadValue(f"{parameter} must be {words}.")
    if isinstance(value, str) and not _is_unicode(value):
        raise BadValue(f"{parameter} holds characters that are not valid Unicode.")


def _is_unicode(text: str) -> bool:
    """Half a surrogate pair can arrive as JSON and can be neither stored nor shown."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
