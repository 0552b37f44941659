"""Real program text and its documentation, taken from the Python that runs the training, and made-up server logs.

Knows where they are, which lines may name a person (left out of the loss) and how a secret or a
contact is put between lines in which nothing is personal. Does not know the other carriers.
"""

from __future__ import annotations

import re
import string
import sysconfig
from functools import cache
from pathlib import Path
from random import Random

from training.carriers import fill
from training.pieces import Writer
from training.technical import CODE
from training.values import Values

# A line that may name its author, and what looks like an address on the net: neither taught nor held against anybody.
PERSONAL = re.compile(
    r"@|(?i:https?:|copyright|author|maintain|written by|contributed|thanks|\(c\)|credit|passw|secret|token)|\bby [A-Z]"
)
TWO_NAMES = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. ?)?[A-Z][a-z]+\b")
NUMBER = re.compile(r"[+(]?\d[\d .()/-]{6,}\d|\b\d{1,3}(?:\.\d{1,3}){3}\b")
LONGEST = 700  # characters of a line


@cache
def library() -> tuple[Path, ...]:
    """The source files of the standard library, in a fixed order."""
    folder = Path(sysconfig.get_paths()["stdlib"])
    return tuple(
        path
        for path in sorted(folder.rglob("*.py"))
        if not {"site-packages", "test", "tests", "lib2to3", "encodings"} & set(path.relative_to(folder).parts)
        and 2000 < path.stat().st_size < 300_000
    )


@cache
def lines_of(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8", errors="replace").splitlines())


def excerpt(rng: Random, low: int, high: int) -> list[str]:
    """Some lines of one file, without the indentation they share."""
    lines = lines_of(rng.choice(library()))
    size = rng.randint(low, high)
    at = rng.randrange(max(1, len(lines) - size))
    part = [line[:LONGEST] for line in lines[at : at + size]]
    indents = [len(line) - len(line.lstrip()) for line in part if line.strip()]
    shared = min(indents, default=0) if rng.random() < 0.5 else 0
    return [line[shared:] for line in part]


def plain_line(line: str, writer: Writer) -> None:
    """One line of real text, what may be personal in it marked as not to be learned from."""
    if PERSONAL.search(line):
        writer.value(line, "")
        return
    at = 0
    doubtful = sorted([*TWO_NAMES.finditer(line), *NUMBER.finditer(line)], key=lambda match: match.start())
    for match in doubtful:
        if match.start() >= at:
            writer.write(line[at : match.start()]).value(match[0], "")
            at = match.end()
    writer.write(line[at:])


def program(values: Values, writer: Writer) -> None:
    """Lines of a real program, sometimes with a credential or somebody's data among them."""
    rng = values.rng
    lines = excerpt(rng, 2, 16)
    planted = rng.randrange(len(lines)) if lines and rng.random() < 0.4 else -1
    for index, line in enumerate(lines):
        writer.write("\n" if index else "")
        plain_line(line, writer)
        if index == planted:
            indent = line[: len(line) - len(line.lstrip())]
            writer.write("\n" + indent)
            fill(rng.choice(CODE), values, writer)


@cache
def paragraphs() -> tuple[str, ...]:
    """The paragraphs of the language reference that the interpreter carries for `help()`."""
    from pydoc_data.topics import topics

    found = (part.strip() for text in topics.values() for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in found if 40 < len(part) < 900)


def manual(values: Values, writer: Writer) -> None:
    """Documentation: one to three paragraphs, wrapped or on one line."""
    rng = values.rng
    at = rng.randrange(len(paragraphs()) - 3)
    flat = rng.random() < 0.5
    for index, part in enumerate(paragraphs()[at : at + rng.randint(1, 3)]):
        writer.write("\n\n" if index else "")
        for number, line in enumerate(part.splitlines()):
            writer.write((" " if flat else "\n") if number else "")
            plain_line(line.strip() if flat else line, writer)


LEVELS = ("INFO", "WARN", "ERROR", "DEBUG", "TRACE", "NOTICE", "FATAL", "info", "warning", "I", "W", "E", "V", "D")
PARTS = (
    "scheduler", "executor.Executor", "storage.BlockManager", "org.acme.net.Listener", "kernel", "systemd[1]",
    "sshd[{n}]", "cron[{n}]", "nginx", "http-nio-8080-exec-{n}", "pool-{n}-thread-{n}", "main", "worker-{n}",
    "WindowManager", "ActivityManager", "PowerManagerService", "com.acme.shop.Cart", "raft", "etcdserver",
    "QuorumPeer[myid={n}]", "CSI", "TrustedInstaller", "dhclient[{n}]", "postgres[{n}]", "gunicorn", "celery.worker",
    "kubelet", "containerd", "audit", "ciod", "RAS KERNEL", "mod_jk", "jk2_init()", "proxy.exe", "LaunchServices",
)  # fmt: skip
EVENTS = (
    "task {n} in stage {n}.0 finished in {n} ms on executor {n}",
    "block rdd_{n}_{n} stored as values in memory ({n} KB)",
    "Received block blk_-{long} of size {n} from /{name}",
    "PacketResponder {n} for block blk_{long} terminating",
    "session opened for user root by (uid=0)",
    "session closed for user root",
    "connection closed [preauth]",
    "Failed none for invalid user admin port {n} ssh2",
    "check pass; user unknown",
    "error: {n} unable to open socket",
    "instruction cache parity error corrected",
    "generating core.{n}",
    "ddr errors detected and corrected on rank {n}",
    "workerEnv.init() ok /etc/httpd/conf/workers{n}.properties",
    "mod_jk child workerEnv in error state {n}",
    "Notification time out: {n}",
    "Accepted socket connection, session 0x{hex} timeout {n}",
    "caught end of stream exception: unable to read additional data",
    "Session: {n}_{long} initialized by client",
    'acquire lock={n}, flags=0x{hex}, tag="View Lock", ws=null',
    "onTouchEvent: x={n}.{n} y={n}.{n}",
    "Slow operation: {n}ms so far, now at attach",
    "setLightsOn(true)",
    "Process {n} exited cleanly (0)",
    "open through proxy {name}:{n} HTTPS",
    "close, {n} bytes sent, {n} bytes received, lifetime 00:{two}",
    "GET /{name}/{n} HTTP/1.1 status: 200 len: {n} time: 0.{n}",
    "[instance: {uuid}] VM Started (Lifecycle Event)",
    "Total disk: {n} GB, used: {n}.00 GB",
    "image {uuid} at ({name}): checking",
    "Creating image",
    "retrying in {n} seconds ({n}/{n})",
    "GC (Allocation Failure) {n}K->{n}K({n}K), 0.{n} secs",
    "heartbeat missed ({n})",
    "config reloaded from /etc/{name}/{name}.conf",
    "Deprecated setting `{name}.{name}` is ignored",
    "OOM killer: {n} kB",
    "compaction of {name}-{n} done: {n} files, {n} bytes",
    "slow query ({n} ms): SELECT count(*) FROM {name}",
    "upstream timed out (110: Connection timed out) while reading response header",
    "index {name} rebuilt, {n} rows",
    "migration {n}_{name} applied",
    "flushed {n} events",
    "leader elected, term {n}",
    "checksum 0x{hex} matches",
    "pod {name}-{hex}-{n} became ready",
    "pulled image {name}:{n}.{n}.{n} in {n}.{n}s",
    "exit status {n}",
    "done",
    "usb 1-{n}: new high-speed USB device number {n} using xhci_hcd",
    "eth0: link up, {n}Mbps, full-duplex",
    "Warning: Unrecognized packageExtended attribute.",
    "Loaded Servicing Stack v{n}.{n}.{n}.{n}",
    "SQM: {n} uploads",
    "build {hex} succeeded after {n} s",
    "request_id={uuid} path=/{name} status={n} duration={n}ms",
    "trace={hex}{hex} span={hex} sampled=true",
    'etag W/"{hex}"',
    "{n} passed, {n} skipped in {n}.{n}s",
    "Thread-{n}: queue depth {n}, oldest {n} s",
    "rotated /var/log/{name}.log ({n} MB)",
    "metrics: p50={n} p95={n} p99={n}",
)
THINGS = (
    "orders", "cart", "spool", "users", "images", "cache", "billing", "web", "api", "node", "disk0", "shop", "session",
    "queue", "search", "mail", "report", "backup", "gateway", "assets", "jobs", "ledger", "auth", "stock", "agent",
)  # fmt: skip
STAMPS = (
    "{y}-{mo}-{d} {h}:{mi}:{s}",
    "{y}-{mo}-{d}T{h}:{mi}:{s}.{ms}Z",
    "[{y}-{mo}-{d} {h}:{mi}:{s},{ms}]",
    "{yy}/{mo}/{d} {h}:{mi}:{s}",
    "{yy}{mo}{d} {h}{mi}{s}",
    "{mon} {d} {h}:{mi}:{s}",
    "[{day} {mon} {d} {h}:{mi}:{s} {y}]",
    "- {epoch} {y}.{mo}.{d}",
    "{mo}-{d} {h}:{mi}:{s}.{ms}",
    "[{mo}.{d} {h}:{mi}:{s}]",
    "{epoch}.{ms}",
    "{h}:{mi}:{s}",
    "{y}{mo}{d}-{h}:{mi}:{s}:{ms}",
    "[{d}/{mon}/{y}:{h}:{mi}:{s} +0000]",
    "{y}-{mo}-{d}T{h}:{mi}:{s}+02:00",
    "",
)


def stamp(shape: str, rng: Random) -> str:
    """A moment, written in the shape of one log."""
    highest = {"mo": 12, "d": 28, "h": 23, "mi": 59, "s": 59}
    two = {name: f"{rng.randint(1, most):02}" for name, most in highest.items()}
    year = rng.randint(2003, 2027)
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return shape.format(
        y=year, yy=f"{year % 100:02}", ms=rng.randint(100, 999), epoch=rng.randint(1_100_000_000, 1_790_000_000),
        mon=rng.choice(months), day=rng.choice(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")), **two,
    )  # fmt: skip


def machine_words(pattern: str, rng: Random) -> str:
    """'{n}', '{hex}', '{name}' and the like, each time another."""
    most = rng.choice((9, 99, 9999, 9_999_999))

    def one(match: re.Match[str]) -> str:
        digits = f"{rng.getrandbits(128):032x}"
        made = {
            "n": str(rng.randint(0, most)),
            "two": f"{rng.randint(0, 59):02}",
            "long": str(rng.randint(10**17, 10**19)),
            "uuid": "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])),
            "hex": digits[:10],
            "name": rng.choice(THINGS),
        }
        kind, _, size = match[1].partition("_")
        if size:  # so many characters of a digest
            letters = string.ascii_letters + string.digits + "+/" if kind == "b64" else "0123456789abcdef"
            return "".join(rng.choices(letters, k=int(size)))
        return made[kind]

    return re.sub(r"\{(\w+)\}", one, pattern)


DIGESTS = (
    "sha256:{hex_64}",
    "    --hash=sha256:{hex_64} \\",
    '"integrity": "sha512-{b64_86}==",',
    "{name}/{name} v1.{n}.0 h1:{b64_43}=",
    "FROM {name}:{n}.{n}@sha256:{hex_64}",
    "commit {hex_40}",
    "      uses: {name}/{name}@{hex_40} # v{n}",
    "index {hex_7}..{hex_7} 100644",
    "{hex_64}  {name}-{n}.{n}.tar.gz",
    "MD5 ({name}.iso) = {hex_32}",
    "sha1: {hex_40}",
    'checksum = "{hex_64}"',
    'etag: "{hex_32}"',
    "trace_id={hex_32} span_id={hex_16}",
    '"traceId":"{hex_32}","spanId":"{hex_16}"',
    "traceparent: 00-{hex_32}-{hex_16}-01",
    "private static final long serialVersionUID = {long}L;",
    "const OFFSET: u64 = 0x{hex_16};",
    "Digest: sha256:{hex_64}",
    "Layer {hex_12}: Pull complete",
    "uuid = {uuid}",
    "listen 127.0.0.1:{n}",
    "bind-address=127.0.0.1",
    "127.0.0.1 localhost",
    "::1 localhost ip6-loopback",
    "http://localhost:{n}/{name}",
    "proxy_pass http://127.0.0.1:{n};",
    "0.0.0.0:{n}->{n}/tcp",
    "net.core.{name} = {n} {n} {n}",
    "url = postgres://user:password@localhost:5432/{name}",
    "API_KEY=your-api-key-here",
    "token: <token>",
    "password: ********",
    "secretKeyRef: name: {name}-secret, key: password",
    "SECRET=$(cat /run/secrets/{name})",
    "Merge {hex_7} into {hex_7}",
    "ISBN 978-{n}-{n}-{n}-{n}",
    "doi:10.{n}/{name}.{n}",
    "id: {hex_24}",
    "{name}-{hex_10}-{b64_5} 1/1 Running 0 {n}d",
)


def digests(values: Values, writer: Writer) -> None:
    """Long random figures that are nobody's secret: hashes, commits, traces, layers; and places of this machine."""
    rng = values.rng
    same = rng.random() < 0.4
    chosen = rng.choice(DIGESTS)
    for index in range(rng.randint(1, 6)):
        writer.write(("\n" if index else "") + machine_words(chosen if same else rng.choice(DIGESTS), rng))


def journal(values: Values, writer: Writer) -> None:
    """Server logs in which nothing is personal: stamps, levels, parts, figures."""
    rng = values.rng
    shape, order, mark = rng.choice(STAMPS), rng.randint(0, 3), rng.choice((" ", " ", ": ", " - ", " | ", "\t"))
    for index in range(rng.randint(1, 8)):
        when, level = stamp(shape, rng), rng.choice(LEVELS)
        part, event = machine_words(rng.choice(PARTS), rng), machine_words(rng.choice(EVENTS), rng)
        parts = ((when, level, part, event), (when, part, event), (when, event), (level, part, event))[order]
        writer.write(("\n" if index else "") + mark.join(part for part in parts if part))
