"""Every setting of the product, read once from the environment and then passed down.

This is the only module that looks at the environment. Each setting is an environment variable with the
prefix `BLACKBAR_` (`BLACKBAR_PORT=8000`); the command line of `./run` overrides the common ones.
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.errors import BadSetup

VERSION = "0.1.0"
"""The version that every page, `/api/status` and the README name."""

MEGABYTE = 1024 * 1024


def _data_home() -> Path:
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "blackbar"


class Settings(BaseSettings):
    """How this installation runs. Frozen: a test builds its own, nothing changes one."""

    model_config = SettingsConfigDict(env_prefix="BLACKBAR_", frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="The address to listen on.")
    port: int = Field(7860, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    key: str = Field("", repr=False, description="The key every face asks for; empty lets everyone in.")
    data: Path = Field(default_factory=_data_home, description="The folder that holds all state.")
    store: str = Field("", repr=False, description="The paste store's URL; empty is SQLite in the data folder.")

    model: str = Field("auto", description="auto, embedded, a checkpoint folder, a name on the Hub, or an address.")
    engine_key: str = Field("", repr=False, description="The key that an engine at an address asks for.")
    engine_checkpoint: str = Field("", description="The checkpoint that a vLLM server holds: a folder, or its name.")
    engine_seconds: float = Field(120.0, gt=0, description="How long an engine at an address may take for an answer.")
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="Where the model runs.")
    threads: int = Field(0, ge=0, description="Processor threads of the model; 0 takes every core.")
    ocr_languages: str = Field("eng", description="Tesseract's languages, joined by a plus sign.")

    max_document_bytes: int = Field(50 * MEGABYTE, description="The largest document.")
    max_document_pages: int = Field(2_000, description="The most pages of a document.")
    max_document_characters: int = Field(5_000_000, description="The longest text of a document.")
    max_image_bytes: int = Field(25 * MEGABYTE, description="The largest picture file.")
    max_image_pixels: int = Field(50_000_000, description="The most pixels of a picture.")
    max_paste_characters: int = Field(200_000, description="The longest paste.")
    max_filter_bytes: int = Field(10 * MEGABYTE, description="The largest body of the Filter API.")
    max_json_bytes: int = Field(2 * MEGABYTE, description="The largest JSON body.")
    max_uploads_bytes: int = Field(512 * MEGABYTE, description="The most memory of uploads that wait to be read.")
    max_client_bytes: int = Field(128 * MEGABYTE, description="The same for one client; 0: all of it.")
    max_pastes_bytes: int = Field(2048 * MEGABYTE, ge=0, description="The most disk that pastes may take; 0: any.")
    max_open_documents_bytes: int = Field(512 * MEGABYTE, description="The most memory of documents open for review.")
    pastes_per_minute: int = Field(120, ge=0, description="How many pastes one client may make a minute; 0: any.")
    previews_per_minute: int = Field(240, ge=0, description="How many texts one client may have looked at a minute.")
    reveals_per_minute: int = Field(120, ge=0, description="How many originals one client may open a minute; 0: any.")
    wrong_keys_per_minute: int = Field(20, ge=0, description="How many wrong keys to pastes one client may try.")
    missing_per_minute: int = Field(60, ge=0, description="How many pastes that are not there one client may ask for.")
    max_policies: int = Field(10_000, ge=0, description="The most policies that are stored; 0: any number.")
    max_queue: int = Field(64, description="How many requests may wait for the model.")
    max_waiting_tokens: int = Field(1_000_000, ge=0, description="How many tokens of text may wait for the model.")
    parse_seconds: int = Field(60, description="How long one file may take to read.")
    parse_memory_bytes: int = Field(3 * 1024 * MEGABYTE, description="How much memory reading one file may take.")

    metrics: bool = Field(False, description="Whether the Filter API counts its work at /metrics, for Prometheus.")
    hosts: str = Field("", description="Other names the server is asked for by, joined by commas.")
    source_url: str = Field("", description="Where the source of this installation lies; empty hands it out from here.")
    trust_proxy: bool = Field(False, description="Believe X-Forwarded-* headers, behind a proxy of your own.")
    space_host: str = Field("", validation_alias="SPACE_HOST", description="Set by Hugging Face on a Space.")
    zero_gpu: bool = Field(False, validation_alias="SPACES_ZERO_GPU", description="Set by Hugging Face on ZeroGPU.")

    @property
    def uploads(self) -> Path:
        """The private folder that gradio is given for files. Nothing of ours is ever in it: uploads stay in memory."""
        return self.data / "uploads"

    @property
    def lists(self) -> Path:
        """The folder that a policy may read word lists from."""
        return self.data / "lists"

    @property
    def server_key(self) -> Path:
        """The file of the key that policies and contexts are sealed under."""
        return self.data / "server.key"

    @property
    def store_url(self) -> str:
        """The paste store as SQLAlchemy wants it."""
        return self.store or f"sqlite:///{self.paste_file}"

    @property
    def paste_file(self) -> Path:
        """The file of the paste store, where no other store was chosen."""
        return self.data / "pastes.sqlite"

    @property
    def is_public(self) -> bool:
        """Whether anyone but this machine can reach it."""
        return self.host not in ("127.0.0.1", "localhost", "::1")


KEY_PREFIX = "BLACKBAR_KEY_"
"""How the name of an environment variable begins that a policy may take an encryption key from."""


def policy_key(name: str) -> str | None:
    """The encryption key that the operator set under this name, such as `BLACKBAR_KEY_CLINIC`; None for any other."""
    return os.environ.get(name) if name.startswith(KEY_PREFIX) else None


def read_settings(**said: object) -> Settings:
    """The settings of the environment, with what the command line says instead. Raises BadSetup, naming the setting."""
    try:
        return Settings(**{name: value for name, value in said.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadSetup(f"The setting {name} cannot be used: {first['msg']}.") from None


def harden_environment(settings: Settings | None = None) -> None:
    """Nothing around us may switch on what we keep off. Call it before gradio is imported: it reads at import.

    Every `GRADIO_*` variable goes, whoever set it: among them are `GRADIO_SHARE` (a public tunnel),
    `GRADIO_ALLOWED_PATHS`, `GRADIO_HISTORY_BUCKET`, `GRADIO_MCP_SERVER` and `GRADIO_NUM_WORKERS` (extra ports
    without our gate). With `settings`, gradio's folder is ours and a proxy set for the machine is not asked
    for our own address, which gradio calls once while it starts.
    """
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    os.environ.update(
        GRADIO_ANALYTICS_ENABLED="False",
        GRADIO_RUN_HISTORY="False",
        GRADIO_SERVER_MODE_ENABLED="1",
        # A pandas table over the last 10,000 events is otherwise recomputed after every call.
        GRADIO_ANALYTICS_MAX_EVENTS="1",
        GRADIO_ANALYTICS_CACHE_FREQUENCY="1000000000",
        HF_HUB_DISABLE_TELEMETRY="1",
    )
    if settings is None:
        return
    os.environ["GRADIO_TEMP_DIR"] = str(settings.uploads)
    # uvicorn would believe X-Forwarded-* of anyone on this machine; nobody is believed who was not named.
    os.environ["FORWARDED_ALLOW_IPS"] = "127.0.0.1,::1" if settings.trust_proxy or settings.space_host else ""
    for name in ("NO_PROXY", "no_proxy"):
        known = [part for part in os.environ.get(name, "").split(",") if part]
        ours = [part for part in ("localhost", "127.0.0.1", "::1", settings.host) if part not in known]
        os.environ[name] = ",".join(known + ours)
