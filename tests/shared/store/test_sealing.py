import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.store.sealing import (
    ID_LENGTH,
    SealBroken,
    keys_of_id,
    keys_of_token,
    new_id,
    new_token,
    padded_length,
    seal,
    unseal,
    with_passphrase,
)

KEY = keys_of_id("an id").view


@given(st.binary(max_size=3000))
def test_what_was_sealed_comes_back(content):
    assert unseal(seal(content, KEY, "here"), KEY, "here") == content


@given(st.binary(max_size=300), st.integers(0, 1040 * 8))
def test_a_single_changed_bit_is_refused(content, bit):
    sealed = bytearray(seal(content, KEY, "here"))
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(SealBroken):
        unseal(bytes(sealed), KEY, "here")


@given(st.integers(0, 1052))
def test_a_shortened_seal_is_refused(length):
    with pytest.raises(SealBroken):
        unseal(seal(b"content", KEY, "here")[:length], KEY, "here")


def test_another_key_or_another_context_is_refused():
    sealed = seal(b"content", KEY, "here")

    with pytest.raises(SealBroken):
        unseal(sealed, keys_of_id("another id").view, "here")
    with pytest.raises(SealBroken):
        unseal(sealed, KEY, "there")


def test_sealing_twice_gives_nothing_to_compare():
    assert seal(b"content", KEY, "here") != seal(b"content", KEY, "here")


def test_texts_of_nearly_the_same_length_cannot_be_told_apart():
    assert len({len(seal(b"x" * length, KEY, "")) for length in range(1000)}) == 1
    assert len({padded_length(length) for length in range(20_000, 21_000)}) <= 2


@given(st.integers(0, 3_000_000))
def test_padding_is_never_shorter_and_never_more_than_an_eighth_longer(length):
    padded = padded_length(length)

    assert length <= padded
    assert padded <= max(1024, length * 9 / 8)


def test_the_keys_of_an_id_and_of_a_token_are_all_different():
    by_id, by_token = keys_of_id("same"), keys_of_token("same", "same")

    assert len({by_id.row, by_id.view, by_token.original, by_token.verifier}) == 4


def test_a_token_proves_itself_for_its_own_paste_alone():
    token = new_token()
    verifier = keys_of_token(token, "one").verifier

    assert keys_of_token(token, "one").proves(verifier)
    assert not keys_of_token(token, "two").proves(verifier)
    assert not keys_of_token(token + "x", "one").proves(verifier)


@given(st.text(alphabet=st.characters()))
def test_anything_may_be_asked_for_as_an_id_or_a_token(text):
    assert len(keys_of_id(text).row) == 32
    assert len(keys_of_token(text, text).verifier) == 32


def test_ids_have_128_bits_and_tokens_256():
    assert len(new_id()) == ID_LENGTH == 22
    assert len(new_token()) == 43


def test_keys_do_not_show_in_a_repr():
    assert "b'" not in repr(keys_of_id("id")) + repr(keys_of_token("token", "id"))


def test_many_passphrases_at_once_do_not_wait_for_one_another_for_ever():
    keys = []
    callers = [
        threading.Thread(target=lambda: keys.append(with_passphrase(b"k" * 32, "p", b"s" * 16)), daemon=True)
        for _ in range(6)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(60)

    assert len(keys) == 6
    assert len(set(keys)) == 1
