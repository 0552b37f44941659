"""gradio's machine with its habits taken away: it keeps no session, touches no file, offers no address of its own.

Private parts of gradio are used here and only here: it is pinned exactly, and tests hold each promise. This
module knows nothing of our servers and faces.
"""

import inspect
import time
from typing import Any

import gradio
from fastapi.routing import APIRoute
from gradio import processing_utils, queueing, routes
from gradio.state_holder import SessionState, StateHolder
from starlette.routing import BaseRoute

from shared.errors import BadValue
from shared.logs import QuietTraceback

# All that gradio's two clients need. Whatever else gradio registers is taken out again before the first request.
GRADIO_ROUTES = frozenset(
    {
        "/config",
        "/config/",
        "/gradio_api/app_id",
        "/gradio_api/app_id/",
        "/gradio_api/info",
        "/gradio_api/info/",
        "/gradio_api/startup-events",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/call/{api_name}",
        "/gradio_api/call/{api_name}/",
        "/gradio_api/call/{api_name}/{event_id}",
        "/gradio_api/call/v2/{api_name}",
        "/gradio_api/call/v2/{api_name}/",
        "/gradio_api/call/v2/{api_name}/{event_id}",
        "/gradio_api/cancel",
        "/gradio_api/reset",
        "/gradio_api/reset/",
    }
)


class NothingKept(StateHolder):  # type: ignore[misc]
    """Session state that is new on every look: gradio would keep each session's inputs and outputs in it."""

    def __getitem__(self, session_id: str) -> SessionState:
        return SessionState(self.blocks)

    def __contains__(self, session_id: str) -> bool:
        return False


class Machine(gradio.Blocks):  # type: ignore[misc]
    """gradio's machine without its file handling: no path is looked at, copied, fetched, kept or offered."""

    async def preprocess_data(self, block_fn: Any, inputs: list[Any], *_: Any, **__: Any) -> list[Any]:
        wanted = [parameter.default for parameter in inspect.signature(block_fn.fn).parameters.values()]
        if len(inputs) > len(wanted) or inspect.Parameter.empty in wanted[len(inputs) :]:
            # gradio's own message would print the values that came
            problem = BadValue(f"{block_fn.api_name} takes {len(wanted)} values, and {len(inputs)} came.")
            raise gradio.Error(problem.message, duration=None, print_exception=False)
        return list(inputs) + wanted[len(inputs) :]

    async def postprocess_data(self, block_fn: Any, predictions: Any, *_: Any, **__: Any) -> list[Any]:
        return [predictions]


def forget_finished(queue: queueing.Queue) -> None:
    """gradio's loops hold on to the last event they saw, and with it to the body of its request."""
    process = queue.process_events

    async def process_and_forget(events: list[queueing.Event], *rest: Any, **more: Any) -> None:
        try:
            await process(events, *rest, **more)
        finally:
            for event in events:
                event.data = event.request = None

    queue.process_events = process_and_forget


async def _never_download(*_: Any, **__: Any) -> None:
    raise BadValue("This server fetches nothing. Send the file itself.")


def tame(folder: str) -> None:
    """What gradio does for all of its servers in this process: it fetches nothing, prints no traceback, and what
    folder it makes lies in ours. It reads the last from the environment at import, before settings are known."""
    processing_utils.async_ssrf_protected_download = _never_download
    queueing.traceback = QuietTraceback
    routes.DEFAULT_TEMP_DIR = folder


def prune(router: Any, ours: set[int]) -> None:
    """Take out every route that is neither among `ours`, by identity, nor needed by gradio's clients."""
    kept: list[BaseRoute] = []
    for route in router.routes:
        inner = getattr(route, "original_router", None)
        if id(route) in ours:
            kept.append(route)
        elif inner is not None:
            prune(inner, ours)
            kept.append(route)
        elif isinstance(route, APIRoute) and route.path in GRADIO_ROUTES:
            kept.append(route)
    router.routes[:] = kept
    router._mark_routes_changed()


class Leftovers:
    """Results that nobody collects. gradio keeps them for the life of the process, for up to 2000 sessions."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}

    def sweep(self, queue: queueing.Queue, kept_seconds: float) -> None:
        """Forget what has waited for so long; a session at work keeps its own."""
        now = time.monotonic()
        busy = {event.session_hash for event in list(queue.event_ids_to_events.values())}
        for session in list(queue.pending_messages_per_session):
            since = self._since.setdefault(session, now)
            if session in busy:
                self._since[session] = now
            elif now - since >= kept_seconds:
                queue.pending_messages_per_session.pop(session, None)
        for session in set(self._since) - set(queue.pending_messages_per_session):
            del self._since[session]
            queue.pending_event_ids_session.pop(session, None)
