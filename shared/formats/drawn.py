"""What is written into a box in a finding's place, and how the box looks: one rule for the copy and its preview."""

import re

_PLACEHOLDER = re.compile(r"[<\[{(].*[>\]})]|\W*", re.DOTALL)


def drawn(replacement: str) -> tuple[str, str]:
    """The words, "" where there is nothing to read, and the box's tone: a bar, or pale like the paper it lies on."""
    tone = "bar" if _PLACEHOLDER.fullmatch(replacement) else "pale"
    return (replacement if any(map(str.isalnum, replacement)) else ""), tone
