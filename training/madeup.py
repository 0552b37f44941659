"""Made-up secrets: passwords as people choose them, keys in the shapes that providers issue.

Knows shapes only; every value is random and opens nothing.
"""

from __future__ import annotations

import base64
import string
from random import Random

from training.phrases import phrases

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + string.digits


def pick(rng: Random, alphabet: str, low: int, high: int | None = None) -> str:
    return "".join(rng.choices(alphabet, k=rng.randint(low, high or low)))


def words() -> tuple[str, ...]:
    """Words that people make passwords of."""
    return phrases("common").lists["password words"]


def password(rng: Random) -> str:
    common = words()
    word, other = rng.choice(common), rng.choice(common)
    if rng.random() < 0.6:
        word = word.capitalize()
    mark, number = (
        rng.choice("!@#$%&*?._-+"),
        str(rng.choice((rng.randint(0, 99), rng.randint(1950, 2027), rng.randint(100, 9999)))),
    )
    leet = word.translate(str.maketrans("aeios", "43105"))
    return rng.choice(
        (
            word + number,
            word + number + mark,
            word + mark + number,
            leet + mark + number,
            word + other.capitalize() + number,
            f"{word}-{other}-{rng.choice(common)}",
            pick(rng, ALNUM, 8, 14),
            pick(rng, ALNUM + "!@#$%^&*", 10, 18),
            mark + leet + number,
            number + word,
            f"{word}_{other}{number}",
            pick(rng, HEX, 12, 20),
        )
    )


def token(rng: Random) -> str:
    """A key or token in one of many providers' shapes, or of none."""
    url = ALNUM + "-_"

    def segment(size: int) -> str:
        return base64.urlsafe_b64encode(rng.randbytes(size)).decode().rstrip("=")

    return rng.choice(
        (
            lambda: "AKIA" + pick(rng, UPPER, 16),
            lambda: "ASIA" + pick(rng, UPPER, 16),
            lambda: pick(rng, ALNUM + "/+", 40),
            lambda: "sk-" + pick(rng, ALNUM, 20, 48),
            lambda: "sk-proj-" + pick(rng, url, 20, 60),
            lambda: rng.choice(("sk_live_", "pk_live_", "rk_live_", "sk_test_")) + pick(rng, ALNUM, 24),
            lambda: rng.choice(("ghp_", "gho_", "ghs_")) + pick(rng, ALNUM, 36),
            lambda: "github_pat_" + pick(rng, ALNUM, 22) + "_" + pick(rng, ALNUM, 40),
            lambda: "glpat-" + pick(rng, url, 20),
            lambda: rng.choice(("xoxb-", "xoxp-")) + pick(rng, "0123456789", 11) + "-" + pick(rng, ALNUM, 24),
            lambda: "AIza" + pick(rng, url, 35),
            lambda: "SG." + pick(rng, url, 22) + "." + pick(rng, url, 43),
            lambda: "hf_" + pick(rng, ALNUM, 34),
            lambda: "npm_" + pick(rng, ALNUM, 36),
            lambda: "dop_v1_" + pick(rng, HEX, 64),
            lambda: f"eyJ{segment(18)}.eyJ{segment(rng.randint(20, 50))}.{segment(32)}",
            lambda: pick(rng, HEX, 32),
            lambda: pick(rng, HEX, 40),
            lambda: pick(rng, HEX, 64),
            lambda: "-".join(pick(rng, HEX, size) for size in (8, 4, 4, 4, 12)),
            lambda: base64.b64encode(rng.randbytes(rng.randint(16, 48))).decode(),
            lambda: pick(rng, ALNUM, 16, 40),
            lambda: "key-" + pick(rng, HEX, 32),
            lambda: "AC" + pick(rng, HEX, 32),
            lambda: pick(rng, "0123456789", 8, 10) + ":AA" + pick(rng, url, 33),
            lambda: "ya29." + pick(rng, url, 40, 60),
        )
    )()


def connection(rng: Random, user: str) -> str:
    """A connection string with a password in it."""
    host = rng.choice(
        ("db", "localhost", "10.0.3.7", "db.internal", "cluster0.mongodb.net", "redis", "pg-prod.example.com")
    )
    name, word = (
        rng.choice(("app", "prod", "orders", "users", "main", "shop")),
        password(rng).replace("@", "").replace("/", ""),
    )
    return rng.choice(
        (
            f"postgres://{user}:{word}@{host}:5432/{name}",
            f"postgresql://{user}:{word}@{host}/{name}?sslmode=require",
            f"mysql://{user}:{word}@{host}:3306/{name}",
            f"mongodb://{user}:{word}@{host}:27017/{name}",
            f"mongodb+srv://{user}:{word}@{host}/{name}?retryWrites=true",
            f"redis://:{word}@{host}:6379/0",
            f"amqp://{user}:{word}@{host}:5672/",
            f"Server={host};Database={name};User Id={user};Password={word};",
            f"https://{user}:{word}@{host}/{name}.git",
        )
    )


def private_key(rng: Random) -> str:
    kind = rng.choice(("RSA ", "EC ", "OPENSSH ", ""))
    body = base64.b64encode(rng.randbytes(rng.randint(48, 120))).decode()
    lines = "\n".join(body[at : at + 64] for at in range(0, len(body), 64))
    return f"-----BEGIN {kind}PRIVATE KEY-----\n{lines}\n-----END {kind}PRIVATE KEY-----"
