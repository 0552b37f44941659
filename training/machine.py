"""The words of machines, each time others: constants, names in code, versions, addresses, files, types, errors.

Knows shapes only; nothing made here is anybody's. The lists they are put together from, and
the lines they stand in, are in patterns/.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from random import Random

from training.madeup import pick
from training.patterns import patterns

WORDS = patterns("words")
NOUNS, VERBS, KINDS, TOOLS = (" ".join(WORDS[name]).split() for name in ("nouns", "verbs", "kinds", "tools"))
PROJECTS, LICENCES = WORDS["projects"], WORDS["licences"]
FOLDERS = (
    *("/usr/lib", "/etc", "/var/lib", "/opt", "/usr/share/doc", "/srv", "/sys/class", "/proc/sys", "/dev"),
    *("src", "lib", "./build", "node_modules", "C:\\Program Files"),
)
ENDINGS = ("", ".conf", ".so", ".so.1", ".py", ".json", ".d", ".rs", ".h", ".ko", ".service", ".yaml")


def case(rng: Random, low: int, high: int) -> list[str]:
    """The words of one name: perhaps a verb, perhaps a kind, always a thing."""
    size = rng.randint(low, high)
    return [rng.choice(rng.choice((VERBS, KINDS, NOUNS))) for _ in range(size - 1)] + [rng.choice(NOUNS)]


def constant(rng: Random) -> str:
    words = case(rng, 1, 4)
    return "_".join(words).upper() + rng.choice(("", "", "", "", f"_{rng.randint(1, 999)}", f"_V{rng.randint(1, 4)}"))


def pascal(rng: Random) -> str:
    return "".join(word.capitalize() for word in case(rng, 1, 3))


def camel(rng: Random) -> str:
    first, *rest = case(rng, 2, 4)
    return first + "".join(word.capitalize() for word in rest)


def snake(rng: Random) -> str:
    return "_".join(case(rng, 1, 3))


def kebab(rng: Random) -> str:
    return "-".join(case(rng, 1, 3))


def version(rng: Random) -> str:
    text = ".".join(str(rng.randint(0, rng.choice((9, 9, 40)))) for _ in range(rng.choice((2, 3, 3, 3, 4))))
    return text + rng.choice(("", "", "", "", f"-rc.{rng.randint(1, 5)}", f"b{rng.randint(1, 9)}", "-SNAPSHOT"))


def path(rng: Random) -> str:
    root = rng.choice(FOLDERS)
    join = "\\" if "\\" in root else "/"
    return join.join((root, *(kebab(rng) for _ in range(rng.randint(1, 3))))) + rng.choice(ENDINGS)


def package_file(rng: Random) -> str:
    name, number, arch = kebab(rng), version(rng), rng.choice(("amd64", "arm64", "x86_64", "aarch64", "noarch", "i386"))
    python = rng.choice(("cp39", "cp311", "cp312", "py3"))
    system = rng.choice((f"manylinux_2_{rng.randint(17, 34)}_{arch}", "any", "win_amd64", "macosx_11_0_arm64"))
    return rng.choice(
        (
            f"{name.replace('-', '_')}-{number}-{python}-{python}-{system}.whl",
            f"lib{name}{rng.randint(1, 9)}_{number}-{rng.randint(1, 5)}_{arch}.deb",
            f"{name}-{number}-{rng.randint(1, 9)}.fc{rng.randint(36, 43)}.{arch}.rpm",
            f"{name}-{number}.tar.{rng.choice(('gz', 'xz', 'zst'))}",
            f"{name}_{number}_linux_{arch}.zip",
            f"{name}-{number}.{rng.choice(('jar', 'tgz', 'gem', 'crate', 'nupkg', 'AppImage', 'iso', 'dmg', 'msi'))}",
        )
    )


def host(rng: Random) -> str:
    """A place of software on the net, known or made up."""
    before = rng.choice(("api", "cdn", "docs", "registry", "mirror", "repo", "status"))
    made_up = f"{before}.{rng.choice(NOUNS)}{rng.choice(NOUNS)}"
    return rng.choice((rng.choice(WORDS["hosts"]), made_up + rng.choice((".io", ".dev", ".org", ".net", ".example"))))


def part(rng: Random) -> str:
    upper, digits = string.ascii_uppercase, string.digits
    return rng.choice(
        (
            f"{pick(rng, upper, 2, 4)}{pick(rng, digits, 2, 5)}{pick(rng, upper, 0, 3)}",
            f"{pick(rng, digits, 3)}-{pick(rng, digits, 4, 5)}-{pick(rng, upper, 2)}",
            f"{pick(rng, upper, 1, 3)}-{pick(rng, digits, 3, 5)}/{pick(rng, digits, 2)}",
            f"{pick(rng, upper + digits, 5)}-{pick(rng, upper + digits, 4)}-{pick(rng, digits, 2)}",
            f"{pick(rng, digits, 2)}.{pick(rng, digits, 3)}.{pick(rng, digits, 4)}",
        )
    )


def day(rng: Random) -> str:
    return f"{rng.randint(1996, 2028)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def number(rng: Random) -> str:
    return str(rng.randint(0, rng.choice((9, 99, 999, 9999, 65535, 9_999_999))))


def clock(rng: Random) -> str:
    return f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"


def address(rng: Random) -> str:
    return rng.choice(("0x", "0x", "0x00007f", "ffffffff", "0x0000000000")) + pick(rng, "0123456789abcdef", 6, 8)


def uuid(rng: Random) -> str:
    return "-".join(pick(rng, "0123456789abcdef", size) for size in (8, 4, 4, 4, 12))


def image(rng: Random) -> str:
    place = rng.choice(("", "", "ghcr.io/", "quay.io/", "registry.k8s.io/", "docker.io/library/", "gcr.io/"))
    name = kebab(rng) + rng.choice(("", "/" + rng.choice(NOUNS)))
    return f"{place}{name}:{version(rng)}{rng.choice(('', '-alpine', '-slim'))}"


def column(rng: Random) -> str:
    """Numbers that grow, as tables of a program have them: one to a line, or side by side."""
    size, step = rng.randint(3, 24), rng.choice((1, 2, 40, 1200, 90_000))
    at, found = rng.choice((0, 30, 900, 7_000, 43_000, 120_000, 4_000_000)), []
    for _ in range(size):
        at += rng.randint(1, step)
        found.append(at)
    write = rng.choice(("{}", "{}", "{}", "{:X}", "{:#06x}", "{:05}"))
    return rng.choice(("\n", "\n", ", ", ",\n    ", " ", ";")).join(write.format(one) for one in found)


def certificate(rng: Random) -> str:
    """What a machine shows to everybody: a certificate, a public key, a signature; sometimes only its beginning."""
    kind = rng.choice(
        (
            *("CERTIFICATE",) * 6,
            *("PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE REQUEST", "X509 CRL", "TRUSTED CERTIFICATE"),
            *("PGP SIGNATURE", "PGP PUBLIC KEY BLOCK", "DH PARAMETERS", "PKCS7"),
        )
    )
    lines = [pick(rng, ALPHABETS["b64"], 64) for _ in range(rng.randint(1, 14))]
    lines[0] = "MII" + lines[0][3:]
    last = pick(rng, ALPHABETS["b64"], 4, 60) + rng.choice(("", "=", "=="))
    ending = (last, f"-----END {kind}-----") if rng.random() < 0.8 else ()
    indent = rng.choice(("", "", "", "  ", "    "))
    return "\n".join(indent + one for one in (f"-----BEGIN {kind}-----", *lines, *ending))


MADE: dict[str, Callable[[Random], str]] = {
    "n": number,
    "k": lambda rng: str(rng.randint(1, 20)),
    "f": lambda rng: f"{rng.uniform(0, rng.choice((1, 10, 100, 1000))):.{rng.randint(1, 4)}f}",
    "two": lambda rng: f"{rng.randint(0, 59):02}",
    "big": lambda rng: f"{rng.randint(1000, 99_999_999):,}",
    "long": lambda rng: str(rng.randint(10**17, 10**19)),
    "CONST": constant,
    "MODE": lambda rng: rng.choice(rng.choice((NOUNS, KINDS, VERBS))).upper(),
    "snake": snake,
    "kebab": kebab,
    "camel": camel,
    "Camel": pascal,
    "dotted": lambda rng: ".".join(
        (rng.choice(("org", "com", "io", "net", "android")), rng.choice(NOUNS), pascal(rng))
    ),
    "noun": lambda rng: rng.choice(NOUNS),
    "Noun": lambda rng: rng.choice(NOUNS).capitalize(),
    "verb": lambda rng: rng.choice(VERBS),
    "Verb": lambda rng: rng.choice(VERBS).capitalize(),
    "kind": lambda rng: rng.choice(KINDS),
    "Kind": lambda rng: rng.choice(KINDS).capitalize(),
    "ver": version,
    "day": day,
    "clock": clock,
    "epoch": lambda rng: rng.choice(WORDS["epochs"]),
    "addr": address,
    "off": lambda rng: f"0x{rng.randint(1, 4095):x}",
    "size": lambda rng: (
        f"{rng.randint(1, 999)}{rng.choice(('', ' '))}{rng.choice(('K', 'M', 'G', 'KB', 'MB', 'GiB', 'k'))}"
    ),
    "path": path,
    "host": host,
    "image": image,
    "pkg": package_file,
    "part": part,
    "alg": lambda rng: rng.choice(WORDS["algorithms"]),
    "type": lambda rng: expanded(rng.choice(WORDS["types"]), rng),
    "fmt": lambda rng: expanded(rng.choice(WORDS["formats"]), rng),
    "err": lambda rng: expanded(rng.choice(WORDS["errors"]), rng),
    "uuid": uuid,
    "tool": lambda rng: rng.choice(TOOLS),
    "project": lambda rng: rng.choice(PROJECTS),
    "licence": lambda rng: rng.choice(LICENCES),
    "column": column,
    "certificate": certificate,
    "lat": lambda rng: f"{rng.uniform(-90, 90):.4f}",
}
ALPHABETS = {
    "hex": "0123456789abcdef",
    "HEX": "0123456789ABCDEF",
    "dig": string.digits,
    "b64": string.ascii_letters + string.digits + "+/",
}


def made(name: str, rng: Random) -> str | None:
    """A word of that kind; None where the name is not one of these."""
    kind, _, size = name.partition("_")
    if kind in ALPHABETS and (size.isdigit() or not size):
        return pick(rng, ALPHABETS[kind], int(size or 10))
    return MADE[name](rng) if name in MADE else None


def expanded(pattern: str, rng: Random) -> str:
    """The pattern with its placeholders filled, one in another."""
    for name in (
        "k",
        "n",
        "MODE",
        "CONST",
        *(f"{kind}_{size}" for kind in ("dig", "hex", "HEX") for size in range(2, 9)),
    ):
        while f"{{{name}}}" in pattern:
            pattern = pattern.replace(f"{{{name}}}", made(name, rng) or "", 1)
    return pattern
