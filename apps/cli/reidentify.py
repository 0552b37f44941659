"""Back to the originals, for the holder of a policy's key: what was encrypted, not what was masked or hashed.

Values of CRYPTO_REPLACE are known by their double braces. Values of FPE_ENCRYPT_REPLACE look like any other; the
explanation that `redact --explain` wrote says where they stand. This module knows nothing of arguments.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apps.cli.explain import read_places
from shared.errors import BadInput, BadValue
from shared.policy import Policy
from shared.replacements.encryption import decipher, decrypt

_SEALED = re.compile(r"\{\{[A-Za-z0-9+/]{16,}={0,2}\}\}")

Undo = Callable[[str], str]


@dataclass(frozen=True, slots=True, repr=False)
class Restored:
    """The text with its originals, and how many values came back and how many did not."""

    text: str
    restored: int
    failed: int


def restore(text: str, policy: Policy, explanation: str | None = None) -> Restored:
    """The text with all that this policy's keys can decrypt. Raises BadInput where the policy encrypts nothing."""
    undos = {name: list(_undos(policy, name)) for name in ("encrypt", "encipher")}
    if not any(undos.values()):
        raise BadInput("This policy encrypts nothing: it has no CRYPTO_REPLACE and no FPE_ENCRYPT_REPLACE.")
    if explanation is None:
        if not undos["encrypt"]:
            raise BadInput("Values of FPE_ENCRYPT_REPLACE look like any other. Please pass --explanation FILE.")
        places = [(match.start(), match.end(), "encrypt") for match in _SEALED.finditer(text)]
    else:
        places = sorted((*place, name) for name in undos for place in read_places(explanation, name))
    return _restored(text, places, undos)


def _restored(text: str, places: list[tuple[int, int, str]], undos: dict[str, list[Undo]]) -> Restored:
    pieces: list[str] = []
    position = restored = failed = 0
    for start, end, name in places:
        if start < position or end > len(text):
            raise BadInput("The explanation belongs to another text. Please pass the one that was written with it.")
        original = _first(text[start:end], undos[name])
        pieces += [text[position:start], text[start:end] if original is None else original]
        restored += original is not None
        failed += original is None
        position = end
    return Restored("".join([*pieces, text[position:]]), restored, failed)


def _first(value: str, undos: list[Undo]) -> str | None:
    for undo in undos:
        try:
            return undo(value)
        except BadValue:
            continue
    return None


def _undos(policy: Policy, name: str) -> Iterator[Undo]:
    seen = set()
    for clause in policy.clauses:
        for treatment in clause.treatments:
            options = {key: str(value) for key, value in treatment.options.items() if value and key != "otherwise"}
            if treatment.replacement == name and tuple(options.items()) not in seen:
                seen.add(tuple(options.items()))
                yield decrypt(**options) if name == "encrypt" else decipher(**options)
