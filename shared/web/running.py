"""A server from its start to its end: one line of where it is, and within ten seconds of a signal it is gone.

This module knows nothing of what a server answers.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

from shared.errors import BlackbarError
from shared.services import Services, open_services
from shared.settings import VERSION, Settings, read_settings
from shared.web.server import Server, build_server

SHORT_KEY = 12
"""A program that guesses is not stopped by waiting a second for each answer; sixteen random characters stop it."""


@contextlib.contextmanager
def _signals(stop: threading.Event) -> Iterator[None]:
    def ask(*_: object) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def serve(server: Server, settings: Settings) -> None:
    """Run until SIGTERM or Ctrl-C, then forget everything that is waiting and go, within ten seconds."""
    stop = threading.Event()
    with _signals(stop):
        address = server.start()
        _announce(server, settings, address)
        while not stop.wait(1.0):
            pass
        _leave_soon()
        server.stop()
        server.services.close()


def run(install: Callable[[Server, Services], None], settings: Settings) -> None:
    """A whole program: open the services, install one face or several, serve until the end."""
    services = open_services(settings)
    server = build_server(settings, services)
    install(server, services)
    serve(server, settings)


def run_alone(install: Callable[[Server, Services], None]) -> None:
    """The `main` of a face on its own: settings from the environment, and what is wrong with them in one sentence."""
    try:
        run(install, read_settings())
    except BlackbarError as error:
        sys.exit(error.message)


def _announce(server: Server, settings: Settings, address: str) -> None:
    print(f"Blackbar {VERSION} is at {address}/", flush=True)
    for face in server.faces if len(server.faces) > 1 else []:
        print(f"  {face.title}: {address}{face.path}", flush=True)
    if settings.is_public and not settings.key:
        print(
            f"Warning: listening on {settings.host} without a key: anyone who reaches this machine can use it. "
            "Set one with --key.",
            flush=True,
        )
    elif settings.is_public and len(settings.key) < SHORT_KEY:
        print("Warning: the key is short enough to be guessed. `openssl rand -hex 16` makes a long one.", flush=True)


def _leave_soon(seconds: float = 8.0) -> None:
    """A thread deep in a model or a parser cannot be asked to stop; it does not keep the program alive."""

    def leave() -> None:
        time.sleep(seconds)
        os._exit(0)

    threading.Thread(target=leave, daemon=True).start()
