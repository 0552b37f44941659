"""The policies that come with the program, each a JSON file in this folder."""

from functools import cache
from pathlib import Path

from shared.errors import NotFound
from shared.policies.philter import read_policy
from shared.policy import Policy

READY = ("default", "mask", "last4", "pseudonymize", "hipaa-safe-harbor", "secrets-only", "logs")
"""Their names. `default` is the eight categories, each as its placeholder."""


@cache
def ready_policy(name: str) -> Policy:
    """The policy of that name. Raises NotFound for any other name."""
    return read_policy(ready_text(name))


def ready_text(name: str) -> str:
    """The same as the JSON it was read from."""
    if name not in READY:
        raise NotFound(f"There is no such policy. Ready to use are: {', '.join(READY)}.")
    return (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
