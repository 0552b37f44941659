"""`python -m tests.serving`: all faces with a fake engine in a process of their own, to be stopped and searched.

Every name this process looks up is written to standard error as `looked up: …`.
"""

import argparse
import socket
import sys
from pathlib import Path

_look_up = socket.getaddrinfo


def _noted(host, *rest, **more):
    print(f"looked up: {host}", file=sys.stderr, flush=True)
    return _look_up(host, *rest, **more)


socket.getaddrinfo = _noted


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--engine", default="FakeEngine")
    arguments.add_argument("--key", default="")
    given = arguments.parse_args()

    from apps.all.__main__ import install_faces, installed_faces
    from shared.formats.ocr import ocr_available
    from shared.logs import configure_logs
    from shared.services import Services, prepare_data
    from shared.settings import Settings
    from shared.store import PasteStore
    from shared.web import build_server, serve
    from tests import fakes

    settings = Settings(port=0, data=given.data, key=given.key)
    configure_logs()
    prepare_data(settings)
    engine = getattr(fakes, given.engine)()
    services = Services(settings, lambda: engine, PasteStore(settings.store_url), ocr_available).start()
    server = build_server(settings, services)
    install_faces(server, services, installed_faces())
    serve(server, settings)


if __name__ == "__main__":
    main()
