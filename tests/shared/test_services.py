"""The engine loads once, in the background; who needs it waits, and hears why it does not come."""

import threading

import pytest

from shared.errors import BadSetup, Busy, Unavailable
from shared.services import Services, prepare_data
from shared.settings import Settings
from tests.fakes import FakeEngine


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data")


def test_pages_can_say_that_the_engine_is_loading(settings):
    go = threading.Event()

    def load():
        go.wait(10)
        return FakeEngine()

    services = Services(settings, load).start()
    assert services.status == "Loading"
    assert services.engine_info["ready"] is False
    with pytest.raises(Busy, match="still loading"):
        services.engine(wait_seconds=0)

    go.set()
    assert services.engine(wait_seconds=10).name == "fake"
    assert services.status == "Healthy"
    assert services.engine_info == {
        "name": "fake",
        "checkpoint": "fake",
        "device": "cpu",
        "reason": "A stand-in for tests.",
        "ready": True,
    }


def test_whoever_waits_for_the_engine_can_be_called_off(settings):
    class CalledOff(Exception):
        pass

    def progress(share):
        raise CalledOff

    services = Services(settings, threading.Event().wait)
    with pytest.raises(CalledOff):
        services.engine(wait_seconds=30, progress=progress)


@pytest.mark.parametrize(
    ("raised", "expected", "sentence"),
    [
        (BadSetup("The checkpoint is incomplete."), BadSetup, "The checkpoint is incomplete."),
        (RuntimeError("/home/jane/SENTINEL"), Unavailable, "The engine could not be loaded. Start again with --check"),
    ],
)
def test_an_engine_that_cannot_be_loaded_says_why_and_no_more(settings, caplog, raised, expected, sentence):
    def load():
        raise raised

    services = Services(settings, load).start()
    with pytest.raises(expected, match=sentence):
        services.engine(wait_seconds=10)

    assert services.status == "Unhealthy"
    assert services.engine_info["reason"].startswith(sentence)
    assert "SENTINEL" not in caplog.text


def test_findings_come_from_the_engine_and_the_rules(settings):
    services = Services(settings, FakeEngine).start()
    detection = services.detect("Jane Doe, jane.doe@example.com")

    assert [span.label for span in detection.spans] == ["private_person", "private_email"]
    assert detection.engine == "fake"


def test_everything_opened_is_closed_once(settings):
    closed = []

    class Part(FakeEngine):
        def close(self):
            closed.append(self)

    engine, store = Part(), Part()
    services = Services(settings, lambda: engine, store).start()
    services.engine(wait_seconds=10)
    services.close()

    assert closed == [engine, store]


def test_the_data_folder_is_nobody_elses_to_read(settings):
    settings.data.mkdir(mode=0o755)
    prepare_data(settings)

    assert settings.data.stat().st_mode & 0o777 == 0o700
    assert settings.uploads.stat().st_mode & 0o777 == 0o700


def test_a_call_names_the_operating_point_and_without_one_an_engine_need_not_know_any(settings):
    asked = []

    class Pointed(FakeEngine):
        def find(self, texts, progress=None, operating_point=""):
            asked.append(operating_point)
            return super().find(texts, progress)

    services = Services(settings, Pointed).start()
    services.detect("Jane Doe", operating_point="recall")
    services.detect("Jane Doe")

    assert asked == ["recall", ""]
