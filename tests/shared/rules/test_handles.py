"""Names on social networks, where a word says so."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "Instagram: «@jane.doe»",
        "Twitter: «jdoe_84»",
        "follow «@jane_doe» on Twitter",
        "微信号：«zhang_wei88»",
        "Telegram «@janedoe»",
    ],
)
def test_a_social_name_is_found(text: str) -> None:
    assert found(text) == expected(text, "social_handle")


@pytest.mark.parametrize(
    "text", ["@Override", "@media screen", "twitter: yes", "github: @types/node", "instagram is fine", "x=120, y=4"]
)
def test_what_is_no_social_name_is_left(text: str) -> None:
    assert found(text, "social_handle") == []
