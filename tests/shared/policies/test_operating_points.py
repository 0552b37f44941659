"""A policy may say how the model decides for it: rather too much, or rather too little."""

import json
from collections.abc import Callable, Sequence

import pytest

from shared.errors import BadValue
from shared.filtering import filter_text
from shared.policies import read_policy
from shared.spans import Span
from tests.fakes import FakeEngine


class Pointed(FakeEngine):
    """Writes down which operating point it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.points: list[str] = []

    def find(
        self, texts: Sequence[str], progress: Callable[[float], None] | None = None, operating_point: str = ""
    ) -> list[list[Span]]:
        self.points.append(operating_point)
        return super().find(texts, progress)


def policy(**config: str) -> str:
    return json.dumps({"identifiers": {"person": {}}, "config": config})


@pytest.mark.parametrize(
    ("said", "point"),
    [({}, ""), ({"operatingPoint": "default"}, ""), ({"operatingPoint": "Recall"}, "recall")],
)
def test_the_engine_is_asked_as_the_policy_says(said: dict[str, str], point: str) -> None:
    engine = Pointed()

    filter_text("Jane Doe called.", read_policy(policy(**said)), engine)

    assert engine.points == [point]


def test_an_unknown_point_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadValue, match=r"config\.operatingPoint is none of those .* default, recall, precision"):
        read_policy(policy(operatingPoint="eager"))
