"""How fast the Filter API is: through HTTP with 1, 8 and 32 clients, beside the engine alone and the rules alone.

    ./run bench filter [--seconds 5] [--model auto] [--json]

Starts the Filter API in a process of its own, on loopback and with an empty data folder. Texts are made up.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]

CLIENTS = (1, 8, 32)
RULES_CHARACTERS = 20_000

PEER_CHARACTERS_PER_SECOND = 162_000
"""phileas-python 1.0.0 with 19 filters on a text of 20,000 characters, on one core of the same kind of machine."""

_NAMES = ("Amelia Hart", "Jonas Weber", "Lucía Fernández", "Oluwaseun Adeyemi", "Mei Tanaka", "Pierre Dubois")
_LINES = (
    "{time} INFO api request from {ip} by {mail} took {number} ms and returned 200",
    "Ticket {number}: {name} cannot sign in since {date}; please call back on {phone}.",
    "The order will be sent to {name}, {number} Maple Street, Springfield, IL 62704, by {date}.",
    "Paid by card {card}, receipt to {mail}. Nothing else was changed on the account in this period.",
    "{time} WARN retry {number} of upload https://files.example.com/{number}/report.pdf failed, will try again later",
    "Patient born {date}, insured under {ssn}, was seen by Dr. {name} and sent home with advice to rest.",
    "The quarterly figures were better than expected, and the team thanked everybody who had worked on them.",
    "export AWS_ACCESS_KEY_ID={key} && ./deploy.sh --region eu-central-1 --verbose",
)


def made_up(characters: int, seed: int) -> str:
    """Lines of logs, tickets and letters, always the same for one seed."""
    rng = random.Random(seed)
    lines: list[str] = []
    length = 0
    while length < characters:
        line = rng.choice(_LINES).format(
            time=f"2026-03-{rng.randint(1, 28):02}T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:00Z",
            ip=".".join(str(rng.randint(1, 254)) for _ in range(4)),
            mail=f"user{rng.randint(1, 9999)}@example.com",
            number=rng.randint(1, 99999),
            name=rng.choice(_NAMES),
            date=f"{rng.randint(1, 28)} May 19{rng.randint(40, 99)}",
            phone=f"+1 202 555 {rng.randint(100, 9999):04}",
            card="4111 1111 1111 1111",
            ssn=f"{rng.randint(100, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}",
            key="AKIA" + "".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=16)),
        )
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)[:characters]


def rate(work: Callable[[], int], seconds: float, clock: Callable[[], float] = time.perf_counter) -> float:
    """Units of work per second of `clock`: the median of rounds over that long, after one to warm up."""
    work()
    rounds: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(rounds) < 3:
        started = clock()
        done = work()
        rounds.append(done / (clock() - started))
    return statistics.median(rounds)


@contextmanager
def serving(model: str) -> Iterator[str]:
    """The address of a Filter API that is ready."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "apps.all", "filter", "--port", "0", "--data", data, "--model", model]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert process.stdout is not None
            address = process.stdout.readline().rpartition(" ")[2].strip().rstrip("/")
            parts = urlsplit(address)
            while True:
                connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
                connection.request("GET", "/api/status")
                if json.loads(connection.getresponse().read())["status"] == "Healthy":
                    break
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=15)


def through_http(address: str, texts: list[str], clients: int, seconds: float) -> tuple[float, float, float]:
    """Texts per second, and the median and the 95th percentile of how long one took, in milliseconds."""
    parts = urlsplit(address)
    bodies = [text.encode() for text in texts]
    took: list[float] = []
    lock = threading.Lock()
    stop = time.perf_counter() + seconds

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        mine: list[float] = []
        turn = number
        while time.perf_counter() < stop:
            started = time.perf_counter()
            body = bodies[turn % len(bodies)]
            connection.request("POST", "/api/filter", body, {"Content-Type": "text/plain"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"the server answered {answer.status}")
            mine.append(time.perf_counter() - started)
            turn += clients
        connection.close()
        with lock:
            took.extend(mine)

    started = time.perf_counter()
    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    passed = time.perf_counter() - started
    took.sort()
    return len(took) / passed, 1000 * statistics.median(took), 1000 * took[int(0.95 * (len(took) - 1))]


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `share` is its characters per second beside those of the engine alone, in batches."""

    what: str
    texts_per_second: float
    characters_per_second: float
    share: float
    median_ms: float | None = None
    slow_ms: float | None = None
    """What 95 of 100 stay below."""


def measure(model: str, seconds: float, characters: int) -> dict[str, Any]:
    """Every measurement, and on what it was made."""
    from shared import rules
    from shared.engine.local import load_engine

    mixed = made_up(RULES_CHARACTERS, 1)
    # Rules work on one core, and are timed by what they take of it: other programs make them no slower.
    of_rules = rate(lambda: len(mixed) * bool(rules.find(mixed)), seconds, time.process_time)
    engine = load_engine(model)
    texts = [made_up(characters, seed) for seed in range(256)]
    batches = itertools.cycle([texts[start : start + 32] for start in range(0, len(texts), 32)])
    singly = itertools.cycle([[text] for text in texts])
    in_batches = rate(lambda: len(engine.find(next(batches))), seconds)
    one_by_one = rate(lambda: len(engine.find(next(singly))), seconds)

    def row(what: str, per_second: float, length: int = characters, *took: float) -> Row:
        return Row(what, per_second, per_second * length, per_second * length / (in_batches * characters), *took)

    rows = [
        row(f"rules alone, {RULES_CHARACTERS // 1000} KB of text", of_rules / RULES_CHARACTERS, RULES_CHARACTERS),
        row("engine alone, batches of 32", in_batches),
        row("engine alone, one by one", one_by_one),
    ]
    with serving(model) as address:
        through_http(address, texts, 4, 1.0)  # warm
        for clients in CLIENTS:
            speed, middle, slow = through_http(address, texts, clients, seconds)
            rows.append(row(f"/api/filter, {clients} client{'s' * (clients > 1)}", speed, characters, middle, slow))
    return {
        "cores": os.cpu_count(),
        "engine": engine.name,
        "device": engine.device,
        "characters": characters,
        "seconds": seconds,
        "rules_beside_phileas_python": of_rules / PEER_CHARACTERS_PER_SECOND,
        "measurements": [asdict(one) for one in rows],
    }


def shown(measured: Mapping[str, Any]) -> str:
    """The same for people."""
    lines = [
        f"{measured['cores']} processor cores, engine {measured['engine']} on {measured['device']}, "
        f"texts of {measured['characters']} characters",
        "",
        f"{'':28}{'texts/s':>10}{'characters/s':>15}{'of engine':>11}{'median ms':>12}{'95 % ms':>10}",
    ]
    for one in measured["measurements"]:
        times = "".join(
            f"{took:>{width}.1f}" if took is not None else ""
            for took, width in ((one["median_ms"], 12), (one["slow_ms"], 10))
        )
        lines.append(
            f"{one['what']:28}{one['texts_per_second']:>10.1f}{one['characters_per_second']:>15,.0f}"
            f"{one['share']:>11.2f}{times}"
        )
    lines += ["", f"Rules: {measured['rules_beside_phileas_python']:.1f} times phileas-python with 19 filters."]
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=5.0, help="how long each measurement takes")
    options.add_argument("--model", default="auto", help="as for ./run")
    options.add_argument("--characters", type=int, default=500, help="the length of one text")
    options.add_argument("--json", action="store_true", help="as JSON, for programs")
    given = options.parse_args()
    measured = measure(given.model, given.seconds, given.characters)
    print(json.dumps(measured, indent=2) if given.json else shown(measured))


if __name__ == "__main__":
    main()
