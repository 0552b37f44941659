"""Replacements by a hash: the same text gives the same digest, and the text cannot be read from it.

A hash of a short or guessable text (a phone number, a date) can be found by trying; salt it, or encrypt instead.
"""

import hashlib
import secrets
import string

from shared.replacements.finding import Finding, Replaced, Replacement

_SALT_LENGTH = 16
_SALT_ALPHABET = string.ascii_letters + string.digits


def hash_value(salted: bool = False) -> Replacement:
    """The SHA-256 of the text in hex; salted, of the text followed by 16 random letters and digits."""

    def replace(finding: Finding) -> Replaced:
        salt = "".join(secrets.choice(_SALT_ALPHABET) for _ in range(_SALT_LENGTH)) if salted else ""
        return Replaced(hashlib.sha256((finding.text + salt).encode("utf-8", "surrogatepass")).hexdigest(), salt)

    return replace
