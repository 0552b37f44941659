"""Addresses of crypto currencies, by their checksums: Bitcoin, Ethereum and the others that people own most.

The private keys that wallets export have the same checksum: they are secrets. An Ethereum address in one case carries
no checksum: it is found where a word speaks of a wallet.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator

from shared.rules.finding import finding
from shared.rules.reading import CHECKED, CONTEXT, Reading
from shared.rules.vocabulary import words
from shared.spans import Span

_BASE58 = re.compile(r"[13LMDXTr](?<![0-9A-Za-z].)[1-9A-HJ-NP-Za-km-z]{24,34}(?![0-9A-Za-z])")
_BECH32 = re.compile(
    r"[bBtTlL](?<![0-9A-Za-z].)(?:(?<=[bB])[cC]|(?<=[tT])[bB]|"
    r"(?<=[lL])[tT][cC])1[ac-hj-np-z02-9]{14,74}(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_ETHEREUM = re.compile(r"(?<![0-9A-Za-z])0x[0-9A-Fa-f]{40}(?![0-9A-Za-z])")
_WIF = re.compile(r"[5KLc](?<![0-9A-Za-z].)[1-9A-HJ-NP-Za-km-z]{50,51}(?![0-9A-Za-z])")
_EXTENDED = re.compile(r"[xyzt]prv[1-9A-HJ-NP-Za-km-z]{107}(?![0-9A-Za-z])")
_OTHER_BECH32 = re.compile(
    r"(?<![0-9A-Za-z])(?:addr|stake|cosmos|osmo|terra|inj|thor|kava|celestia)1[ac-hj-np-z02-9]{38,140}(?![0-9A-Za-z])"
)
_PREFIXES = ("addr1", "stake1", "cosmos1", "osmo1", "terra1", "inj1", "thor1", "kava1", "celestia1")
_CASH = re.compile(r"(?:bitcoincash|bchtest|ecash):[qp][ac-hj-np-z02-9]{41}(?![0-9A-Za-z])")
_ZCASH_OR_TEZOS = re.compile(r"t[13z](?<![0-9A-Za-z]..)[1-9A-HJ-NP-Za-km-z]{33,34}(?![0-9A-Za-z])")
_STELLAR = re.compile(r"[GS](?<![0-9A-Za-z].)[A-D][A-Z2-7]{54}(?![0-9A-Za-z])")
_POLKADOT = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{47,48}(?![0-9A-Za-z])")
_SOLANA = re.compile(r"(?<![0-9A-Za-z])[1-9A-HJ-NP-Za-km-z]{43,44}(?![0-9A-Za-z])")
_SOLANA_NEAR = ("solana", "phantom", "sol wallet", "sol address", "sol-adresse", "sol:", "sol：")
_POLKADOT_NEAR = ("polkadot", "kusama", "dot wallet", "dot address", "dot-adresse", "dot:", "ksm:")
_MONERO = re.compile(r"[48](?<![0-9A-Za-z].)[0-9AB][1-9A-HJ-NP-Za-km-z]{93}(?![0-9A-Za-z])")
_NEAR = words(
    "wallet*|eth|ether*|address|adresse|dirección|indirizzo|endereço|usdt|usdc|erc20|erc-20|bnb|polygon|"
    "metamask|send|crypto*|"
    "кошел*|cüzdan|钱包|地址|ウォレット|アドレス|지갑|주소|वॉलेट|محفظة|portfel"
)
_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = str.maketrans("rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz", _ALPHABET)
_VERSIONS = frozenset((0x00, 0x05, 0x30, 0x32, 0x1E, 0x16, 0x4C, 0x10, 0x41))


def find(reading: Reading) -> Iterator[Span]:
    """The wallets of a text."""
    text = reading.text
    for match in _BASE58.finditer(text):
        if _is_base58check(match[0]):
            yield finding(match.start(), match.end(), "crypto_address", CHECKED)
    for match in _BECH32.finditer(text):
        if _is_bech32(match[0]):
            yield finding(match.start(), match.end(), "crypto_address", CHECKED)
    if "0x" in text:
        for match in _ETHEREUM.finditer(text):
            digits = match[0][2:]
            if digits.lower() != digits != digits.upper():
                if _eip55(digits.lower()) == digits:
                    yield finding(match.start(), match.end(), "crypto_address", CHECKED)
            elif len(set(digits)) > 6 and _NEAR.search(reading.before(match.start())):
                yield finding(match.start(), match.end(), "crypto_address", CONTEXT)
    for match in _WIF.finditer(text):
        if _is_private_key(match[0]):
            yield finding(match.start(), match.end(), "private_key", CHECKED)
    if "prv" in text:
        for match in _EXTENDED.finditer(text):
            yield finding(match.start(), match.end(), "private_key", CHECKED)
    yield from _others(reading)
    for match in _MONERO.finditer(text):
        yield finding(match.start(), match.end(), "crypto_address", CONTEXT)


def _others(reading: Reading) -> Iterator[Span]:
    text = reading.text
    if any(prefix in text for prefix in _PREFIXES):
        for match in _OTHER_BECH32.finditer(text):
            if _is_bech32(match[0]):
                yield finding(match.start(), match.end(), "crypto_address", CHECKED)
    if "cash:" in text:
        for match in _CASH.finditer(text):
            yield finding(match.start(), match.end(), "crypto_address", CHECKED)
    for match in _ZCASH_OR_TEZOS.finditer(text):
        payload = _payload(match[0], 27 if match[0].startswith("tz") else 26)
        if payload[:3] in _TEZOS or payload[:2] in _ZCASH:
            yield finding(match.start(), match.end(), "crypto_address", CHECKED)
    for match in _STELLAR.finditer(text):
        raw = base64.b32decode(match[0])
        if binascii.crc_hqx(raw[:-2], 0).to_bytes(2, "little") == raw[-2:]:
            kind = "private_key" if match[0].startswith("S") else "crypto_address"
            yield finding(match.start(), match.end(), kind, CHECKED)
    for names, pattern, size in ((_SOLANA_NEAR, _SOLANA, 32), (_POLKADOT_NEAR, _POLKADOT, 35)):
        for name in names:
            position = reading.lower.find(name)
            while position >= 0:
                key = pattern.search(text, position, position + 100)
                if key and key.start() < position + 52 and _is_raw(key[0], size):
                    yield finding(key.start(), key.end(), "crypto_address", CHECKED if size == 35 else CONTEXT)
                position = reading.lower.find(name, position + 1)


def _number(address: str) -> int:
    number = 0
    for char in address:
        number = number * 58 + _ALPHABET.index(char)
    return number


def _payload(address: str, size: int) -> bytes:
    """What stands before the four bytes of the checksum; nothing where they disagree."""
    number = _number(address)
    if number.bit_length() > 8 * size:
        return b""
    raw = number.to_bytes(size, "big")
    digest = hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()
    return raw[:-4] if digest[:4] == raw[-4:] else b""


def _is_raw(address: str, size: int) -> bool:
    """Whether it is a key of 32 bytes as it is, or with a network before it and two bytes of a hash behind."""
    number = _number(address)
    if not 8 * (size - 2) < number.bit_length() <= 8 * size:
        return False
    raw = number.to_bytes(size, "big")
    return size == 32 or hashlib.blake2b(b"SS58PRE" + raw[:33]).digest()[:2] == raw[33:]


_TEZOS = (b"\x06\xa1\x9f", b"\x06\xa1\xa1", b"\x06\xa1\xa4")
_ZCASH = (b"\x1c\xb8", b"\x1c\xbd")


def _is_base58check(address: str) -> bool:
    ripple = address[0] == "r"
    plain = address.translate(_RIPPLE) if ripple else address
    number = 0
    for char in plain:
        number = number * 58 + _ALPHABET.index(char)
    if number.bit_length() > 200:
        return False
    payload = number.to_bytes(25, "big")
    digest = hashlib.sha256(hashlib.sha256(payload[:21]).digest()).digest()
    return digest[:4] == payload[21:] and (payload[0] == 0 if ripple else payload[0] in _VERSIONS)


def _is_private_key(key: str) -> bool:
    """The export format of wallets: a version, 32 bytes, perhaps a one, and four bytes of a hash."""
    number = 0
    for char in key:
        number = number * 58 + _ALPHABET.index(char)
    size = 37 if key[0] in "59" else 38
    if number.bit_length() > 8 * size:
        return False
    payload = number.to_bytes(size, "big")
    digest = hashlib.sha256(hashlib.sha256(payload[:-4]).digest()).digest()
    return digest[:4] == payload[-4:] and payload[0] in (0x80, 0xEF)


def _is_bech32(address: str) -> bool:
    if address.lower() != address != address.upper():
        return False
    prefix, _, data = address.lower().rpartition("1")
    if not prefix or len(data) < 8:
        return False
    values = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    symbols = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".find(char) for char in data]
    if -1 in symbols:
        return False
    check = 1
    for value in values + symbols:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> bit & 1 else 0
    return check == (1 if symbols[0] == 0 else 0x2BC830A3)


def _eip55(digits: str) -> str:
    """The address with capitals where its hash says so."""
    digest = _keccak(digits.encode()).hex()
    return "".join(char.upper() if int(digest[place], 16) > 7 else char for place, char in enumerate(digits))


_MASK = (1 << 64) - 1


def _keccak(message: bytes) -> bytes:
    """Keccak-256 of a message shorter than one block: what Ethereum hashes with; hashlib's SHA-3 pads otherwise."""
    block = bytearray(message + b"\x01" + bytes(135 - len(message)))
    block[-1] |= 0x80
    lanes = [int.from_bytes(block[8 * n : 8 * n + 8], "little") if n < 17 else 0 for n in range(25)]
    register = 1
    for _ in range(24):
        parity = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        lanes = [lanes[n] ^ parity[(n - 1) % 5] ^ _rotate(parity[(n + 1) % 5], 1) for n in range(25)]
        x, y, moved = 1, 0, lanes[1]
        for step in range(24):
            x, y = y, (2 * x + 3 * y) % 5
            moved, lanes[x + 5 * y] = lanes[x + 5 * y], _rotate(moved, (step + 1) * (step + 2) // 2 % 64)
        lanes = [
            lanes[n] ^ (~lanes[n // 5 * 5 + (n + 1) % 5] & _MASK & lanes[n // 5 * 5 + (n + 2) % 5]) for n in range(25)
        ]
        for bit in range(7):
            register = (register << 1 ^ (register >> 7) * 0x71) % 256
            if register & 2:
                lanes[0] ^= 1 << ((1 << bit) - 1)
    return b"".join(lane.to_bytes(8, "little") for lane in lanes[:4])


def _rotate(lane: int, count: int) -> int:
    return (lane << count | lane >> (64 - count)) & _MASK if count else lane
