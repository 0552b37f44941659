"""How many pastes a second are made and shown, and how long one takes, with many others lying in the store.

    ./run bench paste [--pastes 100000] [--seconds 5] [--clients 8] [--stores sqlite,postgresql] [--json]

Each server runs on loopback, over a new store that was filled first: with the embedded engine, and
with all detection left out, which leaves the web, the sealing and the database. Texts are made up. The clients run on
the same machine and take their share of it; `cpu ms` is the server's own, whatever else the machine does. PostgreSQL
is a fresh one, with fsync off, in a temporary folder.
"""

import argparse
import contextlib
import http.client
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.filter import made_up
from benchmarks.postgresql import temporary_postgresql

ROOT = Path(__file__).resolve().parents[1]

STORES = ("sqlite", "postgresql")
ENGINES = ("none", "embedded")
SHOWN = 200
"""How many pastes are made to be looked at; the others in the store are never asked for."""

_BATCH = 1_000
_SEALED_BYTES = 1_053
"""A kilobyte, as short texts are padded to, and its seal."""


@dataclass(frozen=True)
class Row:
    """One measurement."""

    what: str
    engine: str
    store: str
    pastes: int
    clients: int
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float | None
    """What the server's process took of a processor for one: other programs on the machine make it no longer."""
    count: int


def fill(url: str, pastes: int) -> None:
    """So many live pastes of random bytes, of the size that real ones have."""
    from sqlalchemy import insert

    from shared.store.tables import open_database
    from shared.store.tables import pastes as table

    database = open_database(url)
    expires = time.time() + 30 * 86_400
    for start in range(0, pastes, _BATCH):
        rows = [
            {
                "row": secrets.token_bytes(32),
                "view": secrets.token_bytes(_SEALED_BYTES),
                "original": secrets.token_bytes(_SEALED_BYTES),
                "verifier": secrets.token_bytes(32),
                "expires": expires + number,
            }
            for number in range(start, min(start + _BATCH, pastes))
        ]
        with database.begin() as connection:
            connection.execute(insert(table), rows)
    database.dispose()


def serve(engine: str, store: str, data: Path) -> None:
    """Serve until standard input ends."""
    from apps.paste.app import install
    from shared.detection import Detection
    from shared.services import open_services
    from shared.settings import Settings
    from shared.spans import Span
    from shared.web import build_server

    settings = Settings(
        port=0,
        data=data,
        store=store,
        model="embedded",
        pastes_per_minute=0,
        missing_per_minute=0,
        max_pastes_bytes=0,
        max_queue=1_000,
    )
    services = open_services(settings)
    services.engine()
    if engine == "none":
        spans = (Span(0, 8, "private_person"),)
        found = Detection(spans, spans, "none", 0.0)
        services.detect = lambda *_, **__: found  # type: ignore[method-assign]
    server = build_server(settings, services)
    install(server, services)
    print(server.start(), flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        sys.stdin.read()
    server.stop()
    services.close()


def cpu_seconds(process: int) -> float | None:
    """What a process has taken of the processors so far; None where /proc does not tell."""
    try:
        after_name = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(engine: str, store: str, data: Path) -> Iterator[tuple[str, int]]:
    """The address of a paste server in a process of its own, and that process."""
    command = [sys.executable, "-m", "benchmarks.paste", "--serve", engine, "--data", str(data)]
    # The store's address goes by the environment, where a password in it would not be seen.
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"BLACKBAR_STORE": store},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError("the server did not start")
        yield address, process.pid
    finally:
        process.stdin.close()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:  # a call deep in the model cannot be asked to stop
            process.kill()
            process.wait()


def hammer(
    address: str, clients: int, seconds: float, ask: Callable[[http.client.HTTPConnection, int], int], wanted: int
) -> list[float]:
    """How long each request took, in seconds, of so many clients that ask one after the other for so long."""
    parts = urlsplit(address)
    took: list[list[float]] = [[] for _ in range(clients)]
    wrong: list[int] = []
    stop = time.perf_counter() + seconds

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        turn = number
        while time.perf_counter() < stop:
            started = time.perf_counter()
            status = ask(connection, turn)
            took[number].append(time.perf_counter() - started)
            turn += clients
            if status != wanted:
                wrong.append(status)
                return
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"the server answered {wrong[0]} instead of {wanted}")
    return sorted(one for mine in took for one in mine)


def measure(
    address: str, server: int, clients: int, seconds: float, texts: list[str]
) -> Iterator[tuple[str, list[float], float | None]]:
    """Creates first, then views of the first that were made: how long each took, and the processor's time of one."""
    made: list[str] = []

    def create(connection: http.client.HTTPConnection, turn: int) -> int:
        body = texts[turn % len(texts)].encode()
        headers = {"Content-Type": "text/plain", "Accept": "application/json"}
        connection.request("POST", "/api/paste?ttl=1d", body, headers)
        answer = connection.getresponse()
        reply = answer.read()
        if answer.status == 201 and len(made) < SHOWN:
            made.append(json.loads(reply)["view_path"])
        return answer.status

    def view(connection: http.client.HTTPConnection, turn: int) -> int:
        connection.request("GET", made[turn % len(made)], headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        return answer.status

    for what, ask, wanted in (("create", create, 201), ("view", view, 200)):
        hammer(address, clients, 1.0, ask, wanted)  # warm
        before = cpu_seconds(server)
        took = hammer(address, clients, seconds, ask, wanted)
        after = cpu_seconds(server)
        yield what, took, None if before is None or after is None else (after - before) / len(took)


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """Every measurement, as it is done."""
    texts = [made_up(given.characters, seed) for seed in range(128)]
    for store in given.stores:
        with tempfile.TemporaryDirectory(prefix="blackbar-bench-") as folder, contextlib.ExitStack() as stack:
            url = f"sqlite:///{folder}/pastes.sqlite"
            if store == "postgresql":
                url = stack.enter_context(temporary_postgresql())
            fill(url, given.pastes)
            for engine in given.engines:
                with serving(engine, url, Path(folder)) as (address, server):
                    for what, took, cpu in measure(address, server, given.clients, given.seconds, texts):
                        middle, slow = statistics.median(took), took[int(0.99 * (len(took) - 1))]
                        yield Row(
                            what,
                            engine,
                            store,
                            given.pastes,
                            given.clients,
                            # Each client has one request at a time: the time they spent asking is the time that passed.
                            round(len(took) * given.clients / sum(took), 2),
                            round(middle * 1000, 2),
                            round(slow * 1000, 2),
                            None if cpu is None else round(cpu * 1000, 2),
                            len(took),
                        )


def _names(known: tuple[str, ...]) -> Callable[[str], list[str]]:
    def read(said: str) -> list[str]:
        names = said.split(",")
        if unknown := set(names) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} is none of {', '.join(known)}")
        return names

    return read


def main() -> None:
    """Measure, and print a table or JSON."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pastes", type=int, default=100_000, help="how many live pastes lie in the store (100000)")
    options.add_argument("--seconds", type=float, default=5.0, help="how long each measurement takes (5)")
    options.add_argument("--clients", type=int, default=8, help="how many ask at the same time (8)")
    options.add_argument("--characters", type=int, default=500, help="the length of one text (500)")
    options.add_argument("--stores", type=_names(STORES), default=list(STORES), help="sqlite,postgresql")
    options.add_argument("--engines", type=_names(ENGINES), default=list(ENGINES), help="none,embedded")
    options.add_argument("--json", action="store_true", help="as JSON")
    options.add_argument("--serve", choices=ENGINES, help=argparse.SUPPRESS)
    options.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.serve:
        serve(given.serve, os.environ["BLACKBAR_STORE"], given.data)
        return
    if not given.json:
        print(f"{os.cpu_count()} processor cores, {given.pastes:,} live pastes, {given.clients} clients\n")
        print(f"{'':8}{'engine':10}{'store':12}{'per second':>12}{'p50 ms':>10}{'p99 ms':>10}{'cpu ms':>10}")
    done = []
    for row in rows(given):
        done.append(asdict(row) | {"cores": os.cpu_count()})
        if not given.json:
            times = f"{row.per_second:>12.1f}{row.p50_ms:>10.1f}{row.p99_ms:>10.1f}{row.cpu_ms or 0:>10.1f}"
            print(f"{row.what:8}{row.engine:10}{row.store:12}{times}", flush=True)
    if given.json:
        print(json.dumps(done, indent=2))


if __name__ == "__main__":
    main()
