"""Replacements that whoever has the key can undo: AES, and FF3-1, which keeps the look of a number.

FF3-1 is here because existing data sets use it. NIST has withdrawn FF3, so prefer `encrypt` for anything new.
"""

import base64
import binascii
import logging
import secrets
from collections.abc import Callable
from typing import Any

from shared.errors import BadValue
from shared.replacements.finding import Finding, Replaced, Replacement
from shared.replacements.plain import PLACEHOLDER, placeholder

_NONCE_BYTES = 12
_DIGITS = "0123456789"
_ALPHANUMERIC = _DIGITS + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

_RANGES = {_DIGITS: (6, 56), _ALPHANUMERIC: (4, 32)}
"""How many characters FF3-1 takes of each alphabet: a million values at least, 192 bits at most."""


def encrypt(key: str, iv: str | None = None) -> Replacement:
    """The text encrypted with AES, in base 64 between double braces: `{{...}}`.

    `key` is 16, 24 or 32 bytes in hex. Without `iv` each value gets a fresh nonce and is authenticated (GCM):
    equal texts look different. With an `iv` of 16 bytes in hex it is CBC, where equal texts look alike; older data
    sets are joined on that.
    """
    secret = _hex(key, "key", (16, 24, 32))
    if iv is None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        gcm = AESGCM(secret)

        def sealed(data: bytes) -> bytes:
            nonce = secrets.token_bytes(_NONCE_BYTES)
            return nonce + gcm.encrypt(nonce, data, None)
    else:
        from cryptography.hazmat.primitives.padding import PKCS7

        cipher = _cbc(secret, _hex(iv, "iv", (16,)))

        def sealed(data: bytes) -> bytes:
            padder, encryptor = PKCS7(128).padder(), cipher.encryptor()
            padded = padder.update(data) + padder.finalize()
            return bytes(encryptor.update(padded) + encryptor.finalize())

    def replace(finding: Finding) -> Replaced:
        data = finding.text.encode("utf-8", "surrogatepass")
        return Replaced("{{" + base64.b64encode(sealed(data)).decode("ascii") + "}}")

    return replace


def decrypt(key: str, iv: str | None = None) -> Callable[[str], str]:
    """What undoes `encrypt`: takes the replacement, with or without its braces, and gives the original.

    The function raises BadValue when the text was not encrypted with this key.
    """
    secret = _hex(key, "key", (16, 24, 32))

    def opened(data: bytes) -> bytes:
        if iv is None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            return AESGCM(secret).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], None)
        from cryptography.hazmat.primitives.padding import PKCS7

        unpadder, decryptor = PKCS7(128).unpadder(), _cbc(secret, _hex(iv, "iv", (16,))).decryptor()
        return unpadder.update(decryptor.update(data) + decryptor.finalize()) + unpadder.finalize()

    def undo(replaced: str) -> str:
        from cryptography.exceptions import InvalidTag

        try:
            data = base64.b64decode(replaced.removeprefix("{{").removesuffix("}}"), validate=True)
            return opened(data).decode("utf-8", "surrogatepass")
        except (InvalidTag, ValueError, binascii.Error):
            raise BadValue(
                "This was not encrypted with that key. Please check the key, and that the text is whole."
            ) from None

    return undo


def encipher(key: str, tweak: str, otherwise: str = PLACEHOLDER) -> Replacement:
    """The text with its letters and digits enciphered by FF3-1; all other characters stay where they are.

    `key` is 16, 24 or 32 bytes in hex, `tweak` 7 (FF3-1) or 8 (FF3). A text of digits stays one of digits. What is
    too short or too long for the cipher becomes a placeholder, of the format `otherwise`.
    """
    ciphers, instead = _ff3_ciphers(key, tweak), placeholder(otherwise)

    def replace(finding: Finding) -> Replaced:
        respelled = _respell(finding.text, ciphers, "encrypt")
        return instead(finding) if respelled is None else Replaced(respelled)

    return replace


def decipher(key: str, tweak: str) -> Callable[[str], str]:
    """What undoes `encipher`. A text that `encipher` could not have made comes back as it is."""
    ciphers = _ff3_ciphers(key, tweak)
    return lambda replaced: _respell(replaced, ciphers, "decrypt") or replaced


def _ff3_ciphers(key: str, tweak: str) -> dict[str, Any]:
    from ff3 import FF3Cipher

    logging.getLogger("ff3.ff3").setLevel(logging.WARNING)  # at DEBUG it writes each round's values
    _hex(key, "key", (16, 24, 32))
    _hex(tweak, "tweak", (7, 8))
    return {alphabet: FF3Cipher(key, tweak, radix=len(alphabet)) for alphabet in _RANGES}


def _respell(text: str, ciphers: dict[str, Any], verb: str) -> str | None:
    """The text with its ASCII letters and digits put through the cipher; None where it cannot take them."""
    spelled = "".join(c for c in text if c in _ALPHANUMERIC)
    alphabet = _DIGITS if spelled.isdecimal() else _ALPHANUMERIC
    least, most = _RANGES[alphabet]
    foreign = any(c.isalnum() and c not in _ALPHANUMERIC for c in text)  # would be left readable
    if foreign or not least <= len(spelled) <= most:
        return None
    changed = iter(getattr(ciphers[alphabet], verb)(spelled))
    return "".join(next(changed) if c in _ALPHANUMERIC else c for c in text)


def _cbc(key: bytes, iv: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    return Cipher(algorithms.AES(key), modes.CBC(iv))


def _hex(value: str, name: str, lengths: tuple[int, ...]) -> bytes:
    try:
        data = bytes.fromhex(value)
    except ValueError:
        data = b""
    if len(data) not in lengths:
        raise BadValue(f"The {name} must be {' or '.join(map(str, lengths))} bytes, written in hex.")
    return data
