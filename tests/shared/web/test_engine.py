"""The engine's address: another Blackbar asks it, with the key, and gets what it would have found itself."""

import httpx
import pytest

from shared.engine.batching import BatchingEngine
from shared.engine.opening import open_engine
from shared.errors import TooLarge, Unavailable
from shared.services import Services
from tests.contracts.engine_contract import check_engine
from tests.fakes import FakeEngine


@pytest.fixture(scope="module")
def there(run_server):
    """A second Blackbar, with the embedded checkpoint and a key."""
    from shared.engine.local import load_engine

    return run_server(
        engine=BatchingEngine(load_engine("embedded", "cpu")), key="over-there", max_document_characters=30_000
    )


def test_another_blackbar_is_an_engine_like_any_other(there):
    with BatchingEngine(open_engine(there.url, key="over-there")) as engine:
        assert engine.name == f"embedded at {there.url.removeprefix('http://')}"
        check_engine(engine)
        text = "Please write to Jane Doe, 12 Elm Street, jane.doe@example.org."
        assert engine.find([text], None, "recall") == there.services.engine().find([text], None, "recall")
        with pytest.raises(TooLarge, match="30,000 are taken at once"):
            engine.find(["x" * 30_001])


def test_which_engine_is_at_work_is_shown_by_the_one_that_asks(there):
    services = Services(there.settings, lambda: open_engine(there.url, key="over-there")).start()

    services.engine(wait_seconds=30)

    assert services.engine_info["name"].startswith("embedded at 127.0.0.1:")
    assert services.engine_info["device"] == "remote"
    assert "texts go to 127.0.0.1" in services.engine_info["reason"]
    assert services.detect("Write to jane.doe@example.org").engine.startswith("embedded at")


def test_without_the_key_nothing_is_told(there):
    with pytest.raises(Unavailable, match="BLACKBAR_ENGINE_KEY"):
        open_engine(there.url)
    assert httpx.post(f"{there.url}/api/engine", json={"texts": ["x"]}).status_code == 401


@pytest.fixture(scope="module")
def fake(run_server):
    """A Blackbar that lets everyone in."""
    return run_server(engine=FakeEngine())


@pytest.mark.parametrize(
    ("question", "status"),
    [({}, 400), ([], 400), ({"texts": "x"}, 400), ({"texts": [1]}, 400), ({"texts": ["x"] * 10_001}, 413),
     ({"texts": ["x"], "operating_point": "eager"}, 400), ({"texts": []}, 200)],
)  # fmt: skip
def test_a_question_that_is_none_is_refused_in_a_sentence(fake, question, status):
    answer = httpx.post(f"{fake.url}/api/engine", json=question)

    assert answer.status_code == status
    assert ("error" in answer.json()) == (status != 200)
