"""The 33 labels of the Privacy Filter architecture, in its order.

Knows the eight categories and the BIOES numbering (0 = O, then B, I, E, S per category).
Does not know what counts as which category: the corpora and the templates say that.
"""

from __future__ import annotations

CATEGORIES = (
    "account_number",
    "private_address",
    "private_date",
    "private_email",
    "private_person",
    "private_phone",
    "private_url",
    "secret",
)
LABELS = ("O", *(f"{prefix}-{category}" for category in CATEGORIES for prefix in "BIES"))
IGNORE = -100  # the target of a token that teaches nothing


def label_id(category: str, prefix: str) -> int:
    return 1 + 4 * CATEGORIES.index(category) + "BIES".index(prefix)


def bioes(category: str, length: int) -> list[int]:
    """The label ids of one entity of `length` tokens."""
    if length == 1:
        return [label_id(category, "S")]
    first, inside, last = (label_id(category, prefix) for prefix in "BIE")
    return [first, *[inside] * (length - 2), last]
