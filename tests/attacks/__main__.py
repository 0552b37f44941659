"""`tests/attacks/run`: wapiti, sqlmap and csp_evaluator on the paste app, and on the planted faults that prove them.

Prints a line for each attack. Ends with 1 when a tool found something in the app, or did not find what was planted.
"""

import functools
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.attacks.faulty import faulty_server
from tests.attacks.policies import weaknesses
from tests.attacks.targets import Target, paste_server

MODULES = "xss,permanentxss,sql,blindsql,exec,file,crlf,redirect,methods,shellshock,cookieflags,csp,http_headers"

HARMLESS = {
    "X-XSS-Protection is not set": "the header is obsolete; browsers have taken its filter out again",
    "Strict-Transport-Security is not set": "this is plain http on loopback; the proxy with TLS in front sets it",
    "Possible methods": "OPTIONS is answered with what an address takes",
}
"""What wapiti says of any server like ours, and why it is no fault."""


@dataclass(frozen=True)
class Attack:
    tool: str
    what: str
    found: list[str]
    planted: tuple[str, ...]
    """What the tool must find among others; nothing at all where nothing was planted."""
    seconds: float

    @property
    def is_well(self) -> bool:
        if not self.planted:
            return not self.found
        return all(any(fault in one for one in self.found) for fault in self.planted)


def wapiti(url: str, starts: list[str]) -> list[str]:
    """What it found from these addresses on."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [
            "wapiti",
            "-u",
            url + "/",
            "--scope",
            "domain",
            "-m",
            MODULES,
            "--flush-session",
            "--store-session",
            folder,
        ]
        for start in starts:
            command += ["-s", url + start]
        command += [
            "-t",
            "10",
            "--max-scan-time",
            "300",
            "-S",
            "normal",
            "-v",
            "0",
            "--no-bugreport",
            "-f",
            "json",
            "-o",
            str(report),
        ]
        # A page that refuses a form answers 4xx, which wapiti leaves alone; what it means to attack it gets to.
        done = subprocess.run(command, capture_output=True, text=True, timeout=900)
        if not report.exists():
            raise RuntimeError(f"wapiti did not finish: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        result = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{kind}: {one['info']}"
        for kind, all_ in (result["vulnerabilities"] | result["anomalies"]).items()
        for one in all_
        if not any(one["info"].startswith(known) for known in HARMLESS)
    ]


def sqlmap(url: str, *options: str) -> list[str]:
    """The injections it found at the place that is marked with a star."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *("sqlmap", "-u", url, *options, "--batch", "--level", "2", "--risk", "1", "--technique", "BEU"),
            *("--ignore-code", "404,403,400,422", "--flush-session", "--output-dir", folder, "--disable-coloring"),
            *("--timeout", "20", "--retries", "1", "--threads", "4"),
        ]
        said = subprocess.run(command, capture_output=True, text=True, timeout=900).stdout
    if "testing connection to the target URL" not in said or "unable to connect" in said:
        raise RuntimeError(f"sqlmap did not get to the target: {said[-2000:]}")
    return re.findall(r"^\s+Title: (.+)$", said, re.MULTILINE)


def csp_evaluator(target: Target) -> list[str]:
    """What is wrong with the policies of all kinds of answers."""
    with httpx.Client(base_url=target.url, trust_env=False, timeout=60) as client:
        policies = sorted({client.get(path).headers["content-security-policy"] for path in target.pages()})
    return [
        f"{one['directive']} {one['value']}: {one['description']}" for found in weaknesses(policies) for one in found
    ]


def injections(target: Target) -> list[tuple[str, str, list[str]]]:
    """Every place that could reach a database: what it is called, its address and what is sent, a star at the place."""
    view, other, paste = target.shown["view_path"], target.counted["view_path"], f"/api/paste/{target.shown['id']}"
    text, as_json = "--headers=Content-Type: text/plain", "--headers=Content-Type: application/json"
    return [
        ("GET /view/ID", f"{view}*", []),
        ("GET /view/ID?token=", f"{view}?token=x*", []),
        ("the cookie of /view/ID", view, ["--cookie", "blackbar_reveal=x*"]),
        ("the form of /view/ID", other, ["--data", "token=x*&reveal=1&passphrase=x*"]),
        ("the form of /view/ID/delete", f"{view}/delete", ["--data", "token=x*"]),
        ("GET /api/paste/ID", f"{paste}*", []),
        ("the key of /api/paste/ID", paste, ["--headers=Authorization: Bearer x*"]),
        ("POST /api/paste?ttl=", "/api/paste?ttl=60*", ["--data", "text", text]),
        ("POST /api/paste as JSON", "/api/paste", ["--data", '{"text": "a*", "ttl": "60*"}', as_json]),
        ("the Idempotency-Key", "/api/paste", ["--data", "text", f"{text}\\nIdempotency-Key: 0123456789abcdef*"]),
    ]


def attacks(target: Target, faulty: str) -> Iterator[tuple[str, str, Callable[[], list[str]], tuple[str, ...]]]:
    """Tool, what it attacks, how, and what it must find."""
    yield (
        "csp_evaluator",
        "a planted policy",
        lambda: [_said(one) for one in weaknesses([_planted(faulty)])[0]],
        ("unsafe-inline",),
    )
    yield "csp_evaluator", "the policies of every page", lambda: csp_evaluator(target), ()
    yield (
        "wapiti",
        "a page with planted faults",
        lambda: wapiti(faulty, ["/search?q=a"]),
        ("Cross Site Scripting", "Content Security Policy", "HTTP Secure Headers"),
    )
    yield "wapiti", "every page of the paste app", lambda: wapiti(target.url, target.pages()), ()
    yield "sqlmap", "an address with a planted fault", lambda: sqlmap(f"{faulty}/item/1*"), ("boolean-based blind",)
    for what, path, options in injections(target):
        yield "sqlmap", what, functools.partial(sqlmap, target.url + path, *options), ()


def _said(one: dict[str, Any]) -> str:
    return f"{one['directive']} {one['value']}: {one['description']}"


def _planted(faulty: str) -> str:
    return httpx.get(faulty, trust_env=False).headers["content-security-policy"]


def main() -> int:
    """Run them all; 0 when the app is clean and every planted fault was seen."""
    outcome = []
    with faulty_server() as faulty, paste_server() as target:
        for tool, what, attack, planted in attacks(target, faulty):
            started = time.monotonic()
            done = Attack(tool, what, attack(), planted, time.monotonic() - started)
            outcome.append(done)
            verdict = "as it should be" if done.is_well else "NOT as it should be"
            print(f"{tool:14} {what:32} {len(done.found):3} found, {verdict} ({done.seconds:.0f} s)", flush=True)
            for one in (
                done.found if not planted else [one for one in done.found if any(map(one.__contains__, planted))]
            ):
                print(f"{'':15}- {one}", flush=True)
        alive = httpx.get(target.url + target.shown["view_path"], trust_env=False).status_code == 200
    if not alive:
        print("The paste app did not live through it.")
    return 0 if alive and all(one.is_well for one in outcome) else 1


if __name__ == "__main__":
    sys.exit(main())
