"""What every face needs, opened once and closed once: the engine, the store, and what this machine can do.

The engine loads in the background, so that pages answer at once; whoever needs it waits for it here.
This module knows nothing of HTTP, of gradio or of any face.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shared.errors import BlackbarError, Busy, Unavailable
from shared.logs import configure_logs
from shared.settings import VERSION, Settings

if TYPE_CHECKING:
    from shared.detection import Detection
    from shared.engine import Engine
    from shared.library import Library
    from shared.policy import Lookup, Policy
    from shared.store import PasteStore

log = logging.getLogger(__name__)

ENGINE_WAIT_SECONDS = 120.0
"""How long a call waits for an engine that is still loading; a first download takes longer and says so."""


@dataclass
class Services:
    """The parts that all faces share. Build it with `open_services`; a test hands in its own parts."""

    settings: Settings
    load: "Callable[[], Engine]"
    store: "PasteStore | None" = None
    ocr: Callable[[], tuple[bool, str]] = lambda: (False, "No text recognition was set up.")
    parts: list[Any] = field(default_factory=list)
    """What a face has opened for itself, closed with the rest."""
    _engine: "Engine | None" = field(default=None, init=False, repr=False)
    _failure: BlackbarError | None = field(default=None, init=False, repr=False)
    _settled: threading.Event = field(default_factory=threading.Event, init=False, repr=False)
    _ocr: tuple[bool, str] | None = field(default=None, init=False, repr=False)
    _library: "Library | None" = field(default=None, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def start(self) -> "Services":
        """Begin to load the engine, without waiting for it."""
        threading.Thread(target=self._load, name="engine-loader", daemon=True).start()
        return self

    def _load(self) -> None:
        _ = self.ocr_info
        try:
            self._engine = self.load()
        except BlackbarError as error:
            self._failure = error
            log.error("The engine could not be loaded: %s", error.message)
        except Exception as error:
            self._failure = Unavailable("The engine could not be loaded. Start again with --check to see why.")
            log.error("The engine could not be loaded (%s).", type(error).__name__)
        finally:
            self._settled.set()

    def engine(
        self, wait_seconds: float = ENGINE_WAIT_SECONDS, progress: Callable[[float], None] | None = None
    ) -> "Engine":
        """The engine, waited for. Raises Busy while it still loads, or what kept it from loading.

        `progress` hears 0 now and then, and may end the waiting by raising.
        """
        deadline = time.monotonic() + wait_seconds
        while not self._settled.wait(min(0.5, max(0.0, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                raise Busy("The engine is still loading. Try again in a minute.")
            if progress is not None:
                progress(0.0)
        if self._engine is None:
            raise self._failure or Unavailable("The engine could not be loaded.")
        return self._engine

    def detect(
        self,
        text: str,
        progress: Callable[[float], None] | None = None,
        lookups: "Sequence[Lookup]" = (),
        operating_point: str = "",
    ) -> "Detection":
        """What is personal in this text, by the engine and the rules together, and what a policy looks for beside."""
        from shared.detection import detect

        return detect(text, self.engine(progress=progress), progress, lookups, operating_point)

    @property
    def library(self) -> "Library":
        """The policies that can be named, from the store beside the pastes. Opened when first asked for."""
        with self._lock:
            if self._library is None:
                from shared.library import Library
                from shared.policies import Sources
                from shared.settings import policy_key
                from shared.store import PolicyStore

                policies = PolicyStore(self.settings.store_url, self.settings.server_key)
                self.parts.append(policies)
                sources = Sources(self.settings.lists, policy_key)
                self._library = Library(policies, sources, self.settings.max_policies)
        return self._library

    def policy(self, name_or_json: str = "default", operating_point: str = "") -> "Policy":
        """The policy that a caller names, or gives whole as JSON; `operating_point`, where it is said, in place of its
        own. Raises BadInput in one sentence for the caller."""
        from shared.engine import OPERATING_POINTS
        from shared.errors import BadValue

        if operating_point and operating_point not in OPERATING_POINTS:
            raise BadValue(f"operating_point must be one of these: {', '.join(OPERATING_POINTS)}.")
        policy = self.library.resolve(name_or_json)
        return replace(policy, operating_point=operating_point) if operating_point else policy

    @property
    def engine_info(self) -> dict[str, Any]:
        """The engine at work, as every page and `/api/status` show it."""
        if not self._settled.is_set():
            return {"name": "", "checkpoint": "", "device": "", "reason": "The engine is loading.", "ready": False}
        if self._engine is None:
            reason = self._failure.message if self._failure else ""
            return {"name": "", "checkpoint": "", "device": "", "reason": reason, "ready": False}
        inner = getattr(self._engine, "engine", self._engine)  # what a batcher holds
        return {
            "name": self._engine.name,
            "checkpoint": str(getattr(getattr(inner, "checkpoint", None), "name", self._engine.name)),
            "device": str(getattr(inner, "device", "")),
            "reason": str(getattr(inner, "reason", "")),
            "ready": True,
        }

    @property
    def ocr_info(self) -> dict[str, Any]:
        """Whether text in pictures can be read on this machine, and if not, why."""
        with self._lock:
            if self._ocr is None:
                self._ocr = self.ocr()
        available, reason = self._ocr
        return {"available": available, "reason": reason}

    @property
    def status(self) -> str:
        """`Healthy`, `Loading` or `Unhealthy`."""
        if not self._settled.is_set():
            return "Loading"
        return "Healthy" if self._engine is not None else "Unhealthy"

    @property
    def version(self) -> str:
        """The version of the product."""
        return VERSION

    def close(self) -> None:
        """Let go of everything that was opened."""
        for part in (self._engine, self.store, *self.parts):
            close = getattr(part, "close", None)
            if close is not None:
                close()


def prepare_data(settings: Settings) -> None:
    """The folder that holds all state: there, and nobody else's to read."""
    for folder in (settings.data, settings.uploads):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)


def engine_of(settings: Settings) -> "Engine":
    """The engine that the settings mean, for one caller at a time."""
    from shared.engine.opening import open_engine

    return open_engine(
        settings.model, settings.device, settings.threads, zero_gpu=settings.zero_gpu,
        key=settings.engine_key, checkpoint=settings.engine_checkpoint, seconds=settings.engine_seconds,
    )  # fmt: skip


def open_services(settings: Settings) -> Services:
    """Everything the faces share, on this machine, by these settings. The engine starts to load."""

    def load() -> "Engine":
        from shared.engine.batching import BatchingEngine

        return BatchingEngine(engine_of(settings), settings.max_waiting_tokens)

    def ocr() -> tuple[bool, str]:
        from shared.formats.ocr import ocr_available

        return ocr_available(settings.ocr_languages)

    from shared.store import PasteStore

    configure_logs()
    prepare_data(settings)
    store = PasteStore(settings.store_url, most_bytes=settings.max_pastes_bytes)
    services = Services(settings, load, store, ocr).start()
    _ = services.library  # a store that cannot be opened is said now
    if settings.zero_gpu:  # spaces has to be there before the server starts
        services.engine(wait_seconds=3600)
    return services
