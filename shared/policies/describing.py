"""What a policy does, in one sentence that a person who has to choose one can read.

The ready policies have sentences of their own; any other is told by what it looks for and what that becomes. This
module names filters and replacements, and never a term, a pattern or a key that a policy holds.
"""

from collections.abc import Iterable
from types import MappingProxyType

from shared.policy import EVERY, Clause, Policy

MOST_NAMED = 4
"""How many filters a sentence names before it counts the rest."""

READY_SENTENCES = MappingProxyType(
    {
        "default": "Every finding becomes the name of its category, such as <PRIVATE_PERSON>.",
        "mask": "Every finding becomes asterisks, one for each character.",
        "last4": "Account, card and phone numbers keep their last four characters; the rest is named by category.",
        "pseudonymize": "Believable stand-ins, the same for the same value; secrets are named by category.",
        "hipaa-safe-harbor": "The identifiers of HIPAA's Safe Harbor go; years and three digits of ZIP codes stay.",
        "secrets-only": "Passwords, keys and tokens go; everything else stays as it is.",
        "logs": "For log files: dates stay, machines stay tellable apart, the rest is named by category.",
    }
)

_BECOMES = MappingProxyType(
    {
        "placeholder": "replaces them by placeholders",
        "mask": "masks them",
        "remove": "removes them",
        "static": "replaces them by fixed words",
        "last": "leaves their last four characters",
        "truncate": "shortens them",
        "initials": "leaves initials",
        "zero_leading": "shortens them",
        "hash": "replaces them by hashes",
        "encrypt": "encrypts them",
        "encipher": "encrypts them",
        "fake": "replaces them by believable stand-ins",
        "choose": "replaces them by words of its own",
        "uuid": "replaces them by random ids",
        "shift": "shifts dates",
        "year": "leaves the years of dates",
        "distance": "tells dates by how long ago they are",
        "lookup": "replaces them by a table of its own",
    }
)


def describe(policy: Policy) -> str:
    """The sentence for a policy that did not come with the program."""
    looked_for = list(dict.fromkeys(_name(clause, policy) for clause in policy.clauses))
    if not looked_for:
        return "Looks for nothing, so everything stays as it is." if not policy.areas else "Covers places of pages."
    ways = list(dict.fromkeys(_BECOMES[t.replacement] for clause in policy.clauses for t in clause.treatments))
    does = ways[0] if len(ways) == 1 else f"{ways[0]} or {ways[1]}" if len(ways) == 2 else "treats each in its own way"
    rest = "" if EVERY in policy.by_target() else " The rest stays as it is."
    return f"Looks for {_listed(looked_for)} and {does}.{rest}"


def _name(clause: Clause, policy: Policy) -> str:
    target = clause.target
    if target == EVERY:
        return "everything"
    return policy.type_names.get(target.rstrip("/"), target.rstrip("/")).replace("_", " ").replace("-", " ")


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    if len(every) > MOST_NAMED + 1:
        return f"{', '.join(every[:MOST_NAMED])} and {len(every) - MOST_NAMED} more kinds"
    return ", ".join(every[:-1]) + (" and " if len(every) > 1 else "") + every[-1]
