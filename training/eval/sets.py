"""The evaluation sets: own documents in 16 languages, English, Korean, scans, held-out corpora, secrets, harmless text.

Layouts and words here are used nowhere in training; streets, towns and label words are others too.
Names and numbers come from the same generators with other seeds, so the figures flatter a little on
values and say more about context. Corpora: documents held out by id (training.corpora.split_of).
Harmless text is in three folders, line by line as it was written (training.eval.harmless). English sentences, Korean
and the noisy readings of forms have values of their own too (training.eval.english, korean, scans).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from training.corpora import documents
from training.eval.english import english
from training.eval.harmless import PLAIN, QUIET, harmless
from training.eval.korean import korean
from training.eval.scans import scans
from training.filling import fill
from training.labels import CATEGORIES
from training.phrases import LANGUAGES, phrases
from training.pieces import Piece, Writer
from training.values import Values

HERE = Path(__file__).parent / "phrases"
LAYOUTS = 14  # pieces of each layout a language


@dataclass(frozen=True)
class Set:
    name: str
    pieces: list[Piece]
    judged: tuple[str, ...]  # the categories that the set labels


def values_for(language: str, seed: int, data: Path) -> Values:
    """Values whose streets, towns and label words are the evaluation's own."""
    values, own = Values(language, seed, data), phrases(language, HERE)
    values.travelled = False
    base = values.phrases
    values.phrases = replace(base, labels=own.labels, lists=base.lists | own.lists)
    return values


def fields(values: Values, low: int, high: int) -> list[str]:
    known = list(values.phrases.labels)
    return values.rng.sample(known, min(len(known), values.rng.randint(low, high)))


def card(values: Values, writer: Writer) -> None:
    """A boxed index card."""
    for field in fields(values, 4, 7):
        writer.write("│ " + values.rng.choice(values.phrases.names(field)) + " » ").value(*values.fill(field)).write(
            "\n"
        )


def letter(values: Values, writer: Writer) -> None:
    writer.value(*values.address()).write("\n").value(*values.date()).write("\n\n")
    for _ in range(2):
        fill(values.pick("sentences"), values, writer)
        writer.write("\n\n")
    writer.value(*values.person())


def prose(values: Values, writer: Writer) -> None:
    for index in range(3):
        writer.write(" " if index else "")
        fill(values.pick("plain" if index == 1 else "sentences"), values, writer)


def single(values: Values, writer: Writer) -> None:
    fill(values.pick("sentences"), values, writer)


def toml(values: Values, writer: Writer) -> None:
    writer.write(f"[[entry]] # {values.rng.randint(1, 99)}\n")
    for number, field in enumerate(fields(values, 3, 6)):
        text, label = values.fill(field)
        writer.write(f"f{number}_{field[:3]} = '").value(text.replace("\n", " / "), label).write("'\n")


def dialogue(values: Values, writer: Writer) -> None:
    for side in ("A", "B", "A"):
        writer.write(f"— {side}: ")
        fill(values.pick("sentences"), values, writer)
        writer.write("\n")


def ledger(values: Values, writer: Writer) -> None:
    """Tilde separated rows under a heading."""
    chosen = fields(values, 3, 5)
    writer.write(" ~ ".join(values.phrases.names(field)[0] for field in chosen) + "\n")
    for _ in range(3):
        for number, field in enumerate(chosen):
            text, label = values.fill(field)
            writer.write(" ~ " if number else "").value(text.replace("\n", ", "), label)
        writer.write("\n")


def bare(values: Values, writer: Writer) -> None:
    """Values under one another with no word beside them."""
    for field in values.rng.sample(("person", "address", "phone", "email", "birth", "iban"), 4):
        writer.value(*values.fill(field)).write("\n")


Layout = Callable[[Values, Writer], None]
OWN: tuple[Layout, ...] = (card, letter, prose, single, single, toml, dialogue, ledger, bare)

SECRETS = (
    "  environment:\n    - MYSQL_ROOT_PASSWORD={password}\n    - TZ=Europe/Rome",
    'let creds = Credentials::new("svc", "{password}");',
    "headers['X-Auth'] = '{secret}'",
    'resource "x" "y" {{\n  admin_pass = "{password}"\n}}',
    "psql \"{connection}\" -c 'select 1'",
    "Hey, the vault says {secret} for staging, rotate it tomorrow",
    'stripe.api_key = "{secret}"',
    '<add key="SmtpPass" value="{password}" />',
    "echo '{password}' | sudo -S ls",
    "login: ops / {password} (prod only)",
    "REDIS={connection}\nWORKERS=4",
    "--build-arg NPM_TOKEN={secret}",
    "my $dbpass = '{password}';",
    "signing_secret: {secret}\nregion: eu-west-1",
    "The alarm code is {pin} and the safe opens with {pin}.",
)


def own_documents(data: Path, seed: int) -> Iterator[Piece]:
    for language in LANGUAGES:
        values = values_for(language, seed, data)
        for layout in OWN:
            for _ in range(LAYOUTS):
                writer = Writer()
                layout(values, writer)
                yield writer.piece(language, layout.__name__)


def lines(templates: tuple[str, ...], count: int, seed: int, data: Path, name: str) -> list[Piece]:
    values, rng, out = Values("en", seed, data), Random(seed), []
    for _ in range(count):
        writer = Writer()
        for index in range(rng.randint(1, 4)):
            writer.write("\n" if index else "")
            fill(rng.choice(templates), values, writer)
        out.append(writer.piece("en", name))
    return out


def unseen(seed: int = 424242) -> list[Set]:
    """The sets that share neither words nor values with the training text, and need no corpora."""
    return [
        Set("English sentences and small documents", english(seed), CATEGORIES),
        Set("Korean, spoken and written", korean(seed), CATEGORIES),
        Set("forms read by OCR, 5 languages", scans(), CATEGORIES),
    ]


def evaluation_sets(data: Path, seed: int = 424242) -> list[Set]:
    sets = [
        Set("own documents, 16 languages", list(own_documents(data, seed)), CATEGORIES),
        Set("own secrets in code and chat", lines(SECRETS, 200, seed, data, "secrets"), ("secret",)),
        Set("harmless text, written by hand", list(harmless()), CATEGORIES),
        Set("harmless text, a second time, blind", list(harmless(PLAIN)), CATEGORIES),
        Set("harmless text, a third time, blind", list(harmless(QUIET)), CATEGORIES),
        *unseen(seed),
    ]
    held: dict[str, list[Piece]] = {}
    for piece in documents(data, "test"):
        held.setdefault("es_meddocan" if piece.source.startswith("es_meddocan") else piece.source, []).append(piece)
    for name, pieces in sorted(held.items()):
        judged = (
            tuple(label for label in CATEGORIES if label != "secret") if name == "es_meddocan" else ("private_person",)
        )
        sets.append(Set(f"held out: {name}", pieces[:400], judged))
    return sets
