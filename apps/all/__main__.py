"""`python -m apps.all [documents images paste …]`: the faces, all or some, at one address."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shared.errors import BadSetup, BlackbarError
from shared.settings import VERSION, Settings, read_settings

HERE = Path(__file__).resolve().parents[1]

FACES = ("documents", "images", "paste", "filter")
"""The faces in the order in which people meet them."""


def installed_faces() -> tuple[str, ...]:
    """The faces that are here: a Space carries one, a checkout all."""
    return tuple(name for name in FACES if (HERE / name / "app.py").exists())


def install_faces(server: Any, services: Any, names: Sequence[str]) -> None:
    """Put the named faces into one server, in the order of the navigation."""
    for name in FACES:
        if name in names:
            importlib.import_module(f"apps.{name}.app").install(server, services)


def check(settings: Settings) -> int:
    """Load the engine, say what would run and why, and whether it works."""
    from shared.services import open_services

    services = open_services(settings)
    try:
        services.engine(wait_seconds=3600)
        engine, ocr = services.engine_info, services.ocr_info
        print(f"Blackbar {VERSION}")
        reason = (engine["reason"][:1].upper() + engine["reason"][1:]).rstrip(".")
        print(f"Engine: {engine['name']} on {engine['device']}. {reason}.")
        print(f"Text in pictures: {'yes' if ocr['available'] else 'no'}. {ocr['reason']}".strip())
        print(f"State: {settings.data}")
        print(f"Findings in a test sentence: {len(services.detect('Write to jane.doe@example.com today.').spans)}")
    finally:
        services.close()
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line. What is not said here comes from the environment, then from the defaults."""
    one = argparse.ArgumentParser(
        prog="./run",
        description="Starts Blackbar. Without a face's name it starts every face at one address.",
        epilog="Every option is also an environment variable: --port is BLACKBAR_PORT. The README lists them all.",
    )
    one.add_argument("faces", nargs="*", metavar="FACE", help=f"any of: {', '.join(installed_faces())}")
    one.add_argument("--host", help="the address to listen on (127.0.0.1)")
    one.add_argument("--port", type=int, help="the port to listen on (7860)")
    one.add_argument("--model", help="auto, embedded, a checkpoint folder, or a name on the Hugging Face Hub (auto)")
    one.add_argument("--device", choices=("auto", "cpu", "cuda"), help="where the model runs (auto)")
    one.add_argument("--ocr-languages", help="the languages of text in pictures, joined by a plus sign (eng)")
    one.add_argument("--data", type=Path, help="the folder that holds all state")
    one.add_argument("--store", help="the paste store; BLACKBAR_STORE keeps its password out of the list of processes")
    one.add_argument("--key", help="ask everyone for this key; BLACKBAR_KEY keeps it out of the list of processes")
    one.add_argument("--check", action="store_true", help="load the engine, say what would run and why, and exit")
    return one


def main(given: Sequence[str] | None = None) -> int:
    """Start, or say in one sentence what is in the way."""
    said = vars(parser().parse_args(given))
    faces, only_check = said.pop("faces"), said.pop("check")
    try:
        if unknown := set(faces) - set(installed_faces()):
            here = ", ".join(installed_faces())
            raise BadSetup(f"There is no face named {' or '.join(sorted(unknown))}. There are: {here}.")
        settings = read_settings(**said)
        if only_check:
            return check(settings)
        from shared.web import run

        run(lambda server, services: install_faces(server, services, faces or installed_faces()), settings)
    except BlackbarError as error:
        print(error.message, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
