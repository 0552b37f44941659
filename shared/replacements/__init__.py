"""What stands in a finding's place. A policy names a replacement; here is how each is made.

A replacement is a function of the finding and its text. It knows nothing of policies or files.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from shared.spans import Span

Replacement = Callable[[Span, str], str]
"""Takes a finding and the text it points at; gives what stands there instead."""


def placeholder(span: Span, text: str) -> str:
    """The category in angle brackets, such as `<PRIVATE_PERSON>`."""
    return f"<{span.label.upper()}>"


def mask(span: Span, text: str) -> str:
    """A solid block for each visible character; line breaks stay, so that lines do not run together."""
    return "".join(c if c in "\r\n" else "█" for c in text)


def remove(span: Span, text: str) -> str:
    """Nothing at all."""
    return ""


REPLACEMENTS: Mapping[str, Replacement] = MappingProxyType(
    {"placeholder": placeholder, "mask": mask, "remove": remove}
)
"""Every replacement that a policy may name."""
