"""What follows a name agrees with its last sound."""

import pytest

from training.agreement import agree


@pytest.mark.parametrize(
    ("language", "value", "following", "expected"),
    [
        ("ko", "김민수", "은 갔다", "는 갔다"),
        ("ko", "이지은", "가 왔다", "이 왔다"),
        ("ko", "서울", "으로 갔다", "로 갔다"),
        ("ko", "김민수", " 씨", " 씨"),
        ("tr", "Ayşe", "'ın evi", "'nin evi"),
        ("tr", "Mehmet", "'ya sor", "'e sor"),
        ("tr", "Öztürk", "'dan haber", "'ten haber"),
        ("tr", "Ali", ", Veli", ", Veli"),
        ("en", "Ada", "'s", "'s"),
    ],
)
def test_the_particle_or_suffix_follows_the_sound(language: str, value: str, following: str, expected: str) -> None:
    assert agree(value, following, language) == expected
