"""Settings come from the environment once, and nothing around us switches on what we keep off."""

import pytest

from shared.errors import BadSetup
from shared.settings import Settings, harden_environment, read_settings


@pytest.fixture(autouse=True)
def restored(monkeypatch):
    """The environment as it was: monkeypatch puts back what it has touched."""
    import os

    for name in [*(name for name in os.environ if name.startswith("GRADIO_")), "NO_PROXY", "no_proxy"]:
        monkeypatch.setenv(name, os.environ.get(name, ""))
    yield


def test_the_command_line_comes_before_the_environment(monkeypatch):
    monkeypatch.setenv("BLACKBAR_PORT", "8000")

    assert read_settings().port == 8000
    assert read_settings(port=9000, host=None).port == 9000


def test_a_setting_that_cannot_be_used_is_named_without_its_value(monkeypatch):
    monkeypatch.setenv("BLACKBAR_KEY", "SENTINEL")
    with pytest.raises(BadSetup) as caught:
        read_settings(port="SENTINEL-port")

    assert caught.value.message.startswith("The setting port cannot be used: ")
    assert "SENTINEL" not in caught.value.message


def test_secrets_do_not_show_in_a_settings_repr():
    settings = Settings(key="SENTINEL", store="postgresql://u:SENTINEL@h/d")

    assert "SENTINEL" not in repr(settings) + str(settings)


@pytest.mark.parametrize(
    "name", ["GRADIO_SHARE", "GRADIO_ALLOWED_PATHS", "GRADIO_MCP_SERVER", "GRADIO_NUM_WORKERS", "GRADIO_ROOT_PATH"]
)
def test_no_gradio_variable_of_the_machine_survives(monkeypatch, tmp_path, name):
    import os

    monkeypatch.setenv(name, "True")
    harden_environment(Settings(data=tmp_path))

    assert name not in os.environ
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["GRADIO_TEMP_DIR"] == str(tmp_path / "uploads")


def test_a_machines_proxy_is_not_asked_for_our_own_address(monkeypatch, tmp_path):
    import os

    monkeypatch.setenv("NO_PROXY", "intranet.example")
    harden_environment(Settings(data=tmp_path, host="192.0.2.1"))

    assert os.environ["NO_PROXY"] == "intranet.example,localhost,127.0.0.1,::1,192.0.2.1"
